"""Hostile text in a real browser: security.md T-45 to T-47, T-49, T-50, T-55.

tests/security plants it in every column and parses the pages; here the browser itself decides. The
watch on every page fails the test when a script runs or the policy has to refuse one.
"""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.people import go_on, main, saved, sign_up, start
from tests.browser.world import World
from tests.security.dom import PAYLOAD

pytestmark = pytest.mark.xdist_group("browser-2")
MADE = "zq-probe, [zq-attr], [onload], [style], script:not([src]), a[href^=javascript]"
NAME = """"'><zq-probe zq-attr="1" onload="zq()" style='zq'></title></svg>"""


def assert_is_text(page: Page) -> None:
    assert page.locator(MADE).count() == 0, page.url
    assert page.evaluate("typeof zq") == "undefined"


def test_t45_t49_t50_what_people_type_stays_text_everywhere(visit: Visit, world: World) -> None:
    page = visit(path="/account/signup/")
    sign_up(page, "hostile@example.org", NAME)
    pk = start(page)
    question = page.locator("#q-python")
    question.locator(".option.level").nth(5).click()
    question.get_by_label("A link that shows it").fill("https://evil.example/?q=" + quote(PAYLOAD))
    question.get_by_text("Note to yourself").first.click()
    question.get_by_role("textbox", name=re.compile("Note to yourself")).fill(PAYLOAD)
    go_on(page)
    page.go_back()
    assert_is_text(page)
    assert page.locator("#note-python").input_value() == PAYLOAD
    page.goto(f"/assessments/{pk}/check/")
    assert page.locator("a.evidence").get_attribute("rel") == "noopener nofollow ugc"
    assert page.locator("a.evidence").inner_text() == "evil.example"
    assert_is_text(page)
    page.get_by_role("button", name="See my results").click()
    page.wait_for_url("**/result/")
    page.goto(f"/assessments/{pk}/share/")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Make a link").click()
    shared = re.sub(r"^https?://[^/]+", "", page.get_by_label("Your link").input_value())
    own = ("/home/", "/history/", "/account/preferences/", "/your-data/")
    results = (f"/assessments/{pk}/result/?name=yes", f"/assessments/{pk}/share/", shared)
    shown = 0
    for path in (*own, *results):
        page.goto(path)
        assert_is_text(page)
        shown += sum(NAME in text for text in page.locator("bdi").all_inner_texts())
    assert shown >= 3, "the name is on home, result and shared page"


def test_t46_what_an_address_holds_stays_text(visit: Visit) -> None:
    page = visit()
    hostile = quote(PAYLOAD)
    for path in (
        f"/skills/?q={hostile}",
        f"/start/?q={hostile}&role={hostile}",
        f"/account/login/?next=/{hostile}",
        f"/account/signup/?next={hostile}",
        f"/history/compare/?before={hostile}&after={hostile}",
        f"/no-such-{hostile}/",
        f"/roles/?{hostile}",
    ):
        page.goto(path)
        assert_is_text(page)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//evil.example", "https://a@evil.example"]
)
def test_t47_a_bad_link_written_past_the_forms_is_text(
    visit: Visit, world: World, link: str
) -> None:
    page = visit()
    pk = start(page)
    page.locator("#q-python .option.level").nth(4).click()
    saved(page)
    world.write("UPDATE assessments_rating SET evidence_url = %s WHERE skill_code = 'python'", link)
    page.goto(f"/assessments/{pk}/check/")
    row = page.locator("#row-python")
    expect(row).to_contain_text(link)
    assert row.get_by_role("link").all_inner_texts() != []
    addresses = [each.get_attribute("href") for each in main(page).locator("td a").all()]
    assert link not in addresses
