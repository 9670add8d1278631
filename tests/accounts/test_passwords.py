"""Resetting, changing and asking again for the password: security.md T-29 to T-34, T-37, T-41."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User

from .conftest import PASSWORD
from .pages import Page

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEW = "a different battery staple"
SENT = "If this address has an account, we have sent a link."


def linked_path() -> str:
    """The path of the one link to this site in the newest mail."""
    (path,) = re.findall(r"^http://localhost:8000(/account/\S+)$", mail.outbox[-1].body, re.M)
    return path


def ask_for_link(client: Client, email: str = "ada@example.org", **extra: str) -> Page:
    response = client.post(reverse("account_reset_password"), {"email": email}, **extra)
    assert response.status_code == 303
    return Page(client.get(response["Location"]))


def choose(client: Client, link: str, password: str = NEW) -> Page:
    """Open a reset link and choose `password`; gives the last page."""
    form = client.get(link, follow=True)
    if not Page(form).all("input", name="password1"):
        return Page(form)
    path = form.redirect_chain[-1][0]
    return Page(client.post(path, {"password1": password}, follow=True))


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:preferences")).status_code == 200


def test_l2_and_t29_reset_says_the_same_to_everybody(client: Client, ada: User) -> None:
    pages = [ask_for_link(client, email) for email in ("ada@example.org", "abc@example.org")]
    assert [page.one("p", class_="lead").text for page in pages] == [SENT, SENT]
    assert pages[0].one("main").text == pages[1].one("main").text
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["ada@example.org"], "Reset your CareerFit password"),
        (["abc@example.org"], "There is no CareerFit account with this address"),
    ]


def test_reset_lets_the_person_in_with_the_new_password_only(
    client: Client, ada: User, sign_in_form: dict[str, str]
) -> None:
    ask_for_link(client)
    assert choose(client, linked_path()).one("h1").text == "Your new password is saved"
    assert client.post(reverse("account_login"), sign_in_form).status_code == 422
    new = sign_in_form | {"password": NEW}
    assert client.post(reverse("account_login"), new).status_code == 303
    assert mail.outbox[-1].subject == "Your password was reset"


def test_t33_the_token_stands_in_no_address_after_the_first(client: Client, ada: User) -> None:
    ask_for_link(client)
    link = linked_path()
    response = client.get(link)
    token = link.rstrip("/").split("-", 1)[1]
    assert response.status_code == 302
    assert token not in response["Location"]
    assert token not in client.get(response["Location"]).content.decode()


def test_t33_a_token_works_once(client: Client, ada: User) -> None:
    ask_for_link(client)
    link = linked_path()
    choose(client, link)
    assert choose(Client(), link, "third battery staple").one("h1").text == (
        "This link no longer works"
    )
    assert User.objects.get().check_password(NEW)


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (timedelta(minutes=59), "Choose a new password"),
        (timedelta(minutes=61), "This link no longer works"),
    ],
)
def test_t33_a_token_lives_for_an_hour(
    client: Client, ada: User, after: timedelta, title: str
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ask_for_link(client)
        clock.shift(after)
        assert Page(client.get(linked_path(), follow=True)).one("h1").text == title


def test_t33_a_token_dies_with_a_sign_in_and_a_change_of_password(
    client: Client, ada: User, sign_in_form: dict[str, str]
) -> None:
    ask_for_link(client)
    first = linked_path()
    client.post(reverse("account_login"), sign_in_form)
    assert choose(Client(), first).one("h1").text == "This link no longer works"
    ask_for_link(Client())
    second = linked_path()
    form = {"oldpassword": PASSWORD, "password1": NEW}
    client.post(reverse("account_change_password"), form)
    assert choose(Client(), second).one("h1").text == "This link no longer works"


def test_t33_a_token_is_for_one_person(client: Client, ada: User, ben: User) -> None:
    ask_for_link(client)
    adas = linked_path()
    ask_for_link(client, "ben@example.org")
    bens = linked_path()
    mixed = f"{bens.split('-', 1)[0].rsplit('/', 1)[0]}/"
    uid = bens.rsplit("/", 2)[1].split("-", 1)[0]
    token = adas.rsplit("/", 2)[1].split("-", 1)[1]
    assert choose(Client(), f"{mixed}{uid}-{token}/").one("h1").text == "This link no longer works"


def test_t28_a_reset_ends_the_wait(client: Client, ada: User, sign_in_form: dict[str, str]) -> None:
    for _ in range(11):
        client.post(reverse("account_login"), sign_in_form | {"password": "wrong"})
    ask_for_link(client)
    choose(client, linked_path())
    new = sign_in_form | {"password": NEW}
    assert client.post(reverse("account_login"), new).status_code == 303


def test_t34_links_in_mail_name_the_configured_site(
    client: Client, ada: User, sign_up_form: dict[str, str], settings: Settings
) -> None:
    settings.SITE_URL = "https://careerfit.example"
    settings.ALLOWED_HOSTS = ["*"]
    host = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
    ask_for_link(client, **host)
    ask_for_link(client, "nobody@example.org", **host)
    client.post(reverse("account_signup"), sign_up_form, **host)
    new = sign_up_form | {"email": "new@example.org"}
    client.post(reverse("account_signup"), new, **host)
    assert len(mail.outbox) == 4
    for message in mail.outbox:
        written = f"{message.subject}{message.body}{message.from_email}{message.extra_headers}"
        assert "evil" not in written
        hosts = set(re.findall(r"https?://([^/\s]+)", message.body))
        assert hosts == {"careerfit.example"}


@pytest.mark.parametrize("host", ["evil.example", "localhost:@evil.example", "localhost evil"])
def test_t34_an_unknown_host_is_refused(client: Client, ada: User, host: str) -> None:
    response = client.post(
        reverse("account_reset_password"), {"email": "ada@example.org"}, HTTP_HOST=host
    )
    assert response.status_code == 400
    assert mail.outbox == []


def test_t32_a_change_of_password_ends_the_other_sessions(
    ada: User, signed_in: Callable[[User], Client]
) -> None:
    here, there, elsewhere = (signed_in(ada) for _ in range(3))
    form = {"oldpassword": PASSWORD, "password1": NEW}
    response = here.post(reverse("account_change_password"), form)
    assert (response.status_code, response["Location"]) == (303, reverse("accounts:preferences"))
    assert [is_in(client) for client in (here, there, elsewhere)] == [True, False, False]
    assert mail.outbox[-1].subject == "Your password was changed"


def test_t32_a_reset_ends_every_session(
    client: Client, ada: User, signed_in: Callable[[User], Client]
) -> None:
    others = [signed_in(ada) for _ in range(3)]
    ask_for_link(client)
    choose(client, linked_path())
    assert [is_in(other) for other in others] == [False, False, False]


def test_t32_signing_out_everywhere_keeps_only_this_session(
    ada: User, signed_in: Callable[[User], Client]
) -> None:
    here, there, elsewhere = (signed_in(ada) for _ in range(3))
    before = here.session.session_key
    response = here.post(reverse("accounts:sessions_end"))
    assert (response.status_code, response["Location"]) == (303, reverse("accounts:preferences"))
    assert [is_in(client) for client in (here, there, elsewhere)] == [True, False, False]
    assert here.session.session_key != before


def test_sign_out_everywhere_is_a_post_of_ones_own(
    ada: User, ben: User, signed_in: Callable[[User], Client]
) -> None:
    adas, bens = signed_in(ada), signed_in(ben)
    assert adas.get(reverse("accounts:sessions_end")).status_code == 405
    adas.post(reverse("accounts:sessions_end"), {"user": ben.pk})
    assert is_in(bens)


def test_sessions_live_through_a_change_of_key(
    ada: User, signed_in: Callable[[User], Client], settings: Settings
) -> None:
    client = signed_in(ada)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of at least fifty characters, for one test only"
    assert is_in(client)


def test_g_15_a_wrong_current_password_is_said_at_its_field(
    ada: User, signed_in: Callable[[User], Client]
) -> None:
    form = {"oldpassword": "wrong", "password1": "short"}
    response = signed_in(ada).post(reverse("account_change_password"), form)
    page = Page(response)
    assert response.status_code == 422
    assert page.problems == [
        ("The current password is wrong.", "#id_oldpassword"),
        ("Choose a password of at least 8 characters.", "#id_password1"),
    ]
    assert [e["autocomplete"] for e in page.all("input", type="password")] == [
        "current-password",
        "new-password",
    ]
    assert not [e for e in page.all("input", type="password") if "value" in e.attrs]


def test_t37_t41_a_change_of_address_asks_the_password_and_tells_both(
    client: Client, ada: User, sign_in_form: dict[str, str]
) -> None:
    client.post(reverse("account_login"), sign_in_form)
    asked = {"action_add": "1", "email": "ada@new.example"}
    response = client.post(reverse("account_email"), asked)
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    again = client.get(response["Location"])
    assert Page(again).one("h1").text == "Enter your password again"
    next_path = Page(again).field("next")["value"]
    proof = {"password": PASSWORD, "next": next_path}
    client.post(reverse("account_reauthenticate"), proof)
    assert User.objects.get().email == "ada@example.org"
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["ada@new.example"],
        "Confirm your e-mail address",
    )
    link = linked_path()
    assert Page(client.get(link)).one("h1").text == "Confirm your e-mail address"
    assert User.objects.get().email == "ada@example.org"
    client.post(link)
    assert User.objects.get().email == "ada@new.example"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("ada@new.example", True, True)
    ]
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["ada@example.org"],
        "Your e-mail address was changed",
    )


@pytest.fixture
def changing(client: Client, ada: User, sign_in_form: dict[str, str]) -> Client:
    """Ada, signed in and asked for her password a moment ago."""
    client.post(reverse("account_login"), sign_in_form)
    proof = {"password": PASSWORD, "next": reverse("account_email")}
    client.post(reverse("account_reauthenticate"), proof)
    return client


def test_t37_a_second_change_replaces_the_first(changing: Client, ada: User) -> None:
    url = reverse("account_email")
    changing.post(url, {"action_add": "1", "email": "one@new.example"})
    first = linked_path()
    changing.post(url, {"action_add": "1", "email": "two@new.example"})
    assert changing.post(first).status_code == 404
    assert User.objects.get().email == "ada@example.org"
    assert {a.email for a in EmailAddress.objects.all()} == {"ada@example.org", "two@new.example"}


def test_t37_somebody_elses_address_gives_the_same_page_and_another_mail(
    changing: Client, ada: User, ben: User
) -> None:
    url = reverse("account_email")
    pages = []
    for address in ("new@example.org", "ben@example.org"):
        changing.post(url, {"action_add": "1", "email": address})
        page = Page(changing.get(url))
        pages.append(page.one("div", role="status").text)
    assert pages == ["We have sent a link to the new address."] * 2
    assert [m.to for m in mail.outbox] == [["new@example.org"], ["ben@example.org"]]
    assert mail.outbox[-1].subject == "You have a CareerFit account already"
    assert User.objects.get(pk=ada.pk).email == "ada@example.org"


def test_t37_an_address_that_was_taken_meanwhile_is_not_confirmed(
    changing: Client, ada: User
) -> None:
    changing.post(reverse("account_email"), {"action_add": "1", "email": "new@example.org"})
    User.objects.create_user("new@example.org", name="Quick")
    assert changing.post(linked_path()).status_code == 303
    assert User.objects.get(pk=ada.pk).email == "ada@example.org"


@pytest.mark.parametrize("action", ["action_primary", "action_remove"])
def test_t37_crafted_forms_do_not_take_an_address_over(
    changing: Client, ada: User, action: str
) -> None:
    url = reverse("account_email")
    changing.post(url, {"action_add": "1", "email": "new@example.org"})
    target = "new@example.org" if action == "action_primary" else "ada@example.org"
    assert changing.post(url, {action: "1", "email": target}).status_code == 303
    assert User.objects.get().email == "ada@example.org"


def test_t43_looking_at_the_address_writes_nothing(
    ada: User, signed_in: Callable[[User], Client]
) -> None:
    page = Page(signed_in(ada).get(reverse("account_email")))
    assert page.one("h1").text == "Change your e-mail address"
    assert not EmailAddress.objects.exists()


def test_t41_the_password_is_asked_again_after_fifteen_minutes(
    client: Client, ada: User, sign_in_form: dict[str, str]
) -> None:
    totp, ask = reverse("mfa_activate_totp"), reverse("account_reauthenticate")
    with time_machine.travel(NOON, tick=False) as clock:
        client.post(reverse("account_login"), sign_in_form)
        EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
        client.post(ask, {"password": PASSWORD, "next": totp})
        clock.shift(timedelta(minutes=14))
        assert client.get(totp).status_code == 200
        clock.shift(timedelta(minutes=1, seconds=1))
        assert (
            client.get(totp)["Location"]
            == f"{ask}?next=%2Faccount%2Ftwo-factor%2Ftotp%2Factivate%2F"
        )


def test_t27_asking_again_shares_the_limit_of_signing_in(
    client: Client, ada: User, sign_in_form: dict[str, str]
) -> None:
    client.post(reverse("account_login"), sign_in_form)
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    for _ in range(6):
        Client().post(reverse("account_login"), sign_in_form | {"password": "wrong"})
    ask = reverse("account_reauthenticate")
    codes = [client.post(ask, {"password": "wrong"}).status_code for _ in range(5)]
    assert codes == [422] * 4 + [429]


def test_a_confirmation_link_that_is_used_up_says_so(client: Client) -> None:
    page = Page(client.get(reverse("account_confirm_email", args=["used-up"])))
    assert page.one("h1").text == "This confirmation link no longer works"


def test_a_person_without_a_password_sets_one(
    ada: User, signed_in: Callable[[User], Client]
) -> None:
    ada.set_unusable_password()
    ada.save()
    client = signed_in(ada)
    response = client.get(reverse("account_change_password"), follow=True)
    assert Page(response).one("h1").text == "Set a password"
    client.post(reverse("account_set_password"), {"password1": NEW})
    assert User.objects.get().check_password(NEW)
