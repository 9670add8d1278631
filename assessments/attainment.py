"""One role's requirements beside one person's levels: the lines that every figure is made of.

requirement sql 4, weight 3;  level 2   →   Line(weight=3, level=2, met=30 sixtieths)
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from taxonomy.framework import Requirement, Role

Levels = Mapping[str, int]

PARTS = 60  # attainments are counted in sixtieths: every level from 1 to 5 divides 60


class ScoringError(Exception):
    """A role or a level that cannot be counted; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Our own defaults. `shrinkage` is k, above 0: how many answers the role's mean is worth."""

    ready_from: int = 90
    nearly_from: int = 75
    building_from: int = 40
    shrinkage: int = 1
    self_error: float = 1.0
    observed_error: float = 0.6
    real_change: int = 2


DEFAULTS = Settings()


def attainment(level: int, required: int) -> Fraction:
    """Share of one requirement that is met, 0 to 1. A surplus never counts.

    required 4:   level 0 → 0     level 2 → 1/2     level 5 → 1
    """
    return Fraction(min(level, required), required)


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement with its answer: weight in whole units, attainment in sixtieths."""

    requirement: Requirement
    weight: int
    level: int | None
    met: int

    @property
    def is_blocker(self) -> bool:
        """An answered must-have below its threshold; an unanswered one is unknown instead."""
        threshold = self.requirement.threshold
        return threshold is not None and self.level is not None and self.level < threshold

    @property
    def lost(self) -> int:
        """Weight times the sixtieths that an answered skill falls short."""
        return 0 if self.level is None else self.weight * (PARTS - self.met)


def lines_of(role: Role, levels: Levels) -> list[Line]:
    """The requirements with their answers, weights brought to whole numbers."""
    if not role.requirements:
        raise ScoringError(f'The role "{role.code}" has no requirements, so it has no fit.')
    exact = [requirement.exact_weight for requirement in role.requirements]
    unit = math.lcm(*(weight.denominator for weight in exact))
    return [
        _line(requirement, weight.numerator * (unit // weight.denominator), levels)
        for requirement, weight in zip(role.requirements, exact, strict=True)
    ]


def _line(requirement: Requirement, weight: int, levels: Levels) -> Line:
    code, required = requirement.skill, requirement.level
    if not 1 <= required <= 5:
        raise ScoringError(f'The required level of "{code}" is {required}; it must be 1 to 5.')
    if weight <= 0:
        raise ScoringError(f'The weight of "{code}" is {requirement.weight}; it must be above 0.')
    if code not in levels:
        return Line(requirement, weight, None, 0)
    level = _checked(code, levels[code])
    return Line(requirement, weight, level, min(level, required) * (PARTS // required))


def _checked(code: str, level: object) -> int:
    if type(level) is not int or not 0 <= level <= 5:
        raise ScoringError(
            f'The level of "{code}" is {level!r}; a level is a whole number from 0 to 5.'
        )
    return level


def category_means(
    lines: list[Line], categories: Iterable[str], settings: Settings
) -> dict[str, Fraction]:
    """Expected sixtieths of an unanswered skill: (Σ answered in its category + k·m) / (n + k).

    m is the role's weighted mean over all that is answered; one half when nothing is.
    """
    answered = [line for line in lines if line.level is not None]
    weight = sum(line.weight for line in answered)
    met = sum(line.weight * line.met for line in answered)
    prior = settings.shrinkage * (Fraction(met, weight) if weight else Fraction(PARTS, 2))
    mets: dict[str, list[int]] = {code: [] for code in categories}
    for line in answered:
        if line.requirement.category in mets:
            mets[line.requirement.category].append(line.met)
    k = settings.shrinkage
    return {code: (sum(found) + prior) / (len(found) + k) for code, found in mets.items()}


def contributions(role: Role, levels: Levels, settings: Settings) -> dict[str, Fraction]:
    """Points that each skill adds to the estimate; together they are the estimate."""
    lines = lines_of(role, levels)
    unknown = {line.requirement.category for line in lines if line.level is None}
    means = category_means(lines, unknown, settings)
    whole = PARTS * sum(line.weight for line in lines)
    return {
        line.requirement.skill: Fraction(100 * line.weight, whole)
        * (means[line.requirement.category] if line.level is None else line.met)
        for line in lines
    }
