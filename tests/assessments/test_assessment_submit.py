"""Handing in: ux.md L6-3, L6-4, L7-6; security.md T-83, T-89."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.models import Assessment, Result
from taxonomy.queries import current_release
from tests.accounts.pages import Page
from tests.assessments.newer import keep_roles, republish

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
SignIn = Callable[[User], Client]


def submit_url(assessment: Assessment) -> str:
    return reverse("assessments:assessment_submit", args=[assessment.pk])


def result_url(assessment: Assessment) -> str:
    return reverse("assessments:result_detail", args=[assessment.pk])


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def test_l6_3_handing_in_is_possible_with_gaps(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "2", "sql": "unsure"})
    response = client_of_ada.post(submit_url(made))
    assert (response.status_code, response["Location"]) == (303, result_url(made))
    result = Result.objects.get()
    assert (result.assessment, result.levels, result.answered_count) == (made, {"python": 2}, 1)
    made.refresh_from_db()
    assert made.submitted_at == result.created_at


def test_l6_4_a_second_press_leads_to_the_same_result(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "2"})
    answers = [client_of_ada.post(submit_url(made))["Location"] for _ in range(2)]
    assert answers == [result_url(made)] * 2
    assert Result.objects.count() == 1


@pytest.mark.parametrize(
    "answers",
    [{}, {"python": "unsure", "sql": "not-applicable"}, {"prompt-engineering": "4"}],
)
def test_l7_6_without_a_level_it_says_what_to_do(
    client_of_ada: Client, ada: User, assessment: Make, answers: dict[str, str]
) -> None:
    made = assessment(ada, answers=answers)
    response = client_of_ada.post(submit_url(made))
    page = Page(response)
    assert response.status_code == 422
    title = page.all("title")[0].text
    assert title == "Error: Check your answers, then see your results – CareerFit"
    assert page.one("a", href="#unrated").text == "Rate at least one skill to see a result."
    assert page.one("h2", id="unrated").text == "Without a level"
    made.refresh_from_db()
    assert (made.submitted_at, Result.objects.count()) == (None, 0)


def test_when_nothing_applies_the_problem_leads_to_the_answers(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    role = current_release().framework.roles["ml-engineer"]
    answers = {each.skill: "not-applicable" for each in role.requirements}
    made = assessment(ada, answers=answers)
    page = Page(client_of_ada.post(submit_url(made)))
    assert page.one("a", href="#answers").text == "Rate at least one skill to see a result."
    assert page.one("h2", id="answers").text == "Your answers"


def test_a_guest_hands_in(guest: Client, assessment: Make) -> None:
    made = assessment(guest, answers={"python": "2"})
    assert guest.post(submit_url(made))["Location"] == result_url(made)


def test_a_role_withdrawn_meanwhile_is_still_the_one_that_counts(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "2"})
    republish(keep_roles("ai-engineer"))
    assert client_of_ada.post(submit_url(made))["Location"] == result_url(made)
    assert len(Result.objects.get().fits) == 13


def test_somebody_elses_looks_like_none(
    signed_in: SignIn, ada: User, ben: User, guest: Client, assessment: Make
) -> None:
    made, missing = assessment(ada, answers={"python": "2"}), Assessment(pk=uuid4())
    for client, status in ((signed_in(ben), 404), (guest, 403)):
        assert client.post(submit_url(made)).status_code == status
        assert client.post(submit_url(missing)).status_code == status
    assert not Result.objects.exists()


def test_without_a_session_the_way_to_sign_in_is_shown(
    client: Client, ada: User, assessment: Make
) -> None:
    page = Page(client.post(submit_url(assessment(ada, answers={"python": "2"}))))
    assert page.one("h1").text == "Sign in to do this"


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_nothing_but_post(client_of_ada: Client, ada: User, assessment: Make, method: str) -> None:
    made = assessment(ada, answers={"python": "2"})
    assert getattr(client_of_ada, method)(submit_url(made)).status_code == 405
    assert not Result.objects.exists()
