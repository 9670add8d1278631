"""Edits of the shipped framework, published as the newest release."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from taxonomy.models import Release
from taxonomy.queries import current_release, forget_release
from tests.assessments.releases import publish

Document = dict[str, Any]


def republish(edit: Callable[[Document], object]) -> Release:
    """Publish what the current release says, after `edit` has changed its document."""
    document = deepcopy(current_release().framework.to_document())
    edit(document)
    release = publish(document)
    forget_release(release.number)
    return release


def role_in(document: Document, code: str) -> Document:
    """The entry of one role."""
    return next(role for role in document["roles"] if role["code"] == code)


def keep_roles(*codes: str) -> Callable[[Document], object]:
    """An edit that withdraws every other role, and what speaks of them alone."""

    def edit(document: Document) -> None:
        document["roles"] = [role for role in document["roles"] if role["code"] in codes]
        document["backgrounds"] = [
            each for each in document["backgrounds"] if each.get("role", codes[0]) in codes
        ]
        document["advice"] = [each for each in document["advice"] if not each.get("roles")]

    return edit
