"""What each route answers to, and that only POST with a token changes anything: T-13, T-43."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.security.routes import PERSON, TABLE, WITHOUT_TOKEN, names
from tests.security.test_reach import TAMPERED, answer, url_of
from tests.security.world import BACKEND, Belongings, checksum, learner

NEVER = ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PROPFIND"]
OVERRIDES = {
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    "HTTP_X_METHOD_OVERRIDE": "DELETE",
    "HTTP_X_HTTP_METHOD": "PUT",
}
SENT = {**TAMPERED, "name": "Changed", "theme": "dark", "time_zone": "UTC", "_method": "DELETE"}
NOT_SET_UP = {"POST mfa_download_recovery_codes": 404}
"""Without a second step this page is missing before its method matters."""


def unsafe_client(has: Belongings) -> Client:
    """Ada's browser in front of a server that does check tokens."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(has.user, backend=BACKEND)
    return client


def test_no_route_answers_to_other_methods(ada_has: Belongings) -> None:
    """T-13: 405 for the owner too, and nothing happens."""
    before = checksum()
    wrong = {}
    for route in TABLE:
        for method in NEVER:
            reply = ada_has.client.generic(method, url_of(route, ada_has), "name=Changed")
            if reply.status_code != 405:
                wrong[route, method] = reply.status_code
    assert wrong == {}
    assert checksum() == before


def test_get_and_post_only_where_they_are_declared(ada_has: Belongings) -> None:
    """T-13: what is only sent cannot be fetched, and the other way round."""
    before = checksum()
    replies: dict[str, HttpResponse] = {}
    for route, row in TABLE.items():
        url = url_of(route, ada_has)
        if "GET" not in row.methods:
            replies[f"GET {route}"] = ada_has.client.get(url)
            replies[f"HEAD {route}"] = ada_has.client.head(url)
        if "POST" not in row.methods:
            replies[f"POST {route}"] = ada_has.client.post(url, SENT)
    assert {key: reply.status_code for key, reply in replies.items()} == {
        **dict.fromkeys(replies, 405),
        **NOT_SET_UP,
    }
    assert checksum() == before


def test_a_get_stays_a_get_whatever_a_header_says(ada_has: Belongings) -> None:
    """T-13: overrides in headers, query and body are nobody's business."""
    before = checksum()
    for route in names(method="GET"):
        url = url_of(route, ada_has)
        tampered = f"{url}{'&' if '?' in url else '?'}_method=POST&csrfmiddlewaretoken=x"
        assert ada_has.client.get(tampered, **OVERRIDES).status_code == TABLE[route].status, route
    assert checksum() == before


def test_reading_every_page_changes_nothing(ada_has: Belongings, guest_has: Belongings) -> None:
    """T-43: GET and HEAD by everybody; only sessions (the moment of the last visit) may change."""
    before = checksum()
    readers = [(ada_has.client, ada_has), (guest_has.client, guest_has), (Client(), guest_has)]
    for client, has in readers:
        for route in names(method="GET"):
            client.get(url_of(route, has))
            client.head(url_of(route, has))
    assert checksum() == before


def test_post_without_a_token_of_ones_own_is_refused(ada_has: Belongings) -> None:
    """T-43: no token, somebody else's token, a foreign or a null origin: 403, nothing changed."""
    ben = Client(enforce_csrf_checks=True)
    ben.force_login(learner("ben").user, backend=BACKEND)
    ben.get(reverse("help"))
    ben.get(reverse("account_logout"))
    foreign = ben.cookies["csrftoken"].value
    client = unsafe_client(ada_has)
    client.get(reverse("account_logout"))  # a page with a form, which brings the cookie
    own = client.cookies["csrftoken"].value
    attacks = {
        "no token": {},
        "foreign token": {"HTTP_X_CSRFTOKEN": foreign},
        "foreign origin": {"HTTP_X_CSRFTOKEN": own, "HTTP_ORIGIN": "https://evil.example"},
        "null origin": {"HTTP_X_CSRFTOKEN": own, "HTTP_ORIGIN": "null"},
    }
    before, wrong = checksum(), {}
    for route in sorted(set(names(method="POST")) - WITHOUT_TOKEN):
        for kind, headers in attacks.items():
            reply = client.post(url_of(route, ada_has), SENT, **headers)
            home = client.get(reverse("home"))  # still signed in, as before
            if (reply.status_code, home.status_code) != (403, 200):
                wrong[route, kind] = (reply.status_code, home.status_code)
    assert wrong == {}
    assert checksum() == before


def test_nobody_is_signed_in_by_another_site(ada_has: Belongings) -> None:
    """T-43: sign-in and sign-up of a visitor need a token too."""
    before = checksum()
    sent = {"login": ada_has.user.email, "password": "x", "email": "e@example.org", "name": "E"}
    replies = [
        Client(enforce_csrf_checks=True).post(reverse(route), sent)
        for route in ("account_login", "account_signup", "assessments:role_choice")
    ]
    assert [reply.status_code for reply in replies] == [403, 403, 403]
    assert checksum() == before


def test_the_token_is_never_in_an_address(ada_has: Belongings) -> None:
    """T-43: it would travel in logs and referrers."""
    ada_has.client.get(reverse("account_logout"))
    for route in names(PERSON, method="GET"):
        assert "csrf" not in answer(ada_has.client.get(url_of(route, ada_has)))[1], route
