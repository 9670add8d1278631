"""How far a path is, in sentences. The first one answers the page; each state has its own words.

5 of 48 steps and 40 of 320 planned hours are done. At your present pace, about 4.9 hours a
week, the path ends around 3 May 2027, 3 weeks later than planned.
"""

from datetime import date
from fractions import Fraction

from assessments.wording import counted
from roadmaps.progress import PACE_DAYS, Progress, Week

AS_PLANNED = 7
"""So many days more or less are no news."""
LEAST_AMOUNT = Fraction(1, 10)


def answer(found: Progress, starts_on: date, planned_end: date | None, today: date) -> str:
    if not found.steps:
        return "This path has no steps: you hold every level that it leads to."
    if not found.asked:
        return "Every step of this path is skipped, so nothing is planned."
    if found.asked == found.count("done"):
        skipped = found.count("skipped")
        more = f" {skipped:,} more {'is' if skipped == 1 else 'are'} skipped." if skipped else ""
        every = "The only step is" if found.asked == 1 else f"All {found.asked:,} steps are"
        return f"{every} done, {counted(found.hours_asked, 'planned hour')} in all.{more}"
    if starts_on > today:
        return f"Your path starts on {day_words(starts_on)}. {_done(found)}"
    return f"{_done(found)} {pace_sentence(found, planned_end)}"


def _done(found: Progress) -> str:
    if not found.count("done"):
        ahead = counted(found.asked, "step")
        hours = counted(found.hours_asked, "planned hour")
        are = "is" if found.asked == 1 else "are"
        return f"No step is done yet; {ahead} with {hours} {are} ahead of you."
    steps = f"{found.count('done'):,} of {counted(found.asked, 'step')}"
    hours = f"{found.hours_done:,} of {counted(found.hours_asked, 'planned hour')}"
    return f"{steps} and {hours} are done."


def pace_sentence(found: Progress, planned_end: date | None) -> str:
    """Where the present pace leads; without logged hours, what to do to see it."""
    if found.per_week is None:
        if found.hours_logged:
            return (
                f"Nothing was logged in the last {PACE_DAYS // 7} weeks outside pauses, "
                "so there is no pace to go by."
            )
        return "Log your hours with the steps, and this page says where your pace leads."
    about = "" if found.per_week < LEAST_AMOUNT else "about "
    pace = f"At your present pace, {about}{amount(found.per_week)} hours a week,"
    if found.ends_on is None:
        return f"{pace} no calendar goes as far as the end of the path."
    moved = _moved(found.ends_on, planned_end)
    return f"{pace} the path ends around {day_words(found.ends_on)}{moved}."


def _moved(ends_on: date, planned_end: date | None) -> str:
    if planned_end is None:
        return ""
    days = (ends_on - planned_end).days
    if abs(days) <= AS_PLANNED:
        return ", as planned"
    weeks = counted(round(abs(days) / 7), "week")
    return f", {weeks} {'later' if days > 0 else 'earlier'} than planned"


def weeks_sentence(found: Progress) -> str:
    """ "You were on plan in 2 of 3 weeks." and the week under way, if there is one."""
    if not found.weeks:
        return f"No week that counts is over yet.{_this_week(found.this_week)}"
    count = f"{found.weeks_on_plan:,} of {counted(len(found.weeks), 'week')}"
    return f"You were on plan in {count}.{_this_week(found.this_week)}"


def _this_week(week: Week | None) -> str:
    if week is None:
        return ""
    return f" In this one, {amount(week.hours)} of {amount(week.planned)} hours so far."


def amount(hours: Fraction) -> str:
    """ "4.9", "6", "less than 0.1"."""
    if 0 < hours < LEAST_AMOUNT:
        return "less than 0.1"
    return f"{float(hours):,.1f}".removesuffix(".0")


def day_words(day: date) -> str:
    """ "3 May 2027"."""
    return f"{day.day} {day:%B %Y}"
