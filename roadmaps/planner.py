"""The learning path: every step that is missing for a role, in the best order, with its hours.

    The role asks   sql 2 (weight 4)   dashboards 1 (weight 3)   briefing 1 (weight 1, must-have)
    and             sql 2 needs python 1,  dashboards 1 needs sql 2

    sql 1 ────┐
              ├─► sql 2 ─► dashboards 1          briefing 1
    python 1 ─┘

    step           value   unlock            hours   (value + unlock) / hours
    briefing 1     1/1     0                 2       1/2      first, as a must-have
    sql 1          4/2     2 + 3/2 = 7/2     4       11/8
    python 1       0       2 + 3/2 = 7/2     4       7/8      needed for sql
    sql 2          4/2     3                 12      5/12     after sql 1 and python 1
    dashboards 1   3/1     0                 4       3/4      after sql 2

    order     topological (Kahn), best step first: must-haves, then (value + unlock) / hours
              downwards, then code, then level
    value     weight over required level of the role's own steps, else 0
    unlock    what the steps behind it are worth, half as much with each step further away

All figures are exact, so the path depends on nothing but the framework and the levels.
"""

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from roadmaps.calendar import Dated, Differences, Move, differences, schedule
from roadmaps.closure import Closure, closure
from roadmaps.steps import (
    Finished,
    Pair,
    Plan,
    PlanError,
    Step,
    pairs,
    projected,
    ready,
    shown_hours,
)
from roadmaps.worth import unlocks
from taxonomy.effort import DEFAULTS, Settings
from taxonomy.framework import Framework, Requirement, Role

__all__ = [
    "Dated",
    "Differences",
    "Move",
    "Pair",
    "Plan",
    "PlanError",
    "Step",
    "differences",
    "plan",
    "plan_two",
    "projected",
    "ready",
    "schedule",
    "shown_hours",
]

Levels = Mapping[str, int]
Own = Mapping[str, Requirement]
"""What the role itself asks for, by skill."""


def plan(
    framework: Framework,
    role_code: str,
    levels: Levels,
    finished: Finished = (),
    settings: Settings = DEFAULTS,
) -> Plan:
    """The path from these levels to the role; a skill missing from `levels` starts at 0.

    A finished (skill, level), or Step, means that the skill is at least at that level. Skills that
    the framework does not have are ignored. Raises PlanError for an unknown role, a role without
    requirements, a level that is not a whole number from 0 to 5, and for steps that need each
    other in a circle.
    """
    role = _role(framework, role_code)
    own = {each.skill: each for each in role.requirements}
    wanted = [(each.skill, each.level) for each in role.requirements]
    found = closure(framework, wanted, _held(framework, levels, finished))
    steps = _steps(framework, found, own, settings)
    path = _path(found, steps, own)
    for_whom = _needed_for(found, own, path)
    ordered = (replace(steps[n], needed_for=for_whom[n], roles=(role_code,)) for n in path)
    return Plan(tuple(ordered), found.on_the_job, (role_code,))


def _role(framework: Framework, code: str) -> Role:
    if code not in framework.roles:
        raise PlanError(f'There is no role "{code}" in this framework.')
    role = framework.roles[code]
    if not role.requirements:
        raise PlanError(f'The role "{role.name or code}" asks for no skills, so it has no path.')
    return role


def _held(framework: Framework, levels: Levels, finished: Finished) -> dict[str, int]:
    """The levels that count today, of the skills that the framework knows."""
    given = [each for each in [*levels.items(), *pairs(finished)] if each[0] in framework.skills]
    for code, level in given:
        if type(level) is not int or not 0 <= level <= 5:
            name = framework.skills[code].name or code
            raise PlanError(
                f'The level of "{name}" is {level!r}; a level is a whole number from 0 to 5.'
            )
    return projected({}, given)


def _steps(framework: Framework, found: Closure, own: Own, settings: Settings) -> list[Step]:
    """The steps as values, numbered as in the closure; who they are needed for comes later."""
    return [
        Step(
            skill=code,
            to_level=level,
            hours=settings.hours[framework.skills[code].size][level - 1],
            kind=framework.skills[code].kind,
            is_must_have=_is_own((code, level), own) and own[code].must_have,
            after=tuple(found.steps[each] for each in needed),
        )
        for (code, level), needed in zip(found.steps, found.needs, strict=True)
    ]


