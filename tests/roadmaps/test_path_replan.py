"""Re-planning: first what would change, then exactly that: ux.md L9-4, G-01, G-15, G-17; T-03."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Assessment
from roadmaps import actions
from roadmaps.actions import delete_path, set_step_status
from roadmaps.models import LearningPath
from roadmaps.standing import standing
from tests.accounts.pages import Page
from tests.assessments.newer import Document, keep_roles, republish, role_in
from tests.roadmaps.terms import chosen, circle, smuggle
from tests.taxonomy.pages import Page as Words

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
MakePath = Callable[..., LearningPath]
SignIn = Callable[[User], Client]
TODAY = "2026-11-30"
FIELDS = {"role": "ml-engineer", "basis": "zero", "hours": "6", "starts_on": TODAY}


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(f"{TODAY}T10:00:00Z", tick=True):
        yield


@pytest.fixture
def path(ada: User, make_path: MakePath) -> LearningPath:
    """From zero, six hours a week, planned a week ago."""
    return make_path(ada, "ml-engineer")


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def url_of(path: LearningPath) -> str:
    return reverse("roadmaps:path_replan", args=[path.pk])


def preview(client: Client, path: LearningPath, **changes: str) -> HttpResponse:
    return client.get(url_of(path), {"preview": "1", **FIELDS, **changes})


def held(response: HttpResponse) -> dict[str, str]:
    """What "Use this plan" sends: the hidden fields of the page's own form."""
    fields = Page(response).all("input", type="hidden")
    return {each["name"]: each.attrs.get("value", "") for each in fields if each.is_main}


def confirm(client: Client, path: LearningPath, **changes: str) -> HttpResponse:
    return client.post(url_of(path), held(preview(client, path, **changes)))


def figures(response: HttpResponse) -> dict[str, str]:
    page = Page(response)
    names, numbers = ([each.text for each in page.all(tag)] for tag in ("dt", "dd"))
    return dict(zip(names, numbers, strict=True))


def lead(response: HttpResponse) -> str:
    return Page(response).one("p", class_="lead").text


def plan_of(path: LearningPath) -> list[tuple[object, ...]]:
    path.refresh_from_db()
    steps = path.steps.values_list("skill_code", "to_level", "starts_on", "ends_on")
    return [path.hours_per_week, path.role_codes, path.planned_from, *steps]


def pairs(path: LearningPath) -> list[tuple[str, int]]:
    return [step.pair for step in path.steps.all()]


# --- The form ---------------------------------------------------------------------------------


def test_it_is_filled_with_the_stored_terms(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    pauses = (
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 12, 24), date(2027, 1, 3)),
    )
    path = make_path(ada, "ml-engineer", "data-engineer", hours="4.5", pauses=pauses)
    page = Page(client_of_ada.get(url_of(path)))
    assert page.one("title").text == "Re-plan your path – Path – CareerFit"
    assert chosen(page, "role") == ["ml-engineer", "data-engineer"]
    names = ("hours", "starts_on", "pause_1_first", "pause_1_last", "pause_2_first")
    assert [page.field(name).attrs.get("value", "") for name in names] == [
        "4.5",
        TODAY,
        "2026-12-24",
        "2027-01-03",
        "",
    ]
    assert page.field("basis")["value"] == "zero"


def test_a_start_to_come_stays_the_start(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, starts_on=date(2027, 1, 4))
    page = Page(client_of_ada.get(url_of(path)))
    assert (page.field("starts_on")["value"], page.field("starts_on")["min"]) == (
        "2027-01-04",
        "2026-11-29",
    )


def test_a_newer_result_can_take_the_old_ones_place(
    client_of_ada: Client, ada: User, make_path: MakePath, assessment: Make
) -> None:
    path = make_path(ada, answers={"sql": "1"})
    newer = assessment(ada, "data-engineer", answers={"sql": "3"}, is_submitted=True)
    page = Page(client_of_ada.get(url_of(path)))
    radios = page.all("input", name="basis")
    labels = {each["for"]: each.text for each in page.all("label")}
    assert [(labels[each["id"]], each["value"]) for each in radios] == [
        (
            "As until now: your result of 30 November 2026 for Machine-learning engineer",
            str(path.basis_id),
        ),
        ("Your latest result of 30 November 2026 for Data engineer", str(newer.pk)),
        ("From zero", "zero"),
    ]
    assert chosen(page, "basis") == [str(path.basis_id)]
    shown = preview(client_of_ada, path, basis=str(newer.pk))
    assert figures(shown)["Removed"] == "2"
    assert confirm(client_of_ada, path, basis=str(newer.pk)).status_code == 303
    path.refresh_from_db()
    assert (path.basis, path.steps.filter(skill_code="sql", to_level__lte=3).count()) == (newer, 0)


