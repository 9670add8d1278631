"""Addresses of assessments, results and history."""

from django.urls import path, register_converter

from assessments.questionnaire import PARTS
from assessments.views import history, questionnaire, results, sharing

app_name = "assessments"


class PartConverter:
    """One of the parts of the questionnaire."""

    regex = "|".join(PARTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PageNumberConverter:
    """A page number from 1, written in plain digits: the one spelling of one page."""

    regex = "[1-9][0-9]{0,2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(PartConverter, "part")
register_converter(PageNumberConverter, "page_number")

urlpatterns = [
    path("start/", questionnaire.role_choice, name="role_choice"),
    path("assessments/<uuid:pk>/", questionnaire.assessment_detail, name="assessment_detail"),
    path(
        "assessments/<uuid:pk>/questions/<part:part>/<page_number:number>/",
        questionnaire.question_page,
        name="question_page",
    ),
    path(
        "assessments/<uuid:pk>/ratings/<slug:skill_code>/save/",
        questionnaire.rating_save,
        name="rating_save",
    ),
    path("assessments/<uuid:pk>/role/", questionnaire.role_change, name="role_change"),
    path("assessments/<uuid:pk>/check/", questionnaire.answer_check, name="answer_check"),
    path(
        "assessments/<uuid:pk>/submit/", questionnaire.assessment_submit, name="assessment_submit"
    ),
    path("assessments/<uuid:pk>/first-result/", results.first_result, name="first_result"),
    path("assessments/<uuid:pk>/result/", results.result_detail, name="result_detail"),
    path("assessments/<uuid:pk>/roles/", results.role_ranking, name="role_ranking"),
    path("assessments/<uuid:pk>/compare/", results.role_compare, name="role_compare"),
    path("assessments/<uuid:pk>/focus/", results.assessment_focus, name="assessment_focus"),
    path("assessments/<uuid:pk>/retake/", history.assessment_retake, name="assessment_retake"),
    path("assessments/<uuid:pk>/share/", sharing.share_link, name="share_link"),
    path("assessments/<uuid:pk>/share/revoke/", sharing.share_revoke, name="share_revoke"),
    path("shared/<str:token>/", sharing.shared_result, name="shared_result"),
    path("history/", history.history, name="history"),
]
