"""How long it takes to raise a skill by one level: hours by the size of the skill.

    step     S    M    L
    0 → 1    2    4    8
    1 → 2    6   12   24
    2 → 3   15   30   60
    3 → 4   40   80  160
    4 → 5   never scheduled: it grows on the job

The hours are our own defaults, to be tuned against the phases of the guides. People
underestimate, so pages show a range around them: × 0.8 to × 1.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

HIGHEST_TAUGHT = 4


def _default_hours() -> Mapping[str, tuple[int, ...]]:
    return {"S": (2, 6, 15, 40), "M": (4, 12, 30, 80), "L": (8, 24, 60, 160)}


@dataclass(frozen=True, slots=True)
class Settings:
    """Hours per size for the steps to level 1, 2, 3 and 4, and the ends of the shown range."""

    hours: Mapping[str, tuple[int, ...]] = field(default_factory=_default_hours)
    least: Fraction = Fraction(4, 5)
    most: Fraction = Fraction(8, 5)


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Hours:
    """A range of hours, rounded for people; ranges add up before they are rounded."""

    low: Fraction
    high: Fraction

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(self.low + other.low, self.high + other.high)

    @property
    def words(self) -> str:
        """ "10 to 19 hours", whole hours to the nearest."""
        low, high = round(self.low), round(self.high)
        return f"{low:,} hours" if low == high else f"{low:,} to {high:,} hours"


NO_TIME = Hours(Fraction(0), Fraction(0))


def hours(size: str, to_level: int, settings: Settings = DEFAULTS) -> int | None:
    """Hours for the step from `to_level` − 1; None for level 5, which no plan schedules.

    Raises KeyError for an unknown size and ValueError for a level outside 1 to 5.
    """
    if not 1 <= to_level <= HIGHEST_TAUGHT + 1:
        raise ValueError(f"There is no step to level {to_level}.")
    return None if to_level > HIGHEST_TAUGHT else settings.hours[size][to_level - 1]


def hours_range(
    size: str, from_level: int, to_level: int, settings: Settings = DEFAULTS
) -> Hours | None:
    """The shown range for all steps between the levels, as far as they can be scheduled.

    M from 1 to 3:   12 + 30 = 42   →   34 to 67 hours;   None when no step can be scheduled
    """
    steps = range(from_level + 1, min(to_level, HIGHEST_TAUGHT) + 1)
    total = sum(settings.hours[size][level - 1] for level in steps)
    return Hours(total * settings.least, total * settings.most) if total else None
