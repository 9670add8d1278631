"""Attempts over time, and taking one again."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.models import Assessment
from tests.assessments import releases
from tests.assessments.releases import ANSWERS
from tests.taxonomy.pages import Page

URL = reverse("assessments:history")
DAY = datetime(2026, 3, 28, 9, 30, tzinfo=UTC)
HEADING = "How has your fit changed?"


@pytest.fixture
def taken(ada, published, assessment):
    """Makes Ada's submitted attempts at the worked example, so many days after 28 March."""
    published(releases.worked_example())

    def take(*days, role="analyst", sql=2):
        return [
            assessment(
                ada,
                role,
                answers={**ANSWERS, "sql": str(min(sql + number, 5))},
                is_submitted=True,
                now=DAY + timedelta(days=day),
            )
            for number, day in enumerate(days)
        ]

    return take


@pytest.fixture
def html(ada, signed_in):
    client = signed_in(ada)
    return lambda: client.get(URL).content.decode()


@pytest.fixture
def page(ada, signed_in):
    client = signed_in(ada)
    return lambda: Page(client.get(URL))


def test_attempts_are_listed_latest_first_with_their_bands(page, taken, assessment, ada):
    taken(0, 200, 100)
    assessment(ada, "writer", answers={"talking": "1"}, now=DAY + timedelta(days=201))
    assert page().rows(HEADING) == [
        ["Taken on", "Role", "Fit", "Release"],
        [
            "15 October 2026, 09:30, go on with The writer",
            "The writer",
            "In progress, 1 of 2",
            "2",
        ],
        ["14 October 2026, 09:30, result for The analyst", "The analyst", "71 to 88 %", "2"],
        ["6 July 2026, 09:30, result for The analyst", "The analyst", "83 to 100 %", "2"],
        ["28 March 2026, 09:30, result for The analyst", "The analyst", "58 to 75 %", "2"],
    ]


def test_l11_1_each_attempt_opens_its_own_result(page, taken):
    first, second = taken(0, 100)
    assert [url for _, url in page().links(HEADING)] == [
        reverse("assessments:result_detail", args=[second.pk]),
        reverse("assessments:result_detail", args=[first.pk]),
    ]


def test_the_trend_is_a_picture_named_by_its_numbers(html, page, taken):
    taken(0, 100)
    picture = re.search(r'<svg class="trend".*?</svg>', html(), re.DOTALL).group()
    assert re.search("<title>(.*?)</title>", picture).group(1) == (
        "Fit for The analyst over 2 attempts. 28 March 2026: 58 to 75 %; 6 July 2026: 71 to 88 %."
    )
    assert page().texts("p", HEADING)[0] == (
        "Over 2 attempts your fit for The analyst was 58 to 75 % and is now 71 to 88 %."
    )


def test_the_trend_is_about_the_latest_role_alone(html, taken):
    taken(0, 10)
    taken(20, role="writer")
    assert 'class="trend"' not in html()
    taken(30, role="writer")
    assert "<title>Fit for The writer over 2 attempts." in html()


def test_l11_4_one_attempt_is_a_sentence_and_a_date_to_come_back(html, page, taken):
    taken(0)
    assert page().texts("p", HEADING)[0] == (
        "You have one result for The analyst: about 58 to 75 %. "
        "Come back around 26 June 2026: sooner, most changes are within rating error."
    )
    assert 'class="trend"' not in html()
    assert "What changed between two attempts?" not in page().texts("h2")


def test_without_attempts_there_is_one_sentence_and_one_button(page):
    found = page()
    assert found.texts("p", HEADING)[0] == "You have not taken an assessment yet."
    assert found.links(HEADING)[0] == ("Start now", reverse("assessments:role_choice"))
    assert found.texts("table") == []


def test_any_two_attempts_can_be_chosen(page, taken):
    first, second, third = taken(0, 10, 20)
    options = [
        (each.attrs["value"], "selected" in each.attrs)
        for each in page().elements
        if each.tag == "option"
    ]
    three = [str(third.pk), str(second.pk), str(first.pk)]
    assert options == [
        *((pk, pk == str(second.pk)) for pk in three),
        *((pk, False) for pk in three),
    ]


