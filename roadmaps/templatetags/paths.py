"""`{% timelines release code %}`: how long the way to a role takes from each background."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from roadmaps.timelines import timelines as timelines_to
from taxonomy.queries import LoadedRelease

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def timelines(release: LoadedRelease, code: str) -> SafeString:
    """A table per background. Kept once drawn, as neither a release nor the planner changes."""
    context = {
        "timelines": timelines_to(release.framework, code),
        "framework": release.framework,
    }
    return render_to_string("roadmaps/_timelines.html", context)
