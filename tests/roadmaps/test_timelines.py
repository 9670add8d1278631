"""How long the way to a role takes from the backgrounds of a framework.

The figures of the fourth guide are held here. Where one breaks, the content is tuned: sizes,
prerequisites and required levels, or levels and hours a week of a background.
"""

import pytest

from roadmaps.planner import plan
from roadmaps.timelines import Held, Timeline, length_words, timelines
from taxonomy.framework import Framework
from tests.taxonomy.documents import bakery
from tests.taxonomy.shipped import FRAMEWORK, ROLES


def told(timeline: Timeline) -> list[tuple[str, int, str, str]]:
    return [(each.name, each.hours, each.shown.words, each.months) for each in timeline.stretches]


def from_the(document: dict, role: str = "baker") -> tuple[Timeline, ...]:
    framework = Framework.from_document(document)
    assert framework.problems() == []
    return timelines(framework, role)


# kneading S up to 3, sourdough L up to 4: 2 + 6 + 15 + 8 + 24 + 60 + 160 = 275; serving M at 1: 4.
# 279 hours at 7.5 a week are 37.2 weeks, or 260.4 days.


def test_a_newcomer_takes_every_step_and_the_planner_says_when():
    newcomer, _ = from_the(bakery())
    assert told(newcomer) == [
        ("First year", 275, "220 to 440 hours", "1 to 9"),
        ("Beside the phases", 4, "3 to 6 hours", "1"),
    ]
    assert (newcomer.together.hours, newcomer.together.months) == (279, "1 to 9")
    assert newcomer.months == pytest.approx(261 / 30.4375)
    assert newcomer.length == "about 9 months"
    assert (newcomer.stated, newcomer.held) == ("", ())


def test_a_home_baker_brings_something_along_and_a_source_says_how_long():
    # 8 hours less, at 5 a week: 54.2 weeks, or 379.4 days
    _, home_baker = from_the(bakery())
    assert told(home_baker)[0] == ("First year", 267, "214 to 427 hours", "1 to 13")
    assert home_baker.months == pytest.approx(380 / 30.4375)
    assert home_baker.length == "about 12 months"
    assert home_baker.stated == "9 to 18 months"
    kneading = Framework.from_document(bakery()).skills["kneading"]
    assert home_baker.held == (Held(kneading, 2),)


def test_a_length_is_stated_for_one_role_only():
    assert [each.stated for each in from_the(bakery(), "shop-keeper")] == ["", ""]


@pytest.mark.parametrize("phases", [None, []])
def test_without_phases_every_step_is_beside_them(phases):
    document = bakery() | {"phases": phases}
    assert [each.name for each in from_the(document)[0].stretches] == ["Beside the phases"]


@pytest.mark.parametrize("backgrounds", [None, []])
def test_without_backgrounds_there_is_nothing_to_show(backgrounds):
    assert from_the(bakery() | {"backgrounds": backgrounds}) == ()


def test_a_skill_of_two_phases_counts_in_the_first():
    document = bakery()
    document["phases"][1]["skills"].append("kneading")
    assert told(from_the(document)[0])[0][1] == 275


def test_who_holds_everything_has_no_steps():
    document = bakery()
    document["backgrounds"][1]["levels"] = {"kneading": 5, "sourdough": 4, "serving": 1}
    master = from_the(document)[1]
    assert (master.stretches, master.together, master.length) == ((), None, "")
    assert [each.level for each in master.held] == [1, 4, 5]


def test_a_pace_that_no_calendar_holds_is_a_sentence_and_no_error():
    document = bakery()
    document["backgrounds"][0]["hours_per_week"] = 0.0001
    slow, home_baker = from_the(document)
    assert slow.problem.startswith("At this pace the path goes on beyond the year 9999.")
    assert (slow.stretches, slow.length) == ((), "")
    assert home_baker.problem == ""


def test_an_unknown_role_is_refused():
    with pytest.raises(KeyError):
        from_the(bakery(), "juggler")


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (0.1, "1 month"),
        (15.2, "15 months"),
        (23.4, "23 months"),
        (23.6, "2 years"),
        (25, "2 years 1 month"),
        (41, "3 years 5 months"),
        (48, "4 years"),
    ],
)
def test_a_length_in_words(months, words):
    assert length_words(months) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12, 18, "12 to 18 months"),
        (12, 24, "12 to 24 months"),
        (36, 48, "3 to 4 years"),
        (30, 48, "30 to 48 months"),
        (36, 36, "3 years"),
        (1, 1, "1 month"),
    ],
)
def test_a_stated_length_in_the_words_of_its_source(low, high, words):
    document = bakery()
    document["backgrounds"][1] |= {"months_low": low, "months_high": high}
    assert from_the(document)[1].stated == words


# The shipped framework beside the fourth guide -------------------------------------------------

PHASE_HOURS = {  # g4.p01 to g4.p04, for somebody who starts from nothing
    "Foundation": (200, 300),
    "Data layer": (150, 200),
    "Machine-learning fundamentals": (100, 150),
    "MLOps and production": (150, 200),
}
LENGTHS = {  # g4.p06, g4.p07
    "complete-beginner": (36, 48, "3 to 4 years"),
    "software-engineer": (12, 18, "12 to 18 months"),
}
SHIPPED = {each.background.code: each for each in timelines(FRAMEWORK, "ml-engineer")}


@pytest.mark.parametrize(("phase", "hours"), PHASE_HOURS.items(), ids=PHASE_HOURS)
def test_a_beginner_spends_the_hours_of_the_guide_in_each_phase(phase, hours):
    [found] = [each for each in SHIPPED["complete-beginner"].stretches if each.name == phase]
    print(f"\n{phase}: {found.hours} hours, months {found.months}")  # noqa: T201 -- the figures, with -s
    assert hours[0] <= found.hours <= hours[1]


@pytest.mark.parametrize(("code", "length"), LENGTHS.items(), ids=LENGTHS)
def test_the_way_to_ml_engineer_takes_as_long_as_the_guide_says(code, length):
    low, high, words = length
    months, pace = float(SHIPPED[code].months), SHIPPED[code].background.hours_per_week
    hours = {each.name: each.hours for each in SHIPPED[code].stretches}
    print(f"\n{code}: {months:.1f} months at {pace} hours a week; {hours}")  # noqa: T201 -- the figures, with -s
    assert low <= months <= high
    assert SHIPPED[code].stated == words


def test_the_length_rests_on_a_sensible_number_of_hours_a_week():
    paces = {code: each.background.hours_per_week for code, each in SHIPPED.items()}
    assert paces == {"complete-beginner": 5, "software-engineer": 8}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_every_role_has_both_timelines_with_all_steps_of_the_plan(role):
    for timeline in timelines(FRAMEWORK, role.code):
        path = plan(FRAMEWORK, role.code, timeline.background.levels)
        assert timeline.together.hours == path.total_hours > 0
        assert timeline.problem == ""
        assert timeline.together.first_month == 1
        weeks = path.total_hours / timeline.background.hours_per_week
        assert timeline.months == pytest.approx(weeks * 7 / 30.4375, abs=0.1)
