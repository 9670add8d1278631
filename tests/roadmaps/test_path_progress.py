"""How far a path is: the page."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from roadmaps.actions import Work, add_log_entry, set_step_status
from tests.assessments import releases
from tests.assessments.releases import requirement
from tests.taxonomy.pages import Page

HEADING = "How far are you on the way to The analyst?"
HOURS, FIT, WEEKS = "Planned and logged hours", "Your fit over time", "Weeks on plan"


def days_ago(count):
    return timezone.localdate() - timedelta(days=count)


def moment(count):
    return timezone.now() - timedelta(days=count)


@pytest.fixture
def make(ada, published, make_path):
    """Ada's path to The analyst: nine steps of 2, 6, 15 and 40 hours, begun 22 days ago."""
    published(releases.worked_example())

    def make(*, starts=22, answers=None, role="analyst", **terms):
        now = moment(starts + 1) if starts >= 0 else None
        return make_path(ada, role, starts_on=days_ago(starts), answers=answers, now=now, **terms)

    return make


@pytest.fixture
def page(ada, signed_in):
    client = signed_in(ada)
    return lambda path: Page(client.get(url(path)))


def url(path):
    return reverse("roadmaps:path_progress", args=[path.pk])


def log(person, step, ago, hours):
    work = Work(days_ago(ago), Decimal(hours))
    add_log_entry(learner=person, key=uuid4(), step=step, work=work)


def say(person, step, status, ago=0):
    set_step_status(learner=person, step=step, status=status, now=moment(ago))


def facts(page):
    terms, values = page.texts("dt"), page.texts("dd")
    return dict(zip(terms, values, strict=True))


def test_the_first_sentence_is_the_answer(ada, make, page):
    path = make()
    say(ada, ("sql", 1), "done", 20)
    log(ada, ("sql", 1), 20, 3)
    log(ada, ("sql", 2), 8, "8.5")
    found = page(path)
    assert found.texts("h1") == [HEADING]
    # 11.5 hours in 23 days; of 94 hours 2 are done, and sql 2 takes 1 more of its 6
    end = timezone.localdate() + timedelta(days=174)
    planned = max(row.ends_on for row in path.steps.all())
    weeks = round((end - planned).days / 7)
    assert found.texts("p", HEADING)[0] == (
        "1 of 9 steps and 2 of 94 planned hours are done. At your present pace, about 3.5 hours "
        f"a week, the path ends around {end.day} {end:%B %Y}, {weeks} weeks later than planned."
    )
    assert facts(found) == {
        "Steps done": "1 of 9",
        "Planned hours done": "2 of 94",
        "Hours logged": "11.5",
        "Weeks on plan": "1 of 3",
        "End as planned": f"{planned.day} {planned:%b %Y}",
        "End at your pace": f"{end.day} {end:%b %Y}",
    }


def test_l9_2_progress_is_text_and_a_named_bar(ada, make, page):
    path = make()
    say(ada, ("sql", 1), "done")
    (bar,) = [each for each in page(path).elements if each.tag == "progress"]
    assert (bar.attrs["value"], bar.attrs["max"]) == ("2", "94")
    (label,) = page(path).attributes("label", "for")
    assert label == bar.attrs["id"]


def test_planned_against_logged_stands_in_a_table_beside_its_picture(ada, make, page, signed_in):
    path = make()
    say(ada, ("sql", 1), "done")
    say(ada, ("python", 1), "doing")
    log(ada, ("sql", 1), 3, 3)
    log(ada, ("sql", 3), 2, "1.5")
    assert sorted(page(path).rows(HOURS)) == sorted(
        [
            ["Step", "Logged against planned", "Logged", "Planned", "Status"],
            ["Skill sql to Aware", "", "3", "2", "Done"],
            ["Skill sql to Independent", "", "1.5", "15", "To do"],
            ["Skill python to Aware", "", "0", "2", "Doing"],
        ]
    )
    assert page(path).texts("p", HOURS) == ["6 more steps are not begun: 75 hours as planned."]
    html = signed_in(ada).get(url(path)).content.decode()
    names = re.findall('<svg class="hour-bar".*?<title>(.*?)</title>', html)
    assert sorted(names) == [
        "0 of 2 planned hours logged",
        "1.5 of 15 planned hours logged",
        "3 of 2 planned hours logged",
    ]


def test_weeks_are_listed_with_planned_and_done_hours(ada, make, page):
    path = make(pauses=((days_ago(15), days_ago(9)),))
    log(ada, ("sql", 1), 22, 6)
    log(ada, ("sql", 1), 8, "5.9")
    first, last = days_ago(22), days_ago(8)
    assert page(path).rows(WEEKS) == [
        ["Week from", "Planned", "Done", "On plan"],
        [f"{first.day} {first:%b %Y}", "6", "6", "yes"],
        [f"{last.day} {last:%b %Y}", "6", "5.9", "no"],
    ]
    assert page(path).texts("p", WEEKS)[0].startswith("You were on plan in 1 of 2 weeks.")


# --- States --------------------------------------------------------------------------------------


def test_nothing_done_and_no_log(make, page):
    found = page(make())
    assert found.texts("p", HEADING)[0] == (
        "No step is done yet; 9 steps with 94 planned hours are ahead of you. "
        "Log your hours with the steps, and this page says where your pace leads."
    )
    assert facts(found)["Weeks on plan"] == "0 of 3"
    assert found.texts("table", HOURS) == []
    assert found.texts("p", HOURS) == ["9 steps are not begun: 94 hours as planned."]


