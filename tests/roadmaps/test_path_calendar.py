"""A path as an iCalendar file, read back by a library and byte by byte."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from roadmaps.actions import replan_path, set_step_status
from roadmaps.drafts import Terms, draft
from roadmaps.models import PathStep
from tests.assessments import releases
from tests.roadmaps.conftest import MONDAY
from tests.taxonomy.pages import Page

MADE = datetime(2026, 11, 22, 9, 30, 15, tzinfo=UTC)
HOSTILE = 'a\\b; "c", d\nBEGIN:VEVENT\r\nATTACH:https://evil.example'


@pytest.fixture
def path(ada, published, make_path):
    published(releases.worked_example())
    return make_path(ada, "analyst", now=MADE)


@pytest.fixture
def fetch(ada, path, signed_in):
    client = signed_in(ada)
    return lambda: client.get(reverse("roadmaps:path_calendar", args=[path.pk]))


@pytest.fixture
def events(fetch):
    return lambda: list(Calendar.from_ical(fetch().content).walk("VEVENT"))


def test_one_all_day_event_for_each_dated_step(path, events):
    found = events()
    rows = list(path.steps.all())
    assert [str(each["summary"]) for each in found][:1] == ["Skill sql: from Not yet to Aware"]
    assert [(each.decoded("dtstart"), each.decoded("dtend")) for each in found] == [
        (row.starts_on, row.ends_on + timedelta(days=1)) for row in rows
    ]
    assert all(each["dtstart"].params["VALUE"] == "DATE" for each in found)
    assert {str(each["transp"]) for each in found} == {"TRANSPARENT"}


def test_an_event_says_what_one_can_do_then_and_leads_to_the_step(events, settings):
    first = events()[0]
    address = f"{settings.SITE_URL}/steps/sql/1/"
    assert str(first["description"]) == (
        f"I can do sql at level 1.\n2 to 3 hours in all.\n{address}"
    )
    assert str(first["url"]) == address


def test_done_and_skipped_steps_are_left_out(ada, path, events):
    one, two, three = (row.pair for row in path.steps.all()[:3])
    set_step_status(learner=ada, step=one, status="done")
    set_step_status(learner=ada, step=two, status="skipped")
    set_step_status(learner=ada, step=three, status="doing")
    assert len(events()) == path.steps.count() - 2
    assert str(events()[0]["url"]).endswith(f"/steps/{three[0]}/{three[1]}/")


def test_taken_again_after_a_re_plan_the_events_are_the_same_ones_moved(ada, path, events):
    before = {str(each["uid"]): each for each in events()}
    terms = Terms(("analyst",), path.hours_per_week, MONDAY + timedelta(days=70))
    mark = draft(ada, terms, path).mark
    replan_path(path=path, terms=terms, mark=mark, now=MADE + timedelta(minutes=2))
    after = {str(each["uid"]): each for each in events()}
    assert set(after) == set(before)
    assert len(after) == path.steps.count()
    for uid, event in after.items():
        assert (before[uid]["sequence"], event["sequence"]) == (0, 120)
        assert event.decoded("dtstart") == before[uid].decoded("dtstart") + timedelta(days=70)
        assert event.decoded("dtstamp") == MADE + timedelta(minutes=2)
        assert event.decoded("last-modified") == MADE + timedelta(minutes=2)


def test_the_file_twice_is_the_same_file(fetch):
    assert fetch().content == fetch().content


def test_the_reply_is_a_file_with_a_clean_name_that_nobody_keeps(fetch):
    reply = fetch()
    assert reply["Content-Type"] == "text/calendar; charset=utf-8"
    assert reply["Content-Disposition"] == 'attachment; filename="careerfit-analyst.ics"'
    assert reply["Cache-Control"] == "no-store"


def test_two_targets_are_both_in_the_names(ada, make_path, path, signed_in):
    both = make_path(ada, "analyst", "writer")
    reply = signed_in(ada).get(reverse("roadmaps:path_calendar", args=[both.pk]))
    assert reply["Content-Disposition"] == 'attachment; filename="careerfit-analyst-writer.ics"'
    calendar = Calendar.from_ical(reply.content)
    assert str(calendar["x-wr-calname"]) == "Path to The analyst and The writer"
    assert (str(calendar["version"]), str(calendar["calscale"])) == ("2.0", "GREGORIAN")


@pytest.mark.parametrize(
    "name",
    [
        HOSTILE,
        "تحليل البيانات " * 8,
        "数据分析" * 40,
        "e\N{COMBINING ACUTE ACCENT}" * 60,
        "\N{MAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}" * 30,
    ],
    ids=["hostile", "arabic", "chinese", "accents", "emoji"],
)
def test_t_45_any_name_comes_back_whole_on_lines_that_calendars_read(name, path, fetch, events):
    PathStep.objects.filter(path=path).update(skill_name=name[:200])
    body = fetch().content
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # folded between letters, not inside one
    assert body.count(b"BEGIN:VEVENT\r\n") == path.steps.count()
    assert b"\r\nATTACH" not in body
    expected = f"{name[:200]}: from Not yet to Aware".replace("\r\n", "\n")
    assert str(events()[0]["summary"]) == expected


def test_the_last_day_of_the_calendar_is_no_accident(path, events):
    PathStep.objects.filter(path=path).update(starts_on=date.max, ends_on=date.max)
    assert events()[0].decoded("dtend") == date.max


def test_with_no_dated_step_a_sentence_takes_the_place_of_the_file(ada, path, fetch, signed_in):
    for row in path.steps.all():
        set_step_status(learner=ada, step=row.pair, status="skipped")
    reply = fetch()
    progress = reverse("roadmaps:path_progress", args=[path.pk])
    assert (reply.status_code, reply["Location"]) == (302, progress)
    words = "No step with days is left, so there is nothing for a calendar."
    client = signed_in(ada)
    client.get(reverse("roadmaps:path_calendar", args=[path.pk]))
    assert words in Page(client.get(progress)).texts("div")


def test_t_03_nobody_else_takes_it(ben, client, path, signed_in):
    url = reverse("roadmaps:path_calendar", args=[path.pk])
    assert signed_in(ben).get(url).status_code == 404
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("skills", [4, 60])
def test_queries_do_not_grow(
    skills, ada, signed_in, published, make_path, django_assert_num_queries
):
    published(releases.large(skills))
    url = reverse("roadmaps:path_calendar", args=[make_path(ada, "big").pk])
    client = signed_in(ada)
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url)
