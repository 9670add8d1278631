"""These tests bring their own small framework, so they begin without the shipped one."""

from collections.abc import Iterator

import pytest

from taxonomy import queries
from taxonomy.models import FrameworkHeader, Release
from taxonomy.models.layout import every_table


@pytest.fixture
def bare_taxonomy(db: None) -> Iterator[None]:
    """No release, no working copy, no history, and a process that remembers nothing."""
    models = [table.model for table in every_table()]
    for model in (*reversed(models), FrameworkHeader):
        model.objects.all()._raw_delete("default")
        model.history.all()._raw_delete("default")
    Release.objects.all()._raw_delete("default")
    queries._seen.clear()
    yield
    queries._seen.clear()
