"""From choosing a role to handing in the answers."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import SignInNeededError
from assessments import actions, queries
from assessments.forms import AnswerForm, RoleForm
from assessments.models import Assessment
from assessments.permissions import PENDING_ANSWERS, owner_with_key
from assessments.queries import Sitting
from assessments.questionnaire import Page
from assessments.views import asking
from assessments.views.checking import answer_check as checked
from assessments.views.loading import own_assessment
from taxonomy.queries import current_release

may_read_and_write = require_http_methods(["GET", "HEAD", "POST"])


@may_read_and_write
@login_not_required
def role_choice(request: HttpRequest) -> HttpResponse:
    """Choose the role to compare with; choosing starts a sitting."""
    roles = current_release().framework.roles
    if request.method == "POST":
        form = RoleForm(roles, request.POST)
        if form.is_valid():
            return _start(request, **form.cleaned_data)
    else:
        form = RoleForm(roles, initial={"role": request.GET.get("role", ""), "key": uuid4()})
    context = asking.choosing(request, form)
    status = 422 if form.errors else 200
    return render(request, "assessments/role_choice.html", context, status=status)


def _start(request: HttpRequest, role: str, key: UUID) -> HttpResponse:
    if role == RoleForm.NOT_SURE:
        return redirect("taxonomy:role_list")
    owner = owner_with_key(request)
    try:
        assessment = actions.start_assessment(owner=owner, key=key, role_code=role)
    except actions.NotYoursError as error:
        raise Http404 from error
    return redirect(asking.page_url(assessment, "first", 1))


@may_read_and_write
@own_assessment
def role_change(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Another target role for the sitting under way; every rating stays."""
    if assessment.is_submitted:
        return _submitted(request, assessment)
    taken = queries.sitting(assessment)
    roles = taken.framework.roles
    if request.method == "POST":
        form = RoleForm(roles, request.POST)
        if form.is_valid():
            return _change(request, assessment, form.cleaned_data["role"])
    else:
        form = RoleForm(roles, initial={"role": assessment.role_code, "key": assessment.pk})
    context = {**asking.choosing(request, form), "sitting": taken}
    status = 422 if form.errors else 200
    return render(request, "assessments/role_change.html", context, status=status)


def _change(request: HttpRequest, assessment: Assessment, role: str) -> HttpResponse:
    if role == RoleForm.NOT_SURE:
        return redirect("assessments:role_ranking", assessment.pk)
    try:
        changed = actions.change_role(assessment=assessment, role_code=role)
    except actions.AlreadySubmittedError:
        return _submitted(request, assessment)
    messages.success(request, asking.role_change_sentence(queries.sitting(changed)))
    return redirect("assessments:assessment_detail", assessment.pk)


def _submitted(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """To the result, which no longer changes; whoever tried to change something is told."""
    if request.method == "POST":
        messages.info(request, str(actions.AlreadySubmittedError()))
    return redirect("assessments:result_detail", assessment.pk)


@require_safe
@own_assessment
def assessment_detail(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The task list of one sitting."""
    if assessment.is_submitted:
        return _submitted(request, assessment)
    context = {"sitting": queries.sitting(assessment)}
    return render(request, "assessments/assessment_detail.html", context)


@may_read_and_write
@login_not_required
def question_page(request: HttpRequest, pk: UUID, part: str, number: int) -> HttpResponse:
    """One page of questions; Continue saves what was changed on it and goes on."""
    try:
        return _question_page(request, pk=pk, part=part, number=number)
    except SignInNeededError:
        # The session ended under the page: the answers wait in the new one until sign-in.
        request.session[PENDING_ANSWERS] = asking.pending(request, pk)
        return redirect_to_login(request.get_full_path())


@own_assessment
def _question_page(
    request: HttpRequest, assessment: Assessment, part: str, number: int
) -> HttpResponse:
    taken = queries.sitting(assessment)
    pages = {page.number: page for page in taken.pages(part)}
    if number not in pages:
        raise Http404
    if assessment.is_submitted:
        return _submitted(request, assessment)
    if request.method == "POST":
        return _answered(request, taken, pages[number])
    questions = asking.stored_questions(pages[number], taken)
    context = asking.page(request, taken, pages[number], questions)
    return render(request, "assessments/question_page.html", context)


def _answered(request: HttpRequest, taken: Sitting, page: Page) -> HttpResponse:
    """Store what is in order; the page again when something is not, otherwise onward."""
    forms = [AnswerForm(request.POST, skill.code) for skill in page.skills]
    changes = [form.change for form in forms if form.is_valid()]
    try:
        saved = asking.save(taken.assessment, changes)
    except actions.AlreadySubmittedError:
        return _submitted(request, taken.assessment)
    if not saved.conflicts and all(form.is_valid() for form in forms):
        return redirect(asking.onward(request, taken, page))
    questions = asking.sent_questions(page, taken, forms, saved)
    context = asking.page(request, taken, page, questions)
    status = 422 if context["has_errors"] else 409
    return render(request, "assessments/question_page.html", context, status=status)


@require_POST
@own_assessment
def rating_save(request: HttpRequest, assessment: Assessment, skill_code: str) -> HttpResponse:
    """Store one answer as it is given; the reply is the status line and the fresh marks."""
    if not queries.asks(assessment, skill_code):
        return _refused(request, actions.UnknownSkillError(), 422)
    form = AnswerForm(request.POST, skill_code)
    try:
        saved = asking.save(assessment, [form.choice] if form.is_valid() else [])
    except actions.AlreadySubmittedError as error:
        return _refused(request, error, 409)
    context = asking.rating_reply(skill_code, form, saved)
    return render(request, "assessments/_rating_saved.html", context, status=context["status"])


def _refused(request: HttpRequest, error: actions.AssessmentError, status: int) -> HttpResponse:
    context = {"sentence": error}
    return render(request, "assessments/_rating_refused.html", context, status=status)


@require_safe
@own_assessment
def answer_check(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Everything answered so far, what is open first, before it is handed in."""
    if assessment.is_submitted:
        return _submitted(request, assessment)
    context = {"check": checked(queries.sitting(assessment))}
    return render(request, "assessments/answer_check.html", context)


@require_POST
@own_assessment
def assessment_submit(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Freeze the answers into a result; sent twice, it leads to the same result."""
    try:
        actions.submit_assessment(assessment=assessment)
    except actions.NothingRatedError as error:
        context = {"check": checked(queries.sitting(assessment)), "problem": error}
        return render(request, "assessments/answer_check.html", context, status=422)
    return redirect("assessments:result_detail", assessment.pk)
