"""Hours in words, and the bar of logged against planned ones."""

from decimal import Decimal
from fractions import Fraction

import pytest

from roadmaps.templatetags.hours import drawn, hours, number


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("1.5"), "1.5 hours"),
        (Decimal("1.0"), "1 hour"),
        (0, "0 hours"),
        (Fraction(1204), "1,204 hours"),
    ],
)
def test_hours_in_words(amount, words):
    assert hours(amount) == words


def test_a_bar_is_to_scale_and_says_its_numbers():
    assert number(Fraction(7, 2)) == "3.5"
    assert drawn(12, Fraction(7, 2), 24, True) == {
        "logged": 14.6,
        "missing": 35.4,
        "tick": 50.0,
        "sentence": "3.5 of 12 planned hours logged",
    }


@pytest.mark.parametrize(
    ("planned", "logged", "is_open", "wanted"),
    [
        (12, 3, False, (25.0, 0, 100.0)),  # done: nothing is missing
        (6, 12, True, (100.0, 0, 50.0)),  # more than planned
        (12, 0, True, (0.0, 100.0, 100.0)),
        (12, Fraction(1, 10), True, (1.5, 98.5, 100.0)),  # a little is still seen
    ],
)
def test_what_is_drawn(planned, logged, is_open, wanted):
    bar = drawn(planned, logged, 12, is_open)
    assert (bar["logged"], bar["missing"], bar["tick"]) == wanted


def test_nothing_at_all_is_an_empty_bar():
    assert drawn(0, 0, 0, True)["tick"] == 0.0
