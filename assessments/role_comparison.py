"""Up to three roles side by side, from the same answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments import wording
from assessments.rankings import RoleRow, Standing
from taxonomy import effort
from taxonomy.effort import NO_TIME, Hours
from taxonomy.framework import Requirement, Role, Skill

COMPARED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One compared role: its figures, and the hours that the rated skills still need."""

    row: RoleRow
    hours: Hours
    unrated_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role asks of one skill; `needed` is None when it does not ask for it."""

    role_name: str
    needed: int | None
    level: int | None
    is_essential: bool

    @property
    def words(self) -> str:
        if self.needed is None:
            return "not needed"
        return wording.gap_words(self.level, self.needed)

    @property
    def is_below(self) -> bool:
        return self.needed is not None and self.level is not None and self.level < self.needed


@dataclass(frozen=True, slots=True)
class Difference:
    """A skill that the compared roles ask for differently."""

    skill: Skill
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RoleComparison:
    columns: tuple[Column, ...]
    differences: tuple[Difference, ...]
    same_count: int
    """Skills that all of the roles ask for alike."""

    @property
    def are_weights_alike(self) -> bool:
        """The roles differ in nothing at all, not even in what weighs most."""
        return len({_weights(column.row.role) for column in self.columns}) == 1


def compare_roles(standing: Standing, codes: Sequence[str]) -> RoleComparison:
    """The roles side by side, in the order of the codes, which the release knows."""
    rows = [standing.row(code) for code in codes]
    asked = [{each.skill: each for each in row.role.requirements} for row in rows]
    skills = [code for code in standing.framework.skills if any(code in each for each in asked)]
    found = [_difference(standing, code, rows, asked) for code in skills]
    different = [each for each in found if _differs(each)]
    return RoleComparison(
        columns=tuple(_column(standing, row) for row in rows),
        differences=tuple(different),
        same_count=len(found) - len(different),
    )


def _differs(difference: Difference) -> bool:
    return len({(cell.needed, cell.is_essential) for cell in difference.cells}) > 1


def _difference(
    standing: Standing,
    code: str,
    rows: Sequence[RoleRow],
    asked: Sequence[Mapping[str, Requirement]],
) -> Difference:
    cells = []
    for row, requirements in zip(rows, asked, strict=True):
        found = requirements.get(code)
        needed, essential = (found.level, found.must_have) if found else (None, False)
        cells.append(Cell(row.role.name, needed, standing.levels.get(code), essential))
    return Difference(standing.framework.skills[code], tuple(cells))


def _column(standing: Standing, row: RoleRow) -> Column:
    hours, unrated = NO_TIME, []
    for each in row.role.requirements:
        level = standing.levels.get(each.skill)
        if level is None:
            unrated.append(each.skill)
            continue
        size = standing.framework.skills[each.skill].size
        hours += effort.hours_range(size, level, each.level) or NO_TIME
    return Column(row, hours, tuple(unrated))


def _weights(role: Role) -> frozenset[tuple[str, object]]:
    total = sum(each.exact_weight for each in role.requirements)
    return frozenset((each.skill, each.exact_weight / total) for each in role.requirements)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which roles to compare, and a sentence where that is not quite what was asked."""

    codes: tuple[str, ...]
    problem: str = ""
    is_one_twice: bool = False


def choose_roles(standing: Standing, wanted: Sequence[str]) -> Chosen:
    """The wanted roles as far as the release knows them; without any, the target and its nearest.

    More than COMPARED_AT_MOST are refused with a sentence, and the first of them are compared.
    """
    known = [code for code in wanted if code in standing.framework.roles]
    different = tuple(dict.fromkeys(known))
    if len(different) > COMPARED_AT_MOST:
        return Chosen(
            different[:COMPARED_AT_MOST],
            f"Choose at most {COMPARED_AT_MOST} roles. You chose {len(different)}.",
        )
    if different:
        return Chosen(different, is_one_twice=len(known) > len(different) == 1)
    target = [standing.role.code] if standing.role else []
    others = [row.role.code for row in standing.rows if row.role.code not in target]
    return Chosen(tuple([*target, *others][:2]))
