"""What do I do this week? The first sentence of a path, from where the day falls in the plan.

within the plan     This week: SQL, from Guided to Independent. At 6 hours a week the path ends
                    on 12 March 2028.
before the start    Your path starts on 7 December 2026 with SQL, from Guided to Independent. …
in a pause          You are on a break until 3 January 2027. Then: SQL, from Guided to …
after the last day  Next: SQL, from Guided to Independent. The plan ended on 12 March 2028 …
nothing left        You have finished every step of this path.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.wording import counted, day_words
from roadmaps.lines import Line
from roadmaps.tally import Tally

PAST = "Re-plan to lay out what is left from today."


@dataclass(frozen=True, slots=True)
class Moment:
    """The day it is, and what the plan says of time."""

    day: date
    planned_from: date
    ends_on: date | None
    hours_per_week: Decimal
    pauses: Sequence[tuple[date, date]] = ()

    @property
    def pace(self) -> str:
        """ "6 hours a week", "2.5 hours a week"."""
        hours = self.hours_per_week.normalize()
        return f"{hours:f} {'hour' if hours == 1 else 'hours'} a week"

    @property
    def break_ends_on(self) -> date | None:
        """The last day of the pause that today lies in."""
        return max((last for first, last in self.pauses if first <= self.day <= last), default=None)


def answer(ready: Sequence[Line], tally: Tally, moment: Moment) -> str:
    if not tally.left or not ready:
        return _nothing_left(tally)
    step = ready[0].name.replace(": ", ", ", 1)
    if moment.ends_on and moment.ends_on < moment.day:
        still = f"{counted(tally.left, 'step')} still open"
        ended = day_words(moment.ends_on)
        return f"Next: {step}. The plan ended on {ended} with {still}. {PAST}"
    ends = (
        f" At {moment.pace} the path ends on {day_words(moment.ends_on)}." if moment.ends_on else ""
    )
    if moment.planned_from > moment.day:
        return f"Your path starts on {day_words(moment.planned_from)} with {step}.{ends}"
    if moment.break_ends_on:
        until = day_words(moment.break_ends_on)
        return f"You are on a break until {until}. Then: {step}.{ends}"
    return f"This week: {step}.{ends}"


def _nothing_left(tally: Tally) -> str:
    if tally.done and tally.skipped:
        return "You have finished every step that you did not skip. Congratulations."
    if tally.done:
        return "You have finished every step of this path. Congratulations."
    if tally.skipped:
        return "Nothing this week: every step of this path is skipped."
    return "Nothing this week: you hold every level that this path leads to. Congratulations."
