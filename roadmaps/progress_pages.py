"""The page about a path's progress: hours, weeks, pace, and the fit that came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from assessments.changes import Trend, trend
from assessments.models import Owner
from assessments.queries import AttemptRow, attempts
from roadmaps import progress_words
from roadmaps.choices import stored_pauses
from roadmaps.models import LearningPath, LogEntry, PathStep, StepProgress
from roadmaps.path_lists import targets
from roadmaps.progress import LogLine, Planned, Progress, StepHours, progress
from roadmaps.steps import Pair
from taxonomy.values import LEVEL_NAMES


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One step that is begun: planned and logged hours side by side."""

    name: str
    step: StepHours

    @property
    def most(self) -> Fraction:
        return max(Fraction(self.step.hours), self.step.logged)


@dataclass(frozen=True, slots=True)
class FitRow:
    """One submitted attempt at the path's role, and the steps that were finished before it."""

    attempt: AttemptRow
    finished: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """How far one path is on one day. `planned_end` is the last day of what is still open."""

    path_id: UUID
    title: str
    starts_on: date
    today: date
    progress: Progress
    planned_end: date | None
    rows: tuple[HoursRow, ...]
    most_hours: Fraction
    """What the widest bar of the rows stands for."""
    trend: Trend | None
    fits: tuple[FitRow, ...]
    finished_since: tuple[str, ...]
    """Since the last attempt."""

    @property
    def answer(self) -> str:
        return progress_words.answer(self.progress, self.starts_on, self.planned_end, self.today)

    @property
    def steps_done(self) -> int:
        return self.progress.count("done")

    @property
    def weeks_words(self) -> str:
        return progress_words.weeks_sentence(self.progress)

    @property
    def others(self) -> list[StepHours]:
        """The steps that nothing was done for yet."""
        shown = {row.step.pair for row in self.rows}
        return [step for step in self.progress.steps if step.is_open and step.pair not in shown]

    @property
    def other_hours(self) -> int:
        return sum(step.hours for step in self.others)


def progress_page(path: LearningPath, today: date) -> ProgressPage:
    """Four queries: steps, progress, log, attempts."""
    rows = list(path.steps.all())
    stored = _progress_of(path.learner)
    found = progress(
        Planned(path.starts_on, path.hours_per_week, tuple(stored_pauses(path))),
        [_step_hours(row, stored.get(row.pair)) for row in rows],
        _log_of(path.learner),
        today,
    )
    names = {row.pair: f"{row.skill_name} to {LEVEL_NAMES[row.to_level]}" for row in rows}
    begun = tuple(HoursRow(names[step.pair], step) for step in found.steps if _is_begun(step))
    taken = attempts(Owner(path.learner, ""))
    alike = [row for row in taken if row.submitted_at and row.role_code == path.role_code]
    done = [(row.done_at, names[row.pair]) for row in stored.values() if row.pair in names]
    fits, since = _fits(alike, [(at, name) for at, name in done if at])
    return ProgressPage(
        path_id=path.pk,
        title=targets(path),
        starts_on=path.starts_on,
        today=today,
        progress=found,
        planned_end=_planned_end(rows, found),
        rows=begun,
        most_hours=max((row.most for row in begun), default=Fraction(0)),
        trend=trend(alike),
        fits=fits,
        finished_since=since,
    )


def _progress_of(learner: User) -> dict[Pair, StepProgress]:
    return {row.pair: row for row in StepProgress.objects.filter(learner=learner)}


def _step_hours(row: PathStep, stored: StepProgress | None) -> StepHours:
    """The day on which it was done is a day where the learner is."""
    if stored is None:
        return StepHours(row.pair, row.hours)
    done_on = timezone.localdate(stored.done_at) if stored.done_at else None
    return StepHours(row.pair, row.hours, stored.status, done_on)


def _log_of(learner: User) -> list[LogLine]:
    rows = LogEntry.objects.filter(learner=learner, hours__gt=0).order_by()
    lines = rows.values_list("skill_code", "to_level", "logged_on", "hours")
    return [LogLine((skill, level), on, Fraction(hours)) for skill, level, on, hours in lines]


def _planned_end(rows: Iterable[PathStep], found: Progress) -> date | None:
    still_open = {step.pair for step in found.steps if step.is_open}
    ends = (row.ends_on for row in rows if row.ends_on and row.pair in still_open)
    return max(ends, default=None)


def _is_begun(step: StepHours) -> bool:
    return bool(step.logged) or step.status in {"doing", "done"}


def _fits(
    alike: Sequence[AttemptRow], done: Iterable[tuple[datetime, str]]
) -> tuple[tuple[FitRow, ...], tuple[str, ...]]:
    """The attempts, the earliest first, each with what was finished since the one before it."""
    waiting = sorted(done)
    rows: list[FitRow] = []
    for attempt in sorted(alike, key=_submitted_at):
        until = _submitted_at(attempt)
        before = [name for at, name in waiting if at <= until]
        waiting = waiting[len(before) :]
        rows.append(FitRow(attempt, tuple(before) if rows else ()))
    return tuple(rows), tuple(name for _, name in waiting) if rows else ()


def _submitted_at(attempt: AttemptRow) -> datetime:
    assert attempt.submitted_at is not None
    return attempt.submitted_at
