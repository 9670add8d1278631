"""The public pages: roles, skills and sources of the current release. Nobody has to sign in."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taxonomy import queries
from taxonomy.skill_reports import QUERY_LIMIT, query_words
from taxonomy.skill_reports import skill_list as matching_skills


def _release() -> queries.LoadedRelease:
    """The current release; before the first one there is nothing to show yet."""
    try:
        return queries.current_release()
    except queries.NoReleaseError as error:
        raise Http404(str(error)) from error


def _found(page_of: Callable, release: queries.LoadedRelease, code: str) -> object:
    try:
        return page_of(release, code)
    except KeyError as error:
        raise Http404(f"Release {release.number} has nothing called {code}.") from error


@login_not_required
@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    release = _release()
    context = {"release": release, "groups": queries.role_groups_of(release)}
    return render(request, "taxonomy/role_list.html", context)


@login_not_required
@require_safe
def role_detail(request: HttpRequest, code: str) -> HttpResponse:
    release = _release()
    context = {"release": release, "page": _found(queries.role_page_of, release, code)}
    return render(request, "taxonomy/role_detail.html", context)


@login_not_required
@require_safe
def skill_list(request: HttpRequest) -> HttpResponse:
    raw = request.GET.get("q", "")
    words, release = query_words(raw), _release()
    context = {
        "release": release,
        "q": " ".join(words),
        "is_cut": len(raw) > QUERY_LIMIT,
        "limit": QUERY_LIMIT,
        "found": matching_skills(release.framework, words),
    }
    return render(request, "taxonomy/skill_list.html", context)


@login_not_required
@require_safe
def skill_detail(request: HttpRequest, code: str) -> HttpResponse:
    release = _release()
    context = {"release": release, "page": _found(queries.skill_page_of, release, code)}
    return render(request, "taxonomy/skill_detail.html", context)


@login_not_required
@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    release = _release()
    context = {
        "release": release,
        "sections": queries.source_sections_of(release),
        "long_lists": queries.long_lists_of(release),
    }
    return render(request, "taxonomy/source_list.html", context)
