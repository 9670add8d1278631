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

    @property
    def skill_code(self) -> str: ...
    @property
    def skill_name(self) -> str: ...
    @property
    def to_level(self) -> int: ...
    @property
    def hours(self) -> int: ...
    @property
    def needed_for(self) -> Sequence[str]: ...
    @property
    def after(self) -> Sequence[Sequence[str | int]]: ...
    @property
    def serves(self) -> Sequence[str]: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


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
    reasons = _Reasons(framework, steps)
    return tuple(
        Line(
            skill=step.skill_code,
            to_level=step.to_level,
            name=step_name(step.skill_name, step.to_level),
            hours=step.hours,
            status=statuses.get(pair, TO_DO),
            done_on=days.get(pair),
            why=reasons.why(step),
            after=reasons.after(waits_for),
            waits_for=waits_for,
            serves=tuple(step.serves),
            starts_on=step.starts_on,
            ends_on=step.ends_on,
        )
        for step in steps
        for pair in [(step.skill_code, step.to_level)]
        for waits_for in [_waits_for(step, statuses)]
    )


class _Reasons:
    """The names that a path speaks of, and its sentences: many steps are there for one reason."""

    def __init__(self, framework: Framework, steps: Sequence[Stored]) -> None:
        self._roles = framework.roles
        self._names = {code: skill.name for code, skill in framework.skills.items()}
        self._names |= {step.skill_code: step.skill_name for step in steps}
        self._known: dict[tuple[str, ...], str] = {}

    def why(self, step: Stored) -> str:
        """ "Needed for Model serving", or the roles that ask for it themselves."""
        needed_for = tuple(step.needed_for)
        key = needed_for or ("", step.skill_code, *step.serves)
        if key not in self._known:
            self._known[key] = self._opens(needed_for) if needed_for else self._asked(step)
        return self._known[key]

    def _opens(self, codes: Sequence[str]) -> str:
        named = [self._names.get(code, code) for code in codes[:NAMED]]
        if rest := len(codes) - len(named):
            named.append(counted(rest, "more skill"))
        return f"Needed for {listed(named)}"

    def _asked(self, step: Stored) -> str:
        """ "Essential for Data engineer, needed for Data scientist"."""
        must = [code for code in step.serves if self._is_essential(code, step.skill_code)]
        rest = [code for code in step.serves if code not in must]
        groups = (("Essential", must), ("Needed", rest))
        parts = [
            f"{word} for {listed([self._role_name(code) for code in codes])}"
            for word, codes in groups
            if codes
        ]
        return ", ".join([*parts[:1], *(part[:1].lower() + part[1:] for part in parts[1:])])

    def _is_essential(self, role: str, skill: str) -> bool:
        asked = self._roles[role].requirements if role in self._roles else ()
        return any(each.must_have for each in asked if each.skill == skill)

    def _role_name(self, code: str) -> str:
        return self._roles[code].name if code in self._roles else code

    def after(self, waits_for: Iterable[Pair]) -> str:
        """ "Python to Guided and SQL to Aware"."""
        return listed(
            [f"{self._names.get(code, code)} to {LEVEL_NAMES[level]}" for code, level in waits_for]
        )


def _waits_for(step: Stored, statuses: Mapping[Pair, str]) -> tuple[Pair, ...]:
    """What is still open of what it comes after; a step that is closed itself waits for nothing."""
    if statuses.get((step.skill_code, step.to_level), TO_DO) not in OPEN:
        return ()
    pairs = [(str(skill), int(level)) for skill, level in step.after]
    return tuple(pair for pair in pairs if statuses.get(pair, TO_DO) in OPEN)


def ready_lines(path: Iterable[Line], count: int = 3) -> tuple[Line, ...]:
    """The open steps that wait for no other: begun ones first, then in path order."""
    still_open = {line.pair: line for line in path if line.is_open}
    steps = (
        Step(line.skill, line.to_level, line.hours, after=line.waits_for)
        for line in still_open.values()
    )
    free = [still_open[step.pair] for step in ready(steps, len(still_open))]
    return tuple(sorted(free, key=lambda line: line.status != DOING)[:count])
