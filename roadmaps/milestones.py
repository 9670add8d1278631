"""The phases of a path, each with its steps, its months and a project that shows what was learned.

    phase           steps       hours        months                  milestone
    Foundation      6 of 14     120 to 240   Nov 2026 to Jan 2027    One question answered from …
    Data layer      0 of 9      …

A step belongs to the first phase that lists its skill. The project of a phase is the one that
practises most of what the path teaches in it, two skills at least; no project stands twice.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from roadmaps.lines import SKIPPED, Line
from roadmaps.steps import shown_hours
from roadmaps.tally import Tally, tally
from roadmaps.timelines import BESIDE
from taxonomy.effort import Hours
from taxonomy.framework import Framework, Project

LEAST_PRACTISED = 2
"""A project that practises fewer skills of a phase is no milestone of it, if there are as many."""


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase of a path; its days are those of its open steps, None where none has days."""

    name: str
    tally: Tally
    starts_on: date | None
    ends_on: date | None
    project: Project | None

    @property
    def months(self) -> str:
        """ "Nov 2026 to Jan 2027", "Nov 2026", "done"."""
        if not self.tally.left:
            return "done"
        ends = [f"{day:%b %Y}" for day in (self.starts_on, self.ends_on) if day]
        return " to ".join(dict.fromkeys(ends)) or "–"

    @property
    def shown(self) -> Hours:
        return shown_hours(self.tally.hours)


def phase_rows(framework: Framework, lines: Iterable[Line]) -> tuple[PhaseRow, ...]:
    """The phases of which something is not skipped, in their order; steps of no phase come last."""
    home: dict[str, str] = {}
    for phase in framework.phases.values():
        for code in phase.skills:
            home.setdefault(code, phase.code)
    grouped: dict[str, list[Line]] = {code: [] for code in [*framework.phases, ""]}
    for line in lines:
        grouped[home.get(line.skill, "")].append(line)
    whole = {line.skill for members in grouped.values() for line in members}
    rows: list[PhaseRow] = []
    taken: set[str] = set()
    for code, members in grouped.items():
        if any(line.status != SKIPPED for line in members):
            project = _project(framework, members, whole, taken) if code else None
            taken.update([project.code] if project else [])
            name = framework.phases[code].name if code else BESIDE
            rows.append(_row(name, members, project))
    return tuple(rows)


def _row(name: str, members: Sequence[Line], project: Project | None) -> PhaseRow:
    ahead = [line for line in members if line.is_open]
    return PhaseRow(
        name=name,
        tally=tally(members),
        starts_on=min((line.starts_on for line in ahead if line.starts_on), default=None),
        ends_on=max((line.ends_on for line in ahead if line.ends_on), default=None),
        project=project,
    )


def _project(
    framework: Framework, members: Iterable[Line], whole: Set[str], taken: Set[str]
) -> Project | None:
    """The project that practises most of this phase, then most of the whole path, then the first.

    None where no project practises enough of the phase.
    """
    phase = {line.skill for line in members}

    def worth(project: Project) -> tuple[int, Fraction]:
        asked = {reach.skill for reach in project.skills}
        return len(asked & phase), Fraction(len(asked & whole), len(asked) or 1)

    free = [each for each in framework.projects.values() if each.code not in taken]
    best = max(free, key=worth, default=None)
    enough = min(LEAST_PRACTISED, len(phase))
    return best if best and worth(best)[0] >= enough else None
