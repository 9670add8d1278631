"""The laws of learning paths, for generated frameworks, roles, levels, paces and pauses.

Each law is tried on 100 generated worlds; the comparison with the slow reference on 250.
CAREERFIT_EXAMPLES=1000 tries them on more.
"""

import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import fit
from roadmaps.planner import (
    Plan,
    PlanError,
    differences,
    plan,
    plan_two,
    projected,
    ready,
    schedule,
)
from taxonomy import effort
from taxonomy.framework import Framework
from tests.strategies import EXAMPLES, levels_of_scale, path_documents, paths
from tests.taxonomy.shipped import FRAMEWORK

law = settings(max_examples=EXAMPLES, deadline=None)
compared = settings(max_examples=EXAMPLES * 5 // 2, deadline=None)

START = date(2027, 1, 4)
paces = st.one_of(st.integers(1, 60), st.fractions("1/3", 60), st.floats(0.5, 60))
some_days = st.dates(date(2026, 12, 1), date(2028, 6, 1))
breaks = st.lists(
    st.tuples(some_days, st.integers(0, 60)).map(lambda p: (p[0], p[0] + timedelta(p[1]))),
    max_size=5,
)


def pairs(steps):
    return [step.pair for step in steps]


def needs_of(framework, pair):
    """What a step waits for by the framework alone; level 5 is as far as 4 can be planned."""
    skill, level = pair
    yield skill, level - 1
    for need in framework.skills[skill].needs:
        if need.level == level:
            yield need.skill, min(need.at, 4)


def broken_edges(framework, levels, steps):
    """The edges of the framework that a list of steps does not respect, walked from the front."""
    held, broken = dict(levels), []
    for skill, level in pairs(steps):
        needed = needs_of(framework, (skill, level))
        broken += [((skill, level), each) for each in needed if held.get(each[0], 0) < each[1]]
        held[skill] = max(held.get(skill, 0), level)
    return broken


# --- The path ----------------------------------------------------------------------------------


@law
@given(paths())
def test_every_edge_is_respected(case):
    framework, levels = case
    assert broken_edges(framework, levels, plan(framework, "first", levels).steps) == []


@law
@given(paths())
def test_each_step_comes_once_and_nothing_is_already_met(case):
    framework, levels = case
    found = pairs(plan(framework, "first", levels).steps)
    assert len(set(found)) == len(found)
    assert [pair for pair in found if pair[1] <= levels.get(pair[0], 0)] == []
    assert {level for _, level in found} <= {1, 2, 3, 4}


@law
@given(paths())
def test_the_path_reaches_all_and_what_it_cannot_teach_grows_on_the_job(case):
    framework, levels = case
    found = plan(framework, "first", levels)
    after = projected(projected(levels, found.steps), found.on_the_job)
    for each in framework.roles["first"].requirements:
        assert after[each.skill] >= each.level
    assert [pair for pair in found.on_the_job if levels.get(pair[0], 0) == 5] == []
    assert {level for _, level in found.on_the_job} <= {5}


@law
@given(paths())
def test_every_step_is_asked_for_or_needed_for_a_skill_of_the_role(case):
    framework, levels = case
    asked = {each.skill: each for each in framework.roles["first"].requirements}
    for step in plan(framework, "first", levels).steps:
        is_own = step.skill in asked and step.to_level <= asked[step.skill].level
        assert (step.needed_for == ()) == is_own
        assert set(step.needed_for) <= set(asked)
        assert step.is_must_have == (is_own and asked[step.skill].must_have)


@law
@given(paths())
def test_needed_for_names_what_would_not_be_reached_otherwise(case):
    """Without a step outside the role, none of the skills it is needed for gets to its level."""
    framework, levels = case
    found = plan(framework, "first", levels)
    for step in found.steps:
        if step.needed_for:
            held = dict(levels)
            for other in found.steps:
                needed = needs_of(framework, other.pair)
                if other != step and all(held.get(code, 0) >= level for code, level in needed):
                    held[other.skill] = max(held.get(other.skill, 0), other.to_level)
            asked = {each.skill: each.level for each in framework.roles["first"].requirements}
            assert [c for c in step.needed_for if held.get(c, 0) >= min(asked[c], 4)] == []


@law
@given(paths(), st.data())
def test_raising_a_rating_never_adds_a_step_to_that_skill_nor_hours(case, data):
    framework, levels = case
    skill = data.draw(st.sampled_from(sorted(framework.skills)))
    raised = {**levels, skill: data.draw(st.integers(levels.get(skill, 0), 5))}
    before, after = plan(framework, "first", levels), plan(framework, "first", raised)
    assert set(pairs(after.steps)) <= set(pairs(before.steps))
    assert after.total_hours <= before.total_hours
    assert set(after.on_the_job) <= set(before.on_the_job)


@law
@given(paths(highest=4))
def test_the_fit_never_falls_on_the_way_and_ends_at_100(case):
    framework, levels = case
    role, steps = framework.roles["first"], plan(framework, "first", levels).steps
    unanswered = {each.skill: 0 for each in role.requirements}
    held = {**unanswered, **levels}
    fits = [fit(role, projected(held, steps[:count])).value for count in range(len(steps) + 1)]
    assert fits == sorted(fits)
    assert fits[-1] == 100


def shuffled(draw, document):
    """The same document with every list in another order."""
    return {
        **document,
        "categories": [
            {
                **category,
                "skills": [
                    {**skill, "needs": draw(st.permutations(skill["needs"]))}
                    for skill in draw(st.permutations(category["skills"]))
                ],
            }
            for category in draw(st.permutations(document["categories"]))
        ],
        "roles": [
            {**role, "requirements": draw(st.permutations(role["requirements"]))}
            for role in draw(st.permutations(document["roles"]))
        ],
    }


@law
@given(path_documents(), st.data())
def test_the_same_input_in_any_order_gives_the_same_path(document, data):
    framework = Framework.from_document(document)
    other = Framework.from_document(shuffled(data.draw, document))
    codes = sorted(framework.skills)
    answers = data.draw(st.dictionaries(st.sampled_from(codes), levels_of_scale)).items()
    finished = data.draw(st.lists(st.tuples(st.sampled_from(codes), levels_of_scale), max_size=4))
    found = plan(framework, "first", dict(answers), finished)
    levels = dict(data.draw(st.permutations(list(answers))))
    assert plan(other, "first", levels, data.draw(st.permutations(finished))) == found


@law
@given(paths(), st.data())
def test_replanning_never_loses_or_repeats_a_finished_step(case, data):
    """Whatever is finished, in any order, as long as its prerequisites are finished before it."""
    framework, levels = case
    before = plan(framework, "first", levels)
    left, done = list(before.steps), []
    for _ in range(data.draw(st.integers(0, len(left)))):
        step = data.draw(st.sampled_from(ready(left, count=99)))
        left.remove(step)
        done.append(step)
    after = plan(framework, "first", levels, data.draw(st.permutations(done)))
    assert set(pairs(after.steps)) == set(pairs(left))
    assert after.total_hours == before.total_hours - sum(step.hours for step in done)
    assert set(after.on_the_job) <= set(before.on_the_job)
    assert plan(framework, "first", projected(levels, done)) == after


@law
@given(paths())
def test_ready_steps_can_be_done_today_and_are_all_that_can(case):
    framework, levels = case
    steps = plan(framework, "first", levels).steps
    free = [
        step
        for step in steps
        if all(levels.get(code, 0) >= level for code, level in needs_of(framework, step.pair))
    ]
    assert list(ready(steps, count=99)) == free
    assert list(ready(steps)) == free[:3]


@law
@given(path_documents(highest=4), st.data())
def test_a_circle_is_refused_by_name_where_it_touches_the_path(document, data):
    """Any step of a path is made to need one that comes after it on its own way."""
    framework = Framework.from_document(document)
    steps = plan(framework, "first", {}).steps
    step = data.draw(st.sampled_from(steps))
    behind = {step.pair}
    for other in steps:
        if behind & set(other.after):
            behind.add(other.pair)
    skill, level = data.draw(st.sampled_from(sorted(behind)))
    entries = {each["code"]: each for group in document["categories"] for each in group["skills"]}
    entries[step.skill]["needs"].append({"level": step.to_level, "skill": skill, "at": level})
    circular = Framework.from_document(document)
    with pytest.raises(PlanError) as refused:
        plan(circular, "first", {})
    loop = [
        (code, int(level)) for level, code in re.findall(r" (\d) \((\S+)\)", str(refused.value))
    ]
    assert loop[0] == loop[-1]
    assert step.pair in loop
    for node, needed in pairwise(loop):
        assert needed in needs_of(circular, node)
    beside = {step.skill: step.to_level}
    assert pairs(plan(circular, "first", beside).steps) == pairs(
        plan(framework, "first", beside).steps
    )


# --- Against a slow reference --------------------------------------------------------------------


def reference(framework, role_code, levels):
    """The order, straight from the formulas: all pairs, fractions, and a scan for each step."""
    role = framework.roles[role_code]
    todo, size = {(each.skill, min(each.level, 4)) for each in role.requirements}, -1
    todo = {pair for pair in todo if pair[1] > levels.get(pair[0], 0)}
    while size < len(todo):
        size = len(todo)
        found = {each for pair in todo for each in needs_of(framework, pair)}
        todo |= {pair for pair in found if pair[1] > levels.get(pair[0], 0)}
    needed = {pair: [each for each in needs_of(framework, pair) if each in todo] for pair in todo}
    worth = {}
    for each in role.requirements:
        for level in range(1, each.level + 1):
            worth[each.skill, level] = (each.exact_weight / each.level, each.must_have)

    def unlock(pair):
        total, distance, reached, edge = Fraction(0), 0, {pair}, {pair}
        while edge:
            edge = {one for one in todo - reached if edge & set(needed[one])}
            reached |= edge
            total += sum(worth.get(one, (0,))[0] for one in edge) / Fraction(2**distance)
            distance += 1
        return total

    def rank(pair):
        value, must_have = worth.get(pair, (0, False))
        hours = effort.hours(framework.skills[pair[0]].size, pair[1])
        return not must_have, -(value + unlock(pair)) / Fraction(hours), pair

    ranks, path = {pair: rank(pair) for pair in todo}, []
    while len(path) < len(todo):
        free = [p for p in todo if p not in path and all(each in path for each in needed[p])]
        path.append(min(free, key=ranks.__getitem__))
    return path


@compared
@given(paths(max_skills=9))
def test_the_order_is_that_of_the_slow_reference(case):
    framework, levels = case
    assert pairs(plan(framework, "first", levels).steps) == reference(framework, "first", levels)


ROLES = sorted(FRAMEWORK.roles)


@pytest.mark.parametrize("role_code", ROLES)
@pytest.mark.parametrize("held", range(4))
def test_the_order_of_the_shipped_roles_is_that_of_the_slow_reference(role_code, held):
    levels = {code: held * n % 5 for n, code in enumerate(sorted(FRAMEWORK.skills))}
    found = plan(FRAMEWORK, role_code, levels)
    assert pairs(found.steps) == reference(FRAMEWORK, role_code, levels)


@pytest.mark.parametrize("role_code", ROLES)
def test_the_shipped_roles_obey_the_laws_from_nothing(role_code):
    found = plan(FRAMEWORK, role_code, {})
    role = FRAMEWORK.roles[role_code]
    assert broken_edges(FRAMEWORK, {}, found.steps) == []
    assert len(set(pairs(found.steps))) == len(found.steps)
    assert fit(role, projected({}, [*found.steps, *found.on_the_job])).value == 100
    assert found.total_hours == sum(
        effort.hours(FRAMEWORK.skills[step.skill].size, step.to_level) for step in found.steps
    )


# --- Two roles -----------------------------------------------------------------------------------


@law
@given(paths())
def test_two_roles_make_one_path_in_three_parts(case):
    framework, levels = case
    one, two = (plan(framework, code, levels) for code in ("first", "second"))
    both = plan_two(framework, "first", "second", levels)
    ours, theirs = set(pairs(one.steps)), set(pairs(two.steps))
    assert pairs(both.steps) == [
        *(pair for pair in pairs(one.steps) if pair in theirs),
        *(pair for pair in pairs(one.steps) if pair not in theirs),
        *(pair for pair in pairs(two.steps) if pair not in ours),
    ]
    for step in both.steps:
        roles = (("first", ours), ("second", theirs))
        assert step.roles == tuple(code for code, steps in roles if step.pair in steps)
        alone = [each for each in (*one.steps, *two.steps) if each.pair == step.pair]
        assert step.is_must_have == any(each.is_must_have for each in alone)
        assert (step.needed_for == ()) == any(each.needed_for == () for each in alone)
        assert step.after == alone[0].after
    assert both.total_hours == one.total_hours + both.extra_hours
    assert set(both.on_the_job) == {*one.on_the_job, *two.on_the_job}


@law
@given(paths(), st.data())
def test_two_roles_respect_every_edge_whatever_is_finished(case, data):
    framework, levels = case
    codes = sorted(framework.skills)
    finished = data.draw(st.lists(st.tuples(st.sampled_from(codes), levels_of_scale), max_size=3))
    found = plan_two(framework, "first", "second", levels, finished)
    assert broken_edges(framework, projected(levels, finished), found.steps) == []


# --- Days ----------------------------------------------------------------------------------------


def no_later(some, others):
    return all(
        one.starts_on <= other.starts_on and one.ends_on <= other.ends_on
        for one, other in zip(some, others, strict=True)
    )


@law
@given(paths(), paces, paces, breaks)
def test_more_hours_a_week_never_end_later(case, one, other, pauses):
    found = plan(*case[:1], "first", case[1])
    less, more = sorted([one, other])
    assert no_later(schedule(found, more, START, pauses), schedule(found, less, START, pauses))


@law
@given(paths(), paces, breaks, breaks)
def test_a_pause_never_ends_a_step_earlier(case, pace, pauses, added):
    found = plan(*case[:1], "first", case[1])
    assert no_later(
        schedule(found, pace, START, pauses), schedule(found, pace, START, [*added, *pauses])
    )


@law
@given(paths(), paces, breaks)
def test_days_respect_edges_tracks_and_pauses(case, pace, pauses):
    framework, levels = case
    dated = schedule(plan(framework, "first", levels), pace, START, pauses)
    by_pair = {each.step.pair: each for each in dated}
    for each in dated:
        assert START <= each.starts_on <= each.ends_on
        assert not any(a <= day <= b for a, b in pauses for day in (each.starts_on, each.ends_on))
        assert all(by_pair[pair].ends_on <= each.starts_on for pair in each.step.after)
    for kind in ("hard", "soft"):
        track = [each for each in dated if each.step.kind == kind]
        for one, other in pairwise(track):
            assert one.ends_on <= other.starts_on


@law
@given(paths(), paces, breaks)
def test_no_hour_is_lost_and_none_is_found(case, pace, pauses):
    """All hours fit between the start and the last day, and not in one working day less."""
    found = plan(*case[:1], "first", case[1])
    if found.steps:
        last = max(each.ends_on for each in schedule(found, pace, START, pauses))
        days = [START + timedelta(n) for n in range((last - START).days + 1)]
        working = sum(not any(a <= day <= b for a, b in pauses) for day in days)
        per_day = Fraction(str(pace) if isinstance(pace, float) else pace) / 7
        assert (working - 1) * per_day < found.total_hours <= working * per_day


@law
@given(paths(), st.permutations(range(5)), paces, breaks)
def test_pauses_count_in_any_order(case, order, pace, pauses):
    found = plan(*case[:1], "first", case[1])
    other = [pauses[n] for n in order if n < len(pauses)]
    assert schedule(found, pace, START, iter(other)) == schedule(found, pace, START, pauses)


SMALL = effort.Settings(hours={"S": (1, 2, 3, 1), "M": (2, 1, 4, 3), "L": (5, 3, 2, 6)})


@cache
def a_quarter(kind, is_alone):
    return Fraction(1, 4) if is_alone else Fraction(1, 5 if kind == "hard" else 20)


def day_by_day(steps, pace, pauses):
    """The schedule by small pieces: quarters of an hour handed out one after the other."""
    left, spans, quarters = {step.pair: Fraction(step.hours) for step in steps}, {}, 0
    while any(left.values()):
        heads = []
        for kind in ("hard", "soft"):
            head = next((s for s in steps if s.kind == kind and left[s.pair]), None)
            if head and not any(left.get(pair) for pair in head.after):
                heads.append(head)
        for step in heads:
            spans.setdefault(step.pair, [quarters, None])
            left[step.pair] -= a_quarter(step.kind, len(heads) == 1)
            spans[step.pair][1] = quarters
        quarters += 1
    days, day, hours = {}, START, Fraction(0)
    for quarter in range(quarters + 1):
        while hours + pace / 7 <= Fraction(quarter, 4) or any(a <= day <= b for a, b in pauses):
            if not any(a <= day <= b for a, b in pauses):
                hours += pace / 7
            day += timedelta(1)
        days[quarter] = day
    return days, spans


@law
@given(path_documents(max_skills=5), st.sampled_from([1, 2, 4, 7, 14, 49]), breaks)
def test_the_days_are_those_of_a_slow_reference(document, quarters_a_day, pauses):
    """With whole quarters of an hour on each day, each piece falls on one day."""
    framework, pace = Framework.from_document(document), Fraction(7 * quarters_a_day, 4)
    found = plan(framework, "first", {}, settings=SMALL)
    days, spans = day_by_day(found.steps, pace, pauses)
    for each in schedule(found, pace, START, pauses):
        first, last = spans[each.step.pair]
        assert (each.starts_on, each.ends_on) == (days[first], days[last])


# --- What a re-plan changes ----------------------------------------------------------------------


@law
@given(paths(), paces, paces, st.data())
def test_differences_tell_the_whole_change(case, one, other, data):
    framework, levels = case
    steps = plan(framework, "first", levels).steps
    old = schedule(Plan(steps), one, START)
    kept = [step for step in steps if data.draw(st.booleans())]
    new = schedule(Plan(tuple(kept)), other, START)
    found, back = differences(old, new), differences(new, old)
    assert set(pairs(found.removed)) == set(pairs(steps)) - set(pairs(kept))
    assert (found.added, back.removed) == ((), ())
    assert back.added == found.removed
    same_days = {(each.pair, each.starts_on, each.ends_on) for each in old}
    assert {move.new for move in found.moved} == {
        each for each in new if (each.pair, each.starts_on, each.ends_on) not in same_days
    }
