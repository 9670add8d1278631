"""`manage.py send_reminders`: who gets the weekly mail, what it says, and that nobody gets two.

security.md T-34, T-78, T-79, T-121, T-133; RFC 8058.
"""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from itertools import pairwise
from uuid import uuid4

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from roadmaps.actions import (
    Round,
    Work,
    add_log_entry,
    choose_reminder,
    send_due_reminders,
    set_step_status,
    stop_reminder,
)
from roadmaps.models import LearningPath, PathStep, Reminder
from roadmaps.permissions import stop_token
from tests.roadmaps.mailserver import Post, mail_server

pytestmark = pytest.mark.django_db

MakePath = Callable[..., LearningPath]
MONDAY = datetime(2026, 11, 30, 6, tzinfo=UTC)
CHOSEN = MONDAY - timedelta(days=5)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def subscribed(make_path: MakePath) -> Callable[..., User]:
    """A learner with a path and a confirmed address who chose Mondays."""

    def subscribe(person: User, **path: object) -> User:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        choose_reminder(learner=person, weekday=0, now=CHOSEN)
        make_path(person, now=CHOSEN, **path)
        return person

    return subscribe


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """A mail server that the product is told to use."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 0.5
        yield server


def sent_to() -> list[list[str]]:
    return [message.to for message in mail.outbox]


# --- What it says ------------------------------------------------------------------------------


def test_the_mail_whole(ada: User, subscribed: Callable[..., User], settings: Settings) -> None:
    settings.SITE_URL = "https://careerfit.example"
    subscribed(ada)
    path = LearningPath.objects.get()
    first, _, third = path.steps.all()[:3]
    set_step_status(learner=ada, step=first.pair, status="done")
    set_step_status(learner=ada, step=third.pair, status="doing")
    for days, hours in ((0, "9"), (1, "1.5"), (7, "2"), (8, "5")):
        work = Work((MONDAY - days * DAY).date(), Decimal(hours))
        add_log_entry(learner=ada, key=uuid4(), step=third.pair, work=work)
    ends_on = max(step.ends_on for step in path.steps.all())
    assert send_due_reminders(now=MONDAY) == Round(sent=1)
    (message,) = mail.outbox
    stop = f"https://careerfit.example/reminders/stop/{stop_token(ada.pk)}/"
    assert message.subject == "Next on your path to Machine-learning engineer"
    assert (message.to, message.cc, message.bcc) == (["ada@example.org"], [], [])
    assert message.extra_headers == {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    lines = message.body.splitlines()
    assert lines[0] == "What you can do next for Machine-learning engineer:"
    steps = re.findall(
        r"^- (.+): from (\S.*) to (\S.*), [\d,]+ to [\d,]+ hours$", message.body, re.M
    )
    assert steps[0][0] == third.skill_name
    assert len(steps) == 3
    assert first.skill_name not in {name for name, _, to in steps if to == "Aware"}
    assert f"  https://careerfit.example/steps/{third.skill_code}/{third.to_level}/" in lines
    assert "In the last seven days you logged 3.5 hours." in lines
    assert f"Planned end of your path: {ends_on.day} {ends_on:%B %Y}." in lines
    assert f"Your path: https://careerfit.example/paths/{path.pk}/" in lines
    assert f"Stop it without signing in: {stop}" in lines
    assert lines[-2:] == ["CareerFit", "https://careerfit.example"]
    assert (message.content_subtype, message.attachments) == ("plain", [])


def test_only_steps_whose_needs_are_met(ada: User, subscribed: Callable[..., User]) -> None:
    subscribed(ada)
    send_due_reminders(now=MONDAY)
    told = re.findall(r"/steps/([a-z0-9-]+)/(\d)/", mail.outbox[0].body)
    rows = {row.pair: row for row in PathStep.objects.all()}
    assert len(told) == 3
    assert all(rows[code, int(level)].after == [] for code, level in told)


def test_a_skipped_step_is_neither_told_nor_waited_for(
    ada: User, subscribed: Callable[..., User]
) -> None:
    subscribed(ada)
    before = PathStep.objects.first()
    waiting = next(row for row in PathStep.objects.all() if row.after == [list(before.pair)])
    for row in PathStep.objects.exclude(pk=waiting.pk):
        set_step_status(learner=ada, step=row.pair, status="skipped")
    send_due_reminders(now=MONDAY)
    assert re.findall(r"/steps/([a-z0-9-]+)/(\d)/", mail.outbox[0].body) == [
        (waiting.skill_code, str(waiting.to_level))
    ]
    assert "You logged no hours in the last seven days." in mail.outbox[0].body


def test_every_link_opens_a_page(
    ada: User, subscribed: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:
    subscribed(ada)
    send_due_reminders(now=MONDAY)
    paths = re.findall(r"http://localhost:8000(/\S*)", mail.outbox[0].body)
    client = signed_in(ada)
    assert len(paths) == 6
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_two_roles_are_both_named(ada: User, make_path: MakePath, subscribed: Callable) -> None:
    subscribed(ada)
    later = MONDAY - DAY
    make_path(ada, "data-scientist", "data-engineer", now=later)
    send_due_reminders(now=MONDAY)
    assert mail.outbox[0].subject == "Next on your path to Data scientist and Data engineer"


def test_nothing_to_say_no_mail(ada: User, ben: User, subscribed: Callable[..., User]) -> None:
    """Without a path, and with one on which nothing is left; and it is not marked as sent."""
    subscribed(ada)
    subscribed(ben)
    LearningPath.objects.filter(learner=ben).delete()
    for number, row in enumerate(PathStep.objects.all()):
        status = "skipped" if number % 2 else "done"
        set_step_status(learner=ada, step=row.pair, status=status)
    assert send_due_reminders(now=MONDAY) == Round()
    assert mail.outbox == []
    assert set(Reminder.objects.values_list("last_sent_on", flat=True)) == {None}


def test_t78_t79_planted_text_stays_text(
    ada: User, subscribed: Callable[..., User], settings: Settings
) -> None:
    """Names of skills and roles come from a framework, which a bad import may have written."""
    planted = "{{7*7}} {x.__class__} %(KEY)s ${x} <b>&amp; \r\nBcc: eve@example.org\r\n\r\nHi"
    subscribed(ada)
    User.objects.update(name=planted[:120])
    PathStep.objects.update(skill_name=planted)
    LearningPath.objects.update(role_code=planted[:80])
    assert send_due_reminders(now=MONDAY) == Round(sent=1)
    (message,) = mail.outbox
    assert planted in message.body
    assert message.subject == (
        "Next on your path to {{7*7}} {x.__class__} %(KEY)s ${x} <b>&amp; Bcc: eve@example.org Hi"
    )
    head = message.message().as_string().partition("\n\n")[0]
    assert re.findall(r"^(To|Bcc|Cc): ", head, re.M) == ["To"]
    assert message.recipients() == ["ada@example.org"]


@pytest.mark.parametrize(
    "address", ["ada@example.org, eve@example.org", "ada@example.org\nBcc: eve@example.org"]
)
def test_t79_an_address_that_is_two_reaches_nobody(
    ada: User, ben: User, subscribed: Callable[..., User], post: Post, address: str
) -> None:
    """Written past the forms; the others get their mail."""
    subscribed(ada)
    subscribed(ben)
    for rows in (User.objects.filter(pk=ada.pk), EmailAddress.objects.filter(user=ada)):
        rows.update(email=address)
    assert send_due_reminders(now=MONDAY) == Round(sent=1, failed=1)
    assert post.recipients == ["ben@example.org"]


def test_t34_links_name_the_configured_site(
    ada: User, subscribed: Callable[..., User], settings: Settings
) -> None:
    settings.SITE_URL = "https://careerfit.example"
    subscribed(ada)
    send_due_reminders(now=MONDAY)
    text = mail.outbox[0].message().as_string()
    assert set(re.findall(r"https?://[^/\s>]+", text)) == {"https://careerfit.example"}


# --- To whom and when --------------------------------------------------------------------------


def test_it_is_off_until_chosen(ada: User, make_path: MakePath) -> None:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True)
    make_path(ada)
    assert send_due_reminders(now=MONDAY) == Round()


@pytest.mark.parametrize("what", ["stopped", "inactive", "not confirmed", "another confirmed"])
def test_who_gets_none(ada: User, subscribed: Callable[..., User], what: str) -> None:
    subscribed(ada)
    if what == "stopped":
        stop_reminder(learner_id=ada.pk)
    elif what == "inactive":
        User.objects.update(is_active=False)
    elif what == "not confirmed":
        EmailAddress.objects.update(verified=False)
    else:
        EmailAddress.objects.update(email="other@example.org")
    assert send_due_reminders(now=MONDAY) == Round()
    assert mail.outbox == []


def test_once_a_week_on_the_chosen_day(ada: User, subscribed: Callable[..., User]) -> None:
    subscribed(ada)
    days = [CHOSEN + day * DAY for day in range(21)]
    sent = [day for day in days if send_due_reminders(now=day).sent]
    assert sent == [MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK]
    assert Reminder.objects.get().last_sent_on == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Kathmandu", datetime(2026, 11, 29, 18, 15, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2026, 11, 29, 11, tzinfo=UTC)),
        ("Pacific/Honolulu", datetime(2026, 11, 30, 10, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 11, 30, 0, tzinfo=UTC)),
        ("Mars/Olympus", datetime(2026, 11, 30, 0, tzinfo=UTC)),
    ],
)
def test_t92_the_day_begins_where_the_learner_lives(
    ada: User, subscribed: Callable[..., User], zone: str, moment: datetime
) -> None:
    User.objects.update(time_zone=zone)
    subscribed(User.objects.get())
    assert send_due_reminders(now=moment - timedelta(minutes=1)) == Round()
    assert send_due_reminders(now=moment) == Round(sent=1)


@pytest.mark.parametrize("start", [datetime(2026, 3, 20, 0, 30), datetime(2026, 10, 16, 0, 30)])
def test_t92_across_a_change_of_the_clocks(
    ada: User, subscribed: Callable[..., User], start: datetime
) -> None:
    """On Sundays in London, whose clocks change on 29 March and 25 October 2026."""
    User.objects.update(time_zone="Europe/London")
    subscribed(User.objects.get())
    Reminder.objects.update(weekday=6, created_at=start.replace(tzinfo=UTC) - DAY)
    runs = [start.replace(tzinfo=UTC) + day * DAY for day in range(21)]
    sent = [run for run in runs if send_due_reminders(now=run).sent]
    assert [later - earlier for earlier, later in pairwise(sent)] == [WEEK] * 2


# --- At most one -------------------------------------------------------------------------------


class Killed(BaseException):
    """The process ends here: no handler of ours runs."""


class DyingBackend(locmem.EmailBackend):
    """Dies just before or just after the mail has left."""

    is_sent_first = False

    def send_messages(self, messages: list[EmailMessage]) -> int:
        if self.is_sent_first:
            super().send_messages(messages)
        raise Killed


@pytest.mark.parametrize("is_sent_first", [False, True])
def test_killed_in_the_middle_nobody_gets_two(
    ada: User,
    subscribed: Callable[..., User],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    is_sent_first: bool,
) -> None:
    subscribed(ada)
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.DyingBackend"
    monkeypatch.setattr(DyingBackend, "is_sent_first", is_sent_first)
    with pytest.raises(Killed):
        send_due_reminders(now=MONDAY)
    settings.EMAIL_BACKEND = usual
    for days in range(7):
        assert send_due_reminders(now=MONDAY + days * DAY) == Round()
    assert len(mail.outbox) == int(is_sent_first)
    assert send_due_reminders(now=MONDAY + WEEK) == Round(sent=1)


class MeetingBackend(locmem.EmailBackend):
    """Waits until the other process stands at the same place."""

    barrier = threading.Barrier(2)

    def open(self) -> None:
        self.barrier.wait(timeout=20)


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_send_one(
    ada: User, subscribed: Callable[..., User], settings: Settings
) -> None:
    """Both have read that the mail is due; one of them may mark it."""
    subscribed(ada)
    settings.EMAIL_BACKEND = f"{__name__}.MeetingBackend"
    rounds: list[Round] = []

    def run() -> None:
        rounds.append(send_due_reminders(now=MONDAY))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.sent for each in rounds) == [0, 1]
    assert [each.failed for each in rounds] == [0, 0]
    assert sent_to() == [["ada@example.org"]]


# --- A mail server that fails ------------------------------------------------------------------


def test_t121_through_a_real_server(ada: User, subscribed: Callable[..., User], post: Post) -> None:
    subscribed(ada)
    assert send_due_reminders(now=MONDAY) == Round(sent=1)
    ((recipient, text),) = post.taken
    assert recipient == "ada@example.org"
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in text
    assert re.search(
        r"^List-Unsubscribe: *\r?\n? *<http://localhost:8000/reminders/stop/\S+>", text, re.M
    )


def test_t121_a_refused_mail_stops_nobody_and_is_tried_again(
    ada: User,
    ben: User,
    subscribed: Callable[..., User],
    post: Post,
    caplog: pytest.LogCaptureFixture,
) -> None:
    subscribed(ada)
    subscribed(ben)
    post.refuses.add("ada@example.org")
    assert send_due_reminders(now=MONDAY) == Round(sent=1, failed=1)
    assert post.recipients == ["ben@example.org"]
    post.refuses.clear()
    assert send_due_reminders(now=MONDAY + DAY) == Round(sent=1)
    assert send_due_reminders(now=MONDAY + DAY) == Round()
    assert post.recipients == ["ben@example.org", "ada@example.org"]
    assert send_due_reminders(now=MONDAY + WEEK) == Round(sent=2)
    (line,) = [each for each in caplog.records if each.name == "careerfit.security"]
    assert line.getMessage() == (
        f"A mail could not be sent: roadmaps/email/reminder to person {ada.pk}: "
        "SMTPRecipientsRefused"
    )


@pytest.mark.parametrize("is_mute", [False, True])
def test_t121_a_server_that_is_down_is_asked_again(
    ada: User, subscribed: Callable[..., User], post: Post, settings: Settings, is_mute: bool
) -> None:
    """Nobody there, or somebody who says nothing: the next run sends."""
    subscribed(ada)
    post.is_mute = is_mute
    settings.EMAIL_PORT = post.port if is_mute else 1
    assert send_due_reminders(now=MONDAY) == Round(failed=1)
    assert Reminder.objects.get().last_sent_on is None
    post.is_mute, settings.EMAIL_PORT = False, post.port
    assert send_due_reminders(now=MONDAY + DAY) == Round(sent=1)
    assert Reminder.objects.get().last_sent_on == MONDAY.date()
    assert len(post.taken) == 1


def test_t121_a_line_that_breaks_after_the_text_is_not_tried_again(
    ada: User, subscribed: Callable[..., User], post: Post
) -> None:
    """The server may have it already: never twice goes before never missing."""
    subscribed(ada)
    post.hangs_up = True
    assert send_due_reminders(now=MONDAY) == Round(failed=1)
    post.hangs_up = False
    assert send_due_reminders(now=MONDAY + DAY) == Round()
    assert len(post.taken) == 1
    assert send_due_reminders(now=MONDAY + WEEK) == Round(sent=1)


def test_a_dead_server_is_not_asked_for_everybody(
    subscribed: Callable[..., User], post: Post, settings: Settings
) -> None:
    """Each try may take ten seconds."""
    people = [User.objects.create_user(email=f"p{n}@example.org", name="P") for n in range(5)]
    for person in people:
        subscribed(person, starts_on=MONDAY.date())
    settings.EMAIL_PORT = 1
    assert send_due_reminders(now=MONDAY) == Round(failed=3)
    settings.EMAIL_PORT = post.port
    assert send_due_reminders(now=MONDAY) == Round(sent=5)


def test_too_late_is_too_late(ada: User, subscribed: Callable[..., User]) -> None:
    """After three days the next week is close enough."""
    subscribed(ada)
    assert send_due_reminders(now=MONDAY + 4 * DAY) == Round()
    assert send_due_reminders(now=MONDAY + WEEK) == Round(sent=1)


# --- The command -------------------------------------------------------------------------------


@time_machine.travel(MONDAY, tick=False)
def test_the_command_says_how_many(ada: User, subscribed: Callable[..., User]) -> None:
    subscribed(ada)
    out = StringIO()
    call_command("send_reminders", stdout=out)
    call_command("send_reminders", stdout=out)
    assert out.getvalue().splitlines() == ["Sent 1 reminder.", "Sent 0 reminders."]


@time_machine.travel(MONDAY, tick=False)
def test_the_command_fails_when_a_mail_did(
    ada: User, subscribed: Callable[..., User], settings: Settings, post: Post
) -> None:
    """So that cron tells somebody."""
    subscribed(ada)
    post.refuses.add(ada.email)
    with pytest.raises(CommandError, match=r"^1 could not be sent; the log says why\.$"):
        call_command("send_reminders", stdout=StringIO())


def test_t133_no_mail_stands_in_the_log(
    ada: User, subscribed: Callable[..., User], post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    subscribed(ada)
    post.refuses.add(ada.email)
    send_due_reminders(now=MONDAY)
    post.refuses.clear()
    send_due_reminders(now=MONDAY)
    assert caplog.records != []
    said = caplog.text
    assert [w for w in (ada.email, stop_token(ada.pk), "What you can do next") if w in said] == []


@pytest.mark.parametrize("roles", [("data-scientist",), ("ml-engineer", "ai-architect")])
def test_queries_for_each_learner_do_not_grow_with_the_path(
    ada: User,
    make_path: MakePath,
    subscribed: Callable[..., User],
    django_assert_num_queries: DjangoAssertNumQueries,
    roles: tuple[str, ...],
) -> None:
    subscribed(ada)
    make_path(ada, *roles, now=MONDAY - DAY)
    for row in PathStep.objects.all()[:20]:
        set_step_status(learner=ada, step=row.pair, status="doing")
    with django_assert_num_queries(6):  # who, progress, paths, steps, hours, the mark
        send_due_reminders(now=MONDAY)


def test_queries_grow_by_five_for_each_learner(
    ada: User,
    ben: User,
    subscribed: Callable[..., User],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    subscribed(ada)
    subscribed(ben)
    with django_assert_num_queries(11):
        send_due_reminders(now=MONDAY)


def test_the_reminders_page_is_where_the_mail_says(
    ada: User, subscribed: Callable[..., User]
) -> None:
    subscribed(ada)
    send_due_reminders(now=MONDAY)
    assert f"http://localhost:8000{reverse('roadmaps:reminder')}" in mail.outbox[0].body
