"""The drawn figures: what they say, and that what they show is what they say."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from taxonomy import effort
from taxonomy.points import band_words, in_tenths, whole
from taxonomy.templatetags import figures


def drawn(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("held", "needed", "observed", "sentence"),
    [
        (2, 4, None, "Level 2 of 5, Guided; 4 needed"),
        (None, 3, None, "Not rated; 3 needed"),
        (0, None, None, "Level 0 of 5, Not yet"),
        (5, 3, 2, "Level 5 of 5, Leading; 3 needed; 2 observed by staff"),
    ],
)
def test_ladder_says_what_it_shows(held, needed, observed, sentence):
    assert figures.ladder_sentence(held, needed, observed) == sentence
    assert f"<title>{sentence}</title>" in drawn(
        "{% ladder held needed observed %}", held=held, needed=needed, observed=observed
    )


@pytest.mark.parametrize(
    ("held", "needed", "rungs"),
    [
        (2, 4, {"held": 2, "needed": 2, "free": 1}),
        (4, 2, {"held": 4, "needed": 0, "free": 1}),
        (None, 3, {"held": 0, "needed": 3, "free": 2}),
        (5, 5, {"held": 5, "needed": 0, "free": 0}),
        (0, None, {"held": 0, "needed": 0, "free": 5}),
    ],
)
def test_ladder_fills_what_is_held_and_outlines_what_is_needed(held, needed, rungs):
    picture = drawn("{% ladder held needed %}", held=held, needed=needed)
    paths = re.findall(r'class="(\w+)" d="([^"]*)"', picture)
    assert {name: path.count("M") for name, path in paths} == rungs


def test_ladder_marks_an_observed_level():
    assert 'class="observed" cx="27" cy="27"' in drawn("{% ladder 1 4 2 %}")
    assert "observed" not in drawn("{% ladder 1 4 %}")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (58.3, 65.6, "58 to 66 %"),
        (58.2, 58.4, "58 %"),
        (Fraction(1, 2), Fraction(3, 2), "1 to 2 %"),
        (0, 100, "0 to 100 %"),
    ],
)
def test_band_words(low, high, words):
    assert band_words(low, high) == words


def test_halves_round_as_people_round():
    assert [whole(each) for each in (0.5, 1.5, 2.5, Fraction(5, 2))] == [1, 2, 3, 3]


def test_band_draws_range_tick_and_verified_part():
    picture = drawn("{% band 58.3 65.6 61.2 20 'hero' %}")
    assert "<title>Fit 58 to 66 %, 20 % verified</title>" in picture
    assert 'class="range" x="58.3%" y="5" width="7.3%"' in picture
    assert 'class="tick" x1="61.2%" x2="61.2%"' in picture
    assert 'class="verified" x="0" y="10" width="20.0%"' in picture
    assert 'class="band band-hero"' in picture


def test_band_of_no_width_is_still_seen_and_stays_on_the_track():
    assert 'class="range" x="99.2%" y="5" width="0.8%"' in drawn("{% band 100 100 100 %}")


def test_band_draws_rating_error_within_the_track():
    picture = drawn("{% band 95 100 98 0 'hero' 8 %}")
    assert 'class="error" x="87.0%" y="26" width="13.0%"' in picture
    assert "error" not in drawn("{% band 95 100 98 %}")


@dataclass
class Group:
    name: str
    met: float
    open: float


def test_bars_show_met_open_and_missing():
    picture = drawn(
        "{% bars groups 'All of it.' %}", groups=[Group("Data", 50, 20), Group("People", 100, 0)]
    )
    assert "<title>All of it.</title>" in picture
    assert re.findall(r'class="name"[^>]*>([^<]*)<', picture) == ["Data", "People"]
    assert re.findall(r'class="value"[^>]*>([^<]*)<', picture) == ["50 to 70 %", "100 %"]
    stripes = re.findall(
        r'class="(met|open|missing)"[^>]*? x="([\d.]+)%?"[^>]*? width="(.+?)%"', picture
    )
    assert sorted(stripes) == [
        ("met", "0", "100.0"),
        ("met", "0", "50.0"),
        ("missing", "70.0", "30.0"),
        ("open", "50.0", "20.0"),
    ]


@dataclass
class Attempt:
    at: datetime
    low: float
    high: float
    estimate: float


DAY = datetime(2026, 3, 1, 9, tzinfo=UTC)


def xs(*days: float) -> list[float]:
    attempts = [Attempt(DAY + timedelta(days=each), 40, 60, 50) for each in days]
    return [mark.x for mark in figures.trend(attempts, "Fit.")["marks"]]


def test_l11_5_time_axis_is_true_to_scale():
    assert xs(0, 10, 100) == [8.0, 16.9, 97.0]


def test_l11_5_two_attempts_on_one_day_keep_their_order():
    first, second, _ = xs(0, 0.1, 100)
    assert first < second


def test_trend_draws_an_attempt_at_its_height():
    attempts = [Attempt(DAY, 0, 100, 50), Attempt(DAY + timedelta(days=1), 75, 75, 75)]
    marks = figures.trend(attempts, "Fit.")["marks"]
    assert [(mark.top, mark.bottom, mark.y, mark.next_y) for mark in marks] == [
        (12.0, 192.0, 102.0, 57.0),
        (57.0, 57.0, 57.0, 57.0),
    ]


amounts = st.lists(st.fractions(0, 100, max_denominator=997), max_size=30)


@given(amounts)
def test_l7_3_tenths_add_up_to_the_total_in_tenths(points):
    found = in_tenths(points)
    assert sum(found) == Fraction(whole(sum(points, Fraction(0)) * 10), 10)
    pairs = list(zip(found, points, strict=True))
    assert all(abs(tenths - exact) <= Fraction(1, 10) for tenths, exact in pairs)
    assert all(tenths == 0 for tenths, exact in pairs if exact == 0)


@given(st.lists(st.fractions(-50, 50, max_denominator=997), min_size=1, max_size=30))
def test_tenths_of_changes_add_up_too(points):
    total = Fraction(whole(sum(points) * 10), 10)
    if any(points):
        assert sum(in_tenths(points, total)) == total


def test_tenths_follow_a_total_that_was_rounded_before():
    thirds = [Fraction(1, 3)] * 3
    assert in_tenths(thirds) == [Fraction(4, 10), Fraction(3, 10), Fraction(3, 10)]
    assert sum(in_tenths(thirds, Fraction(9, 10))) == Fraction(9, 10)
    assert sum(in_tenths([Fraction(1)], Fraction(9, 10))) == Fraction(9, 10)


def test_hours_of_every_step():
    table = {size: [effort.hours(size, level) for level in range(1, 6)] for size in "SML"}
    assert table == {
        "S": [2, 6, 15, 40, None],
        "M": [4, 12, 30, 80, None],
        "L": [8, 24, 60, 160, None],
    }
    with pytest.raises(ValueError, match="There is no step to level 6"):
        effort.hours("S", 6)


def test_hours_are_shown_as_a_range():
    assert effort.hours_range("M", 1, 3).words == "34 to 67 hours"
    assert effort.hours_range("M", 3, 5) == effort.hours_range("M", 3, 4)
    assert effort.hours_range("M", 4, 5) is None


@pytest.mark.parametrize(("points", "words"), [(4.25, "+4.2"), (-1, "−1.0"), (0.01, "0.0")])
def test_changes_carry_their_sign(points, words):
    assert figures.signed(points) == words
