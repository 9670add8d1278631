"""One visit to each page of the table, which looks at every rule that holds for all pages."""

import re
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import Watch, new_page
from tests.browser.pages import Row
from tests.browser.world import World

MODULES = settings.BASE_DIR / "node_modules"
AXE = (MODULES / "axe-core" / "axe.min.js").read_text()
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
PROBE = (Path(__file__).parent / "probe.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_RUN = """(only) => axe.run(document, {runOnly: only, resultTypes: ["violations", "incomplete"]})
  .then((found) => [found.violations, found.incomplete].map((rules) =>
    rules.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.target.join(" "),
      (node.any[0] || node.all[0] || node.none[0] || {}).message]))))"""
SPACING = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;'
    + 'word-spacing:.16em!important} p{margin-bottom:2em!important}');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
WIDE = {"width": 1280, "height": 800}
MIDDLE = {"width": 768, "height": 1000}
NARROW = {"width": 320, "height": 256}
STOPS = 30
"""Tab stops that are looked at on one page: enough for every kind there is."""

WAIVED = {
    ("color-contrast", "contains an image node"): "Words of a figure lie on the page's own ground; "
    "the checker cannot see through the drawing. test_tokens.py holds the pair to its contrast.",
    ("color-contrast", "too short to determine"): "One or two digits on a scale, which the checker "
    "does not take for text; same colours, same test.",
    ("th-has-data-cells", "Table data cells are missing or empty"): "The cells of a category stand "
    "in the rows below its heading, which is what scope=rowgroup says.",
    (
        "color-contrast",
        r"span:nth-child\(\d\) Unable to determine",
    ): "The scale under a band is set by "
    "position and hidden from the tree; same colours, same test.",
}
"""What axe cannot decide, by rule and its words, with the reason why it is right."""


@dataclass
class Visited:
    """One page in one state: what it served, and what is wrong with it by criterion."""

    row: Row
    html: str
    facts: dict[str, Any]
    faults: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


class Walk:
    """One window for each persona, which goes from page to page as theirs would."""

    def __init__(self, browser: Browser, world: World) -> None:
        self.world, self.watch = world, Watch(world.base)
        self._window = cache(partial(new_page, browser, world, self.watch))

    def visit(self, row: Row) -> Visited:
        """Open the page, bring its state about, and look at everything."""
        page, known = self._window(row.who), len(self.watch.unexpected)
        documents: list[Response] = []
        page.set_viewport_size(WIDE)
        page.on("response", listen := partial(_note_document, documents))
        page.goto(row.address(self.world))
        if row.act:
            row.act(page)
        visited = look_at(page, row, documents[-1].text())
        if documents[-1].status != row.status:
            visited.faults["G-05"].append(f"status {documents[-1].status}")
        visited.faults["G-29"] += self.watch.unexpected[known:]
        page.remove_listener("response", listen)
        return visited


def _note_document(documents: list[Response], response: Response) -> None:
    """Pages are kept, what leads on to one is not."""
    if response.request.resource_type == "document" and not 300 <= response.status < 400:
        documents.append(response)


def look_at(page: Page, row: Row, html: str) -> Visited:
    """Every rule, on the page as it stands."""
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    page.evaluate(PROBE)
    visited = Visited(row, html, page.evaluate("probe.facts()"))
    for check in (_keyboard, _first_view, _dark, _spacing, _narrow, _large_text, _system_modes):
        check(page, visited)
    return visited


def axe(page: Page, rules: list[str] | None = None) -> list[list[str]]:
    """Violations and what the checker could not decide and nobody has waived."""
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    violations, undecided = page.evaluate(AXE_RUN, only)
    return violations + [["undecided", *each] for each in undecided if not _is_waived(*each)]


def _is_waived(rule: str, place: str, why: str) -> bool:
    return any(rule == name and re.search(words, f"{place} {why}") for name, words in WAIVED)


def _keyboard(page: Page, visited: Visited) -> None:
    """Tab through: the skip link first, reading order, a ring, nothing in front."""
    page.evaluate("probe.toTheTop()")
    for number in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("probe.stop()")
        if stop is None or (number and "Skip to main content" in stop["name"]):
            break
        if number == 0 and "Skip to main content" not in stop["name"]:
            visited.faults["G-04"].append(stop["name"])
        if not stop["isLater"]:
            visited.faults["G-03"].append(f"out of order: {stop['name']}")
        if not stop["isSeen"]:
            visited.faults["G-03"].append(f"covered: {stop['name']}")
        if stop["ring"] < 2:
            visited.faults["G-03"].append(f"ring {stop['ring']} px: {stop['name']}")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def _first_view(page: Page, visited: Visited) -> None:
    visited.faults["G-07"] += axe(page)
    visited.faults["G-06"] += page.evaluate("probe.structure()")
    visited.faults["G-09"] += page.evaluate("probe.sideways()")
    visited.faults["G-10"] += page.evaluate("[...probe.overlaps(), ...probe.clipped()]")
    page.set_viewport_size(MIDDLE)
    visited.faults["G-09"] += page.evaluate("probe.sideways()")


def _dark(page: Page, visited: Visited) -> None:
    """Only colours differ in the dark, so only colours are looked at again."""
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    visited.faults["G-07"] += axe(page, ["color-contrast"])
    page.emulate_media(color_scheme="light")


def _spacing(page: Page, visited: Visited) -> None:
    page.evaluate(SPACING)
    visited.faults["G-11"] += page.evaluate("[...probe.clipped(), ...probe.sideways()]")
    visited.faults["G-11"] += page.evaluate("probe.overlaps()")
    page.evaluate("document.adoptedStyleSheets = []")


def _narrow(page: Page, visited: Visited) -> None:
    page.set_viewport_size(NARROW)
    visited.faults["G-07"] += axe(page)
    visited.faults["G-09"] += page.evaluate("probe.sideways()")
    visited.faults["G-10"] += page.evaluate("[...probe.overlaps(), ...probe.clipped()]")
    visited.faults["G-14"] += page.evaluate("probe.small(44)")
    page.evaluate("document.documentElement.dir = 'rtl'")
    visited.faults["G-27"] += page.evaluate("probe.sideways()")
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size(WIDE)


def _large_text(page: Page, visited: Visited) -> None:
    """Text at 200 % in a window that stays as it is."""
    page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    visited.faults["G-10"] += page.evaluate("[...probe.clipped(), ...probe.sideways()]")
    visited.faults["G-10"] += page.evaluate("probe.overlaps()")
    page.evaluate("document.documentElement.style.fontSize = ''")


def _system_modes(page: Page, visited: Visited) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    visited.faults["G-12"] += page.evaluate("probe.borderless()")
    if moving := page.evaluate("probe.moving()"):
        visited.faults["G-13"].append(f"{moving} animations")


def html_errors(folder: Path, pages: dict[str, str]) -> list[str]:
    """What the HTML checker says about served pages, one line each; one start of Java for all."""
    for name, html in pages.items():
        (folder / f"{name.replace(' ', '-')}.html").write_text(html)
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(VNU), "--errors-only"]
    files = sorted(map(str, folder.glob("*.html")))
    said = subprocess.run([*command, *files], capture_output=True, text=True, check=False).stderr
    return [line.replace(str(folder), "") for line in said.splitlines()]
