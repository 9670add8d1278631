"""Paths made by the actions, from results made by the actions."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.models import User
from assessments.models import Assessment
from roadmaps.actions import create_path
from roadmaps.drafts import Terms
from roadmaps.models import LearningPath
from tests.assessments.conftest import published as published  # the same fixture here

MONDAY = date(2026, 11, 23)


@pytest.fixture
def make_path(db: None, assessment: Callable[..., Assessment]) -> Callable[..., LearningPath]:
    """A path from a submitted assessment with these answers; without answers, from zero."""

    def make(
        person: User,
        *roles: str,
        answers: Mapping[str, str] | None = None,
        hours: str = "6",
        starts_on: date = MONDAY,
        pauses: tuple[tuple[date, date], ...] = (),
        now: datetime | None = None,
    ) -> LearningPath:
        targets = roles or ("ml-engineer",)
        basis = None
        if answers is not None:
            basis = assessment(person, targets[0], answers=answers, is_submitted=True, now=now)
        terms = Terms(targets, Decimal(hours), starts_on, pauses, basis)
        return create_path(learner=person, key=uuid4(), terms=terms, now=now)

    return make
