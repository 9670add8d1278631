"""What people do on the pages, counted where a journey has a bound."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, Request

NEW_PASSWORD = "correct horse battery staple"
SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d")


def measured(what: str, figure: int) -> None:
    """Shown by `pytest -s`; docs/measurements.md keeps them."""
    print(f"{what}: {figure}")  # noqa: T201


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def saved(page: Page, timeout: float = 5000) -> None:
    """Wait until the page says that the server has the answer."""
    page.get_by_role("status").filter(has_text=SAVED).wait_for(timeout=timeout)


def stop_keeping(page: Page) -> None:
    """What the page would see after a session has run out."""
    page.context.clear_cookies(name="sessionid")


def answer_page(page: Page, level: int, press: Callable[[Locator], None] = Locator.click) -> None:
    """Choose `level` for every skill of the page."""
    for question in page.locator(".question").all():
        press(question.locator(".option.level").nth(level))


def go_on(page: Page, press: Callable[[Locator], None] = Locator.click) -> None:
    """Press the one primary button of the page and arrive."""
    with page.expect_navigation():
        press(page.locator("main .btn-primary:visible"))


def start(page: Page, role: str = "Machine-learning engineer") -> str:
    """From the choice of a role to the first question page; gives the assessment's id."""
    page.goto("/start/")
    page.get_by_role("radio", name=role).check()
    go_on(page)
    return re.search(r"/assessments/([0-9a-f-]{36})/", page.url)[1]


def sign_up(page: Page, email: str, name: str = "Grace") -> None:
    page.goto("/account/signup/") if "/account/signup/" not in page.url else None
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    main(page).get_by_role("button", name="Make my account").click()
    page.get_by_role("button", name="Sign out").wait_for()


def sign_in(page: Page, email: str, password: str = NEW_PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    main(page).get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()


@dataclass
class Counter:
    """Presses of the pointer or of keys, as the bound counts them."""

    page: Page
    count: int = 0
    typed: list[str] = field(default_factory=list)

    def click(self, target: Locator) -> None:
        self.count += 1
        target.click()

    def key(self, *names: str) -> None:
        for name in names:
            self.count += 1
            self.page.keyboard.press(name)

    def to_main(self) -> None:
        """Past the header by the skip link; who used it on the page before is there already."""
        if not self.page.url.endswith("#main"):
            self.key("Tab", "Enter")

    def tab_to(self, is_there: str, limit: int = 12) -> None:
        """Tab until `is_there`, an expression about `here`, the focused element, is true."""
        for _ in range(limit):
            self.key("Tab")
            if self.page.evaluate(f"((here) => {is_there})(document.activeElement)"):
                return
        raise AssertionError(f"no stop where {is_there}")


class Posts:
    """The POSTs that a page sends, by path."""

    def __init__(self, page: Page) -> None:
        self.sent: list[Request] = []
        page.on("request", lambda r: self.sent.append(r) if r.method == "POST" else None)

    def to(self, part: str) -> list[Request]:
        return [request for request in self.sent if part in request.url]
