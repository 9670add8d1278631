"""What came out: the result, every role ranked, and roles side by side."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments import actions, queries, rankings, reports, role_comparison
from assessments.explanation import explain
from assessments.models import Assessment
from assessments.reports import Report
from assessments.views.loading import own_assessment


@require_safe
@own_assessment
def first_result(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The report on the ratings so far, however few."""
    if assessment.is_submitted:
        return redirect("assessments:result_detail", assessment.pk)
    taken = queries.sitting(assessment)
    context = {"next_page": taken.next_page(), "rest": len(taken.asked) - taken.answered_count}
    return _result(request, reports.first_report(taken), context)


@require_safe
@own_assessment
def result_detail(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The report on a frozen result, which reads the same in five years."""
    if not assessment.is_submitted:
        return redirect("assessments:first_result", assessment.pk)
    report = reports.result_report(assessment)
    return _result(request, report, {"news": reports.role_news(report), "new_key": uuid4()})


def _result(request: HttpRequest, report: Report, extra: dict[str, object]) -> HttpResponse:
    why = explain(report.rows, request.GET.get("sort", ""), request.GET.get("show", ""))
    context = {
        "report": report,
        "why": why,
        "framework": report.release.framework,
        "shows_name": request.GET.get("name") == "yes",
        **extra,
    }
    return render(request, "assessments/result_detail.html", context)


@require_safe
@own_assessment
def role_ranking(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Every role from the same answers, nearest first."""
    standing = rankings.standing(assessment)
    return render(request, "assessments/role_ranking.html", {"standing": standing})


@require_safe
@own_assessment
def role_compare(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Up to three roles side by side."""
    standing = rankings.standing(assessment)
    chosen = role_comparison.choose_roles(standing, request.GET.getlist("role"))
    comparison = role_comparison.compare_roles(standing, chosen.codes)
    context = {
        "standing": standing,
        "chosen": chosen,
        "comparison": comparison,
        # A key per button: sent twice it starts one sitting, two buttons start two.
        "cards": [(column, uuid4()) for column in comparison.columns],
    }
    status = 422 if chosen.problem else 200
    return render(request, "assessments/role_compare.html", context, status=status)


@require_POST
@own_assessment
def assessment_focus(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Ask only what a role needs and nobody has rated yet, within the sitting under way."""
    standing = rankings.standing(assessment)
    codes = rankings.unrated_codes(
        standing.framework, request.POST.get("role", ""), standing.levels
    )
    if assessment.is_submitted or not codes:
        return redirect("assessments:role_compare", assessment.pk)
    actions.focus_assessment(assessment=assessment, skill_codes=codes)
    return redirect(reverse("assessments:question_page", args=[assessment.pk, "focus", 1]))
