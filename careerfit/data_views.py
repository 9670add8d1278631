"""A person's own data: what there is, taking it along, and removing it with the account."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import TooManyTriesError
from careerfit.erasure import erase_account
from careerfit.errors import too_many_tries
from careerfit.forms import DeleteAccountForm
from careerfit.personal_data import as_json
from careerfit.spreadsheets import answers_csv, log_csv, steps_csv
from roadmaps.models import Reminder

CSV = "text/csv; charset=utf-8"
FORMATS = {
    "json": (as_json, "application/json", "careerfit-your-data.json"),
    "csv": (answers_csv, CSV, "careerfit-your-data.csv"),
    "steps": (steps_csv, CSV, "careerfit-your-steps.csv"),
    "log": (log_csv, CSV, "careerfit-your-log.csv"),
}
"""Kind of download → what makes it, its type, its name."""


def what_is_stored(request: HttpRequest) -> dict[str, Any]:
    """Counts that the pages about one's data name."""
    user, own = request.user, request.user.assessments
    return {
        "assessment_count": own.count(),
        "result_count": own.filter(submitted_at__isnull=False).count(),
        "path_count": user.paths.count(),
        "step_count": user.step_progress.count(),
        "log_count": user.log_entries.count(),
        "has_weekly_mail": Reminder.objects.filter(learner=user).exists(),
    }


@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """Who sees what, download, delete."""
    return render(request, "careerfit/your_data.html", what_is_stored(request))


@require_safe
def your_data_download(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything about the person as JSON; answers, steps or log as CSV."""
    if kind not in FORMATS:
        raise Http404
    make, content_type, name = FORMATS[kind]
    response = HttpResponse(make(request.user), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def account_delete(request: HttpRequest) -> HttpResponse:
    """Says what goes, asks for the password, then removes everything and confirms by mail."""
    try:
        form = DeleteAccountForm(request, request.POST if request.method == "POST" else None)
        if form.is_valid():
            return _deleted(request)
    except TooManyTriesError as error:
        return too_many_tries(request, error.seconds)
    context = {"form": form, **what_is_stored(request)}
    status = 422 if form.errors else 200
    return render(request, "careerfit/account_delete.html", context, status=status)


def _deleted(request: HttpRequest) -> HttpResponse:
    user, address = request.user, request.user.email
    erase_account(user=user)
    logout(request)
    get_adapter(request).send_mail("careerfit/email/account_deleted", address, {})
    messages.success(request, "Your account and everything in it are deleted.")
    return redirect("landing")
