"""Fit by example: the drawing of the docstring, refusals, readiness and comparison."""

import subprocess
import sys
import timeit
from dataclasses import replace
from fractions import Fraction

import pytest

from assessments.scoring import (
    Attempt,
    CategoryFit,
    NextStep,
    ScoringError,
    Settings,
    attainment,
    category_fits,
    compare,
    fit,
    next_steps,
    rank_roles,
)
from taxonomy.framework import Framework, Requirement, Role

THIRD = Fraction(1, 3)


def requirement(skill, level, weight=1, category="data", **more):
    return Requirement(skill=skill, level=level, weight=weight, category=category, **more)


def role(*requirements, code="analyst"):
    return Role(code=code, name=code.title(), requirements=requirements)


ANALYST = role(
    requirement("sql", 4, 3),
    requirement("python", 4, 2),
    requirement("statistics", 3, 1, "maths"),
)
ESSENTIAL = role(
    requirement("sql", 4, 3, must_have=True),
    requirement("python", 4, 2, must_have=True, stated_threshold=1),
    requirement("git", 1, 1, must_have=True),
)


@pytest.mark.parametrize(("level", "share"), [(0, 0), (2, Fraction(1, 2)), (4, 1), (5, 1)])
def test_attainment_of_level_4_required(level, share):
    assert attainment(level, 4) == share


def test_the_worked_example():
    found = fit(ANALYST, {"sql": 2, "python": 5})
    assert found.low == 58 + THIRD
    assert found.high == 75
    assert found.estimate == 70
    assert found.value is None
    assert list(found.losses.items()) == [("sql", 25), ("python", 0)]
    assert found.open == {"statistics": 16 + 2 * THIRD}
    assert (found.answered, found.needed) == (2, 3)
    assert found.rating_error == 12.5  # half the role, one level in four: 100 · 1/2 · 1/4


def test_the_worked_example_once_all_is_answered():
    found = fit(ANALYST, {"sql": 2, "python": 5, "statistics": 3})
    assert found.value == found.low == found.estimate == found.high == 75
    assert found.losses == {"sql": 25, "python": 0, "statistics": 0}
    assert found.open == {}


def test_the_estimate_leans_on_the_same_category():
    # python: (1/2 + 1 · 1/2) / 2; statistics: nothing in maths, so the role's mean of 1/2
    assert fit(ANALYST, {"sql": 2}).estimate == 50
    # statistics 3/3; mean (3 · 1/2 + 1 · 1) / 4 = 5/8; python (1/2 + 5/8) / 2 = 9/16
    found = fit(ANALYST, {"sql": 2, "statistics": 3})
    assert found.estimate == Fraction(100, 6) * (3 * Fraction(1, 2) + 2 * Fraction(9, 16) + 1)


def test_with_no_answer_the_estimate_is_the_middle_of_everything():
    found = fit(ANALYST, {})
    assert (found.low, found.estimate, found.high) == (0, 50, 100)
    assert (found.losses, found.blockers, found.rating_error) == ({}, (), 0)


def test_a_must_have_blocks_below_its_threshold():
    assert fit(ESSENTIAL, {"sql": 2, "python": 1, "git": 1}).blockers == ("sql",)
    assert fit(ESSENTIAL, {"sql": 3, "python": 0, "git": 0}).blockers == ("python", "git")
    assert fit(ESSENTIAL, {"sql": 3, "python": 1, "git": 1}).blockers == ()


def test_an_unanswered_must_have_is_unknown_and_no_blocker():
    found = fit(ESSENTIAL, {"python": 0})
    assert found.blockers == ("python",)
    assert found.unknown_must_haves == ("sql", "git")


