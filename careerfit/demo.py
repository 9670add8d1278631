"""A demo world, made by the same actions that people's clicks call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from accounts.models import User
from assessments import actions, queries
from assessments.actions import Answer, Change
from assessments.models import Assessment, Owner

PASSWORD = "demo-password-to-change"  # noqa: S105  (printed for everybody who runs the demo)
NAMESPACE = UUID("6d0b0f5e-6d0c-4b8e-9c56-0f6f0f1d7a11")


@dataclass(frozen=True, slots=True)
class Person:
    """One inhabitant: how far below the role's levels they stand, attempt by attempt.

    `below` is taken in turn over the role's skills: 0 is at level, None leaves the skill open. One
    pattern is one attempt, the last of them `days_ago` days back; an open one is not submitted.
    """

    email: str
    name: str
    role: str
    attempts: tuple[tuple[int | None, ...], ...]
    days_ago: int
    is_open: bool = False


PEOPLE = (
    Person(
        "ada@demo.example",
        "Ada Okafor",
        "ml-engineer",
        ((2, 3, 1, 2, None, 3), (1, 2, 0, 2, None, 1), (0, 1, 0, 1, -1, 1)),
        days_ago=3,
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


def build(now: datetime) -> list[User]:
    """Everybody in PEOPLE with their attempts. Built twice it stays one world."""
    return [_build_person(person, now) for person in PEOPLE]


def _build_person(person: Person, now: datetime) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(email=person.email, password=PASSWORD, name=person.name)
        for number, below in enumerate(reversed(person.attempts)):
            moment = now - timedelta(days=person.days_ago + 45 * number)
            _build_attempt(user, person, below, moment, is_latest=number == 0)
    return user


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


def _answer(level: int) -> Answer:
    held = min(max(level, 0), 5)
    return Answer(str(held), "year", EVIDENCE) if held >= 4 else Answer(str(held))
