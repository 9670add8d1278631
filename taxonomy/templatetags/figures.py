"""The figures of the product, drawn on the server: band, ladder, bars and trend.

    band    fit, 0 to 100          ──────▓▓▓│▓▓───────
    ladder  a level, 0 to 5        rungs held, rungs needed
    bars    fit per category       met ▓▓▓ open ░░ missing ▁▁
    trend   fit over time          steps between attempts

Each is SVG with a sentence as its name, and each page puts the same numbers beside it in words.
They know numbers only; colours and sizes are classes. Lengths are per cent of the width, so that a
figure fits any column while its words keep their size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from taxonomy.points import Points, band_words, whole
from taxonomy.values import LEVEL_NAMES

register = template.Library()

RUNGS = 5
NARROWEST = 0.8
"""Per cent of the track: a range of nothing at all is still seen."""

BAR_STEP = 46
TREND_HEIGHT = 180
TREND_TOP = 12


@register.simple_tag
@lru_cache(maxsize=512)
def ladder(held: int | None, needed: int | None = None, observed: int | None = None) -> SafeString:
    """Five rungs: filled up to the level held, outlined up to the level needed.

    held 2, needed 4:   rungs 1 2 filled · 3 4 outlined · 5 faint
    held None is "not rated": no rung is filled and the name says so.

    Kept once drawn: there are some three hundred ladders, and a table shows dozens of them.
    """
    reached, wanted = held or 0, max(held or 0, needed or 0)
    context = {
        "held": _rungs(1, reached),
        "needed": _rungs(reached + 1, wanted),
        "free": _rungs(wanted + 1, RUNGS),
        "observed": None if observed is None else _rung_top(max(observed, 1)) + 2,
        "sentence": ladder_sentence(held, needed, observed),
    }
    return render_to_string("figures/_ladder.html", context)


def _rung_top(number: int) -> int:
    return 4 + 7 * (RUNGS - number)


def _rungs(first: int, last: int) -> str:
    """The rungs as one path, so that a table of ladders stays small and quick."""
    return "".join(f"M3 {_rung_top(number)}h20v4h-20z" for number in range(first, last + 1))


def ladder_sentence(
    held: int | None, needed: int | None = None, observed: int | None = None
) -> str:
    """What the ladder shows, in words: "Level 2 of 5, Guided; 4 needed"."""
    parts = ["Not rated" if held is None else f"Level {held} of 5, {LEVEL_NAMES[held]}"]
    if needed:
        parts.append(f"{needed} needed")
    if observed is not None:
        parts.append(f"{observed} observed by staff")
    return "; ".join(parts)


@register.inclusion_tag("figures/_band.html")
def band(
    low: Points,
    high: Points,
    estimate: Points,
    verified: Points = 0,
    size: str = "row",
    error: float = 0,
) -> dict[str, object]:
    """A 0-100 track with the range low-high, a tick at the estimate, the verified part darker.

    size is "hero", "row" or "inline"; the drawing is the same and the class sets the size.
    error, in points, draws a thin line that far to both sides of the range: how much it could
    move if each rating were off as ratings usually are.
    """
    start, end, tick = (_place(points) for points in (low, high, estimate))
    least, most = _place(low - error), _place(high + error)
    width = max(round(end - start, 1), NARROWEST)
    return {
        "start": min(start, 100 - width),
        "width": width,
        "tick": tick,
        "solid": start,
        "verified": _place(verified),
        "error_start": least,
        "error_width": round(most - least, 1) if error else 0,
        "size": size,
        "sentence": band_sentence(low, high, verified),
    }


def _place(points: Points) -> float:
    """Points as a place on the track, in per cent with one decimal."""
    return round(min(max(float(points), 0.0), 100.0), 1)


def band_sentence(low: Points, high: Points, verified: Points = 0) -> str:
    sentence = f"Fit {band_words(low, high)}"
    return f"{sentence}, {whole(verified)} % verified" if verified else sentence


@dataclass(frozen=True, slots=True)
class Bar:
    """One drawn bar: where its words and its stripes stand."""

    name: str
    words: str
    label_y: int
    track_y: int
    met: float
    open: float
    missing: float
    missing_x: float


@register.inclusion_tag("figures/_bars.html")
def bars(groups: Iterable[Any], sentence: str) -> dict[str, object]:
    """One bar per group: blue what is met, pale what is open, amber outline what is missing.

    A group has `name`, `met` and `open`; `met`, `open` and what is missing add up to 100.
    """
    drawn = [_bar(group, BAR_STEP * number) for number, group in enumerate(groups)]
    return {"bars": drawn, "height": BAR_STEP * len(drawn), "sentence": sentence}


def _bar(group: Any, top: int) -> Bar:
    met, high = _place(group.met), _place(group.met + group.open)
    return Bar(
        name=group.name,
        words=band_words(group.met, group.met + group.open),
        label_y=top + 16,
        track_y=top + 24,
        met=met,
        open=round(high - met, 1),
        missing=round(100 - high, 1),
        missing_x=high,
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """One attempt in the trend: its range as a stroke, its estimate as a point."""

    x: float
    top: float
    bottom: float
    y: float
    until: float
    next_y: float


@register.inclusion_tag("figures/_trend.html")
def trend(attempts: Sequence[Any], sentence: str) -> dict[str, object]:
    """Steps from attempt to attempt on a time axis that is true to scale.

    An attempt has `at` (a moment), `low`, `high` and `estimate`; the earliest comes first.
    """
    first, last = attempts[0].at, attempts[-1].at
    span = (last - first).total_seconds() or 1.0
    xs = [8 + 89 * (each.at - first).total_seconds() / span for each in attempts]
    after = [*zip(xs[1:], attempts[1:], strict=True), (xs[-1], attempts[-1])]
    marks = [
        Mark(
            x=round(x, 2),
            top=_height(each.high),
            bottom=_height(each.low),
            y=_height(each.estimate),
            until=round(next_x, 2),
            next_y=_height(following.estimate),
        )
        for x, each, (next_x, following) in zip(xs, attempts, after, strict=True)
    ]
    grid = [(points, _height(points)) for points in (0, 25, 50, 75, 100)]
    return {
        "marks": marks,
        "grid": grid,
        "height": TREND_HEIGHT + TREND_TOP + 28,
        "label_y": TREND_HEIGHT + TREND_TOP + 22,
        "first": first,
        "last": last,
        "sentence": sentence,
    }


def _height(points: Points) -> float:
    return round(TREND_TOP + TREND_HEIGHT * (1 - float(points) / 100), 1)


register.filter("points", whole)
register.simple_tag(band_words, name="band_words")


@register.filter
def one_decimal(points: Points) -> str:
    """Points with one decimal, for tables whose rows add up: 4.2."""
    return f"{float(points):.1f}"


@register.filter
def signed(points: Points) -> str:
    """A change in points with one decimal and its sign: +4.2, −1.0, 0.0."""
    words = f"{abs(float(points)):.1f}"
    return words if words == "0.0" else f"{'+' if points > 0 else '−'}{words}"


@register.filter
def level_name(level: int | None) -> str:
    return "Not rated" if level is None else LEVEL_NAMES[level]
