"""Making a path, making it anew, and taking it away. What is finished is touched by none."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from roadmaps.actions.rules import (
    NotYoursError,
    PathChangedError,
    PathExistsError,
    PathIsGoneError,
)
from roadmaps.drafts import Draft, Terms, draft
from roadmaps.models import LearningPath, PathStep


def create_path(
    *, learner: User, key: UUID, terms: Terms, now: datetime | None = None
) -> LearningPath:
    """Store a path with all its steps.

    `key` comes with the form and becomes the id, so that a form sent twice makes one path. Raises
    PathExistsError, NotYoursError when the key is somebody else's, and the planner's PlanError.
    """
    try:
        with transaction.atomic():
            return _created(learner, key, terms, now or timezone.now())
    except IntegrityError as error:
        # The one rule that two requests at once can break: one path for each target.
        raise PathExistsError from error


def _created(learner: User, key: UUID, terms: Terms, now: datetime) -> LearningPath:
    made = draft(learner, terms)
    path, is_new = LearningPath.objects.get_or_create(
        id=key,
        defaults={
            "learner": learner,
            "role_code": terms.role_codes[0],
            "second_role_code": terms.role_codes[1] if len(terms.role_codes) > 1 else "",
            "starts_on": terms.starts_on,
            "created_at": now,
            **_planned(made, now),
        },
    )
    if path.learner_id != learner.pk:
        raise NotYoursError
    if is_new:
        _store_steps(path, made)
    return path


@transaction.atomic
def replan_path(
    *, path: LearningPath, terms: Terms, mark: str, now: datetime | None = None
) -> LearningPath:
    """Put a new plan in the place of the old one. Finished and begun steps stay as they are.

    `mark` is the draft that was confirmed: what is stored is what was shown. Raises
    PathChangedError when it would come out differently now, PathIsGoneError, PathExistsError when
    the learner has a path to the new target, and the planner's PlanError.
    """
    row = LearningPath.objects.select_for_update().filter(pk=path.pk).first()
    if row is None:
        raise PathIsGoneError
    made = draft(row.learner, terms, row)
    if made.mark != mark:
        raise PathChangedError
    roles = (*terms.role_codes, "")
    twin = LearningPath.objects.filter(
        learner=row.learner_id, role_code=roles[0], second_role_code=roles[1]
    ).exclude(pk=row.pk)
    if twin.exists():
        raise PathExistsError
    row.role_code, row.second_role_code = roles[0], roles[1]
    for name, value in _planned(made, now or timezone.now()).items():
        setattr(row, name, value)
    row.starts_on = min(row.starts_on, row.planned_from)
    row.save()
    row.steps.all().delete()
    _store_steps(row, made)
    return row


def _planned(made: Draft, now: datetime) -> dict[str, object]:
    """The columns that say what the path was planned by."""
    terms = made.terms
    return {
        "release_id": made.release.number,
        "basis": terms.basis,
        "hours_per_week": terms.hours_per_week,
        "planned_from": terms.starts_on,
        "pauses": [[first.isoformat(), last.isoformat()] for first, last in terms.pauses],
        "planned_at": now,
    }


def _store_steps(path: LearningPath, made: Draft) -> None:
    for step in made.steps:
        step.path = path
    PathStep.objects.bulk_create(made.steps)


@transaction.atomic
def delete_path(*, path: LearningPath) -> None:
    """The plan goes; what was done, logged and shown stays with the learner."""
    path.delete()
