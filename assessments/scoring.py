"""How far a person is from a role: fit with its band, losses, blockers and readiness.

Plain arithmetic on plain values, exact: every figure is a Fraction from 0 to 100.

    skill        category   required  weight  worth   answered  attainment  counts  loss
    sql          data          4        3     50         2         1/2       25      25
    python       data          4        2     33 1/3     5         1         33 1/3   0
    statistics   maths         3        1     16 2/3     not yet   unknown   ?        ?

    LOW   25 + 33 1/3                   =  58 1/3
    HIGH  25 + 33 1/3 + 16 2/3          =  75
    EST   25 + 33 1/3 + 16 2/3 · 7/10   =  70     as (3 · 1/2 + 2 · 1) / 5 = 7/10 is the role's mean
    losses {sql: 25, python: 0} = 100 − HIGH          open {statistics: 16 2/3} = HIGH − LOW
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assessments.attainment import (
    DEFAULTS,
    PARTS,
    Levels,
    Line,
    ScoringError,
    Settings,
    attainment,
    category_means,
    lines_of,
)
from assessments.comparison import Attempt, Comparison, SkillChange, compare
from taxonomy.framework import Framework, Role

__all__ = [
    "DEFAULTS",
    "Attempt",
    "CategoryFit",
    "Comparison",
    "Fit",
    "Levels",
    "NextStep",
    "ScoringError",
    "Settings",
    "SkillChange",
    "attainment",
    "category_fits",
    "compare",
    "fit",
    "next_steps",
    "rank_roles",
]

Readiness = Literal["ready", "nearly", "building", "starting"]


@dataclass(frozen=True, slots=True)
class Fit:
    """What one person's levels mean for one role, in points from 0 to 100.

    losses    points lost per answered skill, 0 where it is met; they add up to 100 − high
    open      points that each unanswered skill could still bring; they add up to high − low
    value     the fit itself, None until every skill is answered
    verified  the fit when only verified levels count, everything else as level 0
    rating_error  one standard deviation of `estimate` from errors of rating alone
    """

    low: Fraction
    high: Fraction
    estimate: Fraction
    value: Fraction | None
    losses: Mapping[str, Fraction]
    open: Mapping[str, Fraction]
    blockers: tuple[str, ...]
    unknown_must_haves: tuple[str, ...]
    readiness: Readiness
    verified: Fraction
    answered: int
    needed: int
    rating_error: float


@dataclass(frozen=True, slots=True)
class CategoryFit:
    """One bar of the chart: met + open + missing = 100; `share` is the bar's part of the role."""

    code: str
    share: Fraction
    met: Fraction
    open: Fraction
    missing: Fraction
    estimate: Fraction
    answered: int
    needed: int

    @property
    def low(self) -> Fraction:
        return self.met

    @property
    def high(self) -> Fraction:
        return self.met + self.open


@dataclass(frozen=True, slots=True)
class NextStep:
    """A skill to raise by one level; `points` is all that its gap costs today."""

    skill: str
    level: int
    to_level: int
    required: int
    points: Fraction
    is_blocker: bool


def fit(
    role: Role,
    levels: Levels,
    verified: Iterable[str] | Levels = (),
    settings: Settings = DEFAULTS,
) -> Fit:
    """How well the levels meet the role; a skill missing from `levels` is unanswered.

    `verified` names the skills whose level somebody else can vouch for, or maps them to the
    observed level. Raises ScoringError for a role without requirements, a required level outside
    1 to 5, and a level that is not a whole number from 0 to 5.
    """
    lines = lines_of(role, levels)
    observed = _observed(levels, verified)
    whole = sum(line.weight for line in lines) * PARTS
    unknown = [line for line in lines if line.level is None]
    low = _low(lines)
    high = low + Fraction(100 * PARTS * sum(line.weight for line in unknown), whole)
    estimate = Fraction(100, whole) * _estimated(lines, settings)
    blockers = _codes(line for line in lines if line.is_blocker)
    return Fit(
        low=low,
        high=high,
        estimate=estimate,
        value=None if unknown else low,
        losses=_points(((line.lost, line) for line in lines if line.level is not None), whole),
        open=_points(((line.weight * PARTS, line) for line in unknown), whole),
        blockers=blockers,
        unknown_must_haves=_codes(line for line in unknown if line.requirement.must_have),
        readiness=_readiness(low, estimate, bool(blockers), settings),
        verified=_low(lines_of(role, observed)),
        answered=len(lines) - len(unknown),
        needed=len(lines),
        rating_error=_rating_error(lines, observed, settings),
    )


def _codes(lines: Iterable[Line]) -> tuple[str, ...]:
    """The skills of the lines, heaviest first, then by code, whatever their order in the role."""
    ranked = sorted(lines, key=lambda line: (-line.weight, line.requirement.skill))
    return tuple(line.requirement.skill for line in ranked)


