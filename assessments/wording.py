"""What figures mean, in sentences. Every sentence of a result is made here, from plain values."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from assessments.comparison import SkillChange
from taxonomy.points import Points, band_words, whole

READINESS = {
    "ready": "Ready: no essential skill is missing and at least 90 % is certain.",
    "nearly": "Nearly there: no essential skill is missing and at least 75 % is certain.",
    "building": "Building up: you have a good part of what the role needs.",
    "starting": "Starting out: most of what the role needs is still ahead of you.",
}
READINESS_NAMES = {
    "ready": "Ready",
    "nearly": "Nearly there",
    "building": "Building up",
    "starting": "Starting out",
}

WITHDRAWN = "This role is no longer offered. Your result stays as it was."
CHANGED = "What this role asks for has changed since. Your result stays as it was."


def listed(names: Sequence[str]) -> str:
    """ "SQL", "SQL and Git", "SQL, Git and Python"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 skill", "3 skills"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def fit_heading(role: str, low: Points, high: Points) -> str:
    """ "Data scientist: 58 to 66 %"."""
    return f"{role}: {band_words(low, high)}"


def fit_sentence(role: str, low: Points, high: Points, missing: int, unknown: int) -> str:
    """ "You meet about 58 to 66 % of Data scientist. 3 essential skills are missing."

    missing and unknown count essential skills below their threshold, and not rated.
    """
    return f"You meet about {band_words(low, high)} of {role}. {missing_words(missing, unknown)}"


def missing_words(missing: int, unknown: int) -> str:
    if missing:
        return f"{counted(missing, 'essential skill')} {'is' if missing == 1 else 'are'} missing."
    if unknown:
        return "No essential skill is missing among those you rated."
    return "No essential skill is missing."


def unknown_sentence(names: Sequence[str]) -> str:
    """Essential skills without a level, which are neither missing nor met."""
    if not names:
        return ""
    are = "is" if len(names) == 1 else "are"
    return f"{counted(len(names), 'essential skill')} {are} not rated yet: {listed(names)}."


def obstacle_sentence(names: Sequence[str]) -> str:
    """ "SQL and Model monitoring hold you back most."; empty when nothing is below."""
    if not names:
        return ""
    return f"{listed(names)} {'holds' if len(names) == 1 else 'hold'} you back most."


def gap_words(level: int | None, needed: int) -> str:
    """ "1 level below", "at level", "not rated"."""
    if level is None:
        return "not rated"
    if level >= needed:
        return "at level"
    return f"{counted(needed - level, 'level')} below"


def chart_sentence(
    role: str,
    low: Points,
    high: Points,
    strongest: Sequence[str],
    gaps: Sequence[tuple[str, int]],
) -> str:
    """The name of the picture: fit, what is strongest, and the largest gaps in levels."""
    ends = whole(low), whole(high)
    span = f"{ends[0]}" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    parts = [f"{role}: fit {span} per cent."]
    if strongest:
        parts.append(f"Strongest: {', '.join(strongest)}.")
    if gaps:
        words = (f"{name} ({counted(levels, 'level')})" for name, levels in gaps)
        parts.append(f"Largest gaps: {', '.join(words)}.")
    return " ".join(parts)


def error_sentence(low: Points, high: Points, error: float) -> str:
    """How far the figure could move by errors of rating alone; empty where nothing could."""
    if not whole(error):
        return ""
    least, most = max(float(low) - error, 0), min(float(high) + error, 100)
    return (
        "People often rate themselves a level too high or too low. "
        f"Allowing for that, your fit could as well be {band_words(least, most)}."
    )


def rows_sentence(shown: int, total: int, order: str) -> str:
    """What the table shows, said again after each change of it."""
    if shown == total:
        return f"All {counted(total, 'skill')} shown, {order}."
    return f"{shown} of {counted(total, 'skill')} shown, {order}."


def move_words(before: Points, after: Points, noise: float) -> str:
    """ "up 6 points", or "about the same" when errors of rating alone could explain it."""
    points = whole(Fraction(after) - Fraction(before))
    if abs(float(after) - float(before)) <= noise or not points:
        return "about the same"
    return f"{'up' if points > 0 else 'down'} {counted(abs(points), 'point')}"


def change_sentence(role: str, before: Points, after: Points, noise: float) -> str:
    """The answer of the comparison, with the estimates in whole per cents."""
    moved = move_words(before, after, noise)
    ends = f"an estimate of {whole(before)} % then and {whole(after)} % now"
    if moved == "about the same":
        return f"Your fit for {role} is about the same: {ends}, which is within rating error."
    return f"Your fit for {role} is {moved}: {ends}."


Span = tuple[Points, Points]


def trend_summary(role: str, first: Span, last: Span, count: int) -> str:
    """ "Over 3 attempts your fit for Data scientist was 40 to 52 % and is now 58 to 66 %." """
    ends = band_words(*first), band_words(*last)
    went = f"stayed at {ends[0]}" if ends[0] == ends[1] else f"was {ends[0]} and is now {ends[1]}"
    return f"Over {counted(count, 'attempt')} your fit for {role} {went}."


def trend_sentence(role: str, spans: Sequence[tuple[str, Points, Points]]) -> str:
    """The name of the trend: each attempt's date and fit, the earliest first."""
    said = (f"{date}: {band_words(low, high)}" for date, low, high in spans)
    return f"Fit for {role} over {counted(len(spans), 'attempt')}. {'; '.join(said)}."


DIRECTION_NAMES = {
    "up": "up",
    "down": "down",
    "new": "rated in only one of the two",
    "role": "changed by the role",
    "same": "about the same",
}


def change_words(change: SkillChange) -> str:
    """What became of one skill and why: "2 levels higher", "the role now asks for more".

    A move within rating error is "about the same", and says which way it went all the same.
    """
    moved = _level_words(change.level_before, change.level_after)
    if change.cause == "requirement":
        return f"{_requirement_words(change)}; {moved}" if moved else _requirement_words(change)
    if change.cause == "newly answered":
        return "rated for the first time"
    if change.cause == "no longer answered":
        return "no longer rated"
    if change.cause == "step":
        return f"{moved}: path step finished in between"
    if not moved:
        return "not rated in either" if change.level_after is None else "unchanged"
    return moved if change.is_real else f"about the same, {moved}"


def _level_words(before: int | None, after: int | None) -> str:
    if before is None or after is None or before == after:
        return ""
    return f"{counted(abs(after - before), 'level')} {'higher' if after > before else 'lower'}"


def _requirement_words(change: SkillChange) -> str:
    before, after = change.required_before, change.required_after
    if before is None:
        return "the role now asks for this"
    if after is None:
        return "the role no longer asks for this"
    if before == after:
        return "the role now weighs this differently"
    return f"the role now asks for {'more' if after > before else 'less'}"


def day_words(day: date) -> str:
    """ "21 November 2026"; a moment counts in the time zone that it carries."""
    return f"{day.day} {day:%B %Y}"
