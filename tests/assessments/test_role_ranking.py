"""Every role from the same answers."""

import pytest
from django.urls import reverse

from assessments import scoring
from taxonomy.queries import load_release
from tests.assessments import releases
from tests.assessments.releases import ANSWERS
from tests.taxonomy.pages import Page


def ranking_url(assessment):
    return reverse("assessments:role_ranking", args=[assessment.pk])


@pytest.mark.parametrize("is_submitted", [True, False])
def test_roles_stand_in_ranking_order_with_their_figures(
    is_submitted, ada, signed_in, published, assessment
):
    published(releases.worked_example())
    made = assessment(ada, "analyst", answers=ANSWERS, is_submitted=is_submitted)
    page = Page(signed_in(ada).get(ranking_url(made)))
    assert page.texts("h2") == ["The writer", "The heavy", "The analyst your target", "The twin"]
    assert page.texts("p", "The writer") == [
        "33 to 100 %",
        "No essential skill is missing. 1 of these 2 not rated.",
    ]
    assert page.texts("p", "The analyst your target") == [
        "58 to 75 %",
        "Missing: Skill sql. 1 of these 3 not rated.",
    ]


def test_order_is_the_rule_of_scoring_on_the_shipped_roles(ada, signed_in, assessment):
    answers = {"python": "3", "sql": "1", "supervised-learning": "2", "cloud-platforms": "0"}
    made = assessment(ada, answers=answers, is_submitted=True)
    page = Page(signed_in(ada).get(ranking_url(made)))
    levels = {code: int(level) for code, level in answers.items()}
    ranked = scoring.rank_roles(load_release(made.release_id).framework, levels)
    names = [name.removesuffix(" your target") for name in page.texts("h2")]
    assert names == [role.name for role in ranked]


def test_first_sentence_names_the_nearest_role(ada, signed_in, published, assessment):
    published(releases.worked_example())
    made = assessment(ada, "analyst", answers=ANSWERS, is_submitted=True)
    page = Page(signed_in(ada).get(ranking_url(made)))
    heading = "Which roles are nearest to what you can do?"
    assert page.texts("h1") == [heading]
    assert page.texts("p", heading)[0] == (
        "The writer is nearest: about 33 to 100 %. No essential skill is missing."
    )


def test_without_ratings_nothing_is_ranked(ada, signed_in, assessment):
    page = Page(signed_in(ada).get(ranking_url(assessment(ada))))
    assert page.texts("h2") == []
    assert "Rate at least one skill to see how near each role is." in page.texts("p")


def test_t_03_somebody_elses_ranking_is_not_there(ada, ben, signed_in, assessment):
    assert signed_in(ben).get(ranking_url(assessment(ada))).status_code == 404


@pytest.mark.parametrize(("is_submitted", "count"), [(True, 12), (True, 60), (False, 60)])
def test_queries_do_not_grow_with_the_skills(
    is_submitted, count, ada, signed_in, published, assessment, django_assert_num_queries
):
    published(releases.large(count))
    answers = {f"s{number}": "2" for number in range(0, count, 2)}
    made = assessment(ada, "big", answers=answers, is_submitted=is_submitted)
    client = signed_in(ada)
    client.get(ranking_url(made))
    with django_assert_num_queries(4):
        client.get(ranking_url(made))
