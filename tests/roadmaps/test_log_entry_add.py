"""Adding to the log of a step: what is taken, what is refused, and that one form logs once."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from roadmaps.actions import delete_path
from roadmaps.models import LogEntry
from tests.assessments import releases
from tests.roadmaps.log import BAD_LINKS, LINK_SENTENCE, add_url, fields, problems
from tests.taxonomy.pages import Page

NO_HOURS = "Enter hours from 0 to 24, with one decimal at most, such as 1.5."
STEP = reverse("roadmaps:step_detail", args=["sql", 2])


@pytest.fixture
def path(ada, published, make_path):
    published(releases.worked_example())
    return make_path(ada, "analyst")


@pytest.fixture
def send(ada, path, signed_in):
    client = signed_in(ada)
    return lambda **changes: client.post(add_url(), fields(**changes))


def entry():
    return LogEntry.objects.get()


def test_an_entry_is_kept_with_everything_that_was_said(ada, send, signed_in):
    response = send(hours="2", note="One\r\nTwo", evidence_url="https://x.example/a", level="3")
    assert (response.status_code, response["Location"]) == (303, f"{STEP}#log")
    found = entry()
    assert (found.learner, found.pair, found.hours) == (ada, ("sql", 2), 2)
    assert (found.note, found.evidence_url, found.level) == ("One\nTwo", "https://x.example/a", 3)
    assert found.logged_on.isoformat() == "2026-11-20"


def test_what_was_done_is_said_in_the_status_line(ada, send, path, signed_in):
    client = signed_in(ada)
    client.post(add_url(), fields())
    assert "Logged for 20 November 2026." in Page(client.get(STEP)).texts("div")


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        (" 24 ", "24"),
        ("0.1", "0.1"),
        (".5", "0.5"),
        ("1.50", "1.5"),
        ("", "0"),
        ("0", "0"),
        ("7.", None),
        ("24.1", None),
        ("25", None),
        ("-1", None),
        ("1.25", None),
        ("1e1", None),
        ("NaN", None),
        ("abc", None),
        ("١", None),
        ("9" * 5000, None),
    ],
)
def test_hours_from_0_to_24_by_point_or_comma(send, written, hours):
    response = send(hours=written, note="Something")
    if hours is None:
        assert (response.status_code, problems(response)) == (422, [NO_HOURS])
        assert not LogEntry.objects.exists()
    else:
        assert response.status_code == 303
        assert entry().hours == Decimal(hours)


@pytest.mark.parametrize("day", ["1999-12-31", "2999-01-01", "0001-01-01"])
def test_a_day_in_the_future_or_before_2000_is_refused(send, day):
    response = send(logged_on=day)
    (sentence,) = problems(response)
    assert sentence.startswith("Enter a day from 1 January 2000 to ")
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "20.11.2026", "2026-11"])
def test_what_is_no_day_is_refused(send, day):
    assert problems(send(logged_on=day)) == [
        "Enter a whole day: year, month and day, such as 2027-01-31."
    ]
    assert problems(send(logged_on="")) == ["Enter the day on which you did it."]


@pytest.mark.parametrize("zone", ["Pacific/Apia", "Asia/Kathmandu", "Pacific/Pago_Pago"])
def test_t_92_today_is_a_day_where_the_learner_is(zone, ada, path, signed_in):
    ada.time_zone = zone
    ada.save()
    client, today = signed_in(ada), datetime.now(ZoneInfo(zone)).date()
    tomorrow = today + timedelta(days=1)
    assert client.post(add_url(), fields(logged_on=str(tomorrow))).status_code == 422
    assert client.post(add_url(), fields(logged_on=str(today))).status_code == 303
    assert entry().logged_on == today


@pytest.mark.parametrize("link", BAD_LINKS)
def test_l10_1_t_47_only_links_to_the_web(send, link):
    response = send(evidence_url=link)
    assert (response.status_code, problems(response)) == (422, [LINK_SENTENCE])
    assert not LogEntry.objects.exists()


def test_l10_3_a_note_of_4000_characters_and_no_more(send):
    assert send(note="å" * 4000).status_code == 303
    assert len(entry().note) == 4000
    response = send(note="å" * 4001)
    assert problems(response) == ["Enter a note of at most 4,000 characters."]
    assert "å" * 4001 in response.content.decode()
    assert LogEntry.objects.count() == 1


def test_an_entry_says_something(send):
    sentence = "Enter hours, a note, a link or a level, so that there is something to keep."
    assert problems(send(hours="0")) == [sentence]
    assert send(hours="", level="0").status_code == 303
    assert entry().level == 0


@pytest.mark.parametrize("level", ["6", "-1", "x", "2.0"])
def test_a_level_is_on_the_scale(send, level):
    assert problems(send(level=level)) == ["Choose one of the levels from 0 to 5."]


def test_g_15_a_refused_form_says_so_and_keeps_what_was_typed(send):
    html = send(hours="lots", note="Long day", evidence_url="ftp://x", level="2").content.decode()
    assert "<title>Error: Skill sql: from Aware to Guided – Path – CareerFit</title>" in html
    assert html.count("There is a problem") == 1
    for field, sentence in (("hours", NO_HOURS), ("evidence_url", LINK_SENTENCE)):
        assert f'<a href="#id_{field}">{sentence}</a>' in html
        assert html.count(sentence) == 2
    for kept in ("lots", "Long day", "ftp://x", '<option value="2" selected>'):
        assert kept in html


def test_g_22_a_form_sent_twice_logs_once(send):
    key = str(uuid4())
    assert [send(key=key).status_code for _ in range(2)] == [303, 303]
    assert str(entry().pk) == key


def test_a_key_that_is_none_makes_one(send):
    assert send(key="x").status_code == 303
    assert LogEntry.objects.count() == 1


def test_t_05_somebody_elses_key_is_refused(ada, ben, send, signed_in, make_path):
    send()
    make_path(ben, "analyst")
    theirs = signed_in(ben).post(add_url(), fields(key=str(entry().pk)))
    assert theirs.status_code == 404
    assert entry().learner == ada


@pytest.mark.parametrize("step", [("git", 1), ("no-such", 1)])
def test_a_step_of_no_path_takes_no_log(step, ada, path, signed_in):
    assert signed_in(ada).post(add_url(*step), fields()).status_code == 404
    assert not LogEntry.objects.exists()


def test_what_was_typed_is_kept_when_the_path_went_meanwhile(ada, send, path):
    send(note="First")
    delete_path(path=path)
    response = send(note="Second, long")
    assert response.status_code == 422
    assert "Second, long" in response.content.decode()
    assert problems(response) == [
        "This step is no longer part of your paths. What you logged is kept."
    ]
    assert entry().note == "First"


def test_t_04_a_visitor_logs_nothing(client, path):
    assert client.post(add_url(), fields()).status_code == 403
    assert not LogEntry.objects.exists()


def test_reading_is_no_way_in(ada, path, signed_in):
    assert signed_in(ada).get(add_url()).status_code == 405
