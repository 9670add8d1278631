"""A competency framework as frozen values, made from its document and written back to it.

Reading never fails for faulty content; `problems()` lists every fault at once.

    framework = Framework.from_document(document)
    framework.problems()                  →  [] when it may be published
    framework.roles["data-scientist"]     →  Role(…)
    framework.to_document() == document   for every document that to_document wrote
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeVar

from taxonomy.problems import find_problems
from taxonomy.reading import Frozen, Problem, Spot, read_entry, shown, write_entry
from taxonomy.values import (
    FORMAT,
    Advice,
    Background,
    Category,
    Certification,
    Content,
    Fact,
    Level,
    Need,
    Phase,
    Project,
    Reach,
    Requirement,
    Resource,
    Role,
    Skill,
    Source,
    Span,
    exact,
)

__all__ = [
    "FORMAT",
    "Advice",
    "Background",
    "Category",
    "Certification",
    "Content",
    "Fact",
    "Framework",
    "FrameworkError",
    "Level",
    "Need",
    "Phase",
    "Problem",
    "Project",
    "Reach",
    "Requirement",
    "Resource",
    "Role",
    "Skill",
    "Source",
    "Span",
    "exact",
]

T = TypeVar("T")


class FrameworkError(Exception):
    """The document is not a framework at all; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Framework:
    """A competency framework. The mappings go from code to value, in document order.

    A code that is given twice keeps its first entry here; `problems()` reports the second.
    """

    content: Content
    faults: tuple[Problem, ...]
    levels: Mapping[int, Level]
    sources: Mapping[str, Source]
    categories: Mapping[str, Category]
    skills: Mapping[str, Skill]
    roles: Mapping[str, Role]
    phases: Mapping[str, Phase]
    backgrounds: Mapping[str, Background]
    resources: Mapping[str, Resource]
    projects: Mapping[str, Project]
    certifications: Mapping[str, Certification]
    advice: Mapping[str, Advice]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Framework":
        """Reads what can be read; faults wait in `problems()`.

        Raises FrameworkError when the document is no mapping at all.
        """
        if not isinstance(document, Mapping):
            raise FrameworkError(f"A framework document is a mapping, not {shown(document)}.")
        faults: list[Problem] = []
        content = _placed(read_entry(Content, document, Spot("", "the framework", faults)))
        return cls(
            content=content,
            faults=tuple(faults),
            levels=_by("level", content.levels),
            sources=_by("code", content.sources),
            categories=_by("code", content.categories),
            skills=_by("code", (each for group in content.categories for each in group.skills)),
            roles=_by("code", content.roles),
            phases=_by("code", content.phases),
            backgrounds=_by("code", content.backgrounds),
            resources=_by("code", content.resources),
            projects=_by("code", content.projects),
            certifications=_by("code", content.certifications),
            advice=_by("code", content.advice),
        )

    @property
    def title(self) -> str:
        return self.content.title

    def to_document(self) -> dict[str, Any]:
        """The document in its normal form: fixed order of keys, empty optional keys left out."""
        return write_entry(self.content)

    def problems(self) -> list[Problem]:
        """Every fault at once; an empty list means that the framework may be published."""
        return [*self.faults, *find_problems(self.content)]

    def roles_needing(self, skill: str) -> tuple[Role, ...]:
        """The roles that require the skill."""
        return tuple(
            role
            for role in self.roles.values()
            if any(requirement.skill == skill for requirement in role.requirements)
        )

    def needed_by(self, skill: str) -> tuple[tuple[Skill, Need], ...]:
        """The skills that need this one first, each with the need that says at which levels."""
        return tuple(
            (other, need)
            for other in self.skills.values()
            for need in other.needs
            if need.skill == skill
        )

    def resources_for(self, skill: str, from_level: int, to_level: int) -> tuple[Resource, ...]:
        """The resources that teach at least one step of the way between the two levels.

        way 1 to 3:   a resource 0 to 2 → yes (1 to 2)     3 to 4 → no
        """
        return tuple(
            resource
            for resource in self.resources.values()
            if any(
                span.skill == skill and span.from_level < to_level and from_level < span.to_level
                for span in resource.skills
            )
        )

    def overlap(self, one: Role, other: Role) -> Fraction:
        """Share of weight that two roles have in common, 0 to 1: Σ min(w/W, w/W) over skills."""
        ours, theirs = _shares(one), _shares(other)
        return sum((min(ours[code], theirs[code]) for code in ours if code in theirs), Fraction(0))

    def neighbours(self, role: Role, count: int) -> tuple[Role, ...]:
        """The other roles that have most in common with this one, nearest first."""
        others = [other for other in self.roles.values() if other.code != role.code]
        others.sort(key=lambda other: -self.overlap(role, other))
        return tuple(others[:count])


def _by(attribute: str, entries: Iterable[T]) -> Frozen[Any, T]:
    """The entries by code, the first one of each; entries without a code are left out."""
    found: dict[Any, T] = {}
    for entry in entries:
        code = getattr(entry, attribute)
        if code != "":
            found.setdefault(code, entry)
    return Frozen(found.items())


def _placed(content: Content) -> Content:
    """The content with each skill and each requirement told its category."""
    categories = tuple(_with_category(category) for category in content.categories)
    home = {skill.code: category.code for category in categories for skill in category.skills}
    roles = tuple(_with_categories(role, home) for role in content.roles)
    return replace(content, categories=categories, roles=roles)


def _with_category(category: Category) -> Category:
    skills = (replace(each, category=category.code, kind=category.kind) for each in category.skills)
    return replace(category, skills=tuple(skills))


def _with_categories(role: Role, home: Mapping[str, str]) -> Role:
    requirements = (replace(each, category=home.get(each.skill, "")) for each in role.requirements)
    return replace(role, requirements=tuple(requirements))


def _shares(role: Role) -> dict[str, Fraction]:
    weights = {each.skill: each.exact_weight for each in role.requirements}
    total = sum(weights.values())
    return {skill: weight / total for skill, weight in weights.items()} if total else {}
