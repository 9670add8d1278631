"""The learner's paths: ux.md L3-3, L9."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Assessment
from roadmaps.actions import set_step_status
from roadmaps.models import LearningPath
from tests.accounts.pages import Page
from tests.assessments.newer import keep_roles, republish

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
MakePath = Callable[..., LearningPath]
SignIn = Callable[[User], Client]
URL = "/paths/"


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def said(page: Page) -> list[str]:
    return [each.text for each in page.all("p") if each.is_main]


def links(page: Page) -> list[tuple[str, str]]:
    return [(each.text, each["href"]) for each in page.all("a") if each.is_main]


def test_l3_3_none_is_one_sentence_and_one_button(
    client_of_ada: Client, ben: User, make_path: MakePath
) -> None:
    make_path(ben)
    page = Page(client_of_ada.get(URL))
    assert page.one("h1").text == "Your paths"
    assert said(page) == [
        "You have no path yet: choose a role, and every step to it gets its days."
    ]
    assert links(page) == [("Choose a role", reverse("taxonomy:role_list"))]


def test_a_path_says_how_far_it_is_and_when_it_ends(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, "ml-engineer", "data-scientist", hours="1.5")
    steps = [step.pair for step in path.steps.all()]
    for step, status in zip(steps, ("done", "done", "skipped", "doing"), strict=False):
        set_step_status(learner=ada, step=step, status=status)
    page = Page(client_of_ada.get(URL))
    end = max(step.ends_on for step in path.steps.all())
    assert said(page) == [
        "You have one path.",
        f"2 of {len(steps) - 1} steps done; at 1.5 hours a week it ends on {end.day} {end:%B %Y}.",
        "Re-plan the path to Machine-learning engineer and Data scientist "
        "Delete the path to Machine-learning engineer and Data scientist",
    ]
    assert links(page)[0] == (
        "Machine-learning engineer and Data scientist",
        reverse("roadmaps:path_detail", args=[path.pk]),
    )
    assert [address for _, address in links(page)[1:]] == [
        reverse("roadmaps:path_replan", args=[path.pk]),
        reverse("roadmaps:path_delete", args=[path.pk]),
        reverse("roadmaps:path_create"),
    ]


def test_the_end_is_that_of_what_is_open(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    *_, before, last = path.steps.order_by("ends_on")
    set_step_status(learner=ada, step=last.pair, status="done")
    end = before.ends_on
    assert f"it ends on {end.day} {end:%B %Y}." in said(Page(client_of_ada.get(URL)))[1]


@pytest.mark.parametrize(("status", "done"), [("done", "78 of 78"), ("skipped", "0 of 0")])
def test_without_open_steps_there_is_no_end(
    client_of_ada: Client, ada: User, make_path: MakePath, status: str, done: str
) -> None:
    for step in make_path(ada).steps.all():
        set_step_status(learner=ada, step=step.pair, status=status)
    assert said(Page(client_of_ada.get(URL)))[1] == f"{done} steps done."


def test_several_paths_stand_latest_first(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    with time_machine.travel("2026-11-01T10:00:00Z"):
        make_path(ada, "data-engineer", hours="1")
    with time_machine.travel("2026-11-02T10:00:00Z"):
        make_path(ada, "ml-engineer")
    page = Page(client_of_ada.get(URL))
    assert said(page)[0] == "You have 2 paths. A step that you finish counts in all of them."
    assert [each.text for each in page.all("h2") if each.is_main] == [
        "Machine-learning engineer",
        "Data engineer",
    ]
    assert "; at 1 hour a week it ends on " in said(page)[3]


def test_a_retired_role_keeps_its_name(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    make_path(ada, "data-engineer")
    republish(keep_roles("ml-engineer"))
    page = Page(client_of_ada.get(URL))
    assert [each.text for each in page.all("h2") if each.is_main] == ["Data engineer"]


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    asked = client.get(URL)
    assert (asked.status_code, asked["Location"]) == (302, f"{reverse('account_login')}?next={URL}")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_read_only(client_of_ada: Client, method: str) -> None:
    assert getattr(client_of_ada, method)(URL).status_code == 405


def test_queries(
    client_of_ada: Client,
    ada: User,
    make_path: MakePath,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_path(ada)
    client_of_ada.get(URL)
    with django_assert_num_queries(3):
        client_of_ada.get(URL)
    for role in ("data-engineer", "data-scientist", "ai-architect"):
        step = make_path(ada, role).steps.first()
        set_step_status(learner=ada, step=step.pair, status="done")
    with django_assert_num_queries(3):
        client_of_ada.get(URL)
