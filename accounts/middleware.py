"""What holds for every request of one person: how long a session lives, which clock and colours."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import SignInNeededError

GetResponse = Callable[[HttpRequest], HttpResponse]

REFRESH_SECONDS = 15 * 60
"""How stale the note of the last visit may be: a write for every page would cost too much."""


class SessionLimits:
    """Signs a person out after the idle limit, and after the absolute limit whatever they did.

    Django's own cookie age is a single sliding limit, and is kept for guests, whose answers wait 30
    days. `signed_in_at` and `seen_at` are seconds since 1970 in the session.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._check(request, int(timezone.now().timestamp()))
        return self.get_response(request)

    def _check(self, request: HttpRequest, now: int) -> None:
        signed_in = request.session.setdefault("signed_in_at", now)
        seen = request.session.setdefault("seen_at", now)
        if (
            now - seen > settings.SESSION_IDLE_LIMIT.total_seconds()
            or now - signed_in > settings.SESSION_ABSOLUTE_LIMIT.total_seconds()
        ):
            logout(request)
        elif now - seen > REFRESH_SECONDS:
            request.session["seen_at"] = now


class SignInRequired(LoginRequiredMiddleware):
    """Closed by default: a page sends a visitor to sign in, a change is refused with 403."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        raise SignInNeededError


class Preferences:
    """Puts the person's time zone and theme on the request; a guest's come from cookies."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            request.theme, zone = user.theme, user.zone
            request.has_digit_keys = user.has_digit_keys
        else:
            theme = request.COOKIES.get("theme", "")
            request.theme = theme if theme in User.Theme.values else User.Theme.AUTO.value
            zone, request.has_digit_keys = ZoneInfo("UTC"), True
        with timezone.override(zone):
            return self.get_response(request)
