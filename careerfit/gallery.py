"""What the gallery shows: every shared figure in every state, with invented numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from taxonomy.points import band_words


@dataclass(frozen=True, slots=True)
class Group:
    """One bar: what is met and what is open, in points; the rest is missing."""

    name: str
    met: int
    open: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of a trend."""

    at: datetime
    low: int
    high: int
    estimate: int


@dataclass(frozen=True, slots=True)
class Trend:
    name: str
    attempts: tuple[Attempt, ...]

    @property
    def sentence(self) -> str:
        return f"{self.name}: {', '.join(band_words(a.low, a.high) for a in self.attempts)}"


def _attempts(*rows: tuple[str, int, int, int]) -> tuple[Attempt, ...]:
    return tuple(
        Attempt(datetime.fromisoformat(at).replace(tzinfo=UTC), low, high, estimate)
        for at, low, high, estimate in rows
    )


def _sentence(groups: Sequence[Group]) -> str:
    return "; ".join(
        f"{each.name}: {band_words(each.met, each.met + each.open)}" for each in groups
    )


LADDERS = [(held, needed) for needed in (None, 2, 4) for held in (None, 0, 1, 2, 3, 4, 5)]
BANDS = [(0, 0, 0, 0), (0, 100, 50, 0), (41, 78, 62, 12), (83, 83, 83, 40), (100, 100, 100, 100)]
BARS = (
    Group("Nothing of it", 0, 0),
    Group("All of it", 100, 0),
    Group("Nothing known yet", 0, 100),
    Group("Some of it, the rest missing", 58, 0),
    Group("Some of it, the rest open", 58, 42),
    Group("Some of each", 41, 37),
)
TRENDS = (
    Trend("Two attempts", _attempts(("2026-03-28", 31, 89, 60), ("2026-07-06", 58, 66, 62))),
    Trend(
        "Two on one day",
        _attempts(("2026-03-28T09:30", 40, 70, 55), ("2026-03-28T09:55", 40, 70, 55)),
    ),
    Trend("From nothing to all", _attempts(("2026-03-28", 0, 0, 0), ("2026-07-06", 100, 100, 100))),
    Trend(
        "Many attempts",
        _attempts(
            ("2025-01-10", 10, 80, 40),
            ("2025-02-03", 22, 71, 45),
            ("2025-02-20", 30, 52, 41),
            ("2025-08-30", 48, 66, 57),
            ("2026-01-12", 45, 60, 52),
            ("2026-06-01", 70, 78, 74),
            ("2026-07-06", 88, 88, 88),
        ),
    ),
)
SHOWN = {
    "ladders": LADDERS,
    "bands": BANDS,
    "bars": BARS,
    "bars_sentence": _sentence(BARS),
    "trends": TRENDS,
}
