"""On which day a weekly mail is due: the module's example, then what holds for every choice."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.weekdays import DAYS, LATEST, due_on

WEDNESDAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 30)
WEEK = timedelta(weeks=1)

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
weekdays = st.integers(0, 6)


@pytest.mark.parametrize(
    ("weekday", "last_for", "today", "due"),
    [
        (0, None, WEDNESDAY, MONDAY),
        (0, None, MONDAY, MONDAY),
        (2, None, WEDNESDAY, WEDNESDAY + WEEK),  # never on the day of the choice
        (0, MONDAY, MONDAY, MONDAY + WEEK),
        (0, MONDAY, date(2026, 12, 10), date(2026, 12, 7)),  # three days late
        (0, MONDAY, date(2026, 12, 11), date(2026, 12, 14)),  # four would be too late
        (1, date(2026, 12, 14), date(2026, 12, 14), date(2026, 12, 22)),  # changed to Tuesdays
    ],
)
def test_the_example(weekday: int, last_for: date | None, today: date, due: date) -> None:
    assert due_on(weekday, WEDNESDAY, last_for, today) == due


@settings(deadline=None)
@given(weekdays, days, st.none() | days, days)
def test_what_holds_for_every_day(
    weekday: int, chosen_on: date, last_for: date | None, today: date
) -> None:
    due = due_on(weekday, chosen_on, last_for, today)
    assert DAYS[weekday] == f"{due:%A}"
    assert due > chosen_on
    assert due >= today - LATEST
    assert last_for is None or due - last_for >= WEEK


@settings(deadline=None)
@given(weekdays, days, st.lists(st.booleans(), min_size=28, max_size=28))
def test_a_run_each_day_gives_one_mail_a_week(
    weekday: int, chosen_on: date, up: list[bool]
) -> None:
    """Whichever days the server was down, no two mails are less than a week apart."""
    last, sent = None, []
    for day, is_up in enumerate(up):
        today = chosen_on + timedelta(days=day)
        due = due_on(weekday, chosen_on, last, today)
        if due <= today and is_up:
            last = due
            sent.append(due)
    gaps = [later - earlier for earlier, later in pairwise(sent)]
    assert all(gap >= WEEK for gap in gaps)
    if all(up):
        assert gaps in ([WEEK] * 2, [WEEK] * 3)
