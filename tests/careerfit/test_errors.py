"""Error pages: ux.md G-15, G-17, G-30, security.md T-43, T-44, T-65, T-101, T-134."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from careerfit import errors
from careerfit.replies import FormReplies
from careerfit.resend import is_own_form, kept_fields
from tests.accounts.pages import Page

OURS = {"HTTP_ORIGIN": "http://testserver"}
PAYLOAD = '"><script>alert(1)</script>'


@pytest.fixture
def strict() -> Client:
    """A client that checks tokens and sees error pages as a browser does."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def preferences() -> str:
    return reverse("accounts:preferences")


@pytest.mark.parametrize("status", sorted(set(errors.PAGES) - {401}))
def test_g_30_every_error_page_stands_alone(
    status: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """No database fixture here: a query would fail the test."""
    response = errors.error_page(status, RequestFactory().get("/secret-path/"))
    page = Page(response)
    heading, sentence = errors.PAGES[status]
    assert response.status_code == status
    assert page.one("title").text == f"{heading} – CareerFit"
    assert page.one("h1").text == heading
    assert page.one("p", class_="lead").text == sentence
    assert "Go to the start page" in [e.text for e in page.all("a", href=reverse("landing"))]
    assert [page.all(tag) != [] for tag in ("header", "nav", "main", "footer")] == [True] * 4
    assert page.one("link", rel="stylesheet")["href"].startswith("/static/build/careerfit.")
    assert "secret-path" not in response.content.decode()


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (SuspiciousOperation("s3cret"), 400),
        (PermissionDenied("s3cret"), 403),
        (Http404("s3cret"), 404),
        (ValueError("s3cret"), 500),
        (OperationalError("s3cret"), 503),
    ],
)
def test_g_30_t134_what_is_raised_becomes_a_page_that_tells_nothing(
    strict: Client, raised: Exception, status: int
) -> None:
    with patch("accounts.middleware.SessionLimits.__call__", side_effect=raised):
        response = strict.get(reverse("help"))
    assert response.status_code == status
    assert Page(response).one("h1").text == errors.PAGES[status][0]
    assert "s3cret" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/no-such-page/", f"/{PAYLOAD}/", "/account/no/", "/.env"])
def test_g_30_an_unknown_address_is_404_and_not_echoed(strict: Client, path: str) -> None:
    response = strict.get(path)
    page = Page(response)
    assert response.status_code == 404
    assert page.one("h1").text == "We could not find that page"
    assert page.all("script") == Page(errors.error_page(404)).all("script")
    assert "alert(1)" not in response.content.decode()


@pytest.mark.django_db
def test_g_30_the_page_keeps_the_chosen_colours(client: Client) -> None:
    client.cookies["theme"] = "dark"
    assert Page(client.get("/no-such-page/")).one("html")["data-theme"] == "dark"


def test_g_30_an_unknown_host_is_400(strict: Client) -> None:
    response = strict.get("/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert "evil" not in response.content.decode()


@pytest.mark.django_db
def test_t65_too_much_is_413(strict: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = strict.post(reverse("account_login"), {"login": "x" * 2000}, **OURS)
    assert response.status_code == 413
    assert Page(response).one("h1").text == "That was too much to send at once"


@pytest.mark.django_db
def test_t65_too_many_fields_are_400(strict: Client) -> None:
    form = {f"field{n}": "" for n in range(1001)}
    assert strict.post(reverse("account_login"), form, **OURS).status_code == 400


def test_g_30_too_many_requests_say_when_to_come_back(rf: RequestFactory) -> None:
    response = errors.too_many_requests(rf.get("/"))
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert Page(response).one("p", class_="lead").text == "Wait 1 minute, then try again."


@pytest.mark.django_db
def test_t91_allauths_limits_answer_with_our_page(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    ask = {"email": "nobody@example.org"}
    codes = [client.post(reverse("account_reset_password"), ask).status_code for _ in range(2)]
    assert codes == [303, 429]


# --- A form that was open for too long (T-44) ------------------------------------------------


@pytest.mark.django_db
def test_t44_a_stale_form_can_be_sent_again(
    ada: User, signed_in: Callable[[User], Client], preferences: str
) -> None:
    client = signed_in(ada)
    client.handler.enforce_csrf_checks = True
    form = {"name": "عبد الله", "theme": "dark", "time_zone": "UTC", "csrfmiddlewaretoken": "old"}
    response = client.post(preferences, form, **OURS)
    page = Page(response)
    assert response.status_code == 403
    assert page.one("h1").text == "This page was open for too long"
    kept = {e["name"]: e["value"] for e in page.all("input", type="hidden")}
    fresh = kept.pop("csrfmiddlewaretoken")
    assert kept == {"name": "عبد الله", "theme": "dark", "time_zone": "UTC"}
    again = kept | {"csrfmiddlewaretoken": fresh}
    assert client.post(page.one("form")["action"], again, **OURS).status_code == 303
    ada.refresh_from_db()
    assert ada.name == "عبد الله"


@pytest.mark.django_db
def test_t44_secrets_are_not_kept(strict: Client) -> None:
    form = {
        "login": "ada@example.org",
        "password": "s3cret-1",
        "password1": "s3cret-2",
        "oldpassword": "s3cret-3",
        "Password_again": "s3cret-4",
        "code": "s3cret-5",
        "csrfmiddlewaretoken": "s3cret-6",
    }
    response = strict.post(reverse("account_login"), form, **OURS)
    assert response.status_code == 403
    assert "ada@example.org" in response.content.decode()
    assert "s3cret" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sender",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver.evil.example"},
        {"HTTP_ORIGIN": "http://testserver@evil.example"},
        {"HTTP_REFERER": "https://evil.example/http://testserver/"},
        {"HTTP_ORIGIN": "http://[broken"},
        {},
    ],
)
def test_t43_a_foreign_form_is_refused_and_not_offered_again(
    strict: Client, sender: dict[str, str]
) -> None:
    response = strict.post(reverse("account_login"), {"login": "planted"}, **sender)
    assert response.status_code == 403
    assert Page(response).all("form") == []
    assert "planted" not in response.content.decode()


