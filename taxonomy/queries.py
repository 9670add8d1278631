"""Reading: the release that counts today, any earlier one, and the working copy as a document.

Every other app comes in by `current_release` and `load_release` and gets frozen values.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from taxonomy.citations import LongList, SourceSection, long_lists, source_sections
from taxonomy.framework import FORMAT, Framework
from taxonomy.models import FrameworkHeader, Release
from taxonomy.models.layout import TABLES, Row, Table, every_table
from taxonomy.role_reports import RoleGroup, RolePage, role_groups, role_page
from taxonomy.skill_reports import SkillPage, skill_page

_seen: dict[int, "LoadedRelease"] = {}
"""Every release this process has read. They are few, small and never change."""


class NoReleaseError(LookupError):
    """There is no such release; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class LoadedRelease:
    """A release with its document as values. Two are equal when number and checksum are."""

    number: int
    published_at: datetime = field(compare=False)
    sha256: str
    framework: Framework = field(compare=False, repr=False)


def current_release() -> LoadedRelease:
    """The release with the highest number, in one query once the process has seen it.

    Raises NoReleaseError when nothing has been published yet.
    """
    newest = Release.objects.order_by("-number").values_list("number", "sha256").first()
    if newest is None:
        raise NoReleaseError(
            "No framework is published yet. Run `manage.py install` to publish one."
        )
    number, sha256 = newest
    seen = _seen.get(number)
    return seen if seen is not None and seen.sha256 == sha256 else _load(number)


def load_release(number: int) -> LoadedRelease:
    """That release, without a query once the process has seen it. Raises NoReleaseError."""
    return _seen.get(number) or _load(number)


def _load(number: int) -> LoadedRelease:
    release = Release.objects.filter(number=number).first()
    if release is None:
        raise NoReleaseError(f"There is no release {number}.")
    loaded = LoadedRelease(
        number=release.number,
        published_at=release.published_at,
        sha256=release.sha256,
        framework=Framework.from_document(json.loads(release.document)),
    )
    _seen[number] = loaded
    return loaded


def forget_release(number: int) -> None:
    """Drop what the process remembers under this number, which a roll-back may have freed."""
    _seen.pop(number, None)


# What a page shows of a release is as fixed as the release, so each is worked out once per process.


@lru_cache(maxsize=4)
def role_groups_of(release: LoadedRelease) -> tuple[RoleGroup, ...]:
    """The roles in families."""
    return role_groups(release.framework)


@lru_cache(maxsize=256)
def role_page_of(release: LoadedRelease, code: str) -> RolePage:
    """What the page of one role shows. Raises KeyError for an unknown code."""
    return role_page(release.framework, code)


@lru_cache(maxsize=512)
def skill_page_of(release: LoadedRelease, code: str) -> SkillPage:
    """What the page of one skill shows. Raises KeyError for an unknown code."""
    return skill_page(release.framework, code)


@lru_cache(maxsize=4)
def source_sections_of(release: LoadedRelease) -> tuple[SourceSection, ...]:
    """Every source with what is cited from it."""
    return source_sections(release.framework)


@lru_cache(maxsize=4)
def long_lists_of(release: LoadedRelease) -> tuple[LongList, ...]:
    """Everything that rests on more items than its own page shows."""
    return long_lists(release.framework)


def working_copy_document() -> dict[str, Any]:
    """What the tables hold, as a framework document; an empty key may be there or not."""
    stored = {table: _by_owner(table) for table in every_table()}
    title = FrameworkHeader.objects.values_list("title", flat=True).first()
    lists = {key: table.listing(stored) for key, table in TABLES.items()}
    return {"format": FORMAT, "title": title, **lists}


def _by_owner(table: Table) -> dict[str, list[Row]]:
    """The rows in their order, by the code of the entry that holds them."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    rows: Iterable[Any] = table.model._default_manager.order_by(table.order, "pk").values()
    for row in rows:
        grouped[row[table.owner] if table.owner else ""].append(row)
    return grouped
