"""The proof at start that everything is there and is configured as promised.

Each check raises ImproperlyConfigured with a sentence that says what is wrong and what to do.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from careerfit.sqlite import PRAGMAS, sqlite_path


def verify_start() -> None:
    """Refuse to go on unless database and static files are there, whole, and as promised."""
    verify_database()
    _verify_static_files()


def verify_database() -> None:
    """The database is there, of this version, and SQLite is opened as careerfit/sqlite.py says."""
    if connection.vendor == "sqlite":
        _verify_file(sqlite_path())
    try:
        if connection.vendor == "sqlite":
            _verify_pragmas()
        _verify_migrated()
    except DatabaseError as error:
        raise ImproperlyConfigured(
            f"The database cannot be read: {error}. Restore a backup or check DATABASE_URL."
        ) from error
    finally:
        connection.close()


def _verify_file(path: Path) -> None:
    if not path.exists():
        raise ImproperlyConfigured(
            f"There is no database at {path}. Run `make setup` to create one, or restore a backup."
        )
    if path.stat().st_size == 0:
        raise ImproperlyConfigured(
            f"The database at {path} is empty. Restore a backup, or remove it and run `make setup`."
        )


def _verify_pragmas() -> None:
    with connection.cursor() as cursor:
        for name, expected in PRAGMAS.items():
            found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            if found != expected:
                raise ImproperlyConfigured(
                    f"SQLite answers {found} for {name}, and CareerFit needs {expected}. "
                    "Use a local disk: write-ahead logging does not work on network file systems."
                )
    if connection.transaction_mode != "IMMEDIATE":
        raise ImproperlyConfigured(
            "SQLite transactions must begin IMMEDIATE. See careerfit/sqlite.py."
        )


def _verify_migrated() -> None:
    executor = MigrationExecutor(connection)
    loader = executor.loader
    if executor.migration_plan(loader.graph.leaf_nodes()):
        raise ImproperlyConfigured(
            "The database does not match this version of CareerFit. Run `make setup` to migrate it."
        )
    own = {
        app.label for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR
    }
    unknown = [key for key in loader.applied_migrations if key not in loader.disk_migrations]
    if newer := sorted(f"{app}.{name}" for app, name in unknown if app in own):
        raise ImproperlyConfigured(
            f"The database was written by a newer version of CareerFit: it has {newer[-1]}. "
            "Use that version, or restore a backup made by this one."
        )


def _verify_static_files() -> None:
    """Without the list of collected files every single page would fail."""
    if not staticfiles_storage.hashed_files:
        raise ImproperlyConfigured(
            f"There are no collected static files in {settings.STATIC_ROOT}. Run `make setup`."
        )
