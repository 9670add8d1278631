"""The word on a step: one POST, and one back. ux.md L9-1, G-16, G-17."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from roadmaps.actions import set_step_status
from roadmaps.models import LearningPath, StepProgress
from tests.accounts.pages import Page

pytestmark = pytest.mark.django_db

MakePath = Callable[..., LearningPath]
URL = "/steps/python/1/status/save/"


@pytest.fixture
def client_of_ada(ada: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(ada)


def status(learner: User) -> str:
    row = StepProgress.objects.filter(learner=learner, skill_code="python", to_level=1).first()
    return row.status if row else "to-do"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("doing", "Python to Aware: started."),
        ("done", "Python to Aware: done."),
        ("skipped", "Python to Aware: skipped."),
    ],
)
def test_l9_1_the_status_line_says_it_and_offers_the_way_back(
    client_of_ada: Client, ada: User, make_path: MakePath, word: str, said: str
) -> None:
    goal = reverse("roadmaps:path_detail", args=[make_path(ada).pk])
    response = client_of_ada.post(URL, {"status": word, "next": goal})
    assert (response.status_code, response["Location"], status(ada)) == (303, goal, word)
    page = Page(client_of_ada.get(goal))
    line = page.one("div", role="status")
    assert line.text == f"{said} Undo"
    form = page.all("form", action=URL)[0]
    fields = {
        each["name"]: each["value"]
        for each in page.elements[page.elements.index(form) : page.elements.index(form) + 5]
        if each.tag == "input" and each["name"] != "csrfmiddlewaretoken"
    }
    assert fields == {"status": "to-do", "next": goal}
    back = client_of_ada.post(form["action"], fields)
    assert (back.status_code, back["Location"], status(ada)) == (303, goal, "to-do")
    assert Page(client_of_ada.get(goal)).one("div", role="status").text == (
        "Python to Aware: to do again. Undo"
    )


def test_the_way_back_leads_to_the_status_before(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    make_path(ada)
    set_step_status(learner=ada, step=("python", 1), status="doing")
    client_of_ada.post(URL, {"status": "done", "next": "/home/"})
    page = Page(client_of_ada.get("/home/"))
    assert [each["value"] for each in page.all("input", name="status")] == ["doing"]


def test_saying_the_same_again_changes_and_says_nothing(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    make_path(ada)
    set_step_status(learner=ada, step=("python", 1), status="done")
    before = StepProgress.objects.get()
    client_of_ada.post(URL, {"status": "done", "next": "/home/"})
    assert StepProgress.objects.get().changed_at == before.changed_at
    assert Page(client_of_ada.get("/home/")).one("div", role="status").text == ""


@pytest.mark.parametrize("word", ["", "finished", "DONE", "to do", "done\x00", "' OR 1=1 --"])
def test_an_unknown_word_is_refused_with_a_sentence(
    client_of_ada: Client, ada: User, make_path: MakePath, word: str
) -> None:
    make_path(ada)
    set_step_status(learner=ada, step=("python", 1), status="doing")
    response = client_of_ada.post(URL, {"status": word, "next": "/home/"})
    assert (response.status_code, status(ada)) == (422, "doing")
    page = Page(response)
    assert page.one("p", class_="lead").text == (
        "Choose to do, doing, done or skip. Nothing was changed."
    )
    assert page.one("a", class_="btn")["href"] == "/home/"


def test_a_step_of_no_path_is_refused_with_a_sentence(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    before = list(path.steps.values())
    path.steps.filter(skill_code="python").delete()
    response = client_of_ada.post(URL, {"status": "done"})
    assert response.status_code == 404
    assert Page(response).one("p", class_="lead").text == (
        "This step is no longer part of your paths. What you logged is kept."
    )
    assert not StepProgress.objects.exists()
    assert list(path.steps.values()) == [row for row in before if row["skill_code"] != "python"]


def test_a_step_that_stands_in_somebody_elses_path_only_is_refused(
    client_of_ada: Client, ada: User, ben: User, make_path: MakePath
) -> None:
    make_path(ben)
    assert client_of_ada.post(URL, {"status": "done"}).status_code == 404
    assert not StepProgress.objects.exists()


def test_ones_own_word_changes_nobody_elses_step(
    client_of_ada: Client, ada: User, ben: User, make_path: MakePath
) -> None:
    make_path(ada)
    make_path(ben)
    client_of_ada.post(URL, {"status": "done"})
    assert (status(ada), status(ben)) == ("done", "to-do")


@pytest.mark.parametrize("level", ["0", "5", "9", "-1", "1.0", "01", "x", "99999999999999999999"])
def test_there_is_no_other_level(
    client_of_ada: Client, ada: User, make_path: MakePath, level: str
) -> None:
    make_path(ada)
    url = f"/steps/python/{level}/status/save/"
    assert client_of_ada.post(url, {"status": "done"}).status_code == 404


@pytest.mark.parametrize(
    "goal", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_next_leads_nowhere_else(
    client_of_ada: Client, ada: User, make_path: MakePath, goal: str
) -> None:
    make_path(ada)
    response = client_of_ada.post(URL, {"status": "done", "next": goal})
    assert (response.status_code, response["Location"]) == (303, reverse("home"))


def test_it_counts_in_every_path(client_of_ada: Client, ada: User, make_path: MakePath) -> None:
    paths = [make_path(ada, role) for role in ("ml-engineer", "mlops-engineer")]
    client_of_ada.post(URL, {"status": "done"})
    for path in paths:
        page = Page(client_of_ada.get(reverse("roadmaps:path_detail", args=[path.pk])))
        assert page.one("summary").text == "1 step done"


def test_a_visitor_is_refused(client: Client, ada: User, make_path: MakePath) -> None:
    make_path(ada)
    assert (client.post(URL, {"status": "done"}).status_code, status(ada)) == (403, "to-do")


def test_nothing_is_written_by_get(client_of_ada: Client, ada: User, make_path: MakePath) -> None:
    make_path(ada)
    response = client_of_ada.get(URL, {"status": "done"})
    assert (response.status_code, status(ada)) == (405, "to-do")


def test_queries(
    client_of_ada: Client,
    ada: User,
    make_path: MakePath,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Session, person; savepoint and lock, progress, is it known, store; the name to say."""
    make_path(ada)
    make_path(ada, "data-scientist")
    client_of_ada.get("/home/")
    with django_assert_num_queries(9):
        client_of_ada.post(URL, {"status": "done"})
