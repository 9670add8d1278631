"""The weekly mail: off until chosen, and off again with one click."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from roadmaps.models import Reminder


@transaction.atomic
def choose_reminder(*, learner: User, weekday: int, now: datetime | None = None) -> Reminder:
    """Send the weekly mail on this weekday, 0 Monday to 6 Sunday."""
    now = now or timezone.now()
    reminder, _ = Reminder.objects.update_or_create(
        learner=learner,
        defaults={"weekday": weekday},
        create_defaults={"weekday": weekday, "created_at": now},
    )
    return reminder


@transaction.atomic
def stop_reminder(*, learner_id: int) -> bool:
    """No more mail. True when there was something to stop."""
    count, _ = Reminder.objects.filter(learner=learner_id).delete()
    return count > 0
