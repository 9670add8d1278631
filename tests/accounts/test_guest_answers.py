"""What a guest has answered, and what was sent after a session ended: ux.md L2-2, G-19, T-21."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments import actions
from assessments.models import Assessment, Owner, Rating
from taxonomy.queries import current_release

from .conftest import PASSWORD
from .pages import Page

pytestmark = pytest.mark.django_db

KEY = "the-guests-key"


@pytest.fixture
def guests(client: Client) -> Assessment:
    """An assessment that the visitor behind `client` began as a guest."""
    session = client.session
    session["guest_key"] = KEY
    session.save()
    client.cookies["sessionid"] = session.session_key
    return begin(Owner(None, KEY))


def begin(owner: Owner) -> Assessment:
    role = next(iter(current_release().framework.roles))
    return actions.start_assessment(owner=owner, key=uuid4(), role_code=role)


def test_l2_2_sign_up_moves_the_guests_answers(
    client: Client, guests: Assessment, sign_up_form: dict[str, str]
) -> None:
    client.post(reverse("account_signup"), sign_up_form)
    guests.refresh_from_db()
    assert (guests.learner, guests.guest_key) == (User.objects.get(), "")
    assert "guest_key" not in client.session


def test_l2_2_sign_in_moves_them_to_that_account_only(
    client: Client, guests: Assessment, sign_in_form: dict[str, str], ada: User, ben: User
) -> None:
    others = begin(Owner(None, "another-guest"))
    client.post(reverse("account_login"), sign_in_form)
    assert list(Assessment.objects.filter(learner=ada)) == [guests]
    others.refresh_from_db()
    assert others.guest_key == "another-guest"


def test_t21_the_guests_key_is_dead_afterwards(
    client: Client, guests: Assessment, sign_in_form: dict[str, str], ada: User
) -> None:
    client.post(reverse("account_login"), sign_in_form)
    late = Client()
    session = late.session
    session["guest_key"] = KEY
    session.save()
    late.cookies["sessionid"] = session.session_key
    answers = [
        late.get(reverse("assessments:assessment_detail", args=[pk])) for pk in (guests.pk, uuid4())
    ]
    assert answers[0].status_code == answers[1].status_code != 200
    assert not Assessment.objects.filter(guest_key=KEY).exists()


def test_a_wrong_password_moves_nothing(
    client: Client, guests: Assessment, sign_in_form: dict[str, str], ada: User
) -> None:
    client.post(reverse("account_login"), sign_in_form | {"password": "wrong"})
    guests.refresh_from_db()
    assert guests.guest_key == KEY
    assert client.session["guest_key"] == KEY


def answered_page(client: Client, url: str) -> dict[str, str]:
    """The first page of questions as a form, with level 3 chosen for the first skill."""
    page = Page(client.get(url))
    fields = {e["name"]: e["value"] for e in page.all("input", type="hidden")}
    first = next(e["name"] for e in page.all("input", type="radio"))
    return fields | {first: "3"}


@pytest.fixture
def adas_url(ada: User) -> str:
    assessment = begin(Owner(ada, ""))
    return reverse("assessments:question_page", args=[assessment.pk, "first", 1])


def test_g_19_answers_sent_after_the_session_ended_are_stored(
    adas_url: str, ada: User, sign_in_form: dict[str, str], signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(ada)
    form = answered_page(client, adas_url)
    del client.cookies["sessionid"]
    response = client.post(adas_url, form)
    assert response.status_code == 303
    page = Page(client.get(response["Location"]))
    assert page.one("h1").text == "Sign in"
    back = {"next": page.field("next")["value"]}
    response = client.post(reverse("account_login"), sign_in_form | back)
    assert (response.status_code, response["Location"]) == (303, adas_url)
    assert [rating.level for rating in Rating.objects.all()] == [3]
    assert Page(client.get(adas_url)).one("div", role="status").text == (
        "The answers you sent before signing in are saved."
    )
    assert "pending_answers" not in client.session


def test_t42_answers_in_flight_outlive_the_idle_limit(
    adas_url: str, ada: User, sign_in_form: dict[str, str], client: Client
) -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False) as clock:
        client.post(reverse("account_login"), sign_in_form)
        form = answered_page(client, adas_url)
        clock.shift(timedelta(hours=24, seconds=1))
        assert client.post(adas_url, form)["Location"].startswith(reverse("account_login"))
        client.post(reverse("account_login"), sign_in_form)
    assert [rating.level for rating in Rating.objects.all()] == [3]


def test_g_19_somebody_else_who_signs_in_stores_nothing(
    adas_url: str, ada: User, ben: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(ada)
    form = answered_page(client, adas_url)
    del client.cookies["sessionid"]
    client.post(adas_url, form)
    bens = {"login": "ben@example.org", "password": PASSWORD}
    assert client.post(reverse("account_login"), bens).status_code == 303
    assert not Rating.objects.exists()
    assert "pending_answers" not in client.session