@pytest.mark.parametrize(
    ("levels", "readiness"),
    [
        ({"a": 5, "b": 4}, "ready"),  # 50 + 40 = 90
        ({"a": 5, "b": 3}, "nearly"),  # 80
        ({"a": 5, "b": 2}, "building"),  # 70
        ({"a": 4, "b": 0}, "building"),  # 40
        ({"a": 3, "b": 0}, "starting"),  # 30
        ({"a": 5}, "building"),  # low is 50 however good the rest may be
        ({"a": 0}, "starting"),
        ({}, "building"),  # estimate 50
    ],
)
def test_readiness(levels, readiness):
    assert fit(role(requirement("a", 5), requirement("b", 5)), levels).readiness == readiness


def test_a_blocker_takes_readiness_away():
    strict = role(requirement("a", 5, 99), requirement("b", 5, 1, must_have=True))
    assert fit(strict, {"a": 5, "b": 3}).readiness == "building"
    assert fit(strict, {"a": 5, "b": 4}).readiness == "ready"


def test_settings_move_the_bounds():
    strict = Settings(ready_from=101, nearly_from=101, building_from=100)
    assert fit(ANALYST, {"sql": 4, "python": 4}, settings=strict).readiness == "building"
    assert fit(ANALYST, {"sql": 4, "python": 3}, settings=strict).readiness == "starting"


def test_verified_counts_only_what_others_vouch_for():
    levels = {"sql": 2, "python": 5, "statistics": 3}
    assert fit(ANALYST, levels).verified == 0
    assert fit(ANALYST, levels, verified=["sql"]).verified == 25
    assert fit(ANALYST, levels, verified={"sql": 4, "python": 2}).verified == 50 + 50 * THIRD
    assert fit(ANALYST, levels, verified=["sql"]).rating_error == pytest.approx(7.5)


def test_weights_count_as_written():
    tenths = role(requirement("a", 1, 0.1), requirement("b", 1, 0.2))
    assert fit(tenths, {"a": 1}).low == 33 + THIRD


@pytest.mark.parametrize("level", [-1, 6, 2.0, "3", True, None])
def test_a_level_that_is_none_is_refused(level):
    with pytest.raises(ScoringError) as refusal:
        fit(ANALYST, {"sql": level})
    assert str(refusal.value) == (
        f'The level of "sql" is {level!r}; a level is a whole number from 0 to 5.'
    )


@pytest.mark.parametrize(
    ("requirements", "sentence"),
    [
        ((), 'The role "analyst" has no requirements, so it has no fit.'),
        ((requirement("a", 0),), 'The required level of "a" is 0; it must be 1 to 5.'),
        ((requirement("a", 6),), 'The required level of "a" is 6; it must be 1 to 5.'),
        ((requirement("a", 1, -0.5),), 'The weight of "a" is -0.5; it must be above 0.'),
    ],
)
def test_law_7_a_role_that_cannot_be_counted_is_refused(requirements, sentence):
    with pytest.raises(ScoringError) as refusal:
        fit(role(*requirements), {})
    assert str(refusal.value) == sentence


def framework_of(**roles):
    """A framework whose roles ask for the given {skill: (level, must have)}."""
    needed = [
        {
            "code": code,
            "name": code,
            "requirements": [
                {"skill": skill, "level": level, "weight": 1, "must_have": must_have}
                for skill, (level, must_have) in asked.items()
            ],
        }
        for code, asked in roles.items()
    ]
    return Framework.from_document({"roles": needed})


def test_roles_are_ranked_by_blockers_then_estimate_then_order():
    framework = framework_of(
        blocked={"a": (2, False), "b": (2, False), "c": (4, True)},
        half={"a": (4, False)},
        other_half={"a": (4, False)},
        whole={"a": (2, False)},
    )
    ranked = rank_roles(framework, {"a": 2, "b": 2, "c": 2})
    assert [each.code for each in ranked] == ["whole", "half", "other_half", "blocked"]


def test_category_fits_are_the_bars_of_the_chart():
    assert category_fits(ANALYST, {"sql": 2}) == (
        CategoryFit("data", 83 + THIRD, 30, 40, 30, 50, 1, 2),
        CategoryFit("maths", 16 + 2 * THIRD, 0, 100, 0, 50, 0, 1),
    )
    data = category_fits(ANALYST, {"sql": 2})[0]
    assert (data.low, data.high) == (30, 70)


