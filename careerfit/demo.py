"""A demo world, made by the same actions that people's clicks call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from accounts.models import User
from assessments import actions, queries
from assessments.actions import Answer, Change
from assessments.models import Assessment, Owner
from roadmaps.actions import Work, add_log_entry, create_path, set_step_status
from roadmaps.drafts import Terms

PASSWORD = "demo-password-to-change"  # noqa: S105  (printed for everybody who runs the demo)
NAMESPACE = UUID("6d0b0f5e-6d0c-4b8e-9c56-0f6f0f1d7a11")


@dataclass(frozen=True, slots=True)
class Person:
    """One inhabitant: how far below the role's levels they stand, attempt by attempt.

    `below` is taken in turn over the role's skills: 0 is at level, None leaves the skill open. One
    pattern is one attempt, the last of them `days_ago` days back; an open one is not submitted. A
    path starts from the attempt before the last one, two days after it.
    """

    email: str
    name: str
    role: str
    attempts: tuple[tuple[int | None, ...], ...]
    days_ago: int
    is_open: bool = False
    has_path: bool = False


PEOPLE = (
    Person(
        "ada@demo.example",
        "Ada Okafor",
        "ml-engineer",
        ((2, 3, 1, 2, None, 3), (1, 2, 0, 2, None, 1), (0, 1, 0, 1, -1, 1)),
        days_ago=3,
        has_path=True,
    ),
    Person("ben@demo.example", "Ben Lindqvist", "data-scientist", ((0, 1, 2, None),), days_ago=20),
    Person(
        "chen@demo.example",
        "Chen Yù",
        "mlops-engineer",
        ((1, 2, None, None, None),),
        days_ago=1,
        is_open=True,
    ),
    Person("dana@demo.example", "دانا حداد", "ai-engineer", (), days_ago=0),
)
EVIDENCE = "https://github.com/example/portfolio"
BETWEEN_ATTEMPTS = 45
HOURS_A_WEEK = Decimal(8)


@dataclass(frozen=True, slots=True)
class Days:
    """What happened to one step: the days after the path's start, with the hours of each."""

    worked: tuple[tuple[int, str], ...]
    status: str
    note: str = ""
    evidence_url: str = ""


WORK = (
    Days(((1, "2"), (3, "2.5")), "done", "Wrote down what I keep forgetting."),
    Days(((5, "3"), (8, "2"), (10, "2")), "done", evidence_url=EVIDENCE),
    Days(((13, "4"), (17, "3"), (21, "4"), (26, "3.5")), "done"),
    Days(((31, "5"), (38, "4.5")), "doing", "Half way through; the exercises take longer."),
)
"""The first steps of a path, in its order."""


def build(now: datetime) -> list[User]:
    """Everybody in PEOPLE with their attempts. Built twice it stays one world."""
    return [_build_person(person, now) for person in PEOPLE]


def _build_person(person: Person, now: datetime) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(email=person.email, password=PASSWORD, name=person.name)
        attempts = [
            _build_attempt(user, person, below, _moment(person, number, now), is_latest=number == 0)
            for number, below in reversed(list(enumerate(reversed(person.attempts))))
        ]
        if person.has_path:
            _build_path(user, person, attempts[-2], _moment(person, 1, now) + timedelta(days=2))
    return user


def _moment(person: Person, number: int, now: datetime) -> datetime:
    """When somebody took this attempt, counted back from the latest."""
    return now - timedelta(days=person.days_ago + BETWEEN_ATTEMPTS * number)


def _build_attempt(
    user: User, person: Person, below: tuple[int | None, ...], moment: datetime, *, is_latest: bool
) -> Assessment:
    assessment = actions.start_assessment(
        owner=Owner(user, ""),
        key=uuid5(NAMESPACE, f"{person.email} {moment.isoformat()}"),
        role_code=person.role,
        now=moment,
    )
    role = queries.sitting(assessment).role
    changes = [
        Change(requirement.skill, _answer(requirement.level - step), 0)
        for position, requirement in enumerate(role.requirements)
        if (step := below[position % len(below)]) is not None
    ]
    actions.save_ratings(assessment=assessment, changes=changes, now=moment)
    if not (is_latest and person.is_open):
        actions.submit_assessment(assessment=assessment, now=moment + timedelta(minutes=9))
    return assessment


def _build_path(user: User, person: Person, basis: Assessment, begun: datetime) -> None:
    """A path with its first steps done, worked at or logged, as WORK says."""
    basis.refresh_from_db()
    terms = Terms((person.role,), HOURS_A_WEEK, begun.date(), basis=basis)
    path = create_path(
        learner=user, key=uuid5(NAMESPACE, f"{person.email} path"), terms=terms, now=begun
    )
    for number, (row, days) in enumerate(zip(path.steps.all(), WORK, strict=False)):
        first, last = (begun + timedelta(days=days.worked[end][0]) for end in (0, -1))
        set_step_status(learner=user, step=row.pair, status="doing", now=first)
        for day, hours in days.worked:
            moment = begun + timedelta(days=day)
            is_last = moment == last
            work = Work(
                moment.date(),
                Decimal(hours),
                days.note if is_last else "",
                days.evidence_url if is_last else "",
            )
            key = uuid5(NAMESPACE, f"{person.email} log {number} {day}")
            add_log_entry(learner=user, key=key, step=row.pair, work=work, now=moment)
        if days.status != "doing":
            set_step_status(learner=user, step=row.pair, status=days.status, now=last)


def _answer(level: int) -> Answer:
    held = min(max(level, 0), 5)
    return Answer(str(held), "year", EVIDENCE) if held >= 4 else Answer(str(held))
