"""Saving one answer as it is given: ux.md L5-4, L5-5, G-16; security.md T-64, T-84, T-85."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import actions
from assessments.actions import Answer
from assessments.models import Assessment, Rating
from taxonomy.queries import current_release
from tests.accounts.pages import Page
from tests.assessments.forms import answer, save_url

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
Save = Callable[..., HttpResponse]
SignIn = Callable[[User], Client]
NOON = datetime(2026, 11, 21, 12, 30, 5, tzinfo=UTC)


@pytest.fixture
def adas(ada: User, assessment: Make) -> Assessment:
    return assessment(ada)


@pytest.fixture
def save(ada: User, adas: Assessment, signed_in: SignIn) -> Save:
    """Send one answer of Ada's as the page does behind the scenes."""
    client = signed_in(ada)

    def send(value: str = "", skill: str = "python", **more: str) -> HttpResponse:
        return client.post(save_url(adas, skill), answer(skill, value, **more), HX_REQUEST="true")

    return send


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def stored() -> list[tuple[str, str, int]]:
    rows = Rating.objects.order_by("skill_code")
    return [(rating.skill_code, rating.value, rating.revision) for rating in rows]


@time_machine.travel(NOON, tick=False)
def test_l5_4_saved_comes_with_the_time_and_fresh_marks(save: Save) -> None:
    response = save("2", seen="0")
    page = Page(response)
    assert response.status_code == 200
    assert words(response).startswith("Saved <time")
    time = page.one("time")
    assert (time["datetime"], time.text) == ("2026-11-21T12:30:05+0000", "12:30:05")
    marks = {each["name"]: each["value"] for each in page.all("input")}
    assert marks == {"seen-python": "1", "was-python": Answer("2").mark}
    swapped = [each["id"] for each in page.elements if "data-hx-swap-oob" in each.attrs]
    assert swapped == ["seen-python", "conflict-python"]


@time_machine.travel(NOON, tick=False)
def test_g_28_the_time_is_by_the_persons_clock(save: Save, ada: User) -> None:
    ada.time_zone = "Asia/Kathmandu"
    ada.save()
    time = Page(save("2")).one("time")
    assert (time["datetime"], time.text) == ("2026-11-21T18:15:05+0545", "18:15:05")


def test_everything_about_the_answer_is_stored(save: Save, adas: Assessment) -> None:
    save("4", last_used="month", evidence_url="https://a.example/x", note="Mine")
    rating = Rating.objects.get()
    assert Answer.of(rating) == Answer("4", "month", "https://a.example/x", "Mine")
    assert (rating.assessment, rating.skill_code) == (adas, "python")


def test_only_the_skill_of_the_address_is_saved(
    adas: Assessment, ada: User, signed_in: SignIn
) -> None:
    """The whole form comes along; another window may hold newer answers to the rest of it."""
    form = {**answer("python", "2"), **answer("sql", "4")}
    signed_in(ada).post(save_url(adas, "python"), form)
    assert stored() == [("python", "2", 1)]


def test_a_change_counts_up_and_the_same_again_does_not(save: Save) -> None:
    replies = [save(value, seen=seen) for value, seen in (("2", "0"), ("3", "1"), ("3", "1"))]
    assert [words(reply)[:5] for reply in replies] == ["Saved"] * 3
    assert stored() == [("python", "3", 2)]


def test_going_back_to_what_the_page_was_given_is_saved_too(save: Save) -> None:
    """2, 3 and 2 again within a moment: only the last is sent, and it gets its "Saved"."""
    save("2", seen="0")
    assert words(save("2", seen="1", was=Answer("2").mark))[:5] == "Saved"


def test_nothing_chosen_stores_nothing(save: Save) -> None:
    response = save("")
    assert (response.status_code, words(response), stored()) == (200, "", [])


# --- Two windows -------------------------------------------------------------------------------


def test_l5_5_another_skill_of_the_page_is_no_conflict(save: Save) -> None:
    save("2", seen="0")
    save("3", seen="1")
    assert save("1", skill="sql", seen="0").status_code == 200
    assert stored() == [("python", "3", 2), ("sql", "1", 1)]


def test_l5_5_a_stale_change_is_asked_about(save: Save) -> None:
    save("2", seen="0")
    save("3", seen="1")
    response = save("4", seen="1")
    page = Page(response)
    assert response.status_code == 409
    assert words(response).startswith("Not saved: you changed this in another window. <div")
    assert page.one("div", class_="conflict").text == (
        "You changed this in another window: 3. Keep 4 or 3? Keep 4 Advanced Keep 3 Independent"
    )
    assert [(each["name"], each["value"]) for each in page.all("button")] == [
        ("keep-python", "4"),
        ("keep-python", "stored"),
    ]
    assert page.all("input") == []
    assert stored() == [("python", "3", 2)]


