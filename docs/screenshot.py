"""Takes docs/screenshot.png: the latest result of Ben, of the demo world, 1280 pixels wide.

    .venv/bin/python -m docs.screenshot

Needs Chromium and what `make test` installs. Its database is its own and gone afterwards.
"""

import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerfit.settings")

import django

django.setup()

from playwright.sync_api import Page, sync_playwright  # noqa: E402  (needs the apps to be loaded)

from bench.weight import FLAGS  # noqa: E402
from careerfit.demo import PASSWORD, PEOPLE  # noqa: E402
from tests.server import installed  # noqa: E402

BEN = next(person for person in PEOPLE if person.name.startswith("Ben"))
PICTURE = Path(__file__).with_name("screenshot.png")
SIZE = {"width": 1280, "height": 1134}


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="careerfit-") as name,
        installed(Path(name) / "var") as server,
    ):
        server.manage("demo")
        server.start()
        take(f"http://127.0.0.1:{server.port}")


def take(base: str) -> None:
    """Sign in, open the latest result, and keep what the window shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        page = browser.new_page(base_url=base, viewport=SIZE, locale="en-GB", color_scheme="light")
        open_result(page)
        page.screenshot(path=PICTURE)
        browser.close()


def open_result(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(BEN.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("region", name="Your latest result").get_by_role("link").first.click()
    page.wait_for_url("**/result/")


if __name__ == "__main__":
    main()
