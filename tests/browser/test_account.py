"""Accounts: ux.md L2, L12, G-15, G-17, G-27, G-32, G-34, G-35; security.md T-31, T-35, T-57."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.browser.people import (
    NEW_PASSWORD,
    Posts,
    answer_page,
    go_on,
    main,
    sign_in,
    sign_up,
    start,
)
from tests.browser.world import World

NAMES = ("Nguyễn Thị Ánh", "عبد الله", "O’Brien-Ñuñez", "X", "W" * 120)


def test_l2_1_three_fields_paste_and_a_password_that_can_be_seen(visit: Visit) -> None:
    page = visit(path="/account/signup/")
    typed = page.locator("main input:not([type=hidden])")
    tokens = [field.get_attribute("autocomplete") for field in typed.all()]
    assert tokens == ["name", "email", "new-password"]
    assert page.locator("main input[name=time_zone]").input_value() != ""
    field = page.get_by_label("Password", exact=True)
    field.evaluate("""(field) => { field.focus();
        document.execCommand('insertText', false, 'pasted all at once'); }""")
    assert field.input_value() == "pasted all at once"
    page.get_by_role("button", name="Show password").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide password").click()
    assert field.get_attribute("type") == "password"


def test_l2_3_g_15_a_common_password_gets_one_sentence_and_the_rest_stays(visit: Visit) -> None:
    page = visit(path="/account/signup/")
    page.get_by_label("Name").fill("Grace")
    page.get_by_label("E-mail address").fill("grace@example.org")
    page.get_by_label("Password", exact=True).fill("password1234")
    main(page).get_by_role("button", name="Make my account").click()
    links = page.get_by_role("alert").get_by_role("link")
    expect(links).to_have_count(1)
    sentence = links.inner_text()
    expect(page.locator(".problem-summary")).to_be_focused()
    assert page.get_by_label("E-mail address").input_value() == "grace@example.org"
    links.click()
    field = page.locator(":focus")
    assert (field.get_attribute("name"), field.input_value()) == ("password1", "")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby").split()[-1]
    assert page.locator(f"#{described}").inner_text() == sentence


def test_l2_5_g_27_every_name_is_shown_whole_on_a_phone(visit: Visit) -> None:
    page = visit(path="/account/signup/", viewport={"width": 320, "height": 640})
    sign_up(page, "names@example.org")
    for name in NAMES:
        page.goto("/account/preferences/")
        page.get_by_label("Name").fill(name)
        main(page).get_by_role("button", name="Save preferences").click()
        page.goto("/home/")
        shown = page.get_by_role("heading", level=1).locator("bdi")
        assert shown.inner_text() == name
        box = shown.bounding_box()
        assert (box["x"] >= 0, box["x"] + box["width"] <= 320) == (True, True), name
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert page.evaluate(wide) is False, name


def test_l2_2_signing_up_keeps_the_guests_result(visit: Visit, world: World) -> None:
    page = visit()
    pk = start(page)
    answer_page(page, 2)
    for _ in range(3):
        go_on(page)
    fit = page.get_by_role("heading", level=1).inner_text()
    guest = page.context.storage_state()["cookies"]
    main(page).get_by_role("link", name="Keep this result").click()
    sign_up(page, "keeps@example.org")
    assert page.url.endswith(f"/assessments/{pk}/first-result/")
    assert page.get_by_role("heading", level=1).inner_text() == fit
    stranger = visit()
    stranger.context.add_cookies(guest)
    stranger.goto(f"/assessments/{pk}/first-result/")
    assert "/account/login/" in stranger.url


def test_g_17_preferences_are_sent_once(visit: Visit) -> None:
    page = visit(path="/account/signup/")
    sign_up(page, "dark@example.org")
    page.goto("/account/preferences/")
    posts = Posts(page)
    page.get_by_role("radio", name="Dark").check()
    main(page).get_by_role("button", name="Save preferences").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    page.goto("/help/")
    page.go_back()
    page.go_forward()
    assert len(posts.sent) == 1


def test_g_12_l12_4_colours_follow_the_device_or_the_stored_choice(visit: Visit) -> None:
    page = visit(path="/", java_script_enabled=False, color_scheme="dark")
    body = page.locator("body")
    expect(body).to_have_css("background-color", "rgb(17, 22, 29)")
    page.get_by_role("button", name="Light", exact=True).click()
    expect(body).to_have_css("background-color", "rgb(250, 248, 244)")
    page.get_by_role("button", name="Like my device").click()
    expect(body).to_have_css("background-color", "rgb(17, 22, 29)")


def test_g_32_t31_back_after_sign_out_shows_nothing_of_the_person(visit: Visit) -> None:
    """With the back-forward cache on, and by history.back(), as people go back."""
    page = visit(path="/account/signup/")
    sign_up(page, "leaves@example.org", "Grace Hopper")
    assert "Grace Hopper" in main(page).inner_text()
    private = page.context.storage_state()["cookies"]
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r"/$"))
    page.evaluate("history.back()")
    page.wait_for_url("**/account/login/**")
    assert "Grace" not in page.locator("body").inner_text()
    replayed = visit()
    replayed.context.add_cookies(private)
    replayed.goto("/home/")
    assert "/account/login/" in replayed.url


def test_t57_two_people_on_one_browser(visit: Visit, world: World) -> None:
    page = visit(path="/account/signup/")
    sign_up(page, "one@example.org", "First Person")
    start(page)
    mine = page.url
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/signup/")
    assert page.get_by_label("Name").input_value() == ""
    sign_up(page, "two@example.org", "Second Person")
    assert page.goto(mine).status == 404
    page.goto("/home/")
    assert "First" not in page.locator("html").inner_html()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_l12_1_g_35_deleting_the_account_says_what_goes(visit: Visit, world: World) -> None:
    page = visit(path="/account/signup/")
    sign_up(page, "goes@example.org")
    pk = start(page)
    answer_page(page, 1)
    go_on(page)
    page.goto("/your-data/")
    page.get_by_role("link", name="Delete my account").click()
    expect(main(page)).to_contain_text("1 assessment with all answers")
    page.get_by_label("Password", exact=True).fill("not the right one")
    main(page).get_by_role("button", name="Delete my account").click()
    expect(page).to_have_title(re.compile("^Error: "))
    assert page.get_by_label("Password", exact=True).input_value() == ""
    page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    main(page).get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("status")).to_contain_text("Your account and everything in it are")
    assert page.goto(f"/assessments/{pk}/").url.endswith(f"?next=/assessments/{pk}/")
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("goes@example.org")
    page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    main(page).get_by_role("button", name="Sign in").click()
    expect(page).to_have_title(re.compile("^Error: "))


def test_l2_4_the_eleventh_wrong_password_has_to_wait(visit: Visit, world: World) -> None:
    page = visit(path="/account/signup/")
    sign_up(page, "guessed@example.org")
    page.get_by_role("button", name="Sign out").click()
    for _ in range(10):
        page.goto("/account/login/")
        page.get_by_label("E-mail address").fill("guessed@example.org")
        page.get_by_label("Password", exact=True).fill("wrong")
        main(page).get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("wrong")
    main(page).get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many wrong passwords")
    assert re.search(r"Wait \d+ minutes?, then try again\.", main(page).inner_text())
    main(page).get_by_role("link", name="Reset your password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reset your password")


def test_l2_a_password_is_reset_by_mail(visit: Visit, world: World) -> None:
    page = visit(path="/account/signup/")
    sign_up(page, "forgets@example.org")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/password/reset/")
    page.get_by_label("E-mail address").fill("forgets@example.org")
    main(page).get_by_role("button", name="Send the link").click()
    sentence = "If this address has an account, we have sent a link."
    expect(page.locator(".lead")).to_have_text(sentence)
    page.goto(world.sent_path("Reset your CareerFit password"))
    page.get_by_label("Password", exact=False).first.fill("a different battery staple")
    main(page).get_by_role("button", name="Save the new password").click()
    page.goto("/account/login/")
    sign_in(page, "forgets@example.org", "a different battery staple")


def test_t35_cookies_are_first_party_and_hidden_from_scripts(visit: Visit) -> None:
    page = visit()
    start(page)
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert set(cookies) == {"sessionid", "csrftoken"}
    assert cookies["sessionid"]["httpOnly"]
    assert {cookie["sameSite"] for cookie in cookies.values()} == {"Lax"}
    assert {cookie["path"] for cookie in cookies.values()} == {"/"}
    assert "sessionid" not in page.evaluate("document.cookie")


def test_t52_no_page_can_be_framed(browser: Browser, world: World) -> None:
    page = browser.new_page()
    page.set_content(f'<iframe src="{world.base}/"></iframe>')
    page.wait_for_timeout(300)
    assert page.frames[1].url == "chrome-error://chromewebdata/"
    page.close()
