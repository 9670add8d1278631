"""The same pages in another engine: axe in Firefox, on first view and on errors (G-07)."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.browser.pages import Row, rows
from tests.browser.world import World

AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
FIRST_VIEWS = (
    "landing",
    "roles",
    "role",
    "skills",
    "skill",
    "sources",
    "help",
    "gallery",
    "role choice",
    "sign in",
    "sign up",
    "reset",
    "unknown page",
    "questions",
    "check",
    "first result",
    "roles ranked",
    "home",
    "history",
    "attempts compared",
    "result",
    "three roles compared",
    "share",
    "your data",
    "account",
    "password",
    "path",
    "path progress",
    "step",
)
"""One state of each type of page; the other states differ by content that Chromium has judged."""

ERRORS = ("role choice error", "sign in error", "reset error", "check error", "delete error")
"""Pages that are wrong as soon as their untouched form is sent."""


def _page(row: Row, world: World) -> dict[str, Any]:
    cookies = world.cookies(row.who)
    return {
        "name": row.name,
        "url": world.base + row.address(world),
        "cookies": [{"name": n, "value": v, "domain": "127.0.0.1"} for n, v in cookies.items()],
        "presses": row.name in ERRORS,
    }


@pytest.mark.xdist_group("browser-2")
def test_g07_axe_finds_nothing_in_firefox(world: World) -> None:
    wanted = [row for row in rows() if row.name in FIRST_VIEWS + ERRORS]
    assert len(wanted) == len(FIRST_VIEWS + ERRORS)
    order = {
        "firefox": shutil.which("firefox-esr") or shutil.which("firefox"),
        "axe": str(settings.BASE_DIR / "node_modules/axe-core/axe.min.js"),
        "runOnly": AXE_TAGS,
        "pages": [_page(row, world) for row in wanted],
    }
    # Where the machine has no Node, the one that built the stylesheet stands in the environment.
    own = str(settings.BASE_DIR / ".venv/bin")
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("second_engine.mjs"))],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{os.environ['PATH']}:{own}"},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"seen": len(wanted), "found": []}
