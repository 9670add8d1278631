"""Comparing with another role while a sitting is under way: ux.md L4-2, L4-3, L5-12."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import actions
from assessments.models import Assessment
from tests.accounts.pages import Page
from tests.assessments.newer import keep_roles, republish

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
SignIn = Callable[[User], Client]
ANSWERS = {"python": "2", "sql": "3", "kubernetes": "unsure"}


@pytest.fixture
def adas(ada: User, assessment: Make) -> Assessment:
    return assessment(ada, answers=ANSWERS)


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


@pytest.fixture
def url(adas: Assessment) -> str:
    return reverse("assessments:role_change", args=[adas.pk])


def sentence(page: Page) -> str:
    (found,) = [each.text for each in page.all("p") if "asked again" in each.text]
    return found


def test_l4_2_the_page_says_that_answers_stay(client_of_ada: Client, url: str) -> None:
    page = Page(client_of_ada.get(url))
    assert sentence(page) == (
        "Your 3 answers stay. Skills that both roles need are not asked again."
    )
    checked = [each["value"] for each in page.all("input", name="role") if "checked" in each.attrs]
    assert checked == ["ml-engineer"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Skills that both roles need are not asked again."),
        (
            {"python": "2"},
            "Your 1 answer stays. Skills that both roles need are not asked again.",
        ),
    ],
)
def test_it_counts_right(
    client_of_ada: Client, ada: User, assessment: Make, answers: dict[str, str], said: str
) -> None:
    made = assessment(ada, answers=answers)
    page = Page(client_of_ada.get(reverse("assessments:role_change", args=[made.pk])))
    assert sentence(page) == said


def test_l4_2_l5_12_every_rating_stays_and_the_new_count_is_told(
    client_of_ada: Client, adas: Assessment, url: str
) -> None:
    actions.focus_assessment(assessment=adas, skill_codes=["python"])
    response = client_of_ada.post(url, {"role": "data-bi-analyst"})
    detail = reverse("assessments:assessment_detail", args=[adas.pk])
    assert (response.status_code, response["Location"]) == (303, detail)
    adas.refresh_from_db()
    assert (adas.role_code, adas.focus) == ("data-bi-analyst", [])
    assert {rating.skill_code: rating.value for rating in adas.ratings.all()} == ANSWERS
    told = Page(client_of_ada.get(detail)).one("div", role="status").text
    assert told == "You now compare with Data and BI analyst: 2 of 23 skills are answered."


def test_not_sure_shows_all_roles_from_the_answers(
    client_of_ada: Client, adas: Assessment, url: str
) -> None:
    response = client_of_ada.post(url, {"role": "not-sure"})
    ranking = reverse("assessments:role_ranking", args=[adas.pk])
    assert (response.status_code, response["Location"]) == (303, ranking)


@pytest.mark.parametrize("sent", [{}, {"role": "baker"}])
def test_no_choice_says_what_to_do(
    client_of_ada: Client, adas: Assessment, url: str, sent: dict[str, str]
) -> None:
    response = client_of_ada.post(url, sent)
    page = Page(response)
    assert response.status_code == 422
    assert page.one("title").text.startswith("Error: Change the role you compare with")
    assert page.one("a", href="#role-first").text == "Choose a role to compare with."
    adas.refresh_from_db()
    assert adas.role_code == "ml-engineer"


def test_the_roles_are_those_of_the_sittings_own_release(
    client_of_ada: Client, adas: Assessment, url: str
) -> None:
    republish(keep_roles("ai-engineer"))
    assert client_of_ada.post(url, {"role": "data-engineer"}).status_code == 303
    adas.refresh_from_db()
    assert (adas.role_code, adas.release_id) == ("data-engineer", 1)


def test_l4_3_the_filter_works_here_too(client_of_ada: Client, url: str) -> None:
    page = Page(client_of_ada.get(url, {"q": "ethics"}))
    assert [each["value"] for each in page.all("input", name="role")] == ["ai-ethics-governance"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_submitted_sitting_no_longer_changes(
    client_of_ada: Client, adas: Assessment, url: str, method: str
) -> None:
    actions.submit_assessment(assessment=adas)
    response = getattr(client_of_ada, method)(url, {"role": "data-engineer"})
    assert response["Location"] == reverse("assessments:result_detail", args=[adas.pk])
    adas.refresh_from_db()
    assert adas.role_code == "ml-engineer"


def test_t84_submitted_between_the_look_and_the_change(
    client_of_ada: Client, adas: Assessment, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = actions.change_role

    def change_late(**sent: object) -> Assessment:
        actions.submit_assessment(assessment=adas)
        return change(**sent)

    monkeypatch.setattr(actions, "change_role", change_late)
    response = client_of_ada.post(url, {"role": "data-engineer"})
    assert response["Location"] == reverse("assessments:result_detail", args=[adas.pk])


def test_somebody_elses_looks_like_none(
    signed_in: SignIn, ben: User, client: Client, adas: Assessment, url: str
) -> None:
    assert [signed_in(ben).get(url).status_code, client.post(url).status_code] == [404, 403]
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_but_get_and_post(client_of_ada: Client, url: str, method: str) -> None:
    assert getattr(client_of_ada, method)(url).status_code == 405


def test_queries(
    client_of_ada: Client, url: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client_of_ada.get(url)
    with django_assert_num_queries(4):
        client_of_ada.get(url)
