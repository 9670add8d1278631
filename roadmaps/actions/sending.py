"""The daily round: the weekly mail goes to everybody whose day it is, once.

    connect to the mail server     refused: nothing is marked, the next round tries again
    mark the reminder as sent      marked already: another process sends it, or has
    hand the mail over             refused: the mark is taken back, the next round tries again
                                   the line breaks: nobody knows, so the mark stays

Marked before it is sent, since a mail that comes twice is worse than one that is missing for a
week: whatever is killed in between, nobody gets two.
"""

import logging
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from roadmaps.mail import reminder_mail
from roadmaps.models import Reminder
from roadmaps.weekdays import due_on
from roadmaps.weekly import weekly

log = logging.getLogger("careerfit.security")

PATIENCE = 3
"""Connections refused in a row after which the server counts as down and the round ends."""
REFUSALS = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ValueError,  # Django's, for an address that is none
)
"""After these the mail was certainly not taken."""


class NoServerError(Exception):
    """The mail server cannot be reached. Nothing was marked."""


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder, the day that its mail is for, and the day it is now where the learner lives."""

    reminder: Reminder
    day: date
    today: date


@dataclass(slots=True)
class Round:
    """How many mails one round has sent, and how many it could not send."""

    sent: int = 0
    failed: int = 0


def send_due_reminders(*, now: datetime | None = None) -> Round:
    """Send every mail that is due, at most one per learner and week, whoever else is sending.

    One query for all, and for each learner four to say it and one or two to mark it.
    """
    done, unreachable = Round(), 0
    for due in list(_due(now or timezone.now())):
        try:
            done.sent += _send(due)
            unreachable = 0
        except Exception as error:  # whatever one learner's mail meets with, the others get theirs
            done.failed += 1
            unreachable = unreachable + 1 if isinstance(error, NoServerError) else 0
            _log_failure(due, error)
        if unreachable == PATIENCE:
            log.error("The mail server does not answer. The other reminders wait.")
            break
    return done


def _due(now: datetime) -> Iterator[Due]:
    """Whose day is today in their own zone, or was a few days ago and no mail could go.

    Confirmed addresses only, as anybody can sign up with somebody else's.
    """
    rows = Reminder.objects.filter(
        learner__is_active=True,
        learner__emailaddress__verified=True,
        learner__emailaddress__email=F("learner__email"),
    ).select_related("learner")
    for reminder in rows.order_by("pk"):
        zone = reminder.learner.zone
        today, chosen_on = now.astimezone(zone).date(), reminder.created_at.astimezone(zone).date()
        day = due_on(reminder.weekday, chosen_on, reminder.last_sent_on, today)
        if day <= today:
            yield Due(reminder, day, today)


def _send(due: Due) -> bool:
    """True when the mail went; False with nothing to say, and when another process has it."""
    told = weekly(due.reminder.learner, due.today)
    if told is None:
        return False
    message = reminder_mail(due.reminder.learner, told)
    with _connection() as connection:
        if not _mark(due):
            return False
        _hand_over(connection, message, due)
    return True


@contextmanager
def _connection() -> Iterator[BaseEmailBackend]:
    """A connection of its own for each mail, so that a broken one harms no other."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise NoServerError from error
    try:
        yield connection
    finally:
        with suppress(OSError):
            connection.close()


def _mark(due: Due) -> bool:
    """Of all processes that try at once, one succeeds: it finds what all of them have read."""
    as_it_was = Reminder.objects.filter(pk=due.reminder.pk, last_sent_on=due.reminder.last_sent_on)
    return as_it_was.update(last_sent_on=due.day) == 1


def _hand_over(connection: BaseEmailBackend, message: EmailMessage, due: Due) -> None:
    try:
        connection.send_messages([message])
    except REFUSALS:
        marked = Reminder.objects.filter(pk=due.reminder.pk, last_sent_on=due.day)
        marked.update(last_sent_on=due.reminder.last_sent_on)
        raise


def _log_failure(due: Due, error: Exception) -> None:
    """Who and what, without address and text: an SMTP error quotes both."""
    code = getattr(error, "smtp_code", "")
    log.error(
        "A mail could not be sent: roadmaps/email/reminder to person %s: %s",
        due.reminder.learner_id,
        f"{type(error).__name__} {code}".strip(),
    )
