"""Lines and stored steps without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from roadmaps.lines import Line


@dataclass
class Row:
    """A stored step, as far as it is read."""

    skill_code: str
    to_level: int = 1
    hours: int = 10
    skill_name: str = ""
    needed_for: Sequence[str] = ()
    after: Sequence[Sequence[str | int]] = ()
    serves: Sequence[str] = ("analyst",)
    starts_on: date | None = None
    ends_on: date | None = None

    def __post_init__(self) -> None:
        self.skill_name = self.skill_name or self.skill_code.upper()


def line(skill: str, to_level: int = 1, **more: Any) -> Line:
    fields = {
        "name": f"{skill} to {to_level}",
        "hours": 10,
        "status": "to-do",
        "done_on": None,
        "why": "Needed",
        "after": "",
        "waits_for": (),
        "serves": ("analyst",),
        "starts_on": None,
        "ends_on": None,
    }
    return Line(skill=skill, to_level=to_level, **{**fields, **more})
