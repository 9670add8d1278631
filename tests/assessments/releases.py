"""Small frameworks of any size as further releases, for tests about roles that change."""

from typing import Any

from django.db.models import Max

from taxonomy.documents import canonical_json, checksum
from taxonomy.framework import Framework
from taxonomy.models import Release

NAMES = ("Not yet", "Aware", "Guided", "Independent", "Advanced", "Leading")


def skill(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": f"Skill {code}",
        "size": "S",
        "levels": {level: f"I can do {code} at level {level}." for level in range(1, 6)},
    }


def requirement(code: str, level: int = 3, weight: int = 1, **more: Any) -> dict[str, Any]:
    return {"skill": code, "level": level, "weight": weight, "cites": ["editorial: own"], **more}


def workshop(
    codes: list[str], roles: dict[str, list[dict[str, Any]]], **more: Any
) -> dict[str, Any]:
    """A framework of these skills, in categories of four, and roles of these requirements."""
    groups = [codes[start : start + 4] for start in range(0, len(codes), 4)]
    return {
        "format": "careerfit-framework/1",
        "title": "Workshop",
        "levels": [{"level": level, "name": name} for level, name in enumerate(NAMES)],
        "categories": [
            {
                "code": f"group-{number}",
                "name": f"Group {number}",
                "kind": "hard",
                "skills": [skill(code) for code in group],
            }
            for number, group in enumerate(groups, start=1)
        ],
        "roles": [
            {"code": code, "name": f"The {code}", "requirements": requirements}
            for code, requirements in roles.items()
        ],
        **more,
    }


def publish(document: dict[str, Any]) -> Release:
    """The document as the newest release, without the detour over the working copy."""
    normal = Framework.from_document(document).to_document()
    assert Framework.from_document(normal).problems() == []
    return Release.objects.create(
        number=Release.objects.aggregate(newest=Max("number"))["newest"] + 1,
        document=canonical_json(normal),
        sha256=checksum(normal),
    )


def worked_example(**more: Any) -> dict[str, Any]:
    """As in assessments/scoring.py: sql 2 of 4, python 5 of 2 and no word on statistics give 58 1/3
    to 75. All three are one category here, so the estimate is 70.6."""
    return workshop(
        ["sql", "python", "git", "statistics", "talking"],
        {
            "analyst": [
                requirement("sql", 4, 3, must_have=True),
                requirement("python", 2, 2, must_have=True),
                requirement("statistics", 3, 1, must_have=True),
            ],
            "writer": [requirement("talking", 3, 2), requirement("python", 2, 1)],
            "twin": [
                requirement("sql", 4, 3, must_have=True),
                requirement("python", 2, 2, must_have=True),
                requirement("statistics", 3, 1, must_have=True),
            ],
            "heavy": [
                requirement("sql", 4, 1, must_have=True),
                requirement("python", 2, 2, must_have=True),
                requirement("statistics", 3, 3, must_have=True),
            ],
        },
        **more,
    )


ANSWERS = {"sql": "2", "python": "5"}


def large(count: int) -> dict[str, Any]:
    """One role that asks for this many skills, and two that ask for some of them."""
    codes = [f"s{number}" for number in range(count)]
    asked = [requirement(code, 1 + number % 5) for number, code in enumerate(codes)]
    return workshop(codes, {"big": asked, "half": asked[::2], "third": asked[::3]})
