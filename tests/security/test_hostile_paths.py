"""What nobody's browser would send to a path, a step, the log and the weekly mail.

T-05, T-10, T-15, T-54, T-62 to T-67, T-93. As in test_hostile_input.py, a 500 raises here.
"""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roadmaps.models import LearningPath, LogEntry, PathStep, Reminder, StepProgress
from tests.security.test_hostile_input import LONE_SURROGATE, NUL, other_spellings
from tests.security.world import Belongings, checksum

NEW, REPLAN = "roadmaps:path_create", "roadmaps:path_replan"
STATUS, LOG = "roadmaps:step_status_save", "roadmaps:log_entry_add"


def terms(**changes: str) -> dict[str, str]:
    """What the form of a new path sends, with changes."""
    today = timezone.localdate().isoformat()
    given = {"role": "ai-architect", "second": "", "basis": "zero", "hours": "6"}
    return {**given, "starts_on": today, **changes}


def work(**changes: str) -> dict[str, str]:
    """What the form of a log entry sends, with changes."""
    return {"logged_on": "2026-09-03", "hours": "1", "key": str(uuid4()), **changes}


def post(has: Belongings, route: str, sent: dict[str, str]) -> HttpResponse:
    url = reverse(route) if route == NEW else has.url(route)
    return has.client.post(url, sent)


# --- Addresses ---------------------------------------------------------------------------------


def test_ids_of_paths_and_entries_have_one_spelling(ada_has: Belongings) -> None:
    """T-15"""
    before = checksum()
    for route in ("path_detail", REPLAN, "path_progress", "path_delete", "log_entry_change"):
        real = ada_has.url(route if ":" in route else f"roadmaps:{route}")
        assert ada_has.client.get(real).status_code == 200
        pk = str(ada_has.entry if "log_entry" in route else ada_has.path)
        for wrong in other_spellings(pk):
            for send in (ada_has.client.get, ada_has.client.post):
                assert send(real.replace(pk, wrong)).status_code == 404, (route, wrong)
    assert checksum() == before


def test_steps_have_one_spelling(ada_has: Belongings) -> None:
    """T-15: skill and level, on the page, for the status and for the log."""
    before, (skill, level) = checksum(), ada_has.step
    levels = ["0", "5", f"0{level}", f"+{level}", f"{level}.0", "-1", "%d9%a1", "%ef%bc%91"]
    levels += ["9" * 20, "9" * 5_000, NUL, LONE_SURROGATE, ""]
    codes = [skill.upper(), f"{skill}%00", f"%20{skill}", LONE_SURROGATE, "x" * 5_000, "..%2f"]
    steps = [f"{skill}/{wrong}" for wrong in levels] + [f"{wrong}/{level}" for wrong in codes]
    for route in ("roadmaps:step_detail", STATUS, LOG):
        real = ada_has.url(route)
        for step in steps:
            url = real.replace(f"{skill}/{level}", step)
            sent = {"status": "done", **work()}
            assert ada_has.client.get(url).status_code in {404, 405}, url
            assert ada_has.client.post(url, sent).status_code in {404, 405}, url
    assert checksum() == before


def test_the_assessment_in_a_query_has_one_spelling(ada_has: Belongings) -> None:
    """T-15, T-05: and is one's own."""
    page, real = reverse(NEW), str(ada_has.submitted)
    assert ada_has.client.get(f"{page}?from={real}").status_code == 200
    for wrong in other_spellings(real):
        if wrong.startswith("+"):
            continue  # a space, once decoded: the next line's case
        assert ada_has.client.get(f"{page}?from={wrong}").status_code == 404, wrong


# --- Other people's ids ------------------------------------------------------------------------


