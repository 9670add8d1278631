"""`manage.py demo`: people with answers and results to look around with."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from careerfit import demo


class Command(BaseCommand):
    help = "Fill a demo world and print its log-ins. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("The demo's passwords are public, so it does not run in production.")
        people = demo.build(timezone.now())
        self.stdout.write(f"Sign in at {settings.SITE_URL} with the password {demo.PASSWORD}")
        for user in people:
            self.stdout.write(f"  {user.email:<20} {user.name}")
