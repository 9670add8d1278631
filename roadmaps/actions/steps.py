"""What a learner says of a step: to do, doing, done or skipped."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from roadmaps.actions.rules import UnknownStepError
from roadmaps.models import PathStep, StepProgress
from roadmaps.steps import Pair

TO_DO = "to-do"
STATUSES = (TO_DO, *StepProgress.Status.values)


@transaction.atomic
def set_step_status(*, learner: User, step: Pair, status: str, now: datetime | None = None) -> str:
    """Say how far a step is, in every path at once. Returns what was said before, for the undo.

    Saying the same again changes nothing. Raises UnknownStepError for a step that stands in no
    path of the learner and that they never began.
    """
    now = now or timezone.now()
    User.objects.select_for_update().get(pk=learner.pk)  # one word at a time for each person
    fields = {"learner": learner, "skill_code": step[0], "to_level": step[1]}
    row = StepProgress.objects.filter(**fields).first()
    if row is None and not is_known(learner, step):
        raise UnknownStepError
    former = row.status if row else TO_DO
    if status == former:
        return former
    if row and status == TO_DO:
        row.delete()
        return former
    row = row or StepProgress(**fields)
    row.status, row.changed_at = status, now
    if status != StepProgress.Status.SKIPPED:
        row.started_at = row.started_at or now
    row.done_at = now if status == StepProgress.Status.DONE else None
    row.save()
    return former


def is_known(learner: User, step: Pair) -> bool:
    """True for a step of one of the learner's paths."""
    return PathStep.objects.filter(
        path__learner=learner, skill_code=step[0], to_level=step[1]
    ).exists()
