"""What the public pages about roles show, as frozen values made from a framework alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from taxonomy.citations import cited_sources
from taxonomy.framework import (
    Advice,
    Category,
    Certification,
    Fact,
    Framework,
    Phase,
    Project,
    Requirement,
    Role,
    Skill,
    Source,
)
from taxonomy.reading import walk

NEIGHBOURS = 3
PROJECTS = 5
CERTIFICATIONS = 4


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Roles that have most in common, and the two categories that weigh most in them."""

    categories: tuple[Category, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement with its skill and role; `weight_word` is relative to the role's heaviest."""

    role: Role
    skill: Skill
    requirement: Requirement
    weight_word: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact with its figure in words: "USD 100,000 to 125,000"."""

    fact: Fact
    words: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another role, and the share of weight in common in whole per cent."""

    role: Role
    percent: int


@dataclass(frozen=True, slots=True)
class Part:
    """Something (a phase, a project, a certification) with the skills of it that matter here."""

    whole: Phase | Project | Certification
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class RolePage:
    role: Role
    asked: tuple[Asked, ...]
    must_haves: int
    pay: tuple[Figure, ...]
    demand: tuple[Figure, ...]
    neighbours: tuple[Neighbour, ...]
    phases: tuple[Part, ...]
    advice: tuple[Advice, ...]
    common_advice: tuple[Advice, ...]
    projects: tuple[Part, ...]
    certifications: tuple[Part, ...]
    sources: tuple[Source, ...]


def role_groups(framework: Framework) -> tuple[RoleGroup, ...]:
    """The roles in families: each stands with the role that it has most in common with.

    analyst → scientist ⇄ applied scientist   │   ML engineer ⇄ MLOps engineer ← data engineer
    """
    family = {code: {code} for code in framework.roles}
    for role in framework.roles.values():
        for nearest in framework.neighbours(role, 1):
            if framework.overlap(role, nearest):
                joined = family[role.code] | family[nearest.code]
                family.update((code, joined) for code in joined)
    families = {id(members): members for members in family.values()}
    return tuple(
        _group(framework, [role for role in framework.roles.values() if role.code in members])
        for members in families.values()
    )


def _group(framework: Framework, roles: Iterable[Role]) -> RoleGroup:
    weights: Counter[str] = Counter()
    for role in roles:
        total = sum(each.exact_weight for each in role.requirements)
        for each in role.requirements:
            weights[each.category] += each.exact_weight / total  # type: ignore[assignment]
    heaviest = [framework.categories[code] for code, _ in weights.most_common(2)]
    return RoleGroup(tuple(heaviest), tuple(roles))


def role_page(framework: Framework, code: str) -> RolePage:
    """Everything the page of one role shows. Raises KeyError for an unknown code."""
    role = framework.roles[code]
    figures = [Figure(fact, figure(fact)) for fact in role.facts]
    cites = [cite for entry in walk(role) for cite in getattr(entry, "cites", ())]
    return RolePage(
        role=role,
        asked=tuple(asked(framework, role, each) for each in role.most_important(10**6)),
        must_haves=sum(each.must_have for each in role.requirements),
        pay=tuple(each for each in figures if _is_currency(each.fact.unit)),
        demand=tuple(each for each in figures if not _is_currency(each.fact.unit)),
        neighbours=tuple(_neighbours(framework, role)),
        phases=tuple(_phases(framework, role)),
        advice=tuple(each for each in framework.advice.values() if code in each.roles),
        common_advice=tuple(each for each in framework.advice.values() if not each.roles),
        projects=_best(framework, role, framework.projects, PROJECTS),
        certifications=_best(framework, role, framework.certifications, CERTIFICATIONS),
        sources=cited_sources(framework, cites),
    )


def asked(framework: Framework, role: Role, requirement: Requirement) -> Asked:
    """The requirement with what people need to know to read it."""
    skill = framework.skills[requirement.skill]
    return Asked(role, skill, requirement, _weight_word(role, requirement))


def _weight_word(role: Role, requirement: Requirement) -> str:
    """heavy, medium or light: upper, middle or lower third of the role's largest weight."""
    share = requirement.exact_weight / max(each.exact_weight for each in role.requirements)
    return "heavy" if share > Fraction(2, 3) else "medium" if share > Fraction(1, 3) else "light"


def figure(fact: Fact) -> str:
    """The figure of a fact in words.

    USD 162370 to 162370 → "USD 162,370"     per cent 30 to 40 → "30 to 40 %"
    """
    ends = [f"{end:,}" for end in (fact.low, fact.high)]
    span = ends[0] if fact.low == fact.high else " to ".join(ends)
    if _is_currency(fact.unit):
        return f"{fact.unit} {span}"
    return f"{span} {'%' if fact.unit == 'per cent' else fact.unit}"


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _neighbours(framework: Framework, role: Role) -> Iterable[Neighbour]:
    for other in framework.neighbours(role, NEIGHBOURS):
        if overlap := framework.overlap(role, other):
            yield Neighbour(other, round(100 * overlap))


def _phases(framework: Framework, role: Role) -> Iterable[Part]:
    asked = {each.skill for each in role.requirements}
    for phase in framework.phases.values():
        skills = tuple(framework.skills[code] for code in phase.skills if code in asked)
        if skills:
            yield Part(phase, skills)


def _best(
    framework: Framework, role: Role, wholes: Mapping[str, Project | Certification], count: int
) -> tuple[Part, ...]:
    """Those that practise most of what weighs in the role, with the skills they share with it."""
    weights = {each.skill: each.exact_weight for each in role.requirements}
    ranked = []
    for whole in wholes.values():
        shared = [reach.skill for reach in whole.skills if reach.skill in weights]
        if shared:
            skills = tuple(framework.skills[code] for code in shared)
            ranked.append((sum(weights[code] for code in shared), Part(whole, skills)))
    ranked.sort(key=lambda pair: -pair[0])
    return tuple(part for _, part in ranked[:count])
