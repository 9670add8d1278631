"""On which day a weekly mail is due.

chosen on Wednesday 25 November 2026, for Mondays
Monday 30 November      the first: never on the day of the choice itself
Monday 7 December       nothing could be sent, so it goes with the next run, until the 10th
Monday 14 December      after that it waits for this day

changed to Tuesdays on the 14th, after that day's mail
Tuesday 22 December     seven days at least lie between two mails, so not the 15th
"""

from datetime import date, timedelta

LATEST = timedelta(days=3)
"""How late a mail may still go; past that the next week is close enough."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def due_on(weekday: int, chosen_on: date, last_for: date | None, today: date) -> date:
    """The day of the next mail; it is due when that day is today or before.

    `weekday` counts from 0, Monday; `last_for` is the day that the last mail was for.
    """
    earliest = max(today - LATEST, chosen_on + timedelta(days=1))
    if last_for:
        earliest = max(earliest, last_for + timedelta(weeks=1))
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)