# --- What would change ------------------------------------------------------------------------


def test_l9_4_nothing_is_stored_by_looking(client_of_ada: Client, path: LearningPath) -> None:
    before = plan_of(path)
    assert preview(client_of_ada, path, hours="12").status_code == 200
    assert plan_of(path) == before


def test_l9_4_other_hours_move_every_step(client_of_ada: Client, path: LearningPath) -> None:
    response = preview(client_of_ada, path, hours="12", starts_on=TODAY)
    page = Page(response)
    assert page.one("title").text == "What would change? – Path – CareerFit"
    assert lead(response) == "Your path would end on 10 April 2028 and not on 14 August 2029."
    assert figures(response) == {
        "Added": "0",
        "Removed": "0",
        "Moved": "78",
        "As before": "0",
        "Kept as done": "0",
        "Kept as begun": "0",
    }
    groups = [each.text for each in page.all("summary")]
    assert groups == ["Later: 4 steps", "Earlier: 74 steps"]
    assert ["open" in each.attrs for each in page.all("details")] == [False, False]
    first = path.steps.first()
    rows = Words(response).rows("Moved")
    assert rows[0] == ["Step", "Until now", "New"]
    assert [row for row in rows if row[0].startswith(f"{first.skill_name}: from Not yet ")] == [
        [
            f"{first.skill_name}: from Not yet to Aware",
            "23 Nov 2026 to 28 Nov 2026",
            "30 Nov 2026 to 2 Dec 2026",
        ]
    ]


def test_l9_4_two_added_steps_stand_before_eighty_moved_ones(
    client_of_ada: Client, path: LearningPath
) -> None:
    response = preview(client_of_ada, path, second="data-engineer")
    words = Words(response)
    added, removed = (int(figures(response)[name]) for name in ("Added", "Removed"))
    assert (added, removed) == (len(words.texts("li", "Added")), 0)
    assert words.texts("h2") == ["Added", "Moved"]
    assert words.texts("li", "Added")[0].startswith("SQL: from ")


def test_l9_4_another_role_lists_what_goes(client_of_ada: Client, path: LearningPath) -> None:
    before = set(pairs(path))
    response = preview(client_of_ada, path, role="data-engineer")
    words = Words(response)
    assert words.texts("h2")[:2] == ["Added", "Removed"]
    assert confirm(client_of_ada, path, role="data-engineer").status_code == 303
    after = set(pairs(path))
    told = {name: len(words.texts("li", name)) for name in ("Added", "Removed")}
    assert told == {"Added": len(after - before), "Removed": len(before - after)}
    path.refresh_from_db()
    assert path.role_codes == ("data-engineer",)


def test_l9_4_every_done_and_doing_stays(
    client_of_ada: Client, ada: User, path: LearningPath
) -> None:
    done, begun, other, *_ = pairs(path)
    set_step_status(learner=ada, step=done, status="done")
    set_step_status(learner=ada, step=other, status="done")
    set_step_status(learner=ada, step=begun, status="doing")
    found = figures(preview(client_of_ada, path, hours="3"))
    assert (found["Kept as done"], found["Kept as begun"], found["Removed"]) == ("2", "1", "0")
    assert confirm(client_of_ada, path, hours="3").status_code == 303
    assert {done, begun, other} <= set(pairs(path))
    assert (standing(ada).done, standing(ada).doing) == ({done, other}, {begun})


def test_few_moves_are_open_to_see(client_of_ada: Client, ada: User, path: LearningPath) -> None:
    for step in pairs(path)[:-3]:
        set_step_status(learner=ada, step=step, status="done")
    page = Page(preview(client_of_ada, path))
    assert page.all("details")
    assert all("open" in each.attrs for each in page.all("details"))


def test_skipped_steps_lose_their_days_and_get_them_back(
    client_of_ada: Client, ada: User, path: LearningPath
) -> None:
    step = pairs(path)[-1]
    set_step_status(learner=ada, step=step, status="skipped")
    groups = [each.text for each in Page(preview(client_of_ada, path)).all("summary")]
    assert groups[-1] == "Without days, as you skipped them: 1 step"
    assert confirm(client_of_ada, path).status_code == 303
    set_step_status(learner=ada, step=step, status="to-do")
    groups = [each.text for each in Page(preview(client_of_ada, path)).all("summary")]
    assert groups[-1] == "With days again: 1 step"


