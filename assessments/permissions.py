"""Who may: a visitor sees their own assessments, as an account or as a guest, and nobody else's."""

from secrets import token_urlsafe

from django.http import HttpRequest

from assessments.models import Owner

GUEST_KEY = "guest_key"
PENDING_ANSWERS = "pending_answers"
"""Session key of answers that were posted after a session had ended."""


def owner_of(request: HttpRequest) -> Owner:
    """The visitor as an owner. A guest without a key owns nothing yet."""
    return Owner(request.user, request.session.get(GUEST_KEY, ""))


def owner_with_key(request: HttpRequest) -> Owner:
    """The visitor as somebody who is about to own something: a guest is given a key first."""
    if not request.user.is_authenticated and GUEST_KEY not in request.session:
        request.session[GUEST_KEY] = token_urlsafe(32)
    return owner_of(request)
