"""Forms of people: allauth's forms in our words and without its extras, and preferences.

Every sentence that a form can say about a field is written here or in accounts/passwords.py.
"""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import EmailValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.actions import forget_tries
from accounts.models import User, known_time_zones, validate_name
from accounts.passwords import HINT, refuse_endless

NOT_AN_ADDRESS = "Enter an e-mail address such as name@example.org."
NO_ACCOUNT_MADE = (
    "We could not make an account with this address. "
    "If this address has an account, we have sent a link."
)
CODE_HINT = "Six digits from your app, or one of your recovery codes."


def _say(field: forms.Field, label: str, token: str, required: str) -> None:
    """Give one of allauth's fields our label and sentence and the browser's autocomplete token."""
    field.label, field.help_text = label, ""
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = token
    field.error_messages["required"] = required


def _say_address(field: forms.Field) -> None:
    _say(field, "E-mail address", "email", "Enter your e-mail address.")
    field.widget.attrs.update({"spellcheck": "false", "autocapitalize": "none"})
    # The class attribute is shared by all forms, so the validator is replaced and not reworded.
    others = [v for v in field.validators if not isinstance(v, EmailValidator)]
    field.validators = [EmailValidator(NOT_AN_ADDRESS), *others]


def _say_password(field: forms.Field, label: str = "Password", *, is_new: bool = False) -> None:
    required = "Enter a password." if is_new else "Enter your password."
    _say(field, label, "new-password" if is_new else "current-password", required)
    field.help_text = HINT if is_new else ""
    field.validators.append(refuse_endless)


def is_taken(address: str) -> bool:
    """True when somebody signs in with `address`; one that only waits for its link is free."""
    return User.objects.filter(email=address).exists()


class SignUpForm(allauth_forms.SignupForm):
    """Name, address and password; the browser fills in the time zone."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        validators=[validate_name],
        help_text="As you want to be called. Any script is fine.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Enter your name.",
            "max_length": "Enter a name of at most 120 characters.",
        },
    )
    time_zone = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-time-zone": ""})
    )
    field_order = ["name", "email", "password1", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_address(self.fields["email"])
        _say_password(self.fields["password1"], is_new=True)

    def validate_unique_email(self, value: str) -> str:
        """Note that the address is taken, and say so only in mail (decision 0003)."""
        self.is_taken = is_taken(value)
        return value

    def clean_password1(self) -> str:
        known = {name: self.cleaned_data.get(name, "") for name in ("name", "email")}
        validate_password(self.cleaned_data["password1"], User(**known))
        return self.cleaned_data["password1"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and self.is_taken:
            get_adapter().send_account_already_exists_mail(cleaned["email"])
            self.add_error("email", NO_ACCOUNT_MADE)
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Of two submits of one form at once, the second is sent to sign in."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            return None, redirect("account_login")

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Store what allauth does not know about, and the colours chosen as a guest."""
        zone = self.cleaned_data["time_zone"]
        user.name = self.cleaned_data["name"]
        user.time_zone = zone if zone in known_time_zones() else "UTC"
        user.theme = request.theme
        user.save(update_fields=["name", "time_zone", "theme"])


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_address(self.fields["login"])
        _say_password(self.fields["password"])

    def add_error(self, field: str | None, error: Any) -> None:
        """A refusal of the pair stands at the address, where the summary can lead to it."""
        super().add_error(field or "login", error)


class ResetForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_address(self.fields["email"])


class OnePasswordMixin:
    """Asks for the new password once: it can be shown, so typing it twice proves nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _say_password(self.fields["password1"], "New password", is_new=True)


class ResetKeyForm(OnePasswordMixin, allauth_forms.ResetPasswordKeyForm):
    def save(self) -> None:
        super().save()
        adapter = get_adapter()
        forget_tries(email=self.user.email, client=adapter.get_client_ip(adapter.request))


class SetPasswordForm(OnePasswordMixin, allauth_forms.SetPasswordForm):
    pass


class ChangePasswordForm(OnePasswordMixin, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_password(self.fields["oldpassword"], "Current password")


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_password(self.fields["password"])


class ChangeEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_address(self.fields["email"])
        self.fields["email"].label = "New e-mail address"

    def save(self, request: HttpRequest) -> EmailAddress:
        """Let the new address wait for its confirmation, and leave the present one alone.

        allauth would drop a present address that is not confirmed yet, and with it `User.email`.
        """
        new = self.cleaned_data["email"]
        with transaction.atomic():
            waiting = EmailAddress.objects.filter(user=self.user, verified=False)
            waiting.exclude(email=self.user.email).delete()
            address = EmailAddress.objects.create(user=self.user, email=new)
        send_verification_email_to_address(request, address)
        return address


class CodeMixin:
    """Our words for a code from an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "Code", "one-time-code", "Enter the code.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        self.fields["code"].help_text = CODE_HINT


class CodeForm(CodeMixin, mfa_forms.AuthenticateForm):
    pass


class CodeAgainForm(CodeMixin, mfa_forms.ReauthenticateForm):
    pass


class ActivateCodesForm(CodeMixin, totp_forms.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "Six digits from your app."


class PreferencesForm(forms.ModelForm):
    """Name, looks and clock of the signed-in person."""

    time_zone = forms.ChoiceField(
        label="Time zone",
        error_messages={
            "required": "Choose a time zone.",
            "invalid_choice": "Choose a time zone from the list.",
        },
    )

    class Meta:
        model = User
        fields = ["name", "theme", "time_zone", "has_digit_keys"]
        labels = {"name": "Name", "theme": "Colours"}
        help_texts = {
            "has_digit_keys": "They work while a question has the focus, and nowhere else."
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "theme": forms.RadioSelect,
        }
        error_messages = {
            "name": {
                "required": "Enter your name.",
                "max_length": "Enter a name of at most 120 characters.",
            },
            "theme": {
                "required": "Choose the colours.",
                "invalid_choice": "Choose the colours from the list.",
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {zone for zone in known_time_zones() if "/" in zone and "Etc/" not in zone}
        zones = sorted(offered | {"UTC", self.instance.time_zone})
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]
