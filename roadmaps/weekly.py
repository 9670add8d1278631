"""What the weekly mail tells: what is next, what was logged, when the path ends."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from accounts.models import User
from roadmaps.lines import Line, lines, ready_lines
from roadmaps.models import LearningPath, LogEntry, StepProgress
from taxonomy.queries import load_release

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weekly:
    """One learner's week on the path that they planned last; `ends_on` is None without days."""

    path_id: UUID
    role_names: tuple[str, ...]
    ready: tuple[Line, ...]
    logged: Decimal
    ends_on: date | None


def weekly(learner: User, today: date) -> Weekly | None:
    """What there is to say on this day; None when nothing is left to do. Four queries at most."""
    statuses = {row.pair: row.status for row in StepProgress.objects.filter(learner=learner)}
    for path in LearningPath.objects.owned_by(learner).prefetch_related("steps"):
        framework = load_release(path.release_id).framework
        own = lines(framework, list(path.steps.all()), statuses)
        if ready := ready_lines(own):
            roles = framework.roles
            return Weekly(
                path_id=path.pk,
                role_names=tuple(roles[c].name if c in roles else c for c in path.role_codes),
                ready=ready,
                logged=_logged(learner, today),
                ends_on=max(
                    (line.ends_on for line in own if line.is_open and line.ends_on), default=None
                ),
            )
    return None


def _logged(learner: User, today: date) -> Decimal:
    """Hours of the seven days before this one."""
    entries = LogEntry.objects.filter(
        learner=learner, logged_on__gte=today - WEEK, logged_on__lt=today
    )
    return entries.aggregate(total=Sum("hours"))["total"] or Decimal(0)
