"""People's own tests: quick hashes, empty limits, and the forms filled in rightly."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import Settings

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _empty_limits() -> Iterator[None]:
    """allauth's own limits live in the cache, which tests share."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sign_up_form() -> dict[str, str]:
    return {
        "name": "Ada",
        "email": "ada@example.org",
        "password1": PASSWORD,
        "time_zone": "Europe/Madrid",
    }


@pytest.fixture
def sign_in_form() -> dict[str, str]:
    return {"login": "ada@example.org", "password": PASSWORD}
