"""How far a path is: hours and steps done, weeks on plan, and where the present pace leads.

    6 hours a week from Monday 4 January 2027, a pause from the 18th to the 24th, today 2 February

    weeks    4–10   11–17   18–24    25–31   1 February …
    planned     6       6   paused       6   not over
    logged      7       2       –        6   1                 2 of 3 weeks on plan

    pace     16 hours in the last 28 days that are no pause, of which there are 23:
             16 · 7 / 23 = 4.9 hours a week
    left     what the open steps still take, at that pace, from tomorrow on

A week is seven days, counted from the first day of the path. It is on plan when the hours logged
in it reach what its days without a pause were planned for; a step that was done without any logged
hours counts with its planned hours on the day on which it was done. Weeks that are not over, that
are paused throughout, or that the last step did not last through, are not counted. There are no
streaks: a week that was missed costs nothing later.

More logged hours never end a path later, and a pause to come never ends it earlier.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from math import ceil

from roadmaps.calendar import Pause, WorkingDays
from roadmaps.steps import Pair, PlanError
from taxonomy.values import exact

PACE_DAYS = 28
"""Four weeks: long enough to even out a bad one, short enough to be about now."""
LEAST_PACE_DAYS = 7
"""The first evening is not a pace yet."""
LEAST_LEFT = 1
"""Hours that a step still takes, however much is logged for it, until it is called done."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class StepHours:
    """One step of a path: how far it is, its planned hours, and the hours logged for it.

    `status` is "to-do", "doing", "done" or "skipped"; `done_on` belongs to "done".
    """

    pair: Pair
    hours: int
    status: str = "to-do"
    done_on: date | None = None
    logged: Fraction = NOTHING

    @property
    def is_open(self) -> bool:
        return self.status in {"to-do", "doing"}

    @property
    def left(self) -> Fraction:
        """Hours that it still takes.   12 planned, 5 logged → 7     12 planned, 30 logged → 1"""
        return max(Fraction(LEAST_LEFT), self.hours - self.logged) if self.is_open else NOTHING


@dataclass(frozen=True, slots=True)
class LogLine:
    """Hours of one day that went into one step."""

    pair: Pair
    on: date
    hours: Fraction


@dataclass(frozen=True, slots=True)
class Planned:
    """What a path was planned by."""

    starts_on: date
    hours_per_week: int | float | Decimal | Fraction
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of a path, with the hours that they were planned for and those that they got."""

    starts_on: date
    planned: Fraction
    hours: Fraction

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=6)

    @property
    def is_on_plan(self) -> bool:
        return self.hours >= self.planned


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a path is on one day.

    weeks       those that count, the earliest first
    this_week   the one under way; None before the start, in a pause and once nothing is left
    per_week    present pace in hours a week; None where nothing was logged to take it from
    ends_on     where that pace ends the path; None without a pace, with nothing left, and where
                no calendar goes so far
    """

    steps: tuple[StepHours, ...]
    weeks: tuple[Week, ...]
    this_week: Week | None
    per_week: Fraction | None
    ends_on: date | None

    def count(self, *statuses: str) -> int:
        """The steps of these statuses."""
        return sum(step.status in statuses for step in self.steps)

    @property
    def asked(self) -> int:
        """The steps that are to be done: all but the skipped ones."""
        return len(self.steps) - self.count("skipped")

    @property
    def hours_asked(self) -> int:
        return sum(step.hours for step in self.steps if step.status != "skipped")

    @property
    def hours_done(self) -> int:
        """Planned hours of the steps that are done."""
        return sum(step.hours for step in self.steps if step.status == "done")

    @property
    def hours_left(self) -> Fraction:
        return sum((step.left for step in self.steps), NOTHING)

    @property
    def hours_logged(self) -> Fraction:
        return sum((step.logged for step in self.steps), NOTHING)

    @property
    def weeks_on_plan(self) -> int:
        return sum(week.is_on_plan for week in self.weeks)


