"""Freezing answers into a result."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments import scoring
from assessments.actions.rules import NothingRatedError, locked
from assessments.models import Assessment, Result
from assessments.queries import Sitting, sitting
from taxonomy.framework import Framework


@transaction.atomic
def submit_assessment(*, assessment: Assessment, now: datetime | None = None) -> Result:
    """Freeze the answers into a result. A second call returns the first one's result.

    Raises NothingRatedError when no skill of the role has a level.
    """
    row = locked(assessment)
    if row.is_submitted:
        return row.result
    result = compile_result(sitting(row), now or timezone.now())
    row.submitted_at = result.created_at
    row.save(update_fields=["submitted_at"])
    result.save()
    return result


def compile_result(taken: Sitting, now: datetime) -> Result:
    """The result that these answers make, not yet stored. Raises NothingRatedError."""
    target = scoring.fit(taken.role, taken.levels, taken.verified)
    if target.answered == 0:
        raise NothingRatedError
    return Result(
        assessment=taken.assessment,
        created_at=now,
        levels=taken.levels,
        verified=list(taken.verified),
        fits=fits_of(taken.framework, taken.levels, taken.verified),
        low=float(target.low),
        estimate=float(target.estimate),
        high=float(target.high),
        blocker_count=len(target.blockers),
        answered_count=target.answered,
        needed_count=target.needed,
        readiness=target.readiness,
    )


def fits_of(
    framework: Framework, levels: Mapping[str, int], verified: Iterable[str]
) -> dict[str, dict[str, object]]:
    """The figures of every role, best first, as JSON can hold them."""
    ranked = scoring.rank_roles(framework, levels)
    return {role.code: _figures(scoring.fit(role, levels, verified)) for role in ranked}


def _figures(fit: scoring.Fit) -> dict[str, object]:
    return {
        "low": float(fit.low),
        "estimate": float(fit.estimate),
        "high": float(fit.high),
        "verified": float(fit.verified),
        "blockers": list(fit.blockers),
        "unknown": list(fit.unknown_must_haves),
        "answered": fit.answered,
        "needed": fit.needed,
        "readiness": fit.readiness,
    }
