"""Two attempts side by side, with the steps that were finished between them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.changes import attempt_change
from assessments.models import Assessment
from assessments.permissions import owner_of
from roadmaps.standing import finished_between
from roadmaps.views.loading import plain_id


@require_safe
@login_not_required
def attempt_compare(request: HttpRequest) -> HttpResponse:
    """Two submitted attempts, told from the earlier to the later whichever was named first."""
    owner = owner_of(request)
    if owner.user is None and not owner.guest_key:
        return redirect_to_login(request.get_full_path())
    ids = {plain_id(request.GET.get(name, "")) for name in ("before", "after")}
    if len(ids) < 2:
        messages.info(request, "Choose two different attempts to compare.")
        return redirect("assessments:history")
    own = Assessment.objects.owned_by(owner).submitted().select_related("result")
    pair = own.filter(pk__in=ids).order_by("submitted_at", "started_at", "pk")
    if len(pair) < 2:
        raise Http404
    change = attempt_change(*pair, finished=finished_between(*pair))
    return render(request, "roadmaps/attempt_compare.html", {"change": change})
