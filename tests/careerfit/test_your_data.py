"""One's own data: ux.md L12, security.md T-56, T-126."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Assessment
from careerfit.personal_data import as_json
from careerfit.spreadsheets import answers_csv, log_csv, steps_csv
from roadmaps.actions import (
    Work,
    add_log_entry,
    choose_reminder,
    create_path,
    set_step_status,
)
from roadmaps.drafts import Terms
from tests.accounts.pages import Page

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
SignIn = Callable[[User], Client]
URL = "/your-data/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def on_the_way(person: User) -> None:
    """A path, one step begun, two entries in the log, and the weekly mail."""
    key = uuid4()
    roles = ("ml-engineer", "data-scientist")[person.paths.count() :]
    path = create_path(learner=person, key=key, terms=Terms(roles, Decimal(6), NOON.date()))
    step = path.steps.first().pair
    set_step_status(learner=person, step=step, status="doing")
    for _ in range(2):
        work = Work(NOON.date(), Decimal(1))
        add_log_entry(learner=person, key=uuid4(), step=step, work=work)
    choose_reminder(learner=person, weekday=0)


def test_l12_it_says_who_sees_what_and_how_much_there_is(
    client_of_ada: Client, ada: User, ben: User, assessment: Make
) -> None:
    assessment(ben, answers={"python": "2"}, is_submitted=True)
    for is_submitted in (True, False):
        assessment(ada, answers={"python": "2"}, is_submitted=is_submitted)
    for person in (ben, ben, ada):
        on_the_way(person)
    page = Page(client_of_ada.get(URL))
    assert page.one("h1").text == "Your data"
    terms, values = ([each.text for each in page.all(tag)] for tag in ("dt", "dd"))
    assert dict(zip(terms, values, strict=True)) == {
        "Assessments": "2",
        "Results": "1",
        "Paths": "1",
        "Steps begun, done or skipped": "1",
        "Log entries": "2",
        "Weekly mail": "On",
    }
    assert next(each.text for each in page.all("p") if each.is_main) == (
        "Only you see your answers, results, paths and log. You are in no cohort, so no staff can "
        "see them; a result is seen by others only through a link that you made yourself."
    )


def test_the_ways_on(client_of_ada: Client) -> None:
    page = Page(client_of_ada.get(URL))
    links = {each.text: each["href"] for each in page.all("a") if each.is_main}
    assert links == {
        "account page": reverse("accounts:preferences"),
        "Who can see your evidence": reverse("roadmaps:evidence_list"),
        "Download my data (JSON)": "/your-data/download/json/",
        "Download my answers (CSV)": "/your-data/download/csv/",
        "Download my steps (CSV)": "/your-data/download/steps/",
        "Download my log (CSV)": "/your-data/download/log/",
        "Delete my account": "/your-data/delete-account/",
    }


@pytest.mark.parametrize(
    ("kind", "content_type", "make", "name"),
    [
        ("json", "application/json", as_json, "careerfit-your-data.json"),
        ("csv", "text/csv; charset=utf-8", answers_csv, "careerfit-your-data.csv"),
        ("steps", "text/csv; charset=utf-8", steps_csv, "careerfit-your-steps.csv"),
        ("log", "text/csv; charset=utf-8", log_csv, "careerfit-your-log.csv"),
    ],
)
def test_l12_2_a_download_is_the_export_as_a_file(
    client_of_ada: Client,
    ada: User,
    assessment: Make,
    kind: str,
    content_type: str,
    make: Callable[[User], str],
    name: str,
) -> None:
    assessment(ada, answers={"python": "2"}, is_submitted=True)
    on_the_way(ada)
    response = client_of_ada.get(reverse("your_data_download", args=[kind]))
    ada.refresh_from_db()
    assert response.content.decode() == make(ada)
    assert {name: response[name] for name in ("Content-Type", "Content-Disposition")} == {
        "Content-Type": content_type,
        "Content-Disposition": f'attachment; filename="{name}"',
    }


def test_t56_a_download_is_stored_nowhere(client_of_ada: Client) -> None:
    response = client_of_ada.get(reverse("your_data_download", args=["json"]))
    assert response["Cache-Control"] == "no-store"


def test_t127_everybody_gets_their_own(ada: User, ben: User, signed_in: SignIn) -> None:
    url = reverse("your_data_download", args=["json"])
    told = [json.loads(signed_in(who).get(url).content)["account"]["name"] for who in (ada, ben)]
    assert told == ["Ada", "Ben"]


@pytest.mark.parametrize("kind", ["xlsx", "JSON", "..", "json.csv"])
def test_t81_other_formats_are_not_there(client_of_ada: Client, kind: str) -> None:
    assert client_of_ada.get(f"/your-data/download/{kind}/").status_code == 404


@pytest.mark.parametrize("path", [URL, "/your-data/download/json/", "/your-data/download/csv/"])
def test_a_visitor_is_asked_to_sign_in(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == f"{reverse('account_login')}?next={path}"


@pytest.mark.parametrize("path", [URL, "/your-data/download/json/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(client_of_ada: Client, path: str, method: str) -> None:
    assert getattr(client_of_ada, method)(path).status_code == 405


@pytest.mark.parametrize("count", [1, 5])
def test_queries(
    client_of_ada: Client,
    ada: User,
    assessment: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        assessment(ada, answers={"python": "2"}, is_submitted=True)
    on_the_way(ada)
    client_of_ada.get(URL)
    with django_assert_num_queries(8):
        client_of_ada.get(URL)
    with django_assert_num_queries(12):
        client_of_ada.get(reverse("your_data_download", args=["json"]))
