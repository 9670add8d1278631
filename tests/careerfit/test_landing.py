"""The first page: ux.md L1."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import queries
from assessments.models import Assessment
from taxonomy.queries import current_release
from tests.accounts.pages import Element, Page
from tests.assessments.forms import question_url
from tests.assessments.newer import keep_roles, republish

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
URL = "/"


def primary(page: Page) -> Element:
    """The one primary button, whether it is a link or sends a form."""
    (button,) = [e for tag in ("a", "button") for e in page.all(tag, class_="btn-primary")]
    return button


def said(page: Page) -> list[str]:
    return [each.text for tag in ("p", "dt", "dd") for each in page.all(tag) if each.is_main]


def needed(role: str = "ml-engineer") -> list[str]:
    return [each.skill for each in current_release().framework.roles[role].requirements]


def test_l1_1_one_primary_button_start_now(client: Client) -> None:
    button = primary(Page(client.get(URL)))
    assert (button.tag, button.text, button["href"]) == (
        "a",
        "Start now",
        reverse("assessments:role_choice"),
    )


def test_l1_what_it_does_how_long_it_takes_who_sees_it(client: Client) -> None:
    page = Page(client.get(URL))
    assert page.one("h1").text == (
        "See which skills you have for a data or AI role, and what to learn next"
    )
    text = said(page)
    assert text[0] == (
        "12 questions, about 4 minutes, no account. "
        "You get a fit you can read line by line, and the first three things to learn."
    )
    assert [each for each in text if "full one" in each or "first result" in each] == [
        "12 questions for a first result",
        "23 to 26 for the full one",
    ]
    assert [each for each in text if each.startswith("about")] == [
        "about 4 minutes",
        "about 8 minutes",
    ]
    assert "No account needed" in text
    assert (
        "Nobody sees your answers until you join a cohort. "
        "Without an account they are removed after 30 days."
    ) in text


def test_l1_every_role_is_a_link(client: Client) -> None:
    page = Page(client.get(URL))
    roles = current_release().framework.roles.values()
    listed = [(e.text, e["href"]) for e in page.all("a") if e["href"].startswith("/roles/")]
    assert [each for each in listed if each[1] != reverse("taxonomy:role_list")] == [
        (role.name, reverse("taxonomy:role_detail", args=[role.code])) for role in roles
    ]
    assert "13 roles to compare with" in [each.text for each in page.all("h2")]


def test_l1_people_with_an_account_go_home(ada: User, signed_in: Callable[[User], Client]) -> None:
    response = signed_in(ada).get(URL)
    assert (response.status_code, response["Location"]) == (302, reverse("home"))


def test_l1_a_returning_guest_continues_where_they_left_off(
    guest: Client, assessment: Make
) -> None:
    made = assessment(guest, answers=dict.fromkeys(needed()[:9], "2"))
    page = Page(guest.get(URL))
    button = primary(page)
    taken = queries.sitting(made)
    goal = taken.next_page()
    assert button.text == "Continue where you left off: 9 of 26"
    assert button["href"] == (
        f"{question_url(made, goal.part, goal.number)}#q-{taken.next_skill.code}"
    )
    assert said(page)[0] == "You have answered 9 of 26 skills for Machine-learning engineer."


def test_l1_a_guest_who_has_answered_nothing_yet(guest: Client, assessment: Make) -> None:
    made = assessment(guest)
    button = primary(Page(guest.get(URL)))
    assert (button.text, button["href"]) == (
        "Continue where you left off: 0 of 26",
        f"{question_url(made)}#q-python",
    )


def test_l1_a_guest_who_has_answered_everything(guest: Client, assessment: Make) -> None:
    made = assessment(guest, answers=dict.fromkeys(needed(), "2"))
    button = primary(Page(guest.get(URL)))
    assert (button.text, button["href"]) == (
        "Check your answers",
        reverse("assessments:answer_check", args=[made.pk]),
    )


def test_a_guest_finds_the_way_back_to_a_result(
    guest: Client, client: Client, assessment: Make
) -> None:
    assessment(guest, answers={"python": "2"}, is_submitted=True)
    history = reverse("assessments:history")
    page = Page(guest.get(URL))
    assert [each.text for each in page.all("a", href=history)] == ["See your results"]
    assert primary(page).text == "Start now"
    assert Page(client.get(URL)).all("a", href=history) == []


def test_l4_3_with_one_role_the_button_starts_at_once(client: Client) -> None:
    republish(keep_roles("ai-engineer"))
    page = Page(client.get(URL))
    assert (primary(page).tag, primary(page).text) == ("button", "Start now")
    fields = {name: page.field(name)["value"] for name in ("role", "key")}
    (form,) = [e for e in page.all("form") if e.attrs["action"] == "/start/"]
    response = client.post(form["action"], fields)
    made = Assessment.objects.get()
    assert (made.role_code, str(made.pk)) == ("ai-engineer", fields["key"])
    assert response["Location"] == question_url(made)
    assert "26 for the full one" in said(page)


def test_t126_another_guests_sitting_is_not_shown(
    guest: Client, client: Client, assessment: Make
) -> None:
    assessment(guest)
    assert primary(Page(client.get(URL))).text == "Start now"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(client: Client, method: str) -> None:
    assert getattr(client, method)(URL).status_code == 405


def test_queries(
    client: Client,
    guest: Client,
    assessment: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """A new visitor costs the one that asks for the current release."""
    assessment(guest, answers={"python": "2"})
    with django_assert_num_queries(1):
        client.get(URL)
    with django_assert_num_queries(5):
        guest.get(URL)
