"""The values of a learning path: a step raises one skill by one level, a plan puts steps in order.

    Step("sql", 2)      sql from level 1 to level 2
    Plan(steps, …)      what to do, in the order in which to do it

A step is known by its pair, ("sql", 2): who has finished it holds at least level 2 of sql.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from taxonomy.effort import DEFAULTS, Hours, Settings

Pair = tuple[str, int]


class PlanError(Exception):
    """A path that cannot be planned or dated; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Step:
    """One skill raised by one level.

    needed_for  skills of the role that need this step, when the role itself does not ask for it
    after       unfinished steps that this one waits for directly, by code and level
    roles       the target roles that the step serves
    """

    skill: str
    to_level: int
    hours: int
    kind: str = "hard"
    is_must_have: bool = False
    needed_for: tuple[str, ...] = ()
    after: tuple[Pair, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def from_level(self) -> int:
        return self.to_level - 1

    @property
    def pair(self) -> Pair:
        return self.skill, self.to_level


Finished = Iterable[Step | Pair]


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in path order; `on_the_job` are the levels 5 that are wanted and never scheduled."""

    steps: tuple[Step, ...]
    on_the_job: tuple[Pair, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def total_hours(self) -> int:
        return sum(step.hours for step in self.steps)

    @property
    def extra_hours(self) -> int:
        """Hours of the steps that do nothing for the first role: what the second one adds."""
        others = (step for step in self.steps if not set(self.roles[:1]) <= set(step.roles))
        return sum(step.hours for step in others)


def shown_hours(hours: int, settings: Settings = DEFAULTS) -> Hours:
    """The range to show for planned hours, as people underestimate.   10 → 8 to 16 hours"""
    return Hours(hours * settings.least, hours * settings.most)


def pairs(finished: Finished) -> list[Pair]:
    """The steps as (skill, level) pairs."""
    return [each.pair if isinstance(each, Step) else each for each in finished]


def projected(levels: Mapping[str, int], finished: Finished) -> dict[str, int]:
    """The levels once the steps are finished; a finished step never lowers a level."""
    held = dict(levels)
    for skill, level in pairs(finished):
        held[skill] = max(held.get(skill, 0), level)
    return held


def ready(steps: Iterable[Step], count: int = 3) -> tuple[Step, ...]:
    """The first steps that wait for none of the others; `steps` are all that are still to do."""
    unfinished = list(steps)
    waited_for = {step.pair for step in unfinished}
    return tuple(step for step in unfinished if waited_for.isdisjoint(step.after))[:count]