def test_a_foreign_assessment_is_no_basis(ada_has: Belongings, ben_has: Belongings) -> None:
    """T-05: neither in the query nor in the form, of a new path or of one's own."""
    before, theirs = checksum(), str(ben_has.submitted)
    page = reverse(NEW)
    assert ada_has.client.get(f"{page}?from={theirs}").status_code == 404
    assert ada_has.client.post(f"{page}?from={theirs}", terms(basis=theirs)).status_code == 404
    assert post(ada_has, NEW, terms(basis=theirs)).status_code == 422
    assert post(ada_has, REPLAN, terms(basis=theirs)).status_code == 422
    assert checksum() == before


def test_a_foreign_key_makes_nothing(ada_has: Belongings, ben_has: Belongings) -> None:
    """T-05: the id of something new comes with the form, and somebody else's is refused."""
    before = checksum()
    assert post(ada_has, NEW, terms(key=str(ben_has.path))).status_code == 404
    assert post(ada_has, LOG, work(key=str(ben_has.entry))).status_code == 404
    assert checksum() == before


def test_a_key_of_ones_own_path_makes_no_second(ada_has: Belongings) -> None:
    """G-22: the old form sent again, with other words in it."""
    before = checksum()
    again = post(ada_has, NEW, terms(key=str(ada_has.path), hours="40"))
    assert (again.status_code, again.url) == (303, ada_has.url("roadmaps:path_detail"))
    assert post(ada_has, LOG, work(key=str(ada_has.entry), hours="20")).status_code == 303
    assert checksum() == before


def test_a_forged_mark_confirms_nothing(ada_has: Belongings) -> None:
    before = checksum()
    for mark in ("", "x", "0" * 24, "\x00", "9" * 5_000):
        reply = post(ada_has, REPLAN, {**terms(role="ml-engineer", hours="9"), "mark": mark})
        assert reply.status_code == 409, mark
    assert checksum() == before


# --- Terms -------------------------------------------------------------------------------------

