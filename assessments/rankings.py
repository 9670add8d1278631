"""The same answers against every role, nearest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments import scoring, wording
from assessments.models import Assessment
from assessments.queries import Sitting, sitting
from assessments.scoring import Fit, Levels
from taxonomy.framework import Framework, Role
from taxonomy.queries import load_release


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role with the figures of these answers; the skills that are missing come by name."""

    role: Role
    low: float
    high: float
    estimate: float
    verified: float
    blockers: tuple[str, ...]
    unknown: tuple[str, ...]
    answered: int
    needed: int
    readiness: str

    @property
    def unrated(self) -> int:
        return self.needed - self.answered

    @property
    def missing_words(self) -> str:
        return wording.missing_words(len(self.blockers), len(self.unknown))

    @property
    def readiness_name(self) -> str:
        return wording.READINESS_NAMES[self.readiness]


@dataclass(frozen=True, slots=True)
class Standing:
    """One assessment's answers, ready to be held against any role of its release."""

    assessment: Assessment
    framework: Framework
    role: Role | None
    levels: Levels
    rows: tuple[RoleRow, ...]
    """Nearest first: fewest essential skills missing, then highest estimate."""

    @property
    def is_empty(self) -> bool:
        return not self.levels

    def row(self, code: str) -> RoleRow:
        return next(row for row in self.rows if row.role.code == code)


def standing(assessment: Assessment) -> Standing:
    """Every role against these answers: from the frozen result, or worked out while open.

    One query, for the result or for the ratings.
    """
    if not assessment.is_submitted:
        return _open_standing(sitting(assessment))
    framework = load_release(assessment.release_id).framework
    result = assessment.result
    rows = [
        _stored_row(framework, role, result.fits[code])
        for code, role in framework.roles.items()
        if code in result.fits
    ]
    role = framework.roles.get(assessment.role_code)
    return Standing(assessment, framework, role, result.levels, _ranked(rows))


def _open_standing(taken: Sitting) -> Standing:
    rows = [
        _row(taken.framework, role, scoring.fit(role, taken.levels, taken.verified))
        for role in taken.framework.roles.values()
    ]
    return Standing(taken.assessment, taken.framework, taken.role, taken.levels, _ranked(rows))


def _ranked(rows: Sequence[RoleRow]) -> tuple[RoleRow, ...]:
    """Sorted here and not as stored: not every database keeps the order of keys."""
    return tuple(sorted(rows, key=lambda row: (len(row.blockers), -row.estimate)))


def _row(framework: Framework, role: Role, fit: Fit) -> RoleRow:
    return RoleRow(
        role=role,
        low=float(fit.low),
        high=float(fit.high),
        estimate=float(fit.estimate),
        verified=float(fit.verified),
        blockers=_names(framework, fit.blockers),
        unknown=_names(framework, fit.unknown_must_haves),
        answered=fit.answered,
        needed=fit.needed,
        readiness=fit.readiness,
    )


def _stored_row(framework: Framework, role: Role, figures: Mapping[str, Any]) -> RoleRow:
    return RoleRow(
        role=role,
        low=figures["low"],
        high=figures["high"],
        estimate=figures["estimate"],
        verified=figures["verified"],
        blockers=_names(framework, figures["blockers"]),
        unknown=_names(framework, figures["unknown"]),
        answered=figures["answered"],
        needed=figures["needed"],
        readiness=figures["readiness"],
    )


def _names(framework: Framework, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(framework.skills[code].name for code in codes)


def unrated_codes(framework: Framework, role_code: str, levels: Levels) -> list[str]:
    """The skills that the role needs and the levels do not say; none for an unknown role."""
    role = framework.roles.get(role_code)
    asked = role.requirements if role else ()
    return [each.skill for each in asked if each.skill not in levels]
