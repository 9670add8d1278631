"""The choice of a day for the weekly mail: off until chosen."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from roadmaps.models import Reminder
from tests.accounts.pages import Page

pytestmark = pytest.mark.django_db

URL = "/reminders/"
WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAYS = ["No mail", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SignIn = Callable[[User], Client]


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return signed_in(ada)


def lead(page: Page) -> str:
    return page.one("p", class_="lead").text


def chosen(page: Page) -> list[str]:
    return [each["value"] for each in page.all("input", name="day") if "checked" in each.attrs]


def test_it_is_off_until_a_day_is_chosen(client_of_ada: Client) -> None:
    page = Page(client_of_ada.get(URL))
    assert page.one("h1").text == "Weekly mail"
    assert lead(page) == "You get no weekly mail. Choose a day, and it comes to ada@example.org."
    assert chosen(page) == ["none"]
    labels = [each.text for each in page.all("label") if each.is_main]
    assert labels == DAYS
    assert not Reminder.objects.exists()


@time_machine.travel(WEDNESDAY, tick=False)
def test_a_day_is_chosen_and_the_next_mail_is_named(client_of_ada: Client, ada: User) -> None:
    response = client_of_ada.post(URL, {"day": "0"})
    assert (response.status_code, response["Location"]) == (303, URL)
    page = Page(client_of_ada.get(URL))
    assert page.one("div", role="status").text == "The weekly mail comes on Mondays."
    assert lead(page) == "The next mail comes on Monday 30 November 2026, to ada@example.org."
    assert chosen(page) == ["0"]
    stored = Reminder.objects.get()
    assert (stored.learner, stored.weekday, stored.created_at) == (ada, 0, WEDNESDAY)


@time_machine.travel(datetime(2026, 11, 25, 23, 30, tzinfo=UTC), tick=False)
def test_the_day_is_one_of_the_learners_own_zone(client_of_ada: Client, ada: User) -> None:
    """In Kathmandu it is Thursday already, so Thursday is a week away."""
    User.objects.update(time_zone="Asia/Kathmandu")
    client_of_ada.post(URL, {"day": "3"})
    page = Page(client_of_ada.get(URL))
    assert lead(page) == "The next mail comes on Thursday 3 December 2026, to ada@example.org."
    assert "in your time zone, Asia/Kathmandu" in page.one("main").text


@time_machine.travel(WEDNESDAY, tick=False)
def test_another_day_keeps_when_the_last_mail_was(client_of_ada: Client) -> None:
    client_of_ada.post(URL, {"day": "0"})
    Reminder.objects.update(last_sent_on=date(2026, 11, 23))
    client_of_ada.post(URL, {"day": "3"})
    assert Reminder.objects.get().last_sent_on == date(2026, 11, 23)
    page = Page(client_of_ada.get(URL))
    assert lead(page) == "The next mail comes on Thursday 3 December 2026, to ada@example.org."


def test_no_mail_takes_it_back(client_of_ada: Client) -> None:
    client_of_ada.post(URL, {"day": "0"})
    client_of_ada.get(URL)
    client_of_ada.post(URL, {"day": "none"})
    assert not Reminder.objects.exists()
    page = Page(client_of_ada.get(URL))
    assert page.one("div", role="status").text == "You get no weekly mail."
    client_of_ada.post(URL, {"day": "none"})
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"day": ""}, {"day": "7"}, {"day": "-1"}, {"day": "Monday"}])
def test_g_15_what_is_no_day_is_refused(client_of_ada: Client, sent: dict[str, str]) -> None:
    client_of_ada.post(URL, {"day": "2"})
    response = client_of_ada.post(URL, sent)
    page = Page(response)
    assert response.status_code == 422
    assert page.one("title").text == "Error: Weekly mail – Path – CareerFit"
    assert page.problems == [("Choose a day, or no mail.", "#id_day_0")]
    assert Reminder.objects.get().weekday == 2


def test_an_address_that_nobody_confirmed_gets_nothing(ada: User, signed_in: SignIn) -> None:
    """Else anybody could send mail to a stranger every week."""
    client = signed_in(ada)
    page = Page(client.get(URL))
    assert page.one("a", href=reverse("account_email")).text == "Confirm your address"
    response = client.post(URL, {"day": "0"})
    assert response.status_code == 422
    assert Page(response).problems == [
        ("Confirm your e-mail address first, then choose a day.", "#id_day_0")
    ]
    assert not Reminder.objects.exists()


def test_an_address_changed_later_is_told(client_of_ada: Client) -> None:
    client_of_ada.post(URL, {"day": "0"})
    EmailAddress.objects.update(verified=False)
    assert lead(Page(client_of_ada.get(URL))) == (
        "No mail comes until you have confirmed ada@example.org. Confirm your address"
    )
    client_of_ada.post(URL, {"day": "none"})
    assert not Reminder.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(URL)["Location"] == f"{reverse('account_login')}?next={URL}"
    assert client.post(URL, {"day": "0"}).status_code == 403


def test_queries(client_of_ada: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client_of_ada.post(URL, {"day": "0"})
    client_of_ada.get(URL)
    with django_assert_num_queries(5):  # session, person, reminder, address, second step
        client_of_ada.get(URL)
