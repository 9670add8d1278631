"""How CareerFit opens SQLite; careerfit/start_check.py proves that it really is opened so."""

from pathlib import Path
from typing import Any

from django.db import connection

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: an answer called saved survives a power cut
    "foreign_keys": 1,
    "busy_timeout": 20_000,
    "secure_delete": 1,
}
"""What each pragma must answer on a live connection."""


def sqlite_database(path: Path) -> dict[str, Any]:
    """The DATABASES entry for the file at `path`.

    `mode=rw` makes a missing file an error: SQLite would otherwise create an empty one in silence.
    Writes begin with BEGIN IMMEDIATE, since a deferred transaction that reads first and writes
    later fails under contention without waiting for its turn.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"file:{path}?mode=rw",
        "OPTIONS": {
            "uri": True,
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864;",
        },
        # Tests use a file too: an in-memory database has no locks and no journal to test.
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def sqlite_path() -> Path:
    """The file behind the default connection."""
    name = str(connection.settings_dict["NAME"])
    return Path(name.removeprefix("file:").partition("?")[0])
