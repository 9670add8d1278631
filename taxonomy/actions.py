"""Writing: a document into the working copy, and the working copy into a new release."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from taxonomy.documents import canonical_json, checksum
from taxonomy.framework import Framework, FrameworkError, Problem
from taxonomy.models import FrameworkHeader, Release
from taxonomy.models.base import Recorded
from taxonomy.models.layout import TABLES, Found, Row, Table, every_table
from taxonomy.queries import forget_release, working_copy_document

BATCH = 500


class FrameworkRefusedError(Exception):
    """The framework has faults; `problems` holds all of them, each with a sentence."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence for problem in self.problems))


class NothingToPublishError(Exception):
    """The working copy says exactly what the last release says."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Nothing has changed since release {number}, so there is nothing to publish."
        )


@transaction.atomic
def import_framework(*, document: Mapping[str, Any], author: Any = None) -> Framework:
    """Make the working copy say what the document says, and nothing else.

    Rows are told apart by their stable codes: known ones are updated, new ones added, and those
    that the document no longer has are removed. Only rows that change leave a trace in the history,
    with `author` (a user, or None) as the one who did it.

    Raises FrameworkRefusedError, with every problem found; then nothing is written.
    """
    framework = _checked(document)
    found = list(_rows(framework))
    if problems := list(_row_problems(found)):
        raise FrameworkRefusedError(problems)
    _lock_working_copy()
    _write_title(framework.title, author)
    left = [_write_rows(table, found, author) for table in every_table()]
    for row in (row for rows in reversed(left) for row in rows):
        row._history_user = author
        row.delete()
    return framework


@transaction.atomic
def publish_release(*, author: Any = None, notes: str = "") -> Release:
    """Freeze the working copy as the release with the next number.

    Raises FrameworkRefusedError when it has problems, and NothingToPublishError when the last
    release says the same.
    """
    _lock_working_copy()
    document = _checked(working_copy_document()).to_document()
    last = Release.objects.order_by("-number").only("number", "sha256").first()
    sha256 = checksum(document)
    if last is not None and last.sha256 == sha256:
        raise NothingToPublishError(last.number)
    release = Release.objects.create(
        number=last.number + 1 if last else 1,
        author=author,
        notes=notes,
        document=canonical_json(document),
        sha256=sha256,
    )
    forget_release(release.number)
    return release


def _checked(document: Mapping[str, Any]) -> Framework:
    try:
        framework = Framework.from_document(document)
    except FrameworkError as error:
        raise FrameworkRefusedError([Problem("", str(error))]) from error
    if problems := framework.problems():
        raise FrameworkRefusedError(problems)
    return framework


def _lock_working_copy() -> None:
    """One writer at a time on PostgreSQL; on SQLite the transaction itself sees to that."""
    list(FrameworkHeader.objects.select_for_update().values_list("pk"))


def _rows(framework: Framework) -> Iterator[Found]:
    document = framework.to_document()
    for key, table in TABLES.items():
        yield from table.rows(document.get(key, ()), key)


def _row_problems(found: Iterable[Found]) -> Iterator[Problem]:
    """What the tables would refuse though the framework as such has no fault."""
    seen = set()
    for table, path, row in found:
        identity = (table, *(row[column] for column in table.identity))
        if identity in seen:
            yield Problem(path, f"{path}: the same is listed twice.")
        seen.add(identity)
        yield from _value_problems(table, path, row)


def _value_problems(table: Table, path: str, row: Row) -> Iterator[Problem]:
    fields = table.model._meta.concrete_fields
    others = {each.name for each in fields if each.is_relation or each.attname not in row}
    try:
        table.model(**row).clean_fields(exclude=others)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            key = next((key for key, column in table.columns.items() if column == name), name)
            yield Problem(f"{path}.{key}", f"{path}.{key}: {' '.join(sentences)}")


def _write_title(title: str, author: Any) -> None:
    header = FrameworkHeader.objects.first() or FrameworkHeader()
    if header.title != title:
        header.title = title
        header._history_user = author
        header.save()


def _write_rows(table: Table, found: Iterable[Found], author: Any) -> list[Recorded]:
    """Bring one table in line with the document; returns the stored rows that it does not have."""
    stored = {
        tuple(getattr(row, column) for column in table.identity): row
        for row in table.model._default_manager.all()
    }
    new, changed = [], []
    for owner, _, values in found:
        if owner is not table:
            continue
        row = stored.pop(tuple(values[column] for column in table.identity), None)
        if row is None:
            new.append(table.model(**values))
        elif _change(row, values):
            changed.append(row)
    options = {"batch_size": BATCH, "default_user": author}
    bulk_create_with_history(new, table.model, **options)
    if changed:
        bulk_update_with_history(changed, table.model, _names(table), **options)
    return list(stored.values())


def _change(row: Recorded, values: Row) -> bool:
    """Set what differs, and say whether anything did."""
    differing = {key: value for key, value in values.items() if getattr(row, key) != value}
    for column, value in differing.items():
        setattr(row, column, value)
    return bool(differing)


def _names(table: Table) -> list[str]:
    """The fields that an update may touch: all but the key."""
    return [each.name for each in table.model._meta.concrete_fields if not each.primary_key]