BAD_HOURS = ["0", "0.4", "-1", "81", "168", "1e1", "abc", "NaN", "inf", "٣", "1.55", "1,000"]
BAD_HOURS += ["", " ", "9" * 25, "1_0", "0x6", "6 h", "\x00", "{{7*7}}", "--6", "1.5.5", "½"]
BAD_DAYS = ["1900-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "2027-02-29", "10000-01-01"]
BAD_DAYS += ["", "tomorrow", "01/02/2027", "2027-1", "0", "-1", "2027-01-01T00:00", "\x00"]
BAD_DAYS += ["9" * 25, "٢٠٢٧-٠١-٠١x"]


def bad_terms() -> Iterator[dict[str, str]]:
    yield from (terms(hours=text) for text in BAD_HOURS)
    yield from (terms(starts_on=text) for text in BAD_DAYS)
    yield from (terms(role=text) for text in ("", "no-such-role", "AI-ARCHITECT", "\x00", "x" * 99))
    yield from (terms(second=text) for text in ("ai-architect", "no-such-role", "\x00"))
    yield from (terms(basis=text) for text in ("", "Zero", "zero ", "1", "\x00", str(uuid4())))
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    earlier = (timezone.localdate() + timedelta(days=8)).isoformat()
    yield from (
        terms(pause_1_first=first, pause_1_last=last)
        for first, last in ((day, earlier), (day, ""), ("", day), (day, "x"), (day, "9999-12-31"))
    )


@pytest.mark.parametrize("route", [NEW, REPLAN])
def test_terms_that_make_no_path_get_a_sentence(route: str, ada_has: Belongings) -> None:
    """T-64, T-93: 422 with the fields as they were typed, and the stored path stays as it was."""
    before = checksum()
    for sent in bad_terms():
        reply = post(ada_has, route, {**sent, "mark": "x"})
        assert reply.status_code == 422, sent
        assert "There is a problem" in reply.content.decode(), sent
    assert checksum() == before


def test_a_preview_of_bad_terms_is_refused_too(ada_has: Belongings) -> None:
    before = checksum()
    for sent in bad_terms():
        reply = ada_has.client.get(ada_has.url(REPLAN), {**sent, "preview": "1"})
        assert reply.status_code == 422, sent
    assert checksum() == before


@pytest.mark.parametrize(
    ("typed", "stored"), [("0.5", "0.5"), ("1,5", "1.5"), ("80", "80"), ("1.0", "1")]
)
def test_hours_at_the_edges_make_a_path(typed: str, stored: str, ada_has: Belongings) -> None:
    """L9-6"""
    assert post(ada_has, NEW, terms(hours=typed)).status_code == 303
    made = LearningPath.objects.exclude(pk=ada_has.path).get(learner=ada_has.user)
    assert made.hours_per_week == Decimal(stored)


# --- Status ------------------------------------------------------------------------------------


def test_a_status_is_one_of_four_words(ada_has: Belongings) -> None:
    before = checksum()
    for status in ("", "Done", "done ", "doing\x00", "finished", "0", "٣", "x" * 5_000, "to_do"):
        reply = post(ada_has, STATUS, {"status": status})
        assert reply.status_code == 422, status
    assert checksum() == before


HOSTILE_NEXT = ["//evil.example", "/\\evil.example", "https:evil.example", "http:///evil.example"]
HOSTILE_NEXT += ["\t//evil.example", "https://testserver@evil.example", "data:text/html,x", "\x00"]
HOSTILE_NEXT += ["/%0d%0aLocation:%20//evil.example/../", "javascript:alert(1)", "evil.example", ""]


def test_t54_a_status_leads_to_this_site(ada_has: Belongings) -> None:
    for goal in HOSTILE_NEXT:
        for status in ("done", "doing", "no such status"):
            reply = post(ada_has, STATUS, {"status": status, "next": goal})
            led = getattr(reply, "url", "/home/")
            assert led.startswith("/"), goal
            assert not led.startswith(("//", "/\\")), goal
            assert 'href="//' not in reply.content.decode(), goal
    kept = post(ada_has, STATUS, {"status": "done", "next": "/paths/?a=1"})
    assert kept.url == "/paths/?a=1"


# --- The log -----------------------------------------------------------------------------------


def bad_work() -> Iterator[dict[str, str]]:
    hours = ["-1", "24.1", "25", "1.55", "abc", "NaN", "1e1", "٣", "9" * 25, "\x00", "1 h", "--1"]
    yield from (work(hours=text) for text in hours)
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    days = [*BAD_DAYS, tomorrow]
    yield from (work(logged_on=text) for text in days)
    yield from (work(level=text) for text in ("-1", "6", "2.5", "٣", "NaN", "true", "03", "\x00"))
    yield work(hours="0")
    yield work(hours="", note=" \n ", evidence_url=" ")
    yield work(note="x" * 4_001)
    yield work(note="x" * 100_000)
    yield work(note="a\x00b")
    yield work(evidence_url="https://e.example/" + "x" * 100_000)
    yield work(evidence_url="not a link")


@pytest.mark.parametrize("route", [LOG, "roadmaps:log_entry_change"])
def test_an_entry_that_cannot_be_gets_a_sentence(route: str, ada_has: Belongings) -> None:
    """T-64, T-66, L10-3: 422, what was typed is kept, and nothing is stored; quickly."""
    before, began = checksum(), time.perf_counter()
    for sent in bad_work():
        reply = post(ada_has, route, sent)
        assert reply.status_code == 422, {name: text[:40] for name, text in sent.items()}
        assert "There is a problem" in reply.content.decode()
    assert time.perf_counter() - began < 20
    assert checksum() == before


def test_a_refused_note_is_kept_whole(ada_has: Belongings) -> None:
    """L10-3: 4,001 characters come back in the form; 4,000 are stored, line breaks as one."""
    note = "x" * 3_999 + "yz"
    assert note in post(ada_has, LOG, work(note=note)).content.decode()
    fits = ("x" * 79 + "\r\n") * 50
    assert post(ada_has, LOG, work(note=fits, logged_on="2026-09-04")).status_code == 303
    stored = LogEntry.objects.get(logged_on=date(2026, 9, 4)).note
    assert stored == (("x" * 79 + "\n") * 50).strip()


def test_odd_letters_are_stored_as_typed(ada_has: Belongings) -> None:
    """T-67"""
    odd = "\u202eabc\u202c a\u0301\u0327 \u200d\U0001f469\u200d\U0001f4bb ıİi ﬁ é e\u0301"
    assert post(ada_has, "roadmaps:log_entry_change", work(note=odd)).status_code == 303
    assert LogEntry.objects.get(pk=ada_has.entry).note == odd


def test_half_characters_are_replaced_and_no_500(ada_has: Belongings) -> None:
    form = "application/x-www-form-urlencoded"
    body = "logged_on=2026-09-05&hours=1&note=%ed%a0%80%ff"
    url = ada_has.url(LOG)
    assert ada_has.client.post(url, body, content_type=form).status_code == 303
    note = LogEntry.objects.get(logged_on=date(2026, 9, 5)).note
    assert set(note) == {"\N{REPLACEMENT CHARACTER}"}


def test_a_key_that_is_none_is_a_fresh_one(ada_has: Belongings) -> None:
    for number, key in enumerate(("", "x", "\x00", "9" * 5_000, "null"), start=6):
        day = f"2026-09-{number:02}"
        assert post(ada_has, LOG, work(key=key, logged_on=day)).status_code == 303, key
    assert LogEntry.objects.filter(learner=ada_has.user).count() == 6


# --- Fields that no form has -------------------------------------------------------------------


def extra(has: Belongings) -> dict[str, str]:
    """Every column of the tables, each with a value that would do harm."""
    tables = (LearningPath, PathStep, StepProgress, LogEntry, Reminder)
    columns = {
        name
        for table in tables
        for field in table._meta.concrete_fields
        for name in (field.name, field.attname)
    }
    theirs = {"learner": str(has.user.pk), "learner_id": str(has.user.pk), "path": str(has.path)}
    return {**dict.fromkeys(sorted(columns), "1"), **theirs, "pk": str(has.path)}


def test_t10_extra_fields_are_ignored(ada_has: Belongings, ben_has: Belongings) -> None:
    """Owner, release, moments and steps come from the server."""
    harm, key = extra(ben_has), uuid4()
    bens = [list(model.objects.filter(learner=ben_has.user).values()) for model in OWNED]
    assert post(ada_has, NEW, {**harm, **terms(key=str(key))}).status_code == 303
    made = LearningPath.objects.get(pk=key)
    assert (made.learner, made.release_id, made.pauses) == (ada_has.user, 1, [])
    assert made.created_at.year >= 2026
    assert post(ada_has, STATUS, {**harm, "status": "done"}).status_code == 303
    said = StepProgress.objects.get(learner=ada_has.user)
    assert (said.pair, said.status) == (ada_has.step, "done")
    sent = {**harm, **work(key=str(uuid4()), note="", evidence_url="", level="")}
    assert post(ada_has, LOG, sent).status_code == 303
    entry = LogEntry.objects.filter(learner=ada_has.user).latest("created_at")
    assert (entry.skill_code, entry.to_level, entry.note) == (*ada_has.step, "")
    page = reverse("roadmaps:reminder")
    assert ada_has.client.post(page, {**harm, "day": "4"}).status_code == 303
    chosen = Reminder.objects.get(learner=ada_has.user)
    assert (chosen.weekday, chosen.last_sent_on) == (4, None)
    assert [list(model.objects.filter(learner=ben_has.user).values()) for model in OWNED] == bens


OWNED = (LearningPath, StepProgress, LogEntry, Reminder)


def test_days_of_the_weekly_mail(ada_has: Belongings) -> None:
    before = checksum()
    for day in ("", "7", "-1", "0.0", "00", "٣", "Monday", "\x00", "x" * 5_000):
        reply = ada_has.client.post(reverse("roadmaps:reminder"), {"day": day})
        assert reply.status_code == 422, day
    assert checksum() == before
