"""Preferences and colours: ux.md G-12, G-15, G-17, security.md T-10, T-54."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User

from .pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def url() -> str:
    return reverse("accounts:preferences")


@pytest.fixture
def choices() -> dict[str, str]:
    return {
        "name": "Ada L.",
        "theme": "dark",
        "time_zone": "Asia/Kathmandu",
        "has_digit_keys": "on",
    }


def test_preferences_are_kept(
    ada: User, signed_in: Callable[[User], Client], url: str, choices: dict[str, str]
) -> None:
    client = signed_in(ada)
    response = client.post(url, choices)
    assert (response.status_code, response["Location"]) == (303, url)
    ada.refresh_from_db()
    assert (ada.name, ada.theme, ada.time_zone, ada.has_digit_keys) == (
        "Ada L.",
        "dark",
        "Asia/Kathmandu",
        True,
    )
    page = Page(client.get(url))
    assert page.one("div", role="status").text == "Your preferences are saved."
    assert page.one("html")["data-theme"] == "dark"


def test_digit_keys_can_be_switched_off(
    ada: User, signed_in: Callable[[User], Client], url: str, choices: dict[str, str]
) -> None:
    del choices["has_digit_keys"]
    signed_in(ada).post(url, choices)
    ada.refresh_from_db()
    assert ada.has_digit_keys is False


def test_g_15_refused_preferences_keep_what_was_typed(
    ada: User, signed_in: Callable[[User], Client], url: str
) -> None:
    wrong = {"name": "", "theme": "pink", "time_zone": "Mars/Olympus"}
    response = signed_in(ada).post(url, wrong)
    page = Page(response)
    assert response.status_code == 422
    assert page.one("title").text == "Error: Your account – Account – CareerFit"
    assert page.problems == [
        ("Enter your name.", "#id_name"),
        ("Choose the colours from the list.", "#id_theme_0"),
        ("Choose a time zone from the list.", "#id_time_zone"),
    ]
    assert page.one("input", id="id_theme_0")["value"] == "auto"
    fieldset = (
        page.one("fieldset", id="div_id_theme") if page.all("fieldset", id="div_id_theme") else None
    )
    assert fieldset is not None
    assert fieldset["aria-describedby"] == "id_theme_error"
    assert page.one("html")["data-theme"] == "auto"
    ada.refresh_from_db()
    assert (ada.name, ada.theme, ada.time_zone) == ("Ada", "auto", "UTC")


def test_t10_preferences_change_nothing_else(
    ada: User, signed_in: Callable[[User], Client], url: str, choices: dict[str, str]
) -> None:
    before = User.objects.values().get()
    extra = {
        "is_staff": "on",
        "is_superuser": "on",
        "email": "evil@example.org",
        "password": "x",
        "id": "9",
        "is_active": "",
        "session_epoch": "4",
        "joined_at": "2000-01-01",
        "last_login": "2000-01-01",
        "locale": "xx",
    }
    client = signed_in(ada)
    before = User.objects.values().get()
    client.post(url, choices | extra)
    changed = {"name", "theme", "time_zone"}
    after = User.objects.values().get()
    assert {name for name in before if before[name] != after[name]} == changed


def test_the_page_leads_everywhere(
    ada: User, signed_in: Callable[[User], Client], url: str
) -> None:
    page = Page(signed_in(ada).get(url))
    main = [e["href"] for e in page.all("a") if e["href"].startswith(("/account/", "/your"))]
    names = ["account_email", "account_change_password", "mfa_index", "your_data"]
    assert page.one("a", href=reverse("roadmaps:reminder")).text == "Weekly mail"
    assert set(main) >= {reverse(name) for name in names}
    assert "not confirmed yet" in page.one("main").text


@pytest.mark.parametrize("addresses", [1, 20])
def test_preferences_cost_a_fixed_number_of_queries(
    ada: User,
    signed_in: Callable[[User], Client],
    url: str,
    django_assert_num_queries: DjangoAssertNumQueries,
    addresses: int,
) -> None:
    for n in range(addresses):
        EmailAddress.objects.create(user=ada, email=f"a{n}@example.org")
    client = signed_in(ada)
    client.get(url)
    with django_assert_num_queries(5):  # session, person, the form's copy, address, second step
        client.get(url)


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_g_12_a_guest_chooses_colours(client: Client, theme: str) -> None:
    sign_in = reverse("account_login")
    response = client.post(reverse("accounts:theme_set"), {"theme": theme, "next": sign_in})
    assert (response.status_code, response["Location"]) == (303, sign_in)
    cookie = response.cookies["theme"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == (theme, "Lax", True)
    assert Page(client.get(sign_in)).one("html")["data-theme"] == theme


def test_g_12_a_persons_colours_follow_to_every_device(
    ada: User, signed_in: Callable[[User], Client], url: str
) -> None:
    response = signed_in(ada).post(reverse("accounts:theme_set"), {"theme": "light"})
    assert "theme" not in response.cookies
    assert Page(signed_in(ada).get(url)).one("html")["data-theme"] == "light"


@pytest.mark.parametrize("theme", ["", "pink", '"><script>', "dark "])
def test_g_12_unknown_colours_change_nothing(client: Client, theme: str) -> None:
    response = client.post(reverse("accounts:theme_set"), {"theme": theme})
    assert response.status_code == 303
    assert "theme" not in response.cookies
    client.cookies["theme"] = theme
    assert Page(client.get(reverse("account_login"))).one("html")["data-theme"] == "auto"


def test_colours_are_not_changed_by_a_link(client: Client) -> None:
    assert client.get(reverse("accounts:theme_set"), {"theme": "dark"}).status_code == 405


def test_g_28_pages_speak_in_the_persons_time(
    ada: User, signed_in: Callable[[User], Client], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.update(time_zone="Asia/Kathmandu")
    seen = []
    monkeypatch.setattr(
        "accounts.views.queries.sign_in_ways",
        lambda user: seen.append(timezone.localtime().utcoffset().total_seconds()),
    )
    with time_machine.travel(datetime(2026, 11, 21, tzinfo=UTC)):
        signed_in(ada).get(url)
    assert seen == [5.75 * 3600]


def test_a_zone_this_machine_does_not_know_locks_nobody_out(
    ada: User, signed_in: Callable[[User], Client], url: str
) -> None:
    User.objects.update(time_zone="Mars/Olympus")
    assert signed_in(ada).get(url).status_code == 200
