"""What changes about people. Sign-up itself is allauth's, see careerfit/sign_in.py."""

from datetime import datetime
from math import ceil

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.limits import LONGEST_WINDOW, Limit, counted_keys
from accounts.models import SignInTry, User


class TooManyTriesError(Exception):
    """No password is looked at for the next `seconds`, whether it is right or wrong."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many tries. Wait {seconds} seconds.")


@transaction.atomic
def count_try(*, email: str, client: str) -> list[SignInTry]:
    """Count one password that is about to be checked, before it costs a hash.

    Gives the counted rows, for `forget_try` when the password was right. Raises TooManyTriesError
    when a limit is reached; such a try is not counted, so the wait does not grow.
    """
    now = timezone.now()
    keys = {limit: _hashed(limit, key) for limit, key in counted_keys(email, client).items()}
    waits = [_seconds_to_wait(limit, key, now) for limit, key in keys.items()]
    if max(waits) > 0:
        raise TooManyTriesError(max(waits))
    SignInTry.objects.filter(at__lte=now - LONGEST_WINDOW).delete()
    return SignInTry.objects.bulk_create(SignInTry(key=key, at=now) for key in keys.values())


def forget_try(*, tries: list[SignInTry]) -> None:
    """The password was right: only wrong ones count."""
    SignInTry.objects.filter(pk__in=[row.pk for row in tries]).delete()


def forget_tries(*, email: str, client: str) -> None:
    """Start counting afresh for a person who has proved by mail who they are."""
    keys = [_hashed(limit, key) for limit, key in counted_keys(email, client).items()]
    SignInTry.objects.filter(key__in=keys).delete()


def end_sessions(*, user: User) -> None:
    """End every session of `user`. The caller's own lives on if its hash is renewed afterwards."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def set_theme(*, user: User, theme: str) -> None:
    """Keep `theme`, one of User.Theme, for this person on every device."""
    user.theme = theme
    user.save(update_fields=["theme"])


def _seconds_to_wait(limit: Limit, key: str, now: datetime) -> int:
    """Until the oldest try that fills `limit` leaves its window; 0 when there is room."""
    tries = SignInTry.objects.filter(key=key, at__gt=now - limit.window).order_by("-at", "-pk")
    filling = tries.values_list("at", flat=True)[limit.most - 1 : limit.most].first()
    return ceil((filling + limit.window - now).total_seconds()) if filling else 0


def _hashed(limit: Limit, key: str) -> str:
    return salted_hmac(f"accounts.SignInTry {limit.name}", key, algorithm="sha256").hexdigest()
