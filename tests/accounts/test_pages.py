"""Every page of allauth that can be reached is ours: ux.md G-05, G-06, G-24, G-34."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import User

from .pages import Page

pytestmark = pytest.mark.django_db

ANONYMOUS = {
    "account_login": "Sign in",
    "account_signup": "Make an account",
    "account_reset_password": "Reset your password",
    "account_reset_password_done": "Look into your mail",
    "account_reset_password_from_key_done": "Your new password is saved",
    "account_inactive": "This account is closed",
    "account_email_verification_sent": "Confirm your address by mail",
}
SIGNED_IN = {
    "account_logout": "Sign out",
    "account_email": "Change your e-mail address",
    "account_change_password": "Change your password",
    "account_reauthenticate": "Enter your password again",
    "mfa_index": "Two-step sign-in",
    "accounts:preferences": "Your account",
}
ELSEWHERE = {
    # These need a state, and stand in test_passwords.py and test_two_step.py.
    "account_confirm_email",
    "account_reset_password_from_key",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    # Leads back to sign-in, since codes by mail are off.
    "account_confirm_login_code",
}


def test_g_33_no_address_of_allauth_is_forgotten() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    ours = {name for name in names if name.startswith(("account_", "mfa_"))}
    assert ours - {"account_delete"} == (
        ({*ANONYMOUS, *SIGNED_IN} - {"accounts:preferences"}) | ELSEWHERE
    )


@pytest.mark.parametrize(("name", "heading"), ANONYMOUS.items())
def test_g_05_pages_before_sign_in(client: Client, name: str, heading: str) -> None:
    page = Page(client.get(reverse(name)))
    assert page.one("h1").text == heading
    assert page.one("title").text.startswith(heading)
    assert page.one("title").text.endswith(" – CareerFit")
    assert page.one("html")["lang"] == "en-GB"


@pytest.mark.parametrize(("name", "heading"), SIGNED_IN.items())
def test_g_05_pages_after_sign_in(
    ada: User, signed_in: Callable[[User], Client], name: str, heading: str
) -> None:
    page = Page(signed_in(ada).get(reverse(name)))
    assert page.one("h1").text == heading
    assert page.one("title").text.startswith(heading)


def test_a_code_by_mail_is_not_offered(client: Client) -> None:
    response = client.get(reverse("account_confirm_login_code"))
    assert (response.status_code, response["Location"]) == (302, reverse("account_login"))


def test_answers_are_pages_whatever_a_header_asks(client: Client) -> None:
    response = client.get(reverse("account_login"), headers={"x-requested-with": "XMLHttpRequest"})
    assert response["Content-Type"] == "text/html; charset=utf-8"


TEMPLATES = [
    path
    for folder in ("account", "accounts", "mfa", "forms")
    for path in Path(settings.BASE_DIR, "templates", folder).rglob("*.*")
]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_g_24_templates_speak_plainly(path: Path) -> None:
    words = re.sub(r"{[{%#].*?[}%#]}|<[^>]*>", " ", path.read_text())
    for unwanted in ("please", "invalid", "successfully", "score", "!"):
        assert unwanted not in words.casefold()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_t51_templates_carry_no_style_and_no_script(path: Path) -> None:
    assert not re.search(r"style=|<script|<style|\bon[a-z]+=|\|safe|autoescape", path.read_text())
