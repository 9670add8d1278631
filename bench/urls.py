"""The product's addresses and a bare one beside them, for comparison."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from careerfit.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def bare(request: HttpRequest) -> HttpResponse:
    """What any signed-in page costs before it does anything of its own."""
    return HttpResponse(f"ok {request.user.pk}")


urlpatterns = [path("bare/", bare), *urlpatterns]
