"""What pages tell of paths as wholes: the list, what one would be, what deleting one takes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from accounts.models import User
from roadmaps.choices import hours_words
from roadmaps.drafts import Terms, drafts_at
from roadmaps.models import LearningPath, LogEntry, PathStep, StepProgress
from roadmaps.steps import shown_hours
from taxonomy.effort import Hours
from taxonomy.queries import load_release

PACES = (Decimal(3), Decimal(6), Decimal(10), Decimal(20))
"""Hours a week that the page shows an end for before a path is made."""


@dataclass(frozen=True, slots=True)
class PathRow:
    """One path in the list; `total` is without what is skipped.

    `ends_on` is the last day of what is still open, if anything is.
    """

    id: UUID
    targets: str
    hours: str
    total: int
    done: int
    ends_on: date | None


def path_rows(learner: User) -> tuple[PathRow, ...]:
    """The learner's paths, the latest planned first. One query whatever their number."""
    is_done, is_skipped = (_progress("steps__", status) for status in ("done", "skipped"))
    rows: QuerySet[Any] = LearningPath.objects.owned_by(learner).annotate(
        total=Count("steps", filter=~is_skipped),
        done=Count("steps", filter=is_done),
        last_open_day=Max("steps__ends_on", filter=~is_done & ~is_skipped),
    )
    rows = rows.order_by("-planned_at", "-id")  # grouping drops the model's own order
    return tuple(
        PathRow(
            id=row.pk,
            targets=targets(row),
            hours=hours_words(row.hours_per_week),
            total=row.total,
            done=row.done,
            ends_on=row.last_open_day,
        )
        for row in rows
    )


def _progress(steps: str, status: str) -> Exists:
    """True for steps that the owner of their path has called this; `steps` leads to them."""
    learner = "learner" if steps else "path__learner"
    return Exists(
        StepProgress.objects.filter(
            learner=OuterRef(learner),
            skill_code=OuterRef(f"{steps}skill_code"),
            to_level=OuterRef(f"{steps}to_level"),
            status=status,
        )
    )


def targets(path: LearningPath) -> str:
    """The names of its roles, as its own release spells them."""
    roles = load_release(path.release_id).framework.roles
    return " and ".join(roles[code].name for code in path.role_codes)


def path_to(learner: User, role_codes: tuple[str, ...]) -> LearningPath | None:
    """The path that the learner has to exactly this target."""
    roles = (*role_codes, "")
    own = LearningPath.objects.owned_by(learner)
    return own.filter(role_code=roles[0], second_role_code=roles[1]).first()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a path would be before it is made: open steps, their hours, its end at some paces."""

    steps: int
    done: int
    hours: Hours
    ends: tuple[tuple[str, date], ...]


def outlook(learner: User, terms: Terms) -> Outlook:
    """Three queries and those of an open basis. Raises PlanError with a sentence for people."""
    drafts = drafts_at(learner, terms, PACES)
    steps = drafts[0].steps
    opened = [step for step in steps if step.ends_on is not None]
    return Outlook(
        steps=len(opened),
        done=len(steps) - len(opened),
        hours=shown_hours(sum(step.hours for step in opened)),
        ends=tuple(
            (hours_words(each.terms.hours_per_week), max(days))
            for each in drafts
            if (days := [step.ends_on for step in each.steps if step.ends_on is not None])
        ),
    )


@dataclass(frozen=True, slots=True)
class Deletion:
    """What goes with a path, and what of its steps stays with the learner."""

    targets: str
    steps: int
    done: int
    entries: int


def deletion(path: LearningPath) -> Deletion:
    """Two queries."""
    counted = path.steps.aggregate(
        total=Count("pk"), done=Count("pk", filter=_progress("", "done"))
    )
    mine = PathStep.objects.filter(
        path=path, skill_code=OuterRef("skill_code"), to_level=OuterRef("to_level")
    )
    entries = LogEntry.objects.filter(Exists(mine), learner=path.learner_id).count()
    return Deletion(targets(path), counted["total"], counted["done"], entries)
