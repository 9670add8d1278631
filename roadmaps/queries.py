"""What the pages of a path read: each function takes a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from assessments import scoring
from assessments.learning import step_resources
from assessments.models import Assessment, Owner
from assessments.scoring import Fit
from assessments.wording import day_words, listed
from roadmaps.answers import Moment, answer
from roadmaps.lines import DONE, SKIPPED, Line, Stored, lines, ready_lines
from roadmaps.milestones import PhaseRow, phase_rows
from roadmaps.models import LearningPath, PathStep, StepProgress
from roadmaps.months import Part, extra_hours, parts
from roadmaps.planner import projected
from roadmaps.standing import done_in_terms_of, in_terms_of, levels_of
from roadmaps.steps import Pair, shown_hours
from roadmaps.tally import Tally, tally
from taxonomy.framework import Certification, Framework, Resource, Role
from taxonomy.queries import LoadedRelease, current_release, load_release, role_page_of
from taxonomy.values import LEVEL_NAMES

RESOURCES = 3
COLUMNS = (
    "skill_code",
    "skill_name",
    "to_level",
    "hours",
    "needed_for",
    "after",
    "serves",
    "starts_on",
    "ends_on",
)
"""What is read of a stored step."""


@dataclass(frozen=True, slots=True)
class ReadyStep:
    """A step to take now: its line, what one can do after it, and where to learn it."""

    line: Line
    sentence: str
    resources: tuple[tuple[Resource, str], ...]
    """Each with the host of its address."""


@dataclass(frozen=True, slots=True)
class RoleFit:
    """The fit with one target: as assessed, and as it would be with the finished steps."""

    role: Role
    assessed: Fit | None
    projected: Fit
    is_raised: bool
    """Whether finished steps make a difference."""


@dataclass(frozen=True, slots=True)
class PathPage:
    """Everything the page of one path shows; a template only prints it."""

    path_id: UUID
    release: LoadedRelease
    role_names: Mapping[str, str]
    moment: Moment
    starts_on: date
    assessment_id: UUID | None
    """The submitted assessment that it starts from."""
    assessed_at: datetime | None
    ready: tuple[ReadyStep, ...]
    tally: Tally
    lines: tuple[Line, ...]
    phases: tuple[PhaseRow, ...]
    parts: tuple[Part, ...]
    fits: tuple[RoleFit, ...]
    certifications: tuple[Certification, ...]
    news: tuple[str, ...]

    @property
    def title(self) -> str:
        return path_title(self.role_names)

    @property
    def answer(self) -> str:
        return answer([each.line for each in self.ready], self.tally, self.moment)

    @property
    def done(self) -> list[Line]:
        return [line for line in self.lines if line.status == DONE]

    @property
    def skipped(self) -> list[Line]:
        return [line for line in self.lines if line.status == SKIPPED]

    @property
    def late(self) -> int:
        """Open steps whose days are over."""
        today = self.moment.day
        return sum(line.is_open and (line.ends_on or today) < today for line in self.lines)

    @property
    def is_raised(self) -> bool:
        """Whether finished steps make a difference to any fit."""
        return any(each.is_raised for each in self.fits)

    @property
    def projects(self) -> list[PhaseRow]:
        """The phases that a project closes."""
        return [phase for phase in self.phases if phase.project]

    @property
    def extra_sentence(self) -> str:
        """What the second target adds to the first; empty with one target."""
        if len(self.role_names) < 2:
            return ""
        (first, first_name), (_, second_name) = self.role_names.items()
        hours = shown_hours(extra_hours(self.lines, first))
        return f"{second_name} adds {hours.words} to {first_name}."


def path_page(path: LearningPath, today: date) -> PathPage:
    """The path with its basis and the basis's result loaded.

    Four queries: steps, progress, latest result, newest release. One more where the basis is still
    open, for its ratings.
    """
    release = load_release(path.release_id)
    statuses, done_on = _progress(path.learner)
    own = lines(release.framework, _rows(path), statuses, done_on)
    return PathPage(
        path_id=path.pk,
        release=release,
        role_names=_role_names(path, release.framework),
        moment=_moment(path, own, today),
        starts_on=path.starts_on,
        assessment_id=path.basis_id,
        assessed_at=_assessed_at(path.basis),
        ready=tuple(_ready_step(release.framework, line) for line in ready_lines(own)),
        tally=tally(own),
        lines=own,
        phases=phase_rows(release.framework, own),
        parts=parts([line for line in own if line.is_open], _role_names(path, release.framework)),
        fits=_fits(path, release.framework, frozenset(done_on)),
        certifications=_certifications(path, release),
        news=_news(path),
    )


def name_of(learner: User, step: Pair) -> str:
    """ "SQL to Independent", by the name that is stored beside the code. One query or two."""
    skill, level = step
    named = PathStep.objects.filter(path__learner=learner, skill_code=skill).values_list(
        "skill_name"
    )
    row = named.order_by("-path__planned_at").first()
    known = current_release().framework.skills if row is None else {}
    name = row[0] if row else known[skill].name if skill in known else skill
    return f"{name} to {LEVEL_NAMES[level]}"


@dataclass(frozen=True, slots=True)
class ReadyNow:
    """What the home page says of paths: the steps to take now, and how far the path is."""

    path_id: UUID
    title: str
    tally: Tally
    ready: tuple[Line, ...]


def ready_now(learner: User) -> ReadyNow | None:
    """Of the path planned last that has a step ready, else of the one planned last.

    Three queries; one, and None, without a path.
    """
    paths = list(LearningPath.objects.owned_by(learner))
    if not paths:
        return None
    steps: dict[UUID, list[Stored]] = {path.pk: [] for path in paths}
    rows = PathStep.objects.filter(path__learner=learner).order_by("path", "position")
    for row in rows.values_list("path_id", *COLUMNS, named=True):
        steps[row.path_id].append(row)
    statuses, _ = _progress(learner)
    found = [_ready_now(path, steps[path.pk], statuses) for path in paths]
    return next((each for each in found if each.ready), found[0])


def _ready_now(
    path: LearningPath, steps: Sequence[Stored], statuses: Mapping[Pair, str]
) -> ReadyNow:
    framework = load_release(path.release_id).framework
    own = lines(framework, steps, statuses)
    title = path_title(_role_names(path, framework))
    return ReadyNow(path.pk, title, tally(own), ready_lines(own))


def path_title(role_names: Mapping[str, str]) -> str:
    return f"Path to {listed(list(role_names.values()))}"


def _rows(path: LearningPath) -> Sequence[Stored]:
    """The stored steps in order. One query; rows, as two hundred model instances take longer."""
    return list(path.steps.values_list(*COLUMNS, named=True))


def _progress(learner: User) -> tuple[dict[Pair, str], dict[Pair, date]]:
    """What the learner said of their steps, and when each was done. One query.

    Days are those of the active time zone.
    """
    statuses, done_on = {}, {}
    rows = StepProgress.objects.filter(learner=learner)
    for skill, level, status, done_at in rows.values_list(
        "skill_code", "to_level", "status", "done_at"
    ):
        statuses[skill, level] = status
        if done_at:
            done_on[skill, level] = timezone.localdate(done_at)
    return statuses, done_on


def _role_names(path: LearningPath, framework: Framework) -> dict[str, str]:
    roles = framework.roles
    return {code: roles[code].name if code in roles else code for code in path.role_codes}


def _moment(path: LearningPath, own: Sequence[Line], today: date) -> Moment:
    return Moment(
        day=today,
        planned_from=path.planned_from,
        ends_on=max((line.ends_on for line in own if line.is_open and line.ends_on), default=None),
        hours_per_week=path.hours_per_week,
        pauses=tuple(
            (date.fromisoformat(first), date.fromisoformat(last)) for first, last in path.pauses
        ),
    )


def _ready_step(framework: Framework, line: Line) -> ReadyStep:
    skill = framework.skills.get(line.skill)
    return ReadyStep(
        line=line,
        sentence=skill.levels[line.to_level] if skill else "",
        resources=step_resources(framework, line.skill, line.from_level, RESOURCES),
    )


def _assessed_at(basis: Assessment | None) -> datetime | None:
    return (basis.submitted_at or basis.started_at) if basis else None


def _fits(path: LearningPath, framework: Framework, done: frozenset[Pair]) -> tuple[RoleFit, ...]:
    levels = in_terms_of(framework, levels_of(path.basis))
    raised = projected(levels, done_in_terms_of(framework, done))
    roles = [framework.roles[code] for code in path.role_codes if code in framework.roles]
    return tuple(
        RoleFit(
            role=role,
            assessed=scoring.fit(role, levels) if path.basis else None,
            projected=scoring.fit(role, raised),
            is_raised=any(
                raised.get(each.skill, 0) > levels.get(each.skill, 0) for each in role.requirements
            ),
        )
        for role in roles
    )


def _certifications(path: LearningPath, release: LoadedRelease) -> tuple[Certification, ...]:
    """For each target the certification that attests most of what weighs in it."""
    found: dict[str, Certification] = {}
    for code in path.role_codes:
        if code in release.framework.roles:
            for each in role_page_of(release, code).certifications[:1]:
                assert isinstance(each.whole, Certification)
                found.setdefault(each.whole.code, each.whole)
    return tuple(found.values())


def _news(path: LearningPath) -> tuple[str, ...]:
    """What became newer than the plan, each in a sentence."""
    return tuple(filter(None, (_release_news(path), _assessment_news(path))))


def _release_news(path: LearningPath) -> str:
    newest = current_release()
    if newest.number == path.release_id:
        return ""
    gone = [code for code in path.role_codes if code not in newest.framework.roles]
    if gone:
        names = _role_names(path, load_release(path.release_id).framework)
        return f"{names[gone[0]]} is no longer offered. Your path stays as it is."
    return (
        f"Your path follows release {path.release_id} of the framework. "
        f"Release {newest.number} is out; re-plan to see what it changes."
    )


def _assessment_news(path: LearningPath) -> str:
    own = Assessment.objects.owned_by(Owner(path.learner, "")).submitted()
    latest = own.order_by("-submitted_at").values_list("submitted_at", flat=True).first()
    if latest is None:
        return ""
    basis = path.basis
    known_at = path.planned_at
    if basis and basis.submitted_at and basis.submitted_at <= path.planned_at:
        known_at = basis.submitted_at
    if latest <= known_at:
        return ""
    return (
        f"You finished an assessment on {day_words(latest)}, "
        "after the one that this path starts from. Re-plan to start from it."
    )