def test_nothing_to_change_is_said(client_of_ada: Client, ada: User, make_path: MakePath) -> None:
    path = make_path(ada, starts_on=date(2026, 11, 30))
    response = preview(client_of_ada, path)
    assert lead(response) == "Nothing: these terms make the plan that you have."
    assert (figures(response)["As before"], Page(response).all("h2")) == ("78", [])


def test_nothing_left_is_said(client_of_ada: Client, ada: User, path: LearningPath) -> None:
    *most, last = pairs(path)
    for step in most:
        set_step_status(learner=ada, step=step, status="done")
    assert confirm(client_of_ada, path).status_code == 303
    set_step_status(learner=ada, step=last, status="skipped")
    assert lead(preview(client_of_ada, path)) == "No step would be left to do."


def test_a_pause_moves_what_lies_behind_it(client_of_ada: Client, path: LearningPath) -> None:
    fields = {"pause_1_first": "2027-01-01", "pause_1_last": "2027-01-31"}
    assert confirm(client_of_ada, path, **fields).status_code == 303
    path.refresh_from_db()
    assert path.pauses == [["2027-01-01", "2027-01-31"]]
    assert lead(preview(client_of_ada, path)) == (
        "Your path would end on 21 August 2029 and not on 21 September 2029."
    )


def test_a_pause_that_is_over_is_kept(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, pauses=((date(2026, 11, 24), date(2026, 11, 26)),))
    fields = {"pause_1_first": "2027-01-01", "pause_1_last": "2027-01-31"}
    assert confirm(client_of_ada, path, **fields).status_code == 303
    path.refresh_from_db()
    assert path.pauses == [["2026-11-24", "2026-11-26"], ["2027-01-01", "2027-01-31"]]


def test_the_way_back_holds_what_was_typed(client_of_ada: Client, path: LearningPath) -> None:
    shown = Page(preview(client_of_ada, path, hours="7,5", second="data-engineer"))
    (back,) = [each["href"] for each in shown.all("a", class_="back")]
    page = Page(client_of_ada.get(back))
    assert page.one("h1").text == "Re-plan your path"
    assert chosen(page, "role") == ["ml-engineer", "data-engineer"]
    assert page.field("hours")["value"] == "7,5"


# --- Doing it ---------------------------------------------------------------------------------


def test_g_17_it_is_stored_and_leads_to_the_path(client_of_ada: Client, path: LearningPath) -> None:
    response = confirm(client_of_ada, path, hours="12")
    detail = reverse("roadmaps:path_detail", args=[path.pk])
    assert (response.status_code, response["Location"]) == (303, detail)
    path.refresh_from_db()
    assert (path.hours_per_week, path.planned_from) == (12, date(2026, 11, 30))
    assert path.starts_on == date(2026, 11, 23)
    told = Page(client_of_ada.get(detail)).one("div", role="status").text
    assert told == "Your path follows the new plan."


def test_g_22_confirmed_twice_it_is_the_same_plan(
    client_of_ada: Client, path: LearningPath
) -> None:
    fields = held(preview(client_of_ada, path, hours="12"))
    assert client_of_ada.post(url_of(path), fields).status_code == 303
    once = plan_of(path)
    assert client_of_ada.post(url_of(path), fields).status_code == 303
    assert plan_of(path) == once


def test_t_86_what_changed_meanwhile_is_shown_again(
    client_of_ada: Client, ada: User, path: LearningPath
) -> None:
    fields = held(preview(client_of_ada, path, hours="12"))
    before = plan_of(path)
    set_step_status(learner=ada, step=pairs(path)[0], status="done")
    response = client_of_ada.post(url_of(path), fields)
    page = Page(response)
    assert response.status_code == 409
    assert page.one("title").text == "Error: What would change? – Path – CareerFit"
    assert page.one("div", role="alert").text == (
        "There is a problem"
        "Your path or your progress changed since this page was made. "
        "Nothing was changed; look at the new list and confirm again."
    )
    assert plan_of(path) == before
    assert figures(response)["Kept as done"] == "1"
    assert client_of_ada.post(url_of(path), held(response)).status_code == 303
    assert plan_of(path)[0] == 12


