"""What changed between two attempts, why, and the trend over all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import hypot
from uuid import UUID

from django.utils import timezone

from assessments import scoring, wording
from assessments.models import Assessment, Owner
from assessments.queries import AttemptRow, attempts
from assessments.scoring import Attempt, Comparison, SkillChange
from taxonomy.framework import Framework, Role
from taxonomy.points import in_tenths
from taxonomy.queries import load_release

COME_BACK_AFTER = timedelta(days=90)
"""A quarter: sooner, most changes are within rating error."""

TREND_FROM = 2
"""Attempts at one role that make a picture; one is a sentence."""

Step = tuple[str, int]
"""A skill and the level that a path step led to."""

DIRECTIONS = ("up", "down", "new", "role", "same")
"""The order in which changes are told. What the role did is never told as up or down."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two attempts: its figures for the compared role, the estimate in tenths."""

    id: UUID
    at: datetime
    release: int
    low: Fraction
    high: Fraction
    estimate: Fraction


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One skill in both attempts. `points` are tenths that add up to the change of the estimate."""

    name: str
    before: int | None
    after: int | None
    needed_before: int | None
    needed_after: int | None
    direction: str
    words: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class AttemptChange:
    """Two attempts held against one role, each as its own release has it.

    Tenths that add up: before.estimate + from_levels + from_role = after.estimate.
    """

    role: Role
    other_role_name: str
    """The earlier attempt's target, where it was another one."""
    before: Side
    after: Side
    from_levels: Fraction
    from_role: Fraction
    noise: float
    rows: tuple[ChangeRow, ...]

    @property
    def sentence(self) -> str:
        return wording.change_sentence(
            self.role.name, self.before.estimate, self.after.estimate, self.noise
        )

    @property
    def total(self) -> Fraction:
        return self.from_levels + self.from_role

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many skills went which way, in words, without those that nothing happened to."""
        found = [
            (wording.DIRECTION_NAMES[each], sum(row.direction == each for row in self.rows))
            for each in DIRECTIONS
        ]
        return [(name, count) for name, count in found if count]


def attempt_change(
    before: Assessment, after: Assessment, finished: Iterable[Step] = ()
) -> AttemptChange:
    """The change from one submitted assessment to a later one, for the later one's role.

    `finished` are the path steps finished in between. No query when both come with their results.
    """
    frameworks = [load_release(each.release_id).framework for each in (before, after)]
    role_after = frameworks[1].roles[after.role_code]
    # A role that the earlier release did not have yet is held against the earlier answers as is.
    role_before = frameworks[0].roles.get(after.role_code, role_after)
    ends = [Attempt(role_before, before.result.levels), Attempt(role_after, after.result.levels)]
    fits = [scoring.fit(each.role, each.levels) for each in ends]
    found = scoring.compare(*ends, finished=_in_terms_of(frameworks[1], finished))
    old_target = frameworks[0].roles.get(before.role_code)
    is_other = old_target is not None and before.role_code != after.role_code
    totals = in_tenths([found.estimate_before]) + in_tenths([found.estimate_after])
    shares = in_tenths([found.from_levels, found.from_role], totals[1] - totals[0])
    return AttemptChange(
        role=role_after,
        other_role_name=old_target.name if old_target and is_other else "",
        before=_side(before, fits[0], totals[0]),
        after=_side(after, fits[1], totals[1]),
        from_levels=shares[0],
        from_role=shares[1],
        noise=hypot(fits[0].rating_error, fits[1].rating_error),
        rows=_rows(found, frameworks, sum(shares)),
    )


def _in_terms_of(framework: Framework, finished: Iterable[Step]) -> list[Step]:
    """The steps, and the same ones of the skills that have taken their skills' place."""
    steps, skills = list(finished), framework.skills
    moved = ((skills[code].replaced_by, level) for code, level in steps if code in skills)
    return [*steps, *((code, level) for code, level in moved if code)]


def _side(assessment: Assessment, fit: scoring.Fit, estimate: Fraction) -> Side:
    return Side(
        id=assessment.pk,
        at=assessment.result.created_at,
        release=assessment.release_id,
        low=fit.low,
        high=fit.high,
        estimate=estimate,
    )


def _rows(
    found: Comparison, frameworks: Sequence[Framework], total: Fraction
) -> tuple[ChangeRow, ...]:
    points = in_tenths([change.points for change in found.changes], total)
    rows = [
        _row(change, frameworks, tenths)
        for change, tenths in zip(found.changes, points, strict=True)
    ]
    rows.sort(key=lambda row: (DIRECTIONS.index(row.direction), -abs(row.points)))
    return tuple(rows)


def _row(change: SkillChange, frameworks: Sequence[Framework], points: Fraction) -> ChangeRow:
    skill = frameworks[1].skills.get(change.skill) or frameworks[0].skills[change.skill]
    return ChangeRow(
        name=skill.name,
        before=change.level_before,
        after=change.level_after,
        needed_before=change.required_before,
        needed_after=change.required_after,
        direction=_direction(change),
        words=wording.change_words(change),
        points=points,
    )


def _direction(change: SkillChange) -> str:
    if change.cause == "requirement":
        return "role"
    if change.cause in {"newly answered", "no longer answered"}:
        return "new"
    if change.cause == "none" or not (change.is_real or change.cause == "step"):
        return "same"
    return "up" if (change.level_after or 0) > (change.level_before or 0) else "down"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One attempt in the trend."""

    at: datetime
    low: float
    high: float
    estimate: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Attempts at one role, the earliest first, and the sentence that names the picture."""

    role_name: str
    points: tuple[TrendPoint, ...]
    sentence: str

    @property
    def summary(self) -> str:
        first, last = self.points[0], self.points[-1]
        return wording.trend_summary(
            self.role_name, (first.low, first.high), (last.low, last.high), len(self.points)
        )


def trend(rows: Sequence[AttemptRow]) -> Trend | None:
    """The trend for the role of the latest submitted attempt; None with fewer than two of them."""
    done = sorted(
        (row for row in rows if row.submitted_at is not None), key=lambda row: row.submitted_at
    )
    alike = [row for row in done if row.role_code == done[-1].role_code]
    if len(alike) < TREND_FROM:
        return None
    points = tuple(TrendPoint(row.submitted_at, row.low, row.high, row.estimate) for row in alike)
    spans = [
        (wording.day_words(timezone.localtime(each.at)), each.low, each.high) for each in points
    ]
    name = done[-1].role_name
    return Trend(name, points, wording.trend_sentence(name, spans))


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Every attempt, the latest first, and what can be said over all of them."""

    rows: tuple[AttemptRow, ...]
    trend: Trend | None

    @property
    def done(self) -> tuple[AttemptRow, ...]:
        """The submitted ones, which can be compared and taken again; the latest first."""
        found = [row for row in self.rows if row.submitted_at is not None]
        return tuple(sorted(found, key=lambda row: row.submitted_at, reverse=True))

    @property
    def come_back_at(self) -> datetime | None:
        return self.done[0].submitted_at + COME_BACK_AFTER if self.done else None


def history_page(owner: Owner) -> HistoryPage:
    """What the history shows. One query whatever the number of attempts."""
    rows = attempts(owner)
    return HistoryPage(rows, trend(rows))
