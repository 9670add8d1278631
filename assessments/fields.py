"""Form fields that more than one form needs: links, notes, and the id that comes with a form."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django import forms

from assessments.models import LINK_LENGTH, NOTE_LENGTH

LINK_SENTENCE = "Enter a link that starts with http:// or https://."


def is_web_link(text: str) -> bool:
    """True for http and https addresses with a host and without credentials in them.

    Browsers drop control characters and read a backslash as a slash, so that an address with one
    leads elsewhere than it says.
    """
    if "\\" in text or not text.isprintable() or any(map(str.isspace, text)):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


class LinkField(forms.CharField):
    """An address on the web, or nothing."""

    def __init__(self) -> None:
        sentence = f"Enter a link of at most {LINK_LENGTH} characters."
        super().__init__(
            required=False, max_length=LINK_LENGTH, error_messages={"max_length": sentence}
        )

    def clean(self, value: Any) -> str:
        link = super().clean(value).strip()
        if link and not is_web_link(link):
            raise forms.ValidationError(LINK_SENTENCE)
        return link


class NoteField(forms.CharField):
    """Text of several lines; a line break counts as one character, though browsers send two."""

    def __init__(self) -> None:
        sentence = f"Enter a note of at most {NOTE_LENGTH:,} characters."
        super().__init__(
            required=False, max_length=NOTE_LENGTH, error_messages={"max_length": sentence}
        )

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class KeyField(forms.UUIDField):
    """The id that something new gets. Whatever is no id counts as none, and a fresh one is made."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> UUID:
        try:
            return super().clean(value) or uuid4()
        except forms.ValidationError:
            return uuid4()
