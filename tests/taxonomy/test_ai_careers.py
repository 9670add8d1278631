"""The shipped framework: complete, well formed, and written by people for people.

These are promises of the content, not of the code that reads it. Where one breaks, the content is
mended, never the promise.
"""

import re
from collections import Counter
from itertools import combinations, pairwise

import pytest

from taxonomy import documents
from taxonomy.prerequisites import graph_of, longest_chain, order
from tests.taxonomy.shipped import FRAMEWORK, GUIDE_IDS, ROLES, SKILLS, TEXT, cites, repeated

ROLE_CODES = [
    "ml-engineer",
    "mlops-engineer",
    "data-scientist",
    "ai-engineer",
    "generative-ai-engineer",
    "data-engineer",
    "data-bi-analyst",
    "applied-scientist",
    "ai-architect",
    "ai-product-manager",
    "ai-security-specialist",
    "ai-ethics-governance",
    "robotics-engineer",
]

# The document


def test_the_framework_has_no_problems():
    assert FRAMEWORK.problems() == []


def test_export_and_import_give_the_same_bytes():
    assert documents.write_yaml(FRAMEWORK.to_document()) == TEXT


def test_the_scale_is_the_one_of_the_design():
    names = [FRAMEWORK.levels[level].name for level in range(6)]
    assert names == ["Not yet", "Aware", "Guided", "Independent", "Advanced", "Leading"]
    assert all(FRAMEWORK.levels[level].anchor for level in range(6))


def test_every_guide_item_is_cited_and_nothing_else():
    assert len(GUIDE_IDS) == len(set(GUIDE_IDS)) == 309
    cited = {cite for _, cite in cites() if not cite.startswith("editorial")}
    assert cited == set(GUIDE_IDS)


def test_every_guide_item_says_what_it_states_in_a_few_words():
    said = {
        f"{source.code}.{item}": statement
        for source in FRAMEWORK.sources.values()
        for item, statement in source.items.items()
    }
    assert set(said) == set(GUIDE_IDS)
    assert [each for each in said.items() if len(each[1]) > 125 or each[1].endswith(".")] == []


def test_our_own_judgement_always_gives_its_reason():
    own = [(path, cite) for path, cite in cites() if cite.startswith("editorial")]
    assert own
    assert [each for each in own if not re.fullmatch(r"editorial: \S.{9,}", each[1])] == []


# Skills


def test_there_are_twelve_categories_and_sixty_five_skills():
    assert len(FRAMEWORK.categories) == 12
    assert len(SKILLS) == 65
    kinds = Counter(category.kind for category in FRAMEWORK.categories.values())
    assert kinds == {"hard": 10, "soft": 2}
    assert all(50 <= len(each.summary) <= 160 for each in FRAMEWORK.categories.values())


@pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.code)
def test_a_skill_is_fully_described(skill):
    assert list(skill.levels) == [1, 2, 3, 4, 5]
    for sentence in skill.levels.values():
        assert re.fullmatch(r"I can .*[^.]\.", sentence)
        assert 60 <= len(sentence) <= 160
    assert 40 <= len(skill.summary) <= 200
    assert 40 <= len(skill.example) <= 160
    assert 3 <= len(skill.keywords) == len(set(skill.keywords))
    assert skill.cites


# Prerequisites and phases


def test_prerequisites_are_many_enough_without_a_circle_or_a_long_chain():
    steps = [
        ((skill.code, need.level), (need.skill, need.at))
        for skill in SKILLS
        for need in skill.needs
    ]
    assert 105 <= len(set(steps)) == len(steps) <= 115
    graph = graph_of(FRAMEWORK.skills, steps)
    assert set(order(graph)) == set(graph)
    assert len({skill for skill, _ in longest_chain(graph)}) <= 8


def test_every_skill_is_in_exactly_one_phase():
    placed = Counter(code for phase in FRAMEWORK.phases.values() for code in phase.skills)
    assert placed == dict.fromkeys(FRAMEWORK.skills, 1)


# Roles


def test_the_thirteen_roles():
    assert list(FRAMEWORK.roles) == ROLE_CODES


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_a_role_asks_for_a_sensible_number_of_things(role):
    assert 20 <= len(role.requirements) <= 26
    assert 3 <= sum(each.must_have for each in role.requirements) <= 8
    kinds = Counter(FRAMEWORK.skills[each.skill].kind for each in role.requirements)
    assert kinds["soft"] >= 2
    assert all(each.cites for each in role.requirements)
    assert role.summary
    assert role.question.endswith("?")


def test_every_skill_is_needed_by_some_role():
    assert [code for code in FRAMEWORK.skills if not FRAMEWORK.roles_needing(code)] == []


def test_no_two_roles_are_nearly_the_same():
    for one, other in combinations(ROLES, 2):
        ours, theirs = ({each.skill for each in role.requirements} for role in (one, other))
        pair = f"{one.code}, {other.code}"
        assert FRAMEWORK.overlap(one, other) <= 0.8, pair
        assert len(ours & theirs) / min(len(ours), len(theirs)) <= 0.8, pair


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_a_fact_says_who_when_and_in_what_unit(role):
    assert role.facts
    for fact in role.facts:
        assert fact.unit in ("USD", "per cent")
        assert 2021 <= fact.year <= 2026
        assert fact.by
        assert fact.cites
        assert set(fact.cites) <= set(GUIDE_IDS)
        assert 0 < fact.low <= fact.high


# Ways to learn


@pytest.mark.parametrize("code", FRAMEWORK.skills)
def test_every_step_up_to_advanced_has_a_resource(code):
    steps = pairwise(range(5))
    assert [step for step in steps if not FRAMEWORK.resources_for(code, *step)] == []


def test_a_resource_is_listed_once():
    resources = FRAMEWORK.resources.values()
    assert all(each.url.startswith("https://") and each.skills for each in resources)
    assert repeated((each.code, each.url) for each in resources) == {}
    assert repeated((each.code, each.title) for each in resources) == {}


def test_the_two_backgrounds_of_the_fourth_guide():
    said = {
        each.code: (each.role, each.months_low, each.months_high, each.cites[0])
        for each in FRAMEWORK.backgrounds.values()
    }
    assert said == {
        "complete-beginner": ("ml-engineer", 36, 48, "g4.p06"),
        "software-engineer": ("ml-engineer", 12, 18, "g4.p07"),
    }
    assert FRAMEWORK.backgrounds["complete-beginner"].levels == {}


@pytest.mark.parametrize("background", FRAMEWORK.backgrounds.values(), ids=lambda each: each.code)
def test_a_background_is_described_and_holds_what_its_levels_need(background):
    assert 60 <= len(background.summary) <= 160
    assert 2 <= background.hours_per_week <= 15
    held = background.levels
    assert [
        (code, need)
        for code, level in held.items()
        for need in FRAMEWORK.skills[code].needs
        if need.level <= level and held.get(need.skill, 0) < need.at
    ] == []


def test_projects_certifications_and_advice_say_what_they_are_for():
    assert all(each.brief and each.skills and each.cites for each in FRAMEWORK.projects.values())
    for each in FRAMEWORK.certifications.values():
        assert each.by
        assert each.note
        assert each.skills
        assert each.cites
    assert all(each.text and each.cites for each in FRAMEWORK.advice.values())
