"""The steps that are still to be taken, by target and by the month in which they start.

    For both roles                 November 2026    SQL to Guided, Python to Guided
                                   December 2026    Git to Aware
    Then for Data scientist        January 2027     …
    Then for MLOps engineer        March 2027       …

With one role there is one part, and it has no title. Steps without days come last: they were taken
up again after the plan was made, and the next plan dates them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from roadmaps.lines import SKIPPED, Line
from roadmaps.steps import shown_hours
from taxonomy.effort import Hours


@dataclass(frozen=True, slots=True)
class Month:
    """The steps that start in one month; `first` is its first day, None for steps without days."""

    first: date | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The open steps that serve the same roles; `title` is empty where there is one role only."""

    title: str
    hours: int
    months: tuple[Month, ...]

    @property
    def shown(self) -> Hours:
        return shown_hours(self.hours)


def parts(lines: Iterable[Line], role_names: Mapping[str, str]) -> tuple[Part, ...]:
    """`role_names` are those of the targets, in their order."""
    grouped: dict[tuple[str, ...], list[Line]] = {each: [] for each in _targets(role_names)}
    for line in lines:
        grouped[_target(line, role_names)].append(line)
    found: list[Part] = []
    for target, members in grouped.items():
        if members:
            title = _title(target, role_names, is_first=not found)
            hours = sum(line.hours for line in members)
            found.append(Part(title, hours, _months(members)))
    return tuple(found)


def _targets(role_names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Both roles, then each alone."""
    alone: list[tuple[str, ...]] = [(code,) for code in role_names]
    return [tuple(role_names), *alone] if len(alone) > 1 else alone


def _target(line: Line, role_names: Mapping[str, str]) -> tuple[str, ...]:
    """The targets that the step serves; one that serves none of them any more is for all."""
    served = tuple(code for code in role_names if code in line.serves)
    return served or tuple(role_names)


def _title(target: Sequence[str], role_names: Mapping[str, str], *, is_first: bool) -> str:
    if len(role_names) == 1:
        return ""
    if len(target) > 1:
        return "For both roles"
    return f"{'For' if is_first else 'Then for'} {role_names[target[0]]}"


def _months(members: Sequence[Line]) -> tuple[Month, ...]:
    dated = sorted(
        (line for line in members if line.starts_on), key=lambda line: _first(line) or date.min
    )
    months = [Month(first, tuple(group)) for first, group in groupby(dated, key=_first)]
    if undated := tuple(line for line in members if not line.starts_on):
        months.append(Month(None, undated))
    return tuple(months)


def _first(line: Line) -> date | None:
    return line.starts_on.replace(day=1) if line.starts_on else None


def extra_hours(lines: Iterable[Line], first_role: str) -> int:
    """What the second of two targets adds: hours of the steps that do nothing for the first.

    Skipped ones are not counted.
    """
    counting = (line for line in lines if line.status != SKIPPED)
    return sum(line.hours for line in counting if line.serves and first_role not in line.serves)
