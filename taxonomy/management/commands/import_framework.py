"""`manage.py import_framework framework.yaml`: a document into the working copy, or every fault."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from taxonomy.actions import FrameworkRefusedError, import_framework
from taxonomy.documents import DocumentError, read_yaml


class Command(BaseCommand):
    help = "Replaces the working copy by the framework in a YAML file. Publishes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the YAML file")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            framework = import_framework(document=read_yaml(path.read_bytes()))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except (DocumentError, FrameworkRefusedError) as error:
            raise CommandError(str(error)) from error
        counts = f"{len(framework.skills)} skills, {len(framework.roles)} role profiles"
        self.stdout.write(f"The working copy now holds {framework.title}: {counts}.")
