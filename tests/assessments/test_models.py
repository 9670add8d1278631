"""What the database itself refuses, rule by rule, and what a stored result never does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from assessments.actions import compile_result
from assessments.models import (
    Assessment,
    Owner,
    Rating,
    Result,
    ResultIsFrozenError,
    ShareLink,
)
from assessments.queries import sitting

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]


@pytest.fixture
def done(ada: User, assessment: Make) -> Assessment:
    return assessment(ada, answers={"python": "3"}, is_submitted=True)


def refused(make: Callable[[], Any]) -> str:
    """What the database says when it refuses."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    return str(error.value)


def new(**columns: Any) -> Assessment:
    now = timezone.now()
    return Assessment(release_id=1, role_code="ml-engineer", started_at=now, **columns)


@pytest.mark.parametrize("key", ["", "a-key"])
def test_an_assessment_has_exactly_one_owner(ada: User, key: str) -> None:
    wrong = new(learner=ada if key else None, guest_key=key)
    assert "assessment_has_one_owner" in refused(wrong.save)
    new(learner=None if key else ada, guest_key=key).save()


def test_an_assessment_is_submitted_after_its_start(ada: User) -> None:
    wrong = new(learner=ada, submitted_at=timezone.now() - timedelta(hours=1))
    assert "assessment_is_submitted_after_start" in refused(wrong.save)


def test_a_skill_is_rated_once_per_assessment(done: Assessment) -> None:
    again = Rating(
        assessment=done, skill_code="python", answer="level", level=1, rated_at=timezone.now()
    )
    message = refused(again.save)
    assert "rating_is_one_per_skill" in message or "UNIQUE constraint failed" in message


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ("level", None),
        ("level", 6),
        ("unsure", 0),
        ("not-applicable", 3),
        ("maybe", None),
        ("", None),
        ("", 3),
    ],
)
def test_a_level_goes_with_its_answer(done: Assessment, answer: str, level: int | None) -> None:
    wrong = Rating(
        assessment=done, skill_code="sql", answer=answer, level=level, rated_at=timezone.now()
    )
    assert "rating_level_matches_answer" in refused(wrong.save)


def test_when_something_was_last_done_is_one_of_three(done: Assessment) -> None:
    def make() -> None:
        Rating.objects.update(last_used="today")

    assert "rating_last_used_is_known" in refused(make)


@pytest.mark.parametrize(
    "figures",
    [
        {"low": -1, "estimate": 50, "high": 60},
        {"low": 55, "estimate": 50, "high": 60},
        {"low": 40, "estimate": 65, "high": 60},
        {"low": 40, "estimate": 50, "high": 101},
    ],
)
def test_a_band_is_ordered(done: Assessment, figures: dict[str, float]) -> None:
    def make() -> None:
        Result.objects.update(**figures)

    assert "result_band_is_ordered" in refused(make)


def test_a_result_never_changes(done: Assessment) -> None:
    result = Result.objects.get()
    result.estimate = 99
    with pytest.raises(ResultIsFrozenError):
        result.save()
    assert Result.objects.get().estimate != 99


def test_a_second_result_of_one_assessment_is_refused(done: Assessment) -> None:
    first = Result.objects.values().get()
    again = compile_result(sitting(done), timezone.now())
    assert "assessments_result" in refused(again.save)
    assert Result.objects.values().get() == first


def test_what_belongs_to_an_assessment_goes_with_it(ada: User, done: Assessment) -> None:
    ShareLink.objects.create(assessment=done, token_hash="x", created_at=timezone.now())
    ada.delete()
    counts = [model.objects.count() for model in (Assessment, Rating, Result, ShareLink)]
    assert counts == [0, 0, 0, 0]


def test_a_retake_outlives_what_it_retook(ada: User, done: Assessment) -> None:
    later = new(learner=ada, retake_of=done)
    later.save()
    done.delete()
    later.refresh_from_db()
    assert later.retake_of is None


# --- Whose -------------------------------------------------------------------------------------


def test_an_owner_is_a_person_or_a_guest_and_never_both(ada: User) -> None:
    assert Owner(ada, "key").fields == {"learner": ada, "guest_key": ""}
    assert Owner(None, "key").fields == {"learner": None, "guest_key": "key"}


def test_t01_everybody_sees_their_own(
    ada: User, ben: User, guest: Client, assessment: Make
) -> None:
    adas, guests = assessment(ada), assessment(guest)
    seen = {
        name: [each.pk for each in Assessment.objects.owned_by(owner)]
        for name, owner in {
            "ada": Owner(ada, ""),
            "ben": Owner(ben, ""),
            "guest": Owner(None, guests.guest_key),
            "another guest": Owner(None, "another"),
            "nobody": Owner(None, ""),
        }.items()
    }
    nothing: list[UUID] = []
    assert seen == {
        "ada": [adas.pk],
        "ben": nothing,
        "guest": [guests.pk],
        "another guest": nothing,
        "nobody": nothing,
    }


def test_open_and_submitted(ada: User, done: Assessment, assessment: Make) -> None:
    under_way = assessment(ada)
    assert list(Assessment.objects.open()) == [under_way]
    assert list(Assessment.objects.submitted()) == [done]


def test_rows_name_themselves_for_the_shell(done: Assessment) -> None:
    day = done.started_at.date().isoformat()
    assert str(done) == f"Assessment for ml-engineer of {day}"
    assert str(done.ratings.get()) == "python: 3"
    assert str(done.result) == f"Result of {done.pk}"
