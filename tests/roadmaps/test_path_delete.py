"""Deleting a path: the plan goes, what was done stays: ux.md G-35."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from roadmaps.actions import Work, add_log_entry, set_step_status
from roadmaps.models import LearningPath, LogEntry, PathStep, StepProgress
from tests.accounts.pages import Page

pytestmark = pytest.mark.django_db

MakePath = Callable[..., LearningPath]
SignIn = Callable[[User], Client]
MONDAY = date(2026, 11, 23)


@pytest.fixture
def path(ada: User, make_path: MakePath) -> LearningPath:
    return make_path(ada, "data-engineer")


@pytest.fixture
def url(path: LearningPath) -> str:
    return reverse("roadmaps:path_delete", args=[path.pk])


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def work(person: User, step: tuple[str, int], *, done: bool = True) -> None:
    """Log an hour for a step, and call it done."""
    add_log_entry(learner=person, key=uuid4(), step=step, work=Work(MONDAY, Decimal(1)))
    if done:
        set_step_status(learner=person, step=step, status="done")


def listed(page: Page) -> list[str]:
    return [each.text for each in page.all("li") if each.is_main]


def test_g_35_the_page_counts_what_goes_and_what_stays(
    client_of_ada: Client, ada: User, ben: User, path: LearningPath, url: str, make_path: MakePath
) -> None:
    first, second, *_ = [step.pair for step in path.steps.all()]
    make_path(ben, "data-engineer")
    work(ada, first)
    work(ada, second, done=False)
    work(ben, first)
    elsewhere = make_path(ada, "ai-engineer").steps.exclude(
        skill_code__in=path.steps.values("skill_code")
    )
    work(ada, elsewhere.first().pair)
    page = Page(client_of_ada.get(url))
    count = path.steps.count()
    assert page.one("h1").text == "Delete this path?"
    assert page.one("p", class_="lead").text == (
        f"Your plan for Data engineer goes for good, with the days of {count} steps."
    )
    assert listed(page) == [
        "1 step that you finished",
        "2 log entries with hours, notes and links",
    ]
    assert LearningPath.objects.count() == 3


def test_it_counts_right_with_none_and_one(
    client_of_ada: Client, ada: User, path: LearningPath, url: str
) -> None:
    assert listed(Page(client_of_ada.get(url))) == [
        "0 steps that you finished",
        "0 log entries with hours, notes and links",
    ]
    work(ada, path.steps.first().pair)
    assert listed(Page(client_of_ada.get(url))) == [
        "1 step that you finished",
        "1 log entry with hours, notes and links",
    ]


def test_the_plan_goes_and_what_was_done_stays(
    client_of_ada: Client, ada: User, path: LearningPath, url: str
) -> None:
    work(ada, path.steps.first().pair)
    response = client_of_ada.post(url)
    goal = reverse("roadmaps:path_list")
    assert (response.status_code, response["Location"]) == (303, goal)
    assert [model.objects.count() for model in (LearningPath, PathStep)] == [0, 0]
    assert [model.objects.count() for model in (StepProgress, LogEntry)] == [1, 1]
    told = Page(client_of_ada.get(goal)).one("div", role="status").text
    assert told == ("Your path to Data engineer is deleted. What you finished and logged is kept.")
    assert client_of_ada.post(url).status_code == 404


def test_t_03_somebody_elses_looks_like_none(
    signed_in: SignIn, ben: User, client: Client, path: LearningPath, url: str
) -> None:
    stranger = signed_in(ben)
    assert [stranger.get(url).status_code, stranger.post(url).status_code] == [404, 404]
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"
    assert client.post(url).status_code == 403
    assert LearningPath.objects.get() == path


def test_queries(
    client_of_ada: Client,
    ada: User,
    path: LearningPath,
    url: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    work(ada, path.steps.first().pair)
    client_of_ada.get(url)
    with django_assert_num_queries(5):
        client_of_ada.get(url)
    for step in path.steps.all()[1:20]:
        work(ada, step.pair)
    with django_assert_num_queries(5):
        client_of_ada.get(url)
