"""How far a path is, and the path as a file for a calendar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from roadmaps.calendar_file import calendar_file, file_name
from roadmaps.models import LearningPath
from roadmaps.progress_pages import progress_page
from roadmaps.views.loading import own_path


@require_safe
@own_path
def path_progress(request: HttpRequest, path: LearningPath) -> HttpResponse:
    page = progress_page(path, timezone.localdate())
    return render(request, "roadmaps/path_progress.html", {"page": page})


@require_safe
@own_path
def path_calendar(request: HttpRequest, path: LearningPath) -> HttpResponse:
    """The dated steps as a file; with none left, a sentence in its place."""
    made = calendar_file(path)
    if made is None:
        messages.info(request, "No step with days is left, so there is nothing for a calendar.")
        return redirect("roadmaps:path_progress", path.pk)
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(path)}"'
    return response
