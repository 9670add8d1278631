"""The eight laws of fit, for every role and every answer."""

import math
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.scoring import Attempt, category_fits, compare, fit, next_steps
from tests.strategies import answers, levels_of_scale, roles, roles_with_answers

CLOSE = 1e-9


def figures(found):
    """All that a fit says, whatever the order in which it says it."""
    return (
        found.low,
        found.high,
        found.estimate,
        found.value,
        dict(found.losses),
        dict(found.open),
        set(found.blockers),
        set(found.unknown_must_haves),
        found.readiness,
        found.verified,
        found.rating_error,
    )


@given(roles_with_answers())
def test_law_1_low_estimate_and_high_are_in_order(case):
    found = fit(*case)
    assert 0 <= found.low <= found.estimate <= found.high <= 100


@given(roles_with_answers(is_complete=True))
def test_law_1_they_are_one_when_all_is_answered(case):
    found = fit(*case)
    assert found.low == found.estimate == found.high == found.value


@given(roles_with_answers())
def test_law_1_the_value_is_unknown_until_all_is_answered(case):
    role, levels = case
    found = fit(role, levels)
    assert (found.value is None) == (len(levels) < len(role.requirements))
    assert (found.answered, found.needed) == (len(levels), len(role.requirements))


@given(roles_with_answers(), st.data())
def test_law_2_raising_a_level_never_harms(case, data):
    role, levels = case
    assume(levels)
    skill = data.draw(st.sampled_from(sorted(levels)))
    raised = {**levels, skill: data.draw(st.integers(levels[skill], 5))}
    before, after = fit(role, levels), fit(role, raised)
    assert after.low >= before.low
    assert after.estimate >= before.estimate
    assert after.high >= before.high
    assert set(after.blockers) <= set(before.blockers)


@given(roles_with_answers(is_complete=True), st.data())
def test_law_2_one_level_up_below_the_requirement_raises_the_fit(case, data):
    role, levels = case
    behind = [each for each in role.requirements if levels[each.skill] < each.level]
    if behind:
        skill = data.draw(st.sampled_from(behind)).skill
        assert fit(role, {**levels, skill: levels[skill] + 1}).value > fit(role, levels).value


@given(roles_with_answers(), st.data())
def test_law_3_a_surplus_changes_nothing(case, data):
    role, levels = case
    needed = data.draw(st.sampled_from(role.requirements))
    met = {**levels, needed.skill: needed.level}
    more = {**levels, needed.skill: data.draw(st.integers(needed.level, 5))}
    assert fit(role, met) == fit(role, more)


@given(roles_with_answers(is_complete=True))
def test_law_4_hundred_means_all_met_and_nought_means_nothing(case):
    role, levels = case
    value = fit(role, levels).value
    assert (value == 100) == all(levels[each.skill] >= each.level for each in role.requirements)
    assert (value == 0) == all(levels[each.skill] == 0 for each in role.requirements)


@given(roles_with_answers(), st.data())
def test_law_5_order_changes_nothing(case, data):
    role, levels = case
    shuffled = tuple(data.draw(st.permutations(role.requirements)))
    assert fit(replace(role, requirements=shuffled), levels) == fit(role, levels)


@given(roles_with_answers())
def test_law_5_renaming_changes_only_names(case):
    role, levels = case
    renamed = tuple(replace(each, skill=f"z-{each.skill}") for each in role.requirements)
    found = fit(replace(role, requirements=renamed), {f"z-{code}": x for code, x in levels.items()})
    expected = fit(role, levels)
    assert found.losses == {f"z-{code}": points for code, points in expected.losses.items()}
    assert set(found.blockers) == {f"z-{code}" for code in expected.blockers}
    assert (found.low, found.estimate, found.high) == (
        expected.low,
        expected.estimate,
        expected.high,
    )
    assert (found.readiness, found.rating_error) == (expected.readiness, expected.rating_error)


@given(roles_with_answers(), st.fractions(min_value=Fraction(1, 100), max_value=100))
def test_law_5_scaling_all_weights_changes_nothing(case, factor):
    role, levels = case
    scaled = tuple(replace(each, weight=each.exact_weight * factor) for each in role.requirements)
    found, expected = fit(replace(role, requirements=scaled), levels), fit(role, levels)
    assert figures(found)[:-1] == figures(expected)[:-1]
    assert math.isclose(found.rating_error, expected.rating_error, abs_tol=CLOSE)


@given(roles_with_answers(), st.data())
def test_law_6_one_more_answer_never_widens_the_band(case, data):
    role, levels = case
    missing = [each.skill for each in role.requirements if each.skill not in levels]
    if missing:
        answered = {**levels, data.draw(st.sampled_from(missing)): data.draw(levels_of_scale)}
        before, after = fit(role, levels), fit(role, answered)
        assert before.low <= after.low <= after.high <= before.high


