"""The sentences of a result, word for word."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessments import wording
from assessments.comparison import SkillChange


@pytest.mark.parametrize(
    ("low", "high", "missing", "unknown", "sentence"),
    [
        (58.3, 65.6, 3, 0, "You meet about 58 to 66 % of Baker. 3 essential skills are missing."),
        (58.3, 58.4, 1, 2, "You meet about 58 % of Baker. 1 essential skill is missing."),
        (90, 95, 0, 0, "You meet about 90 to 95 % of Baker. No essential skill is missing."),
        (
            20,
            95,
            0,
            2,
            "You meet about 20 to 95 % of Baker. "
            "No essential skill is missing among those you rated.",
        ),
    ],
)
def test_l7_first_sentence(low, high, missing, unknown, sentence):
    assert wording.fit_sentence("Baker", low, high, missing, unknown) == sentence


def test_unknown_must_haves_are_named():
    assert wording.unknown_sentence([]) == ""
    assert wording.unknown_sentence(["SQL"]) == "1 essential skill is not rated yet: SQL."
    assert (
        wording.unknown_sentence(["SQL", "Git", "Python"])
        == "3 essential skills are not rated yet: SQL, Git and Python."
    )


def test_what_holds_back():
    assert wording.obstacle_sentence([]) == ""
    assert wording.obstacle_sentence(["SQL"]) == "SQL holds you back most."
    assert wording.obstacle_sentence(["SQL", "Git"]) == "SQL and Git hold you back most."


@pytest.mark.parametrize(
    ("level", "needed", "words"),
    [
        (2, 3, "1 level below"),
        (0, 3, "3 levels below"),
        (3, 3, "at level"),
        (5, 3, "at level"),
        (None, 3, "not rated"),
    ],
)
def test_l7_4_gap_in_words(level, needed, words):
    assert wording.gap_words(level, needed) == words


def test_l7_2_name_of_the_picture():
    said = wording.chart_sentence("Baker", 58.3, 65.6, ["Dough", "Oven"], [("SQL", 2), ("Git", 1)])
    assert said == (
        "Baker: fit 58 to 66 per cent. Strongest: Dough, Oven. "
        "Largest gaps: SQL (2 levels), Git (1 level)."
    )
    assert wording.chart_sentence("Baker", 0, 0, [], []) == "Baker: fit 0 per cent."


def test_rating_error_is_a_sentence_and_stays_between_0_and_100():
    assert wording.error_sentence(90, 95, 0.2) == ""
    assert wording.error_sentence(90, 98, 7).endswith("your fit could as well be 83 to 100 %.")


@pytest.mark.parametrize(
    ("after", "noise", "words"),
    [
        (56, 3, "up 6 points"),
        (44, 3, "down 6 points"),
        (51, 0.1, "up 1 point"),
        (52, 3, "about the same"),
        (50.2, 0, "about the same"),
    ],
)
def test_l11_2_moves_under_the_noise_are_about_the_same(after, noise, words):
    assert wording.move_words(50, after, noise) == words


CHANGE = SkillChange(
    skill="sql",
    level_before=2,
    level_after=2,
    required_before=3,
    required_after=3,
    from_levels=Fraction(0),
    from_role=Fraction(0),
    has_step=False,
    is_real=False,
)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "unchanged"),
        ({"level_before": None, "level_after": None}, "not rated in either"),
        ({"level_after": 3}, "about the same, 1 level higher"),
        ({"level_before": 4, "is_real": True}, "2 levels lower"),
        ({"level_after": 3, "has_step": True}, "1 level higher: path step finished in between"),
        ({"level_before": None}, "rated for the first time"),
        ({"level_after": None}, "no longer rated"),
        ({"required_before": None}, "the role now asks for this"),
        ({"required_after": None}, "the role no longer asks for this"),
        ({"required_after": 4}, "the role now asks for more"),
        ({"required_after": 2}, "the role now asks for less"),
        ({"from_role": Fraction(1)}, "the role now weighs this differently"),
    ],
)
def test_l11_3_each_change_has_its_cause(fields, words):
    assert wording.change_words(replace(CHANGE, **fields)) == words


def test_l11_3_a_role_that_asks_for_more_leads_even_where_the_level_moved():
    change = replace(CHANGE, level_after=1, required_after=5, from_role=Fraction(-4))
    assert wording.change_words(change) == "the role now asks for more; 1 level lower"
