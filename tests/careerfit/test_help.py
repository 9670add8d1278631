"""The help page says what holds elsewhere: ux.md G-23."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.actions import GUEST_LIFETIME
from taxonomy.framework import Framework
from taxonomy.queries import current_release
from tests.accounts.pages import Page

URL = "/help/"


def test_it_needs_no_database(client: Client) -> None:
    """No database fixture here: a query would fail the test."""
    assert client.get(URL).status_code == 200


@pytest.mark.django_db
def test_the_levels_are_those_of_the_framework(client: Client) -> None:
    framework: Framework = current_release().framework
    named = [each.text for each in Page(client.get(URL)).all("dt")]
    assert named == [f"{each.level} {each.name}" for each in framework.levels.values()]


@pytest.mark.django_db
def test_its_sections_and_where_the_footer_leads(client: Client) -> None:
    page = Page(client.get(URL))
    assert page.one("h1").text == "Help"
    assert [each.text for each in page.all("h2")] == [
        "What the six levels mean",
        "How the fit is worked out",
        "How far to trust it",
        "Keyboard",
        "Who sees your answers",
        "Still stuck?",
    ]
    assert page.one("h2", id="privacy").text == "Who sees your answers"
    assert f"{reverse('help')}#privacy" in [each["href"] for each in page.all("a")]


@pytest.mark.django_db
def test_what_it_promises_about_guests_is_what_happens(client: Client) -> None:
    days = GUEST_LIFETIME.days
    sentence = f"Answers without an account are removed after {days} days."
    assert [sentence in each.text for each in Page(client.get(URL)).all("p")].count(True) == 1
    assert days * 86_400 == settings.SESSION_COOKIE_AGE


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(client: Client, method: str) -> None:
    assert getattr(client, method)(URL).status_code == 405