def test_a_start_in_the_future(make, page):
    found, start = page(make(starts=-30)), days_ago(-30)
    assert found.texts("p", HEADING)[0].startswith(
        f"Your path starts on {start.day} {start:%B %Y}. No step is done yet"
    )
    assert facts(found)["Weeks on plan"] == "0 of 0"


def test_all_done(ada, make, page):
    path = make()
    for row in path.steps.all():
        say(ada, row.pair, "done", 1)
    found = page(path)
    assert found.texts("p", HEADING)[0] == "All 9 steps are done, 94 planned hours in all."
    assert set(facts(found)) == {
        "Steps done",
        "Planned hours done",
        "Hours logged",
        "Weeks on plan",
    }


def test_all_skipped(ada, make, page):
    path = make()
    for row in path.steps.all():
        say(ada, row.pair, "skipped")
    found = page(path)
    assert found.texts("p", HEADING)[0] == (
        "Every step of this path is skipped, so nothing is planned."
    )
    assert facts(found)["Steps done"] == "0 of 0"


def test_nothing_to_do_at_all(make, page):
    path = make(answers={"sql": "5", "python": "5", "statistics": "5"})
    found = page(path)
    assert found.texts("p", HEADING)[0] == (
        "This path has no steps: you hold every level that it leads to."
    )
    assert found.texts("dl") == []


@pytest.mark.parametrize(
    ("zone", "week"),
    [("Pacific/Apia", "25 Oct 2026"), ("Europe/London", "18 Oct 2026"), ("UTC", "18 Oct 2026")],
)
def test_t_92_a_step_is_done_on_a_day_where_the_learner_is(
    zone, week, ada, published, make_path, page
):
    """A path that began on Sunday 18 October: the 24th is in its first week, the 25th is not."""
    published(releases.worked_example())
    ada.time_zone = zone
    ada.save()
    path = make_path(ada, "analyst", starts_on=date(2026, 10, 18), hours="0.5")
    late = datetime(2026, 10, 24, 12, 30, tzinfo=UTC)
    set_step_status(learner=ada, step=("sql", 1), status="done", now=late)
    assert [row[0] for row in page(path).rows(WEEKS) if row[2] == "2"] == [week]


def test_t_92_a_day_of_25_hours_is_one_day(ada, published, make_path, page):
    published(releases.worked_example())
    ada.time_zone = "Europe/London"
    ada.save()
    path = make_path(ada, "analyst", starts_on=date(2026, 10, 25), hours="0.5")
    moments = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    for step, at in zip((("sql", 1), ("python", 1)), moments, strict=True):
        set_step_status(learner=ada, step=step, status="done", now=at)
    assert [row[2] for row in page(path).rows(WEEKS) if row[0] == "25 Oct 2026"] == ["4"]


# --- The trend -----------------------------------------------------------------------------------


def test_the_trend_stands_with_the_steps_finished_between_attempts(ada, make, page, assessment):
    path = make(answers={"sql": "0"}, starts=60)
    say(ada, ("sql", 1), "done", 40)
    say(ada, ("python", 1), "done", 30)
    assessment(
        ada, "analyst", answers={"sql": "1", "python": "1"}, is_submitted=True, now=moment(20)
    )
    assessment(ada, "writer", answers={"python": "1"}, is_submitted=True, now=moment(10))
    say(ada, ("python", 2), "done", 5)
    found = page(path)
    assert [row[2] for row in found.rows(FIT)] == [
        "Steps finished",
        "–",
        "Skill sql to Aware, Skill python to Aware",
        "Skill python to Guided",
    ]
    assert found.rows(FIT)[3][:2] == ["Since then", "not assessed"]
    assert found.texts("p", FIT)[0].startswith("Over 2 attempts your fit for The analyst ")


def test_one_attempt_is_no_picture(make, page, signed_in, ada):
    path = make(answers={"sql": "0"})
    assert page(path).texts("p", FIT)[0].startswith("One attempt is no trend yet.")
    assert 'class="trend"' not in signed_in(ada).get(url(path)).content.decode()


def test_no_attempt_is_a_sentence(make, page):
    assert page(make()).texts("p", FIT)[0] == (
        "You have not handed in an assessment for this role, so there is no fit to follow."
    )


# --- Who and how much ----------------------------------------------------------------------------


def test_the_calendar_and_the_evidence_are_one_step_away(make, page):
    path = make()
    assert [address for _, address in page(path).links("Take it along")][:2] == [
        reverse("roadmaps:path_calendar", args=[path.pk]),
        reverse("roadmaps:evidence_list"),
    ]


def test_t_03_nobody_else_sees_it(ben, client, make, signed_in):
    path = make()
    assert signed_in(ben).get(url(path)).status_code == 404
    assert client.get(url(path)).status_code == 302


def test_a_role_that_is_no_longer_offered_keeps_its_page(make, page, published):
    path = make()
    published(releases.workshop(["git"], {"other": [requirement("git")]}))
    assert page(path).texts("h1") == [HEADING]


@pytest.mark.parametrize(("skills", "entries", "attempts"), [(4, 1, 1), (60, 60, 6)])
def test_queries_do_not_grow(
    skills,
    entries,
    attempts,
    ada,
    signed_in,
    published,
    make_path,
    assessment,
    django_assert_num_queries,
):
    published(releases.large(skills))
    for number in range(attempts):
        assessment(ada, "big", answers={"s0": "1"}, is_submitted=True, now=moment(40 - number))
    path = make_path(ada, "big", starts_on=days_ago(30))
    for row in path.steps.all()[:entries]:
        set_step_status(learner=ada, step=row.pair, status="done")
        log(ada, row.pair, 3, 1)
    client = signed_in(ada)
    client.get(url(path))
    with django_assert_num_queries(7):
        client.get(url(path))
