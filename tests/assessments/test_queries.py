"""What pages read: a sitting, the way on, the list of attempts, news of the role."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import actions, queries
from assessments.actions import Answer
from assessments.models import Assessment, Owner
from assessments.queries import AttemptRow, Question, ReleaseNews, RoleIsGoneError
from taxonomy.queries import current_release
from tests.assessments.newer import Document, keep_roles, republish, role_in

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def needed(role: str = "ml-engineer") -> list[str]:
    return [each.skill for each in current_release().framework.roles[role].requirements]


def first_twelve() -> list[str]:
    role = current_release().framework.roles["ml-engineer"]
    return [each.skill for each in role.most_important(12)]


# --- A sitting ---------------------------------------------------------------------------------


def test_a_sitting_knows_levels_and_evidence(ada: User, assessment: Make) -> None:
    taken = queries.sitting(
        assessment(
            ada,
            answers={
                "python": Answer("4", evidence_url="https://a.example"),
                "sql": "0",
                "kubernetes": Answer("unsure", evidence_url="https://a.example"),
                "containers": "not-applicable",
            },
        )
    )
    assert taken.levels == {"python": 4, "sql": 0}
    assert taken.verified == ("python",)
    assert (taken.answered_count, len(taken.asked), taken.role.code) == (4, 26, "ml-engineer")


def test_answers_to_other_skills_count_for_no_progress(ada: User, assessment: Make) -> None:
    taken = queries.sitting(assessment(ada, answers={"prompt-engineering": "3"}))
    assert (taken.answered_count, taken.levels) == (0, {"prompt-engineering": 3})


def test_a_role_that_its_release_does_not_have_is_an_error(ada: User, assessment: Make) -> None:
    made = assessment(ada)
    made.role_code = "baker"
    with pytest.raises(RoleIsGoneError):
        queries.sitting(made)


def test_a_sitting_under_an_older_release_reads_that_release(ada: User, assessment: Make) -> None:
    made = assessment(ada)
    republish(keep_roles("ai-engineer"))
    taken = queries.sitting(made)
    assert (taken.release.number, len(taken.framework.roles)) == (1, 13)


@pytest.mark.parametrize(
    ("answered", "page", "skill"),
    [
        (list, ("first", 1), "python"),
        (lambda: ["python"], ("first", 1), "testing-debugging"),
        (lambda: first_twelve()[1:], ("first", 1), first_twelve),
        (first_twelve, ("role", 2), "version-control"),
        (lambda: ["kubernetes"], ("role", 1), "python"),
        (needed, None, None),
    ],
)
def test_l5_7_the_way_on(
    ada: User, assessment: Make, answered: Callable, page: tuple | None, skill: object
) -> None:
    """First the twelve that matter; once another one has an answer, category by category."""
    taken = queries.sitting(assessment(ada, answers=dict.fromkeys(answered(), "2")))
    goal, at = taken.next_page(), taken.next_skill
    expected = skill()[0] if callable(skill) else skill
    assert (goal and (goal.part, goal.number)) == page
    assert (at and at.code) == expected


def test_the_skills_of_a_link_come_first_then_the_role(ada: User, assessment: Make) -> None:
    made = assessment(ada)
    actions.focus_assessment(assessment=made, skill_codes=["kubernetes"])
    made.refresh_from_db()
    assert queries.sitting(made).next_page().part == "focus"
    change = actions.Change("kubernetes", Answer("2"), 0)
    actions.save_ratings(assessment=made, changes=[change])
    goal = queries.sitting(made).next_page()
    assert (goal.part, goal.number) == ("role", 1)


def test_the_current_sitting_is_the_latest_open_one(
    ada: User, ben: User, guest: Client, assessment: Make
) -> None:
    owner = Owner(ada, "")
    assert queries.current_sitting(owner) is None
    assessment(ben, now=NOON + DAY)
    assessment(guest, now=NOON + DAY)
    old, new = assessment(ada, now=NOON - DAY), assessment(ada, now=NOON)
    assert queries.current_sitting(owner).assessment == new
    actions.save_ratings(assessment=new, changes=[actions.Change("python", Answer("2"), 0)])
    actions.submit_assessment(assessment=new)
    assert queries.current_sitting(owner).assessment == old


def test_nobody_has_no_current_sitting(guest: Client, assessment: Make) -> None:
    assessment(guest)
    assert queries.current_sitting(Owner(None, "")) is None


@pytest.mark.parametrize(
    ("code", "is_asked"),
    [("python", True), ("prompt-engineering", False), ("data-labelling", True), ("", False)],
)
def test_t64_what_a_sitting_asks(ada: User, assessment: Make, code: str, *, is_asked: bool) -> None:
    assert queries.asks(assessment(ada), code) is is_asked


def test_the_options_of_a_question() -> None:
    skill = current_release().framework.skills["python"]
    assert Question(skill).options == [
        ("0", 0, "I have not met this yet, or could not say what it is for."),
        *((str(level), level, skill.levels[level]) for level in range(1, 6)),
    ]


# --- Attempts ----------------------------------------------------------------------------------


def test_attempts_are_told_latest_first(ada: User, ben: User, assessment: Make) -> None:
    assessment(ben)
    done = assessment(ada, answers={"python": "3"}, is_submitted=True, now=NOON)
    made = assessment(ada, "data-engineer", answers={"python": "3", "sql": "1"}, now=NOON + DAY)
    under_way, submitted = queries.attempts(Owner(ada, ""))
    assert under_way == AttemptRow(
        id=made.pk,
        role_code="data-engineer",
        role_name="Data engineer",
        release=1,
        started_at=NOON + DAY,
        submitted_at=None,
        low=None,
        high=None,
        estimate=None,
        readiness="",
        answered=2,
        needed=25,
    )
    result = done.result
    assert submitted == AttemptRow(
        id=done.pk,
        role_code="ml-engineer",
        role_name="Machine-learning engineer",
        release=1,
        started_at=NOON,
        submitted_at=NOON,
        low=result.low,
        high=result.high,
        estimate=result.estimate,
        readiness=result.readiness,
        answered=1,
        needed=26,
    )


def test_an_attempt_of_a_withdrawn_role_keeps_its_name(ada: User, assessment: Make) -> None:
    assessment(ada)
    republish(keep_roles("ai-engineer"))
    (row,) = queries.attempts(Owner(ada, ""))
    assert (row.role_name, row.needed) == ("Machine-learning engineer", 26)


# --- News --------------------------------------------------------------------------------------


def test_l3_4_news_of_the_role(ada: User, assessment: Make) -> None:
    made = assessment(ada)
    assert queries.release_news(queries.sitting(made)) is None
    republish(lambda document: document.update(title="Only a title"))
    assert queries.release_news(queries.sitting(made)) is None

    def add(document: Document) -> None:
        role = role_in(document, "ml-engineer")
        more = {
            "skill": "prompt-engineering",
            "level": 2,
            "weight": 3,
            "cites": ["editorial"],
        }
        role["requirements"].append(more)

    republish(add)
    assert queries.release_news(queries.sitting(made)) == ReleaseNews(added=1, removed=0)


def test_l3_4_a_withdrawn_role_has_no_news(ada: User, assessment: Make) -> None:
    made = assessment(ada)
    republish(keep_roles("ai-engineer"))
    assert queries.release_news(queries.sitting(made)) is None


@pytest.mark.parametrize(
    ("added", "removed", "said"),
    [
        (3, 0, "3 skills were added to"),
        (1, 0, "1 skill was added to"),
        (0, 2, "2 skills were taken out of"),
        (2, 1, "2 skills were added to and 1 skill was taken out of"),
    ],
)
def test_l3_4_news_in_words(added: int, removed: int, said: str) -> None:
    assert ReleaseNews(added, removed).sentence == (
        f"{said} this role since you started. Your questions stay the same."
    )


# --- Speed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 12, 26])
def test_a_sitting_takes_one_query(
    ada: User, assessment: Make, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    made = assessment(ada, answers=dict.fromkeys(needed()[:count], "2"))
    with django_assert_num_queries(1):
        taken = queries.sitting(made)
        assert (len(taken.tasks()), taken.answered_count) == (9, count)


@pytest.mark.parametrize("count", [1, 5])
def test_attempts_take_one_query(
    ada: User, assessment: Make, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        assessment(ada, answers={"python": "2"}, is_submitted=True)
    with django_assert_num_queries(1):
        assert len(queries.attempts(Owner(ada, ""))) == count
