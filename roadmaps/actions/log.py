"""The log: what a learner did for a step, changed and taken back by nobody but them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from roadmaps.actions.rules import NotYoursError, UnknownStepError
from roadmaps.actions.steps import is_known
from roadmaps.models import LogEntry, StepProgress
from roadmaps.steps import Pair


@dataclass(frozen=True, slots=True)
class Work:
    """What one entry says: at least one of hours, note, link and level."""

    logged_on: date
    hours: Decimal = Decimal(0)
    note: str = ""
    evidence_url: str = ""
    level: int | None = None

    @property
    def fields(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


@transaction.atomic
def add_log_entry(
    *, learner: User, key: UUID, step: Pair, work: Work, now: datetime | None = None
) -> LogEntry:
    """Store one entry. `key` comes with the form, so that a form sent twice logs once.

    Raises UnknownStepError, and NotYoursError when the key is somebody else's.
    """
    now = now or timezone.now()
    fields = {"learner": learner, "skill_code": step[0], "to_level": step[1]}
    if not is_known(learner, step) and not StepProgress.objects.filter(**fields).exists():
        raise UnknownStepError
    entry, _ = LogEntry.objects.get_or_create(
        id=key, defaults={**fields, **work.fields, "created_at": now, "changed_at": now}
    )
    if entry.learner_id != learner.pk:
        raise NotYoursError
    return entry


@transaction.atomic
def change_log_entry(*, entry: LogEntry, work: Work, now: datetime | None = None) -> LogEntry:
    """The entry with other words; the last one to save it wins, and it is only ever one person."""
    for name, value in work.fields.items():
        setattr(entry, name, value)
    entry.changed_at = now or timezone.now()
    entry.save()
    return entry


@transaction.atomic
def delete_log_entry(*, entry: LogEntry) -> None:
    entry.delete()
