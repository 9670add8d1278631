"""The production profile takes nothing for granted (T-119)."""

import subprocess
import sys

import pytest
from django.conf import settings

WHOLE = {
    "CAREERFIT_PROFILE": "production",
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "careerfit.example",
    "SITE_URL": "https://careerfit.example",
    "EMAIL_URL": "smtp://localhost",
}


def start(program: str = "import careerfit.settings", **changes: str | None) -> tuple[int, str]:
    """Exit code and last line of a process that reads the settings with these variables."""
    environment = {"CAREERFIT_VAR": str(settings.VAR_DIR), **WHOLE, **changes}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stderr or done.stdout).strip().rpartition("\n")[2]


def test_t119_a_whole_profile_starts() -> None:
    assert start() == (0, "")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", None, "SECRET_KEY is missing or short."),
        ("SECRET_KEY", "k" * 49, "SECRET_KEY is missing or short."),
        ("DEBUG", "on", "DEBUG is on."),
        ("ALLOWED_HOSTS", None, "ALLOWED_HOSTS is open or not set."),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS is open or not set."),
        ("SITE_URL", "http://careerfit.example", "SITE_URL does not start with https://."),
        ("EMAIL_URL", None, "EMAIL_URL is not set."),
        ("CAREERFIT_PROFILE", "staging", "CAREERFIT_PROFILE is 'staging'."),
    ],
)
def test_t119_each_gap_is_refused(name: str, value: str | None, sentence: str) -> None:
    code, line = start(**{name: value})
    told = line.removeprefix("django.core.exceptions.ImproperlyConfigured: ")
    assert (code, told[: len(sentence)]) == (1, sentence)


def test_what_the_database_address_asks_for_is_kept() -> None:
    program = (
        "from careerfit.settings import DATABASES as d; print(d['default']['OPTIONS']['sslmode'])"
    )
    address = "postgres://careerfit@db.example/careerfit?sslmode=require"
    assert start(program, DATABASE_URL=address) == (0, "require")
