"""`manage.py demo`: people to look around with, made by what people do."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from assessments.models import Assessment, Owner, Rating, Result
from assessments.queries import attempts, sitting
from careerfit import demo
from roadmaps.models import LearningPath, LogEntry, PathStep, Reminder
from roadmaps.standing import standing

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def people() -> dict[str, User]:
    """Who lives there, by first name."""
    return {user.email.partition("@")[0]: user for user in demo.build(NOON)}


def test_who_lives_there_and_how_far_they_are(people: dict[str, User]) -> None:
    told = {
        name: [(row.role_code, row.submitted_at is not None) for row in attempts(Owner(user, ""))]
        for name, user in people.items()
    }
    assert told == {
        "ada": [("ml-engineer", True)] * 3,
        "ben": [("data-scientist", True)],
        "chen": [("mlops-engineer", False)],
        "dana": [],
    }


def test_adas_attempts_are_six_weeks_apart_and_rise(people: dict[str, User]) -> None:
    rows = attempts(Owner(people["ada"], ""))
    days = [(NOON - row.started_at).days for row in rows]
    estimates = [row.estimate for row in reversed(rows)]
    assert days == [3, 48, 93]
    assert estimates == sorted(estimates)
    assert len(set(estimates)) == 3
    assert all(row.submitted_at - row.started_at == timedelta(minutes=9) for row in rows)


def test_evidence_stands_only_where_somebody_is_advanced(people: dict[str, User]) -> None:
    for rating in Rating.objects.all():
        is_advanced = rating.level is not None and rating.level >= 4
        assert bool(rating.evidence_url) == is_advanced
    assert Rating.objects.exclude(evidence_url="").exists()


def test_one_sitting_is_under_way(people: dict[str, User]) -> None:
    taken = sitting(Assessment.objects.open().get())
    assert (taken.assessment.learner, taken.next_page() is not None) == (people["chen"], True)
    assert 0 < taken.answered_count < len(taken.asked)


def test_ada_is_on_her_way(people: dict[str, User]) -> None:
    """Three steps done and one begun between her last two attempts, as its logged days say."""
    path = LearningPath.objects.get()
    ada = people["ada"]
    latest, before, _ = attempts(Owner(ada, ""))
    assert (path.learner, path.basis_id, path.role_codes) == (ada, before.id, ("ml-engineer",))
    assert path.starts_on == (before.started_at + timedelta(days=2)).date()
    pairs = [step.pair for step in path.steps.all()]
    stand = standing(ada)
    assert [stand.status(pair) for pair in pairs[:5]] == ["done", "done", "done", "doing", "to-do"]
    assert [float(stand.logged[pair]) for pair in pairs[:4]] == [4.5, 7, 14.5, 9.5]
    days = [entry.logged_on for entry in LogEntry.objects.all()]
    assert path.starts_on < min(days)
    assert max(days) <= latest.started_at.date()
    assert LogEntry.objects.exclude(evidence_url="").count() == 1
    assert not Reminder.objects.exists()  # off until chosen


def test_built_twice_it_stays_one_world(people: dict[str, User]) -> None:
    def world() -> list[list]:
        return [
            sorted(model.objects.values_list("pk", flat=True), key=str)
            for model in (User, Assessment, Rating, Result, LearningPath, PathStep, LogEntry)
        ]

    before = world()
    demo.build(NOON + timedelta(days=5))
    assert world() == before


def test_everybody_can_sign_in() -> None:
    out = StringIO()
    call_command("demo", stdout=out)
    first, *others = out.getvalue().splitlines()
    assert first == ("Sign in at http://localhost:8000 with the password demo-password-to-change")
    assert [line.split()[0] for line in others] == [person.email for person in demo.PEOPLE]
    for person in demo.PEOPLE:
        client = Client()
        form = {"login": person.email, "password": demo.PASSWORD}
        response = client.post(reverse("account_login"), form)
        assert response["Location"] == reverse("home")
        assert client.get(reverse("home")).status_code == 200


def test_it_does_not_run_in_production(settings: Settings) -> None:
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError) as refusal:
        call_command("demo", stdout=StringIO())
    assert str(refusal.value) == (
        "The demo's passwords are public, so it does not run in production."
    )
    assert not User.objects.exists()
