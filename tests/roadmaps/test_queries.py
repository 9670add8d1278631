"""What the pages of a path read."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from roadmaps.actions import set_step_status
from roadmaps.models import LearningPath
from roadmaps.queries import name_of, path_page, ready_now

pytestmark = pytest.mark.django_db

MakePath = Callable[..., LearningPath]


def test_nothing_is_ready_without_a_path(
    ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert ready_now(ada) is None


@pytest.mark.parametrize("count", [1, 3])
def test_ready_now_takes_three_queries(
    ada: User,
    make_path: MakePath,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for role in ("ml-engineer", "data-scientist", "data-engineer")[:count]:
        path = make_path(ada, role)
    with django_assert_num_queries(3):
        found = ready_now(ada)
    assert found is not None
    assert (found.path_id, len(found.ready)) == (path.pk, 3)


def test_the_home_page_and_the_path_name_the_same_steps(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    set_step_status(learner=ada, step=("python", 1), status="done")
    found = ready_now(ada)
    assert found is not None
    page = path_page(path, path.starts_on)
    assert list(found.ready) == [each.line for each in page.ready]
    assert (found.tally, found.title) == (page.tally, page.title)


def test_what_is_done_counts_in_the_projected_fit_alone(ada: User, make_path: MakePath) -> None:
    path = make_path(ada, answers={"python": "1"})
    before = path_page(path, path.starts_on).fits[0]
    assert not before.is_raised
    set_step_status(learner=ada, step=("python", 2), status="done")
    after = path_page(path, path.starts_on).fits[0]
    assert after.assessed == before.assessed
    assert after.is_raised
    assert after.projected.low > before.projected.low


def test_a_step_below_the_assessed_level_raises_nothing(ada: User, make_path: MakePath) -> None:
    path = make_path(ada, answers={"python": "3"})
    path.steps.create(position=999, skill_code="python", skill_name="Python", to_level=1, hours=4)
    set_step_status(learner=ada, step=("python", 1), status="done")
    assert not path_page(path, path.starts_on).fits[0].is_raised


def test_the_name_of_a_step_is_the_one_of_the_newest_path(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    assert name_of(ada, ("sql", 2)) == "SQL to Guided"
    path.steps.filter(skill_code="sql").update(skill_name="Structured queries")
    assert name_of(ada, ("sql", 2)) == "Structured queries to Guided"
    path.delete()
    assert name_of(ada, ("sql", 2)) == "SQL to Guided"
    assert name_of(ada, ("gone", 2)) == "gone to Guided"
