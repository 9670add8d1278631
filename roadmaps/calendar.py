"""From a path to days: the order in hours of work first, then the days that carry them.

1. Two tracks, hard and soft skills, each strictly in path order. Soft skills take a fixed share
   of every hour. A track that is empty, or whose next step waits for the other track, leaves its
   share to the other. The pace plays no part here.
2. Hours a week / 7 fall on each day from the start; the days of a pause carry none.

    a share of 1/5; 7 hours a week from Monday 4 January 2027; a pause from the 6th to the 8th

    hours of work   0         5         10                  22      26
    hard            sql 1     python 1  sql 2               dashboards 1
    soft            briefing 1          ·                   ·
    days            4–5, 9–11 12–16     17–28               29–1 February

A step starts on the day of its first hour and ends on the day of its last. Step 1 knows no days and
step 2 only moves hours, so more hours a week never end a step later, nor does a pause end one
earlier.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Generic, Protocol, TypeVar

from roadmaps.steps import Pair, Plan, PlanError, Step
from taxonomy.values import exact

Pause = tuple[date, date]
Span = tuple[Fraction, Fraction]
HOURS_IN_A_WEEK = 168


@dataclass(frozen=True, slots=True)
class Settings:
    """Our own default: the share of the hours that soft skills take beside hard ones."""

    soft_share: Fraction = Fraction(1, 5)


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Dated:
    """A step with the days of its first and of its last hour."""

    step: Step
    starts_on: date
    ends_on: date

    @property
    def pair(self) -> Pair:
        return self.step.pair


def schedule(
    plan: Plan,
    hours_per_week: int | float | Decimal | Fraction,
    starts_on: date,
    pauses: Iterable[Pause] = (),
    settings: Settings = DEFAULTS,
) -> tuple[Dated, ...]:
    """The steps of the plan with their days, in path order.

    `pauses` are pairs of days, first and last, in any order. What a step waits for counts only
    when it is in the plan. Raises PlanError for hours that no week has, a pause that ends before
    it starts, and a path that no calendar holds.
    """
    per_day = _per_week(hours_per_week) / 7
    days = WorkingDays(starts_on, pauses)
    dated = []
    for step, (begin, end) in zip(plan.steps, _work(plan.steps, settings), strict=True):
        first = floor(begin / per_day)
        last = max(first, ceil(end / per_day) - 1)
        dated.append(Dated(step, days.nth(first), days.nth(last)))
    return tuple(dated)


def _per_week(hours: int | float | Decimal | Fraction) -> Fraction:
    try:
        found = exact(hours)
    except (ValueError, OverflowError, TypeError):
        raise PlanError(f"Hours a week must be a number; {hours} is none.") from None
    if not 0 < found <= HOURS_IN_A_WEEK:
        raise PlanError(
            f"Hours a week must be more than 0 and at most {HOURS_IN_A_WEEK}; {hours} is not."
        )
    return found


def _work(steps: Sequence[Step], settings: Settings) -> list[Span]:
    """From which to which hour of work each step goes on, whatever the pace."""
    tracks = [deque(n for n, step in enumerate(steps) if _is_soft(step) == soft) for soft in (0, 1)]
    left = [Fraction(step.hours) for step in steps]
    unfinished = {step.pair for step in steps}
    begin, end = dict[int, Fraction](), dict[int, Fraction]()
    now = Fraction(0)
    while len(end) < len(steps):
        heads = [track[0] for track in tracks if track]
        active = [n for n in heads if unfinished.isdisjoint(steps[n].after)]
        rates = _rates([steps[n] for n in active], settings)
        running = [(n, rate) for n, rate in zip(active, rates, strict=True) if rate]
        if not running:
            raise PlanError("The steps are not in an order in which they can be done.")
        passing = min(left[n] / rate for n, rate in running)
        for n, rate in running:
            begin.setdefault(n, now)
            left[n] -= passing * rate
        now += passing
        for n, _ in running:
            if not left[n]:
                end[n] = now
                unfinished.discard(steps[n].pair)
                tracks[_is_soft(steps[n])].popleft()
    return [(begin[n], end[n]) for n in range(len(steps))]


def _is_soft(step: Step) -> bool:
    return step.kind == "soft"


def _rates(active: Sequence[Step], settings: Settings) -> list[Fraction]:
    """The share of each hour that goes into each step; a step alone takes it all."""
    if len(active) < 2:
        return [Fraction(1)] * len(active)
    share = settings.soft_share
    return [share if _is_soft(step) else 1 - share for step in active]


class WorkingDays:
    """The days from the start on, without those of a pause, counted from 0.

    `_indexes` are the working days before which a pause falls, `_lost` the days lost by then.
    """

    def __init__(self, starts_on: date, pauses: Iterable[Pause]) -> None:
        self._start = next_day = starts_on.toordinal()
        self._indexes: list[int] = []
        self._lost = [0]
        for first, last in sorted(_checked(pause) for pause in pauses):
            begin, end = max(first.toordinal(), next_day), last.toordinal()
            if begin <= end:
                self._indexes.append(begin - self._start - self._lost[-1])
                self._lost.append(self._lost[-1] + end - begin + 1)
                next_day = end + 1

    def nth(self, index: int) -> date:
        ordinal = self._start + index + self._lost[bisect_right(self._indexes, index)]
        if ordinal > date.max.toordinal():
            raise PlanError(
                f"At this pace the path goes on beyond the year {date.max.year}. "
                "Choose more hours a week."
            )
        return date.fromordinal(ordinal)


def _checked(pause: Pause) -> Pause:
    first, last = pause
    if last < first:
        raise PlanError(f"The pause from {_day(first)} ends before it starts, on {_day(last)}.")
    return first, last


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class Placed(Protocol):
    """A step in a list, with or without days."""

    @property
    def pair(self) -> Pair: ...

    @property
    def starts_on(self) -> date | None: ...

    @property
    def ends_on(self) -> date | None: ...


Old = TypeVar("Old", bound=Placed)
New = TypeVar("New", bound=Placed)


@dataclass(frozen=True, slots=True)
class Move(Generic[Old, New]):
    """A step that has other days or another place; places count the steps of both lists only."""

    old: Old
    new: New
    old_place: int
    new_place: int


@dataclass(frozen=True, slots=True)
class Differences(Generic[Old, New]):
    """What a re-plan changes: added and moved steps in the new order, removed ones in the old."""

    added: tuple[New, ...]
    removed: tuple[Old, ...]
    moved: tuple[Move[Old, New], ...]


def differences(old_steps: Iterable[Old], new_steps: Iterable[New]) -> Differences[Old, New]:
    """Two lists of steps compared; a step is the same when skill and level are.

    A step that only follows fewer others, as those were removed, keeps its place.
    """
    old = {step.pair: step for step in old_steps}
    new = {step.pair: step for step in new_steps}
    place = {pair: n for n, pair in enumerate(pair for pair in old if pair in new)}
    both = [pair for pair in new if pair in old]
    moves = [Move(old[pair], new[pair], place[pair], n) for n, pair in enumerate(both)]
    return Differences(
        added=tuple(step for pair, step in new.items() if pair not in old),
        removed=tuple(step for pair, step in old.items() if pair not in new),
        moved=tuple(move for move in moves if _is_moved(move)),
    )


def _is_moved(move: Move[Old, New]) -> bool:
    old, new = move.old, move.new
    days = (old.starts_on, old.ends_on) != (new.starts_on, new.ends_on)
    return days or move.old_place != move.new_place
