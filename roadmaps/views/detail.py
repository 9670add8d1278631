"""A path as its owner sees it, and the word they say of a step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may_lead_to
from roadmaps import queries
from roadmaps.actions import STATUSES, UnknownStepError, set_step_status
from roadmaps.models import LearningPath
from roadmaps.undo import Undo
from roadmaps.views.loading import own_path

SAID = {"to-do": "to do again", "doing": "started", "done": "done", "skipped": "skipped"}
assert set(SAID) == set(STATUSES)


@require_safe
@own_path
def path_detail(request: HttpRequest, path: LearningPath) -> HttpResponse:
    """What to do this week, and the whole way behind it."""
    page = queries.path_page(path, timezone.localdate())
    return render(request, "roadmaps/path_detail.html", {"page": page})


@require_POST
def step_status_save(request: HttpRequest, skill_code: str, level: int) -> HttpResponse:
    """Say how far a step is, in every path at once; the status line offers the way back."""
    status = request.POST.get("status", "")
    if status not in STATUSES:
        return _refused(request, "Choose to do, doing, done or skip. Nothing was changed.", 422)
    step = skill_code, level
    try:
        former = set_step_status(learner=request.user, step=step, status=status)
    except UnknownStepError as error:
        return _refused(request, str(error), 404)
    if former != status:
        address = reverse("roadmaps:step_status_save", args=step)
        words = f"{queries.name_of(request.user, step)}: {SAID[status]}."
        undo = Undo(address, (("status", former),))
        messages.success(request, words, extra_tags=undo.tags)
    return redirect(_next(request))


def _next(request: HttpRequest) -> str:
    goal = request.POST.get("next", "")
    return goal if may_lead_to(goal) else reverse("home")


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    context = {"sentence": sentence, "next": _next(request)}
    return render(request, "roadmaps/step_status_save.html", context, status=status)