def retake(client, assessment, **fields):
    url = reverse("assessments:assessment_retake", args=[assessment.pk])
    return client.post(url, {"key": str(uuid4()), "answers": "keep", **fields})


@pytest.mark.parametrize(("answers", "kept"), [("keep", {"sql": 2, "python": 5}), ("blank", {})])
def test_a_retake_starts_from_the_last_answers_or_from_blank(answers, kept, ada, signed_in, taken):
    (old,) = taken(0)
    response = retake(signed_in(ada), old, answers=answers)
    new = Assessment.objects.get(retake_of=old)
    assert (response.status_code, response["Location"]) == (
        303,
        reverse("assessments:assessment_detail", args=[new.pk]),
    )
    assert dict(new.ratings.values_list("skill_code", "level")) == kept
    assert old.ratings.count() == 2


def test_the_page_offers_both_with_keys_of_their_own(page, taken):
    (old,) = taken(0)
    hidden = [
        (each.attrs["name"], each.attrs["value"])
        for each in page().elements
        if each.attrs.get("type") == "hidden" and each.section == "Take it again"
    ]
    assert [value for name, value in hidden if name == "answers"] == ["keep", "blank"]
    assert len({value for name, value in hidden if name == "key"}) == 2
    actions = page().attributes("form", "action", "Take it again")
    assert actions[:2] == [reverse("assessments:assessment_retake", args=[old.pk])] * 2


def test_g_22_a_retake_sent_twice_starts_one(ada, signed_in, taken):
    (old,) = taken(0)
    client, key = signed_in(ada), str(uuid4())
    locations = {retake(client, old, key=key)["Location"] for _ in range(2)}
    assert len(locations) == 1
    assert Assessment.objects.filter(retake_of=old).count() == 1


@pytest.mark.parametrize("fields", [{"answers": ""}, {"answers": "all"}, {"only": "everything"}])
def test_a_retake_that_makes_no_sense_starts_nothing(fields, ada, signed_in, taken):
    (old,) = taken(0)
    response = retake(signed_in(ada), old, **fields)
    assert response["Location"] == URL
    assert Assessment.objects.count() == 1


def test_a_withdrawn_role_leads_to_the_choice_of_another(ada, signed_in, taken, published):
    (old,) = taken(0)
    published(releases.workshop(["sql"], {"other": [releases.requirement("sql")]}))
    response = retake(signed_in(ada), old)
    assert response["Location"] == reverse("assessments:role_choice")
    assert Assessment.objects.count() == 1


def test_an_open_assessment_is_gone_on_with_and_not_retaken(ada, signed_in, assessment):
    made = assessment(ada)
    response = retake(signed_in(ada), made)
    assert response["Location"] == reverse("assessments:assessment_detail", args=[made.pk])


def test_t_04_nobody_retakes_what_is_not_theirs(ada, ben, signed_in, taken, assessment, client):
    (old,) = taken(0)
    assert retake(signed_in(ben), old).status_code == 404
    assert retake(client, old).status_code == 403
    bens = assessment(ben, "analyst")
    assert retake(signed_in(ada), old, key=str(bens.pk)).status_code == 404
    assert Assessment.objects.count() == 2


def test_t_03_everybody_sees_their_own_attempts(ben, guest, client, signed_in, taken, assessment):
    taken(0)
    assert Page(signed_in(ben).get(URL)).texts("table") == []
    made = assessment(guest, "analyst", answers={"python": "2"})
    (link, *_) = Page(guest.get(URL)).links(HEADING)
    assert link[1] == reverse("assessments:assessment_detail", args=[made.pk])
    assert client.get(URL)["Location"] == f"{reverse('account_login')}?next={URL}"


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow_with_the_attempts(
    count, ada, signed_in, taken, django_assert_num_queries
):
    taken(*range(count))
    client = signed_in(ada)
    client.get(URL)
    with django_assert_num_queries(3):
        client.get(URL)
