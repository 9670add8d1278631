"""A path as it would be: worked out from what a learner asks, before anything is stored.

The page that asks "make it so?" and the action that stores it both come here, so what is stored is
what was shown.

    steps of a draft  =  finished and begun ones, as they stand  +  what is still open, with days
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from itertools import chain

from accounts.models import User
from assessments.models import Assessment
from roadmaps import planner
from roadmaps.models import LearningPath, PathStep
from roadmaps.planner import Plan, PlanError, Step
from roadmaps.progress import LEAST_LEFT
from roadmaps.standing import Standing, done_in_terms_of, in_terms_of, levels_of, standing
from roadmaps.steps import Pair
from taxonomy.framework import Framework
from taxonomy.queries import LoadedRelease, current_release, load_release


class RoleRetiredError(PlanError):
    """A role that was there is no longer offered. The stored path stays as it is."""

    def __init__(self, release: int) -> None:
        super().__init__(
            f"Release {release} no longer offers this role. Your path stays as it is; "
            "choose another role to re-plan it."
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What a learner asks of a path."""

    role_codes: tuple[str, ...]
    hours_per_week: Decimal
    starts_on: date
    pauses: tuple[tuple[date, date], ...] = ()
    basis: Assessment | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A path that is not stored: its terms, its release, its steps in order, when the last ends."""

    terms: Terms
    release: LoadedRelease
    steps: tuple[PathStep, ...] = field(repr=False)

    @property
    def mark(self) -> str:
        """A fingerprint of everything that would be stored, for the form that confirms it."""
        told = [(each.pair, each.hours, each.starts_on, each.ends_on) for each in self.steps]
        text = repr((self.terms.role_codes, self.terms.hours_per_week, self.release.number, told))
        return blake2b(text.encode(), digest_size=12).hexdigest()


def draft(learner: User, terms: Terms, stored: LearningPath | None = None) -> Draft:
    """The path that these terms make today; `stored` is the one that it would take the place of.

    At most five queries. Raises PlanError with a sentence for people.
    """
    release = _release_for(terms, stored)
    now = standing(learner)
    rows = list(stored.steps.all()) if stored else []
    steps = _steps(release.framework, terms, now, rows)
    for position, step in enumerate(steps):
        step.position = position
    return Draft(terms, release, tuple(steps))


def drafts_at(learner: User, terms: Terms, paces: Iterable[Decimal]) -> tuple[Draft, ...]:
    """The new path that these terms make at each of these hours a week, in the queries of one.

    The answers of an open basis should come along with it.
    """
    release = _release_for(terms, None)
    now = standing(learner)
    asked = (replace(terms, hours_per_week=pace) for pace in paces)
    return tuple(
        Draft(each, release, tuple(_steps(release.framework, each, now, ()))) for each in asked
    )


def _release_for(terms: Terms, stored: LearningPath | None) -> LoadedRelease:
    """The current release; the path's own while a newer one no longer offers its roles."""
    release = current_release()
    if all(code in release.framework.roles for code in terms.role_codes):
        return release
    own = load_release(stored.release_id) if stored else release
    if all(code in own.framework.roles for code in terms.role_codes):
        return own
    raise RoleRetiredError(release.number)


def _steps(
    framework: Framework, terms: Terms, now: Standing, rows: Sequence[PathStep]
) -> list[PathStep]:
    levels = in_terms_of(framework, levels_of(terms.basis))
    done = done_in_terms_of(framework, now.done)
    whole = _plan(framework, terms.role_codes, levels, frozenset())
    rest = _plan(framework, terms.role_codes, levels, done)
    kept = _kept(rows, whole, rest, now, framework)
    return [*kept, *_open(framework, rest, terms, now, {each.pair for each in kept})]


def _plan(
    framework: Framework, roles: Sequence[str], levels: Mapping[str, int], done: frozenset[Pair]
) -> Plan:
    if len(roles) == 1:
        return planner.plan(framework, roles[0], levels, done)
    first, second = roles
    return planner.plan_two(framework, first, second, levels, done)


def _kept(
    rows: Iterable[PathStep], whole: Plan, rest: Plan, now: Standing, framework: Framework
) -> list[PathStep]:
    """What is done of this way, and what is begun and no longer asked for, in the old order."""
    still_open = {each.pair for each in rest.steps}
    old = [_copy(row) for row in rows]
    known = {row.pair for row in old}
    new = [_row(framework, each) for each in whole.steps if each.pair not in known]
    return [
        row
        for row in chain(old, new)
        if row.pair in now.done or (row.pair in now.doing and row.pair not in still_open)
    ]


def _open(
    framework: Framework, rest: Plan, terms: Terms, now: Standing, kept: set[Pair]
) -> list[PathStep]:
    """The open steps with their days; what was skipped stays in its place, without days."""
    steps = [each for each in rest.steps if each.pair not in kept]
    asked = [_left(each, now) for each in steps if each.pair not in now.skipped]
    dated = planner.schedule(
        replace(rest, steps=tuple(asked)), terms.hours_per_week, terms.starts_on, terms.pauses
    )
    days = {each.step.pair: (each.starts_on, each.ends_on) for each in dated}
    return [_row(framework, each, *days.get(each.pair, (None, None))) for each in steps]


def _left(step: Step, now: Standing) -> Step:
    """The step with the hours that it still takes, if it is begun."""
    if step.pair not in now.doing:
        return step
    return replace(step, hours=max(LEAST_LEFT, step.hours - int(now.logged.get(step.pair, 0))))


def _row(
    framework: Framework, step: Step, starts_on: date | None = None, ends_on: date | None = None
) -> PathStep:
    return PathStep(
        skill_code=step.skill,
        skill_name=framework.skills[step.skill].name,
        to_level=step.to_level,
        hours=step.hours,
        needed_for=list(step.needed_for),
        after=[list(each) for each in step.after],
        serves=list(step.roles),
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _copy(row: PathStep) -> PathStep:
    fields = ("skill_code", "skill_name", "to_level", "hours", "needed_for", "after", "serves")
    days = {"starts_on": row.starts_on, "ends_on": row.ends_on}
    return PathStep(**{name: getattr(row, name) for name in fields}, **days)
