"""What a person may take along: ux.md L12-2; security.md T-126, T-127."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import sharing
from assessments.actions import Answer
from assessments.models import Assessment
from careerfit.personal_data import as_json, personal_data
from careerfit.spreadsheets import ANSWERS, LOG, STEPS, answers_csv, log_csv, steps_csv
from roadmaps.actions import (
    Work,
    add_log_entry,
    choose_reminder,
    create_path,
    delete_path,
    set_step_status,
)
from roadmaps.drafts import Terms
from roadmaps.models import LearningPath, PathStep, Reminder
from taxonomy.queries import current_release

Make = Callable[..., Assessment]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEW_YEAR = date(2027, 1, 6)
KEY = UUID(int=7)


@pytest.fixture
def adas(ada: User, assessment: Make) -> Assessment:
    answers = {
        "python": Answer("4", "month", "https://ada.example/x", "Ada's note; = with\nlines"),
        "sql": "unsure",
    }
    return assessment(ada, answers=answers, is_submitted=True, now=NOON)


@pytest.mark.django_db
def test_l12_2_the_account(ada: User) -> None:
    EmailAddress.objects.create(user=ada, email="ada@example.org", verified=True)
    User.objects.filter(pk=ada.pk).update(
        joined_at=NOON, last_login=NOON + timedelta(days=1), time_zone="Asia/Kathmandu"
    )
    assert personal_data(User.objects.get())["account"] == {
        "name": "Ada",
        "email": "ada@example.org",
        "time_zone": "Asia/Kathmandu",
        "locale": "en-gb",
        "theme": "auto",
        "has_digit_keys": True,
        "joined_at": "2026-11-21T12:00:00+00:00",
        "last_login_at": "2026-11-22T12:00:00+00:00",
        "addresses": [{"email": "ada@example.org", "is_confirmed": True}],
        "has_two_step_sign_in": False,
    }


@pytest.mark.django_db
def test_l12_2_an_assessment_whole(ada: User, adas: Assessment) -> None:
    with time_machine.travel(NOON, tick=False):
        sharing.create_share_link(assessment=adas, shows_name=True)
    (told,) = personal_data(ada)["assessments"]
    result = adas.result
    assert told == {
        "id": str(adas.pk),
        "role": "ml-engineer",
        "release": 1,
        "started_at": "2026-11-21T12:00:00+00:00",
        "submitted_at": "2026-11-21T12:00:00+00:00",
        "retake_of": None,
        "focus": [],
        "ratings": [
            {
                "skill": "python",
                "answer": "level",
                "level": 4,
                "last_used": "month",
                "evidence_url": "https://ada.example/x",
                "note": "Ada's note; = with\nlines",
                "rated_at": "2026-11-21T12:00:00+00:00",
            },
            {
                "skill": "sql",
                "answer": "unsure",
                "level": None,
                "last_used": "",
                "evidence_url": "",
                "note": "",
                "rated_at": "2026-11-21T12:00:00+00:00",
            },
        ],
        "result": {
            "levels": {"python": 4},
            "verified": ["python"],
            "low": result.low,
            "estimate": result.estimate,
            "high": result.high,
            "readiness": result.readiness,
            "fits": result.fits,
        },
        "share_links": [
            {"created_at": "2026-11-21T12:00:00+00:00", "revoked_at": None, "shows_name": True}
        ],
    }


def on_the_way(person: User, key: UUID, word: str) -> LearningPath:
    """A path with one step done, and one hour and a half logged for it."""
    terms = Terms(("ml-engineer",), Decimal("4.5"), NOON.date(), ((date(2026, 12, 24), NEW_YEAR),))
    path = create_path(learner=person, key=key, terms=terms, now=NOON)
    step = path.steps.first().pair
    link = f"https://{word}-logged.example"
    work = Work(NOON.date(), Decimal("1.5"), f"{word} did this", link, 2)
    add_log_entry(learner=person, key=UUID(int=key.int + 100), step=step, work=work, now=NOON)
    set_step_status(learner=person, step=step, status="done", now=NOON)
    choose_reminder(learner=person, weekday=3, now=NOON)
    return path


@pytest.mark.django_db
def test_l12_2_the_way(ada: User) -> None:
    path = on_the_way(ada, KEY, "adasword")
    Reminder.objects.update(last_sent_on=date(2026, 11, 26))
    told, moment = personal_data(ada), "2026-11-21T12:00:00+00:00"
    (told_path,) = told["paths"]
    first, *others = told_path.pop("steps")
    assert told_path == {
        "id": str(KEY),
        "roles": ["ml-engineer"],
        "release": 1,
        "assessment": None,
        "hours_per_week": 4.5,
        "starts_on": "2026-11-21",
        "planned_from": "2026-11-21",
        "pauses": [["2026-12-24", "2027-01-06"]],
        "created_at": moment,
        "planned_at": moment,
    }
    row = path.steps.first()
    assert first == {
        "skill": row.skill_code,
        "name": row.skill_name,
        "to_level": row.to_level,
        "hours": row.hours,
        "needed_for": row.needed_for,
        "after": row.after,
        "serves": ["ml-engineer"],
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }
    assert len(others) == path.steps.count() - 1
    step = {"skill": row.skill_code, "to_level": row.to_level}
    moments = {"started_at": moment, "done_at": moment, "changed_at": moment}
    assert told["progress"] == [{**step, "status": "done", **moments}]
    assert told["log"] == [
        {
            "id": str(UUID(int=107)),
            **step,
            "logged_on": "2026-11-21",
            "hours": 1.5,
            "note": "adasword did this",
            "evidence_url": "https://adasword-logged.example",
            "level": 2,
            "created_at": moment,
            "changed_at": moment,
        }
    ]
    assert told["weekly_mail"] == {
        "day": "Thursday",
        "chosen_at": moment,
        "last_mail_for": "2026-11-26",
    }


@pytest.mark.django_db
def test_what_was_done_stays_in_it_without_the_path(ada: User) -> None:
    delete_path(path=on_the_way(ada, KEY, "adasword"))
    told = personal_data(ada)
    assert (told["paths"], len(told["progress"]), len(told["log"])) == ([], 1, 1)


@pytest.mark.django_db
def test_every_column_about_a_way_is_told(ada: User) -> None:
    """A new field of these tables joins the download, or says here why not."""
    on_the_way(ada, KEY, "adasword")
    told = personal_data(ada)
    left_out = {
        "roadmaps_learningpath": {"learner", "role_code", "second_role_code", "basis"},
        "roadmaps_pathstep": {"id", "path", "position", "skill_code", "skill_name"},
        "roadmaps_stepprogress": {"id", "learner", "skill_code"},
        "roadmaps_logentry": {"learner", "skill_code"},
        "roadmaps_reminder": {"id", "learner", "weekday", "created_at", "last_sent_on"},
    }
    """Told under another name, or by the order or the place in the file."""
    parts = {
        "roadmaps_learningpath": told["paths"][0],
        "roadmaps_pathstep": told["paths"][0]["steps"][0],
        "roadmaps_stepprogress": told["progress"][0],
        "roadmaps_logentry": told["log"][0],
        "roadmaps_reminder": told["weekly_mail"],
    }
    missing = {
        model._meta.db_table: names
        for model in apps.get_app_config("roadmaps").get_models()
        if (
            names := columns(model)
            - left_out[model._meta.db_table]
            - set(parts[model._meta.db_table])
        )
    }
    assert missing == {}


def columns(model: type[models.Model]) -> set[str]:
    return {each.name for each in model._meta.concrete_fields}


@pytest.mark.django_db
def test_t126_t127_everything_of_the_person_and_nothing_of_others(
    ada: User, ben: User, guest: Client, assessment: Make
) -> None:
    for person, word in ((ada, "adasword"), (ben, "bensword"), (guest, "guestword")):
        answer = Answer("4", "month", f"https://{word}.example", f"{word} wrote this")
        assessment(person, answers={"python": answer}, is_submitted=True)
        assessment(person, answers={"sql": answer})
    for person, word in ((ada, "adasword"), (ben, "bensword")):
        on_the_way(person, UUID(int=person.pk), word)
    for text in (as_json(ada), answers_csv(ada) + log_csv(ada)):
        assert text.count("adasword wrote this") == 2
        assert text.count("https://adasword.example") == 2
        assert text.count("adasword did this") == 1
        assert text.count("https://adasword-logged.example") == 1
    for text in (as_json(ada), answers_csv(ada), steps_csv(ada), log_csv(ada)):
        assert "bensword" not in text
        assert "guestword" not in text
        assert "ben@example.org" not in text
    assert (
        len(steps_csv(ada).splitlines()) == 1 + PathStep.objects.filter(path__learner=ada).count()
    )


@pytest.mark.django_db
def test_json_is_read_back_as_it_was(ada: User, adas: Assessment) -> None:
    ada.name = "Nguyễn Thị Ánh عبد الله"
    assert json.loads(as_json(ada)) == personal_data(ada)
    assert "Nguyễn Thị Ánh عبد الله" in as_json(ada)


@pytest.mark.django_db
def test_a_new_account_has_an_empty_export(ada: User) -> None:
    told = personal_data(ada)
    assert {name: part for name, part in told.items() if name != "account"} == {
        "assessments": [],
        "paths": [],
        "progress": [],
        "log": [],
        "weekly_mail": None,
    }
    for make, names in ((answers_csv, ANSWERS), (steps_csv, STEPS), (log_csv, LOG)):
        assert make(ada).splitlines() == ["\ufeff" + ",".join(names)]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 5])
def test_queries(
    ada: User, assessment: Make, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        assessment(ada, answers={"python": "2", "sql": "1"}, is_submitted=True)
    roles = ("ml-engineer", "data-scientist", "data-engineer", "ai-engineer", "ai-architect")
    for number, role in enumerate(roles[:count]):
        terms = Terms((role,), Decimal(6), NOON.date())
        create_path(learner=ada, key=UUID(int=number), terms=terms)
    with django_assert_num_queries(10):
        as_json(ada)
    current_release()
    with django_assert_num_queries(11):  # and the current release's number
        steps_csv(ada)
