"""Addresses of learning paths, their steps and what is logged for them."""

from django.urls import URLPattern, path

from roadmaps.views import detail

app_name = "roadmaps"

urlpatterns: list[URLPattern] = [
    path("paths/<uuid:pk>/", detail.path_detail, name="path_detail"),
    path(
        "steps/<slug:skill_code>/<int:level>/status/save/",
        detail.step_status_save,
        name="step_status_save",
    ),
]