@pytest.mark.parametrize("mark", ["", "abc", "\x00"])
def test_without_the_mark_of_the_list_nothing_is_stored(
    client_of_ada: Client, path: LearningPath, mark: str
) -> None:
    before = plan_of(path)
    response = client_of_ada.post(url_of(path), {**FIELDS, "hours": "12", "mark": mark})
    assert (response.status_code, plan_of(path)) == (409, before)


def test_a_path_that_went_meanwhile_is_said(
    client_of_ada: Client, path: LearningPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = held(preview(client_of_ada, path, hours="12"))
    replan_path = actions.replan_path

    def too_late(**sent: object) -> LearningPath:
        delete_path(path=LearningPath.objects.get())
        return replan_path(**sent)

    monkeypatch.setattr(actions, "replan_path", too_late)
    response = client_of_ada.post(url_of(path), fields)
    goal = reverse("roadmaps:path_list")
    assert (response.status_code, response["Location"]) == (303, goal)
    told = Page(client_of_ada.get(goal)).one("div", role="status").text
    assert told == "This path was deleted meanwhile. What you finished is kept."


# --- Refused ----------------------------------------------------------------------------------

REFUSED = [
    ({"hours": "0"}, "hours", "A path needs some time every week. Enter 0.5 or more."),
    ({"hours": "168"}, "hours", "There are 168 hours in a week. Enter 80 or fewer."),
    ({"hours": "abc"}, "hours", "Enter hours as a number, such as 6 or 1.5."),
    (
        {"starts_on": "1900-01-01"},
        "starts_on",
        "Enter a day from 29 November 2026 to 30 November 2028.",
    ),
    (
        {"pause_1_first": "2027-01-02", "pause_1_last": "2027-01-01"},
        "pause_1_last",
        "The pause ends before it starts. Enter 2 January 2027 or later.",
    ),
]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("sent", "name", "sentence"), REFUSED)
def test_g_15_each_gets_a_sentence_and_nothing_is_stored(
    client_of_ada: Client,
    path: LearningPath,
    method: str,
    sent: dict[str, str],
    name: str,
    sentence: str,
) -> None:
    before = plan_of(path)
    fields = {"preview": "1", "mark": "x", **FIELDS, **sent}
    response = getattr(client_of_ada, method)(url_of(path), fields)
    page = Page(response)
    assert response.status_code == 422
    assert page.one("title").text == "Error: Re-plan your path – Path – CareerFit"
    assert (page.problems, page.problem_at(name)) == ([(sentence, f"#id_{name}")], sentence)
    assert page.field(name)["value"] == sent[name]
    assert plan_of(path) == before


@pytest.mark.parametrize("sent", [{}, {"preview": "1"}, {"preview": "1", "hours": "\x00"}])
def test_missing_fields_are_asked_for(
    client_of_ada: Client, path: LearningPath, sent: dict[str, str]
) -> None:
    assert client_of_ada.post(url_of(path), sent).status_code == 422
    if sent:
        assert client_of_ada.get(url_of(path), sent).status_code == 422


def test_the_target_of_another_path_is_pointed_to(
    client_of_ada: Client, ada: User, path: LearningPath, make_path: MakePath
) -> None:
    other = make_path(ada, "data-engineer")
    response = preview(client_of_ada, path, role="data-engineer")
    page = Page(response)
    sentence = "You have a path to this target already. Re-plan that one instead."
    assert (response.status_code, page.problems) == (422, [(sentence, "#id_role")])
    ways = [each["href"] for each in page.all("a") if str(other.pk) in each["href"]]
    assert ways == [reverse("roadmaps:path_detail", args=[other.pk]), url_of(other)]
    sent = {**FIELDS, "role": "data-engineer", "mark": "x"}
    before = plan_of(path)
    assert client_of_ada.post(url_of(path), sent).status_code == 422
    assert plan_of(path) == before


# --- Newer releases ---------------------------------------------------------------------------


def notices(page: Page) -> list[str]:
    return [each.text for each in page.all("p", class_="notice")]


def test_a_newer_release_is_told_and_taken_up(client_of_ada: Client, path: LearningPath) -> None:
    assert notices(Page(client_of_ada.get(url_of(path)))) == []

    def drop_half(document: Document) -> None:
        role = role_in(document, "ml-engineer")
        role["requirements"] = role["requirements"][::2]

    release = republish(drop_half)
    assert notices(Page(client_of_ada.get(url_of(path)))) == [
        "Release 2 is out since 30 November 2026; your path follows release 1. A re-plan takes "
        "the newer one up: steps that it no longer asks for go, and new ones come."
    ]
    shown = figures(preview(client_of_ada, path))
    assert int(shown["Removed"]) > 10
    before = len(pairs(path))
    assert confirm(client_of_ada, path).status_code == 303
    path.refresh_from_db()
    assert path.release_id == release.number
    assert len(pairs(path)) == before - int(shown["Removed"]) + int(shown["Added"])


