"""The question page and what follows it: ux.md L5 and L6, G-15, G-16, G-18, G-19, T-44, T-55."""

import gzip
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import PROBE
from tests.browser.conftest import Visit, Watch
from tests.browser.people import (
    SAVED,
    Posts,
    answer_page,
    go_on,
    main,
    saved,
    sign_in,
    sign_up,
    start,
    stop_keeping,
)
from tests.browser.world import World

pytestmark = pytest.mark.xdist_group("browser-2")
SNAPSHOT = Path(__file__).parent / "question.aria.yaml"


def level(page: Page, skill: str, number: int) -> None:
    page.locator(f"#q-{skill} .option.level").nth(number).click()


def chosen(page: Page, skill: str) -> str:
    return page.locator(f"#q-{skill} [name^=value-]:checked").get_attribute("value")


def stored(world: World, pk: str) -> dict[str, str]:
    """The answers of an assessment, as the database has them."""
    rows = world.server.rows(
        "SELECT assessment_id, skill_code, level, answer FROM assessments_rating"
    )
    return {code: lv if lv is not None else a for i, code, lv, a in rows if _same(i, pk)}


def _same(stored_id: object, pk: str) -> bool:
    return str(stored_id).replace("-", "") == pk.replace("-", "")


def test_l5_1_what_a_screen_reader_is_told(visit: Visit) -> None:
    """Compared with the stored text; without the file a new one is stored: read the difference."""
    page = visit("blank", "/")
    main(page).get_by_role("link").first.click()
    told = page.locator(".question").first.aria_snapshot() + "\n"
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(told)
    assert told == SNAPSHOT.read_text()


def test_l5_2_keys(visit: Visit) -> None:
    page = visit()
    start(page)
    first, second = page.locator(".question").all()[:2]
    first.get_by_role("radio").first.focus()
    page.keyboard.press("3")
    assert first.get_by_role("radio", checked=True).get_attribute("value") == "3"
    page.keyboard.press("ArrowDown")
    assert first.get_by_role("radio", checked=True).get_attribute("value") == "4"
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    assert second.get_by_role("radio").first.evaluate("(radio) => radio === document.activeElement")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("5")
    assert first.get_by_role("radio", checked=True).get_attribute("value") == "2"
    saved(page)
    second.get_by_role("radio").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/first/2/")


def test_l12_4_digit_keys_can_be_switched_off(visit: Visit) -> None:
    page = visit()
    sign_up(page, "no-digits@example.org")
    page.goto("/account/preferences/")
    page.get_by_role("checkbox").uncheck()
    main(page).get_by_role("button", name="Save preferences").click()
    start(page)
    radio = page.locator(".question").first.get_by_role("radio").first
    radio.focus()
    page.keyboard.press("3")
    assert page.get_by_role("radio", checked=True).count() == 0


def test_l5_3_continue_with_nothing_chosen_moves_on(visit: Visit, world: World) -> None:
    page = visit()
    pk = start(page)
    for _ in range(3):
        go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Rate at least one skill")
    assert stored(world, pk) == {}
    page.goto(f"/assessments/{pk}/check/")
    assert page.get_by_text("Not rated", exact=True).count() == 26


def test_l5_4_g_16_one_save_each_and_only_the_last(visit: Visit, world: World) -> None:
    page = visit()
    pk = start(page)
    status = page.locator("#save-status")
    assert status.get_attribute("role") == "status"
    page.evaluate("""() => { window.told = [];
        const status = document.getElementById("save-status");
        new MutationObserver(() => window.told.push(status.textContent.trim()))
          .observe(status, {childList: true, subtree: true, characterData: true}); }""")
    posts = Posts(page)
    page.locator("#q-python input[name^=value]").first.focus()
    for key in "1234":
        page.keyboard.press(key)
    saved(page)
    assert [r.post_data_json["value-python"] for r in posts.to("/save/")] == ["4"]
    told = [words for words in page.evaluate("window.told") if words]
    assert told[0] == "Saving"
    assert SAVED.match(told[-1])
    assert page.evaluate("document.activeElement.name") == "value-python"
    assert stored(world, pk) == {"python": 4}