@given(roles_with_answers(), st.data())
def test_law_6_the_final_fit_lies_in_every_earlier_band(case, data):
    role, levels = case
    final = fit(role, {**data.draw(answers(role, is_complete=True)), **levels}).value
    band = fit(role, levels)
    assert band.low <= final <= band.high


@given(roles_with_answers(), st.dictionaries(st.sampled_from(["x1", "x2"]), levels_of_scale))
def test_law_7_skills_outside_the_role_have_no_effect(case, others):
    role, levels = case
    assert fit(role, {**levels, **others}, verified=others) == fit(role, levels)


@given(roles_with_answers())
def test_law_8_losses_and_open_points_add_up_exactly(case):
    found = fit(*case)
    assert sum(found.losses.values()) == 100 - found.high
    assert sum(found.open.values()) == found.high - found.low
    assert set(found.losses) == set(case[1])


@given(roles_with_answers())
def test_law_8_floats_agree_with_rationals(case):
    role, levels = case
    found, (low, high, estimate, error) = fit(role, levels), in_floats(role, levels)
    assert math.isclose(found.low, low, abs_tol=CLOSE)
    assert math.isclose(found.high, high, abs_tol=CLOSE)
    assert math.isclose(found.estimate, estimate, abs_tol=CLOSE)
    assert math.isclose(found.rating_error, error, abs_tol=CLOSE)


def in_floats(role, levels):
    """Low, high, estimate and rating error, straight from the formulas, in floats."""
    needed = {each.skill: each for each in role.requirements}
    weight = {code: float(each.weight) for code, each in needed.items()}
    whole = sum(weight.values())
    met = {code: min(levels[code], needed[code].level) / needed[code].level for code in levels}
    answered = sum(weight[code] for code in met)
    mean = sum(weight[code] * met[code] for code in met) / answered if met else 0.5

    def guess(code):
        like = [met[each] for each in met if needed[each].category == needed[code].category]
        return (sum(like) + mean) / (len(like) + 1)

    def points(unknown):
        return 100 * sum(weight[c] * met.get(c, unknown(c)) for c in needed) / whole

    squares = [(weight[code] / whole / needed[code].level) ** 2 for code in met if met[code] < 1]
    return (
        points(lambda code: 0),
        points(lambda code: 1),
        points(lambda code: guess(code) if code not in met else 0),
        100 * math.sqrt(sum(squares)),
    )


@given(roles_with_answers(), st.data())
def test_verified_is_the_low_of_what_is_vouched_for(case, data):
    role, levels = case
    vouched = data.draw(st.sets(st.sampled_from([each.skill for each in role.requirements])))
    known = {code: level for code, level in levels.items() if code in vouched}
    assert fit(role, levels, verified=vouched).verified == fit(role, known).low
    assert fit(role, {}, verified=known).verified == fit(role, known).low
    assert fit(role, levels, verified=iter(sorted(vouched))) == fit(role, levels, verified=vouched)


@given(roles_with_answers())
def test_category_bars_add_up_to_the_fit(case):
    found, bars = fit(*case), category_fits(*case)
    assert sum(bar.share for bar in bars) == 100
    assert all(bar.met + bar.open + bar.missing == 100 for bar in bars)
    for name in ("low", "high", "estimate"):
        total = sum(bar.share * getattr(bar, name) / 100 for bar in bars)
        assert total == getattr(found, name)


@given(roles_with_answers())
def test_next_steps_are_all_gaps_blockers_first(case):
    role, levels = case
    found, steps = fit(role, levels), next_steps(role, levels, 99)
    assert {step.skill for step in steps} == {code for code, lost in found.losses.items() if lost}
    count = len(found.blockers)
    assert {step.skill for step in steps[:count]} == set(found.blockers)
    costs = [step.points for step in steps[count:]]
    assert costs == sorted(costs, reverse=True)
    assert next_steps(role, levels, 2) == steps[:2]


@settings(max_examples=200)
@given(st.data())
def test_the_changes_add_up_to_the_change_of_the_estimate(data):
    before, after = (Attempt(*data.draw(roles_with_answers(max_size=6))) for _ in range(2))
    found = compare(before, after)
    assert found.points == fit(*fields(after)).estimate - fit(*fields(before)).estimate
    assert sum(change.points for change in found.changes) == found.points
    assert found.from_levels + found.from_role == found.points


def fields(attempt):
    return attempt.role, attempt.levels


@given(roles(), st.data())
def test_with_one_role_nothing_comes_from_the_role(role, data):
    before, after = (Attempt(role, data.draw(answers(role))) for _ in range(2))
    found = compare(before, after)
    assert found.from_role == 0
    for change in found.changes:
        has_moved = change.level_before != change.level_after
        assert (change.cause != "none") == has_moved
        assert change.cause != "requirement"


@given(roles_with_answers())
def test_nothing_changes_between_an_attempt_and_itself(case):
    attempt = Attempt(*case)
    assert {change.cause for change in compare(attempt, attempt).changes} == {"none"}
    assert {change.points for change in compare(attempt, attempt).changes} == {0}
