"""What a learner can choose from when a path is made or re-planned, and what is chosen already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment
from assessments.wording import day_words
from roadmaps.calendar import Pause
from roadmaps.models import LearningPath
from roadmaps.standing import latest_result
from taxonomy.queries import LoadedRelease, load_release

PAUSES = 3
"""Rows for pauses that are not over."""
FROM_ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a path may start from: an assessment, or nothing.

    words       "Your latest result of 21 November 2026 for Data scientist"
    in_words    within a sentence: "your result of 21 November 2026 for Data scientist"
    """

    words: str
    in_words: str
    assessment: Assessment | None = None

    @property
    def value(self) -> str:
        return str(self.assessment.pk) if self.assessment else FROM_ZERO


@dataclass(frozen=True, slots=True)
class Offer:
    """The choices of the form. `roles` are names by code; `past_pauses` are kept and not asked."""

    roles: Mapping[str, str]
    bases: tuple[Basis, ...]
    today: date
    earliest: date
    start_label: str
    past_pauses: tuple[Pause, ...] = ()

    def basis(self, value: str) -> Basis:
        """Raises KeyError for what is not on offer."""
        return {each.value: each for each in self.bases}[value]


def offer_for_new(
    learner: User, release: LoadedRelease, given: Assessment | None, today: date
) -> Offer:
    """What a new path may be: `given` is the assessment whose page led here. One query."""
    return Offer(
        roles=_role_names(release),
        bases=_bases(given, "Your", learner),
        today=today,
        earliest=years_from(today, -1),
        start_label="Start",
    )


def offer_for_replan(
    learner: User, path: LearningPath, release: LoadedRelease, today: date
) -> Offer:
    """What a stored path may become. Its own roles stay on offer, retired or not. One query."""
    own = load_release(path.release_id).framework.roles
    kept = {code: f"{own[code].name} (no longer offered)" for code in path.role_codes}
    return Offer(
        roles={**kept, **_role_names(release)},
        bases=_bases(path.basis, "As until now: your", learner),
        today=today,
        # The page may have been opened before midnight.
        earliest=today - timedelta(days=1),
        start_label="Plan the open steps from",
        past_pauses=tuple(each for each in stored_pauses(path) if each[1] < today),
    )


def _role_names(release: LoadedRelease) -> dict[str, str]:
    return {code: role.name for code, role in release.framework.roles.items()}


def _bases(first: Assessment | None, its_start: str, learner: User) -> tuple[Basis, ...]:
    """The first one, the latest result, and zero; none of them twice."""
    found: dict[object, Basis] = {}
    for start, each in ((its_start, first), ("Your latest", latest_result(learner))):
        if each is not None and each.pk not in found:
            words = _basis_words(each)
            found[each.pk] = Basis(f"{start} {words}", f"your {words}", each)
    return (*found.values(), Basis("From zero", "zero"))


def _basis_words(assessment: Assessment) -> str:
    """ "result of 21 November 2026 for Data scientist"."""
    roles = load_release(assessment.release_id).framework.roles
    towards = f" for {roles[assessment.role_code].name}" if assessment.role_code in roles else ""
    if assessment.submitted_at is None:
        return f"answers so far{towards}"
    return f"result of {day_words(timezone.localdate(assessment.submitted_at))}{towards}"


def stored_terms(path: LearningPath, today: date) -> dict[str, object]:
    """What the fields of the form hold for this path; the open steps are laid out from today."""
    ahead = [each for each in stored_pauses(path) if each[1] >= today][:PAUSES]
    pauses = {
        f"pause_{number}_{end}": day
        for number, pause in enumerate(ahead, start=1)
        for end, day in zip(("first", "last"), pause, strict=True)
    }
    return {
        "role": path.role_code,
        "second": path.second_role_code,
        "basis": str(path.basis_id or FROM_ZERO),
        "hours": hours_words(path.hours_per_week),
        "starts_on": max(today, path.planned_from),
        **pauses,
    }


def stored_pauses(path: LearningPath) -> list[Pause]:
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in path.pauses]


def hours_words(hours: Decimal) -> str:
    """As a person writes it: "6", "1.5"."""
    return f"{hours.normalize():f}"


def years_from(day: date, years: int) -> date:
    """The same day of another year; the 28th where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
