"""Loading is scoping: a learner's own path, or 404."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from roadmaps.models import LearningPath


def own_path(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view this learner's path in place of its id; a stranger's is a missing one."""

    @wraps(view)
    def load(request: HttpRequest, pk: UUID, *args: object, **kwargs: object) -> HttpResponse:
        own = LearningPath.objects.owned_by(request.user)
        path = get_object_or_404(own.select_related("basis__result"), pk=pk)
        path.learner = request.user  # is the same row, and saves reading it again
        return view(request, path, *args, **kwargs)

    return load


def plain_id(text: str) -> UUID:
    """The id in its one spelling; anything else is nobody's."""
    try:
        found = UUID(text)
    except ValueError as error:
        raise Http404 from error
    if str(found) != text:
        raise Http404
    return found
