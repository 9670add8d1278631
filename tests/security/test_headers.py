"""Headers of every kind of response, errors and files included: T-51, T-53, T-56."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from taxonomy import queries
from tests.security.routes import names
from tests.security.test_reach import TAMPERED, url_of
from tests.security.world import Belongings

POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; object-src 'none'; script-src 'self'; style-src 'self'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy_of(response: HttpResponse) -> str:
    """The directives in alphabetical order: their order means nothing."""
    header = response.headers.get("Content-Security-Policy", "")
    return "; ".join(sorted(each.strip() for each in header.split(";")))


def headers_of(response: HttpResponse) -> dict[str, str]:
    return {name: response.headers.get(name, "") for name in ALWAYS}


def errors(monkeypatch: pytest.MonkeyPatch) -> dict[str, HttpResponse]:
    """One response of each kind that is not a page of a route."""
    unsafe = Client(enforce_csrf_checks=True)
    replies = {
        "400 host": Client().get("/", headers={"host": "evil.example"}),
        "403 csrf": unsafe.post("/start/", {"role": "x"}),
        "403": Client().post(reverse("accounts:preferences")),
        "404": Client().get("/no-such-page/"),
        "404 static": Client().get("/static/no-such-file.js"),
        "405": Client().put("/"),
        "301": Client().get("/help"),
    }
    monkeypatch.setattr(queries, "_seen", None)
    broken = Client(raise_request_exception=False)
    replies["500"] = broken.get("/")
    monkeypatch.undo()
    return replies


def test_every_response_carries_the_same_policy(
    ada_has: Belongings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T-51, T-53: pages, fragments, redirects, refusals, errors and files, to the letter."""
    replies = errors(monkeypatch)
    assert {key: reply.status_code for key, reply in replies.items()} == {
        key: int(key.split()[0]) for key in replies
    }
    for route in names(method="GET"):
        replies[f"GET {route}"] = ada_has.client.get(url_of(route, ada_has))
        replies[f"anonymous {route}"] = Client().get(url_of(route, ada_has))
    for route in names(method="POST"):
        if route != "account_logout":
            url = url_of(route, ada_has)
            replies[f"POST {route}"] = ada_has.client.post(url, TAMPERED, HTTP_HX_REQUEST="true")
    replies["static"] = Client().get(staticfiles_storage.url("careerfit.js"))
    assert replies["static"].status_code == 200
    policies = {key: policy_of(reply) for key, reply in replies.items()}
    assert policies == dict.fromkeys(replies, POLICY)
    others = {key: headers_of(reply) for key, reply in replies.items()}
    assert [key for key, found in others.items() if found != ALWAYS] == []
    told = {name for reply in replies.values() for name in reply.headers} & {
        "Server",
        "X-Powered-By",
    }
    assert told == set()


def test_pages_are_stored_by_nobody(ada_has: Belongings, guest_has: Belongings) -> None:
    """T-56: signed in, guest or neither, page, redirect or download."""
    stored = {}
    for who, client in (("ada", ada_has.client), ("guest", guest_has.client), ("", Client())):
        for route in names(method="GET"):
            reply = client.get(url_of(route, guest_has if who == "guest" else ada_has))
            if "no-store" not in reply.headers["Cache-Control"]:
                stored[who, route] = reply.headers["Cache-Control"]
    assert stored == {}


def test_a_page_with_the_look_of_a_file_is_no_page(ada_has: Belongings) -> None:
    """T-56: a cache that goes by the ending finds nothing to keep."""
    for path in ("/account/preferences/x.css", "/home/x.css", "/home/.js", "/home/%0ax.css"):
        assert ada_has.client.get(path).status_code == 404, path


def test_files_are_hashed_and_kept_for_ever() -> None:
    """T-56: the name changes with the content, so nobody has to ask again."""
    for name in ("careerfit.js", "build/careerfit.css", "mark.svg"):
        url = staticfiles_storage.url(name)
        reply = Client().get(url)
        assert Path(url).name != Path(name).name
        assert reply.headers["Cache-Control"] == "max-age=315360000, public, immutable", name


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/static/../careerfit/settings.py",
        "/static/%2e%2e/secret-key",
        "/careerfit.sqlite3",
        "/var/careerfit.sqlite3",
        "/static/",
        "/static/staticfiles.json/",
        "/media/",
        "/admin/",
        "/static/scss/careerfit.scss",
        "/static/build/careerfit.css.map",
    ],
)
def test_nothing_else_is_served(path: str, db: None) -> None:
    """T-135, T-81"""
    assert Client().get(path).status_code == 404


def test_https_only_headers_and_cookies() -> None:
    """T-35, T-53: in the production profile, read from the settings of a fresh process."""
    wanted = """
from careerfit import settings as s
print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT,
      s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE)
"""
    profile = {
        "CAREERFIT_PROFILE": "production",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "careerfit.example",
        "SITE_URL": "https://careerfit.example",
        "EMAIL_URL": "smtp://localhost",
        "CAREERFIT_VAR": str(settings.VAR_DIR),
    }
    done = subprocess.run(
        [sys.executable, "-c", wanted],
        cwd=settings.BASE_DIR,
        env=profile,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ("31536000 True True __Host-sessionid True __Host-csrftoken True")


def test_cookies_of_a_visitor(ada_has: Belongings) -> None:
    """T-35: out of reach of scripts and of other sites."""
    client = Client()
    client.get(reverse("account_login"))
    client.post(reverse("assessments:role_choice"), {"role": "ml-engineer"})
    client.post(reverse("accounts:theme_set"), {"theme": "dark"})
    kept = {
        name: (each["httponly"], each["samesite"], each["path"], each["domain"])
        for name, each in client.cookies.items()
    }
    assert kept == {
        "csrftoken": ("", "Lax", "/", ""),
        "sessionid": (True, "Lax", "/", ""),
        "theme": (True, "Lax", "/", ""),
    }
