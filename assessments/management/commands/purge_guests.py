"""`manage.py purge_guests`: keep the promise that a guest's answers go. Run it once a day."""

from typing import Any

from django.core.management import BaseCommand

from assessments.actions import GUEST_LIFETIME, purge_guest_assessments


class Command(BaseCommand):
    help = f"Remove assessments without an account that are {GUEST_LIFETIME.days} days old."

    def handle(self, *args: Any, **options: Any) -> None:
        count = purge_guest_assessments()
        self.stdout.write(f"Removed {count} assessment{'' if count == 1 else 's'} of guests.")
