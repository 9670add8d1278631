"""Signing in and out, and the limits on guessing: ux.md L2, security.md T-25 to T-54."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import SignInTry, User

from .pages import Page

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WRONG = "The e-mail address or the password is wrong."
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}
HOSTILE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    "https://evil.example/",
    "http://testserver@evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "%2f%2fevil.example",
    "data:text/html,x",
    "javascript:alert(1)",
    "home",
    "http://testserver/home/",
]


@pytest.fixture
def url() -> str:
    return reverse("account_login")


@pytest.fixture
def guess(url: str) -> Callable[..., Any]:
    """Post a password for Ada, wrong unless said otherwise; gives the response."""

    def post(password: str = "wrong", client: Client | None = None, **extra: str) -> Any:
        form = {"login": extra.pop("login", "ada@example.org"), "password": password}
        return (client or Client()).post(url, form, **extra)

    return post


def test_g_34_sign_in_tells_the_browser_what_it_asks(client: Client, url: str) -> None:
    page = Page(client.get(url))
    asked = [page.one("input", name=name)["autocomplete"] for name in ("login", "password")]
    assert asked == ["email", "current-password"]


def test_the_sign_in_page_needs_no_query(
    client: Client, url: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get(url).status_code == 200


def test_sign_in_leads_home_without_a_message(
    client: Client, url: str, sign_in_form: dict[str, str], ada: User
) -> None:
    response = client.post(url, sign_in_form)
    assert (response.status_code, response["Location"]) == (303, reverse("home"))
    page = Page(client.get(reverse("accounts:preferences")))
    assert page.one("div", role="status").text == ""


def test_t29_known_and_unknown_addresses_are_answered_alike(
    guess: Callable[..., Any], ada: User
) -> None:
    pages = [guess(login=login) for login in ("ada@example.org", "abc@example.org")]
    assert [response.status_code for response in pages] == [422, 422]
    assert [Page(response).problems for response in pages] == [[(WRONG, "#id_login")]] * 2
    bodies = [Page(response).one("main").text.replace("abc@", "ada@") for response in pages]
    assert bodies[0] == bodies[1]


def test_g_15_a_wrong_password_is_not_kept_and_the_address_is(
    guess: Callable[..., Any], ada: User
) -> None:
    page = Page(guess("not the password"))
    assert page.one("title").text == "Error: Sign in – CareerFit"
    assert page.one("input", name="login")["value"] == "ada@example.org"
    assert "value" not in page.one("input", name="password").attrs
    assert page.problem_at("login") == WRONG


def test_l2_4_the_eleventh_wrong_password_waits(guess: Callable[..., Any], ada: User) -> None:
    with time_machine.travel(NOON, tick=False):
        assert [guess().status_code for _ in range(10)] == [422] * 10
    with time_machine.travel(NOON + timedelta(minutes=4), tick=False):
        response = guess()
    page = Page(response)
    assert (response.status_code, response["Retry-After"]) == (429, str(11 * 60))
    assert page.one("h1").text == "Too many wrong passwords"
    assert page.one("p", class_="lead").text == "Wait 11 minutes, then try again."
    assert page.one("a", href=reverse("account_reset_password")).text == "Reset your password"


def test_t25_the_limit_is_reached_before_a_hash_is_made(
    guess: Callable[..., Any], ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        guess()
    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", None)
    assert guess("correct horse battery staple").status_code == 429


def test_t25_the_right_password_works_after_the_wait(
    guess: Callable[..., Any], sign_in_form: dict[str, str], ada: User
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(11):
            guess()
        clock.shift(timedelta(minutes=15) - timedelta(seconds=1))
        assert guess(sign_in_form["password"]).status_code == 429
        clock.shift(timedelta(seconds=1))
        assert guess(sign_in_form["password"]).status_code == 303


def test_l2_4_and_t28_the_owner_comes_in_from_another_network(
    guess: Callable[..., Any], sign_in_form: dict[str, str], ada: User
) -> None:
    for _ in range(11):
        guess()
    assert guess(sign_in_form["password"]).status_code == 429
    assert guess(sign_in_form["password"], **ELSEWHERE).status_code == 303


def test_right_passwords_are_not_counted(
    guess: Callable[..., Any], sign_in_form: dict[str, str], ada: User
) -> None:
    assert [guess(sign_in_form["password"]).status_code for _ in range(12)] == [303] * 12
    assert SignInTry.objects.count() == 0


def test_t26_one_password_on_many_people_is_limited_by_the_network(
    guess: Callable[..., Any], db: None
) -> None:
    codes = [guess(login=f"person{n}@example.org").status_code for n in range(31)]
    assert codes == [422] * 30 + [429]


@pytest.mark.parametrize(
    ("logins", "extra"),
    [
        (["ADA@example.org", " ada@example.org ", "Ada@Example.Org"], {}),
        (["ada@example.org"], {"HTTP_X_FORWARDED_FOR": "198.51.100.{n}"}),
        (["ada@example.org"], {"HTTP_X_REAL_IP": "198.51.100.{n}"}),
        (["ada@example.org"], {"HTTP_FORWARDED": "for=198.51.100.{n}"}),
    ],
    ids=["case", "forwarded-for", "real-ip", "forwarded"],
)
def test_t27_the_limit_is_not_got_round(
    guess: Callable[..., Any], ada: User, logins: list[str], extra: dict[str, str]
) -> None:
    codes = [
        guess(
            login=logins[n % len(logins)],
            **{name: value.format(n=n) for name, value in extra.items()},
        ).status_code
        for n in range(11)
    ]
    assert codes == [422] * 10 + [429]


def test_t27_behind_the_proxy_only_its_own_word_counts(
    guess: Callable[..., Any], ada: User, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    claims = [f"198.51.100.{n}, 203.0.113.5" for n in range(11)]
    codes = [guess(HTTP_X_FORWARDED_FOR=claim).status_code for claim in claims]
    assert codes == [422] * 10 + [429]
    assert guess(HTTP_X_FORWARDED_FOR="203.0.113.6").status_code == 422


def test_t27_an_ipv6_household_is_one_network(guess: Callable[..., Any], ada: User) -> None:
    codes = [guess(REMOTE_ADDR=f"2001:db8::{n + 1}").status_code for n in range(11)]
    assert codes == [422] * 10 + [429]
    assert guess(REMOTE_ADDR="2001:db8:0:1::1").status_code == 422


def test_t106_the_limit_outlives_the_cache(guess: Callable[..., Any], ada: User) -> None:
    for _ in range(10):
        guess()
    cache.clear()
    assert guess().status_code == 429


def test_old_tries_are_removed(guess: Callable[..., Any], ada: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        guess()
        clock.shift(timedelta(hours=1))
        guess()
    assert set(SignInTry.objects.values_list("at", flat=True)) == {NOON + timedelta(hours=1)}


def test_the_table_of_tries_names_nobody(guess: Callable[..., Any], ada: User) -> None:
    guess()
    keys = SignInTry.objects.values_list("key", flat=True)
    assert len(set(keys)) == 3
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)


def test_t30_session_key_changes_at_sign_in(
    client: Client, url: str, sign_in_form: dict[str, str], ada: User
) -> None:
    client.cookies["theme"] = "dark"
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.post(url, sign_in_form)
    assert client.session.session_key != before
    replay = Client()
    replay.cookies["sessionid"] = before
    assert replay.get(reverse("accounts:preferences")).status_code == 302


def test_t31_sign_out_is_a_post_and_the_old_cookie_is_nobody(
    client: Client, url: str, sign_in_form: dict[str, str], ada: User
) -> None:
    client.post(url, sign_in_form)
    old = client.cookies["sessionid"].value
    asked = client.get(reverse("account_logout"))
    assert Page(asked).one("h1").text == "Sign out"
    assert client.get(reverse("accounts:preferences")).status_code == 200
    response = client.post(reverse("account_logout"))
    assert (response.status_code, response["Location"]) == (303, reverse("landing"))
    replay = Client()
    replay.cookies["sessionid"] = old
    assert replay.get(reverse("accounts:preferences")).status_code == 302


@pytest.mark.parametrize("target", HOSTILE)
def test_t54_a_hostile_next_is_ignored(
    client: Client,
    url: str,
    sign_in_form: dict[str, str],
    sign_up_form: dict[str, str],
    ada: User,
    target: str,
) -> None:
    new = sign_up_form | {"email": "new@example.org"}
    answers = [
        client.post(url, sign_in_form | {"next": target}),
        client.post(reverse("account_logout"), {"next": target}),
        client.post(f"{url}?next={target}", sign_in_form),
        client.post(reverse("account_logout"), {"next": target}),
        client.post(reverse("account_signup"), new | {"next": target}),
        client.post(reverse("account_logout"), {"next": target}),
        client.post(reverse("accounts:theme_set"), {"theme": "dark", "next": target}),
    ]
    home, landing = reverse("home"), reverse("landing")
    assert [response["Location"] for response in answers] == [
        home,
        landing,
        home,
        landing,
        home,
        landing,
        landing,
    ]


def test_t42_idle_for_a_day_and_a_second(
    client: Client, sign_in_form: dict[str, str], ada: User, url: str
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.post(url, sign_in_form)
        assert client.get(reverse("accounts:preferences")).status_code == 200
        clock.shift(timedelta(hours=24))
        assert client.get(reverse("accounts:preferences")).status_code == 200
        clock.shift(timedelta(hours=24, seconds=1))
        assert client.get(reverse("accounts:preferences")).status_code == 302


def test_t42_fourteen_days_and_a_second_whatever_was_done(
    client: Client, sign_in_form: dict[str, str], ada: User, url: str
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.post(url, sign_in_form)
        client.get(reverse("accounts:preferences"))
        for _ in range(14):
            clock.shift(timedelta(hours=24))
            assert client.get(reverse("accounts:preferences")).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(reverse("accounts:preferences")).status_code == 302


def test_g_25_a_guests_session_is_kept_for_thirty_days(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        session = client.session
        session["guest_key"] = "k"
        session.save()
        client.cookies["sessionid"] = session.session_key
        clock.shift(timedelta(days=30) - timedelta(seconds=1))
        assert client.session["guest_key"] == "k"
        assert client.get(reverse("account_login")).status_code == 200
        assert client.session["guest_key"] == "k"


def test_g_25_the_limits_are_what_the_pages_promise(settings: Settings) -> None:
    assert timedelta(hours=24) == settings.SESSION_IDLE_LIMIT
    assert timedelta(days=14) == settings.SESSION_ABSOLUTE_LIMIT


def test_section_4_a_change_by_nobody_is_refused(client: Client) -> None:
    response = client.post(reverse("accounts:preferences"))
    page = Page(response)
    assert response.status_code == 403
    assert page.one("h1").text == "Sign in to do this"
    assert page.one("a", href=reverse("account_login")).text == "Sign in"
    assert "HX-Redirect" not in response


def test_section_4_htmx_is_sent_to_sign_in(client: Client) -> None:
    response = client.post(reverse("accounts:preferences"), headers={"hx-request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (403, reverse("account_login"))


def test_section_4_a_page_leads_to_sign_in_and_back(client: Client) -> None:
    wanted = reverse("accounts:preferences")
    response = client.get(wanted)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('account_login')}?next={wanted}",
    )


def test_t32_a_closed_account_is_out_at_the_next_request(
    client: Client, url: str, sign_in_form: dict[str, str], ada: User
) -> None:
    client.post(url, sign_in_form)
    User.objects.update(is_active=False)
    assert client.get(reverse("accounts:preferences")).status_code == 302
    response = client.post(url, sign_in_form)
    assert (response.status_code, response["Location"]) == (303, reverse("account_inactive"))
    assert Page(client.get(response["Location"])).one("h1").text == "This account is closed"


def test_t37_an_address_in_other_case_signs_the_same_person_in(
    client: Client, url: str, sign_in_form: dict[str, str], ada: User
) -> None:
    client.post(url, sign_in_form | {"login": "ADA@Example.ORG"})
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert EmailAddress.objects.filter(user=ada).count() <= 1


@pytest.mark.parametrize("login", ["ada@example.org\x00", "ﬁ@example.org", "adа@example.org"])
def test_t37_look_alikes_are_nobody(guess: Callable[..., Any], ada: User, login: str) -> None:
    assert guess("correct horse battery staple", login=login).status_code == 422
