"""Which questions are asked on which page: examples first, then the laws for every framework."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire import (
    FIRST_COUNT,
    PAGE_SIZE,
    PARTS,
    Page,
    QuestionCounts,
    Task,
    first_unanswered,
    pages,
    question_counts,
    tasks,
)
from taxonomy.framework import FORMAT, Framework
from tests import strategies

SENTENCES = dict.fromkeys(range(1, 6), "I can do it")


def framework_of(**sizes: int) -> Framework:
    """A framework with one role that needs every skill; `sizes` gives the skills per category."""
    codes = {name: [f"{name}-{n}" for n in range(size)] for name, size in sizes.items()}
    return Framework.from_document(
        {
            "format": FORMAT,
            "title": "Made up",
            "categories": [
                {
                    "code": name,
                    "name": name.title(),
                    "kind": "hard",
                    "skills": [{"code": c, "name": c, "levels": SENTENCES} for c in held],
                }
                for name, held in codes.items()
            ],
            "roles": [
                {
                    "code": "role",
                    "name": "Role",
                    "requirements": [
                        {"skill": code, "level": 3, "weight": 1}
                        for held in codes.values()
                        for code in held
                    ],
                }
            ],
        }
    )


def codes_on(page: Page) -> list[str]:
    return [skill.code for skill in page.skills]


def asked(framework: Framework, part: str, focus: tuple[str, ...] = ()) -> list[Page]:
    return list(pages(framework, framework.roles["role"], part, focus))


def test_part_role_asks_category_by_category_four_at_most() -> None:
    found = asked(framework_of(data=5, people=2), "role")
    assert [(page.number, page.title, codes_on(page), page.position) for page in found] == [
        (1, "Data", ["data-0", "data-1"], "skills 1 to 2 of 7"),
        (2, "Data", ["data-2", "data-3", "data-4"], "skills 3 to 5 of 7"),
        (3, "People", ["people-0", "people-1"], "skills 6 to 7 of 7"),
    ]


@pytest.mark.parametrize(
    ("size", "expected"),
    [(1, [1]), (4, [4]), (5, [2, 3]), (6, [3, 3]), (8, [4, 4]), (9, [3, 3, 3]), (13, [3, 3, 4, 3])],
)
def test_a_category_is_cut_into_even_pages(size: int, expected: list[int]) -> None:
    found = asked(framework_of(data=size), "role")
    assert [len(page.skills) for page in found] == expected


def test_a_page_with_one_skill_says_so() -> None:
    (page,) = asked(framework_of(data=1), "role")
    assert page.position == "skill 1 of 1"


def test_part_first_asks_the_twelve_that_matter_four_a_page_whatever_the_category() -> None:
    framework = framework_of(data=3, people=20)
    found = asked(framework, "first")
    assert [page.title for page in found] == ["First questions"] * 3
    important = framework.roles["role"].most_important(12)
    assert [code for page in found for code in codes_on(page)] == [each.skill for each in important]
    assert [page.position for page in found] == [
        "skills 1 to 4 of 12",
        "skills 5 to 8 of 12",
        "skills 9 to 12 of 12",
    ]


def test_part_focus_asks_what_was_asked_for_even_if_the_role_does_not_need_it() -> None:
    framework = framework_of(data=3, people=2)
    found = asked(framework, "focus", ("people-1", "data-0", "unknown"))
    assert [(page.title, codes_on(page)) for page in found] == [
        ("Data", ["data-0"]),
        ("People", ["people-1"]),
    ]


def test_part_focus_without_skills_asks_nothing() -> None:
    assert asked(framework_of(data=3), "focus") == []


def test_the_first_page_with_an_open_skill_comes_next() -> None:
    found = asked(framework_of(data=4, people=2), "role")
    first = {"data-0", "data-1", "data-2", "data-3"}
    assert first_unanswered(found, set()) == found[0]
    assert first_unanswered(found, first - {"data-2"}) == found[0]
    assert first_unanswered(found, first) == found[1]
    assert first_unanswered(found, {*first, "people-0", "people-1"}) is None


def test_l3_tasks_count_per_category_and_lead_to_the_first_open_page() -> None:
    framework = framework_of(data=8, people=2, ethics=1)
    answered = {"data-0", "data-1", "data-2", "data-3", "people-0", "people-1"}
    found = tasks(framework, framework.roles["role"], answered)
    assert found == (
        Task("data", "Data", number=2, answered=4, total=8),
        Task("people", "People", number=3, answered=2, total=2),
        Task("ethics", "Ethics", number=4, answered=0, total=1),
    )
    assert [task.status for task in found] == ["In progress, 4 of 8", "Completed", "Not started"]


@pytest.mark.parametrize(
    ("sizes", "expected", "minutes"),
    [
        ({"data": 26}, QuestionCounts(12, 26, 26), (4, 8)),
        ({"data": 2}, QuestionCounts(2, 2, 2), (1, 1)),
        ({"data": 15}, QuestionCounts(12, 15, 15), (4, 5)),
    ],
)
def test_l1_counts_and_minutes_to_announce(
    sizes: dict[str, int], expected: QuestionCounts, minutes: tuple[int, int]
) -> None:
    counts = question_counts(framework_of(**sizes))
    assert (counts, (counts.first_minutes, counts.minutes)) == (expected, minutes)


@st.composite
def asking(draw: st.DrawFn) -> tuple[Framework, str, list[str], tuple[Page, ...]]:
    """A framework of up to 40 skills, a part and what it ought to ask, with the pages it has."""
    sizes = draw(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 10), min_size=1))
    framework = framework_of(**sizes)
    part = draw(st.sampled_from(PARTS))
    focus = draw(st.lists(st.sampled_from(list(framework.skills)), unique=True))
    role = framework.roles["role"]
    wanted = {
        "first": [each.skill for each in role.most_important(FIRST_COUNT)],
        "role": [each.skill for each in role.requirements],
        "focus": focus,
    }
    return framework, part, wanted[part], pages(framework, role, part, focus)


@given(asking())
def test_law_every_skill_is_asked_exactly_once(made: tuple) -> None:
    _, _, wanted, found = made
    assert sorted(code for page in found for code in codes_on(page)) == sorted(wanted)


@given(asking())
def test_law_a_page_asks_one_to_four_skills(made: tuple) -> None:
    *_, found = made
    assert all(1 <= len(page.skills) <= PAGE_SIZE for page in found)


@given(asking())
def test_law_a_page_holds_one_category_except_among_the_first_questions(made: tuple) -> None:
    framework, part, _, found = made
    if part != "first":
        for page in found:
            (category,) = {skill.category for skill in page.skills}
            assert page.title == framework.categories[category].name


@given(asking())
def test_law_numbers_and_counts_add_up(made: tuple) -> None:
    _, _, wanted, found = made
    assert [page.number for page in found] == list(range(1, len(found) + 1))
    expected = 1
    for page in found:
        assert (page.first, page.last) == (expected, expected + len(page.skills) - 1)
        assert page.total == len(wanted)
        expected = page.last + 1
    assert expected == len(wanted) + 1


@given(strategies.frameworks)
def test_law_any_role_of_any_framework_is_asked_whole(framework: Framework) -> None:
    for role in framework.roles.values():
        found = pages(framework, role, "role")
        needed = sorted(each.skill for each in role.requirements)
        assert sorted(code for page in found for code in codes_on(page)) == needed


@given(strategies.frameworks, st.data())
def test_law_tasks_add_up_to_what_is_answered(framework: Framework, data: st.DataObject) -> None:
    for role in framework.roles.values():
        needed = [each.skill for each in role.requirements]
        answered = data.draw(st.sets(st.sampled_from(needed)))
        found = tasks(framework, role, answered)
        assert sum(task.total for task in found) == len(needed)
        assert sum(task.answered for task in found) == len(answered)
        assert all((task.status == "Completed") == (task.answered == task.total) for task in found)
