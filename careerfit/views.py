"""The roof's pages: landing, a person's home, help, the gallery, and health."""

import logging
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments import queries as assessment_queries
from assessments.models import Assessment
from assessments.permissions import owner_of
from assessments.questionnaire import question_counts
from careerfit.gallery import SHOWN
from roadmaps import queries as roadmap_queries
from taxonomy.framework import Framework
from taxonomy.queries import NoReleaseError, current_release

log = logging.getLogger(__name__)


def _start(framework: Framework) -> dict[str, object]:
    """What the start button needs: the one role, if there is only one, and a key to start with."""
    roles = tuple(framework.roles)
    return {"only_role": roles[0] if len(roles) == 1 else "", "key": uuid4()}


@require_safe
@login_not_required
def landing(request: HttpRequest) -> HttpResponse:
    """What it does, how long it takes, who sees the answers; people with an account go home."""
    if request.user.is_authenticated:
        return redirect("home")
    owner, framework = owner_of(request), current_release().framework
    context = {
        "framework": framework,
        "counts": question_counts(framework),
        "start": _start(framework),
        "current": assessment_queries.current_sitting(owner),
        "has_results": Assessment.objects.owned_by(owner).submitted().exists(),
    }
    return render(request, "careerfit/landing.html", context)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where a returning person starts: the most useful next action first."""
    owner, framework = owner_of(request), current_release().framework
    current = assessment_queries.current_sitting(owner)
    context = {
        "current": current,
        "attempts": [row for row in assessment_queries.attempts(owner) if row.submitted_at],
        "news": assessment_queries.release_news(current) if current else None,
        "path": roadmap_queries.ready_now(request.user),
        "start": _start(framework),
    }
    return render(request, "careerfit/home.html", context)


@require_safe
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "careerfit/help.html")


@require_safe
@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for eyes and for the accessibility checks."""
    return render(request, "careerfit/gallery.html", SHOWN)


@require_safe
@login_not_required
def health_live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "live"})


@require_safe
@login_not_required
def health_ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and a release is published, otherwise 503; the log says why."""
    try:
        current_release()
    except NoReleaseError as error:
        return _not_ready("nothing is published", error)
    except DatabaseError as error:
        return _not_ready("the database does not answer", error)
    return JsonResponse({"status": "ready"})


def _not_ready(part: str, error: Exception) -> JsonResponse:
    """Operators read in the log which part it is; a stranger learns nothing."""
    log.error("Not ready: %s: %s", part, error)
    return JsonResponse({"status": "not ready"}, status=503)
