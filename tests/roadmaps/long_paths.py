"""Paths of an exact number of steps, from the shipped framework with one role more."""

from collections.abc import Mapping
from typing import Any

from roadmaps.closure import closure
from taxonomy.framework import Framework
from taxonomy.queries import current_release
from tests.assessments.newer import republish
from tests.assessments.releases import requirement

ROLE = "long-way"


def publish_long_way(steps: int, levels: Mapping[str, int] | None = None) -> str:
    """A role with a path of exactly so many steps from these levels, as the newest release."""
    wanted = _wanted(current_release().framework, steps, levels or {})

    def add_role(document: dict[str, Any]) -> None:
        requirements = [
            requirement(skill, level, must_have=number < 6)
            for number, (skill, level) in enumerate(wanted)
        ]
        document["roles"] = [role for role in document["roles"] if role["code"] != ROLE]
        document["roles"].append({"code": ROLE, "name": "Long way", "requirements": requirements})

    republish(add_role)
    return ROLE


def _wanted(framework: Framework, steps: int, held: Mapping[str, int]) -> list[tuple[str, int]]:
    """The first skills at level 4, and the next one at whatever level makes up the number."""
    codes = list(framework.skills)
    for count in range(len(codes)):
        for level in range(1, 5):
            wanted = [*((code, 4) for code in codes[:count]), (codes[count], level)]
            if len(closure(framework, wanted, held).steps) == steps:
                return wanted
    raise LookupError(f"No role of the shipped skills takes exactly {steps} steps.")
