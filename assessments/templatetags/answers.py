"""Answers and links in words."""

from urllib.parse import urlsplit

from django import template

from assessments.fields import is_web_link
from taxonomy.values import LEVEL_NAMES

register = template.Library()

WORDS = {"unsure": "Not sure", "not-applicable": "Does not apply to me", "": "nothing"}


@register.filter
def answer_words(value: str) -> str:
    """ "2 Guided" for the level "2", "Not sure" for "unsure"; what nobody offered stays."""
    if value in WORDS:
        return WORDS[value]
    return f"{value} {LEVEL_NAMES[int(value)]}" if value in set("012345") else value


@register.filter
def answer_short(value: str) -> str:
    """ "2" for the level "2", "Not sure" for "unsure": an answer inside a sentence."""
    return WORDS.get(value, value)


@register.filter
def web_link(url: str) -> bool:
    """True when the address may be a link: a row written past our forms is shown as text."""
    return is_web_link(url)


@register.filter
def link_host(url: str) -> str:
    """The host, so that people see where a link leads before they follow it."""
    return urlsplit(url).hostname or url if is_web_link(url) else url
