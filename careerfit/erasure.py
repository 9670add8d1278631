"""Removing a person with everything of theirs."""

import json
from collections.abc import Iterator

from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.models import User

BATCH = 500


def erase_account(*, user: User) -> None:
    """Nothing of the person stays: no row, and no session on any device.

    Sessions go last, since only then no new one can begin.
    """
    pk, address = user.pk, user.email
    with transaction.atomic():
        user.delete()
    Session.objects.filter(pk__in=list(_sessions_that_name(pk, address))).delete()


def _sessions_that_name(pk: int, address: str) -> Iterator[str]:
    """Keys of the sessions of this person, and of those where their sign-in was under way."""
    for session in Session.objects.iterator(chunk_size=BATCH):
        held = session.get_decoded()
        if held.get("_auth_user_id") == str(pk) or address in json.dumps(held, ensure_ascii=False):
            yield session.pk
