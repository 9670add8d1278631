"""What a role still asks of somebody, prerequisites included, and which step waits for which.

    role asks sql 2;  sql 2 needs python 1;  held: sql 1

    steps       0: (python, 1)    1: (sql, 2)
    needs       1 → 0                              (sql, 1) is met, so nothing waits for it
    dependents  0 → 1

Level 5 grows on the job. Where a role or a prerequisite asks for it, the steps end at level 4;
what only level 5 itself would need is not planned either.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from roadmaps.steps import Pair, PlanError
from taxonomy.effort import HIGHEST_TAUGHT
from taxonomy.framework import Framework, Skill
from taxonomy.prerequisites import loops

Held = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Closure:
    """Steps numbered by code and level; `in_order` lists the numbers, needed ones first."""

    steps: list[Pair]
    needs: list[list[int]]
    dependents: list[list[int]]
    in_order: list[int]
    on_the_job: tuple[Pair, ...]


def closure(framework: Framework, wanted: Iterable[Pair], held: Held) -> Closure:
    """The unmet steps towards the wanted levels, with all that they need.

    Raises PlanError for a skill that the framework does not have, and for a loop, step by step.
    """
    reach, on_the_job = _reach(framework, wanted, held)
    steps = [
        (code, level)
        for code in sorted(reach)
        for level in range(held.get(code, 0) + 1, reach[code] + 1)
    ]
    needs = _needs(framework, steps, held)
    dependents: list[list[int]] = [[] for _ in steps]
    for step, needed in enumerate(needs):
        for each in needed:
            dependents[each].append(step)
    in_order = _in_order(needs, dependents)
    if len(in_order) < len(steps):
        raise PlanError(_loop_sentence(framework, steps, needs))
    return Closure(steps, needs, dependents, in_order, tuple(sorted(on_the_job)))


def _reach(
    framework: Framework, wanted: Iterable[Pair], held: Held
) -> tuple[dict[str, int], set[Pair]]:
    """The level up to which each skill is planned, and what is left to grow on the job."""
    reach: dict[str, int] = {}
    on_the_job: set[Pair] = set()
    queue = deque(wanted)
    while queue:
        code, level = queue.popleft()
        have = held.get(code, 0)
        if level > max(have, HIGHEST_TAUGHT):
            on_the_job.add((code, level))
        level = min(level, HIGHEST_TAUGHT)
        done = reach.get(code, have)
        if level > done:
            reach[code] = level
            needs = _skill(framework, code).needs
            queue.extend((need.skill, need.at) for need in needs if done < need.level <= level)
    return reach, on_the_job


def _skill(framework: Framework, code: str) -> Skill:
    if code not in framework.skills:
        raise PlanError(f'The skill "{code}" is needed, and the framework does not have it.')
    return framework.skills[code]


def _needs(framework: Framework, steps: list[Pair], held: Held) -> list[list[int]]:
    """For each step the steps it waits for: the level below, and the framework's own needs."""
    number = {step: place for place, step in enumerate(steps)}
    found = []
    for code, level in steps:
        needed = {(code, level - 1)}
        for need in framework.skills[code].needs:
            if need.level == level:
                needed.add((need.skill, min(need.at, HIGHEST_TAUGHT)))
        found.append(sorted(number[each] for each in needed if each[1] > held.get(each[0], 0)))
    return found


def _in_order(needs: list[list[int]], dependents: list[list[int]]) -> list[int]:
    """The steps, needed ones first (Kahn); steps on a loop or behind one are left out."""
    missing = [len(needed) for needed in needs]
    order = [step for step, count in enumerate(missing) if not count]
    for step in order:
        for later in dependents[step]:
            missing[later] -= 1
            if not missing[later]:
                order.append(later)
    return order


def _loop_sentence(framework: Framework, steps: list[Pair], needs: list[list[int]]) -> str:
    graph = {
        step: [steps[each] for each in needed] for step, needed in zip(steps, needs, strict=True)
    }
    edges = [(step, each) for step, needed in graph.items() for each in needed]
    _, loop = next(loops(graph, edges))
    circle = " -> ".join(_words(framework, step) for step in loop)
    return f"No path can be planned, as these steps need each other in a circle: {circle}."


def _words(framework: Framework, step: Pair) -> str:
    """Name and level for people, and the code for whoever mends the framework."""
    code, level = step
    return f"{framework.skills[code].name or code} {level} ({code})"
