"""Pages that stand behind a mail or a second step: ux.md section 2 on each, L2."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, Response

from tests.browser.checks import Visited, html_errors, look_at
from tests.browser.conftest import Visit
from tests.browser.pages import Row
from tests.browser.people import NEW_PASSWORD, main, sign_up
from tests.browser.world import World

pytestmark = pytest.mark.xdist_group("browser-2")


class Looks:
    """Looks at the page one is on, and keeps what was wrong and what was served."""

    def __init__(self, page: Page) -> None:
        self.page, self.html, self.wrong = page, {}, {}
        self._last: Response | None = None
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.request.resource_type == "document" and response.status in {200, 422}:
            self._last = response

    def at(self, name: str) -> Visited:
        self.html[name] = self._last.text()
        visited = look_at(self.page, Row(name, "", ""), self.html[name])
        if found := {code: faults for code, faults in visited.faults.items() if faults}:
            self.wrong[name] = found
        self.page.reload()
        return visited


def code(secret: str) -> str:
    """What the app of somebody with this key shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        main(page).get_by_role("button", name=name, exact=True).click()


def test_l2_pages_behind_a_mail_and_a_second_step(
    visit: Visit, world: World, tmp_path: object
) -> None:
    page = visit(path="/account/signup/")
    looks = Looks(page)
    sign_up(page, "careful@example.org")
    page.goto(world.sent_path("Confirm your e-mail address"))
    looks.at("confirm")
    press(page, "Yes, this is my address")
    page.goto("/account/two-factor/totp/activate/")
    page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    press(page, "Continue")
    looks.at("activate")
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code", exact=True).fill(code(secret))
    press(page, "Switch it on")
    for name, path in {
        "two steps on": "/account/two-factor/",
        "codes": "/account/two-factor/recovery-codes/",
        "new codes": "/account/two-factor/recovery-codes/generate/",
        "switch off": "/account/two-factor/totp/deactivate/",
        "code again": "/account/two-factor/reauthenticate/",
    }.items():
        page.goto(path)
        looks.at(name)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/password/reset/")
    page.get_by_label("E-mail address").fill("careful@example.org")
    press(page, "Send the link")
    page.goto(world.sent_path("Reset your CareerFit password"))
    looks.at("choose")
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("careful@example.org")
    page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    press(page, "Sign in")
    looks.at("second step")
    press(page, "Sign in")
    assert page.title().startswith("Error: ")
    assert looks.wrong == {}
    assert html_errors(tmp_path, looks.html) == []