def progress(
    planned: Planned, steps: Sequence[StepHours], log: Iterable[LogLine], today: date
) -> Progress:
    """How far the path is on the evening of `today`. What is logged for other steps plays no part.

    Raises PlanError for a pause that ends before it starts.
    """
    own = {step.pair for step in steps}
    lines = [line for line in log if line.pair in own]
    counted = _with_logged(steps, lines)
    days = _Days(planned.pauses)
    weeks = _weeks(planned, days, _worked(counted, lines), today)
    over_by = _over_by(counted, today)
    per_week = _per_week(planned, days, lines, today)
    left = sum((step.left for step in counted), NOTHING)
    return Progress(
        steps=counted,
        weeks=tuple(week for week in weeks if week.ends_on <= over_by),
        this_week=next((week for week in weeks if left and week.ends_on >= today), None),
        per_week=per_week,
        ends_on=_ends_on(left, per_week, planned.pauses, today) if per_week and left else None,
    )


def _with_logged(steps: Iterable[StepHours], lines: Iterable[LogLine]) -> tuple[StepHours, ...]:
    logged: dict[Pair, Fraction] = {}
    for line in lines:
        logged[line.pair] = logged.get(line.pair, NOTHING) + line.hours
    return tuple(replace(step, logged=logged.get(step.pair, NOTHING)) for step in steps)


def _worked(steps: Iterable[StepHours], lines: Iterable[LogLine]) -> list[tuple[date, Fraction]]:
    """Days with hours: what is logged, and the done steps for which nothing is."""
    unlogged = [
        (step.done_on, Fraction(step.hours)) for step in steps if step.done_on and not step.logged
    ]
    return [*((line.on, line.hours) for line in lines), *unlogged]


def _over_by(steps: Sequence[StepHours], today: date) -> date:
    """The last day of the last week that counts: yesterday, or the day of the last done step."""
    if any(step.is_open for step in steps):
        return today - DAY
    last_done = max((step.done_on for step in steps if step.done_on), default=date.min)
    return min(today - DAY, last_done)


class _Days:
    """The days that carry work: all but those of a pause."""

    def __init__(self, pauses: Iterable[Pause]) -> None:
        self._pauses: list[Pause] = []
        for first, last in sorted(pauses):
            if self._pauses and first <= self._pauses[-1][1]:
                first, last = self._pauses[-1][0], max(last, self._pauses.pop()[1])
            self._pauses.append((first, last))

    def count(self, first: date, last: date) -> int:
        """How many days between two days, both counted, carry work."""
        paused = (
            (min(last, end) - max(first, begin)).days + 1
            for begin, end in self._pauses
            if begin <= last and first <= end
        )
        return (last - first).days + 1 - sum(paused)

    def back_from(self, day: date, to: date) -> Iterator[date]:
        """Those from `day` back to `to`, the latest first."""
        for ordinal in range(day.toordinal(), to.toordinal() - 1, -1):
            found = date.fromordinal(ordinal)
            if self.count(found, found):
                yield found


def _weeks(
    planned: Planned, days: _Days, worked: Iterable[tuple[date, Fraction]], today: date
) -> list[Week]:
    """Those that have begun and are not paused throughout."""
    per_day = exact(planned.hours_per_week) / 7
    hours: dict[date, Fraction] = {}
    for day, amount in worked:
        first = day - timedelta(days=(day - planned.starts_on).days % 7)
        hours[first] = hours.get(first, NOTHING) + amount
    weeks, first = [], planned.starts_on
    while first <= today:
        carrying = days.count(first, first + WEEK - DAY)
        if carrying:
            weeks.append(Week(first, per_day * carrying, hours.get(first, NOTHING)))
        first += WEEK
    return weeks


def _per_week(
    planned: Planned, days: _Days, lines: Iterable[LogLine], today: date
) -> Fraction | None:
    """Hours a week over the last days that carry work, back to the first day of the path."""
    recent = set(islice(days.back_from(today, planned.starts_on), PACE_DAYS))
    hours = sum((line.hours for line in lines if line.on in recent), NOTHING)
    return hours * 7 / max(len(recent), LEAST_PACE_DAYS) if hours else None


def _ends_on(
    left: Fraction, per_week: Fraction, pauses: Iterable[Pause], today: date
) -> date | None:
    try:
        return WorkingDays(today + DAY, pauses).nth(ceil(left * 7 / per_week) - 1)
    except PlanError:
        return None
