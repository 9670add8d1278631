"""Showing one result to somebody without an account, for as long as its owner wants."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import queries, sharing
from assessments.models import Assessment
from assessments.views.loading import own_assessment

TOKEN_COOKIE = "share_token"  # noqa: S105 - the name of a cookie
TOKEN_SECONDS = 300


@require_http_methods(["GET", "HEAD", "POST"])
@own_assessment
def share_link(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """What the other person would see, the link once it is made, and the way to end it.

    The new token travels to the next page in a signed cookie of this page's path alone, so that it
    is shown once, survives the redirect and is stored nowhere on the server.
    """
    if not assessment.is_submitted:
        return redirect("assessments:first_result", assessment.pk)
    if request.method == "POST":
        return _created(request, assessment)
    links = queries.share_links(assessment)
    shows_name = any(link.shows_name for link in links)
    token = request.get_signed_cookie(TOKEN_COOKIE, "", salt=str(assessment.pk)) if links else ""
    address = reverse("assessments:shared_result", args=[token]) if token else ""
    context = {
        "assessment": assessment,
        "shared": sharing.shared_result(assessment=assessment, shows_name=shows_name),
        "link": links[0] if links else None,
        "address": settings.SITE_URL + address if token else "",
    }
    response = render(request, "assessments/share_link.html", context)
    if token:
        response.delete_cookie(TOKEN_COOKIE, path=request.path, samesite="Strict")
    return response


def _created(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    token = sharing.create_share_link(
        assessment=assessment, shows_name=request.POST.get("shows_name") == "yes"
    )
    response = redirect("assessments:share_link", assessment.pk)
    response.set_signed_cookie(
        TOKEN_COOKIE,
        token,
        salt=str(assessment.pk),
        max_age=TOKEN_SECONDS,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@require_POST
@own_assessment
def share_revoke(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The link is dead from now on."""
    sharing.revoke_share_links(assessment=assessment)
    return redirect("assessments:share_link", assessment.pk)


@require_safe
@login_not_required
def shared_result(request: HttpRequest, token: str) -> HttpResponse:
    """One result for whoever has the link: no way from here to the person or their other pages."""
    shared = sharing.open_share_link(token)
    if shared is None:
        raise Http404
    response = render(request, "assessments/shared_result.html", {"shared": shared})
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
