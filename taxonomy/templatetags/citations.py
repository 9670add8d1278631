"""`{% cites entry.cites framework entry %}`: small links from what is said to where it is from."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.urls import reverse

from taxonomy.citations import SHOWN, anchor_of, cited, name_of
from taxonomy.framework import Framework, Role
from taxonomy.reading import Entry

register = template.Library()


@register.inclusion_tag("taxonomy/_cites.html")
def cites(
    ids: Iterable[str],
    framework: Framework,
    entry: Entry | None = None,
    asked_by: Role | None = None,
) -> dict[str, Any]:
    """Each id as a link to its place on the page of sources.

    With the entry that cites them only the first few stand here, and one link leads to them all.
    The citations of a requirement are those of a skill as `asked_by` a role.
    """
    citations = cited(framework, ids)
    more = max(0, len(citations) - SHOWN) if entry else 0
    context = {"citations": citations, "sources": reverse("taxonomy:source_list")}
    if entry and more:
        anchor = anchor_of(entry.noun, getattr(entry, "code", ""), asked_by)
        context |= {"more": more, "anchor": anchor, "name": name_of(entry)}
        context["citations"] = citations[:SHOWN]
    return context


@register.filter
def amount(number: float) -> str:
    """A number with thousands separated: 162,370."""
    return f"{number:,}"


@register.filter
def host(address: str) -> str:
    """Where an address leads: "https://aws.amazon.com/x" → "aws.amazon.com"."""
    return urlsplit(address).hostname or ""
