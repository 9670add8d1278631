"""Making a path: what is asked, what is refused, and that it is made once: ux.md L9, G-15, G-22."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Assessment
from roadmaps.actions import set_step_status
from roadmaps.models import LearningPath, PathStep
from roadmaps.planner import plan
from taxonomy.queries import current_release
from tests.accounts.pages import Page
from tests.assessments import releases
from tests.assessments.newer import keep_roles, republish
from tests.conftest import PASSWORD
from tests.roadmaps.terms import chosen, circle, smuggle

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
MakePath = Callable[..., LearningPath]
SignIn = Callable[[User], Client]
URL = "/paths/new/"
TODAY = "2026-11-23"
FIELDS = {"role": "ml-engineer", "basis": "zero", "hours": "6", "starts_on": TODAY}


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(f"{TODAY}T10:00:00Z", tick=True):
        yield


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def send(client: Client, url: str = URL, **changes: str) -> HttpResponse:
    return client.post(url, {**FIELDS, "key": str(uuid4()), **changes})


def sentences(page: Page) -> list[str]:
    return [each.text for each in page.all("p") if each.is_main]


def test_it_makes_a_path_and_leads_to_it(client_of_ada: Client, ada: User) -> None:
    response = send(
        client_of_ada, hours="1,5", pause_1_first="2026-12-21", pause_1_last="2027-01-03"
    )
    path = LearningPath.objects.get()
    detail = reverse("roadmaps:path_detail", args=[path.pk])
    assert (response.status_code, response["Location"]) == (303, detail)
    assert (path.learner, path.role_code, path.second_role_code) == (ada, "ml-engineer", "")
    assert (path.hours_per_week, path.starts_on) == (Decimal("1.5"), date(2026, 11, 23))
    assert (path.pauses, path.basis) == ([["2026-12-21", "2027-01-03"]], None)
    expected = plan(current_release().framework, "ml-engineer", {})
    assert [step.pair for step in path.steps.all()] == [step.pair for step in expected.steps]
    told = Page(client_of_ada.get(detail)).one("div", role="status").text
    assert told == "Your path to Machine-learning engineer is made."


def test_two_targets_make_one_path(client_of_ada: Client) -> None:
    assert send(client_of_ada, second="data-scientist").status_code == 303
    path = LearningPath.objects.get()
    assert path.role_codes == ("ml-engineer", "data-scientist")
    assert {tuple(step.serves) for step in path.steps.all()} == {
        ("ml-engineer", "data-scientist"),
        ("ml-engineer",),
        ("data-scientist",),
    }


def test_g_22_sent_twice_it_makes_one(client_of_ada: Client) -> None:
    key = str(uuid4())
    one, two = (send(client_of_ada, key=key) for _ in range(2))
    assert one["Location"] == two["Location"]
    assert (two.status_code, LearningPath.objects.count()) == (303, 1)


def test_g_22_each_page_brings_a_key_of_its_own(client_of_ada: Client) -> None:
    keys = [Page(client_of_ada.get(URL)).one("input", name="key")["value"] for _ in range(2)]
    assert len({UUID(key) for key in keys}) == 2
    again = Page(send(client_of_ada, hours="0", key=keys[0]))
    assert again.one("input", name="key")["value"] == keys[0]


def test_a_key_of_somebody_else_is_refused(
    client_of_ada: Client, ben: User, make_path: MakePath
) -> None:
    theirs = make_path(ben, "data-scientist")
    assert send(client_of_ada, key=str(theirs.pk)).status_code == 404
    assert LearningPath.objects.get() == theirs


@pytest.mark.parametrize("key", ["", "abc", "' or 1=1"])
def test_a_key_that_is_none_still_makes_one(client_of_ada: Client, key: str) -> None:
    assert send(client_of_ada, key=key).status_code == 303
    assert LearningPath.objects.count() == 1


# --- What the page offers ---------------------------------------------------------------------


def test_without_a_role_all_are_offered_and_none_is_chosen(client_of_ada: Client) -> None:
    page = Page(client_of_ada.get(URL))
    assert page.one("h1").text == "Make my path"
    roles = [each["value"] for each in page.all("option")]
    every = list(current_release().framework.roles)
    assert roles == ["", *every, "", *every]
    assert chosen(page, "role") == ["", ""]
    assert (page.all("table"), page.one("input", name="basis")["value"]) == ([], "zero")
    assert sentences(page)[-1] == (
        "You have no result yet, so the path starts from zero: every level of every skill is a "
        "step. See how you fit first, and it gets shorter."
    )


def test_a_role_page_leads_here_with_its_role(client_of_ada: Client) -> None:
    role = Page(client_of_ada.get("/roles/data-scientist/"))
    (link,) = [each["href"] for each in role.all("a") if each.text == "Make my path"]
    assert link == f"{URL}?role=data-scientist"
    assert chosen(Page(client_of_ada.get(link)), "role") == ["data-scientist", ""]


def test_it_says_what_it_gives_before_it_is_made(client_of_ada: Client) -> None:
    page = Page(client_of_ada.get(f"{URL}?role=ml-engineer"))
    assert sentences(page)[:2] == [
        "78 steps are missing for Machine-learning engineer: 682 to 1,365 hours of learning.",
        "This counts from zero. How long it takes is up to you:",
    ]
    cells = [each.text for each in page.all("tr")]
    assert cells == [
        "Hours a weekPlanned to end in",
        "3May 2032",
        "6August 2029",
        "10July 2028",
        "20September 2027",
    ]
    send(client_of_ada)
    assert f"{max(step.ends_on for step in PathStep.objects.all()):%B %Y}" == "August 2029"


def test_what_is_finished_is_not_counted_again(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    step = make_path(ada, "data-engineer").steps.get(skill_code="python", to_level=1)
    set_step_status(learner=ada, step=step.pair, status="done")
    page = Page(client_of_ada.get(f"{URL}?role=ml-engineer"))
    assert sentences(page)[0].startswith("77 steps are missing for Machine-learning engineer")


def test_nothing_missing_is_said(client_of_ada: Client, ada: User, assessment: Make) -> None:
    asked = current_release().framework.roles["data-engineer"].requirements
    best = {each.skill: "5" for each in asked}
    made = assessment(ada, "data-engineer", answers=best, is_submitted=True)
    page = Page(client_of_ada.get(f"{URL}?from={made.pk}"))
    assert sentences(page)[0] == (
        "Nothing is missing for Data engineer: every step is done or at level."
    )
    assert send(client_of_ada, role="data-engineer", basis=str(made.pk)).status_code == 303
    assert LearningPath.objects.get().steps.count() == 0


@pytest.mark.parametrize("is_submitted", [True, False])
def test_a_result_leads_here_with_itself(
    client_of_ada: Client, ada: User, assessment: Make, is_submitted: bool
) -> None:
    made = assessment(ada, "data-engineer", answers={"sql": "3"}, is_submitted=is_submitted)
    name = "result_detail" if is_submitted else "first_result"
    result = Page(client_of_ada.get(reverse(f"assessments:{name}", args=[made.pk])))
    (link,) = [each for each in result.all("a") if each.text == "Make my path"]
    assert ("btn-primary" in link["class"]) is is_submitted
    page = Page(client_of_ada.get(link["href"]))
    assert chosen(page, "role") == ["data-engineer", ""]
    assert chosen(page, "basis") == [str(made.pk)]
    said = "your result of 23 November 2026" if is_submitted else "your answers so far"
    assert sentences(page)[1] == (
        f"This counts from {said} for Data engineer. How long it takes is up to you:"
    )
    response = send(client_of_ada, link["href"], role="data-engineer", basis=str(made.pk))
    path = LearningPath.objects.get()
    assert (response.status_code, path.basis) == (303, made)
    assert not path.steps.filter(skill_code="sql", to_level__lte=3).exists()


def test_without_one_the_latest_result_is_the_basis(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    assessment(ada, answers={"sql": "1"}, is_submitted=True)
    latest = assessment(ada, answers={"sql": "4"}, is_submitted=True)
    assessment(ada, answers={"sql": "5"})
    page = Page(client_of_ada.get(f"{URL}?role=ml-engineer"))
    offered = [each["value"] for each in page.all("input", name="basis")]
    assert (offered, chosen(page, "basis")) == ([str(latest.pk), "zero"], [str(latest.pk)])
    labels = [each.text for each in page.all("label") if "result" in each.text]
    assert labels == ["Your latest result of 23 November 2026 for Machine-learning engineer"]


@pytest.mark.parametrize("query", ["role=baker", "role=%00", "role=ml-engineer%27--"])
def test_an_unknown_role_is_said_and_not_chosen(client_of_ada: Client, query: str) -> None:
    page = Page(client_of_ada.get(f"{URL}?{query}"))
    assert (chosen(page, "role"), sentences(page)[0]) == (
        [""],
        "The role that you came with is no longer offered. Choose another one.",
    )


def test_a_retired_role_of_a_result_is_said(
    client_of_ada: Client, ada: User, assessment: Make
) -> None:
    made = assessment(ada, "data-engineer", answers={"sql": "3"}, is_submitted=True)
    republish(keep_roles("ml-engineer"))
    page = Page(client_of_ada.get(f"{URL}?from={made.pk}"))
    assert sentences(page)[0] == (
        "The role that you came with is no longer offered. Choose another one."
    )
    response = send(client_of_ada, role="data-engineer")
    assert (response.status_code, LearningPath.objects.count()) == (422, 0)
    assert Page(response).problems == [("Choose a role from the list.", "#id_role")]


# --- Bad input --------------------------------------------------------------------------------

NO_NUMBER = "Enter hours as a number, such as 6 or 1.5."
TOO_FEW = "A path needs some time every week. Enter 0.5 or more."
TOO_MANY = "There are 168 hours in a week. Enter 80 or fewer."
TOO_FINE = "Enter hours with one decimal at most, such as 1.5."


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("6", "6"),
        (" 6 ", "6"),
        ("0.5", "0.5"),
        ("0,5", "0.5"),
        (".5", "0.5"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("40", "40"),
        ("80", "80"),
        ("80.0", "80"),
        ("+7", "7"),
        ("007", "7"),
    ],
)
def test_l9_6_hours_that_a_week_has(client_of_ada: Client, sent: str, stored: str) -> None:
    assert send(client_of_ada, hours=sent).status_code == 303
    assert LearningPath.objects.get().hours_per_week == Decimal(stored)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ("", "Enter how many hours a week you have."),
        ("   ", "Enter how many hours a week you have."),
        ("0", TOO_FEW),
        ("0.4", TOO_FEW),
        ("0,0", TOO_FEW),
        ("-6", TOO_FEW),
        ("−6", TOO_FEW),
        ("80.1", TOO_MANY),
        ("81", TOO_MANY),
        ("168", TOO_MANY),
        ("999999999", TOO_MANY),
        ("1.25", TOO_FINE),
        ("1,000", TOO_FINE),
        ("abc", NO_NUMBER),
        ("six", NO_NUMBER),
        ("nan", NO_NUMBER),
        ("inf", NO_NUMBER),
        ("1e3", NO_NUMBER),
        ("1_0", NO_NUMBER),
        ("6 h", NO_NUMBER),
        ("6.", NO_NUMBER),
        ("1.5.2", NO_NUMBER),
        ("٦", NO_NUMBER),
        ("6\x00", NO_NUMBER),
        ("9" * 40, NO_NUMBER),
        ("<b>6</b>", NO_NUMBER),
    ],
)
def test_l9_6_hours_that_it_has_not(client_of_ada: Client, sent: str, sentence: str) -> None:
    assert_refused(send(client_of_ada, hours=sent), "hours", sentence, typed=sent)


def assert_refused(response: HttpResponse, name: str, sentence: str, typed: str) -> None:
    """G-15: status, title, summary with a link to the field, the same words there, kept values."""
    page = Page(response)
    assert response.status_code == 422
    assert page.one("title").text == "Error: Make my path – Path – CareerFit"
    assert page.problems == [(sentence, f"#id_{name}")]
    assert page.problem_at(name) == sentence
    assert page.field(name).attrs.get("value", "") == typed
    assert page.field("starts_on").attrs.get("value", "") or name == "starts_on"
    assert chosen(page, "role") == ["ml-engineer", ""]
    assert LearningPath.objects.count() == 0


FROM_TO = "Enter a day from 23 November 2025 to 23 November 2028."
NO_DAY = "Enter a whole day: year, month and day, such as 2027-01-31."


@pytest.mark.parametrize("sent", ["2025-11-23", "2026-11-23", "2028-02-29", "2028-11-23"])
def test_days_that_a_path_can_start_on(client_of_ada: Client, sent: str) -> None:
    assert send(client_of_ada, starts_on=sent).status_code == 303
    assert LearningPath.objects.get().starts_on.isoformat() == sent


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ("", "Enter the day on which you start."),
        ("1900-01-01", FROM_TO),
        ("0001-01-01", FROM_TO),
        ("9999-12-31", FROM_TO),
        ("2025-11-22", FROM_TO),
        ("2028-11-24", FROM_TO),
        ("2027-02-29", NO_DAY),
        ("2027-13-01", NO_DAY),
        ("10000-01-01", NO_DAY),
        ("tomorrow", NO_DAY),
        ("23.11.2026", NO_DAY),
        ("2026-11-23T10:00", NO_DAY),
        ("2026-11-23\x00", NO_DAY),
    ],
)
def test_days_that_it_cannot(client_of_ada: Client, sent: str, sentence: str) -> None:
    assert_refused(send(client_of_ada, starts_on=sent), "starts_on", sentence, typed=sent)


@pytest.mark.parametrize(
    ("sent", "kind"), [("1900-01-01", "date"), ("23.11.2026", "text"), ("20261123", "text")]
)
def test_what_is_no_day_is_still_seen(client_of_ada: Client, sent: str, kind: str) -> None:
    """A date control shows nothing in place of what is no date."""
    field = Page(send(client_of_ada, starts_on=sent)).field("starts_on")
    assert (field["value"], field["type"], "min" in field.attrs) == (sent, kind, kind == "date")


@pytest.mark.parametrize(
    ("first", "last", "at", "sentence"),
    [
        (
            "2026-12-21",
            "2026-12-20",
            "last",
            "The pause ends before it starts. Enter 21 December 2026 or later.",
        ),
        (
            "2026-12-21",
            "",
            "last",
            "Enter the last day of this pause too, or clear its first.",
        ),
        (
            "",
            "2026-12-21",
            "first",
            "Enter the first day of this pause too, or clear its last.",
        ),
        ("2026-12-21", "2027-12-22", "last", "Enter a pause of a year at most."),
        ("1900-01-01", "", "first", "Enter a day from 23 November 2025 to 23 November 2036."),
        ("2026-12-21", "soon", "last", NO_DAY),
    ],
)
def test_pauses_that_are_none(
    client_of_ada: Client, first: str, last: str, at: str, sentence: str
) -> None:
    response = send(client_of_ada, pause_2_first=first, pause_2_last=last)
    typed = {"first": first, "last": last}[at]
    assert_refused(response, f"pause_2_{at}", sentence, typed)
    assert "open" in Page(response).one("details", class_="pauses").attrs


def test_a_pause_of_one_day_or_a_year_and_empty_rows_are_fine(client_of_ada: Client) -> None:
    response = send(
        client_of_ada,
        pause_1_first="",
        pause_1_last="",
        pause_2_first="2026-12-24",
        pause_2_last="2026-12-24",
        pause_3_first="2027-01-01",
        pause_3_last="2028-01-01",
    )
    assert response.status_code == 303
    assert LearningPath.objects.get().pauses == [
        ["2026-12-24", "2026-12-24"],
        ["2027-01-01", "2028-01-01"],
    ]


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"role": ""}, ("Choose a role.", "#id_role")),
        ({"role": "baker"}, ("Choose a role from the list.", "#id_role")),
        ({"role": "a\x00b"}, ("Choose a role from the list.", "#id_role")),
        ({"second": "baker"}, ("Choose a second role from the list, or none.", "#id_second")),
        (
            {"second": "ml-engineer"},
            ("Choose a second role that is another one, or none.", "#id_second"),
        ),
        ({"basis": ""}, ("Choose what the path starts from.", "#id_basis_0")),
        ({"basis": str(uuid4())}, ("Choose what the path starts from.", "#id_basis_0")),
    ],
)
def test_choices_that_are_none(
    client_of_ada: Client,
    ada: User,
    assessment: Make,
    sent: dict[str, str],
    problem: tuple[str, str],
) -> None:
    assessment(ada, answers={"sql": "3"}, is_submitted=True)
    response = send(client_of_ada, **sent)
    page = Page(response)
    assert (response.status_code, page.problems) == (422, [problem])
    assert page.field("hours")["value"] == "6"
    assert LearningPath.objects.count() == 0


def test_a_path_to_this_target_is_pointed_to(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, "ml-engineer", hours="3")
    response = send(client_of_ada)
    page = Page(response)
    sentence = "You have a path to this target already. Re-plan that one instead."
    assert (response.status_code, page.problems) == (422, [(sentence, "#id_role")])
    ways = [each["href"] for each in page.all("a") if str(path.pk) in each["href"]]
    assert ways == [
        reverse("roadmaps:path_detail", args=[path.pk]),
        reverse("roadmaps:path_replan", args=[path.pk]),
    ]
    assert LearningPath.objects.get().hours_per_week == 3
    early = Page(client_of_ada.get(f"{URL}?role=ml-engineer"))
    assert sentences(early)[0] == (
        "You have a path to this target since 23 November 2026. See your path or re-plan it."
    )


# --- Frameworks that no path can be planned from -----------------------------------------------


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (
            circle(),
            "No path can be planned, as these steps need each other in a circle: "
            "Skill python 2 (python) -> Skill sql 2 (sql) -> Skill python 2 (python).",
        ),
        (
            releases.workshop(["sql"], {"ml-engineer": []}),
            'The role "The ml-engineer" asks for no skills, so it has no path.',
        ),
    ],
)
def test_a_framework_without_a_path_is_said_and_nothing_is_stored(
    client_of_ada: Client, document: dict[str, object], sentence: str
) -> None:
    smuggle(document)
    page = Page(client_of_ada.get(f"{URL}?role=ml-engineer"))
    assert sentences(page)[0] == sentence
    response = send(client_of_ada)
    page = Page(response)
    assert (response.status_code, page.problems) == (422, [(sentence, "#id_role")])
    assert LearningPath.objects.count() == 0


# --- Who may ----------------------------------------------------------------------------------


def test_a_guests_result_comes_along_through_sign_in(
    ada: User, guest: Client, assessment: Make
) -> None:
    made = assessment(guest, "data-engineer", answers={"sql": "3"}, is_submitted=True)
    url = f"{URL}?from={made.pk}"
    asked = guest.get(url)
    assert asked.status_code == 302
    credentials = {"login": ada.email, "password": PASSWORD}
    arrived = guest.post(asked["Location"], credentials)
    assert (arrived.status_code, arrived["Location"]) == (303, url)
    page = Page(guest.get(url))
    assert (chosen(page, "role"), chosen(page, "basis")) == (["data-engineer", ""], [str(made.pk)])
    assert send(guest, url, role="data-engineer", basis=str(made.pk)).status_code == 303
    assert LearningPath.objects.get(learner=ada).basis == made


def test_a_guest_comes_back_from_signing_up_too(guest: Client, assessment: Make) -> None:
    made = assessment(guest, "data-engineer", answers={"sql": "3"}, is_submitted=True)
    url = f"{URL}?from={made.pk}&second=ml-engineer"
    login = Page(guest.get(guest.get(url)["Location"]))
    (link,) = [each["href"] for each in login.all("a") if each.text == "Make an account"]
    fields = {"name": "Cleo", "email": "cleo@example.org", "password1": PASSWORD}
    arrived = guest.post(link, fields)
    assert (arrived.status_code, arrived["Location"]) == (303, url)
    assert chosen(Page(guest.get(url)), "role") == ["data-engineer", "ml-engineer"]


@pytest.mark.parametrize("text", ["abc", "00000000-0000-0000-0000-000000000000", "%00"])
def test_an_unknown_result_is_not_found(client_of_ada: Client, text: str) -> None:
    assert client_of_ada.get(f"{URL}?from={text}").status_code == 404
    assert send(client_of_ada, f"{URL}?from={text}").status_code == 404


def test_t_03_somebody_elses_result_looks_like_none(
    client_of_ada: Client, ben: User, guest: Client, assessment: Make
) -> None:
    for person in (ben, guest):
        made = assessment(person, answers={"sql": "3"}, is_submitted=True)
        assert client_of_ada.get(f"{URL}?from={made.pk}").status_code == 404
        assert send(client_of_ada, f"{URL}?from={made.pk}").status_code == 404
        assert send(client_of_ada, basis=str(made.pk)).status_code == 422
    assert LearningPath.objects.count() == 0


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    asked = client.get(f"{URL}?role=ml-engineer")
    login = f"{reverse('account_login')}?next=/paths/new/%3Frole%3Dml-engineer"
    assert (asked.status_code, asked["Location"]) == (302, login)
    assert (send(client).status_code, LearningPath.objects.count()) == (403, 0)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_but_get_and_post(client_of_ada: Client, method: str) -> None:
    assert getattr(client_of_ada, method)(URL).status_code == 405


def test_the_start_is_today_where_the_learner_is(signed_in: SignIn, ada: User) -> None:
    ada.time_zone = "Pacific/Auckland"
    ada.save()
    with time_machine.travel("2026-11-23T20:00:00Z"):
        page = Page(signed_in(ada).get(URL))
    field = page.field("starts_on")
    assert (field["value"], field["type"]) == ("2026-11-24", "date")
    assert (field["min"], field["max"]) == ("2025-11-24", "2028-11-24")


def test_queries(
    client_of_ada: Client,
    ada: User,
    make_path: MakePath,
    assessment: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one = assessment(ada, "data-engineer", answers={"sql": "3"}, is_submitted=True)
    url = f"{URL}?from={one.pk}"
    client_of_ada.get(url)
    with django_assert_num_queries(9):
        client_of_ada.get(url)
    for role in ("ml-engineer", "data-scientist", "mlops-engineer"):
        step = make_path(ada, role, answers={"python": "2"}).steps.first()
        set_step_status(learner=ada, step=step.pair, status="done")
    with django_assert_num_queries(9):
        client_of_ada.get(url)
