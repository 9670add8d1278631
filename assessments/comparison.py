"""Two attempts side by side: what changed per skill, by how much, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assessments.attainment import DEFAULTS, Levels, Settings, contributions
from taxonomy.framework import Role

Cause = Literal["rating", "requirement", "newly answered", "no longer answered", "step", "none"]

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One side of a comparison: the levels, and the role as its release had it."""

    role: Role
    levels: Levels


@dataclass(frozen=True, slots=True)
class SkillChange:
    """What became of one skill between two attempts.

    from_levels  points that new answers make, measured against the earlier role
    from_role    points that the newer role makes, measured with the later answers
    has_step     a path step of this skill was finished in between
    is_real      the level moved too far to be an error of rating
    """

    skill: str
    level_before: int | None
    level_after: int | None
    required_before: int | None
    required_after: int | None
    from_levels: Fraction
    from_role: Fraction
    has_step: bool
    is_real: bool

    @property
    def points(self) -> Fraction:
        """Change of what the skill adds to the estimate."""
        return self.from_levels + self.from_role

    @property
    def cause(self) -> Cause:
        """The main cause; where both the answer and the role changed, the one that weighs more."""
        is_asked_anew = self.required_before != self.required_after
        if is_asked_anew and abs(self.from_role) >= abs(self.from_levels):
            return "requirement"
        if self.level_before == self.level_after:
            is_reweighted = self.level_after is not None and self.from_role != 0
            return "requirement" if is_reweighted else "none"
        if self.level_before is None:
            return "newly answered"
        if self.level_after is None:
            return "no longer answered"
        return "step" if self.has_step and self.level_after > self.level_before else "rating"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two attempts side by side: the estimates, which are the fit once all is answered.

    The points of the changes add up to exactly estimate_after − estimate_before.
    """

    estimate_before: Fraction
    estimate_after: Fraction
    changes: tuple[SkillChange, ...]

    @property
    def points(self) -> Fraction:
        return self.estimate_after - self.estimate_before

    @property
    def from_levels(self) -> Fraction:
        return sum((change.from_levels for change in self.changes), Fraction(0))

    @property
    def from_role(self) -> Fraction:
        return sum((change.from_role for change in self.changes), Fraction(0))


def compare(
    before: Attempt,
    after: Attempt,
    finished: Iterable[str | tuple[str, int]] = (),
    settings: Settings = DEFAULTS,
) -> Comparison:
    """The change per skill with its cause, in the order of the later role, dropped skills last.

    We go from the first attempt to the second in two strides, so that a role that asks for more
    never looks like a person who fell:

        (old levels, old role)  ── from_levels ──►  (new levels, old role)
                                ── from_role ────►  (new levels, new role)

    `finished` names the path steps finished in between, as codes or as (code, level).
    An unanswered skill may move by a few points without a cause of its own: its estimate follows
    the answers around it.
    """
    steps = {step if isinstance(step, str) else step[0] for step in finished}
    start = contributions(before.role, before.levels, settings)
    middle = contributions(before.role, after.levels, settings)
    end = contributions(after.role, after.levels, settings)
    required_before, required_after = _required(before.role), _required(after.role)
    changes = (
        SkillChange(
            skill=skill,
            level_before=before.levels.get(skill),
            level_after=after.levels.get(skill),
            required_before=required_before.get(skill),
            required_after=required_after.get(skill),
            from_levels=middle.get(skill, NOTHING) - start.get(skill, NOTHING),
            from_role=end.get(skill, NOTHING) - middle.get(skill, NOTHING),
            has_step=skill in steps,
            is_real=_is_real(before.levels.get(skill), after.levels.get(skill), settings),
        )
        for skill in {**required_after, **required_before}
    )
    return Comparison(sum(start.values(), NOTHING), sum(end.values(), NOTHING), tuple(changes))


def _required(role: Role) -> dict[str, int]:
    return {requirement.skill: requirement.level for requirement in role.requirements}


def _is_real(before: int | None, after: int | None, settings: Settings) -> bool:
    return before is not None and after is not None and abs(after - before) >= settings.real_change