def test_l5_5_words_for_answers_that_are_no_levels(save: Save) -> None:
    save("unsure", seen="0")
    save("not-applicable", seen="1")
    assert Page(save("0", seen="1")).one("div", class_="conflict").text == (
        "You changed this in another window: Does not apply to me. "
        "Keep 0 or Does not apply to me? Keep 0 Not yet Keep Does not apply to me"
    )


def test_l5_5_a_window_that_knew_nothing_overwrites_nothing(save: Save) -> None:
    save("2", seen="0")
    assert save("3", seen="0").status_code == 409
    assert stored() == [("python", "2", 1)]


# --- What is refused ---------------------------------------------------------------------------


LEVELS = [*"012345", "unsure", "not-applicable"]


@pytest.mark.parametrize(
    "value",
    ["-1", "6", "2.5", "٣", "NaN", "true", "1" + "0" * 30, "²", "2 ", "0x1", "\x00", "level"],
)
def test_t64_what_is_no_level_is_refused(save: Save, value: str) -> None:
    response = save(value)
    assert response.status_code == 422
    assert words(response) == "Not saved. Choose one of the levels from 0 to 5."
    assert stored() == []


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=st.text(st.characters(codec="utf-8"), min_size=1, max_size=8))
def test_t64_no_text_but_the_eight_answers_is_stored(save: Save, value: str) -> None:
    if value not in LEVELS:
        assert save(value).status_code == 422
    assert Rating.objects.filter(skill_code="python").exclude(answer="level").count() == 0


@pytest.mark.parametrize("skill", ["prompt-engineering", "sourdough", "x" * 80, "_", "ml-engineer"])
def test_t64_a_skill_that_the_role_does_not_ask_is_refused(save: Save, skill: str) -> None:
    response = save("3", skill=skill)
    assert response.status_code == 422
    assert words(response) == "Not saved. This assessment does not ask about that skill."
    assert stored() == []


def test_a_skill_that_a_link_asked_for_is_accepted(save: Save, adas: Assessment) -> None:
    actions.focus_assessment(assessment=adas, skill_codes=["prompt-engineering"])
    assert save("3", skill="prompt-engineering").status_code == 200


def test_each_problem_is_said(save: Save) -> None:
    response = save("3", evidence_url="javascript:alert(1)", last_used="now")
    assert response.status_code == 422
    assert words(response) == (
        "Not saved. Choose this month, this year or longer ago. "
        "Enter a link that starts with http:// or https://."
    )
    assert stored() == []


def test_t66_a_million_characters_are_refused(save: Save) -> None:
    response = save("3", note="x" * 10**6)
    assert response.status_code == 422
    assert words(response) == "Not saved. Enter a note of at most 4,000 characters."


def test_t84_after_submission_nothing_is_saved(save: Save, adas: Assessment) -> None:
    save("2")
    actions.submit_assessment(assessment=adas)
    response = save("5", seen="1")
    assert response.status_code == 409
    assert words(response) == (
        "Not saved. This assessment is submitted and no longer changes. Retake it instead."
    )
    assert stored() == [("python", "2", 1)]


# --- Who may -----------------------------------------------------------------------------------


def test_somebody_elses_looks_like_none(ben: User, adas: Assessment, signed_in: SignIn) -> None:
    client = signed_in(ben)
    for it in (adas, Assessment(pk=uuid4())):
        assert client.post(save_url(it, "python"), answer("python", "2")).status_code == 404
    assert stored() == []


def test_without_a_session_the_page_stays_open(client: Client, adas: Assessment) -> None:
    """No redirect: Continue takes what the page holds along to sign-in."""
    response = client.post(
        save_url(adas, "python"), answer("python", "2"), headers={"HX-Request": "true"}
    )
    assert (response.status_code, "HX-Redirect" in response.headers) == (403, False)
    assert stored() == []


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_nothing_but_post(ada: User, adas: Assessment, signed_in: SignIn, method: str) -> None:
    response = getattr(signed_in(ada), method)(save_url(adas, "python"))
    assert response.status_code == 405


def test_csrf_is_asked_for(ada: User, adas: Assessment) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(save_url(adas, "python"), answer("python", "2")).status_code == 403
    assert stored() == []


@pytest.mark.parametrize("count", [0, 12, 25])
def test_queries(
    ada: User,
    assessment: Make,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    """Session, person, assessment; then lock, look and store between two marks of a savepoint."""
    skills = [each.skill for each in current_release().framework.roles["ml-engineer"].requirements]
    made = assessment(ada, answers=dict.fromkeys(skills[1:][:count], "2"))
    client = signed_in(ada)
    client.get(reverse("assessments:assessment_detail", args=[made.pk]))
    with django_assert_num_queries(8):
        client.post(save_url(made, "python"), answer("python", "2"))