def test_l5_5_two_windows_and_neither_loses_an_answer(visit: Visit, world: World) -> None:
    one = visit()
    pk = start(one)
    codes = [each.get_attribute("id")[2:] for each in one.locator(".question").all()]
    level(one, codes[0], 2)
    saved(one)
    two = one.context.new_page()
    two.goto(one.url)
    level(two, codes[0], 3)
    saved(two)
    with one.expect_response("**/save/"):
        level(one, codes[1], 1)
    assert stored(world, pk) == {codes[0]: 3, codes[1]: 1}
    level(one, codes[0], 4)
    words = "You changed this in another window: 3. Keep 4 or 3?"
    expect(one.locator(f"#conflict-{codes[0]}")).to_contain_text(words)
    assert stored(world, pk)[codes[0]] == 3
    one.get_by_role("button", name="Keep 3 Independent").click()
    one.wait_for_load_state("load")
    assert (chosen(one, codes[0]), stored(world, pk)[codes[0]]) == ("3", 3)


def test_l5_6_back_shows_what_was_chosen(visit: Visit) -> None:
    page = visit()
    start(page)
    answer_page(page, 2)
    go_on(page)
    page.go_back()
    expect(page.locator("[name^=value-]:checked")).to_have_count(4)
    go_on(page)
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.locator("[name^=value-][value='2']:checked")).to_have_count(4)


def test_l5_7_on_another_device_one_goes_on_at_the_first_open_skill(visit: Visit) -> None:
    page = visit()
    sign_up(page, "two-devices@example.org")
    start(page)
    level(page, page.locator(".question").first.get_attribute("id")[2:], 2)
    saved(page)
    second = page.locator(".question").nth(1).get_attribute("id")
    other = visit(path="/account/login/")
    sign_in(other, "two-devices@example.org")
    main(other).get_by_role("link").first.click()
    expect(other).to_have_url(f"{page.url}#{second}")
    expect(other.locator("[name^=value-]:checked")).to_have_count(1)


def test_l5_9_no_table_no_slider_no_drag_no_advance(visit: Visit) -> None:
    page = visit()
    start(page)
    there = page.url
    assert page.locator("main :is(table, [type=range], [draggable=true], marquee)").count() == 0
    answer_page(page, 2)
    saved(page)
    assert page.url == there


def test_l5_10_labels_wrap_beside_their_radio_on_a_phone_with_large_text(visit: Visit) -> None:
    page = visit("blank", "/", viewport={"width": 320, "height": 640})
    main(page).get_by_role("link").first.click()
    page.locator(".question").first.wait_for()
    page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    for option in page.locator(".question").first.locator(".option").all():
        box, radio = option.bounding_box(), option.locator("input").bounding_box()
        words = option.locator("span").bounding_box()
        assert box["height"] >= 44
        assert words["x"] >= radio["x"] + radio["width"]


def test_l5_11_a_question_page_is_small_and_nothing_blocks(visit: Visit) -> None:
    page = visit("blank", "/")
    with page.expect_response(lambda r: "/questions/" in r.url) as answer:
        main(page).get_by_role("link").first.click()
    assert len(gzip.compress(answer.value.body(), 6)) <= 12 * 1024
    assert page.locator("script[src]:not([defer])").count() == 0


