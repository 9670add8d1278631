"""Attempts over time: the list, the trend, and a new one."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments import actions, changes, rankings
from assessments.forms import RetakeForm
from assessments.models import Assessment
from assessments.permissions import owner_of
from assessments.views.loading import own_assessment
from taxonomy.queries import current_release


@require_safe
@login_not_required
def history(request: HttpRequest) -> HttpResponse:
    """Every attempt of this visitor; a visitor without account or answers is asked to sign in."""
    owner = owner_of(request)
    if owner.user is None and not owner.guest_key:
        return redirect_to_login(request.get_full_path())
    context = {"page": changes.history_page(owner), "keys": [uuid4(), uuid4()]}
    return render(request, "assessments/history.html", context)


def _retake(assessment: Assessment, key: UUID, answers: str, role: str, only: str) -> Assessment:
    framework, levels = current_release().framework, assessment.result.levels
    wanted = role or assessment.role_code
    return actions.retake_assessment(
        assessment=assessment,
        key=key,
        keeps_answers=answers == "keep",
        role_code=wanted,
        focus=rankings.unrated_codes(framework, wanted, levels) if only else (),
    )


@require_POST
@own_assessment
def assessment_retake(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """A new sitting from the last answers or from blank, or for what one role still lacks."""
    form = RetakeForm(request.POST)
    if not assessment.is_submitted:
        return redirect("assessments:assessment_detail", assessment.pk)
    if not form.is_valid():
        messages.error(request, "Choose whether to start from your last answers or from blank.")
        return redirect("assessments:history")
    try:
        new = _retake(assessment, **form.cleaned_data)
    except actions.UnknownRoleError:
        messages.error(request, "This role is no longer offered. Start with another role.")
        return redirect("assessments:role_choice")
    except actions.NotYoursError as error:
        raise Http404 from error
    if new.focus:
        return redirect("assessments:question_page", new.pk, "focus", 1)
    return redirect("assessments:assessment_detail", new.pk)
