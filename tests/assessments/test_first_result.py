"""The report on the ratings so far."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.models import Assessment, Result
from tests.assessments import releases
from tests.taxonomy.pages import Page


def first_url(assessment):
    return reverse("assessments:first_result", args=[assessment.pk])


@pytest.fixture
def twelve(ada, published, assessment):
    """Ada has rated the first twelve of twenty-six, and is not sure about one of them."""
    published(releases.large(26))
    first = [f"s{number}" for number in range(12)]
    return assessment(ada, "big", answers=dict.fromkeys(first[1:], "2") | {"s0": "unsure"})


def test_it_is_marked_as_a_first_result_and_says_what_it_rests_on(ada, signed_in, twelve):
    page = Page(signed_in(ada).get(first_url(twelve)))
    rated = max(twelve.ratings.values_list("rated_at", flat=True))
    assert page.texts("h1") == [f"First result, The big: 31 to 89 %, {rated.day} {rated:%B %Y}"]
    assert page.title.startswith("First result, The big: 31 to 89 %, ")
    assert "Based on 11 of 26" in page.texts("h2")


def test_it_offers_the_other_fourteen(ada, signed_in, twelve):
    page = Page(signed_in(ada).get(first_url(twelve)))
    goal = reverse("assessments:question_page", args=[twelve.pk, "role", 4])
    assert page.links("Based on 11 of 26")[0] == (
        "Answer the other 14 for the full result",
        goal,
    )


def test_a_guest_is_offered_to_keep_it(guest, published, assessment):
    published(releases.worked_example())
    made = assessment(guest, "analyst", answers={"sql": "2"})
    page = Page(guest.get(first_url(made)))
    keep = f"{reverse('account_signup')}?next={quote(first_url(made))}"
    assert ("Keep this result", keep) in page.links("From here")


def test_somebody_with_an_account_is_not_asked_to_sign_up(ada, signed_in, twelve):
    page = Page(signed_in(ada).get(first_url(twelve)))
    assert "Keep this result" not in [words for words, _ in page.links()]


def test_l7_6_nothing_rated_asks_for_one_skill_and_shows_no_figure(ada, signed_in, assessment):
    made = assessment(ada, answers={"python": "unsure"})
    page = Page(signed_in(ada).get(first_url(made)))
    assert page.texts("h1") == ["Rate at least one skill"]
    assert page.title == "Rate at least one skill – Result – CareerFit"
    assert "%" not in "".join(page.texts("main"))
    assert page.links("Rate at least one skill")[0] == (
        "Go to the questions",
        reverse("assessments:question_page", args=[made.pk, "first", 1]),
    )


def test_with_every_skill_answered_it_leads_to_the_check(ada, signed_in, published, assessment):
    published(releases.worked_example())
    made = assessment(ada, "analyst", answers={"sql": "2", "python": "5", "statistics": "unsure"})
    page = Page(signed_in(ada).get(first_url(made)))
    assert page.links("Based on 2 of 3") == [
        ("Check your answers", reverse("assessments:answer_check", args=[made.pk]))
    ]


def test_looking_at_it_stores_nothing(ada, signed_in, twelve):
    before = Assessment.objects.values().get(pk=twelve.pk)
    signed_in(ada).get(first_url(twelve))
    assert Assessment.objects.values().get(pk=twelve.pk) == before
    assert not Result.objects.exists()


def test_a_submitted_assessment_has_its_result_instead(ada, signed_in, assessment):
    made = assessment(ada, answers={"python": "3"}, is_submitted=True)
    response = signed_in(ada).get(first_url(made))
    assert response["Location"] == reverse("assessments:result_detail", args=[made.pk])


def test_t_03_t_21_nobody_else_finds_it(ben, signed_in, twelve, guest, client):
    assert signed_in(ben).get(first_url(twelve)).status_code == 404
    sign_in = f"{reverse('account_login')}?next={first_url(twelve)}"
    assert guest.get(first_url(twelve))["Location"] == sign_in
    assert client.get(first_url(twelve))["Location"] == sign_in
    missing = reverse("assessments:first_result", args=[uuid4()])
    assert signed_in(ben).get(missing).status_code == 404


@pytest.mark.parametrize("count", [12, 60])
def test_queries_do_not_grow_with_the_skills(
    count, ada, signed_in, published, assessment, django_assert_num_queries
):
    published(releases.large(count))
    made = assessment(ada, "big", answers={f"s{number}": "2" for number in range(0, count, 2)})
    client = signed_in(ada)
    client.get(first_url(made))
    with django_assert_num_queries(4):
        client.get(first_url(made))
