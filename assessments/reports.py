"""The gap report of one assessment for its role: frozen values that a template only prints.

A submitted assessment is reported from its frozen result and its own release, an open one from the
ratings so far. Only the target role is worked out; no query beyond the one for the result.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from assessments import scoring, wording
from assessments.explanation import CategoryRow, SkillRow, category_rows, skill_rows
from assessments.learning import LearningStep, first_steps
from assessments.models import Assessment
from assessments.queries import RoleIsGoneError, Sitting
from assessments.scoring import Fit, Levels
from taxonomy.framework import Role
from taxonomy.queries import LoadedRelease, current_release, load_release, role_page_of
from taxonomy.role_reports import RolePage


@dataclass(frozen=True)
class Report:
    """Where somebody stands for one role, why, and what comes first."""

    assessment_id: UUID
    is_submitted: bool
    at: datetime
    release: LoadedRelease
    role: Role
    fit: Fit
    rows: tuple[SkillRow, ...]
    categories: tuple[CategoryRow, ...]
    steps: tuple[LearningStep, ...]

    @property
    def heading(self) -> str:
        return wording.fit_heading(self.role.name, self.fit.low, self.fit.high)

    @property
    def sentence(self) -> str:
        fit = self.fit
        return wording.fit_sentence(
            self.role.name, fit.low, fit.high, len(fit.blockers), len(fit.unknown_must_haves)
        )

    @property
    def missing_words(self) -> str:
        return wording.missing_words(len(self.fit.blockers), len(self.fit.unknown_must_haves))

    @property
    def readiness(self) -> str:
        return wording.READINESS[self.fit.readiness]

    @property
    def unknown_sentence(self) -> str:
        return wording.unknown_sentence(self._names(self.fit.unknown_must_haves))

    @property
    def obstacle_sentence(self) -> str:
        return wording.obstacle_sentence([step.skill.name for step in self.steps[:2]])

    @property
    def error_sentence(self) -> str:
        return wording.error_sentence(self.fit.low, self.fit.high, self.fit.rating_error)

    @property
    def chart_sentence(self) -> str:
        best = sorted((each for each in self.categories if each.met), key=lambda each: -each.met)
        below = sorted(
            (row for row in self.rows if row.is_below), key=lambda row: row.level - row.needed
        )
        gaps = [(row.skill.name, row.needed - row.level) for row in below[:2]]
        strongest = [each.name for each in best[:2]]
        return wording.chart_sentence(self.role.name, self.fit.low, self.fit.high, strongest, gaps)

    @property
    def unrated(self) -> int:
        return self.fit.needed - self.fit.answered

    @property
    def met_count(self) -> int:
        return sum(row.level is not None and not row.is_below for row in self.rows)

    @cached_property
    def about_role(self) -> RolePage:
        """Pay, demand and advice, as this assessment's release has them."""
        return role_page_of(self.release, self.role.code)

    def _names(self, codes: Iterable[str]) -> list[str]:
        return [self.release.framework.skills[code].name for code in codes]


def first_report(taken: Sitting) -> Report:
    """The report on the ratings so far of an assessment that is not submitted."""
    found = scoring.fit(taken.role, taken.levels, taken.verified)
    moments = [rating.rated_at for rating in taken.ratings.values()]
    at = max(moments, default=taken.assessment.started_at)
    return _report(taken.assessment, taken.release, at, found, taken.levels, taken.verified)


def result_report(assessment: Assessment) -> Report:
    """The report on the frozen result. One query; raises RoleIsGoneError."""
    release = load_release(assessment.release_id)
    role = release.framework.roles.get(assessment.role_code)
    if role is None:
        raise RoleIsGoneError(assessment.role_code)
    result = assessment.result
    # What rests on our own settings stays as it was told; the rest follows from the answers.
    found = replace(
        scoring.fit(role, result.levels, result.verified),
        estimate=Fraction(result.estimate),
        readiness=result.readiness,
    )
    return _report(assessment, release, result.created_at, found, result.levels, result.verified)


def _report(
    assessment: Assessment,
    release: LoadedRelease,
    at: datetime,
    found: Fit,
    levels: Levels,
    verified: Sequence[str],
) -> Report:
    role = release.framework.roles[assessment.role_code]
    return Report(
        assessment_id=assessment.pk,
        is_submitted=assessment.is_submitted,
        at=at,
        release=release,
        role=role,
        fit=found,
        rows=skill_rows(release.framework, role, levels, found, frozenset(verified)),
        categories=category_rows(release.framework, role, levels),
        steps=first_steps(release.framework, role, levels),
    )


def role_news(report: Report) -> str:
    """What became of the role since the result's release, in a sentence; empty when nothing did.

    One query, for the number of the current release.
    """
    newest = current_release()
    if newest.number == report.release.number:
        return ""
    role = newest.framework.roles.get(report.role.code)
    if role is None:
        return wording.WITHDRAWN
    return wording.CHANGED if role.requirements != report.role.requirements else ""
