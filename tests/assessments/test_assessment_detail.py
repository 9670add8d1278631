"""The task list of one sitting: ux.md L3-2, L5-7, L5-12."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import actions, queries
from assessments.models import Assessment
from taxonomy.queries import current_release
from tests.accounts.pages import Page
from tests.assessments.forms import question_url
from tests.assessments.newer import keep_roles, republish

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
SignIn = Callable[[User], Client]

NEEDED = 26


def needed(role: str = "ml-engineer") -> list[str]:
    return [each.skill for each in current_release().framework.roles[role].requirements]


def first_twelve() -> list[str]:
    role = current_release().framework.roles["ml-engineer"]
    return [each.skill for each in role.most_important(12)]


def url_of(assessment: Assessment) -> str:
    return reverse("assessments:assessment_detail", args=[assessment.pk])


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def way_on(page: Page) -> tuple[str, str]:
    button = page.one("a", class_="btn-primary")
    return button.text, button["href"]


def test_l3_2_each_category_has_its_status_in_words(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "2", "version-control": "unsure", "sql": "0"})
    page = Page(client_of_ada.get(url_of(made)))
    links = [each for each in page.all("a") if "aria-describedby" in each.attrs]
    tasks = queries.sitting(made).tasks()
    assert [(each.text, each["href"]) for each in links] == [
        (task.name, question_url(made, "role", task.number)) for task in tasks
    ]
    said = [page.one("span", id=each["aria-describedby"]).text for each in links]
    assert said == [task.status for task in tasks]
    assert said[:3] == ["Completed", "In progress, 1 of 5", "In progress, 1 of 5"]


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        (0, "You have answered 0 of 26 skills. Every answer is saved as you give it."),
        (26, "You have answered 26 of 26 skills. Every answer is saved as you give it."),
    ],
)
def test_l5_12_how_many_are_answered(
    client_of_ada: Client, ada: User, assessment: Make, answered: int, said: str
) -> None:
    made = assessment(ada, answers=dict.fromkeys(needed()[:answered], "2"))
    page = Page(client_of_ada.get(url_of(made)))
    assert said in [each.text for each in page.all("p")]


def test_the_way_on_before_anything_is_answered(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada)
    page = Page(client_of_ada.get(url_of(made)))
    assert way_on(page) == ("Answer the first questions", f"{question_url(made)}#q-python")
    hrefs = [each["href"] for each in page.all("a")]
    assert reverse("assessments:first_result", args=[made.pk]) not in hrefs
    assert reverse("assessments:answer_check", args=[made.pk]) not in hrefs


def test_l5_7_one_goes_on_at_the_first_skill_without_an_answer(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "2", "sql": "unsure"})
    page = Page(client_of_ada.get(url_of(made)))
    assert way_on(page) == ("Continue: 2 of 26", f"{question_url(made)}#q-testing-debugging")
    hrefs = [each["href"] for each in page.all("a")]
    assert reverse("assessments:first_result", args=[made.pk]) in hrefs
    assert reverse("assessments:answer_check", args=[made.pk]) in hrefs


def test_l5_7_after_the_first_twelve_come_the_others(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers=dict.fromkeys(first_twelve(), "2"))
    page = Page(client_of_ada.get(url_of(made)))
    goal = f"{question_url(made, 'role', 2)}#q-version-control"
    assert way_on(page) == ("Continue: 12 of 26", goal)


def test_when_all_is_answered_the_check_comes_next(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers=dict.fromkeys(needed(), "2"))
    page = Page(client_of_ada.get(url_of(made)))
    assert way_on(page) == (
        "Check your answers",
        reverse("assessments:answer_check", args=[made.pk]),
    )


def test_what_a_link_asked_for_comes_first(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada)
    actions.focus_assessment(assessment=made, skill_codes=["kubernetes"])
    page = Page(client_of_ada.get(url_of(made)))
    assert way_on(page)[1] == f"{question_url(made, 'focus')}#q-kubernetes"


def test_a_sitting_whose_role_was_withdrawn_goes_on(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "2"})
    republish(keep_roles("ai-engineer"))
    page = Page(client_of_ada.get(url_of(made)))
    assert page.one("h1").text == "Your assessment for Machine-learning engineer"
    assert client_of_ada.get(way_on(page)[1]).status_code == 200


def test_a_submitted_sitting_leads_to_its_result(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "2"}, is_submitted=True)
    response = client_of_ada.get(url_of(made))
    assert response["Location"] == reverse("assessments:result_detail", args=[made.pk])


def test_somebody_elses_looks_like_none(
    signed_in: SignIn, ada: User, ben: User, client: Client, assessment: Make
) -> None:
    url = url_of(assessment(ada))
    assert signed_in(ben).get(url).status_code == 404
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(client_of_ada: Client, ada: User, assessment: Make, method: str) -> None:
    assert getattr(client_of_ada, method)(url_of(assessment(ada))).status_code == 405


@pytest.mark.parametrize("count", [0, 12, 26])
def test_queries(
    client_of_ada: Client,
    ada: User,
    assessment: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    url = url_of(assessment(ada, answers=dict.fromkeys(needed()[:count], "2")))
    client_of_ada.get(url)
    with django_assert_num_queries(4):
        client_of_ada.get(url)