def _points(amounts: Iterable[tuple[int, Line]], whole: int) -> dict[str, Fraction]:
    """The amounts as points per skill, most points first, then by code."""
    ranked = sorted((-amount, line.requirement.skill) for amount, line in amounts)
    return {skill: Fraction(-100 * amount, whole) for amount, skill in ranked}


def _estimated(lines: list[Line], settings: Settings) -> Fraction:
    """Σ weight · sixtieths met, unanswered skills at the estimate of their category."""
    open_weight: dict[str, int] = {}
    for line in lines:
        if line.level is None:
            category = line.requirement.category
            open_weight[category] = open_weight.get(category, 0) + line.weight
    means = category_means(lines, open_weight, settings)
    met = sum(line.weight * line.met for line in lines)
    return met + sum((open_weight[code] * means[code] for code in open_weight), Fraction(0))


def _readiness(
    low: Fraction, estimate: Fraction, has_blocker: bool, settings: Settings
) -> Readiness:
    if not has_blocker and low >= settings.ready_from:
        return "ready"
    if not has_blocker and low >= settings.nearly_from:
        return "nearly"
    return "building" if estimate >= settings.building_from else "starting"


def _observed(levels: Levels, verified: Iterable[str] | Levels) -> Levels:
    """The levels that somebody else can vouch for."""
    if isinstance(verified, Mapping):
        return verified
    return {code: levels[code] for code in verified if code in levels}


def _low(lines: list[Line]) -> Fraction:
    """Points that are met for certain: 100 · Σ w·a / Σ w, unanswered skills as nothing."""
    met = sum(line.weight * line.met for line in lines)
    return Fraction(100 * met, PARTS * sum(line.weight for line in lines))


def _rating_error(lines: list[Line], observed: Levels, settings: Settings) -> float:
    """100 · √Σ((w/W)² (σ/q)²) over the answered skills below their requirement."""
    whole = sum(line.weight for line in lines)
    parts = []
    for line in lines:
        if line.lost:
            requirement = line.requirement
            is_observed = requirement.skill in observed
            error = settings.observed_error if is_observed else settings.self_error
            parts.append((line.weight / whole * error / requirement.level) ** 2)
    return 100 * math.sqrt(math.fsum(parts))


def rank_roles(framework: Framework, levels: Levels, settings: Settings = DEFAULTS) -> list[Role]:
    """The roles, nearest first: fewest blockers, then highest estimate, then framework order."""

    def distance(role: Role) -> tuple[int, Fraction]:
        found = fit(role, levels, settings=settings)
        return len(found.blockers), -found.estimate

    return sorted(framework.roles.values(), key=distance)


def category_fits(
    role: Role, levels: Levels, settings: Settings = DEFAULTS
) -> tuple[CategoryFit, ...]:
    """One bar per category of the role, in the order in which the role first names them."""
    lines = lines_of(role, levels)
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.requirement.category, []).append(line)
    means = category_means(lines, groups, settings)
    whole = sum(line.weight for line in lines)
    return tuple(_category_fit(code, group, means[code], whole) for code, group in groups.items())


def _category_fit(code: str, group: list[Line], mean: Fraction, whole: int) -> CategoryFit:
    weight = sum(line.weight for line in group)
    unknown = sum(line.weight for line in group if line.level is None)
    met = sum(line.weight * line.met for line in group)
    all_of_it = weight * PARTS
    return CategoryFit(
        code=code,
        share=Fraction(100 * weight, whole),
        met=Fraction(100 * met, all_of_it),
        open=Fraction(100 * unknown, weight),
        missing=Fraction(100 * sum(line.lost for line in group), all_of_it),
        estimate=100 * (met + unknown * mean) / all_of_it,
        answered=sum(line.level is not None for line in group),
        needed=len(group),
    )


def next_steps(role: Role, levels: Levels, count: int) -> tuple[NextStep, ...]:
    """What to learn first: blockers, then what costs most points, then by code.

    Only answered skills below their requirement; prerequisites are the learning path's business.
    """
    lines = lines_of(role, levels)
    whole = sum(line.weight for line in lines) * PARTS
    behind = [line for line in lines if line.lost]
    behind.sort(key=lambda line: (not line.is_blocker, -line.lost, line.requirement.skill))
    return tuple(_next_step(line, whole) for line in behind[:count])


def _next_step(line: Line, whole: int) -> NextStep:
    level = line.level or 0
    return NextStep(
        skill=line.requirement.skill,
        level=level,
        to_level=level + 1,
        required=line.requirement.level,
        points=Fraction(100 * line.lost, whole),
        is_blocker=line.is_blocker,
    )
