"""One browser and one real server per worker; every page is watched for what must never happen."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from bench.weight import FLAGS
from tests.browser.world import World
from tests.server import installed

HERE = Path(__file__).parent
STATUS_NOTE = re.compile(
    r"Failed to load resource: the server responded with a status of 4\d\d"
    r"|Response Status Error Code (403|409|422) from /assessments/"
)
"""Browser and htmx note every answer that is not 200; those to wrong input are meant to be."""

Visit = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All are browser tests, in two groups of like weight: a browser and a server for each."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group("browser-1"))


def halves(first: object, second: object) -> list[object]:
    """Parameters of which each worker takes one."""
    return [
        pytest.param(half, marks=pytest.mark.xdist_group(f"browser-{number}"))
        for number, half in enumerate((first, second), start=1)
    ]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with installed(tmp_path_factory.mktemp("browser") / "var") as server:
        server.manage("demo")
        server.start()
        yield World(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Playwright switches the back-forward cache off, and with it what Back shows (G-32).
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=list(FLAGS),
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield browser
        browser.close()


class Watch:
    """What went wrong on the pages of one test: errors, refused content, other origins (G-29)."""

    def __init__(self, base: str) -> None:
        self.base, self.problems = base, []
        self.expected: list[str] = []

    def page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        text = message.text
        is_meant = STATUS_NOTE.match(text) and not message.location["url"].endswith(
            (".css", ".svg")
        )
        if message.type == "error" and not is_meant:
            self.problems.append(text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.problems.append(f"outside: {request.url}")

    @property
    def unexpected(self) -> list[str]:
        return [p for p in self.problems if not any(words in p for words in self.expected)]


def new_page(browser: Browser, world: World, watch: Watch, who: str, **options: Any) -> Page:
    """A window of `who` in a context of its own, with their cookies."""
    context = browser.new_context(
        **{"base_url": world.base, "locale": "en-GB", "viewport": {"width": 1280, "height": 800}}
        | options
    )
    context.set_default_timeout(8000)
    context.add_cookies(
        [{"name": n, "value": v, "url": world.base} for n, v in world.cookies(who).items()]
    )
    context.on("page", watch.page)
    return context.new_page()


@pytest.fixture
def watch(world: World) -> Iterator[Watch]:
    """Fails the test when anything that must never happen happened on one of its pages."""
    watch = Watch(world.base)
    yield watch
    assert watch.unexpected == []


@pytest.fixture
def visit(browser: Browser, world: World, watch: Watch) -> Iterator[Visit]:
    """Opens a watched window for a persona; all are closed in the end."""
    pages: list[Page] = []

    def open_page(who: str = "anonymous", path: str = "", **options: Any) -> Page:
        page = new_page(browser, world, watch, who, **options)
        pages.append(page)
        if path:
            page.goto(path)
        return page

    yield open_page
    for page in pages:
        page.context.close()
