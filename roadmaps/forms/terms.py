"""What a learner asks of a path: roles, hours a week, days. Making and re-planning ask alike."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from assessments.fields import KeyField
from assessments.wording import day_words
from roadmaps.calendar import HOURS_IN_A_WEEK, Pause
from roadmaps.choices import PAUSES, Offer, years_from
from roadmaps.drafts import Terms
from roadmaps.models import LEAST_HOURS, MOST_HOURS

NUMBER = re.compile(r"[-−+]?([0-9]{0,9}[.,])?[0-9]{1,9}")
DECIMALS = re.compile(r"[.,][0-9]{2}")
FURTHEST_PAUSE = 10
"""Years ahead: a path at half an hour a week goes on for longer than its start may be away."""


class HoursField(forms.CharField):
    """Hours a week with one decimal, by point or comma."""

    def __init__(self) -> None:
        super().__init__(
            label="Hours a week",
            help_text="What you can keep up in an ordinary week, such as 6 or 1.5.",
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}
            ),
            error_messages={"required": "Enter how many hours a week you have."},
        )

    def clean(self, value: Any) -> Decimal:
        return _hours(super().clean(value))

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value))
        if text and not NUMBER.fullmatch(text):
            raise forms.ValidationError("Enter hours as a number, such as 6 or 1.5.")
        return text


def _hours(text: str) -> Decimal:
    number = Decimal(text.replace(",", ".").replace("−", "-"))
    if number > MOST_HOURS:
        raise forms.ValidationError(
            f"There are {HOURS_IN_A_WEEK} hours in a week. Enter {MOST_HOURS} or fewer."
        )
    if number < LEAST_HOURS:
        raise forms.ValidationError(
            f"A path needs some time every week. Enter {LEAST_HOURS} or more."
        )
    if DECIMALS.search(text):  # 1,000 may be meant as a thousand
        raise forms.ValidationError("Enter hours with one decimal at most, such as 1.5.")
    return number


class DayInput(forms.DateInput):
    """The browser's date control. What is no day stands in a plain one, which still shows it."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        if widget["value"] and not _is_day(widget["value"]):
            widget["type"] = "text"
            widget["attrs"] = {k: v for k, v in widget["attrs"].items() if k not in {"min", "max"}}
        return context


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class DayField(forms.DateField):
    """A day, by the date control of the browser, within bounds that are known with the form."""

    def __init__(self, label: str, *, required: str = "", help_text: str = "") -> None:
        super().__init__(
            label=label,
            required=bool(required),
            help_text=help_text,
            input_formats=["%Y-%m-%d"],
            widget=DayInput(),
            error_messages={
                "required": required,
                "invalid": "Enter a whole day: year, month and day, such as 2027-01-31.",
            },
        )

    def keep_within(self, earliest: date, latest: date) -> None:
        self.earliest, self.latest = earliest, latest
        self.widget.attrs |= {"min": earliest.isoformat(), "max": latest.isoformat()}

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not self.earliest <= value <= self.latest:
            raise forms.ValidationError(
                f"Enter a day from {day_words(self.earliest)} to {day_words(self.latest)}."
            )


class TermsForm(forms.Form):
    """The terms of a path, out of what an Offer lets one choose."""

    role = forms.ChoiceField(
        label="Role",
        error_messages={
            "required": "Choose a role.",
            "invalid_choice": "Choose a role from the list.",
        },
    )
    second = forms.ChoiceField(
        label="Second role",
        required=False,
        help_text="Two targets, one path: what both roles need comes first.",
        error_messages={"invalid_choice": "Choose a second role from the list, or none."},
    )
    basis = forms.ChoiceField(
        label="Levels to start from",
        widget=forms.RadioSelect,
        help_text="Steps that you finished count either way.",
        error_messages={
            "required": "Choose what the path starts from.",
            "invalid_choice": "Choose what the path starts from.",
        },
    )
    hours = HoursField()
    starts_on = DayField("Start", required="Enter the day on which you start.")

    def __init__(self, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        roles = list(offer.roles.items())
        self.fields["role"].choices = [("", "Choose a role"), *roles]
        self.fields["second"].choices = [("", "None"), *roles]
        self.fields["basis"].choices = [(each.value, each.words) for each in offer.bases]
        self.fields["starts_on"].label = offer.start_label
        self.fields["starts_on"].keep_within(offer.earliest, years_from(offer.today, 2))
        for number in range(1, PAUSES + 1):
            for end, label in (("first", "First day"), ("last", "Last day")):
                field = DayField(f"{label} of pause {number}")
                field.keep_within(
                    years_from(offer.today, -1), years_from(offer.today, FURTHEST_PAUSE)
                )
                self.fields[f"pause_{number}_{end}"] = field

    @property
    def pause_rows(self) -> Iterator[tuple[int, BoundField, BoundField]]:
        for number in range(1, PAUSES + 1):
            yield number, self[f"pause_{number}_first"], self[f"pause_{number}_last"]

    @property
    def has_pauses(self) -> bool:
        """Something is written in one of the rows, be it right or wrong."""
        return any(first.value() or last.value() for _, first, last in self.pause_rows)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("role") and cleaned.get("role") == cleaned.get("second"):
            self.add_error("second", "Choose a second role that is another one, or none.")
        for _, first, last in self.pause_rows:
            if not first.errors and not last.errors:
                self._check_pause(first.name, last.name)
        return cleaned

    def _check_pause(self, first_name: str, last_name: str) -> None:
        first, last = self.cleaned_data.get(first_name), self.cleaned_data.get(last_name)
        if first and not last:
            self.add_error(last_name, "Enter the last day of this pause too, or clear its first.")
        elif last and not first:
            self.add_error(first_name, "Enter the first day of this pause too, or clear its last.")
        elif first and last and last < first:
            self.add_error(
                last_name, f"The pause ends before it starts. Enter {day_words(first)} or later."
            )
        elif first and last and last > years_from(first, 1):
            self.add_error(last_name, "Enter a pause of a year at most.")

    @property
    def terms(self) -> Terms:
        """What was asked, once the form is valid."""
        cleaned = self.cleaned_data
        return Terms(
            role_codes=tuple(code for code in (cleaned["role"], cleaned["second"]) if code),
            hours_per_week=cleaned["hours"],
            starts_on=cleaned["starts_on"],
            pauses=(*self.offer.past_pauses, *_pauses(cleaned)),
            basis=self.offer.basis(cleaned["basis"]).assessment,
        )


def _pauses(cleaned: Mapping[str, Any]) -> Iterator[Pause]:
    for number in range(1, PAUSES + 1):
        if first := cleaned[f"pause_{number}_first"]:
            yield first, cleaned[f"pause_{number}_last"]


class NewPathForm(TermsForm):
    """The terms of a path to be made. `key` becomes its id, so sending twice makes one."""

    key = KeyField()
