"""Two-step sign-in: security.md T-30, T-38, and every page of it in our shell."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User

from .conftest import PASSWORD
from .pages import Page

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WRONG_CODE = "This code is wrong or too old. Enter the one your app shows now."


def code_of(secret: str, at: datetime) -> str:
    """What the app shows at that moment."""
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))


@pytest.fixture
def proven(client: Client, ada: User, sign_in_form: dict[str, str]) -> Client:
    """Ada, address confirmed, signed in and asked for her password a moment ago."""
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    client.post(reverse("account_login"), sign_in_form)
    proof = {"password": PASSWORD, "next": reverse("mfa_index")}
    client.post(reverse("account_reauthenticate"), proof)
    return client


@pytest.fixture
def secret(proven: Client) -> str:
    """Ada has switched two-step sign-in on, an hour before noon."""
    with time_machine.travel(NOON - timedelta(hours=1), tick=False) as clock:
        proof = {"password": PASSWORD, "next": reverse("mfa_index")}
        proven.post(reverse("account_reauthenticate"), proof)
        page = Page(proven.get(reverse("mfa_activate_totp")))
        key = page.one("code").text
        shown = code_of(key, NOON - timedelta(hours=1))
        response = proven.post(reverse("mfa_activate_totp"), {"code": shown})
        assert response["Location"] == reverse("mfa_view_recovery_codes")
        clock.shift(timedelta(minutes=1))
    cache.clear()
    return key


def with_password(form: dict[str, str]) -> Client:
    client = Client()
    response = client.post(reverse("account_login"), form)
    assert (response.status_code, response["Location"]) == (303, reverse("mfa_authenticate"))
    return client


def give(client: Client, code: str) -> int:
    return client.post(reverse("mfa_authenticate"), {"code": code}).status_code


def test_switching_on_shows_a_code_to_scan_and_the_key(proven: Client) -> None:
    page = Page(proven.get(reverse("mfa_activate_totp")))
    assert page.one("h1").text == "Switch on two-step sign-in"
    assert page.one("svg", class_="qr").text == "QR code with the key below"
    link = next(e["href"] for e in page.all("a") if e["href"].startswith("otpauth:"))
    assert f"secret={page.one('code').text}&issuer=CareerFit" in link
    assert page.one("input", name="code")["autocomplete"] == "one-time-code"
    assert not [e for e in page.elements if "style" in e.attrs]


def test_g_15_a_wrong_code_is_said_at_its_field(proven: Client) -> None:
    proven.get(reverse("mfa_activate_totp"))
    response = proven.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert response.status_code == 422
    assert Page(response).problems == [(WRONG_CODE, "#id_code")]


def test_the_second_step_lets_in_with_the_code_only(
    secret: str, sign_in_form: dict[str, str]
) -> None:
    with time_machine.travel(NOON, tick=False):
        client = with_password(sign_in_form)
        assert client.get(reverse("accounts:preferences")).status_code == 302
        asked = client.get(reverse("mfa_authenticate"))
        assert Page(asked).one("h1").text == "Enter the code from your app"
        assert give(client, code_of(secret, NOON)) == 303
        assert client.get(reverse("accounts:preferences")).status_code == 200


def test_t30_the_session_key_changes_at_the_second_step(
    secret: str, sign_in_form: dict[str, str]
) -> None:
    with time_machine.travel(NOON, tick=False):
        client = with_password(sign_in_form)
        before = client.session.session_key
        give(client, code_of(secret, NOON))
        assert client.session.session_key != before


def test_t38_a_code_works_once_and_not_ninety_seconds_later(
    secret: str, sign_in_form: dict[str, str]
) -> None:
    with time_machine.travel(NOON, tick=False):
        first, second, late = (with_password(sign_in_form) for _ in range(3))
        assert give(first, code_of(secret, NOON)) == 303
        assert give(second, code_of(secret, NOON)) == 422
        assert give(late, code_of(secret, NOON - timedelta(seconds=90))) == 422


def test_t38_a_recovery_code_works_once(secret: str, sign_in_form: dict[str, str]) -> None:
    row = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    code = row.wrap().get_unused_codes()[0]
    assert give(with_password(sign_in_form), code) == 303
    assert give(with_password(sign_in_form), code) == 422


def test_t38_guessing_codes_is_limited(secret: str, sign_in_form: dict[str, str]) -> None:
    client = with_password(sign_in_form)
    assert [give(client, f"{n:06}") for n in range(11)] == [422] * 10 + [429]


def test_two_step_sign_in_needs_a_confirmed_address(
    ada: User, signed_in: Callable[[User], Client]
) -> None:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=False, primary=True)
    response = signed_in(ada).get(reverse("mfa_activate_totp"), follow=True)
    page = Page(response)
    assert page.one("h1").text == "Two-step sign-in"
    assert page.one("div", role="status").text == (
        "Confirm your e-mail address first, then switch on two-step sign-in."
    )


def test_every_page_of_two_step_sign_in_is_ours(proven: Client, secret: str) -> None:
    asked = {"password": PASSWORD, "next": reverse("mfa_index")}
    headings = {
        "mfa_index": "Two-step sign-in",
        "mfa_view_recovery_codes": "Recovery codes",
        "mfa_generate_recovery_codes": "Make new recovery codes",
        "mfa_deactivate_totp": "Switch off two-step sign-in",
        "mfa_reauthenticate": "Enter a code from your app",
        "account_reauthenticate": "Enter your password again",
    }
    proven.post(reverse("account_reauthenticate"), asked)
    for name, heading in headings.items():
        page = Page(proven.get(reverse(name)))
        assert page.one("h1").text == heading
        assert page.one("title").text == f"{heading} – Account – CareerFit"


def test_recovery_codes_are_downloaded_as_text(proven: Client, secret: str) -> None:
    asked = {"password": PASSWORD, "next": reverse("mfa_index")}
    proven.post(reverse("account_reauthenticate"), asked)
    response = proven.get(reverse("mfa_download_recovery_codes"))
    assert response["Content-Type"].startswith("text/plain")
    codes = response.content.decode().split()
    assert len(codes) == 10
    assert all(re.fullmatch(r"\d{8}", code) for code in codes)


def test_switching_off_is_told_by_mail(proven: Client, secret: str) -> None:
    asked = {"password": PASSWORD, "next": reverse("mfa_index")}
    proven.post(reverse("account_reauthenticate"), asked)
    assert proven.post(reverse("mfa_deactivate_totp")).status_code == 303
    assert not Authenticator.objects.exists()
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["ada@example.org"], "Two-step sign-in is off")
    ]


@pytest.mark.parametrize("path", ["webauthn/", "webauthn/add/", "webauthn/login/", "trust/"])
def test_what_we_do_not_offer_is_not_there(proven: Client, path: str) -> None:
    assert proven.get(f"/account/two-factor/{path}").status_code == 404
