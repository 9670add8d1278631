"""Addresses of learning paths, their steps and what is logged for them."""

from django.urls import URLPattern, path, register_converter

from roadmaps.views import detail, history, paths, progress, reminders, steps

app_name = "roadmaps"


class StepLevelConverter:
    """A level that a step leads to, in the one spelling of one page."""

    regex = "[1-4]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(StepLevelConverter, "step_level")

urlpatterns: list[URLPattern] = [
    path("paths/", paths.path_list, name="path_list"),
    path("paths/new/", paths.path_create, name="path_create"),
    path("paths/<uuid:pk>/re-plan/", paths.path_replan, name="path_replan"),
    path("paths/<uuid:pk>/delete/", paths.path_delete, name="path_delete"),
    path("paths/<uuid:pk>/", detail.path_detail, name="path_detail"),
    path(
        "steps/<slug:skill_code>/<step_level:level>/status/save/",
        detail.step_status_save,
        name="step_status_save",
    ),
    path("paths/<uuid:pk>/progress/", progress.path_progress, name="path_progress"),
    path("paths/<uuid:pk>/calendar/", progress.path_calendar, name="path_calendar"),
    path("steps/<slug:skill_code>/<step_level:level>/", steps.step_detail, name="step_detail"),
    path(
        "steps/<slug:skill_code>/<step_level:level>/log/add/",
        steps.log_entry_add,
        name="log_entry_add",
    ),
    path("log/<uuid:pk>/change/", steps.log_entry_change, name="log_entry_change"),
    path("log/<uuid:pk>/delete/", steps.log_entry_delete, name="log_entry_delete"),
    path("evidence/", steps.evidence_list, name="evidence_list"),
    path("history/compare/", history.attempt_compare, name="attempt_compare"),
    path("reminders/", reminders.reminder, name="reminder"),
    path("reminders/stop/<str:token>/", reminders.reminder_stop, name="reminder_stop"),
]
