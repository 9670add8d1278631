"""Up to three roles side by side."""

from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.models import Assessment
from tests.assessments import releases
from tests.assessments.releases import ANSWERS
from tests.taxonomy.pages import Page

DIFFER = "Where they differ"


def compare_url(assessment, *codes):
    query = "&".join(f"role={code}" for code in codes)
    return f"{reverse('assessments:role_compare', args=[assessment.pk])}?{query}"


@pytest.fixture
def result(ada, published, assessment):
    published(releases.worked_example())
    return assessment(ada, "analyst", answers=ANSWERS, is_submitted=True)


@pytest.fixture
def page(ada, signed_in, result):
    client = signed_in(ada)
    return lambda *codes: Page(client.get(compare_url(result, *codes)))


def test_l8_2_each_role_is_a_card_with_its_figures(page):
    found = page("analyst", "writer")
    assert found.texts("h2")[:2] == ["The analyst", "The writer"]
    assert found.texts("p", "The analyst") == [
        "58 to 75 %, building up",
        "1 essential skill is missing. Skill sql.",
        "About 44 to 88 hours of learning for the skills you rated.",
        "1 of these 3 are not rated.",
    ]
    assert found.texts("p", "The writer") == [
        "33 to 100 %, building up",
        "No essential skill is missing.",
        "No learning hours for the skills you rated.",
        "1 of these 2 are not rated.",
    ]


def test_only_skills_that_differ_are_in_the_table(page):
    found = page("analyst", "writer")
    assert found.texts("p", DIFFER)[0] == (
        "4 skills are asked for differently; 0 are the same for all."
    )
    assert found.rows(DIFFER) == [
        ["Skill", "The analyst", "The writer"],
        ["Skill sql", "needs 4 Advanced, essential▼ 2 levels below", "not needed"],
        ["Skill python", "needs 2 Guided, essentialat level", "needs 2 Guidedat level"],
        ["Skill statistics", "needs 3 Independent, essentialnot rated", "not needed"],
        ["Skill talking", "not needed", "needs 3 Independentnot rated"],
    ]


def test_l8_1_the_choice_is_a_list_of_checkboxes(page):
    found = page("writer", "heavy")
    boxes = [each for each in found.elements if each.attrs.get("name") == "role"]
    listed = [
        (each.attrs["type"], each.attrs["value"], "checked" in each.attrs)
        for each in boxes
        if each.attrs["type"] == "checkbox"
    ]
    assert listed == [
        ("checkbox", "writer", True),
        ("checkbox", "heavy", True),
        ("checkbox", "analyst", False),
        ("checkbox", "twin", False),
    ]


def test_l8_1_more_than_three_are_refused_with_a_sentence(ada, signed_in, result):
    response = signed_in(ada).get(compare_url(result, "analyst", "writer", "twin", "heavy"))
    assert response.status_code == 422
    response.status_code = 200
    page = Page(response)
    assert page.title.startswith("Error: How do the roles compare for you?")
    assert page.links("There is a problem") == [("Choose at most 3 roles. You chose 4.", "#role-1")]
    assert page.texts("h2")[1:4] == ["The analyst", "The writer", "The twin"]


def test_l8_3_identical_roles_have_no_differences(page):
    assert page("analyst", "twin").texts("p", DIFFER)[0] == (
        "There are no differences: these roles ask for the same skills at the same levels."
    )
    assert page("analyst", "analyst").texts("p", DIFFER)[0] == (
        "There are no differences: both are the same role. Choose another one below."
    )
    assert page("analyst", "heavy").texts("p", DIFFER)[0] == (
        "There are no differences: these roles ask for the same skills at the same levels, "
        "and only weigh them differently."
    )


@pytest.mark.parametrize(
    ("codes", "columns"),
    [
        ((), ["The analyst", "The writer"]),
        (("nowhere", "' or 1=1"), ["The analyst", "The writer"]),
        (("twin",), ["The twin"]),
        (("twin", "nowhere", "analyst"), ["The twin", "The analyst"]),
    ],
)
def test_unknown_roles_are_left_out(page, codes, columns):
    assert page(*codes).texts("h2")[: len(columns) + 1] == [*columns, DIFFER]


def ask_missing(client, page, name):
    """Press "Answer only the missing" in the card of the role."""
    form = page.attributes("form", "action", name)[0]
    fields = {
        each.attrs["name"]: each.attrs["value"]
        for each in page.elements
        if each.section == name and each.attrs.get("type") == "hidden"
    }
    return client.post(form, fields), fields


def test_l8_4_submitted_starts_one_sitting_that_asks_the_rest(ada, signed_in, result):
    client = signed_in(ada)
    page = Page(client.get(compare_url(result, "analyst", "writer")))
    assert page.texts("button", "The writer") == ["Answer only the missing 1 for The writer"]
    response, fields = ask_missing(client, page, "The writer")
    new = Assessment.objects.get(retake_of=result)
    assert (response.status_code, response["Location"]) == (
        303,
        reverse("assessments:question_page", args=[new.pk, "focus", 1]),
    )
    assert (new.role_code, new.focus, new.ratings.count()) == ("writer", ["talking"], 2)
    again = client.post(reverse("assessments:assessment_retake", args=[result.pk]), fields)
    assert again["Location"] == response["Location"]
    assert Assessment.objects.filter(retake_of=result).count() == 1


def test_l8_4_while_open_the_same_sitting_asks_the_rest(ada, signed_in, published, assessment):
    published(releases.worked_example())
    made = assessment(ada, "analyst", answers=ANSWERS)
    client = signed_in(ada)
    page = Page(client.get(compare_url(made, "analyst", "writer")))
    response, _ = ask_missing(client, page, "The writer")
    assert response["Location"] == reverse("assessments:question_page", args=[made.pk, "focus", 1])
    made.refresh_from_db()
    assert (made.role_code, made.focus) == ("analyst", ["talking"])
    assert Assessment.objects.count() == 1


def test_asking_for_a_role_that_is_not_there_changes_nothing(ada, signed_in, assessment):
    made = assessment(ada, answers={"python": "2"})
    url = reverse("assessments:assessment_focus", args=[made.pk])
    response = signed_in(ada).post(url, {"role": "nowhere"})
    assert response["Location"] == reverse("assessments:role_compare", args=[made.pk])
    made.refresh_from_db()
    assert made.focus == []


def test_t_03_t_04_somebody_else_neither_reads_nor_writes(ben, signed_in, result, client):
    focus = reverse("assessments:assessment_focus", args=[result.pk])
    assert signed_in(ben).get(compare_url(result, "writer")).status_code == 404
    assert signed_in(ben).post(focus, {"role": "writer"}).status_code == 404
    assert client.post(focus, {"role": "writer"}).status_code == 403
    missing = reverse("assessments:role_compare", args=[uuid4()])
    assert signed_in(ben).get(missing).status_code == 404
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("count", [12, 60])
def test_queries_do_not_grow_with_the_skills(
    count, ada, signed_in, published, assessment, django_assert_num_queries
):
    published(releases.large(count))
    answers = {f"s{number}": "2" for number in range(0, count, 2)}
    made = assessment(ada, "big", answers=answers, is_submitted=True)
    client = signed_in(ada)
    client.get(compare_url(made, "big", "half", "third"))
    with django_assert_num_queries(4):
        client.get(compare_url(made, "big", "half", "third"))
