"""One step, its log, and every link that was given anywhere."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roadmaps import actions, evidence, queries, step_pages
from roadmaps.choices import day_words
from roadmaps.forms.log import LogEntryForm, said_in
from roadmaps.models import LogEntry

may_read_and_write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def step_detail(request: HttpRequest, skill_code: str, level: int) -> HttpResponse:
    """One step: why it is there, how to take it, and the log of what was done for it."""
    today = timezone.localdate()
    form = LogEntryForm(initial={"logged_on": today, "key": uuid4()}, today=today)
    return _step_page(request, skill_code, level, form)


@require_POST
def log_entry_add(request: HttpRequest, skill_code: str, level: int) -> HttpResponse:
    form = LogEntryForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _step_page(request, skill_code, level, form)
    step, key = (skill_code, level), form.cleaned_data["key"]
    try:
        entry = actions.add_log_entry(learner=request.user, key=key, step=step, work=form.work)
    except actions.NotYoursError as error:
        raise Http404 from error
    except actions.UnknownStepError as error:
        form.add_error(None, str(error))
        return _step_page(request, skill_code, level, form)
    messages.success(request, f"Logged for {day_words(entry.logged_on)}.")
    return redirect(_log_of(entry))


def _step_page(
    request: HttpRequest, skill_code: str, level: int, form: LogEntryForm
) -> HttpResponse:
    page = step_pages.step_page(request.user, (skill_code, level))
    if page is None:
        raise Http404
    log = page.log if request.GET.get("log") == "all" else page.latest
    context = {"page": page, "form": form, "log": log}
    status = 422 if form.errors else 200
    return render(request, "roadmaps/step_detail.html", context, status=status)


def _log_of(entry: LogEntry) -> str:
    step = reverse("roadmaps:step_detail", args=[entry.skill_code, entry.to_level])
    return f"{step}#log"


def own_entry(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view this learner's entry in place of its id; a stranger's is a missing one."""

    @wraps(view)
    def load(request: HttpRequest, pk: UUID) -> HttpResponse:
        own = LogEntry.objects.filter(learner=request.user)
        return view(request, get_object_or_404(own, pk=pk))

    return load


@may_read_and_write
@own_entry
def log_entry_change(request: HttpRequest, entry: LogEntry) -> HttpResponse:
    today = timezone.localdate()
    # An entry from a zone further east may be of tomorrow, and can be saved as it is.
    latest = max(today, entry.logged_on)
    if request.method == "POST":
        form = LogEntryForm(request.POST, today=latest)
        if form.is_valid():
            changed = actions.change_log_entry(entry=entry, work=form.work)
            messages.success(request, f"Changed: the entry of {day_words(changed.logged_on)}.")
            return redirect(_log_of(entry))
    else:
        form = LogEntryForm(initial=said_in(entry), today=latest)
    status = 422 if form.errors else 200
    context = {"form": form, "entry": entry, "name": queries.name_of(request.user, entry.pair)}
    return render(request, "roadmaps/log_entry_change.html", context, status=status)


@may_read_and_write
@own_entry
def log_entry_delete(request: HttpRequest, entry: LogEntry) -> HttpResponse:
    """Says what goes before it does."""
    if request.method == "POST":
        actions.delete_log_entry(entry=entry)
        messages.success(request, f"Deleted: the entry of {day_words(entry.logged_on)}.")
        is_left = step_pages.step_page(request.user, entry.pair) is not None
        return redirect(_log_of(entry) if is_left else "roadmaps:evidence_list")
    context = {"entry": entry, "name": queries.name_of(request.user, entry.pair)}
    return render(request, "roadmaps/log_entry_delete.html", context)


@require_safe
def evidence_list(request: HttpRequest) -> HttpResponse:
    """Every link that this person gave, where, and who can see it."""
    page = evidence.evidence_page(request.user)
    return render(request, "roadmaps/evidence_list.html", {"page": page})
