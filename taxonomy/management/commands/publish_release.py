"""`manage.py publish_release`: the working copy becomes the next release."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from taxonomy.actions import FrameworkRefusedError, NothingToPublishError, publish_release


class Command(BaseCommand):
    help = "Publishes the working copy as a new release, which never changes afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--notes", default="", help="what is new, for people")

    def handle(self, *args: Any, notes: str, **options: Any) -> None:
        try:
            release = publish_release(notes=notes)
        except (FrameworkRefusedError, NothingToPublishError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Published release {release.number}.")
