"""What people send: one answer, the choice of a role, a retake."""

from collections.abc import Mapping
from typing import Any

from django import forms

from assessments.actions import Answer, Change
from assessments.fields import KeyField, LinkField, NoteField
from assessments.models import Rating
from taxonomy.framework import Role

LEVEL_VALUES = tuple(str(level) for level in range(6))
VALUES = (*LEVEL_VALUES, Rating.Answer.UNSURE.value, Rating.Answer.NOT_APPLICABLE.value)
KEEP_STORED = "stored"
"""What `keep` says when the other window's answer is to stay as it is."""


class AnswerForm(forms.Form):
    """The answer to one skill; every field name ends in the skill's code (`value-python`)."""

    value = forms.ChoiceField(
        choices=[(value, value) for value in VALUES],
        required=False,
        error_messages={"invalid_choice": "Choose one of the levels from 0 to 5."},
    )
    last_used = forms.ChoiceField(
        choices=[("", ""), *Rating.LastUsed.choices],
        required=False,
        error_messages={"invalid_choice": "Choose this month, this year or longer ago."},
    )
    evidence_url = LinkField()
    note = NoteField()
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31)
    was = forms.CharField(required=False, max_length=64)
    keep = forms.ChoiceField(
        choices=[(value, value) for value in (*VALUES, KEEP_STORED)],
        required=False,
        error_messages={"invalid_choice": "Choose which answer to keep."},
    )

    def __init__(self, data: Mapping[str, str], skill_code: str) -> None:
        self.skill_code = skill_code
        super().__init__(data)

    def add_prefix(self, field_name: str) -> str:
        return f"{field_name}-{self.skill_code}"

    def clean(self) -> dict[str, Any]:
        """What was added without a level is refused, since there is no answer to keep it with."""
        cleaned = self.cleaned_data
        has_more = any(cleaned.get(name) for name in ("last_used", "evidence_url", "note"))
        if has_more and not self["value"].value():
            self.add_error("value", "Choose a level, so that what you added can be saved.")
        return cleaned

    @property
    def choice(self) -> Change | None:
        """What was chosen; None when nothing was, or when what is stored is to stay."""
        cleaned = self.cleaned_data
        value = cleaned["keep"] or cleaned["value"]
        if not value or value == KEEP_STORED:
            return None
        answer = Answer(value, cleaned["last_used"], cleaned["evidence_url"], cleaned["note"])
        return Change(self.skill_code, answer, None if cleaned["keep"] else cleaned["seen"] or 0)

    @property
    def change(self) -> Change | None:
        """What was chosen, unless the window only shows what it was given.

        An untouched answer is left alone, so that another window's newer one stands.
        """
        choice = self.choice
        is_decided = bool(self.cleaned_data["keep"])
        is_untouched = choice and choice.answer.mark == self.cleaned_data["was"]
        return choice if is_decided or not is_untouched else None


class RoleForm(forms.Form):
    """The choice of a role. `key` becomes the id of the sitting, so sending twice starts one."""

    NOT_SURE = "not-sure"
    """"I am not sure": the roles are looked at before one is chosen."""

    role = forms.CharField(required=False)
    key = KeyField()

    def __init__(self, roles: Mapping[str, Role], *args: Any, **kwargs: Any) -> None:
        self.roles = roles
        super().__init__(*args, **kwargs)

    def clean_role(self) -> str:
        role = self.cleaned_data["role"]
        if role != self.NOT_SURE and role not in self.roles:
            raise forms.ValidationError("Choose a role to compare with.")
        return role


class RetakeForm(forms.Form):
    """A new sitting: from the last answers or from blank, perhaps only what another role lacks."""

    key = KeyField()
    answers = forms.ChoiceField(choices=[("keep", "keep"), ("blank", "blank")])
    role = forms.CharField(required=False, max_length=80)
    only = forms.ChoiceField(choices=[("missing", "missing")], required=False)
