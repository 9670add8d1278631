"""What the page of one step shows: why it is there, how to do it, and what was done for it.

A step is told from the plans that hold it. Where none does any more, or a newer release dropped its
skill, the page is made of what is stored: the name beside the code, the status, and the log.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import UUID

from accounts.models import User
from assessments.learning import step_resources
from roadmaps.lines import TO_DO, lines, step_name
from roadmaps.models import LearningPath, LogEntry, PathStep, StepProgress
from roadmaps.path_lists import targets
from roadmaps.steps import Pair, shown_hours
from taxonomy.effort import Hours, hours_range
from taxonomy.framework import Certification, Framework, Project, Resource, Skill
from taxonomy.queries import LoadedRelease, current_release, load_release
from taxonomy.values import LEVEL_NAMES

RESOURCES = 3
LOG_SHOWN = 30
"""Entries on the page at first; one link leads to the rest."""


@dataclass(frozen=True, slots=True)
class InPath:
    """A path that the step stands in, why, and when."""

    path_id: UUID
    title: str
    why: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A step before or after this one in a path."""

    skill: str
    to_level: int
    name: str
    status: str


@dataclass(frozen=True, slots=True)
class Help:
    """What leads up this one level: resources, the most fitting first, practice, and what attests.

    Each resource comes with the host of its address.
    """

    resources: tuple[tuple[Resource, str], ...] = ()
    further: tuple[tuple[Resource, str], ...] = ()
    projects: tuple[Project, ...] = ()
    certifications: tuple[Certification, ...] = ()


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step of one learner. `release` is the one it is told from; `news` is what changed since.

    `takes_log` is False for a step of no path that was never begun: there is only its old log.
    """

    skill: str
    to_level: int
    skill_name: str
    status: str
    release: LoadedRelease | None
    is_offered: bool
    news: str
    sentence: str
    hours: Hours | None
    in_paths: tuple[InPath, ...]
    waits_for: tuple[Neighbour, ...]
    opens: tuple[Neighbour, ...]
    help: Help
    log: tuple[LogEntry, ...]
    takes_log: bool

    @property
    def name(self) -> str:
        return step_name(self.skill_name, self.to_level)

    @property
    def from_level(self) -> int:
        return self.to_level - 1

    @property
    def held(self) -> int:
        return self.to_level if self.status == "done" else self.from_level

    @property
    def logged(self) -> Decimal:
        return sum((entry.hours for entry in self.log), Decimal(0))

    @property
    def latest(self) -> tuple[LogEntry, ...]:
        return self.log[:LOG_SHOWN]


def step_page(learner: User, step: Pair) -> StepPage | None:
    """The step as this learner sees it; None where it is in no path and nothing was done for it.

    Five queries: paths, their steps, progress, log, newest release.
    """
    paths = _paths_with(learner, step)
    rows = _steps_of(paths)
    statuses = _statuses(learner)
    log = tuple(LogEntry.objects.filter(learner=learner, skill_code=step[0], to_level=step[1]))
    if not paths and step not in statuses and not log:
        return None
    newest = current_release()
    release = _release_with(step[0], [*(load_release(each.release_id) for each in paths), newest])
    skill = release.framework.skills[step[0]] if release else None
    own = [row for row in rows if row.pair == step]
    return StepPage(
        skill=step[0],
        to_level=step[1],
        skill_name=own[0].skill_name if own else skill.name if skill else step[0],
        status=statuses.get(step, TO_DO),
        release=release,
        is_offered=step[0] in newest.framework.skills,
        news=_news(newest.framework, step[0]),
        sentence=skill.levels[step[1]] if skill else "",
        hours=_hours(skill, own, step[1]),
        in_paths=tuple(_in_path(path, rows, statuses, step) for path in paths),
        waits_for=_neighbours(_before(own), rows, newest.framework, statuses),
        opens=_neighbours(_after(rows, step), rows, newest.framework, statuses),
        help=_help(release.framework, step) if release else Help(),
        log=log,
        takes_log=bool(paths) or step in statuses,
    )


def _paths_with(learner: User, step: Pair) -> list[LearningPath]:
    """The learner's paths that hold the step, the latest planned first."""
    own = LearningPath.objects.owned_by(learner)
    return list(own.filter(steps__skill_code=step[0], steps__to_level=step[1]))


