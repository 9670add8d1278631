"""The weekly mail: choosing a day for it, and stopping it from the mail itself."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.queries import sign_in_ways
from roadmaps.actions import choose_reminder, stop_reminder
from roadmaps.forms.reminders import NO_MAIL, ReminderForm
from roadmaps.models import Reminder
from roadmaps.permissions import learner_of
from roadmaps.weekdays import DAYS, due_on

ONE_CLICK = "List-Unsubscribe"
"""The field by which mail programs say that it is them (RFC 8058)."""


@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: HttpRequest) -> HttpResponse:
    """What is sent, when and to which address; off until a day is chosen."""
    stored = Reminder.objects.filter(learner=request.user).first()
    ways = sign_in_ways(request.user)
    form = ReminderForm(
        request.POST if request.method == "POST" else None,
        is_address_confirmed=ways.is_address_confirmed,
        initial={"day": str(stored.weekday) if stored else NO_MAIL},
    )
    if form.is_valid():
        return _chosen(request, form.cleaned_data["day"])
    next_on = _next_on(stored) if stored and ways.is_address_confirmed else None
    context = {"form": form, "ways": ways, "stored": stored, "next_on": next_on}
    return render(request, "roadmaps/reminder.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, day: int | None) -> HttpResponse:
    if day is None:
        stop_reminder(learner_id=request.user.pk)
        messages.success(request, "You get no weekly mail.")
    else:
        choose_reminder(learner=request.user, weekday=day)
        messages.success(request, f"The weekly mail comes on {DAYS[day]}s.")
    return redirect("roadmaps:reminder")


def _next_on(stored: Reminder) -> date:
    """The day of the next mail, today when one is late."""
    today = timezone.localdate()
    chosen_on = timezone.localdate(stored.created_at)
    return max(today, due_on(stored.weekday, chosen_on, stored.last_sent_on, today))


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends the weekly mail for whoever has the link in it; looking at the page ends nothing.

    Mail programs post here without session or token of a form, and follow no redirect. The signed
    token in the address takes their place: nobody can make one, and it is good for nothing else.
    """
    learner_id = learner_of(token)
    if learner_id is None:
        raise Http404
    if request.method == "POST":
        stop_reminder(learner_id=learner_id)
        if ONE_CLICK not in request.POST:
            return redirect(reverse("roadmaps:reminder_stop", args=[token]))
    is_on = Reminder.objects.filter(learner=learner_id).exists()
    response = render(request, "roadmaps/reminder_stop.html", {"is_on": is_on})
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
