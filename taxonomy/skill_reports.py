"""What the public pages about skills show, as frozen values made from a framework alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from taxonomy.citations import cited_sources
from taxonomy.framework import (
    Category,
    Certification,
    Framework,
    Need,
    Project,
    Resource,
    Skill,
    Source,
)
from taxonomy.role_reports import Asked, asked

QUERY_LIMIT = 100

W = TypeVar("W", Project, Certification)


@dataclass(frozen=True, slots=True)
class Step:
    """The resources that lead from one level to another."""

    from_level: int
    to_level: int
    resources: tuple[tuple[Resource, str], ...]
    """Each with the host of its address."""


@dataclass(frozen=True, slots=True)
class SkillPage:
    skill: Skill
    category: Category
    replaced_by: Skill | None
    asked: tuple[Asked, ...]
    needs: tuple[tuple[Need, Skill], ...]
    unlocks: tuple[tuple[Skill, Need], ...]
    steps: tuple[Step, ...]
    projects: tuple[Project, ...]
    certifications: tuple[Certification, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SkillList:
    """The skills that match, by category; categories without a match are left out."""

    groups: tuple[tuple[Category, tuple[Skill, ...]], ...]
    count: int
    total: int


def skill_page(framework: Framework, code: str) -> SkillPage:
    """Everything the page of one skill shows. Raises KeyError for an unknown code."""
    skill = framework.skills[code]
    found = [
        asked(framework, role, each)
        for role in framework.roles.values()
        for each in role.requirements
        if each.skill == code
    ]
    return SkillPage(
        skill=skill,
        category=framework.categories[skill.category],
        replaced_by=framework.skills.get(skill.replaced_by),
        asked=tuple(sorted(found, key=lambda each: -each.requirement.level)),
        needs=tuple((need, framework.skills[need.skill]) for need in _by_level(skill.needs)),
        unlocks=framework.needed_by(code),
        steps=tuple(_steps(framework, code)),
        projects=_with_skill(framework.projects, code),
        certifications=_with_skill(framework.certifications, code),
        sources=cited_sources(framework, skill.cites),
    )


def _by_level(needs: Iterable[Need]) -> list[Need]:
    return sorted(needs, key=lambda need: need.level)


def _steps(framework: Framework, code: str) -> Iterable[Step]:
    found = defaultdict(list)
    for resource in framework.resources.values():
        for span in resource.skills:
            if span.skill == code:
                host = urlsplit(resource.url).hostname or ""
                found[span.from_level, span.to_level].append((resource, host))
    for (low, high), resources in sorted(found.items()):
        yield Step(low, high, tuple(resources))


def _with_skill(wholes: Mapping[str, W], code: str) -> tuple[W, ...]:
    return tuple(
        whole for whole in wholes.values() if any(reach.skill == code for reach in whole.skills)
    )


def query_words(raw: str) -> list[str]:
    """The words to look for: printable characters only, at most QUERY_LIMIT of them."""
    printable = "".join(letter if letter.isprintable() else " " for letter in raw[:QUERY_LIMIT])
    return printable.split()


def skill_list(framework: Framework, words: Iterable[str] = ()) -> SkillList:
    """The skills whose name, summary, example or keywords hold every word, whatever its case."""
    wanted = [word.casefold() for word in words]
    found = []
    for category in framework.categories.values():
        skills = tuple(each for each in category.skills if _matches(each, wanted))
        if skills:
            found.append((category, skills))
    count = sum(len(skills) for _, skills in found)
    return SkillList(tuple(found), count, len(framework.skills))


def _matches(skill: Skill, wanted: Iterable[str]) -> bool:
    text = " ".join((skill.name, skill.summary, skill.example, *skill.keywords)).casefold()
    return all(word in text for word in wanted)
