"""Where a returning person starts: ux.md L3."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import queries
from assessments.models import Assessment
from tests.accounts.pages import Page
from tests.assessments.forms import question_url
from tests.assessments.newer import Document, keep_roles, republish, role_in

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
SignIn = Callable[[User], Client]
URL = "/home/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def links(page: Page) -> list[tuple[str, str]]:
    """The links of the page itself, in reading order."""
    return [(each.text, each["href"]) for each in page.all("a") if each.is_main]


def test_l3_3_a_new_account_sees_one_sentence_and_one_button(client_of_ada: Client) -> None:
    page = Page(client_of_ada.get(URL))
    assert page.one("h1").text == "Hello, Ada"
    assert [each.text for each in page.all("p") if each.is_main] == [
        "Choose a role and answer twelve questions to see where you stand."
    ]
    assert links(page) == [("Start now", reverse("assessments:role_choice"))]
    assert (page.all("table"), page.all("h2")) == ([], [])


def test_l3_1_the_first_link_goes_on_with_what_is_under_way(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    assessment(ada, answers={"python": "3"}, is_submitted=True)
    made = assessment(ada, answers={"python": "3", "sql": "1"})
    page = Page(client_of_ada.get(URL))
    goal = f"{question_url(made)}#q-testing-debugging"
    assert links(page)[0] == ("Continue: 2 of 26", goal)
    assert [each.text for each in page.all("h2") if each.is_main] == [
        "Your assessment for Machine-learning engineer",
        "Your latest result",
    ]


def test_l3_2_the_tasks_have_their_status_in_words(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "3", "sql": "1"})
    page = Page(client_of_ada.get(URL))
    described = [each for each in page.all("a") if "aria-describedby" in each.attrs]
    told = {e.text: page.one("span", id=e["aria-describedby"]).text for e in described}
    assert told == {task.name: task.status for task in queries.sitting(made).tasks()}


def test_l3_the_latest_result_comes_with_its_band(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    for days, level in ((10, "1"), (2, "4")):
        done = assessment(
            ada, answers={"python": level}, is_submitted=True, now=NOON - timedelta(days=days)
        )
    page = Page(client_of_ada.get(URL))
    assert links(page)[0] == (
        "Machine-learning engineer, 19 November 2026",
        reverse("assessments:result_detail", args=[done.pk]),
    )
    assert page.all("time")[0]["datetime"] == "2026-11-19T12:00:00+0000"
    assert ("Start a new assessment", reverse("assessments:role_choice")) in links(page)


def test_g_28_the_day_is_that_of_the_persons_zone(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    ada.time_zone = "Pacific/Apia"
    ada.save()
    assessment(ada, answers={"python": "1"}, is_submitted=True, now=NOON)
    page = Page(client_of_ada.get(URL))
    assert links(page)[0][0] == "Machine-learning engineer, 22 November 2026"
    assert page.all("time")[0]["datetime"] == "2026-11-22T01:00:00+1300"


def test_l3_4_a_change_of_the_role_is_told_and_counts_stay(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    assessment(ada, answers={"python": "3"})

    def ask_more(document: Document) -> None:
        more = {"skill": "prompt-engineering", "level": 2, "weight": 3, "cites": ["editorial"]}
        role_in(document, "ml-engineer")["requirements"].append(more)

    republish(ask_more)
    page = Page(client_of_ada.get(URL))
    assert page.one("p", class_="notice").text == (
        "1 skill was added to this role since you started. Your questions stay the same. "
        "See what the role asks now"
    )
    assert links(page)[0][0] == "Continue: 1 of 26"


def test_a_role_that_was_withdrawn_is_gone_on_with(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    assessment(ada, answers={"python": "3"})
    republish(keep_roles("ai-engineer"))
    page = Page(client_of_ada.get(URL))
    assert (links(page)[0][0], page.all("p", class_="notice")) == ("Continue: 1 of 26", [])


def test_l4_3_with_one_role_the_button_starts_at_once(client_of_ada: Client) -> None:
    republish(keep_roles("ai-engineer"))
    page = Page(client_of_ada.get(URL))
    form = {name: page.field(name)["value"] for name in ("role", "key")}
    client_of_ada.post(reverse("assessments:role_choice"), form)
    assert Assessment.objects.get().role_code == "ai-engineer"


def test_nobody_elses_is_shown(client_of_ada: Client, ben: User, assessment: Make) -> None:
    assessment(ben, answers={"python": "3"}, is_submitted=True)
    assessment(ben, answers={"python": "3"})
    assert links(Page(client_of_ada.get(URL))) == [
        ("Start now", reverse("assessments:role_choice"))
    ]


def test_a_name_is_shown_whole_and_apart(client_of_ada: Client, ada: User) -> None:
    ada.name = "عبد الله <b>"
    ada.save()
    page = Page(client_of_ada.get(URL))
    assert (page.one("bdi").text, page.one("h1").text) == (ada.name, f"Hello, {ada.name}")


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(URL)["Location"] == f"{reverse('account_login')}?next={URL}"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(client_of_ada: Client, method: str) -> None:
    assert getattr(client_of_ada, method)(URL).status_code == 405


@pytest.mark.parametrize("count", [1, 6])
def test_queries(
    client_of_ada: Client,
    ada: User,
    assessment: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        assessment(ada, answers={"python": "2"}, is_submitted=True)
        assessment(ada, answers={"python": "2"})
    client_of_ada.get(URL)
    with django_assert_num_queries(7):
        client_of_ada.get(URL)
