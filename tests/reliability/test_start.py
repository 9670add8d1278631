"""What the product refuses to start on: T-98 (settings not in force) and T-103 (a broken file)."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.server import DidNotStartError, Server, command

IMPORT_WSGI = """
import json, os, sys
from django.conf import settings
settings.DATABASES["default"]["OPTIONS"].update(json.loads(sys.argv[1]))
try:
    import careerfit.wsgi
except Exception as error:
    print(f"{type(error).__name__}: {error}")
else:
    print("started")
"""


@pytest.fixture
def copy(files: Server, tmp_path: Path) -> Server:
    """A copy of it to break."""
    return files.copied_to(tmp_path / "var")


def start_with(server: Server, **options: object) -> str:
    """What importing the WSGI module says with these database OPTIONS: "started", or the reason."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_WSGI, json.dumps(options)],
        cwd=settings.BASE_DIR,
        env=server.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def init(**other: str) -> str:
    """The init_command with one pragma changed or added."""
    pragmas = {"journal_mode": "WAL", "synchronous": "FULL", "secure_delete": "ON", **other}
    return "".join(f"PRAGMA {name}={value};" for name, value in pragmas.items())


def test_a_healthy_file_is_served(copy: Server) -> None:
    assert start_with(copy) == "started"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"init_command": init(journal_mode="DELETE")}, "delete for journal_mode, and {}wal."),
        ({"init_command": init(synchronous="NORMAL")}, "1 for synchronous, and {}2."),
        ({"init_command": init(foreign_keys="OFF")}, "0 for foreign_keys, and {}1."),
        ({"init_command": init(secure_delete="OFF")}, "0 for secure_delete, and {}1."),
        ({"timeout": 5}, "5000 for busy_timeout, and {}20000."),
    ],
    ids=["journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout"],
)
def test_a_pragma_that_is_not_in_force_is_refused(
    copy: Server, options: dict[str, object], reason: str
) -> None:
    """T-98: read back from the live connection, so a setting in the wrong place is noticed too."""
    assert start_with(copy, **options) == (
        f"ImproperlyConfigured: SQLite answers {reason.format('CareerFit needs ')} "
        "Use a local disk: write-ahead logging does not work on network file systems."
    )


def test_deferred_transactions_are_refused(copy: Server) -> None:
    assert start_with(copy, transaction_mode="DEFERRED") == (
        "ImproperlyConfigured: SQLite transactions must begin IMMEDIATE. See careerfit/sqlite.py."
    )


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_last_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


def overwrite(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 400)


def forget_migrations(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'assessments'")


def another_schema(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE somebody_elses (id INTEGER)")


def from_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('assessments', '9999_unknown', '2026-11-21')"
        )


BROKEN = [
    (
        remove,
        "There is no database at {path}. Run `make setup` to create one, or restore a backup.",
    ),
    (
        empty,
        "The database at {path} is empty. Restore a backup, or remove it and run `make setup`.",
    ),
    (truncate, "The database cannot be read: database disk image is malformed. Restore a backup"),
    (cut_last_page, "The database cannot be read: database disk image is malformed."),
    (overwrite, "The database cannot be read: file is not a database."),
    (forget_migrations, "The database does not match this version of CareerFit."),
    (another_schema, "The database does not match this version of CareerFit."),
    (from_the_future, "The database was written by a newer version of CareerFit"),
]


@pytest.mark.parametrize(("damage", "reason"), BROKEN, ids=[act.__name__ for act, _ in BROKEN])
def test_a_broken_file_is_refused_and_left_as_it_is(
    copy: Server, damage: Callable[[Path], None], reason: str
) -> None:
    """T-103: refused with the reason, and no file is made, filled or mended in silence."""
    damage(copy.database)
    before = copy.database.read_bytes() if copy.database.exists() else None
    said = start_with(copy)
    assert said.startswith("ImproperlyConfigured: "), said
    assert reason.format(path=copy.database) in said
    assert (copy.database.read_bytes() if copy.database.exists() else None) == before


def test_missing_static_files_are_refused(copy: Server) -> None:
    """T-120: the start fails, and not each page."""
    (copy.var / "static").unlink()
    assert start_with(copy) == (
        "ImproperlyConfigured: There are no collected static files in "
        f"{copy.var / 'static'}. Run `make setup`."
    )


def test_gunicorn_ends_with_the_reason(copy: Server) -> None:
    """The same through the command of `make run`: no worker that dies and comes back for ever."""
    copy.database.unlink()
    with pytest.raises(
        DidNotStartError, match=r"ImproperlyConfigured: There is no database at .*\. Run"
    ):
        copy.start()
    assert not copy.database.exists()


def test_the_harness_starts_what_the_makefile_starts() -> None:
    """Otherwise this folder proves something about another server."""
    assert command(8123)[1:] == [
        "careerfit.wsgi",
        *("--bind", "127.0.0.1:8123"),
        *("--worker-class", "gthread"),
        *("--workers", "1"),
        *("--threads", "8"),
        "--no-control-socket",
        *("--log-level", "warning"),
    ]
