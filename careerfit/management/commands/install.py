"""`manage.py install`: everything a fresh machine needs before the first page."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from careerfit.sqlite import sqlite_path
from taxonomy.actions import import_framework, publish_release
from taxonomy.documents import read_yaml
from taxonomy.models import Release

SHIPPED = Path(settings.BASE_DIR) / "taxonomy" / "data" / "ai-careers.yaml"


class Command(BaseCommand):
    help = "Create or migrate the database, and publish the shipped framework as release 1."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor == "sqlite":
            refuse_lost(sqlite_path())
            make_file(sqlite_path())
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # The limit that protects pages would cut a long migration short.
                cursor.execute("SET statement_timeout = 0")
        call_command("migrate", interactive=False, verbosity=0)
        if not Release.objects.exists():
            publish_shipped()
            self.stdout.write("Published the shipped framework as release 1.")
        if connection.vendor == "sqlite":
            made_mark(sqlite_path()).touch()


def made_mark(path: Path) -> Path:
    """An empty file beside the database that says: there was one."""
    return path.with_name(f"{path.name}-made")


def refuse_lost(path: Path) -> None:
    """A database that was there and is gone or empty is a loss, and never replaced in silence."""
    is_lost = not path.exists() or path.stat().st_size == 0
    if is_lost and made_mark(path).exists():
        raise CommandError(
            f"The database at {path} is gone or empty. Restore a backup. "
            f"To begin with a fresh one instead, remove {made_mark(path)} and run this again."
        )


def make_file(path: Path) -> None:
    """Create the database file where there is none: opening it elsewhere never does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


def publish_shipped() -> None:
    """Read the shipped framework into the working copy and publish it."""
    import_framework(document=read_yaml(SHIPPED.read_text(encoding="utf-8")))
    publish_release(notes="The framework that CareerFit ships with.")
