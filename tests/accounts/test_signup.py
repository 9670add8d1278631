"""Making an account: ux.md L2, security.md T-10, T-29, T-36, T-54."""

from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.forms import NO_ACCOUNT_MADE
from accounts.models import User

from .pages import Page

pytestmark = pytest.mark.django_db

NAMES = ["Nguyễn Thị Ánh", "عبد الله", "O’Brien-Ñuñez", "X", "W" * 120]


@pytest.fixture
def url() -> str:
    return reverse("account_signup")


def test_l2_1_three_typed_fields(client: Client, url: str) -> None:
    page = Page(client.get(url))
    form = [
        e for e in page.elements if e.tag == "input" and e.attrs.get("id", "").startswith("id_")
    ]
    assert [(e["name"], e["type"], e.attrs.get("autocomplete")) for e in form] == [
        ("name", "text", "name"),
        ("email", "email", "email"),
        ("password1", "password", "new-password"),
        ("time_zone", "hidden", None),
    ]
    assert form[3].attrs["data-time-zone"] == ""


def test_g_34_nothing_hinders_paste_or_a_password_manager(client: Client, url: str) -> None:
    page = Page(client.get(url))
    names = {name for e in page.all("input") for name in e.attrs}
    assert not {name for name in names if name.startswith("on")}
    assert page.one("button", type="button")["data-show-password"] == "id_password1"
    assert "hidden" in page.one("button", type="button").attrs


def test_sign_up_makes_an_account_and_goes_home(
    client: Client, url: str, sign_up_form: dict[str, str]
) -> None:
    response = client.post(url, sign_up_form)
    assert (response.status_code, response["Location"]) == (303, reverse("home"))
    person = User.objects.get()
    assert (person.name, person.email, person.time_zone, person.theme) == (
        "Ada",
        "ada@example.org",
        "Europe/Madrid",
        "auto",
    )
    assert client.session["_auth_user_id"] == str(person.pk)
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["ada@example.org"], "Confirm your e-mail address")
    ]


def test_sign_up_returns_to_where_it_was_asked(
    client: Client, url: str, sign_up_form: dict[str, str]
) -> None:
    page = Page(client.get(url, {"next": "/help/?a=1"}))
    assert page.field("next")["value"] == "/help/?a=1"
    response = client.post(url, sign_up_form | {"next": "/help/?a=1"})
    assert response["Location"] == "/help/?a=1"


def test_sign_up_says_nothing_beside_the_page(
    client: Client, url: str, sign_up_form: dict[str, str]
) -> None:
    client.post(url, sign_up_form)
    page = Page(client.get(reverse("accounts:preferences")))
    assert page.one("div", role="status").text == ""


def test_a_guests_colours_move_to_the_account(
    client: Client, url: str, sign_up_form: dict[str, str]
) -> None:
    client.post(reverse("accounts:theme_set"), {"theme": "dark"})
    client.post(url, sign_up_form)
    assert User.objects.get().theme == "dark"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "x" * 500])
def test_an_unknown_time_zone_is_utc(
    client: Client, url: str, sign_up_form: dict[str, str], zone: str
) -> None:
    assert client.post(url, sign_up_form | {"time_zone": zone}).status_code == 303
    assert User.objects.get().time_zone == "UTC"


def test_l2_3_common_password_gives_one_sentence_and_keeps_the_address(
    client: Client, url: str, sign_up_form: dict[str, str]
) -> None:
    response = client.post(url, sign_up_form | {"password1": "password1234"})
    page = Page(response)
    sentence = "Many people use this password. Choose one that is harder to guess."
    assert response.status_code == 422
    assert page.problems == [(sentence, "#id_password1")]
    assert page.problem_at("password1") == sentence
    assert page.one("input", name="email")["value"] == "ada@example.org"
    assert page.one("input", name="name")["value"] == "Ada"
    assert "value" not in page.one("input", name="password1").attrs
    assert not User.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_l2_5_names_are_accepted_and_shown_whole(
    client: Client, url: str, sign_up_form: dict[str, str], name: str
) -> None:
    client.post(url, sign_up_form | {"name": name})
    page = Page(client.get(reverse("accounts:preferences")))
    assert page.one("input", name="name")["value"] == name


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Enter your name."),
        ("   ", "Enter your name."),
        ("W" * 121, "Enter a name of at most 120 characters."),
        ("A\r\nBcc: b@example.org", "Enter your name on one line, without control characters."),
    ],
)
def test_a_refused_name_says_why(
    client: Client, url: str, sign_up_form: dict[str, str], name: str, sentence: str
) -> None:
    response = client.post(url, sign_up_form | {"name": name})
    assert response.status_code == 422
    assert Page(response).problems == [(sentence, "#id_name")]


def test_g_15_an_empty_form_names_every_field(client: Client, url: str) -> None:
    response = client.post(url, {})
    page = Page(response)
    assert response.status_code == 422
    assert page.one("title").text == "Error: Make an account – CareerFit"
    assert page.one("h1").text == "Make an account"
    assert page.one("h2").text == "There is a problem"
    summary = page.one("div", class_="problem-summary")
    assert (summary["role"], summary["tabindex"]) == ("alert", "-1")
    assert "data-focus" in summary.attrs
    assert page.problems == [
        ("Enter your name.", "#id_name"),
        ("Enter your e-mail address.", "#id_email"),
        ("Enter a password.", "#id_password1"),
    ]
    assert [page.problem_at(name) for name in ("name", "email", "password1")] == [
        sentence for sentence, _ in page.problems
    ]
    assert "novalidate" in page.one("form", action=url).attrs