def _steps_of(paths: Iterable[LearningPath]) -> list[PathStep]:
    """All their steps, path by path in the same order."""
    order = [path.pk for path in paths]
    rows = PathStep.objects.filter(path__in=order)
    return sorted(rows, key=lambda row: (order.index(row.path_id), row.position))


def _statuses(learner: User) -> dict[Pair, str]:
    rows = StepProgress.objects.filter(learner=learner)
    return {
        (skill, level): status
        for skill, level, status in rows.values_list("skill_code", "to_level", "status")
    }


def _release_with(skill: str, releases: Iterable[LoadedRelease]) -> LoadedRelease | None:
    return next((each for each in releases if skill in each.framework.skills), None)


def _news(newest: Framework, code: str) -> str:
    """What a newer release made of the skill, in a sentence; "" for nothing."""
    if code not in newest.skills:
        return (
            "The framework no longer has this skill. What you did for it is kept, "
            "and a re-plan leaves the step out."
        )
    other = newest.skills[code].replaced_by
    if not other:
        return ""
    return (
        f"{newest.skills[other].name} has taken the place of this skill. "
        "What you did for it is kept, and counts for its successor."
    )


def _hours(skill: Skill | None, own: Sequence[PathStep], to_level: int) -> Hours | None:
    """As planned; a step of no path takes what its skill's size says."""
    if own:
        return shown_hours(own[0].hours)
    return hours_range(skill.size, to_level - 1, to_level) if skill else None


def _in_path(
    path: LearningPath, rows: Iterable[PathStep], statuses: Mapping[Pair, str], step: Pair
) -> InPath:
    framework = load_release(path.release_id).framework
    told = lines(framework, [row for row in rows if row.path_id == path.pk], statuses)
    line = next(each for each in told if each.pair == step)
    return InPath(path.pk, targets(path), line.why, line.starts_on, line.ends_on)


def _before(own: Iterable[PathStep]) -> list[Pair]:
    return [(skill, level) for row in own for skill, level in row.after]


def _after(rows: Iterable[PathStep], step: Pair) -> list[Pair]:
    return [row.pair for row in rows if list(step) in row.after]


def _neighbours(
    found: Iterable[Pair],
    rows: Iterable[PathStep],
    newest: Framework,
    statuses: Mapping[Pair, str],
) -> tuple[Neighbour, ...]:
    """Each of them once, by the name that its plan gives it."""
    names = {code: skill.name for code, skill in newest.skills.items()}
    names |= {row.skill_code: row.skill_name for row in rows}
    return tuple(
        Neighbour(
            skill=skill,
            to_level=level,
            name=f"{names.get(skill, skill)} to {LEVEL_NAMES[level]}",
            status=statuses.get((skill, level), TO_DO),
        )
        for skill, level in dict.fromkeys(found)
    )


def _help(framework: Framework, step: Pair) -> Help:
    code, level = step
    resources = step_resources(framework, code, level - 1, len(framework.resources))
    others = framework.resources_for(code, 0, level - 1)
    known = {resource.code for resource, _ in resources}
    below = [(each, urlsplit(each.url).hostname or "") for each in others if each.code not in known]
    return Help(
        resources=resources[:RESOURCES],
        further=(*resources[RESOURCES:], *below),
        projects=tuple(each for each in framework.projects.values() if _reaches(each, step)),
        certifications=tuple(
            each for each in framework.certifications.values() if _reaches(each, step)
        ),
    )


def _reaches(whole: Project | Certification, step: Pair) -> bool:
    """True for what uses the skill at the level that the step leads to, or at a higher one."""
    return any(each.skill == step[0] and each.level >= step[1] for each in whole.skills)