def test_a_retired_role_can_be_gone_on_with(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, "data-engineer")
    republish(keep_roles("ml-engineer"))
    page = Page(client_of_ada.get(url_of(path)))
    assert notices(page) == [
        "Release 2 no longer offers Data engineer. Your path can go on under release 1, "
        "or turn to another role."
    ]
    assert "Data engineer (no longer offered)" in [each.text for each in page.all("option")]
    assert confirm(client_of_ada, path, role="data-engineer", hours="9").status_code == 303
    path.refresh_from_db()
    assert (path.hours_per_week, path.release_id) == (9, 1)


def test_a_retired_role_beside_a_new_one_is_refused_with_a_sentence(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, "data-engineer")

    def swap(document: Document) -> None:
        keep_roles("ml-engineer")(document)
        document["roles"].append({**role_in(document, "ml-engineer"), "code": "brand-new"})

    republish(swap)
    before = plan_of(path)
    response = preview(client_of_ada, path, role="data-engineer", second="brand-new")
    sentence = (
        "Release 2 no longer offers this role. Your path stays as it is; "
        "choose another role to re-plan it."
    )
    assert (response.status_code, Page(response).problems) == (422, [(sentence, "#id_role")])
    assert plan_of(path) == before


def test_a_circle_in_a_newer_release_is_said(client_of_ada: Client, path: LearningPath) -> None:
    smuggle(circle())
    before = plan_of(path)
    for response in (
        preview(client_of_ada, path),
        client_of_ada.post(url_of(path), {**FIELDS, "mark": "x"}),
    ):
        ((sentence, target),) = Page(response).problems
        assert (response.status_code, target) == (422, "#id_role")
        assert sentence.startswith("No path can be planned, as these steps need each other")
    assert plan_of(path) == before


# --- Who may ----------------------------------------------------------------------------------


def test_t_03_somebody_elses_looks_like_none(
    signed_in: SignIn, ben: User, client: Client, path: LearningPath
) -> None:
    url, stranger = url_of(path), signed_in(ben)
    assert [stranger.get(url).status_code, stranger.post(url, FIELDS).status_code] == [404, 404]
    assert preview(stranger, path).status_code == 404
    query = urlencode({"preview": "1", "role": "ml-engineer"})
    asked = client.get(f"{url}?{query}")
    assert (asked.status_code, asked["Location"].startswith("/account/login/?next=")) == (302, True)
    assert client.post(url, FIELDS).status_code == 403


def test_t_03_somebody_elses_result_is_no_basis(
    client_of_ada: Client, ben: User, path: LearningPath, assessment: Make
) -> None:
    theirs = assessment(ben, answers={"sql": "3"}, is_submitted=True)
    response = preview(client_of_ada, path, basis=str(theirs.pk))
    assert (response.status_code, Page(response).problems) == (
        422,
        [("Choose what the path starts from.", "#id_basis_0")],
    )


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_but_get_and_post(client_of_ada: Client, path: LearningPath, method: str) -> None:
    assert getattr(client_of_ada, method)(url_of(path)).status_code == 405


@pytest.mark.parametrize("query", [{}, {"preview": "1", **FIELDS, "hours": "9"}])
def test_queries(
    client_of_ada: Client,
    ada: User,
    make_path: MakePath,
    query: dict[str, str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """The form and the preview, with one other path and with many, and much done."""
    counts = 12 if query else 6
    path = make_path(ada, "ml-engineer", hours="5")
    client_of_ada.get(url_of(path), query)
    with django_assert_num_queries(counts):
        client_of_ada.get(url_of(path), query)
    for role in ("data-engineer", "data-scientist", "ai-architect"):
        make_path(ada, role)
    for step in pairs(path)[:20]:
        set_step_status(learner=ada, step=step, status="done")
    with django_assert_num_queries(counts):
        client_of_ada.get(url_of(path), query)


def test_a_key_is_not_asked_here(client_of_ada: Client, path: LearningPath) -> None:
    fields = {**held(preview(client_of_ada, path, hours="12")), "key": str(uuid4())}
    assert client_of_ada.post(url_of(path), fields).status_code == 303
    assert LearningPath.objects.get().hours_per_week == Decimal(12)
