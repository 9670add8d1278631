"""A path as an iCalendar file (RFC 5545): one all-day event for each dated step that is open.

An event keeps its UID as long as the step stays in the path, and its SEQUENCE grows with each
re-plan, so a calendar that gets the file again moves the event and makes no second one.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from roadmaps.lines import step_name
from roadmaps.models import LearningPath, PathStep, StepProgress
from roadmaps.path_lists import targets
from roadmaps.steps import shown_hours
from taxonomy.framework import Framework
from taxonomy.queries import load_release

CLOSED = (StepProgress.Status.DONE, StepProgress.Status.SKIPPED)


def calendar_file(path: LearningPath) -> bytes | None:
    """The file; None where no step is left to put into it. Two queries."""
    framework = load_release(path.release_id).framework
    steps = _dated_open(path)
    if not steps:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//CareerFit//Learning path//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"Path to {targets(path)}")
    for step in steps:
        calendar.add_component(_event(path, step, framework))
    return bytes(calendar.to_ical())


def file_name(path: LearningPath) -> str:
    """Codes are plain letters, digits and hyphens, so the name needs no quoting."""
    return f"careerfit-{'-'.join(path.role_codes)}.ics"


def _dated_open(path: LearningPath) -> list[PathStep]:
    closed = StepProgress.objects.filter(learner=path.learner, status__in=CLOSED)
    pairs = set(closed.values_list("skill_code", "to_level"))
    dated = path.steps.filter(starts_on__isnull=False, ends_on__isnull=False)
    return [step for step in dated if step.pair not in pairs]


def _event(path: LearningPath, step: PathStep, framework: Framework) -> Event:
    address = settings.SITE_URL + reverse("roadmaps:step_detail", args=step.pair)
    host = urlsplit(settings.SITE_URL).hostname
    event = Event()
    event.add("uid", f"{path.pk}-{step.skill_code}-{step.to_level}@{host}")
    event.add("dtstamp", path.planned_at)
    event.add("last-modified", path.planned_at)
    event.add("sequence", int((path.planned_at - path.created_at).total_seconds()))
    event.add("dtstart", step.starts_on)
    event.add("dtend", _day_after(step.ends_on or step.starts_on))
    event.add("summary", step_name(step.skill_name, step.to_level))
    event.add("description", "\n".join(_description(step, framework, address)))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # learning for some hours keeps nobody busy all day
    return event


def _day_after(day: date | None) -> date:
    """The end of an all-day event is the day on which it is over."""
    assert day is not None
    return min(day, date.max - timedelta(days=1)) + timedelta(days=1)


def _description(step: PathStep, framework: Framework, address: str) -> Iterable[str]:
    skill = framework.skills.get(step.skill_code)
    if skill is not None:
        yield skill.levels[step.to_level]
    yield f"{shown_hours(step.hours).words.capitalize()} in all."
    yield address
