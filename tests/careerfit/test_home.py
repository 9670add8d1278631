"""Where a returning person starts: ux.md L3."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import queries
from assessments.models import Assessment
from roadmaps import actions
from roadmaps.lines import ready_lines
from roadmaps.models import LearningPath
from roadmaps.queries import path_page
from tests.accounts.pages import Page
from tests.assessments.forms import question_url
from tests.assessments.newer import Document, keep_roles, republish, role_in

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
MakePath = Callable[..., LearningPath]
SignIn = Callable[[User], Client]
URL = "/home/"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def links(page: Page) -> list[tuple[str, str]]:
    """The links of the page itself, in reading order."""
    return [(each.text, each["href"]) for each in page.all("a") if each.is_main]


def test_l3_3_a_new_account_sees_one_sentence_and_one_button(client_of_ada: Client) -> None:
    page = Page(client_of_ada.get(URL))
    assert page.one("h1").text == "Hello, Ada"
    assert [each.text for each in page.all("p") if each.is_main] == [
        "Choose a role and answer twelve questions to see where you stand."
    ]
    assert links(page) == [("Start now", reverse("assessments:role_choice"))]
    assert (page.all("table"), page.all("h2")) == ([], [])


def test_l3_1_the_first_link_goes_on_with_what_is_under_way(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    assessment(ada, answers={"python": "3"}, is_submitted=True)
    made = assessment(ada, answers={"python": "3", "sql": "1"})
    page = Page(client_of_ada.get(URL))
    goal = f"{question_url(made)}#q-testing-debugging"
    assert links(page)[0] == ("Continue: 2 of 26", goal)
    assert [each.text for each in page.all("h2") if each.is_main] == [
        "Your assessment for Machine-learning engineer",
        "Your latest result",
    ]


def test_l3_2_the_tasks_have_their_status_in_words(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "3", "sql": "1"})
    page = Page(client_of_ada.get(URL))
    described = [each for each in page.all("a") if "aria-describedby" in each.attrs]
    told = {e.text: page.one("span", id=e["aria-describedby"]).text for e in described}
    assert told == {task.name: task.status for task in queries.sitting(made).tasks()}


def test_l3_the_latest_result_comes_with_its_band(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    for days, level in ((10, "1"), (2, "4")):
        done = assessment(
            ada, answers={"python": level}, is_submitted=True, now=NOON - timedelta(days=days)
        )
    page = Page(client_of_ada.get(URL))
    assert links(page)[0] == (
        "Machine-learning engineer, 19 November 2026",
        reverse("assessments:result_detail", args=[done.pk]),
    )
    assert page.all("time")[0]["datetime"] == "2026-11-19T12:00:00+0000"
    assert ("Start a new assessment", reverse("assessments:role_choice")) in links(page)


def test_g_28_the_day_is_that_of_the_persons_zone(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    ada.time_zone = "Pacific/Apia"
    ada.save()
    assessment(ada, answers={"python": "1"}, is_submitted=True, now=NOON)
    page = Page(client_of_ada.get(URL))
    assert links(page)[0][0] == "Machine-learning engineer, 22 November 2026"
    assert page.all("time")[0]["datetime"] == "2026-11-22T01:00:00+1300"


def test_l3_4_a_change_of_the_role_is_told_and_counts_stay(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    assessment(ada, answers={"python": "3"})

    def ask_more(document: Document) -> None:
        more = {"skill": "prompt-engineering", "level": 2, "weight": 3, "cites": ["editorial"]}
        role_in(document, "ml-engineer")["requirements"].append(more)

    republish(ask_more)
    page = Page(client_of_ada.get(URL))
    assert page.one("p", class_="notice").text == (
        "1 skill was added to this role since you started. Your questions stay the same. "
        "See what the role asks now"
    )
    assert links(page)[0][0] == "Continue: 1 of 26"


def test_a_role_that_was_withdrawn_is_gone_on_with(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    assessment(ada, answers={"python": "3"})
    republish(keep_roles("ai-engineer"))
    page = Page(client_of_ada.get(URL))
    assert (links(page)[0][0], page.all("p", class_="notice")) == ("Continue: 1 of 26", [])


def test_l4_3_with_one_role_the_button_starts_at_once(client_of_ada: Client) -> None:
    republish(keep_roles("ai-engineer"))
    page = Page(client_of_ada.get(URL))
    form = {name: page.field(name)["value"] for name in ("role", "key")}
    client_of_ada.post(reverse("assessments:role_choice"), form)
    assert Assessment.objects.get().role_code == "ai-engineer"


def test_nobody_elses_is_shown(client_of_ada: Client, ben: User, assessment: Make) -> None:
    assessment(ben, answers={"python": "3"}, is_submitted=True)
    assessment(ben, answers={"python": "3"})
    assert links(Page(client_of_ada.get(URL))) == [
        ("Start now", reverse("assessments:role_choice"))
    ]


def test_a_name_is_shown_whole_and_apart(client_of_ada: Client, ada: User) -> None:
    ada.name = "عبد الله <b>"
    ada.save()
    page = Page(client_of_ada.get(URL))
    assert (page.one("bdi").text, page.one("h1").text) == (ada.name, f"Hello, {ada.name}")


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(URL)["Location"] == f"{reverse('account_login')}?next={URL}"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(client_of_ada: Client, method: str) -> None:
    assert getattr(client_of_ada, method)(URL).status_code == 405


def buttons(page: Page) -> list[str]:
    return [each.text for each in page.all("button") if each.is_main]


def test_l3_1_with_a_path_the_first_link_is_the_first_ready_step(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    first, second, third = ready_lines(path_page(path, path.starts_on).lines)
    actions.set_step_status(learner=ada, step=first.pair, status="doing")
    page = Page(client_of_ada.get(URL))
    step = reverse("roadmaps:step_detail", args=first.pair)
    assert links(page)[0] == (first.name, step)
    assert buttons(page) == [f"Done: {first.name}", f"Start: {second.name}", f"Start: {third.name}"]
    way = reverse("roadmaps:path_detail", args=[path.pk])
    assert ("Path to Machine-learning engineer", way) in links(page)


def test_l3_1_an_open_assessment_goes_before_the_path(
    client_of_ada: Client, ada: User, assessment: Make, make_path: MakePath
) -> None:
    make_path(ada)
    assessment(ada, answers={"python": "3"})
    page = Page(client_of_ada.get(URL))
    assert links(page)[0][0] == "Continue: 1 of 26"
    assert [each.text for each in page.all("h2") if each.is_main][1:] == ["Ready now"]
    primary = [each.text for each in page.all("a", class_="btn-primary")]
    assert (primary, page.all("button", class_="btn-primary")) == (["Continue: 1 of 26"], [])


def test_a_started_step_comes_back_to_this_page(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    make_path(ada)
    page = Page(client_of_ada.get(URL))
    form = page.all("form", action="/steps/python/1/status/save/")[0]
    response = client_of_ada.post(form["action"], {"status": "doing", "next": URL})
    assert (response.status_code, response["Location"]) == (303, URL)
    assert "Done: Python: from Not yet to Aware" in buttons(Page(client_of_ada.get(URL)))


def test_the_path_with_something_ready_is_shown(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    make_path(ada, "ml-engineer")
    latest = make_path(ada, "data-scientist")
    for step in latest.steps.all():
        actions.set_step_status(learner=ada, step=step.pair, status="skipped")
    page = Page(client_of_ada.get(URL))
    assert page.one("span", class_="muted").text.endswith(" hours")
    assert "Path to Machine-learning engineer" in [text for text, _ in links(page)]


def test_a_finished_path_is_told_in_a_sentence(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, "data-bi-analyst")
    steps = list(path.steps.all())
    for step in steps:
        actions.set_step_status(learner=ada, step=step.pair, status="done")
    page = Page(client_of_ada.get(URL))
    assert f"All {len(steps)} steps are done." in [each.text for each in page.all("p")]
    assert buttons(page) == []


def test_a_result_without_a_path_leads_to_one(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, answers={"python": "3"}, is_submitted=True)
    page = Page(client_of_ada.get(URL))
    goal = f"{reverse('roadmaps:path_create')}?from={made.pk}"
    assert ("Make my path", goal) in links(page)


def test_g_33_the_path_pages_are_marked_in_the_navigation(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    marks = {
        url: [
            (each.text, each["aria-current"])
            for each in page.all("a")
            if not each.is_main and "aria-current" in each.attrs
        ]
        for url in (URL, reverse("roadmaps:path_list"), f"/paths/{path.pk}/", "/steps/python/1/")
        for page in [Page(client_of_ada.get(url))]
    }
    assert list(marks.values()) == [
        [("Home", "page")],
        [("Path", "page")],
        [("Path", "true")],
        [("Path", "true")],
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_with_paths(
    client_of_ada: Client,
    ada: User,
    assessment: Make,
    make_path: MakePath,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for role in ("ml-engineer", "data-scientist", "data-engineer")[:count]:
        make_path(ada, role)
    assessment(ada, answers={"python": "2"})
    client_of_ada.get(URL)
    with django_assert_num_queries(10):
        client_of_ada.get(URL)


@pytest.mark.parametrize("count", [1, 6])
def test_queries(
    client_of_ada: Client,
    ada: User,
    assessment: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        assessment(ada, answers={"python": "2"}, is_submitted=True)
        assessment(ada, answers={"python": "2"})
    client_of_ada.get(URL)
    with django_assert_num_queries(8):
        client_of_ada.get(URL)