def _is_own(pair: Pair, own: Own) -> bool:
    """Whether the role asks for this step itself."""
    code, level = pair
    return code in own and level <= own[code].level


def _path(found: Closure, steps: list[Step], own: Own) -> list[int]:
    """The numbers of the steps in path order: of those that wait for nothing, always the best."""
    rank = _ranks(found, steps, own)
    at_rank = {place: step for step, place in enumerate(rank)}
    missing = [len(needed) for needed in found.needs]
    free = [rank[step] for step, count in enumerate(missing) if not count]
    heapq.heapify(free)
    path = []
    while free:
        step = at_rank[heapq.heappop(free)]
        path.append(step)
        for later in found.dependents[step]:
            missing[later] -= 1
            if not missing[later]:
                heapq.heappush(free, rank[later])
    return path


def _ranks(found: Closure, steps: list[Step], own: Own) -> list[int]:
    """The place of each step if it waited for nothing; the closure's numbers settle ties."""
    values = _values(found, own)
    unlock, places = unlocks(values, found.dependents, found.in_order)
    unit = math.lcm(*(step.hours for step in steps))
    per_hour = [
        ((value << places) + opened) * (unit // step.hours)
        for value, opened, step in zip(values, unlock, steps, strict=True)
    ]
    best = sorted(range(len(steps)), key=lambda n: (not steps[n].is_must_have, -per_hour[n], n))
    rank = [0] * len(steps)
    for place, step in enumerate(best):
        rank[step] = place
    return rank


def _values(found: Closure, own: Own) -> list[int]:
    """Weight over required level of each step, brought to whole numbers."""
    exact = {code: each.exact_weight / each.level for code, each in own.items()}
    unit = math.lcm(*(value.denominator for value in exact.values()))
    whole = {code: int(value * unit) for code, value in exact.items()}
    return [whole[step[0]] if _is_own(step, own) else 0 for step in found.steps]


def _needed_for(found: Closure, own: Own, path: list[int]) -> list[tuple[str, ...]]:
    """For each step outside the role the nearest skills of the role that wait for it."""
    mine = [_is_own(step, own) for step in found.steps]
    skills = list(dict.fromkeys(found.steps[step][0] for step in path if mine[step]))
    bit = {code: 1 << place for place, code in enumerate(skills)}
    waiting = [0] * len(path)
    for step in reversed(path):
        if not mine[step]:
            for later in found.dependents[step]:
                waiting[step] |= bit[found.steps[later][0]] if mine[later] else waiting[later]
    named = {bits: tuple(_named(bits, skills)) for bits in set(waiting)}
    return [named[bits] for bits in waiting]


def _named(bits: int, skills: list[str]) -> Iterator[str]:
    """The skills whose bits are set, in their order."""
    while bits:
        lowest = bits & -bits
        yield skills[lowest.bit_length() - 1]
        bits ^= lowest


def plan_two(
    framework: Framework,
    first: str,
    second: str,
    levels: Levels,
    finished: Finished = (),
    settings: Settings = DEFAULTS,
) -> Plan:
    """One path to two roles: what both need, then the rest of the first, then of the second.

    Each part keeps the order of its own path, the shared part that of the first role. Whatever a
    shared step needs is shared too, so no step comes before what it waits for.
    """
    done = pairs(finished)
    one = plan(framework, first, levels, done, settings)
    two = plan(framework, second, levels, done, settings)
    on_the_job = sorted({*one.on_the_job, *two.on_the_job})
    return Plan(tuple(_together(one, two)), tuple(on_the_job), _union(one.roles, two.roles))


def _together(one: Plan, two: Plan) -> Iterator[Step]:
    ours = {step.pair for step in one.steps}
    theirs = {step.pair: step for step in two.steps}
    yield from (_joint(step, theirs[step.pair]) for step in one.steps if step.pair in theirs)
    yield from (step for step in one.steps if step.pair not in theirs)
    yield from (step for step in two.steps if step.pair not in ours)


def _joint(one: Step, other: Step) -> Step:
    """A step of two paths; once a role asks for it itself, it is needed for nothing else."""
    needed_for = one.needed_for and other.needed_for and _union(one.needed_for, other.needed_for)
    return replace(
        one,
        is_must_have=one.is_must_have or other.is_must_have,
        needed_for=needed_for,
        roles=_union(one.roles, other.roles),
    )


def _union(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*one, *other]))
