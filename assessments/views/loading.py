"""How a page gets its assessment: from the visitor's own set, so that a stranger finds nothing."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from accounts.permissions import SignInNeededError
from assessments.models import Assessment
from assessments.permissions import owner_of

View = Callable[..., HttpResponse]


def own_assessment(view: View) -> View:
    """Hands the visitor's own assessment to the view in place of its id.

    Somebody else's and a missing one look the same: 404 for people with an account; a visitor
    without one is asked to sign in, since their session may have ended.
    """

    @wraps(view)
    def load(request: HttpRequest, pk: UUID, **rest: object) -> HttpResponse:
        own = Assessment.objects.owned_by(owner_of(request))
        assessment = own.filter(pk=pk).first()
        if assessment is not None:
            return view(request, assessment, **rest)
        if request.user.is_authenticated:
            raise Http404
        if request.method == "POST":
            # A page that saves behind the scenes stays open, so that Continue can take along what
            # it holds; SignInNeededError would lead such a page away.
            raise PermissionDenied if request.htmx else SignInNeededError
        return redirect_to_login(request.get_full_path())

    return login_not_required(load)
