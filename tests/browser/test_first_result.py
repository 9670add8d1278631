"""From the landing page to results, counted: ux.md sections 0 and 6, G-01, G-02, L1 to L4."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import (
    Counter,
    Posts,
    answer_page,
    go_on,
    main,
    measured,
    saved,
    sign_up,
)
from tests.browser.world import World

PHONE = {"viewport": {"width": 320, "height": 568}}
FIRST_HEADING = re.compile(r"^First result, Machine-learning engineer: \d+( to \d+)? %, ")


def test_first_result_as_a_guest_within_24_clicks(visit: Visit) -> None:
    """Nothing is typed; each page says which skills of how many it asks."""
    page = visit(path="/")
    person = Counter(page)
    person.click(main(page).get_by_role("link", name="Start now"))
    person.click(page.get_by_text("Machine-learning engineer", exact=True))
    go_on(page, person.click)
    for number in (1, 2, 3):
        place = f"skills {4 * number - 3} to {4 * number} of 12"
        assert page.locator(".caption").inner_text() == f"First questions, {place}"
        answer_page(page, 2, person.click)
        go_on(page, person.click)
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST_HEADING)
    measured("clicks, guest to first result", person.count)
    assert person.count <= 24


def test_full_role_within_50_clicks(visit: Visit) -> None:
    page = visit(path="/")
    person = Counter(page)
    person.click(main(page).get_by_role("link", name="Start now"))
    person.click(page.get_by_text("Machine-learning engineer", exact=True))
    while "/result/" not in page.url:
        for question in page.locator(".question").all():
            if not question.locator("[name^=value-]:checked").count():
                person.click(question.locator(".option.level").nth(2))
        go_on(page, person.click)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"^Machine-learning engineer: \d+ %, "))
    measured("clicks, guest to the full result of 26 skills", person.count)
    assert person.count <= 50


def test_g_02_first_result_by_keyboard_within_90_keystrokes(visit: Visit) -> None:
    page = visit(path="/")
    person = Counter(page)
    person.to_main()
    person.tab_to("here.textContent.trim() === 'Start now'")
    person.key("Enter")
    page.wait_for_url("**/start/")
    person.to_main()
    person.tab_to("here.type === 'radio'")
    person.key("Space", "Enter")
    for number in (1, 2, 3):
        page.wait_for_url(re.compile(f"/first/{number}/(#main)?$"))
        person.to_main()
        for _ in range(4):
            person.tab_to("here.name?.startsWith('value-')")
            person.key("2")
        person.key("Enter")
    page.wait_for_url(re.compile("/first-result/(#main)?$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST_HEADING)
    assert page.evaluate("document.title").startswith("First result, ")
    measured("keystrokes, guest to first result", person.count)
    assert person.count <= 90


@pytest.mark.xdist_group("browser-2")
def test_g_01_every_journey_works_without_scripts(visit: Visit, world: World) -> None:
    """First result, full result, keeping it, a retake, both compared, the account deleted."""
    page = visit(path="/", java_script_enabled=False)
    main(page).get_by_role("link", name="Start now").click()
    page.get_by_role("radio", name="Data scientist").check()
    while "/result/" not in page.url:
        assert (
            page.locator(".question .follow-up:visible").count()
            == page.locator(".question").count()
        )
        answer_page(page, 1)
        go_on(page)
    main(page).get_by_role("link", name="Keep this result").click()
    sign_up(page, "no-script@example.org")
    page.goto("/history/")
    page.get_by_role("button", name="Start from my last answers").click()
    page.get_by_role("link", name="Check your answers").first.click()
    page.get_by_role("link", name="Change level for Python").click()
    page.locator("#q-python .option.level").nth(4).click()
    go_on(page)
    page.get_by_role("button", name="See my results").click()
    page.get_by_role("link", name="below", exact=False).first.click()
    expect(page).to_have_url(re.compile("show=below"))
    page.goto("/history/")
    main(page).get_by_role("button", name="Compare").click()
    expect(page.get_by_role("row", name="Python")).to_contain_text("▲")
    page.goto("/your-data/delete-account/")
    page.get_by_label("Password", exact=True).fill("correct horse battery staple")
    main(page).get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("Your account and everything in it are deleted.")).to_be_visible()
    left = world.server.rows("SELECT id FROM accounts_user WHERE email LIKE %s", ["no-script%"])
    assert left == []


def test_l1_1_one_primary_button_that_says_start_now(visit: Visit) -> None:
    page = visit(path="/")
    assert page.locator(".btn-primary").all_inner_texts() == ["Start now"]


def test_l1_2_the_order_of_the_words_makes_sense_without_styles(visit: Visit) -> None:
    page = visit(path="/", java_script_enabled=False)
    text = page.locator("body").text_content()
    order = ["Skip to main", "See which skills", "12 questions", "Start now", "How it works"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_l1_4_a_phone_shows_heading_and_button_without_scrolling(visit: Visit) -> None:
    page = visit(path="/", **PHONE)
    for target in (
        page.get_by_role("heading", level=1),
        page.get_by_role("link", name="Start now"),
    ):
        box = target.bounding_box()
        assert box["y"] + box["height"] <= 568


def test_l4_1_a_role_has_to_be_chosen(visit: Visit) -> None:
    page = visit(path="/start/")
    assert page.get_by_role("radio", checked=True).count() == 0
    main(page).get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Choose a role to compare with.").click()
    expect(page.locator("#role-first")).to_be_focused()


def test_l4_2_a_role_can_change_and_every_answer_stays(visit: Visit, world: World) -> None:
    page = visit("guest", f"/assessments/{world.guest[0]}/role/")
    assert "stay" in main(page).locator("p").first.inner_text()
    before = world.server.rows("SELECT count(*) FROM assessments_rating")
    page.get_by_role("radio", name="MLOps engineer").check()
    go_on(page)
    expect(page.get_by_role("status")).to_contain_text("You now compare with MLOps engineer")
    assert world.server.rows("SELECT count(*) FROM assessments_rating") == before
    page.goto(f"/assessments/{world.guest[0]}/role/")
    page.get_by_role("radio", name="Machine-learning engineer").check()
    go_on(page)


def test_l4_3_roles_are_filtered_without_scripts(visit: Visit) -> None:
    page = visit(path="/start/", java_script_enabled=False)
    page.get_by_label("Find a role").fill("security")
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile(r"\?q=security$"))
    expect(page.get_by_role("radio")).to_have_count(1)
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("radio").nth(12).wait_for()


def test_l3_1_a_returning_guest_is_led_on_where_they_left_off(visit: Visit) -> None:
    page = visit("guest", "/")
    first = main(page).get_by_role("link").first
    assert first.inner_text() == "Continue where you left off: 9 of 26"
    first.click()
    expect(page).to_have_url(re.compile(r"#q-[a-z-]+$"))


def test_l3_2_the_status_of_a_task_describes_its_link(visit: Visit) -> None:
    page = visit("chen", "/home/")
    assert main(page).get_by_role("link").first.inner_text().startswith("Continue: ")
    for link in page.locator(".tasks a").all():
        words = page.locator(f"#{link.get_attribute('aria-describedby')}").inner_text()
        assert re.fullmatch(r"Not started|Completed|In progress, \d+ of \d+", words)


def test_l3_3_a_new_account_sees_one_sentence_and_one_button(visit: Visit) -> None:
    page = visit("dana", "/home/")
    assert main(page).locator("p").count() == 1
    assert main(page).get_by_role("link").all_inner_texts() == ["Start now"]
    assert page.get_by_role("table").count() == 0


def test_g_17_g_22_one_press_one_post_whatever_the_browser_does(visit: Visit) -> None:
    """Submit, reload, back, forward: still one POST; a double click starts one assessment."""
    page = visit(path="/start/")
    posts = Posts(page)
    page.get_by_role("radio", name="AI engineer", exact=False).first.check()
    main(page).get_by_role("button", name="Continue").dblclick()
    page.wait_for_url("**/first/1/")
    there = page.url
    page.reload()
    page.go_back()
    assert page.url.endswith("/start/")
    page.go_forward()
    assert page.url == there
    assert len(posts.sent) == 1


def test_g_20_saved_within_a_second_on_a_slow_phone(visit: Visit) -> None:
    """4 times slower and 150 ms away. Other tests run at the same time and are slowed by nothing,
    so the best of several tries counts: whether it can be quick, not how busy the machine is.
    """
    page = visit("filling")
    page.goto("/")
    main(page).get_by_role("link").first.click()
    page.locator("#save-status").wait_for(state="attached")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    slow = {"offline": False, "latency": 150, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", slow)
    took = []
    while len(took) < 8 and min(took, default=9999) > 1000:
        page.evaluate("""() => { const status = document.getElementById("save-status");
            status.textContent = ""; window.took = 0; const began = performance.now();
            window.watch?.disconnect();  // the try before would report its own, longer time
            window.watch = new MutationObserver(() => {
              if (/^Saved/.test(status.textContent.trim()))
                window.took ||= performance.now() - began; });
            window.watch.observe(status, {childList: true, subtree: true, characterData: true});
          }""")
        page.locator(".question").last.locator(".option.level").nth(len(took) % 5).click()
        saved(page)
        took.append(page.evaluate("window.took"))
    measured("milliseconds until Saved, 4 times slower, 150 ms away", round(min(took)))
    assert min(took) <= 1000
