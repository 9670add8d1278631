"""Keeping what somebody typed when their page could not be accepted."""

from urllib.parse import urlsplit

from django.http import HttpRequest

NEVER_KEPT = {"csrfmiddlewaretoken", "code"}
"""Beside every field whose name speaks of a password."""


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """The submitted fields that may be offered again, as (name, value), secrets left out.

    Empty when the form came from another site: offering it again would finish a forgery with the
    person's own click.
    """
    if not is_own_form(request):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT and "password" not in name.casefold()
        for value in values
    ]


def is_own_form(request: HttpRequest) -> bool:
    """True when the browser says that this POST came from one of our pages."""
    if request.method != "POST":
        return False
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(sender)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
