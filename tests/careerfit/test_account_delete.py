"""Deleting one's account: ux.md L12-1, G-35; security.md T-128, T-30."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments import actions, sharing
from assessments.actions import Answer
from assessments.models import Assessment, Rating, Result, ShareLink
from roadmaps.actions import (
    Work,
    add_log_entry,
    choose_reminder,
    create_path,
    set_step_status,
)
from roadmaps.drafts import Terms
from roadmaps.models import LearningPath, LogEntry, PathStep, Reminder, StepProgress
from taxonomy.models import Release
from tests.accounts.pages import Page
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
SignIn = Callable[[User], Client]
URL = "/your-data/delete-account/"
SENTINEL = "zanzibar"


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def on_the_way(person: User, word: str) -> None:
    """A path with a step begun, an entry in the log, and the weekly mail."""
    terms = Terms(("ml-engineer",), Decimal(6), date(2026, 11, 23))
    path = create_path(learner=person, key=uuid4(), terms=terms)
    step = path.steps.first().pair
    work = Work(date(2026, 11, 23), Decimal(1), f"{word} was here", f"https://{word}.example")
    add_log_entry(learner=person, key=uuid4(), step=step, work=work)
    set_step_status(learner=person, step=step, status="doing")
    choose_reminder(learner=person, weekday=0)


def test_g_35_the_page_counts_what_goes(
    client_of_ada: Client, ada: User, ben: User, assessment: Make
) -> None:
    assessment(ben, answers={"python": "2"}, is_submitted=True)
    for is_submitted in (True, False, False):
        assessment(ada, answers={"python": "2"}, is_submitted=is_submitted)
    for person in (ada, ben):
        on_the_way(person, "word")
    page = Page(client_of_ada.get(URL))
    assert page.one("h1").text == "Delete your account"
    said = [each.text for each in page.all("li")]
    assert "3 assessments with all answers, evidence links and notes" in said
    assert "1 result, and every link you shared to one" in said
    assert "1 path, and what you said of 1 step" in said
    assert "1 log entry with all hours, notes and evidence links" in said
    assert "your choice of a weekly mail: no more will come" in said
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Enter your password."),
        ({"password": ""}, "Enter your password."),
        ({"password": "wrong"}, "That is not your password."),
        ({"password": PASSWORD.upper()}, "That is not your password."),
        ({"password": f" {PASSWORD}"}, "That is not your password."),
        ({"password": "x" * 5_000}, "That is not your password."),
    ],
)
def test_l12_1_without_the_password_nothing_goes(
    client_of_ada: Client, ada: User, sent: dict[str, str], sentence: str
) -> None:
    response = client_of_ada.post(URL, sent)
    page = Page(response)
    assert response.status_code == 422
    assert page.one("title").text == "Error: Delete your account – CareerFit"
    assert (page.problems, page.problem_at("password")) == (
        [(sentence, "#id_password")],
        sentence,
    )
    assert "value" not in page.one("input", name="password").attrs
    assert (User.objects.get(), mail.outbox) == (ada, [])


def test_l12_1_it_signs_out_and_confirms_by_mail(client_of_ada: Client) -> None:
    response = client_of_ada.post(URL, {"password": PASSWORD})
    assert (response.status_code, response["Location"]) == (303, reverse("landing"))
    page = Page(client_of_ada.get(reverse("landing")))
    assert page.one("div", role="status").text == "Your account and everything in it are deleted."
    assert client_of_ada.get(reverse("home")).status_code == 302
    (message,) = mail.outbox
    assert (message.to, message.subject) == (
        ["ada@example.org"],
        "Your CareerFit account is deleted",
    )
    assert message.body.startswith(
        "Your account, your assessments, results, paths and log are removed"
    )


def test_l12_1_it_signs_out_everywhere(ada: User, signed_in: SignIn) -> None:
    here, there = signed_in(ada), signed_in(ada)
    key = there.session.session_key
    assert there.get(reverse("home")).status_code == 200
    here.post(URL, {"password": PASSWORD})
    assert there.get(reverse("home")).status_code == 302
    assert not Session.objects.filter(pk=key).exists()


@time_machine.travel(datetime(2026, 11, 21, 12, tzinfo=UTC), tick=False)
def test_the_password_cannot_be_guessed_here(client_of_ada: Client, ada: User) -> None:
    for _ in range(10):
        assert client_of_ada.post(URL, {"password": "wrong"}).status_code == 422
    response = client_of_ada.post(URL, {"password": PASSWORD})
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert User.objects.get() == ada


def dump() -> str:
    """Every row of every table, sessions readable, in one text."""
    rows = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [str(row) for row in cursor.fetchall()]
    return "\n".join(rows).casefold()


@pytest.fixture
def zoe(assessment: Make) -> User:
    """Somebody who has left a trace in every place where one can."""
    user = User.objects.create_user(
        email=f"{SENTINEL}@example.org", password=PASSWORD, name=SENTINEL.upper()
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    answer = Answer("4", "month", f"https://{SENTINEL}.example", f"Written by {SENTINEL}")
    done = assessment(user, answers={"python": answer}, is_submitted=True)
    sharing.create_share_link(assessment=done, shows_name=True)
    actions.retake_assessment(assessment=done, key=uuid4(), keeps_answers=True)
    on_the_way(user, SENTINEL)
    return user


def test_t128_nothing_of_the_person_is_left_in_any_table(
    zoe: User, ada: User, assessment: Make
) -> None:
    kept = assessment(ada, answers={"python": "2"}, is_submitted=True)
    on_the_way(ada, "elsewhere")
    steps = PathStep.objects.filter(path__learner=ada).count()
    browser, other = Client(), Client()
    for client in (browser, other):
        form = {"login": zoe.email, "password": PASSWORD}
        assert client.post(reverse("account_login"), form).status_code == 303
    assert dump().count(SENTINEL) >= 8
    browser.post(URL, {"password": PASSWORD})
    assert SENTINEL not in dump()
    assert list(User.objects.all()) == [ada]
    counts = [model.objects.count() for model in (Assessment, Rating, Result, ShareLink)]
    assert (counts, Assessment.objects.get()) == ([1, 1, 1, 0], kept)
    tables = (LearningPath, PathStep, StepProgress, LogEntry, Reminder)
    assert [model.objects.count() for model in tables] == [1, steps, 1, 1, 1]


def test_t128_a_sign_in_under_way_is_forgotten_too(zoe: User) -> None:
    halfway = Client()
    session = halfway.session
    session["account_login"] = {"user_pk": str(zoe.pk), "email": zoe.email}
    session.save()
    browser = Client()
    browser.post(reverse("account_login"), {"login": zoe.email, "password": PASSWORD})
    browser.post(URL, {"password": PASSWORD})
    assert SENTINEL not in dump()


def test_other_peoples_sessions_live_on(
    client_of_ada: Client, ben: User, signed_in: SignIn
) -> None:
    bens = signed_in(ben)
    client_of_ada.post(URL, {"password": PASSWORD})
    assert bens.get(reverse("home")).status_code == 200


def test_what_an_author_published_stays_without_the_name(client_of_ada: Client, ada: User) -> None:
    release = Release.objects.get()
    made = Release.objects.create(number=2, author=ada, document=release.document, sha256="f" * 64)
    assert client_of_ada.post(URL, {"password": PASSWORD}).status_code == 303
    made.refresh_from_db()
    assert (made.author, made.document) == (None, release.document)


def test_every_table_about_people_is_thought_of() -> None:
    """A new table that names people joins this list with a line in the trace above."""
    naming = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model is User and not field.auto_created
    }
    assert {name for name in naming if "Historical" not in name} == {
        "account.EmailAddress",
        "assessments.Assessment",
        "mfa.Authenticator",
        "roadmaps.LearningPath",
        "roadmaps.LogEntry",
        "roadmaps.Reminder",
        "roadmaps.StepProgress",
        "taxonomy.Release",
    }


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(URL)["Location"] == f"{reverse('account_login')}?next={URL}"
    assert client.post(URL, {"password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_but_get_and_post(client_of_ada: Client, method: str) -> None:
    assert getattr(client_of_ada, method)(URL).status_code == 405
