"""The form of the log as a browser sends it."""

from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse

BAD_LINKS = [
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//host.example/x",
    "https://a@b.example/",
    "\x01https://host.example/",
    "https:\\\\host.example",
    "https://",
    "mailto:ada@example.org",
    "x",
]
LINK_SENTENCE = "Enter a link that starts with http:// or https://."


def fields(**changes: str) -> dict[str, str]:
    said = {
        "logged_on": "2026-11-20",
        "hours": "1.5",
        "note": "",
        "evidence_url": "",
        "level": "",
        "key": str(uuid4()),
    }
    return {**said, **changes}


def add_url(skill: str = "sql", level: int = 2) -> str:
    return reverse("roadmaps:log_entry_add", args=[skill, level])


def problems(response: HttpResponse) -> list[str]:
    """The sentences of the fields in error."""
    return [text for errors in response.context["form"].errors.values() for text in errors]
