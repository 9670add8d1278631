"""What travels to the browser, compressed, headers included, as Chromium counts it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.world import running_server

KB = 1024
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


@dataclass
class Traffic:
    """Bytes by kind of one page load; what the browser had already is not counted."""

    requests: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


class Meter:
    """Counts what a page's DevTools session reports."""

    def __init__(self, page: object) -> None:
        self.page = page
        self.kinds: dict[str, str] = {}
        self.traffic = Traffic()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)

    def _received(self, event: dict) -> None:
        is_cached = event["response"].get("fromDiskCache") or event["response"].get(
            "fromPrefetchCache"
        )
        if not is_cached:
            self.kinds[event["requestId"]] = event["type"]

    def _finished(self, event: dict) -> None:
        if kind := self.kinds.pop(event["requestId"], None):
            self.traffic.requests += 1
            size = event["encodedDataLength"]
            self.traffic.by_kind[kind] = self.traffic.by_kind.get(kind, 0) + size

    def of(self, act: object) -> Traffic:
        """The traffic that `act` causes, until the network is quiet."""
        self.traffic = Traffic()
        act()
        self.page.wait_for_load_state("networkidle")
        return self.traffic


@contextmanager
def chromium_page(base: str) -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        context = browser.new_context(base_url=base)
        yield context.new_page()
        browser.close()


def main() -> int:
    """Print each figure with its bound; returns how many are over."""
    with running_server() as base, chromium_page(base) as page:
        return _report(_figures(page))


def _figures(page: object) -> list[tuple[str, float, float]]:
    """(what, measured, bound) in KB, requests or fonts."""
    meter = Meter(page)
    first = meter.of(lambda: page.goto("/"))
    repeat = meter.of(lambda: page.goto("/start/"))
    page.get_by_role("radio", name="Machine-learning engineer").check()
    question = meter.of(lambda: page.get_by_role("button", name="Continue").click())
    here = page.url.replace("/first/1/", "/role/{}/")
    documents = [question.by_kind["Document"]]
    for number in range(1, 12):
        response = []
        traffic = meter.of(lambda n=number: response.append(page.goto(here.format(n))))  # noqa: B023
        if response[0].status == 200:
            documents.append(traffic.by_kind["Document"])
    scripts = sum(each.by_kind.get("Script", 0) for each in (first, repeat, question))
    fonts = sum("Font" in each.by_kind for each in (first, repeat, question))
    return [
        ("first visit, KB", first.total / KB, 80),
        ("first visit, requests", first.requests, 8),
        ("repeat page, KB", repeat.total / KB, 15),
        ("JavaScript in all, KB", scripts / KB, 24),
        ("stylesheet, KB", first.by_kind["Stylesheet"] / KB, 32),
        ("largest question page, KB", max(documents) / KB, 12),
        ("web fonts", fonts, 0),
    ]


def _report(figures: list[tuple[str, float, float]]) -> int:
    print(f"{'what':<28}{'measured':>10}{'bound':>8}")
    for what, measured, bound in figures:
        print(f"{what:<28}{measured:>10.1f}{bound:>8}")
    return sum(measured > bound for _, measured, bound in figures)


if __name__ == "__main__":
    raise SystemExit(main())
