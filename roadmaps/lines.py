"""The steps of a stored path as a page tells them: name, why it is here, what it waits for.

    stored    sql 3, 30 hours, for nothing else, after [sql 2] [python 2], serves ml-engineer
    line      "SQL: from Guided to Independent"   24 to 48 hours
              "Essential for Machine-learning engineer"   "SQL to Guided"

What a step waits for is told until it is done or skipped. A skill that the release does not know
keeps the name that is stored beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assessments.wording import counted, listed
from roadmaps.steps import Pair, Step, ready, shown_hours
from taxonomy.effort import Hours
from taxonomy.framework import Framework
from taxonomy.values import LEVEL_NAMES

TO_DO, DOING, DONE, SKIPPED = "to-do", "doing", "done", "skipped"
OPEN = {TO_DO, DOING}
NAMED = 2
"""As many skills are named that a step opens; the rest are counted."""


class Stored(Protocol):
    """What is read of a stored step."""

    skill_code: str
    skill_name: str
    to_level: int
    hours: int
    needed_for: Sequence[str]
    after: Sequence[Sequence[str | int]]
    serves: Sequence[str]
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One step; `status` is to-do, doing, done or skipped."""

    skill: str
    to_level: int
    name: str
    hours: int
    status: str
    done_on: date | None
    why: str
    after: str
    waits_for: tuple[Pair, ...]
    serves: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None

    @property
    def pair(self) -> Pair:
        return self.skill, self.to_level

    @property
    def anchor(self) -> str:
        return f"{self.skill}-{self.to_level}"

    @property
    def from_level(self) -> int:
        return self.to_level - 1

    @property
    def shown(self) -> Hours:
        return shown_hours(self.hours)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


def step_name(skill_name: str, to_level: int) -> str:
    """ "SQL: from Guided to Independent"."""
    return f"{skill_name}: from {LEVEL_NAMES[to_level - 1]} to {LEVEL_NAMES[to_level]}"


def lines(
    framework: Framework,
    steps: Sequence[Stored],
    statuses: Mapping[Pair, str],
    done_on: Mapping[Pair, date] | None = None,
) -> tuple[Line, ...]:
    """The stored steps of one path as lines, in their order; a step without a status is to do."""
    days = done_on or {}
    names = {code: skill.name for code, skill in framework.skills.items()}
    names |= {step.skill_code: step.skill_name for step in steps}
    essential = {
        (role.code, each.skill)
        for role in framework.roles.values()
        for each in role.requirements
        if each.must_have
    }
    role_names = {code: role.name for code, role in framework.roles.items()}
    return tuple(
        Line(
            skill=step.skill_code,
            to_level=step.to_level,
            name=step_name(step.skill_name, step.to_level),
            hours=step.hours,
            status=statuses.get(pair, TO_DO),
            done_on=days.get(pair),
            why=_why(step, names, role_names, essential),
            after=_after(waits_for, names),
            waits_for=waits_for,
            serves=tuple(step.serves),
            starts_on=step.starts_on,
            ends_on=step.ends_on,
        )
        for step in steps
        for pair in [(step.skill_code, step.to_level)]
        for waits_for in [_waits_for(step, statuses)]
    )


def _why(
    step: Stored,
    names: Mapping[str, str],
    role_names: Mapping[str, str],
    essential: set[tuple[str, str]],
) -> str:
    """ "Needed for Model serving", or the roles that ask for it themselves."""
    if step.needed_for:
        named = [names.get(code, code) for code in step.needed_for[:NAMED]]
        if rest := len(step.needed_for) - len(named):
            named.append(counted(rest, "more skill"))
        return f"Needed for {listed(named)}"
    must = [code for code in step.serves if (code, step.skill_code) in essential]
    parts = [
        f"{word} {listed([role_names.get(code, code) for code in codes])}"
        for word, codes in (
            ("essential for", must),
            ("needed for", [code for code in step.serves if code not in must]),
        )
        if codes
    ]
    reason = ", ".join(parts)
    return reason[:1].upper() + reason[1:]


def _waits_for(step: Stored, statuses: Mapping[Pair, str]) -> tuple[Pair, ...]:
    pairs = [(str(skill), int(level)) for skill, level in step.after]
    return tuple(pair for pair in pairs if statuses.get(pair, TO_DO) in OPEN)


def _after(waits_for: Iterable[Pair], names: Mapping[str, str]) -> str:
    """ "Python to Guided and SQL to Aware"."""
    return listed([f"{names.get(code, code)} to {LEVEL_NAMES[level]}" for code, level in waits_for])


def ready_lines(path: Iterable[Line], count: int = 3) -> tuple[Line, ...]:
    """The open steps that wait for no other: begun ones first, then in path order."""
    still_open = {line.pair: line for line in path if line.is_open}
    steps = (
        Step(line.skill, line.to_level, line.hours, after=line.waits_for)
        for line in still_open.values()
    )
    free = [still_open[step.pair] for step in ready(steps, len(still_open))]
    return tuple(sorted(free, key=lambda line: line.status != DOING)[:count])
