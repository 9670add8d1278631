"""What browsers send from the questionnaire, and what its pages hold ready to be sent."""

from django.http import HttpResponse
from django.urls import reverse

from assessments.models import Assessment
from tests.accounts.pages import Page


def question_url(assessment: Assessment, part: str = "first", number: int = 1) -> str:
    return reverse("assessments:question_page", args=[assessment.pk, part, number])


def save_url(assessment: Assessment, skill: str) -> str:
    return reverse("assessments:rating_save", args=[assessment.pk, skill])


def answer(skill: str, value: str = "", **more: str) -> dict[str, str]:
    """The fields of one answer; `more` may name last_used, evidence_url, note, seen, was, keep."""
    return {f"{name}-{skill}": text for name, text in {"value": value, **more}.items()}


def filled_in(response: HttpResponse) -> dict[str, str]:
    """Every field of the questions as the page would send it when nothing is touched."""
    page = Page(response)
    fields = {}
    for element in page.all("input"):
        kind, name = element.attrs.get("type"), element.attrs.get("name", "")
        if "-" in name and (kind != "radio" or "checked" in element.attrs):
            fields[name] = element.attrs.get("value", "")
    for element in page.all("textarea"):
        fields[element["name"]] = "".join(element.words)
    return fields


def chosen(response: HttpResponse) -> dict[str, str]:
    """Skill → the value that is chosen on the page; skills without a choice are left out."""
    fields = filled_in(response)
    return {
        name.removeprefix("value-"): value
        for name, value in fields.items()
        if name.startswith("value-")
    }
