"""What to learn first: the next step of the skills that matter most, with hours and resources.

Plain values, no Django.
"""

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlsplit

from assessments import scoring
from assessments.scoring import Levels
from taxonomy import effort
from taxonomy.effort import Hours
from taxonomy.framework import Framework, Resource, Role, Skill

STEP_COUNT = 3
RESOURCE_COUNT = 2


@dataclass(frozen=True, slots=True)
class LearningStep:
    """One of the first things to learn: a skill raised by one level, and where to learn it."""

    skill: Skill
    level: int
    to_level: int
    required: int
    sentence: str
    points: Fraction
    is_blocker: bool
    hours: Hours | None
    resources: tuple[tuple[Resource, str], ...]
    """Each with the host of its address."""


def first_steps(framework: Framework, role: Role, levels: Levels) -> tuple[LearningStep, ...]:
    return tuple(_step(framework, each) for each in scoring.next_steps(role, levels, STEP_COUNT))


def _step(framework: Framework, step: scoring.NextStep) -> LearningStep:
    skill = framework.skills[step.skill]
    return LearningStep(
        skill=skill,
        level=step.level,
        to_level=step.to_level,
        required=step.required,
        sentence=skill.levels[step.to_level],
        points=step.points,
        is_blocker=step.is_blocker,
        hours=effort.hours_range(skill.size, step.level, step.to_level),
        resources=step_resources(framework, step.skill, step.level),
    )


def step_resources(
    framework: Framework, skill: str, from_level: int, count: int = RESOURCE_COUNT
) -> tuple[tuple[Resource, str], ...]:
    """Those that teach exactly the step up from this level, the most specific first.

    Each comes with the host of its address.
    """

    def breadth(resource: Resource) -> int:
        return min(
            span.to_level - span.from_level
            for span in resource.skills
            if span.skill == skill and span.from_level <= from_level < span.to_level
        )

    found = framework.resources_for(skill, from_level, from_level + 1)
    return tuple(
        (resource, urlsplit(resource.url).hostname or "")
        for resource in sorted(found, key=breadth)[:count]
    )
