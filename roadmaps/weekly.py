"""What the weekly mail tells: what is next, what was logged, when the path ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from accounts.models import User
from roadmaps.models import LearningPath, LogEntry, PathStep
from roadmaps.planner import shown_hours
from roadmaps.standing import Standing, standing
from taxonomy.effort import Hours
from taxonomy.queries import load_release

MOST_STEPS = 3
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that can be worked on now."""

    skill_code: str
    skill_name: str
    to_level: int
    hours: Hours

    @property
    def from_level(self) -> int:
        return self.to_level - 1


@dataclass(frozen=True, slots=True)
class Weekly:
    """One learner's week on the path that they planned last; `ends_on` is None without days."""

    path_id: object
    roles: tuple[str, ...]
    steps: tuple[NextStep, ...]
    logged: Decimal
    ends_on: date | None


def weekly(learner: User, today: date) -> Weekly | None:
    """What there is to say on this day; None when nothing is left to do. Five queries at most."""
    now = standing(learner)
    for path in LearningPath.objects.owned_by(learner).prefetch_related("steps"):
        rows = [row for row in path.steps.all() if row.pair not in now.done | now.skipped]
        if rows:
            return Weekly(
                path_id=path.pk,
                roles=_role_names(path),
                steps=tuple(_next_steps(rows, now)),
                logged=_logged(learner, today),
                ends_on=max((row.ends_on for row in rows if row.ends_on), default=None),
            )
    return None


def _next_steps(rows: Sequence[PathStep], now: Standing) -> Iterable[NextStep]:
    """The first that wait for none of the others; what is begun comes before what is not."""
    waited_for = {row.pair for row in rows}
    ready = [row for row in rows if waited_for.isdisjoint((code, at) for code, at in row.after)]
    ready.sort(key=lambda row: row.pair not in now.doing)
    for row in ready[:MOST_STEPS]:
        yield NextStep(row.skill_code, row.skill_name, row.to_level, shown_hours(row.hours))


def _role_names(path: LearningPath) -> tuple[str, ...]:
    roles = load_release(path.release_id).framework.roles
    return tuple(roles[code].name if code in roles else code for code in path.role_codes)


def _logged(learner: User, today: date) -> Decimal:
    """Hours of the seven days before this one."""
    entries = LogEntry.objects.filter(
        learner=learner, logged_on__gte=today - WEEK, logged_on__lt=today
    )
    return entries.aggregate(total=Sum("hours"))["total"] or Decimal(0)