@pytest.mark.django_db
def test_t44_what_is_kept_is_escaped(strict: Client) -> None:
    response = strict.post(
        reverse("account_login") + f"?next={PAYLOAD}", {PAYLOAD: PAYLOAD, "login": PAYLOAD}, **OURS
    )
    page = Page(response)
    assert response.status_code == 403
    assert page.all("script") == Page(errors.error_page(403)).all("script")
    assert page.one("input", name="login")["value"] == PAYLOAD
    assert page.one("form")["action"].startswith(reverse("account_login"))


def test_a_get_keeps_nothing(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"origin": "http://testserver"})
    assert (is_own_form(request), kept_fields(request)) == (False, [])


def test_t63_a_name_sent_twice_is_kept_twice(rf: RequestFactory) -> None:
    request = rf.post("/", {"role": ["a", "b"]}, headers={"referer": "http://testserver/x/"})
    assert kept_fields(request) == [("role", "a"), ("role", "b")]


# --- The database is away (G-30, T-101) ------------------------------------------------------


@pytest.mark.django_db
def test_g_30_t101_what_was_sent_to_a_database_that_is_full_can_be_sent_again(
    ada: User, signed_in: Callable[[User], Client], preferences: str
) -> None:
    client = signed_in(ada)
    client.raise_request_exception = False
    form = {"name": "Ada L.", "theme": "dark", "time_zone": "UTC"}
    with patch.object(User, "save", side_effect=OperationalError("database or disk is full")):
        response = client.post(preferences, form, **OURS)
    page = Page(response)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert page.one("h1").text == "CareerFit is not available right now"
    assert page.one("input", name="name")["value"] == "Ada L."
    assert page.one("button").text == "Send it again"
    assert page.one("p", class_="lead").text == (
        "What you sent is not saved yet. It is kept below; passwords are left out."
    )


def test_g_30_a_database_that_is_down_still_gives_a_styled_page(strict: Client) -> None:
    """No database fixture: the first query, for the session, fails."""
    strict.cookies["sessionid"] = "k" * 32
    down = OperationalError("unable to open database file")
    with patch("django.contrib.sessions.backends.db.SessionStore.load", side_effect=down):
        response = strict.get(reverse("account_login"))
    assert response.status_code == 503
    assert Page(response).one("link", rel="stylesheet")["href"].endswith(".css")


# --- Forms (G-15, G-17) ----------------------------------------------------------------------


@pytest.mark.django_db
def test_g_17_an_accepted_post_answers_303_and_a_redirect_of_a_get_302(client: Client) -> None:
    assert client.post(reverse("accounts:theme_set"), {"theme": "dark"}).status_code == 303
    assert client.get(reverse("accounts:preferences")).status_code == 302


def test_a_view_may_still_choose_its_own_status() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=409)

    request = RequestFactory().post("/")
    assert FormReplies(view)(request).status_code == 409
