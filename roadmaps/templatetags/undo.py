"""`{{ message.extra_tags|undo }}`: how to take back what the message tells of, or None."""

from django import template

from roadmaps.undo import Undo, undo_from

register = template.Library()


@register.filter
def undo(tags: str) -> Undo | None:
    return undo_from(tags or "")
