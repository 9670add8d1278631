"""How long the way to a role takes from the backgrounds of a framework, by the one planner.

    background   Software engineer, 8 hours a week, python 3, sql 3, …
    plan         the steps that are missing for the role, in path order
    schedule     the same with days, counted from a day that stands for any first day

    phase                 hours    shown as     months
    Foundation               30    24 to 48     3
    Data layer              160    128 to 256   1 to 10
    …
    together                521    417 to 834   about 15 months;  the guide says 12 to 18 months

A step belongs to the phase that lists its skill. Months count from the start and are a twelfth of
a year each; the first day lies in month 1.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from roadmaps.planner import Dated, PlanError, plan, schedule, shown_hours
from taxonomy.effort import Hours
from taxonomy.framework import Background, Framework, Role, Skill

FIRST_DAY = date(2001, 1, 1)
"""A Monday. Only differences of days are shown, so any day would do."""

DAYS_IN_A_MONTH = Fraction(1461, 48)
MONTHS_AS_YEARS = 24
"""From here on a length is told in years."""

BESIDE = "Beside the phases"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The steps of one phase: their hours, and the months in which they are done."""

    name: str
    hours: int
    first_month: int
    last_month: int

    @property
    def shown(self) -> Hours:
        return shown_hours(self.hours)

    @property
    def months(self) -> str:
        """ "3", or "1 to 10"."""
        first, last = self.first_month, self.last_month
        return f"{first}" if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class Held:
    """A skill that the role asks for and the background brings."""

    skill: Skill
    level: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The way to one role from one background; `months` is exact, and 0 when nothing is missing.

    `stated` is the length that a source gives for this role, in words, or "". `problem` says why
    there are no stretches where a path could not be planned or dated.
    """

    background: Background
    held: tuple[Held, ...]
    stretches: tuple[Stretch, ...] = ()
    months: Fraction = Fraction(0)
    stated: str = ""
    problem: str = ""

    @property
    def together(self) -> Stretch | None:
        """All stretches as one."""
        if not self.stretches:
            return None
        return Stretch(
            name="Together",
            hours=sum(each.hours for each in self.stretches),
            first_month=min(each.first_month for each in self.stretches),
            last_month=max(each.last_month for each in self.stretches),
        )

    @property
    def length(self) -> str:
        """ "about 3 years 5 months", "about 15 months"; "" when nothing is missing."""
        return f"about {length_words(self.months)}" if self.stretches else ""


def timelines(framework: Framework, role_code: str) -> tuple[Timeline, ...]:
    """The way to the role from each background. Raises KeyError for an unknown role."""
    role = framework.roles[role_code]
    return tuple(_timeline(framework, role, each) for each in framework.backgrounds.values())


def _timeline(framework: Framework, role: Role, background: Background) -> Timeline:
    held = _held(framework, role, background)
    stated = _stated(background) if background.role == role.code else ""
    try:
        path = plan(framework, role.code, background.levels)
        dated = schedule(path, background.hours_per_week, FIRST_DAY)
    except PlanError as error:
        return Timeline(background, held, stated=stated, problem=str(error))
    return Timeline(
        background=background,
        held=held,
        stretches=tuple(_stretches(framework, dated)),
        months=max((_months_by(each.ends_on) for each in dated), default=Fraction(0)),
        stated=stated,
    )


def _held(framework: Framework, role: Role, background: Background) -> tuple[Held, ...]:
    asked = ((framework.skills[each.skill], each.skill) for each in role.requirements)
    brought = ((skill, background.levels.get(code, 0)) for skill, code in asked)
    return tuple(Held(skill, level) for skill, level in brought if level)


def _stretches(framework: Framework, dated: Iterable[Dated]) -> Iterator[Stretch]:
    """The steps by phase, in the order of the phases; those of no phase come last."""
    home: dict[str, str] = {}
    for phase in framework.phases.values():
        for code in phase.skills:
            home.setdefault(code, phase.code)
    grouped: dict[str, list[Dated]] = {code: [] for code in [*framework.phases, ""]}
    for each in dated:
        grouped[home.get(each.step.skill, "")].append(each)
    for code, steps in grouped.items():
        if steps:
            yield _stretch(framework.phases[code].name if code else BESIDE, steps)


def _stretch(name: str, steps: list[Dated]) -> Stretch:
    return Stretch(
        name=name,
        hours=sum(each.step.hours for each in steps),
        first_month=_month_of(min(each.starts_on for each in steps)),
        last_month=_month_of(max(each.ends_on for each in steps)),
    )


def _month_of(day: date) -> int:
    """The month that a day lies in, from 1."""
    return int((day - FIRST_DAY).days / DAYS_IN_A_MONTH) + 1


def _months_by(day: date) -> Fraction:
    """The months that have passed at the end of a day."""
    return ((day - FIRST_DAY).days + 1) / DAYS_IN_A_MONTH


def length_words(months: Fraction | int | float) -> str:
    """A length in whole months, at least one.   15.2 → "15 months"     41 → "3 years 5 months" """
    whole = max(1, round(months))
    if whole < MONTHS_AS_YEARS:
        return _counted(whole, "month")
    years, rest = divmod(whole, 12)
    return " ".join([_counted(years, "year"), *([_counted(rest, "month")] if rest else [])])


def _stated(background: Background) -> str:
    """12 to 18 → "12 to 18 months"     36 to 48 → "3 to 4 years"     36 to 36 → "3 years" """
    low, high = background.months_low, background.months_high
    if low is None or high is None:
        return ""
    is_years = low >= MONTHS_AS_YEARS and low % 12 == high % 12 == 0
    least, most = (low // 12, high // 12) if is_years else (low, high)
    words = _counted(most, "year" if is_years else "month")
    return words if least == most else f"{least} to {words}"


def _counted(number: int | float, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
