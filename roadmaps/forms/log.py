"""What a learner writes down for a step: a day, hours, a note, a link, a level."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from assessments.fields import KeyField, LinkField, NoteField
from assessments.models import LINK_LENGTH, NOTE_LENGTH
from roadmaps.actions import Work
from roadmaps.forms.terms import DayField
from roadmaps.models import HOURS_A_DAY, LogEntry
from taxonomy.values import LEVEL_NAMES

EARLIEST = date(2000, 1, 1)
NUMBER = re.compile(r"([0-9]{1,2})?(?:[.,]([0-9])0*)?", re.ASCII)
NO_HOURS = f"Enter hours from 0 to {HOURS_A_DAY}, with one decimal at most, such as 1.5."
SAYS_NOTHING = "Enter hours, a note, a link or a level, so that there is something to keep."


class WorkedField(forms.CharField):
    """Hours of one day with one decimal, by point or comma; nothing is no hours."""

    def __init__(self) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "short"}
        super().__init__(label="Hours", required=False, widget=forms.TextInput(attrs=attrs))

    def clean(self, value: Any) -> Decimal:
        text = super().clean(value)
        if not NUMBER.fullmatch(text):
            raise forms.ValidationError(NO_HOURS)
        hours = Decimal(text.replace(",", ".") or 0)
        if hours > HOURS_A_DAY:
            raise forms.ValidationError(NO_HOURS)
        return hours


class LogEntryForm(forms.Form):
    """One entry of the log. `key` becomes its id, so that a form sent twice logs once."""

    logged_on = DayField("Day", required="Enter the day on which you did it.")
    hours = WorkedField()
    note = NoteField()
    evidence_url = LinkField()
    level = forms.TypedChoiceField(
        label="Where do you see yourself now?",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "No answer"), *((n, f"{n} {name}") for n, name in enumerate(LEVEL_NAMES))],
        error_messages={"invalid_choice": "Choose one of the levels from 0 to 5."},
    )
    key = KeyField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["logged_on"].keep_within(EARLIEST, today)
        note, link = self.fields["note"], self.fields["evidence_url"]
        note.label, link.label = "Note to yourself", "A link that shows it"
        note.help_text = f"{NOTE_LENGTH:,} characters at most."
        # Not cut off by the browser: what is too long is kept, and said to be.
        counted = {"rows": 3, "data-count": NOTE_LENGTH, "autocomplete": "off"}
        note.widget = forms.Textarea(attrs=counted)
        link.widget = forms.URLInput(attrs={"maxlength": LINK_LENGTH, "autocomplete": "off"})
        self.fields["key"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        said = ("hours", "note", "evidence_url")
        is_empty = not any(cleaned.get(name) for name in said) and cleaned.get("level") is None
        if is_empty and not self.errors:
            self.add_error("hours", SAYS_NOTHING)
        return cleaned

    @property
    def work(self) -> Work:
        """What was written, once the form is valid."""
        names = ("logged_on", "hours", "note", "evidence_url", "level")
        return Work(**{name: self.cleaned_data[name] for name in names})


def said_in(entry: LogEntry) -> dict[str, object]:
    """What the fields of the form hold for a stored entry."""
    hours = f"{entry.hours.normalize():f}" if entry.hours else ""
    return {
        "logged_on": entry.logged_on,
        "hours": hours,
        "note": entry.note,
        "evidence_url": entry.evidence_url,
        "level": entry.level,
    }
