"""A learner's paths as wholes: the list, a new one, a new plan for one, and its end."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from assessments.models import Assessment, Owner
from roadmaps import actions
from roadmaps.choices import Offer, hours_words, offer_for_new, offer_for_replan, stored_terms
from roadmaps.drafts import Terms, draft
from roadmaps.forms.terms import NewPathForm, TermsForm
from roadmaps.models import LearningPath
from roadmaps.path_lists import deletion, outlook, path_rows, path_to, targets
from roadmaps.planner import PlanError
from roadmaps.replans import replan
from roadmaps.views.loading import own_path, plain_id
from taxonomy.queries import LoadedRelease, current_release, load_release

may_read_and_write = require_http_methods(["GET", "HEAD", "POST"])
ANY_HOURS = Decimal(6)
"""Stands in the terms of an outlook, which looks at several paces and not at this."""


@require_safe
def path_list(request: HttpRequest) -> HttpResponse:
    return render(request, "roadmaps/path_list.html", {"rows": path_rows(request.user)})


@may_read_and_write
def path_create(request: HttpRequest) -> HttpResponse:
    """Ask for the terms of a path, and make it."""
    given = _given(request)
    offer = offer_for_new(request.user, current_release(), given, timezone.localdate())
    if request.method == "POST":
        form = NewPathForm(offer, request.POST)
        path = _made(request.user, form) if form.is_valid() else None
        if path is not None:
            messages.success(request, f"Your path to {targets(path)} is made.")
            return redirect("roadmaps:path_detail", path.pk)
    else:
        form = NewPathForm(offer, initial=_first_terms(request, given, offer))
    context = {"form": form, **_prospect(request.user, form)}
    status = 422 if form.errors else 200
    return render(request, "roadmaps/path_create.html", context, status=status)


def _given(request: HttpRequest) -> Assessment | None:
    """The learner's own assessment that `?from=` names, as a result page does."""
    text = request.GET.get("from", "")
    if not text:
        return None
    own = Assessment.objects.owned_by(Owner(request.user, ""))
    found = own.select_related("result").filter(pk=plain_id(text)).first()
    if found is None:
        raise Http404
    return found


def _first_terms(request: HttpRequest, given: Assessment | None, offer: Offer) -> dict[str, object]:
    """What the new form holds: what the address says, and today."""
    return {
        "role": request.GET.get("role") or (given.role_code if given else ""),
        "second": request.GET.get("second", ""),
        "basis": offer.bases[0].value,
        "starts_on": offer.today,
        "key": uuid4(),
    }


def _made(learner: User, form: NewPathForm) -> LearningPath | None:
    """The new path; None when it was refused, and the form then says why."""
    try:
        return actions.create_path(learner=learner, key=form.cleaned_data["key"], terms=form.terms)
    except actions.NotYoursError as error:
        raise Http404 from error
    except (actions.PathExistsError, PlanError) as error:
        form.add_error("role", str(error))
        return None


def _prospect(learner: User, form: TermsForm) -> dict[str, Any]:
    """What is known before a path is made: the one there is already, or what a new one would be."""
    offer = form.offer
    chosen = [form[name].value() for name in ("role", "second")]
    codes = tuple(dict.fromkeys(code for code in chosen if code in offer.roles))
    if not codes or chosen[0] not in offer.roles:
        return {"is_gone": bool(chosen[0]) and not form.is_bound}
    path = path_to(learner, codes)
    if path or form.is_bound:
        return {"path": path}
    terms = Terms(codes, ANY_HOURS, offer.today, basis=offer.bases[0].assessment)
    names = " and ".join(offer.roles[code] for code in codes)
    try:
        return {"outlook": outlook(learner, terms), "targets": names, "basis": offer.bases[0]}
    except PlanError as error:
        return {"targets": names, "problem": error}


