"""The choice of a day for the weekly mail."""

from typing import Any

from django import forms

from roadmaps.weekdays import DAYS

NO_MAIL = "none"
CHOICES = [(NO_MAIL, "No mail"), *((str(number), day) for number, day in enumerate(DAYS))]


class ReminderForm(forms.Form):
    """One question with eight answers: no mail, or a day of the week."""

    day = forms.ChoiceField(
        label="When should it come?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a day, or no mail.",
            "invalid_choice": "Choose a day, or no mail.",
        },
    )

    def __init__(self, *args: Any, is_address_confirmed: bool, **kwargs: Any) -> None:
        self.is_address_confirmed = is_address_confirmed
        super().__init__(*args, **kwargs)

    def clean_day(self) -> int | None:
        """The day from 0, Monday; None for no mail."""
        day = self.cleaned_data["day"]
        if day == NO_MAIL:
            return None
        if not self.is_address_confirmed:
            raise forms.ValidationError("Confirm your e-mail address first, then choose a day.")
        return int(day)
