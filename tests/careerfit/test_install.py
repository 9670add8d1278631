"""`manage.py install`: a fresh machine becomes a working one, and a working one stays as it is."""

from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from careerfit.management.commands import install
from taxonomy import queries
from taxonomy.models import Release


def run() -> str:
    out = StringIO()
    call_command("install", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_shipped_framework_becomes_release_1() -> None:
    Release.objects.all()._raw_delete("default")
    assert run() == "Published the shipped framework as release 1.\n"
    release = Release.objects.get()
    assert (release.number, release.author) == (1, None)
    assert release.notes == "The framework that CareerFit ships with."
    queries.forget_release(1)
    assert len(queries.load_release(1).framework.roles) == 13


@pytest.mark.django_db
def test_run_again_it_changes_nothing() -> None:
    before = list(Release.objects.values())
    assert run() == ""
    assert list(Release.objects.values()) == before


def test_the_database_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "careerfit.sqlite3"
    install.make_file(path)
    assert (path.stat().st_mode & 0o777, path.read_bytes()) == (0o600, b"")


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "careerfit.sqlite3"
    path.write_bytes(b"everything")
    install.make_file(path)
    assert path.read_bytes() == b"everything"


def test_t103_a_lost_database_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "careerfit.sqlite3"
    install.refuse_lost(path)
    install.made_mark(path).touch()
    sentence = (
        f"The database at {path} is gone or empty. Restore a backup. To begin with a fresh one "
        f"instead, remove {path}-made and run this again."
    )
    for make in (lambda: None, path.touch):
        make()
        with pytest.raises(CommandError) as refusal:
            install.refuse_lost(path)
        assert str(refusal.value) == sentence
    path.write_bytes(b"everything")
    install.refuse_lost(path)


@pytest.mark.django_db
def test_only_sqlite_needs_a_file() -> None:
    with (
        patch.object(install, "make_file") as made,
        patch.object(install.connection, "vendor", "postgresql"),
        patch.object(install.connection, "cursor"),
        patch.object(install, "call_command"),
    ):
        call_command("install", stdout=StringIO())
    made.assert_not_called()
