"""The page of a path: what do I do this week? ux.md L9."""

import gzip
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Assessment
from roadmaps.actions import set_step_status
from roadmaps.models import LearningPath
from roadmaps.queries import path_page
from taxonomy.queries import current_release
from tests.accounts.pages import Element, Page
from tests.assessments.newer import Document, keep_roles, republish, role_in
from tests.assessments.releases import ANSWERS, publish, worked_example
from tests.roadmaps.long_paths import publish_long_way

pytestmark = pytest.mark.django_db

MakePath = Callable[..., LearningPath]
Make = Callable[..., Assessment]
KB = 1024


@pytest.fixture
def client_of_ada(ada: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(ada)


@pytest.fixture
def analyst() -> None:
    """The newest release is the small one of assessments/scoring.py: 10 steps from zero."""
    publish(worked_example(phases=[{"code": "one", "name": "Data", "skills": ["sql", "python"]}]))


def url(path: LearningPath) -> str:
    return reverse("roadmaps:path_detail", args=[path.pk])


def texts(page: Page, tag: str, **attrs: str) -> list[str]:
    return [each.text for each in page.all(tag, **attrs) if each.is_main]


def lead(page: Page) -> str:
    return page.one("p", class_="lead").text


def step(page: Page, anchor: str) -> Element:
    return page.one("li", id=anchor)


def say(learner: User, status: str, *steps: tuple[str, int]) -> None:
    for each in steps:
        set_step_status(learner=learner, step=each, status=status)


def pairs(path: LearningPath) -> list[tuple[str, int]]:
    return [each.pair for each in path.steps.all()]


# --- The first sentence --------------------------------------------------------------------------


@pytest.mark.usefixtures("analyst")
def test_the_first_sentence_says_what_to_do_this_week(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    today = timezone.localdate()
    path = make_path(ada, "analyst", answers=ANSWERS, starts_on=today)
    ends = max(each.ends_on for each in path.steps.all() if each.ends_on)
    page = Page(client_of_ada.get(url(path)))
    assert page.one("h1").text == "Path to The analyst"
    assert lead(page) == (
        "This week: Skill statistics, from Not yet to Aware. "
        f"At 6 hours a week the path ends on {ends.day} {ends:%B %Y}."
    )


@pytest.mark.usefixtures("analyst")
def test_the_first_sentence_knows_start_break_and_end(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    today = timezone.localdate()

    def said(**terms: object) -> str:
        path = make_path(ada, "analyst", **terms)
        words = lead(Page(client_of_ada.get(url(path))))
        path.delete()
        return words

    later = today + timedelta(days=9)
    assert said(starts_on=later).startswith(
        f"Your path starts on {later.day} {later:%B %Y} with Skill sql, from Not yet to Aware. "
    )
    pauses = ((today - timedelta(days=1), later),)
    assert said(starts_on=today - timedelta(days=5), pauses=pauses).startswith(
        f"You are on a break until {later.day} {later:%B %Y}. Then: Skill sql, from "
    )
    past = said(starts_on=date(2024, 1, 1), hours="80")
    assert past == (
        "Next: Skill sql, from Not yet to Aware. The plan ended on 9 January 2024 with 9 steps "
        "still open. Re-plan to lay out what is left from today."
    )


# --- Ready now -----------------------------------------------------------------------------------


def test_ready_now_has_three_cards_with_one_button_each(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    names = [each.line.name for each in path_page(path, path.starts_on).ready]
    page = Page(client_of_ada.get(url(path)))
    buttons = [each.text for each in page.all("button", class_="btn-primary")]
    assert buttons == [f"Start: {name}" for name in names]
    assert len(names) == 3
    sentences = [current_release().framework.skills["python"].levels[1]]
    assert texts(page, "blockquote")[:1] == sentences


def test_ready_steps_wait_for_nothing_and_begun_ones_come_first(
    ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    third = path_page(path, path.starts_on).ready[2].line
    say(ada, "doing", third.pair)
    ready = [each.line for each in path_page(path, path.starts_on).ready]
    assert ready[0].pair == third.pair
    still_open = set(pairs(path))
    for each in ready:
        row = path.steps.get(skill_code=each.skill, to_level=each.to_level)
        assert still_open.isdisjoint(map(tuple, row.after))


def test_a_begun_step_has_the_button_done(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    first = path_page(path, path.starts_on).ready[0].line
    say(ada, "doing", first.pair)
    page = Page(client_of_ada.get(url(path)))
    button = page.all("button", class_="btn-primary")[0]
    assert (button.text, button["value"]) == (f"Done: {first.name}", "done")


def test_resources_are_those_of_exactly_this_step(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    for each in path_page(path, path.starts_on).ready:
        assert 1 <= len(each.resources) <= 3
        for resource, host in each.resources:
            assert any(
                span.skill == each.line.skill
                and span.from_level < each.line.to_level <= span.to_level
                for span in resource.skills
            )
            assert host in resource.url


# --- L9 ------------------------------------------------------------------------------------------


def test_l9_1_a_visible_control_needs_one_post(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    page = Page(client_of_ada.get(url(path)))
    group = page.one("div", role="group", **{"aria-label": "Status of SQL: from Aware to Guided"})
    assert group.text == "To doDoingDoneSkip"
    target = "/steps/sql/2/status/save/"
    pressed = {
        each["value"]: each["aria-pressed"] for each in page.all("button", formaction=target)
    }
    assert pressed == {"to-do": "true", "doing": "false", "done": "false", "skipped": "false"}
    back = {each["value"] for each in page.all("input", name="next")}
    assert back == {url(path), f"{url(path)}#all-steps"}
    for goal in back:
        response = client_of_ada.post(target, {"status": "done", "next": goal})
        assert (response.status_code, response["Location"]) == (303, goal)


@pytest.mark.usefixtures("analyst")
def test_l9_2_progress_is_text_and_a_named_bar(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, "analyst")

    def told() -> tuple[str, str, str]:
        page = Page(client_of_ada.get(url(path)))
        bar = page.one("progress")
        return page.one("label", **{"for": bar["id"]}).text, bar["value"], bar["max"]

    steps = pairs(path)
    assert told() == ("0 of 9 steps, 0 of 94 hours", "0", "94")
    say(ada, "done", steps[0])
    assert told() == ("1 of 9 steps, 2 of 94 hours", "2", "94")
    say(ada, "skipped", steps[1])
    assert told()[0] == "1 of 8 steps, 2 of 92 hours"
    say(ada, "done", *steps)
    assert told() == ("9 of 9 steps, 94 of 94 hours", "94", "94")


@pytest.mark.usefixtures("analyst")
@pytest.mark.parametrize(
    ("status", "sentence", "first"),
    [
        ("to-do", "No step is done yet.", "Your path starts on"),
        ("done", "All 9 steps are done.", "You have finished every step of this path."),
        (
            "skipped",
            "All 9 steps are skipped, so nothing is left to plan.",
            "Nothing this week: every step of this path is skipped.",
        ),
    ],
)
def test_l9_2_the_ends_have_words_of_their_own(
    client_of_ada: Client, ada: User, make_path: MakePath, status: str, sentence: str, first: str
) -> None:
    path = make_path(ada, "analyst", starts_on=timezone.localdate() + timedelta(days=3))
    say(ada, status, *pairs(path))
    page = Page(client_of_ada.get(url(path)))
    assert [text for text in texts(page, "p") if text.startswith(sentence)]
    assert lead(page).startswith(first)
    assert len(page.all("progress")) == (status != "skipped")


def test_l9_3_what_a_step_waits_for_is_text_until_it_is_done(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    waiting = next(each for each in path.steps.all() if each.pair == ("python", 2))
    assert waiting.after == [["python", 1]]
    page = Page(client_of_ada.get(url(path)))
    assert "After: Python to Aware." in step(page, "python-2").text
    say(ada, "done", ("python", 1))
    page = Page(client_of_ada.get(url(path)))
    assert "After:" not in step(page, "python-2").text


def test_why_each_step_is_here(client_of_ada: Client, ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    helper = next(each for each in path.steps.all() if each.needed_for)
    names = current_release().framework.skills
    page = Page(client_of_ada.get(url(path)))
    assert "Essential for Machine-learning engineer." in step(page, "python-1").text
    reason = f"Needed for {names[helper.needed_for[0]].name}"
    assert reason in step(page, f"{helper.skill_code}-{helper.to_level}").text


@pytest.mark.usefixtures("analyst")
def test_l9_5_nothing_left_congratulates_and_offers_two_ways_on(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, "analyst", answers=ANSWERS)
    say(ada, "done", *pairs(path))
    page = Page(client_of_ada.get(url(path)))
    assert lead(page) == "You have finished every step of this path. Congratulations."
    assert texts(page, "h2")[0] == "What next?"
    assert [(each.text, each["href"]) for each in page.all("a", class_="btn")] == [
        ("Take the assessment again", reverse("assessments:history")),
        ("Look for the next role", reverse("assessments:role_ranking", args=[path.basis_id])),
    ]


@pytest.mark.usefixtures("analyst")
def test_l9_5_a_path_without_steps(client_of_ada: Client, ada: User, make_path: MakePath) -> None:
    path = make_path(ada, "writer", answers={"talking": "5", "python": "4"})
    page = Page(client_of_ada.get(url(path)))
    assert lead(page).startswith("Nothing this week: you hold every level")
    assert (page.all("progress"), page.all("table")) == ([], [])


def test_l9_7_the_steps_stand_under_their_months(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    months = {each.starts_on.strftime("%Y-%m"): "" for each in path.steps.all() if each.starts_on}
    page = Page(client_of_ada.get(url(path)))
    headed = [each for each in page.all("time") if len(each["datetime"]) == len("2026-11")]
    assert [each["datetime"] for each in headed] == sorted(months)
    assert headed[0].text == "November 2026"
    stands = next(n for n, each in enumerate(page.elements) if each.attrs.get("id") == "python-1")
    under = [each for each in page.elements[:stands] if each in headed][-1]
    assert under["datetime"] == path.steps.get(skill_code="python", to_level=1).starts_on.strftime(
        "%Y-%m"
    )


def test_g_28_days_are_machine_readable(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    row = path.steps.get(skill_code="python", to_level=1)
    page = Page(client_of_ada.get(url(path)))
    within = page.elements[page.elements.index(step(page, "python-1")) :]
    days = [each["datetime"] for each in within if each.tag == "time"][:2]
    assert days == [row.starts_on.isoformat(), row.ends_on.isoformat()]


def test_done_steps_come_first_and_closed_and_skipped_ones_say_so(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    say(ada, "done", ("python", 1), ("sql", 1))
    say(ada, "skipped", ("containers", 1))
    page = Page(client_of_ada.get(url(path)))
    first, last = page.all("details", class_="closed-steps")
    assert first.text.startswith("2 steps done")
    assert last.text.startswith("1 step skipped")
    assert "open" not in first.attrs
    today = timezone.localdate()
    assert f"done on {today.day} {today:%b %Y}" in step(page, "sql-1").text
    assert texts(page, "summary") == ["2 steps done", "1 step skipped"]


def test_a_step_taken_up_again_without_days_is_shown(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    path.steps.filter(skill_code="python", to_level=1).update(starts_on=None, ends_on=None)
    page = Page(client_of_ada.get(url(path)))
    assert "Without days until you re-plan" in texts(page, "h3")
    assert step(page, "python-1").text.startswith("Level 0 of 5")


# --- Two targets, phases, fits -------------------------------------------------------------------


def test_two_targets_have_headings_and_the_extra_hours(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, "ml-engineer", "data-scientist")
    extra = sum(each.hours for each in path.steps.all() if each.serves == ["data-scientist"])
    page = Page(client_of_ada.get(url(path)))
    headings = texts(page, "h3")
    places = [
        next(n for n, text in enumerate(headings) if text.startswith(start))
        for start in ("For both roles", "Then for Machine-learning", "Then for Data scientist")
    ]
    assert places == sorted(places)
    low, high = round(extra * 0.8), round(extra * 1.6)
    sentence = f"Data scientist adds {low:,} to {high:,} hours to Machine-learning engineer."
    assert [text for text in texts(page, "p") if sentence in text]


def test_phases_add_up_and_have_projects_that_practise_them(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    say(ada, "done", ("python", 1))
    page = path_page(path, path.starts_on)
    assert sum(row.tally.steps for row in page.phases) == page.tally.steps
    assert sum(row.tally.hours for row in page.phases) == page.tally.hours
    assert sum(row.tally.hours_done for row in page.phases) == 4
    assert {row.name: row.project.code for row in page.phases if row.project} == {
        "Foundation": "tool-for-strangers",
        "Data layer": "pipeline-that-survives-the-night",
        "Machine-learning fundamentals": "image-classifier-on-own-photographs",
        "MLOps and production": "service-under-drift",
    }


def test_the_assessed_and_the_projected_fit_are_told_apart(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, answers={"python": "1", "sql": "1"})
    page = Page(client_of_ada.get(url(path)))
    assert len(page.all("figcaption")) == 1
    say(ada, "done", ("python", 2), ("sql", 2))
    page = Page(client_of_ada.get(url(path)))
    assessed, projected = page.all("figcaption")
    assert assessed.text.startswith("Assessed on ")
    assert projected.text.startswith("Projected with the steps you have finished: ")
    fit = path_page(path, path.starts_on).fits[0]
    assert fit.assessed is not None
    assert fit.projected.low > fit.assessed.low


def test_a_path_from_zero_says_that_nothing_is_assessed(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    page = Page(client_of_ada.get(url(make_path(ada))))
    assert [t for t in texts(page, "p") if t.startswith("Nothing is assessed yet")]


def test_a_certification_stands_at_the_end(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    page = Page(client_of_ada.get(url(path)))
    (named,) = path_page(path, path.starts_on).certifications
    assert texts(page, "h2")[-2:] == ["All steps, month by month", "At the end: a certification"]
    assert named.title in texts(page, "a")


def test_the_ways_on(client_of_ada: Client, ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    page = Page(client_of_ada.get(url(path)))
    ways = {each["href"] for each in page.all("a") if each.is_main}
    for name in ("path_replan", "path_progress", "path_calendar", "path_delete"):
        assert reverse(f"roadmaps:{name}", args=[path.pk]) in ways


# --- What became newer ---------------------------------------------------------------------------


def notices(client: Client, path: LearningPath) -> list[str]:
    return texts(Page(client.get(url(path))), "p", class_="notice")


def test_a_newer_release_is_told_with_the_way_to_re_plan(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, starts_on=timezone.localdate())
    assert notices(client_of_ada, path) == []

    def ask_more(document: Document) -> None:
        more = {"skill": "prompt-engineering", "level": 2, "weight": 3, "cites": ["editorial"]}
        role_in(document, "ml-engineer")["requirements"].append(more)

    republish(ask_more)
    assert notices(client_of_ada, path) == [
        "Your path follows release 1 of the framework. Release 2 is out; "
        "re-plan to see what it changes. Re-plan this path"
    ]


def test_a_retired_role_leaves_the_path_as_it_is(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, starts_on=timezone.localdate())
    republish(keep_roles("ai-engineer"))
    assert notices(client_of_ada, path) == [
        "Machine-learning engineer is no longer offered. Your path stays as it is. "
        "Re-plan this path"
    ]


def test_a_newer_assessment_is_told(
    client_of_ada: Client, ada: User, make_path: MakePath, assessment: Make
) -> None:
    now = timezone.now()
    path = make_path(
        ada, answers={"python": "1"}, starts_on=timezone.localdate(), now=now - timedelta(days=2)
    )
    assert notices(client_of_ada, path) == []
    assessment(ada, answers={"python": "2"}, is_submitted=True, now=now)
    (notice,) = notices(client_of_ada, path)
    assert notice.endswith(
        "after the one that this path starts from. Re-plan to start from it. Re-plan this path"
    )


def test_steps_whose_days_are_over_are_told(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, starts_on=timezone.localdate() - timedelta(days=40))
    late = sum(each.ends_on < timezone.localdate() for each in path.steps.all())
    assert notices(client_of_ada, path) == [
        f"The planned days of {late} open steps have passed. Re-plan from today"
    ]


def test_a_step_that_ends_today_is_not_over(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    today = timezone.localdate()
    path = make_path(ada, starts_on=today)
    path.steps.filter(skill_code="python", to_level=1).update(starts_on=today, ends_on=today)
    assert notices(client_of_ada, path) == []


def test_a_step_that_its_release_does_not_know_is_shown_by_its_stored_name(
    client_of_ada: Client, ada: User, make_path: MakePath
) -> None:
    path = make_path(ada)
    path.steps.filter(skill_code="python").update(skill_code="gone", skill_name="A gone skill")
    page = Page(client_of_ada.get(url(path)))
    assert "A gone skill: from Not yet to Aware" in step(page, "gone-1").text
    assert "After: A gone skill to Aware." not in step(page, "gone-2").text


# --- Who, how much, how long ---------------------------------------------------------------------


def test_a_visitor_is_asked_to_sign_in(client: Client, ada: User, make_path: MakePath) -> None:
    goal = url(make_path(ada))
    assert client.get(goal)["Location"] == f"{reverse('account_login')}?next={goal}"


def test_somebody_elses_path_is_a_missing_one(
    client_of_ada: Client, ben: User, make_path: MakePath
) -> None:
    assert client_of_ada.get(url(make_path(ben))).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(
    client_of_ada: Client, ada: User, make_path: MakePath, method: str
) -> None:
    assert getattr(client_of_ada, method)(url(make_path(ada))).status_code == 405


@pytest.mark.parametrize("steps", [20, 200])
def test_queries(
    client_of_ada: Client,
    ada: User,
    make_path: MakePath,
    django_assert_num_queries: DjangoAssertNumQueries,
    steps: int,
) -> None:
    path = make_path(ada, publish_long_way(steps))
    assert path.steps.count() == steps
    say(ada, "done", *pairs(path)[: steps // 4])
    client_of_ada.get(url(path))
    with django_assert_num_queries(7):
        client_of_ada.get(url(path))


def test_queries_of_a_path_from_an_open_assessment(
    client_of_ada: Client,
    ada: User,
    make_path: MakePath,
    assessment: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    path = make_path(ada)
    path.basis = assessment(ada, answers={"python": "1"})
    path.save()
    client_of_ada.get(url(path))
    with django_assert_num_queries(8):
        client_of_ada.get(url(path))


@pytest.mark.parametrize("done", [0, 60, 200])
def test_l9_7_two_hundred_steps_weigh_little(
    client_of_ada: Client, ada: User, make_path: MakePath, done: int
) -> None:
    path = make_path(ada, publish_long_way(200), answers={"python": "0"})
    say(ada, "done", *pairs(path)[:done])
    content = client_of_ada.get(url(path)).content
    assert len(gzip.compress(content, 6)) <= 30 * KB
