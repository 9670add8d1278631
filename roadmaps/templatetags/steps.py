"""`{% path_steps lines %}`: the steps in the list of all steps of a path.

A path has up to some two hundred of them, and a fragment for each took ten times as long as all the
rest of the page. So the few words that differ from person to person are put between two fragments
that do not, drawn once for each skill, level and status and kept.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from roadmaps.lines import SKIPPED, Line
from roadmaps.steps import shown_hours

register = template.Library()

STEP = '<li id="{}-{}">{}<p>{}{}{}</p>{}</li>'
"""Skill and level; what begins it; hours, days and reasons; the switch."""


@register.simple_tag
def path_steps(lines: Iterable[Line]) -> SafeString:
    return format_html_join("", STEP, (_pieces(line) for line in lines))


@register.simple_tag
@lru_cache(maxsize=1024)
def month_heading(first: date | None, tag: str) -> SafeString:
    """ "November 2026", or that the steps below have no days; `tag` is h3 or h4."""
    words = "Without days until you re-plan"
    if first:
        words = format_html('<time datetime="{}">{}</time>', f"{first:%Y-%m}", f"{first:%B %Y}")
    return format_html("<{}>{}</{}>", tag, words, tag)


def _pieces(line: Line) -> tuple[object, ...]:
    head, switch = _frame(line.skill, line.to_level, line.name, line.status)
    facts = _hours(line.hours), _days(line), _reasons(line.why, line.after)
    return line.skill, line.to_level, head, *facts, switch


@lru_cache(maxsize=8192)
def _reasons(why: str, after: str) -> SafeString:
    return format_html(". {}. After: {}." if after else ". {}.", why, after)


@lru_cache(maxsize=4096)
def _frame(skill: str, level: int, name: str, status: str) -> tuple[SafeString, SafeString]:
    """What stands around the words of a step: ladder and name; the switch."""
    line = {"skill": skill, "to_level": level, "name": name, "status": status}
    context = {"line": line | {"from_level": level - 1}}
    return (
        render_to_string("roadmaps/_step_head.html", context),
        render_to_string("roadmaps/_status.html", context),
    )


@lru_cache(maxsize=1024)
def _hours(planned: int) -> SafeString:
    return format_html("{}", shown_hours(planned).words)


def _days(line: Line) -> str:
    """When it was done, or when the plan has it; a skipped step has no days worth telling."""
    if line.done_on:
        return _done_on(line.done_on)
    if line.starts_on is None or line.ends_on is None or line.status == SKIPPED:
        return ""
    return _span(line.starts_on, line.ends_on)


@lru_cache(maxsize=4096)
def _done_on(day: date) -> SafeString:
    return format_html(", done on {}", _time(day, has_year=True))


@lru_cache(maxsize=8192)
def _span(first: date, last: date) -> SafeString:
    is_one_year = first.year == last.year
    return format_html(
        ", {} to {}", _time(first, has_year=not is_one_year), _time(last, has_year=True)
    )


def _time(day: date, *, has_year: bool) -> SafeString:
    words = f"{day.day} {day:%b %Y}" if has_year else f"{day.day} {day:%b}"
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)