@may_read_and_write
@own_path
def path_replan(request: HttpRequest, path: LearningPath) -> HttpResponse:
    """Ask for other terms, show what they would change, and do it once that is confirmed."""
    prefetch_related_objects([path], "steps")
    release = current_release()
    offer = offer_for_replan(request.user, path, release, timezone.localdate())
    if request.method == "POST":
        form = TermsForm(offer, request.POST)
    elif "preview" in request.GET:
        form = TermsForm(offer, request.GET)
    else:
        # Back from the preview the address holds every field.
        is_back = "hours" in request.GET
        given = request.GET.dict() if is_back else stored_terms(path, offer.today)
        form = TermsForm(offer, initial=given)
    if form.is_valid():
        try:
            if request.method == "POST":
                return _confirmed(request, path, form)
            return _preview(request, path, form)
        except (actions.PathExistsError, PlanError) as error:
            form.add_error("role", str(error))
    context = {"path": path, "form": form, **_replan_news(request.user, path, form, release)}
    status = 422 if form.errors else 200
    return render(request, "roadmaps/path_replan.html", context, status=status)


def _replan_news(
    learner: User, path: LearningPath, form: TermsForm, release: LoadedRelease
) -> dict[str, Any]:
    """What to know before choosing: a newer release, and the other path to a refused target."""
    own = load_release(path.release_id).framework.roles
    gone = [own[code].name for code in path.role_codes if code not in release.framework.roles]
    typed = (form["role"].value(), form["second"].value())
    chosen = tuple(code for code in typed if code in form.offer.roles)
    return {
        "targets": targets(path),
        "release": release,
        "is_newer": release.number > path.release_id,
        "gone": gone,
        "other": _other(learner, path, chosen) if form.errors else None,
    }


def _other(learner: User, path: LearningPath, role_codes: tuple[str, ...]) -> LearningPath | None:
    """Another path of the learner to this target."""
    found = path_to(learner, role_codes) if role_codes else None
    return found if found != path else None


def _preview(
    request: HttpRequest, path: LearningPath, form: TermsForm, problem: Exception | None = None
) -> HttpResponse:
    """What these terms would change. Raises PathExistsError and PlanError."""
    terms = form.terms
    if _other(request.user, path, terms.role_codes):
        raise actions.PathExistsError
    change = replan(request.user, path, draft(request.user, terms, path))
    sent = [(name, form[name].value() or "") for name in form.fields]
    context = {
        "path": path,
        "form": form,
        "change": change,
        "targets": " and ".join(form.offer.roles[code] for code in terms.role_codes),
        "hours": hours_words(terms.hours_per_week),
        "basis": form.offer.basis(form.cleaned_data["basis"]),
        "sent": sent,
        "terms_query": urlencode(sent),
        "problem": problem,
    }
    return render(request, "roadmaps/path_replan.html", context, status=409 if problem else 200)


def _confirmed(request: HttpRequest, path: LearningPath, form: TermsForm) -> HttpResponse:
    """Store what was shown. Raises PathExistsError and PlanError."""
    mark = request.POST.get("mark", "")
    try:
        actions.replan_path(path=path, terms=form.terms, mark=mark)
    except actions.PathChangedError as error:
        return _preview(request, path, form, error)
    except actions.PathIsGoneError as error:
        messages.info(request, str(error))
        return redirect("roadmaps:path_list")
    messages.success(request, "Your path follows the new plan.")
    return redirect("roadmaps:path_detail", path.pk)


@may_read_and_write
@own_path
def path_delete(request: HttpRequest, path: LearningPath) -> HttpResponse:
    """Say what goes and what stays, and take the plan away once that is confirmed."""
    if request.method == "POST":
        name = targets(path)
        actions.delete_path(path=path)
        messages.success(
            request, f"Your path to {name} is deleted. What you finished and logged is kept."
        )
        return redirect("roadmaps:path_list")
    context = {"path": path, "deletion": deletion(path)}
    return render(request, "roadmaps/path_delete.html", context)
