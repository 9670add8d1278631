"""How much of a path is done, in steps and in planned hours, and in words for every state.

    83 steps, 14 done, 3 skipped     "14 of 80 steps, 120 of 740 hours"   3 more are skipped
    83 steps, all skipped            "All 83 steps are skipped."

Skipped steps count for neither side. Hours are planned ones, so both numbers are of one kind.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.wording import counted
from roadmaps.lines import DONE, SKIPPED, Line


@dataclass(frozen=True, slots=True)
class Tally:
    """Steps and hours; `steps` and `hours` are without what is skipped."""

    steps: int
    done: int
    skipped: int
    hours: int
    hours_done: int

    @property
    def left(self) -> int:
        return self.steps - self.done

    @property
    def percent(self) -> int:
        """Hours done in whole per cent, rounded down: 100 means that everything is done."""
        return 100 * self.hours_done // self.hours if self.hours else 0

    @property
    def words(self) -> str:
        """ "14 of 80 steps, 120 of 740 hours"."""
        steps = f"{self.done:,} of {counted(self.steps, 'step')}"
        return f"{steps}, {self.hours_done:,} of {counted(self.hours, 'hour')}"

    @property
    def sentence(self) -> str:
        """What the numbers come to; every state has its own words."""
        if not self.steps and not self.skipped:
            return "There is no step to take."
        if not self.steps:
            every = f"All {self.skipped:,} steps are" if self.skipped > 1 else "The only step is"
            return f"{every} skipped, so nothing is left to plan."
        if not self.done:
            return f"No step is done yet.{self._skipped}"
        if not self.left:
            every = f"All {self.steps:,} steps are" if self.steps > 1 else "The only step is"
            return f"{every} done.{self._skipped}"
        return f"{counted(self.left, 'step')} to go.{self._skipped}"

    @property
    def _skipped(self) -> str:
        if not self.skipped:
            return ""
        are = "is" if self.skipped == 1 else "are"
        return f" {self.skipped:,} more {are} skipped and not counted."


def tally(lines: Iterable[Line]) -> Tally:
    every = list(lines)
    counting = [line for line in every if line.status != SKIPPED]
    done = [line for line in counting if line.status == DONE]
    return Tally(
        steps=len(counting),
        done=len(done),
        skipped=len(every) - len(counting),
        hours=sum(line.hours for line in counting),
        hours_done=sum(line.hours for line in done),
    )
