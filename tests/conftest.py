"""What every test stands on: the shipped release, the small cast, sign-in."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.models import User
from assessments import actions
from assessments.actions import Answer, Change
from assessments.models import Assessment, Owner
from assessments.permissions import GUEST_KEY
from careerfit.management.commands.install import publish_shipped
from taxonomy.models import Release

# Playwright runs an event loop in the test's thread, and Django would refuse the ORM beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PASSWORD = "correct horse battery staple"


def pytest_configure() -> None:
    """Workers share one Redis, and clear their cache: each has a database of its own there."""
    if settings.REDIS_URL:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
        own = urlsplit(settings.REDIS_URL)._replace(path=f"/{1 + int(worker[2:])}")
        settings.CACHES["default"]["LOCATION"] = own.geturl()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The shipped framework is release 1 in every test, as on a fresh machine."""
    with django_db_blocker.unblock():
        publish_shipped()
        _release_row()


@cache
def _release_row() -> dict[str, Any]:
    return Release.objects.values("number", "published_at", "notes", "document", "sha256").get()


@pytest.fixture(autouse=True)
def _release_is_there(request: pytest.FixtureRequest) -> None:
    """A transactional test flushes the tables when it ends: the next one finds release 1 again."""
    databases = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if databases or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        if not Release.objects.exists():
            Release.objects.create(**_release_row())


@cache
def _hash_of_password(hashers: tuple[str, ...]) -> str:
    """Hashing is slow on purpose, so each set of hashers does it once."""
    return make_password(PASSWORD)


def _person(email: str, name: str) -> User:
    user = User.objects.create_user(email=email, name=name)
    user.password = _hash_of_password(tuple(settings.PASSWORD_HASHERS))
    user.save(update_fields=["password"])
    return user


@pytest.fixture
def ada(db: None) -> User:
    """A learner."""
    return _person("ada@example.org", "Ada")


@pytest.fixture
def ben(db: None) -> User:
    """Another learner, who must never see what is Ada's."""
    return _person("ben@example.org", "Ben")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A client that is signed in as the given person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def guest(db: None) -> Client:
    """Somebody without an account, whose browser was given a key when they began."""
    client = Client()
    session = client.session
    session[GUEST_KEY] = uuid4().hex
    session.save()
    return client


def owner_behind(person: User | Client) -> Owner:
    """A person by their account, a guest by the key in their session."""
    if isinstance(person, Client):
        return Owner(None, person.session[GUEST_KEY])
    return Owner(person, "")


@pytest.fixture
def assessment(db: None) -> Callable[..., Assessment]:
    """Makes an assessment by the actions, so that only what can exist does."""

    def make(
        person: User | Client,
        role: str = "ml-engineer",
        *,
        answers: Mapping[str, str | Answer] | None = None,
        is_submitted: bool = False,
        now: datetime | None = None,
    ) -> Assessment:
        """`answers` maps skills to "0" … "5", "unsure", "not-applicable", or whole answers."""
        made = actions.start_assessment(
            owner=owner_behind(person), key=uuid4(), role_code=role, now=now
        )
        changes = [
            Change(skill, answer if isinstance(answer, Answer) else Answer(answer), None)
            for skill, answer in (answers or {}).items()
        ]
        if changes:
            actions.save_ratings(assessment=made, changes=changes, now=now)
        if is_submitted:
            actions.submit_assessment(assessment=made, now=now)
        made.refresh_from_db()
        return made

    return make