@pytest.mark.parametrize("address", ["ada", "ada@", "@example.org", "a b@example.org"])
def test_a_refused_address_says_why_once(
    client: Client, url: str, sign_up_form: dict[str, str], address: str
) -> None:
    page = Page(client.post(url, sign_up_form | {"email": address}))
    assert page.problems == [("Enter an e-mail address such as name@example.org.", "#id_email")]
    assert page.one("input", name="email")["value"] == address


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("seven77", "Choose a password of at least 8 characters."),
        ("CareerFit2026!", "This password is the name of this site. Choose another."),
        ("ada@example", "This password is too close to your name or address. Choose another."),
        ("Ada Lovelace", "This password is too close to your name or address. Choose another."),
    ],
)
def test_t36_refused_passwords(
    client: Client, url: str, sign_up_form: dict[str, str], password: str, sentence: str
) -> None:
    form = sign_up_form | {"name": "Ada Lovelace", "password1": password}
    assert Page(client.post(url, form)).problems == [(sentence, "#id_password1")]


@pytest.mark.parametrize(
    "password",
    ["x7" * 32, "aB3 " * 1023 + "wxyz", "🐙🦑🐚🪸🦐🦞🦀🐡", "  leading spaces count"],
    ids=["64", "4096", "emoji", "spaces"],
)
def test_t36_accepted_passwords_work_unchanged(
    client: Client, url: str, sign_up_form: dict[str, str], password: str
) -> None:
    assert client.post(url, sign_up_form | {"password1": password}).status_code == 303
    assert User.objects.get().check_password(password)


@pytest.mark.parametrize("name", ["account_signup", "account_login"])
def test_t36_an_endless_password_is_refused_before_hashing(
    client: Client, sign_up_form: dict[str, str], name: str
) -> None:
    endless = "x" * 1_000_000
    form = sign_up_form | {"password1": endless, "login": "ada@example.org", "password": endless}
    with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode") as encode:
        assert client.post(reverse(name), form).status_code == 400
    encode.assert_not_called()
    assert not User.objects.exists()


def test_t10_extra_fields_change_nothing(
    client: Client, url: str, sign_up_form: dict[str, str]
) -> None:
    extra = {
        "is_staff": "on",
        "is_superuser": "on",
        "is_active": "",
        "id": "77",
        "session_epoch": "9",
        "joined_at": "2000-01-01",
        "theme": "dark",
        "locale": "xx",
    }
    client.post(url, sign_up_form | extra)
    person = User.objects.get()
    assert (person.is_staff, person.is_superuser, person.is_active) == (False, False, True)
    assert (person.session_epoch, person.theme, person.locale) == (0, "auto", "en-gb")
    assert person.joined_at.year > 2000


def test_t29_a_known_address_is_told_by_mail_only(
    client: Client, url: str, sign_up_form: dict[str, str], ada: User
) -> None:
    response = client.post(url, sign_up_form | {"email": "ADA@example.org"})
    page = Page(response)
    assert response.status_code == 422
    assert page.problems == [(NO_ACCOUNT_MADE, "#id_email")]
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["ada@example.org"], "You have a CareerFit account already")
    ]
    assert User.objects.get() == ada
    assert "_auth_user_id" not in client.session


def test_t29_a_form_with_other_problems_tells_nothing(
    client: Client, url: str, sign_up_form: dict[str, str], ada: User
) -> None:
    known = Page(client.post(url, sign_up_form | {"name": ""})).problems
    other = sign_up_form | {"name": "", "email": "nobody@example.org"}
    assert known == Page(client.post(url, other)).problems == [("Enter your name.", "#id_name")]
    assert mail.outbox == []


def test_an_address_that_only_waits_for_its_link_is_free(
    client: Client, url: str, sign_up_form: dict[str, str], ben: User
) -> None:
    EmailAddress.objects.create(user=ben, email="ada@example.org")
    assert client.post(url, sign_up_form).status_code == 303
    assert client.get(reverse("account_email")).status_code == 200
    assert User.objects.filter(email="ada@example.org").count() == 1


def test_g_22_a_second_submit_makes_no_second_account(
    client: Client, url: str, sign_up_form: dict[str, str], ada: User
) -> None:
    """Both submits have passed the check before one of them stores: the database decides."""
    with patch("accounts.forms.is_taken", return_value=False):
        response = client.post(url, sign_up_form)
    assert (response.status_code, response["Location"]) == (303, reverse("account_login"))
    assert User.objects.count() == 1


def test_the_database_refuses_one_address_in_two_cases(ada: User) -> None:
    with pytest.raises(IntegrityError, match="email"):
        User(email="ADA@example.org", name="Ada").save()


def test_a_mail_server_that_is_down_does_not_stop_sign_up(
    client: Client, url: str, sign_up_form: dict[str, str]
) -> None:
    with patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        assert client.post(url, sign_up_form).status_code == 303
    assert User.objects.count() == 1
