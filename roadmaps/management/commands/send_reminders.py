"""`manage.py send_reminders`: the weekly mails whose day it is. Run it once a day."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from roadmaps.actions import send_due_reminders


class Command(BaseCommand):
    help = "Send the weekly mail to everybody whose day it is; what fails waits for the next run."

    def handle(self, *args: Any, **options: Any) -> None:
        done = send_due_reminders()
        self.stdout.write(f"Sent {done.sent} reminder{'' if done.sent == 1 else 's'}.")
        if done.failed:
            raise CommandError(f"{done.failed} could not be sent; the log says why.")
