"""Why the fit is what it is: a line per skill and a bar per category, in points that add up.

    skill    your level   needed   weight   lost          100.0 in all
    sql          2           4      50.0    25.0        −  25.0 lost
    maths    not rated       3      16.7     –          =  75.0 at most      − 16.7 open = 58.3 sure

Plain values, no Django.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments import scoring, wording
from assessments.scoring import Fit, Levels
from taxonomy.framework import Framework, Requirement, Role, Skill
from taxonomy.points import in_tenths


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One line of the explanation.

    Points in tenths that add up over all rows: `share` to 100, `lost` to 100 − high, `open` to
    high − low.
    """

    skill: Skill
    level: int | None
    needed: int
    share: Fraction
    lost: Fraction
    open: Fraction
    is_essential: bool
    is_blocker: bool
    is_verified: bool

    @property
    def gap_words(self) -> str:
        return wording.gap_words(self.level, self.needed)

    @property
    def is_below(self) -> bool:
        return self.level is not None and self.level < self.needed


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One bar of the chart. `met`, `open` and `missing` are points and add up to 100."""

    name: str
    met: Fraction
    open: Fraction
    missing: Fraction
    share: Fraction
    answered: int
    needed: int

    @property
    def high(self) -> Fraction:
        return self.met + self.open


def skill_rows(
    framework: Framework, role: Role, levels: Levels, found: Fit, verified: frozenset[str]
) -> tuple[SkillRow, ...]:
    """The lines of the explanation: blockers, then what costs most, then what is open."""
    asked = role.requirements
    weight = sum(each.exact_weight for each in asked)
    shares = {each.skill: 100 * each.exact_weight / weight for each in asked}
    met = {
        code: shares[code] - found.losses.get(code, 0) - found.open.get(code, 0) for code in shares
    }
    totals = in_tenths([100 - found.high, found.high - found.low, found.low])
    lost, open_points, kept = (
        _tenths(asked, points, total)
        for points, total in zip((found.losses, found.open, met), totals, strict=True)
    )
    rows = [
        SkillRow(
            skill=framework.skills[each.skill],
            level=levels.get(each.skill),
            needed=each.level,
            share=kept[each.skill] + lost[each.skill] + open_points[each.skill],
            lost=lost[each.skill],
            open=open_points[each.skill],
            is_essential=each.must_have,
            is_blocker=each.skill in found.blockers,
            is_verified=each.skill in verified,
        )
        for each in asked
    ]
    rows.sort(key=lambda row: (not row.is_blocker, -row.lost, -row.open, -row.share))
    return tuple(rows)


def _tenths(
    asked: Sequence[Requirement], points: Mapping[str, Fraction], total: Fraction
) -> dict[str, Fraction]:
    """The points per skill in tenths that add up to the total in tenths."""
    codes = [each.skill for each in asked]
    rounded = in_tenths([points.get(code, Fraction(0)) for code in codes], total)
    return dict(zip(codes, rounded, strict=True))


def category_rows(framework: Framework, role: Role, levels: Levels) -> tuple[CategoryRow, ...]:
    found = scoring.category_fits(role, levels)
    shares = in_tenths([each.share for each in found])
    return tuple(
        CategoryRow(
            name=framework.categories[each.code].name,
            met=each.met,
            open=each.open,
            missing=each.missing,
            share=share,
            answered=each.answered,
            needed=each.needed,
        )
        for each, share in zip(found, shares, strict=True)
    )


ORDERS = {
    "loss": ("points lost", "most points lost first"),
    "name": ("name", "by name"),
    "weight": ("weight", "heaviest first"),
}
"""How the lines may be sorted: the word of the link and what the status says."""

FILTERS = {"all": "all", "below": "below", "essential": "essential"}
"""Which lines may be shown, with the word of the link."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to sort or filter, as a link: its query string, and how many lines it shows."""

    name: str
    query: str
    is_chosen: bool
    count: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The table "why": the lines to show, and sums over all lines whatever is shown."""

    rows: tuple[SkillRow, ...]
    orders: tuple[Choice, ...]
    filters: tuple[Choice, ...]
    sentence: str
    lost: Fraction
    open: Fraction

    @property
    def high(self) -> Fraction:
        return 100 - self.lost

    @property
    def low(self) -> Fraction:
        return self.high - self.open


def explain(rows: Sequence[SkillRow], order: str, chosen: str) -> Explanation:
    """The lines in one of ORDERS, narrowed by one of FILTERS; any other word means the first."""
    order = order if order in ORDERS else "loss"
    chosen = chosen if chosen in FILTERS else "all"
    groups = {
        "all": tuple(rows),
        "below": tuple(row for row in rows if row.is_below),
        "essential": tuple(row for row in rows if row.is_essential),
    }
    shown = _sorted(groups[chosen], order)
    return Explanation(
        rows=shown,
        orders=tuple(
            Choice(word, f"?sort={code}&show={chosen}", code == order, len(shown))
            for code, (word, _) in ORDERS.items()
        ),
        filters=tuple(
            Choice(word, f"?sort={order}&show={code}", code == chosen, len(groups[code]))
            for code, word in FILTERS.items()
        ),
        sentence=wording.rows_sentence(len(shown), len(rows), ORDERS[order][1]),
        lost=sum((row.lost for row in rows), Fraction(0)),
        open=sum((row.open for row in rows), Fraction(0)),
    )


def _sorted(rows: Sequence[SkillRow], order: str) -> tuple[SkillRow, ...]:
    if order == "name":
        return tuple(sorted(rows, key=lambda row: row.skill.name.casefold()))
    if order == "weight":
        return tuple(sorted(rows, key=lambda row: -row.share))
    return tuple(rows)
