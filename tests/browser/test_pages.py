"""Rules for every page, ux.md section 2, on one visit to each page of the table."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.urls import get_resolver, resolve
from playwright.sync_api import Browser

from tests.browser import pages
from tests.browser.checks import Visited, Walk, html_errors
from tests.browser.conftest import halves
from tests.browser.world import World
from tests.visitor import Visitor

_visited: dict[str, list[Visited]] = {}
of_each_half = pytest.mark.parametrize("half", halves("visitors", "learners"))


@pytest.fixture
def visited(half: str, browser: Browser, world: World) -> list[Visited]:
    """Half of the table, visited once and looked at by all tests of this module."""
    if half not in _visited:
        walk = Walk(browser, world)
        _visited[half] = [walk.visit(row) for row in pages.PARTS[half]]
    return _visited[half]


def faults(visited: list[Visited], code: str) -> dict[str, list[object]]:
    return {each.row.name: each.faults[code] for each in visited if each.faults[code]}


@of_each_half
def test_g_03_focus_follows_reading_order_with_a_ring_in_full_view(visited: list[Visited]) -> None:
    assert faults(visited, "G-03") == {}


@of_each_half
def test_g_04_the_first_stop_is_the_skip_link(visited: list[Visited]) -> None:
    assert faults(visited, "G-04") == {}


@of_each_half
def test_g_05_titles_begin_with_the_heading(visited: list[Visited]) -> None:
    assert faults(visited, "G-05") == {}
    wrong = {}
    for each in visited:
        prefix = "Error: " if each.row.status == 422 else ""
        title, heading = each.facts["title"], each.facts["heading"]
        if not re.fullmatch(f"{re.escape(prefix + heading)}( – .+)? – CareerFit", title):
            wrong[each.row.name] = (title, heading)
    assert wrong == {}


@of_each_half
def test_g_06_landmarks_and_headings(visited: list[Visited]) -> None:
    assert faults(visited, "G-06") == {}


@of_each_half
def test_g_07_axe_finds_nothing_at_first_in_the_dark_and_at_320(visited: list[Visited]) -> None:
    """Filled, error and empty states are rows of the table."""
    assert faults(visited, "G-07") == {}


@of_each_half
def test_g_08_the_html_checker_finds_nothing(visited: list[Visited], tmp_path: Path) -> None:
    assert html_errors(tmp_path, {each.row.name: each.html for each in visited}) == []


@of_each_half
def test_g_09_no_page_scrolls_sideways_at_320_768_and_1280(visited: list[Visited]) -> None:
    assert faults(visited, "G-09") == {}


@of_each_half
def test_g_10_text_at_200_per_cent_is_whole(visited: list[Visited]) -> None:
    assert faults(visited, "G-10") == {}


@of_each_half
def test_g_11_text_spacing_loses_nothing(visited: list[Visited]) -> None:
    assert faults(visited, "G-11") == {}


@of_each_half
def test_g_12_controls_keep_a_border_in_forced_colours(visited: list[Visited]) -> None:
    assert faults(visited, "G-12") == {}


@of_each_half
def test_g_13_nothing_moves_with_reduced_motion(visited: list[Visited]) -> None:
    assert faults(visited, "G-13") == {}


@of_each_half
def test_g_14_controls_are_44_pixels_high_on_a_phone(visited: list[Visited]) -> None:
    assert faults(visited, "G-14") == {}


@of_each_half
def test_g_23_help_stands_first_in_every_footer(visited: list[Visited]) -> None:
    assert {tuple(each.facts["footer"]) for each in visited} == {("Help", "Sources", "Privacy")}


@of_each_half
def test_g_27_pages_work_from_right_to_left(visited: list[Visited]) -> None:
    assert faults(visited, "G-27") == {}


@of_each_half
def test_g_28_every_time_is_readable_for_machines(visited: list[Visited]) -> None:
    assert {e.row.name: e.facts["times"] for e in visited if e.facts["times"]} == {}


@of_each_half
def test_g_29_nothing_is_refused_fails_or_comes_from_elsewhere(visited: list[Visited]) -> None:
    assert faults(visited, "G-29") == {}


@of_each_half
def test_t51_no_page_holds_inline_style_script_or_frames(visited: list[Visited]) -> None:
    wrong = {e.row.name for e in visited if e.facts["styled"] or e.facts["frames"]}
    assert wrong == set()


@of_each_half
def test_g_33_the_navigation_marks_the_page_one_is_on(visited: list[Visited]) -> None:
    wrong = {}
    for each in visited:
        if each.facts["current"] != marks(each):
            wrong[each.row.name] = each.facts["current"]
    assert wrong == {}


def marks(visited: Visited) -> list[list[object]]:
    """What the navigation has to say of a page: it is this entry, or it lies behind it."""
    own = {"/home/", "/history/", "/account/preferences/", "/paths/"}
    path = visited.row.path.partition("?")[0]
    if path in {"/roles/", "/skills/", "/account/login/"} or (path in own and is_person(visited)):
        return [["page", True]]
    behind_path = ("/paths/", "/steps/", "/log/", "/evidence/", "/reminders/")
    is_behind = path.startswith(behind_path) and is_person(visited)
    return [["true", False]] if is_behind else []


def is_person(visited: Visited) -> bool:
    return visited.row.who in {"ada", "ben", "chen", "dana"}


TOKENS = {
    "login": "email",
    "email": "email",
    "name": "name",
    "password": "current-password",
    "password1": "new-password",
    "password2": "new-password",
    "oldpassword": "current-password",
    "code": "one-time-code",
}


@of_each_half
def test_g_34_controls_carry_autocomplete_tokens(visited: list[Visited]) -> None:
    seen = {tuple(each) for page in visited for each in page.facts["tokens"]}
    wanted = {(name, TOKENS.get(name, "off")) for name, _ in seen}
    assert seen == wanted


NO_PAGE = {
    "health_live": "an answer for machines",
    "health_ready": "an answer for machines",
    "your_data_download": "a file",
    "mfa_download_recovery_codes": "a file",
    "accounts:theme_set": "a change, POST only",
    "accounts:sessions_end": "a change, POST only",
    "assessments:rating_save": "a change, POST only",
    "assessments:assessment_submit": "a change, POST only",
    "assessments:assessment_focus": "a change, POST only",
    "assessments:assessment_retake": "a change, POST only",
    "assessments:share_revoke": "a change, POST only",
    "roadmaps:step_status_save": "a change, POST only",
    "roadmaps:log_entry_add": "a change, POST only",
    "roadmaps:path_calendar": "a file",
    "account_set_password": "for accounts without a password, which nobody can make",
    "account_confirm_login_code": "a way to sign in that is not switched on",
}
BY_JOURNEY = {
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}
"""Pages that need a second step to be switched on: tests/browser/test_two_steps.py goes there."""


def named_urls() -> set[str]:
    found = set()

    def walk(resolver: object, space: str) -> None:
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                walk(each, f"{each.namespace}:" if each.namespace else space)
            else:
                found.add(space + each.name)

    walk(get_resolver(), "")
    return found


@pytest.mark.xdist_group("browser-1")
def test_g_33_every_named_url_is_in_the_table(world: World) -> None:
    in_table = set()
    for row in pages.rows():
        path = row.address(world).partition("?")[0]
        if path != "/no-such-page/":
            in_table.add(resolve(path).view_name)
    assert in_table | set(NO_PAGE) | BY_JOURNEY == named_urls()
    assert in_table & set(NO_PAGE) == set()


@pytest.mark.xdist_group("browser-1")
def test_g_05_no_two_pages_share_a_title(world: World) -> None:
    """By address without ids; a page that is not there has the one title of its kind."""
    titles = defaultdict(set)
    for row in pages.rows():
        if row.status != 200 or row.act:
            continue
        visitor = Visitor(world.server.port, world.cookies(row.who))
        path = row.address(world)
        reply = visitor.get(path)
        visitor.close()
        assert reply.status == 200, (row.name, reply.location)
        match = resolve(path.partition("?")[0])
        own = tuple(v for k, v in match.kwargs.items() if k not in {"pk", "token", "key"})
        titles[re.search("<title>(.*?)</title>", reply.text, re.S)[1]].add((match.view_name, own))
    assert {title: where for title, where in titles.items() if len(where) > 1} == {}
