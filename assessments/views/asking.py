"""What the question pages show and where they lead: values between forms and templates."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from assessments import actions
from assessments.actions import Answer, Change, Saved
from assessments.forms import AnswerForm, RoleForm
from assessments.models import Assessment, Rating
from assessments.permissions import owner_of
from assessments.queries import Question, Sitting
from assessments.questionnaire import PAGE_SIZE, Page
from taxonomy.framework import Skill

FILTER_FROM = 12
"""With more roles than this, the choice of a role offers a text filter."""


def choosing(request: HttpRequest, form: RoleForm) -> dict[str, Any]:
    """The roles to choose from, narrowed by the filter `q`."""
    q = request.GET.get("q", "")[:100]
    words = q.casefold().split()
    roles = [
        role
        for role in form.roles.values()
        if all(
            word in " ".join((role.name, role.summary, *role.aliases)).casefold() for word in words
        )
    ]
    return {
        "form": form,
        "roles": roles,
        "has_filter": len(form.roles) > FILTER_FROM,
        "q": q,
        "chosen": form["role"].value(),
    }


def page_url(assessment: Assessment, part: str, number: int) -> str:
    return reverse("assessments:question_page", args=[assessment.pk, part, number])


def role_change_sentence(taken: Sitting) -> str:
    """What comparing with another role means for the number of questions."""
    total, name = len(taken.asked), taken.role.name
    return f"You now compare with {name}: {taken.answered_count} of {total} skills are answered."


def stored_question(skill: Skill, rating: Rating | None) -> Question:
    if rating is None:
        return Question(skill)
    return Question(
        skill=skill,
        value=rating.value,
        last_used=rating.last_used,
        evidence_url=rating.evidence_url,
        note=rating.note,
        revision=rating.revision,
        mark=Answer.of(rating).mark,
    )


def stored_questions(page: Page, taken: Sitting) -> list[Question]:
    """The page's questions with the answers that are stored."""
    return [stored_question(skill, taken.ratings.get(skill.code)) for skill in page.skills]


def sent_questions(
    page: Page, taken: Sitting, forms: Sequence[AnswerForm], saved: Saved
) -> list[Question]:
    """The page's questions as they were sent, with what is wrong about each."""
    return [
        _sent_question(skill, form, saved, taken.ratings.get(skill.code))
        for skill, form in zip(page.skills, forms, strict=True)
    ]


def _sent_question(skill: Skill, form: AnswerForm, saved: Saved, stored: Rating | None) -> Question:
    if form.is_valid() and skill.code not in saved.conflicts:
        return stored_question(skill, saved.ratings.get(skill.code, stored))
    sent = {name: form[name].value() or "" for name in form.fields}
    return Question(
        skill=skill,
        value=sent["value"],
        last_used=sent["last_used"],
        evidence_url=sent["evidence_url"],
        note=sent["note"],
        # The window keeps what it knew, so that only the person's word overwrites a newer answer.
        revision=form.cleaned_data.get("seen") or 0,
        mark=sent["was"],
        errors={name: sentences[0] for name, sentences in form.errors.items()},
        conflict=saved.conflicts.get(skill.code),
    )


def save(assessment: Assessment, changes: Iterable[Change | None]) -> Saved:
    """Store every change there is. Raises AlreadySubmittedError when there is one to store."""
    wanted = [change for change in changes if change is not None]
    if not wanted:
        return Saved({}, {})
    return actions.save_ratings(assessment=assessment, changes=wanted)


def page(
    request: HttpRequest, taken: Sitting, page: Page, questions: list[Question]
) -> dict[str, Any]:
    """Everything the question page prints."""
    return {
        "sitting": taken,
        "page": page,
        "questions": questions,
        "is_last": page.number == len(taken.pages(page.part)),
        "back_url": _check_url(request, taken.assessment, page) or _back_url(taken, page),
        "has_errors": any(question.errors for question in questions),
        "last_used_choices": Rating.LastUsed.choices,
        "has_digit_keys": getattr(request, "has_digit_keys", True),
    }


def _back_url(taken: Sitting, page: Page) -> str:
    if page.number > 1:
        return page_url(taken.assessment, page.part, page.number - 1)
    return reverse("assessments:assessment_detail", args=[taken.assessment.pk])


def _check_url(request: HttpRequest, assessment: Assessment, page: Page) -> str:
    """The row of the check page that led here, as `?check=` names it; empty when none did."""
    code = request.GET.get("check", "")
    if code not in {skill.code for skill in page.skills}:
        return ""
    return f"{reverse('assessments:answer_check', args=[assessment.pk])}#row-{code}"


def onward(request: HttpRequest, taken: Sitting, page: Page) -> str:
    """Where Continue leads: out, back to the check, to the next page, or to what comes after."""
    assessment = taken.assessment
    if "leave" in request.POST:
        is_guest = owner_of(request).user is None
        detail = reverse("assessments:assessment_detail", args=[assessment.pk])
        return detail if is_guest else reverse("home")
    kept = [skill.code for skill in page.skills if f"keep-{skill.code}" in request.POST]
    if kept:
        return f"{request.get_full_path()}#q-{kept[0]}"
    if check := _check_url(request, assessment, page):
        return check
    if page.number < len(taken.pages(page.part)):
        return page_url(assessment, page.part, page.number + 1)
    after = "first_result" if page.part == "first" else "answer_check"
    return reverse(f"assessments:{after}", args=[assessment.pk])


def rating_reply(skill_code: str, form: AnswerForm, saved: Saved) -> dict[str, Any]:
    """The reply to a save of one answer, with the status it is sent with."""
    rating = saved.ratings.get(skill_code)
    conflict = saved.conflicts.get(skill_code)
    return {
        "skill_code": skill_code,
        "rating": rating,
        "mark": Answer.of(rating).mark if rating else "",
        "conflict": conflict,
        "sent": form["value"].value(),
        "errors": [sentences[0] for sentences in form.errors.values()],
        "status": 422 if form.errors else 409 if conflict else 200,
    }


def pending(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """What was sent to a page whose session had ended, checked, as the session can hold it."""
    codes = [name.removeprefix("seen-") for name in request.POST if name.startswith("seen-")]
    forms = [AnswerForm(request.POST, code) for code in codes[:PAGE_SIZE]]
    changes = [form.change for form in forms if form.is_valid()]
    return {"assessment": str(pk), "changes": [asdict(change) for change in changes if change]}