def test_next_steps_put_blockers_first_then_points_then_code():
    wide = role(
        requirement("big", 4, 9),
        requirement("beta", 4, 2),
        requirement("alpha", 4, 2),
        requirement("must", 3, 1, must_have=True),
        requirement("met", 2, 1),
    )
    steps = next_steps(wide, {"big": 3, "beta": 3, "alpha": 3, "must": 1, "met": 2}, 3)
    assert steps == (
        NextStep("must", 1, 2, 3, Fraction(200, 45), True),
        NextStep("big", 3, 4, 4, Fraction(100 * 9, 15 * 4), False),
        NextStep("alpha", 3, 4, 4, Fraction(100 * 2, 15 * 4), False),
    )


def test_compare_names_the_cause_of_each_change():
    asked = [requirement(code, 4) for code in ("up", "step", "new", "gone", "same", "small")]
    before = Attempt(role(*asked), {"up": 1, "step": 1, "gone": 4, "same": 2, "small": 3})
    after = Attempt(role(*asked), {"up": 3, "step": 2, "new": 2, "same": 2, "small": 2})
    found = compare(before, after, finished=[("step", 2), "same"])
    assert [(each.skill, each.cause, each.is_real) for each in found.changes] == [
        ("up", "rating", True),
        ("step", "step", False),
        ("new", "newly answered", False),
        ("gone", "no longer answered", False),
        ("same", "none", False),
        ("small", "rating", False),
    ]
    assert found.from_role == 0
    by_skill = {each.skill: each.points for each in found.changes}
    assert (by_skill["up"], by_skill["same"]) == (Fraction(100, 12), 0)


def test_a_role_that_asks_for_more_is_not_a_person_who_fell():
    old = role(requirement("sql", 3), requirement("python", 4), requirement("perl", 1))
    new = role(requirement("sql", 5), requirement("python", 4), requirement("go", 2))
    before = Attempt(old, {"sql": 2, "python": 2, "perl": 1})
    after = Attempt(new, {"sql": 3, "python": 3, "perl": 1, "go": 1})
    found = compare(before, after)
    assert [
        (each.skill, each.required_before, each.required_after, each.cause, each.points)
        for each in found.changes
    ] == [
        ("sql", 3, 5, "requirement", 20 - Fraction(200, 9)),
        ("python", 4, 4, "rating", Fraction(25, 3)),
        ("go", None, 2, "requirement", Fraction(50, 3)),
        ("perl", 1, None, "requirement", -100 * THIRD),
    ]
    assert found.changes[0].from_levels == 100 * THIRD - Fraction(200, 9)
    assert found.points == found.estimate_after - found.estimate_before


def test_where_answer_and_role_both_changed_the_larger_part_is_the_cause():
    before = Attempt(role(requirement("sql", 3)), {"sql": 0})
    after = Attempt(role(requirement("sql", 4)), {"sql": 3})
    [change] = compare(before, after).changes
    assert (change.from_levels, change.from_role, change.cause) == (100, -25, "rating")


def test_a_new_weight_is_a_change_of_the_role():
    heavier = replace(ANALYST, requirements=(requirement("sql", 4, 9), *ANALYST.requirements[1:]))
    levels = {"sql": 2, "python": 5, "statistics": 3}
    found = compare(Attempt(ANALYST, levels), Attempt(heavier, levels))
    assert {each.cause for each in found.changes} == {"requirement"}


def test_one_fit_over_26_requirements_is_well_under_a_millisecond():
    wide = role(*(requirement(f"s{n}", n % 5 + 1, n % 4 + 1, f"c{n % 12}") for n in range(26)))
    levels = {f"s{n}": n % 6 for n in range(0, 26, 2)}
    best = min(timeit.repeat(lambda: fit(wide, levels), number=20, repeat=5)) / 20
    assert best < 0.001


def test_the_plain_modules_load_no_django():
    program = "import assessments.scoring, sys; print('django' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False\n"
