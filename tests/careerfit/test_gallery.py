"""Every component in every state, on one page."""

import pytest
from django.test import Client

from tests.accounts.pages import Page

URL = "/gallery/"


def test_it_needs_no_database(client: Client) -> None:
    """No database fixture here: a query would fail the test."""
    assert client.get(URL).status_code == 200


def test_every_level_against_none_two_and_four_needed(client: Client) -> None:
    shown = [each.text for each in Page(client.get(URL)).all("span")]
    held = ["not rated", *(f"{level} held" for level in range(6))]
    expected = [
        f"{words}{f', {needed} needed' if needed else ''}"
        for needed in (None, 2, 4)
        for words in held
    ]
    assert [text for text in shown if text in expected] == expected


def test_every_figure_has_a_name(client: Client) -> None:
    figures = Page(client.get(URL)).all("svg", role="img")
    assert len(figures) == 22 + 5 * 3 + 1 + 4
    assert all(each.text or each.attrs.get("aria-label") for each in figures)


def test_bars_of_nothing_all_and_some(client: Client) -> None:
    """The words at the end of each bar, from nothing to all."""
    assert [each.text for each in Page(client.get(URL)).all("text", class_="value")] == [
        "0 %",
        "100 %",
        "0 to 100 %",
        "58 %",
        "58 to 100 %",
        "41 to 78 %",
    ]


def test_trends_of_two_and_of_many_attempts(client: Client) -> None:
    page = Page(client.get(URL))
    names = [title.text for title in page.all("title")]
    assert "Two attempts: 31 to 89 %, 58 to 66 %" in names
    assert "From nothing to all: 0 %, 100 %" in names
    assert len(page.all("circle", class_="point")) == 2 + 2 + 2 + 7


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(client: Client, method: str) -> None:
    assert getattr(client, method)(URL).status_code == 405
