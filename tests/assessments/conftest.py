"""Releases beside the shipped one, which the process forgets when the test's rows are gone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from taxonomy.models import Release
from taxonomy.queries import forget_release
from tests.assessments import releases


@pytest.fixture
def published(db: None) -> Iterator[Callable[[dict[str, Any]], Release]]:
    """Publishes a document as the newest release."""
    numbers = []

    def publish(document: dict[str, Any]) -> Release:
        release = releases.publish(document)
        numbers.append(release.number)
        forget_release(release.number)
        return release

    yield publish
    for number in numbers:
        forget_release(number)
