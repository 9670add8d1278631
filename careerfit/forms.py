"""Forms of the roof's pages."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest

from accounts.actions import count_try, forget_try


class DeleteAccountForm(forms.Form):
    """The password again, before everything goes."""

    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": "Enter your password.",
            "max_length": "That is not your password.",
        },
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """The password, if it is theirs. Tries count as they do at sign-in: TooManyTriesError."""
        user, password = self.request.user, self.cleaned_data["password"]
        client = get_adapter(self.request).get_client_ip(self.request)
        tries = count_try(email=user.email, client=client)
        if not user.check_password(password):
            raise forms.ValidationError("That is not your password.")
        forget_try(tries=tries)
        return password
