"""Lighthouse on the pages people wait for: the median of five runs each, simulated mobile.

Scores move with the machine; compare runs of one machine only. Node 18 or later runs it.
"""

import json
import os
import shutil
import statistics
import subprocess
from pathlib import Path

from bench.weight import FLAGS, chromium_page
from bench.world import running_server

RUNS = 5
BOUNDS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 0}
PROGRAM = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"


def main() -> int:
    """Print the median scores; returns how many are below their bound."""
    with running_server() as base:
        pages = _pages(base)
        return _report({what: _scores(url, cookie) for what, (url, cookie) in pages.items()})


def _pages(base: str) -> dict[str, tuple[str, str]]:
    """Address and cookie of each page, reached as a guest reaches it."""
    with chromium_page(base) as page:
        _start(page, "Machine-learning engineer")
        for _ in range(3):
            for fieldset in page.locator("fieldset.question").all():
                fieldset.locator("input[type=radio]").nth(2).check()
            with page.expect_navigation():
                page.locator("form[data-answers] .btn-primary").click()
        page.get_by_role("link", name="Check your answers").click()
        page.get_by_role("button", name="See my results").click()
        result = page.url
        _start(page, "Data scientist")
        question = page.url
        cookies = page.context.cookies()
        cookie = "; ".join(f"{each['name']}={each['value']}" for each in cookies)
    return {"landing": (f"{base}/", ""), "question": (question, cookie), "result": (result, cookie)}


def _start(page: object, role: str) -> None:
    page.goto("/start/")
    page.get_by_role("radio", name=role).check()
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


def _scores(url: str, cookie: str) -> dict[str, float]:
    runs = [_run(url, cookie) for _ in range(RUNS)]
    return {name: statistics.median(run[name] for run in runs) for name in BOUNDS}


def _run(url: str, cookie: str) -> dict[str, float]:
    """One Lighthouse run: scores from 0 to 100 by category."""
    command = [
        shutil.which("node") or "node",
        str(PROGRAM),
        url,
        "--quiet",
        "--output=json",
        "--disable-storage-reset",
        f"--only-categories={','.join(BOUNDS)}",
        f"--chrome-flags={' '.join(FLAGS)}",
        f"--extra-headers={json.dumps({'Cookie': cookie} if cookie else {})}",
    ]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, capture_output=True, env=environment, check=True, text=True)
    report = json.loads(done.stdout)
    if error := report.get("runtimeError"):
        raise SystemExit(f"{url}: {error['message']}")
    final = report["finalDisplayedUrl"]
    if final != url:
        raise SystemExit(f"{url} led to {final}")
    return {name: round(100 * report["categories"][name]["score"]) for name in BOUNDS}


def _report(scores: dict[str, dict[str, float]]) -> int:
    print(f"{'page':<12}" + "".join(f"{name:>16}" for name in BOUNDS))
    for page, found in scores.items():
        print(f"{page:<12}" + "".join(f"{found[name]:>16.0f}" for name in BOUNDS))
    return sum(found[name] < bound for found in scores.values() for name, bound in BOUNDS.items())


if __name__ == "__main__":
    raise SystemExit(main())
