"""What a re-plan would change, told before it is stored.

    stored path   sql 1 (done)   python 1 2–8 Mar   sql 2 9–30 Mar   git 1 31 Mar
    new plan      sql 1 (done)   python 1 2–5 Mar   sql 2 6–16 Mar                  api 1 17–20 Mar
    told          1 done, kept   earlier: python 1, sql 2            removed        added

What is done stays where it is and is only counted, so the lists hold open steps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from roadmaps.drafts import Draft
from roadmaps.lines import step_name
from roadmaps.models import LearningPath, PathStep
from roadmaps.planner import Move, differences
from roadmaps.standing import Standing, standing
from roadmaps.steps import Pair

LATER, EARLIER = "Later", "Earlier"
UNDATED, DATED = "Without days, as you skipped them", "With days again"
REORDERED = "On the same days, in another order"


@dataclass(frozen=True, slots=True)
class Line:
    """An open step in one of the lists."""

    pair: Pair
    name: str
    starts_on: date | None
    ends_on: date | None


Moved = Move[Line, Line]


@dataclass(frozen=True, slots=True)
class Replan:
    """The lists and figures of a page that asks "use this plan?"; `mark` is what it confirms."""

    mark: str
    release: int
    added: tuple[Line, ...]
    removed: tuple[Line, ...]
    moves: tuple[tuple[str, tuple[Moved, ...]], ...]
    unchanged: int
    done: int
    begun: int
    ended_on: date | None
    ends_on: date | None

    @property
    def moved(self) -> int:
        return sum(len(moves) for _, moves in self.moves)

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed or self.moves)


def replan(learner: User, path: LearningPath, made: Draft) -> Replan:
    """The stored path beside what would take its place. Two queries if its steps are loaded."""
    now = standing(learner)
    old, new = _open(path.steps.all(), now), _open(made.steps, now)
    found = differences(old, new)
    statuses = [now.status(step.pair) for step in made.steps]
    return Replan(
        mark=made.mark,
        release=made.release.number,
        added=found.added,
        removed=found.removed,
        moves=_grouped(found.moved),
        unchanged=len(new) - len(found.added) - len(found.moved),
        done=statuses.count("done"),
        begun=statuses.count("doing"),
        ended_on=_end(old, now),
        ends_on=_end(new, now),
    )


def _open(steps: Iterable[PathStep], now: Standing) -> list[Line]:
    return [
        Line(
            step.pair,
            step_name(step.skill_name, step.to_level),
            step.starts_on,
            step.ends_on,
        )
        for step in steps
        if step.pair not in now.done
    ]


def _end(steps: Iterable[Line], now: Standing) -> date | None:
    """The last day of what is still to be learned."""
    days = [step.ends_on for step in steps if step.ends_on and step.pair not in now.skipped]
    return max(days, default=None)


def _grouped(moves: Sequence[Moved]) -> tuple[tuple[str, tuple[Moved, ...]], ...]:
    """The moves by their kind, the kinds in a fixed order, none of them empty."""
    kinds = (LATER, EARLIER, DATED, UNDATED, REORDERED)
    found = [(kind, tuple(each for each in moves if _kind(each) == kind)) for kind in kinds]
    return tuple(group for group in found if group[1])


def _kind(move: Moved) -> str:
    old, new = move.old, move.new
    if old.ends_on == new.ends_on and old.starts_on == new.starts_on:
        return REORDERED
    if old.ends_on is None or old.starts_on is None:
        return DATED
    if new.ends_on is None or new.starts_on is None:
        return UNDATED
    return LATER if (new.ends_on, new.starts_on) > (old.ends_on, old.starts_on) else EARLIER