def test_l5_13_g_15_an_error_is_told_first_and_at_the_field(visit: Visit, world: World) -> None:
    page = visit()
    pk = start(page)
    level(page, "python", 4)
    saved(page)
    page.get_by_label("A link that shows it").first.fill("javascript:alert(1)")
    main(page).get_by_role("button", name="Continue").last.click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.locator(".problem-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_role("alert").get_by_role("link").click()
    field = page.locator(":focus")
    sentence = "Enter a link that starts with http:// or https://."
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == "javascript:alert(1)"
    described = field.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == sentence
    assert stored(world, pk) == {"python": 4}


def test_g_18_offline(visit: Visit, world: World, watch: Watch) -> None:
    watch.expected += ["ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED", "htmx:"]
    page = visit()
    pk = start(page)
    posts = Posts(page)
    page.context.set_offline(True)
    began = time.monotonic()
    level(page, "python", 3)
    banner = page.locator("#offline")
    expect(banner).to_have_text("You are offline. 1 answer is not saved yet.", timeout=3000)
    assert time.monotonic() - began < 3
    assert chosen(page, "python") == "3"
    page.wait_for_timeout(2500)
    tried = len(posts.to("/save/"))
    assert 2 <= tried <= 4, "it tries again, more and more slowly"
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    main(page).get_by_role("button", name="Continue").last.click()
    assert page.url.endswith("/first/1/")
    page.evaluate(PROBE)
    nothing = {"local": 0, "session": 0, "databases": 0, "caches": 0}
    assert page.evaluate("probe.kept()") == nothing
    page.context.set_offline(False)
    saved(page)
    expect(banner).to_be_hidden()
    assert stored(world, pk) == {"python": 3}


def test_g_19_a_session_that_ended_loses_no_answer(visit: Visit, world: World) -> None:
    page = visit()
    sign_up(page, "ended@example.org")
    pk = start(page)
    there = page.url
    stop_keeping(page)
    level(page, "python", 2)
    expect(page.locator("#save-status")).to_contain_text("Not saved: you are signed out.")
    go_on(page)
    sign_in(page, "ended@example.org")
    assert page.url == there
    assert stored(world, pk) == {"python": 2}
    assert chosen(page, "python") == "2"


def test_t44_a_form_whose_token_is_gone_can_be_sent_again(visit: Visit, world: World) -> None:
    page = visit(java_script_enabled=False)
    pk = start(page)
    level(page, "python", 2)
    page.context.clear_cookies(name="csrftoken")
    main(page).locator(".btn-primary").click()
    heading = "This page was open for too long"
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    main(page).get_by_role("button", name="Send it again").click()
    page.wait_for_url("**/first/2/")
    assert stored(world, pk) == {"python": 2}


def test_l6_1_every_change_link_has_a_name_of_its_own(visit: Visit, world: World) -> None:
    page = visit("guest", f"/assessments/{world.guest[0]}/check/")
    names = page.get_by_role("link", name=re.compile("^(Change|Rate now)")).all_inner_texts()
    assert len(names) == 26
    assert len(set(names)) == 26
    assert any(re.match("^Change\\s+level for Python$", name) for name in names)


def test_l6_2_change_returns_to_the_changed_row(visit: Visit) -> None:
    page = visit()
    pk = start(page)
    answer_page(page, 2)
    go_on(page)
    page.goto(f"/assessments/{pk}/check/")
    page.get_by_role("link", name="Change level for Python").click()
    expect(page).to_have_url(re.compile("#q-python$"))
    level(page, "python", 3)
    saved(page)
    go_on(page)
    page.wait_for_url("**/check/#row-python")
    expect(page.locator("#row-python")).to_be_focused()
    expect(page.locator("#row-python")).to_contain_text("3 Independent")


def test_l6_3_l6_4_handing_in_with_gaps_twice_gives_one_result(visit: Visit) -> None:
    one = visit()
    pk = start(one)
    answer_page(one, 2)
    go_on(one)
    one.goto(f"/assessments/{pk}/check/")
    assert "22 of 26 skills have no level: the result shows a band" in main(one).inner_text()
    two = one.context.new_page()
    two.goto(one.url)
    for page in (one, two):
        page.get_by_role("button", name="See my results").click()
        page.wait_for_url("**/result/")
    assert one.url == two.url
    assert two.get_by_role("heading", level=1).inner_text() == (
        one.get_by_role("heading", level=1).inner_text()
    )


def test_l6_5_the_check_page_prints_on_three_sheets(visit: Visit) -> None:
    page = visit("chen", "/home/")
    main(page).get_by_role("link", name=re.compile("^Continue")).click()
    page.goto(re.sub(r"questions/.*", "check/", page.url))
    pages = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))
    assert 1 <= len(pages) <= 3
