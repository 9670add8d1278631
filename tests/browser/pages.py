"""The table of pages: every page a person can open, in each state that it can be in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.world import World

Act = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One page in one state. `path` may name ids of the world; `act` brings the state about."""

    name: str
    who: str
    path: str
    status: int = 200
    act: Act | None = None

    def address(self, world: World) -> str:
        return self.path.format_map(_Ids(world))


class _Ids(dict):
    """{guest}, {ada}, {ada_before}, {path} … in a path."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __missing__(self, name: str) -> str:
        if name in {"path", "entry", "stop_token"}:
            return getattr(self.world, name)
        if name in {"guest", "blank", "filling", "handed_in"}:
            return getattr(self.world, name)[0]
        person, _, before = name.partition("_")
        return self.world.attempts[person][1 if before else 0]


def press(name: str) -> Act:
    """Press the button `name` of the page itself and wait for what comes."""

    def act(page: Page) -> None:
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()
        page.wait_for_load_state("load")

    return act


def fill(button: str, **fields: str) -> Act:
    """Fill controls by their name attribute, then press."""

    def act(page: Page) -> None:
        for name, value in fields.items():
            page.locator(f'main [name="{name}"]').fill(value)
        press(button)(page)

    return act


def choose_levels(page: Page) -> None:
    """Answer everything on the page, with what opens from level 3 up."""
    for number, question in enumerate(page.locator(".question").all()):
        question.locator(".option.level").nth(2 + number).click()
    page.get_by_role("status").filter(has_text="Saved").wait_for()


def break_link(page: Page) -> None:
    """An evidence link of a kind that is refused."""
    question = page.locator(".question").first
    question.locator(".option.level").nth(4).click()
    question.locator('[name^="evidence_url-"]').fill("javascript:alert(1)")
    press("Continue")(page)


def choose_day(page: Page) -> None:
    """A day for the weekly mail, to an address that nobody has confirmed."""
    page.get_by_label("Monday").check()
    press("Save")(page)


def say_done(page: Page) -> None:
    """The first ready step is done: the status line says so, and offers the way back."""
    page.locator(".ready").get_by_role("button").first.click()
    page.get_by_role("button", name="Undo").wait_for()


Q = "/assessments/{guest}/questions"
PUBLIC = (
    Row("landing", "anonymous", "/"),
    Row("roles", "anonymous", "/roles/"),
    Row("role", "anonymous", "/roles/ml-engineer/"),
    Row("role unknown", "anonymous", "/roles/no-such-role/", 404),
    Row("skills", "anonymous", "/skills/"),
    Row("skills empty", "anonymous", "/skills/?q=zzzz"),
    Row("skill", "anonymous", "/skills/python/"),
    Row("sources", "anonymous", "/sources/"),
    Row("help", "anonymous", "/help/"),
    Row("gallery", "anonymous", "/gallery/"),
    Row("role choice", "anonymous", "/start/"),
    Row("role choice chosen", "anonymous", "/start/?role=ml-engineer"),
    Row("role choice empty", "anonymous", "/start/?q=zzzz"),
    Row("role choice error", "anonymous", "/start/", 422, press("Continue")),
    Row("sign in", "anonymous", "/account/login/"),
    Row("sign in error", "anonymous", "/account/login/", 422, press("Sign in")),
    Row(
        "sign in wrong",
        "anonymous",
        "/account/login/",
        422,
        fill("Sign in", login="who@example.org", password="not the one at all"),
    ),
    Row("sign up", "anonymous", "/account/signup/"),
    Row(
        "sign up error",
        "anonymous",
        "/account/signup/",
        422,
        fill("Make my account", name="Ada", email="ada@example.org", password1="password"),
    ),
    Row("reset", "anonymous", "/account/password/reset/"),
    Row("reset error", "anonymous", "/account/password/reset/", 422, press("Send the link")),
    Row("reset sent", "anonymous", "/account/password/reset/done/"),
    Row("reset link dead", "anonymous", "/account/password/reset/key/1-dead-link/"),
    Row("reset done", "anonymous", "/account/password/reset/key/done/"),
    Row("confirm sent", "anonymous", "/account/confirm-email/"),
    Row("confirm dead", "anonymous", "/account/confirm-email/dead-link/"),
    Row("closed account", "anonymous", "/account/inactive/"),
    Row("unknown page", "anonymous", "/no-such-page/", 404),
    Row("shared dead", "anonymous", "/shared/no-such-link/", 404),
)
GUEST = (
    Row("landing returning", "guest", "/"),
    Row("questions", "guest", f"{Q}/first/3/"),
    Row("questions answered", "guest", f"{Q}/first/1/"),
    Row(
        "questions filled", "filling", "/assessments/{filling}/questions/role/2/", act=choose_levels
    ),
    Row("questions error", "guest", f"{Q}/role/2/", 422, break_link),
    Row("assessment", "guest", "/assessments/{guest}/"),
    Row("check", "guest", "/assessments/{guest}/check/"),
    Row("first result", "guest", "/assessments/{guest}/first-result/"),
    Row("first result below", "guest", "/assessments/{guest}/first-result/?show=below&sort=name"),
    Row("role change", "guest", "/assessments/{guest}/role/"),
    Row("roles ranked", "guest", "/assessments/{guest}/roles/"),
    Row("roles compared", "guest", "/assessments/{guest}/compare/"),
    Row("history open", "guest", "/history/"),
    Row("sign up to keep", "guest", "/account/signup/?next=/assessments/{guest}/first-result/"),
    Row("first result guest", "handed_in", "/assessments/{handed_in}/result/"),
    Row("share guest", "handed_in", "/assessments/{handed_in}/share/"),
)
EMPTY = (
    Row("home new", "dana", "/home/"),
    Row("history new", "dana", "/history/"),
    Row("your data new", "dana", "/your-data/"),
    Row("home open", "chen", "/home/"),
    Row("result empty", "blank", "/assessments/{blank}/first-result/"),
    Row("roles ranked empty", "blank", "/assessments/{blank}/roles/"),
    Row("roles compared empty", "blank", "/assessments/{blank}/compare/"),
    Row("check empty", "blank", "/assessments/{blank}/check/"),
    Row("check error", "blank", "/assessments/{blank}/check/", 422, press("See my results")),
    Row("history one", "ben", "/history/"),
    Row("paths new", "dana", "/paths/"),
    Row("make a path choose", "dana", "/paths/new/"),
    Row("evidence new", "dana", "/evidence/"),
)
LEARNER = (
    Row("home", "ada", "/home/"),
    Row("history", "ada", "/history/"),
    Row("attempts compared", "ada", "/history/compare/?before={ada_before}&after={ada}"),
    Row("result", "ada", "/assessments/{ada}/result/"),
    Row("result with name", "ada", "/assessments/{ada}/result/?name=yes"),
    Row("result roles ranked", "ada", "/assessments/{ada}/roles/"),
    Row(
        "three roles compared",
        "ada",
        "/assessments/{ada}/compare/?role=ml-engineer&role=data-scientist&role=data-engineer",
    ),
    Row(
        "four roles",
        "ada",
        "/assessments/{ada}/compare/?role=ml-engineer&role=data-scientist&role=data-engineer"
        "&role=ai-engineer",
        422,
    ),
    Row("share", "ada", "/assessments/{ada_before}/share/"),
    Row("share made", "ada", "/assessments/{ada}/share/", act=press("Make a link")),
    Row("your data", "ada", "/your-data/"),
    Row("delete account", "ada", "/your-data/delete-account/"),
    Row("delete error", "ada", "/your-data/delete-account/", 422, press("Delete my account")),
    Row("account", "ada", "/account/preferences/"),
    Row("account error", "ada", "/account/preferences/", 422, fill("Save preferences", name="")),
    Row("address", "ada", "/account/email/"),
    Row(
        "address error",
        "ada",
        "/account/email/",
        422,
        fill("Send the link", email="not-an-address"),
    ),
    Row("password", "ada", "/account/password/change/"),
    Row(
        "password error",
        "ada",
        "/account/password/change/",
        422,
        press("Save the new password"),
    ),
    Row("two steps", "ada", "/account/two-factor/"),
    Row("password again", "ada", "/account/reauthenticate/"),
    Row("sign out", "ada", "/account/logout/"),
    Row("weekly mail", "ada", "/reminders/"),
    Row("weekly mail error", "ada", "/reminders/", 422, choose_day),
    Row("weekly mail off", "anonymous", "/reminders/stop/{stop_token}/"),
    Row("paths", "ada", "/paths/"),
    Row("make a path", "ada", "/paths/new/?role=data-engineer"),
    Row("make a path error", "ada", "/paths/new/?role=ai-engineer", 422, press("Make my path")),
    Row("path", "ada", "/paths/{path}/"),
    Row("path said", "ada", "/paths/{path}/?said=done", act=say_done),
    Row("re-plan", "ada", "/paths/{path}/re-plan/"),
    Row(
        "re-plan preview",
        "ada",
        "/paths/{path}/re-plan/",
        act=fill("See what would change", hours="12"),
    ),
    Row("path delete", "ada", "/paths/{path}/delete/"),
    Row("path progress", "ada", "/paths/{path}/progress/"),
    Row("step", "ada", "/steps/model-monitoring/2/"),
    Row("step error", "ada", "/steps/model-monitoring/2/", 422, press("Add to the log")),
    Row("log entry", "ada", "/log/{entry}/change/"),
    Row("log entry delete", "ada", "/log/{entry}/delete/"),
    Row("evidence", "ada", "/evidence/"),
    Row("somebody else's", "ada", "/assessments/{ben}/result/", 404),
)
PARTS = {"visitors": PUBLIC + GUEST, "learners": EMPTY + LEARNER}
"""Two halves of like size, one for each worker."""


def rows() -> Iterator[Row]:
    for part in PARTS.values():
        yield from part
