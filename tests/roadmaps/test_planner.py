"""Learning paths by example: the drawings of the docstrings, refusals, two roles, days."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from roadmaps.planner import (
    Dated,
    Plan,
    PlanError,
    Step,
    differences,
    plan,
    plan_two,
    projected,
    ready,
    schedule,
    shown_hours,
)
from roadmaps.worth import unlocks
from taxonomy.framework import FORMAT, Framework

NEW_YEAR = date(2027, 1, 4)  # a Monday


def skill(code, *needs, size="M", kind="hard"):
    """`needs` are written "level skill at": "2 python 1" for level 2 of this needs python 1."""
    parts = (need.split() for need in needs)
    return kind, {
        "code": code,
        "name": code.title(),
        "size": size,
        "levels": {level: f"I can {level}." for level in range(1, 6)},
        "needs": [{"level": int(a), "skill": b, "at": int(c)} for a, b, c in parts],
    }


def asks(code, level, weight=1, **more):
    return {"skill": code, "level": level, "weight": weight, **more}


def framework(*skills, **roles):
    document = {
        "format": FORMAT,
        "title": "A small world",
        "categories": [
            {
                "code": kind,
                "name": kind,
                "kind": kind,
                "skills": [each for its, each in skills if its == kind],
            }
            for kind in ("hard", "soft")
        ],
        "roles": [
            {"code": code, "name": code.title(), "requirements": list(requirements)}
            for code, requirements in roles.items()
        ],
    }
    return Framework.from_document(document)


def pairs(found):
    return [step.pair for step in found.steps]


ANALYST = framework(
    skill("python"),
    skill("sql", "2 python 1"),
    skill("dashboards", "1 sql 2"),
    skill("briefing", size="S", kind="soft"),
    analyst=[asks("sql", 2, 4), asks("dashboards", 1, 3), asks("briefing", 1, must_have=True)],
)


def test_the_worked_example():
    found = plan(ANALYST, "analyst", {})
    own = {"roles": ("analyst",)}
    assert found == Plan(
        steps=(
            Step("briefing", 1, 2, "soft", is_must_have=True, **own),
            Step("sql", 1, 4, **own),
            Step("python", 1, 4, needed_for=("sql",), **own),
            Step("sql", 2, 12, after=(("python", 1), ("sql", 1)), **own),
            Step("dashboards", 1, 4, after=(("sql", 2),), **own),
        ),
        roles=("analyst",),
    )
    assert (found.total_hours, found.extra_hours) == (26, 0)
    assert [step.from_level for step in found.steps] == [0, 0, 0, 1, 0]


def test_the_figures_of_the_worked_example():
    # briefing 1, sql 1, python 1, sql 2, dashboards 1
    values, hours = [1, 2, 0, 2, 3], [2, 4, 4, 12, 4]
    numbers, places = unlocks(values, [[], [3], [3], [4], []], range(5))
    opened = [Fraction(each, 2**places) for each in numbers]
    assert opened == [0, Fraction(7, 2), Fraction(7, 2), 3, 0]
    assert [(v + u) / h for v, u, h in zip(values, opened, hours, strict=True)] == [
        Fraction(1, 2),
        Fraction(11, 8),
        Fraction(7, 8),
        Fraction(5, 12),
        Fraction(3, 4),
    ]


def test_the_worked_example_from_sql_1_on():
    found = plan(ANALYST, "analyst", {"sql": 1})
    assert pairs(found) == [("briefing", 1), ("python", 1), ("sql", 2), ("dashboards", 1)]
    assert found.steps[2].after == (("python", 1),)


def test_finished_steps_are_held_whether_pairs_or_steps():
    first = plan(ANALYST, "analyst", {}).steps
    rest = [("sql", 2), ("dashboards", 1)]
    assert pairs(plan(ANALYST, "analyst", {}, first[:3])) == rest
    assert pairs(plan(ANALYST, "analyst", {}, (step.pair for step in first[:3]))) == rest


def test_a_finished_step_vouches_for_the_levels_below_and_for_what_it_needed():
    assert pairs(plan(ANALYST, "analyst", {}, [("sql", 2)])) == [("briefing", 1), ("dashboards", 1)]


def test_a_finished_step_never_lowers_a_level():
    assert projected({"sql": 3, "git": 1}, [("sql", 2), Step("python", 1, 4), ("git", 2)]) == {
        "sql": 3,
        "git": 2,
        "python": 1,
    }


def test_who_meets_all_has_an_empty_path():
    found = plan(ANALYST, "analyst", {"sql": 2, "dashboards": 5, "briefing": 1})
    assert found.steps == ()
    assert found.total_hours == 0
    assert schedule(found, 5, NEW_YEAR) == ()


def test_the_unlock_of_the_drawing():
    # a → b → d, a → c → d, values 0, 2, 3, 8
    assert unlocks([0, 2, 3, 8], [[1, 2], [3], [3], []], [0, 1, 2, 3]) == ([18, 16, 16, 0], 1)


def test_unlock_takes_the_shortest_way_and_halves_with_each_step():
    # a → b → c → d and a → c: a is 1 from b and c, 2 from d
    numbers, places = unlocks([1, 16, 32, 64], [[1, 2], [2], [3], []], [0, 1, 2, 3])
    assert [Fraction(each, 2**places) for each in numbers] == [16 + 32 + 32, 32 + 32, 64, 0]


def test_unlock_is_exact_a_thousand_steps_away():
    size = 1000
    numbers, places = unlocks(
        [0] * (size - 1) + [7], [[n + 1] for n in range(size - 1)] + [[]], range(size)
    )
    assert Fraction(numbers[0], 2**places) == Fraction(7, 2 ** (size - 2))
    assert numbers[-1] == 0


def test_a_further_step_is_worth_half():
    # near opens 8 one step away: (0 + 8) / 4 = 2; far opens 8 two steps away, through a mid worth 1
    world = framework(
        skill("far"),
        skill("near"),
        skill("mid", "1 far 1"),
        skill("goal", "1 mid 1"),
        skill("other", "1 near 1"),
        role=[asks("goal", 1, 8), asks("other", 1, 8), asks("mid", 1, 1)],
    )
    # near: 8; far: 1 + 8/2 = 5; mid: 1 + 8 = 9; other and goal: 8
    assert pairs(plan(world, "role", {})) == [
        ("near", 1),
        ("other", 1),
        ("far", 1),
        ("mid", 1),
        ("goal", 1),
    ]


def test_ties_go_by_code_then_level():
    world = framework(skill("b"), skill("a"), role=[asks("b", 1), asks("a", 1)])
    assert pairs(plan(world, "role", {})) == [("a", 1), ("b", 1)]


def test_level_5_is_never_scheduled():
    world = framework(
        skill("a", "5 c 3"),
        skill("b", "2 c 5"),
        skill("c"),
        role=[asks("a", 5, must_have=True), asks("b", 2)],
    )
    found = plan(world, "role", {"a": 3, "b": 1, "c": 3})
    assert pairs(found) == [("a", 4), ("c", 4), ("b", 2)]
    assert found.on_the_job == (("a", 5), ("c", 5))
    assert found.steps[0].is_must_have
    assert found.steps[2].after == (("c", 4),)
    assert plan(world, "role", {"a": 4, "b": 2}).on_the_job == (("a", 5),)
    assert plan(world, "role", {"a": 5, "b": 1, "c": 5}).on_the_job == ()


def test_what_only_level_5_needs_is_not_planned():
    world = framework(skill("a", "5 c 3"), skill("c"), role=[asks("a", 5)])
    assert {step.skill for step in plan(world, "role", {}).steps} == {"a"}


def test_a_step_above_what_the_role_asks_is_needed_for_another_skill():
    world = framework(
        skill("sql"),
        skill("pipelines", "1 sql 2"),
        role=[asks("sql", 1, must_have=True), asks("pipelines", 1)],
    )
    first, second, third = plan(world, "role", {}).steps
    assert (first.pair, first.needed_for, first.is_must_have) == (("sql", 1), (), True)
    assert (second.pair, second.needed_for, second.is_must_have) == (
        ("sql", 2),
        ("pipelines",),
        False,
    )
    assert (third.pair, third.needed_for) == (("pipelines", 1), ())


def test_needed_for_names_the_nearest_skills_of_the_role_in_path_order():
    # maths → algebra → model → serving, and maths → plots; algebra and maths are outside the role
    world = framework(
        skill("maths"),
        skill("algebra", "1 maths 1"),
        skill("model", "1 algebra 1"),
        skill("plots", "1 maths 1"),
        skill("serving", "1 model 1"),
        role=[asks("model", 1), asks("plots", 1, 9), asks("serving", 1)],
    )
    found = {step.skill: step.needed_for for step in plan(world, "role", {}).steps}
    assert found == {
        "maths": ("plots", "model"),
        "plots": (),
        "algebra": ("model",),
        "model": (),
        "serving": (),
    }


def test_levels_of_skills_that_are_unknown_are_ignored():
    known = plan(ANALYST, "analyst", {"sql": 1})
    assert plan(ANALYST, "analyst", {"sql": 1, "fax": 99}, [("telex", 1)]) == known


CIRCLE = framework(
    skill("ml", "2 stats 1"),
    skill("stats", "1 ml 2"),
    skill("git"),
    ml=[asks("ml", 2)],
    git=[asks("git", 1)],
)


def test_a_circle_is_refused_step_by_step():
    with pytest.raises(PlanError) as refused:
        plan(CIRCLE, "ml", {})
    assert str(refused.value) == (
        "No path can be planned, as these steps need each other in a circle: "
        "Ml 2 (ml) -> Stats 1 (stats) -> Ml 2 (ml)."
    )


def test_a_circle_elsewhere_or_already_met_is_nobodys_business():
    assert pairs(plan(CIRCLE, "git", {})) == [("git", 1)]
    assert pairs(plan(CIRCLE, "ml", {"stats": 1})) == [("ml", 1), ("ml", 2)]


def test_a_skill_that_needs_its_own_higher_level_is_a_circle():
    world = framework(skill("a", "1 a 3"), role=[asks("a", 1)])
    with pytest.raises(PlanError, match=r"A 1 \(a\) -> A 3 \(a\) -> A 2 \(a\) -> A 1 \(a\)\.$"):
        plan(world, "role", {})


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda: plan(ANALYST, "baker", {}), 'There is no role "baker" in this framework.'),
        (
            lambda: plan(framework(empty=[]), "empty", {}),
            'The role "Empty" asks for no skills, so it has no path.',
        ),
        (
            lambda: plan(framework(role=[asks("fax", 1)]), "role", {}),
            'The skill "fax" is needed, and the framework does not have it.',
        ),
        (
            lambda: plan(ANALYST, "analyst", {"sql": 6}),
            'The level of "Sql" is 6; a level is a whole number from 0 to 5.',
        ),
        (
            lambda: plan(ANALYST, "analyst", {}, [("sql", 1.5)]),
            'The level of "Sql" is 1.5; a level is a whole number from 0 to 5.',
        ),
    ],
)
def test_refusals_are_sentences(act, sentence):
    with pytest.raises(PlanError) as refused:
        act()
    assert str(refused.value) == sentence


def test_the_shown_range():
    assert shown_hours(26).words == "21 to 42 hours"


# --- Ready now -----------------------------------------------------------------------------------


def test_ready_now_are_the_first_that_wait_for_nothing():
    steps = plan(ANALYST, "analyst", {}).steps
    assert [step.skill for step in ready(steps)] == ["briefing", "sql", "python"]
    assert ready(steps, count=1) == steps[:1]
    assert [step.pair for step in ready(steps[1:])] == [("sql", 1), ("python", 1)]
    assert [step.pair for step in ready(steps[3:])] == [("sql", 2)]
    assert ready(()) == ()


# --- Two roles -----------------------------------------------------------------------------------

TWO = framework(
    skill("python"),
    skill("sql", "1 python 1"),
    skill("cloud", "1 linux 1"),
    skill("linux"),
    skill("charts", "1 linux 1"),
    analyst=[asks("sql", 2, 4), asks("charts", 1)],
    engineer=[asks("sql", 1), asks("cloud", 1, must_have=True), asks("linux", 1)],
)


def test_two_roles_share_what_both_need():
    found = plan_two(TWO, "analyst", "engineer", {})
    assert [(step.pair, step.roles) for step in found.steps] == [
        (("python", 1), ("analyst", "engineer")),
        (("sql", 1), ("analyst", "engineer")),
        (("linux", 1), ("analyst", "engineer")),
        (("charts", 1), ("analyst",)),
        (("sql", 2), ("analyst",)),
        (("cloud", 1), ("engineer",)),
    ]
    assert (found.total_hours, found.extra_hours) == (32, 4)
    assert found.roles == ("analyst", "engineer")


def test_a_shared_step_is_needed_for_something_only_if_no_role_asks_for_it():
    found = {step.pair: step for step in plan_two(TWO, "analyst", "engineer", {}).steps}
    assert plan(TWO, "analyst", {}).steps[2].needed_for == ("charts",)
    assert found["linux", 1].needed_for == ()  # the engineer asks for it
    assert found["python", 1].needed_for == ("sql",)
    assert found["cloud", 1].is_must_have


def test_the_same_role_two_times_adds_nothing():
    assert plan_two(TWO, "analyst", "analyst", {}) == plan(TWO, "analyst", {})


def test_two_roles_take_finished_steps_from_a_generator():
    done = iter([("python", 1), ("sql", 1), ("linux", 1)])
    found = plan_two(TWO, "analyst", "engineer", {}, done)
    assert pairs(found) == [("charts", 1), ("sql", 2), ("cloud", 1)]


# --- Days --------------------------------------------------------------------------------------


def days(dated):
    return [(each.step.pair, each.starts_on, each.ends_on) for each in dated]


def test_the_worked_example_in_days():
    found = schedule(
        plan(ANALYST, "analyst", {}), 7, NEW_YEAR, [(date(2027, 1, 6), date(2027, 1, 8))]
    )
    assert days(found) == [
        (("briefing", 1), date(2027, 1, 4), date(2027, 1, 16)),
        (("sql", 1), date(2027, 1, 4), date(2027, 1, 11)),
        (("python", 1), date(2027, 1, 12), date(2027, 1, 16)),
        (("sql", 2), date(2027, 1, 17), date(2027, 1, 28)),
        (("dashboards", 1), date(2027, 1, 29), date(2027, 2, 1)),
    ]


def test_a_track_that_waits_for_the_other_leaves_its_share():
    # talk (soft) needs demo (hard): demo takes all 8 hours, then talk and code share
    steps = (
        Step("demo", 1, 8),
        Step("talk", 1, 2, "soft", after=(("demo", 1),)),
        Step("code", 1, 8, after=(("demo", 1),)),
    )
    found = schedule(Plan(steps), 7, NEW_YEAR)
    assert days(found) == [
        (("demo", 1), date(2027, 1, 4), date(2027, 1, 11)),  # hours 0 to 8
        (("talk", 1), date(2027, 1, 12), date(2027, 1, 21)),  # hours 8 to 18, a fifth of them
        (("code", 1), date(2027, 1, 12), date(2027, 1, 21)),  # hours 8 to 18, four fifths
    ]


def test_each_track_keeps_strictly_to_path_order():
    # behind talk, which waits for code, the second soft step waits too
    steps = (
        Step("code", 1, 4),
        Step("talk", 1, 1, "soft", after=(("code", 1),)),
        Step("calm", 1, 1, "soft"),
    )
    assert days(schedule(Plan(steps), 7, NEW_YEAR)) == [
        (("code", 1), date(2027, 1, 4), date(2027, 1, 7)),
        (("talk", 1), date(2027, 1, 8), date(2027, 1, 8)),
        (("calm", 1), date(2027, 1, 9), date(2027, 1, 9)),
    ]


def test_a_step_waits_only_for_what_is_in_the_plan():
    steps = (Step("code", 2, 7, after=(("code", 1),)),)
    assert days(schedule(Plan(steps), 7, NEW_YEAR)) == [
        (("code", 2), NEW_YEAR, date(2027, 1, 10)),
    ]


def test_several_short_steps_share_a_day():
    steps = (Step("a", 1, 2), Step("b", 1, 2), Step("c", 1, 2))
    assert days(schedule(Plan(steps), 21, NEW_YEAR)) == [
        (("a", 1), date(2027, 1, 4), date(2027, 1, 4)),
        (("b", 1), date(2027, 1, 4), date(2027, 1, 5)),
        (("c", 1), date(2027, 1, 5), date(2027, 1, 5)),
    ]


@pytest.mark.parametrize("hours", [0.7, Decimal("0.7"), Fraction(7, 10)])
def test_hours_a_week_mean_what_is_written(hours):
    (found,) = schedule(Plan((Step("a", 1, 1),)), hours, NEW_YEAR)
    assert found.ends_on == date(2027, 1, 13)  # a tenth of an hour a day: ten days


def test_a_week_has_168_hours():
    (found,) = schedule(Plan((Step("a", 1, 25),)), 168, NEW_YEAR)
    assert (found.starts_on, found.ends_on) == (NEW_YEAR, date(2027, 1, 5))


def test_pauses_may_overlap_touch_and_lie_outside():
    pauses = [
        (date(2027, 1, 9), date(2027, 1, 10)),
        (date(2027, 1, 5), date(2027, 1, 7)),
        (date(2027, 1, 6), date(2027, 1, 8)),
        (date(2026, 12, 24), date(2027, 1, 4)),
        (date(2026, 1, 1), date(2026, 1, 2)),
        (date(2028, 1, 1), date.max),
    ]
    (found,) = schedule(Plan((Step("a", 1, 2),)), 7, NEW_YEAR, pauses)
    assert (found.starts_on, found.ends_on) == (date(2027, 1, 11), date(2027, 1, 12))


@pytest.mark.parametrize(
    ("hours", "pauses", "sentence"),
    [
        (0, [], "Hours a week must be more than 0 and at most 168; 0 is not."),
        (-1.5, [], "Hours a week must be more than 0 and at most 168; -1.5 is not."),
        (169, [], "Hours a week must be more than 0 and at most 168; 169 is not."),
        (float("nan"), [], "Hours a week must be a number; nan is none."),
        (float("inf"), [], "Hours a week must be a number; inf is none."),
        (Decimal("NaN"), [], "Hours a week must be a number; NaN is none."),
        (Decimal("Infinity"), [], "Hours a week must be a number; Infinity is none."),
        (None, [], "Hours a week must be a number; None is none."),
        (
            5,
            [(date(2027, 2, 2), date(2027, 2, 1))],
            "The pause from 2 February 2027 ends before it starts, on 1 February 2027.",
        ),
        (
            Fraction(1, 10**9),
            [],
            "At this pace the path goes on beyond the year 9999. Choose more hours a week.",
        ),
        (
            5,
            [(date(2027, 1, 4), date.max)],
            "At this pace the path goes on beyond the year 9999. Choose more hours a week.",
        ),
    ],
)
def test_what_no_calendar_holds_is_refused(hours, pauses, sentence):
    with pytest.raises(PlanError) as refused:
        schedule(Plan((Step("a", 1, 8),)), hours, NEW_YEAR, pauses)
    assert str(refused.value) == sentence


def test_steps_that_wait_for_later_ones_are_refused():
    steps = (Step("a", 1, 2, after=(("b", 1),)), Step("b", 1, 2))
    with pytest.raises(PlanError, match="not in an order in which they can be done"):
        schedule(Plan(steps), 5, NEW_YEAR)


# --- What a re-plan changes ----------------------------------------------------------------------


def dated(code, starts, ends, level=1):
    return Dated(Step(code, level, 4), date(2027, 1, starts), date(2027, 1, ends))


def test_differences_of_two_lists():
    old = [dated("a", 4, 5), dated("b", 6, 7), dated("c", 8, 9), dated("d", 10, 11)]
    new = [dated("b", 6, 7), dated("d", 10, 11), dated("c", 8, 9), dated("e", 12, 13)]
    found = differences(old, new)
    assert found.added == (new[3],)
    assert found.removed == (old[0],)
    assert [(m.old, m.new, m.old_place, m.new_place) for m in found.moved] == [
        (old[3], new[1], 2, 1),
        (old[2], new[2], 1, 2),
    ]


def test_other_days_alone_are_a_move_and_another_level_is_another_step():
    old, new = [dated("a", 4, 5), dated("b", 6, 7)], [dated("a", 4, 6), dated("b", 6, 7, level=2)]
    found = differences(old, new)
    assert (found.added, found.removed) == ((new[1],), (old[1],))
    assert [(move.old, move.new) for move in found.moved] == [(old[0], new[0])]


def test_the_same_list_has_no_differences():
    steps = [dated("a", 4, 5), dated("b", 6, 7)]
    found = differences(steps, iter(steps))
    assert (found.added, found.removed, found.moved) == ((), (), ())
