"""Pages for when something went wrong: same shell, plain words, a way on.

They touch no database and no session, so that they still stand when either is down.
"""

import sys
from math import ceil

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.permissions import SignInNeededError
from careerfit.resend import kept_fields

PAGES = {
    400: ("We could not read that request", "Go back, check what you sent, and try again."),
    401: ("Sign in to do this", "You are not signed in, so nothing was changed."),
    403: ("You may not open this page", "It belongs to somebody else, or needs another account."),
    404: ("We could not find that page", "The address may be mistyped, or the page has moved."),
    413: ("That was too much to send at once", "Send a shorter text or a smaller file."),
    429: ("Too many tries", "Wait a little before you try again."),
    500: (
        "Something went wrong on our side",
        "Answers marked as saved are safe. Try again in a few minutes.",
    ),
    503: (
        "CareerFit is not available right now",
        "Answers marked as saved are safe. Try again in a few minutes.",
    ),
}
UNAVAILABLE_SECONDS = 60
LIMIT_SECONDS = 60
"""What allauth's own limits count in."""


def error_page(
    status: int, request: HttpRequest | None = None, *, page: int = 0, **more: object
) -> HttpResponse:
    """The page for `status`, with that status; `page` chooses another page's words.

    Of the request only the theme is used, and what `more` names: `sentence`, `links`, `fields`.
    """
    heading, sentence = PAGES[page or status]
    shell = {"theme": getattr(request, "theme", "auto")}
    context = {"heading": heading, "sentence": sentence, "status": status, "request": shell, **more}
    return HttpResponse(render_to_string("careerfit/error.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(413 if isinstance(exception, RequestDataTooBig) else 400, request)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not isinstance(exception, SignInNeededError):
        return error_page(403, request)
    sign_in = reverse("account_login")
    response = error_page(403, request, page=401, links=[("Sign in", sign_in)])
    if request.headers.get("HX-Request") == "true":
        response.headers["HX-Redirect"] = sign_in
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(404, request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 with what was sent when it is the database that does not answer."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return error_page(500, request)
    response = _page_to_resend(503, request)
    response.headers["Retry-After"] = str(UNAVAILABLE_SECONDS)
    return response


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The answer to allauth's own limits: sign-ups, mails, changes of password and address."""
    return _limited(request, LIMIT_SECONDS)


def too_many_tries(request: HttpRequest, seconds: int) -> HttpResponse:
    """The answer to one password too many: how long to wait, and the way round."""
    return _limited(
        request,
        seconds,
        heading="Too many wrong passwords",
        links=[("Reset your password", reverse("account_reset_password"))],
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token was missing or stale: show what was sent, with a fresh token, to send again."""
    return _page_to_resend(
        403,
        request,
        heading="This page was open for too long",
        sentence="What you sent was not accepted. Open the page again from here and send it anew.",
    )


def _limited(request: HttpRequest, seconds: int, **more: object) -> HttpResponse:
    minutes = ceil(seconds / 60)
    wait = "1 minute" if minutes == 1 else f"{minutes} minutes"
    response = error_page(429, request, sentence=f"Wait {wait}, then try again.", **more)
    response.headers["Retry-After"] = str(seconds)
    return response


def _page_to_resend(status: int, request: HttpRequest, **words: object) -> HttpResponse:
    fields = kept_fields(request)
    if not fields:
        return error_page(status, request, **words)
    words["sentence"] = "What you sent is not saved yet. It is kept below; passwords are left out."
    return error_page(
        status,
        request,
        fields=fields,
        action=request.get_full_path(),
        csrf_token=get_token(request),
        **words,
    )
