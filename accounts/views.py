"""Preferences of the signed-in person. Signing in and up are allauth's views."""

from datetime import timedelta
from typing import Any

from allauth.account.views import EmailView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions, queries
from accounts.forms import PreferencesForm
from accounts.models import User
from accounts.permissions import may_lead_to

THEME_COOKIE_AGE = timedelta(days=365)


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Name, colours and clock, and the ways to everything else about the account."""
    # A second copy of the person: a refused name must not reach the rest of the page.
    form = PreferencesForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your preferences are saved.")
        return redirect("accounts:preferences")
    context = {"form": form, "ways": queries.sign_in_ways(request.user)}
    return TemplateResponse(request, "accounts/preferences.html", context)


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign this person out everywhere but here."""
    actions.end_sessions(user=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, "You are signed out on every other device.")
    return redirect("accounts:preferences")


@require_POST
@login_not_required
def theme_set(request: HttpRequest) -> HttpResponse:
    """Keep the chosen colours: a person's with the account, a guest's in a cookie."""
    wanted, theme = request.POST.get("next", ""), request.POST.get("theme", "")
    response = redirect(wanted if may_lead_to(wanted) else reverse("landing"))
    if theme not in User.Theme.values:
        return response
    if request.user.is_authenticated:
        actions.set_theme(user=request.user, theme=theme)
    else:
        response.set_cookie(
            "theme",
            theme,
            max_age=THEME_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


class EmailChange(EmailView):
    """allauth's page without what belongs to holding several addresses."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """allauth copies a missing address here; looking at a page must not write."""
        if request.method not in {"GET", "HEAD"}:
            return super().dispatch(request, *args, **kwargs)
        self._did_send_verification_email = False
        return super(EmailView, self).dispatch(request, *args, **kwargs)

    def _action_primary(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A crafted form could take an address over without its confirmation."""
