"""The page of all roles."""

import pytest

from taxonomy.framework import Framework
from taxonomy.role_reports import role_groups
from tests.taxonomy.documents import bakery, large_bakery, publish
from tests.taxonomy.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_taxonomy")]


def test_it_lists_every_role_with_its_question_and_number_of_skills(client):
    publish()
    page = Page(client.get("/roles/"))
    assert page.title == "Roles – CareerFit"
    assert page.texts("h1") == ["Roles"]
    assert page.texts("h2") == ["Dough · Counter"]
    assert page.links("Dough · Counter")[:2] == [
        ("Baker", "/roles/baker/"),
        ("Shop keeper", "/roles/shop-keeper/"),
    ]
    assert page.texts("p", "Dough · Counter")[:3] == [
        "Is there bread at six?",
        "Bakes through the night. 3 skills.",
        "Runs the shop. 2 skills.",
    ]


def test_it_opens_with_how_many_there_are(client):
    publish()
    assert Page(client.get("/roles/")).texts("p", "Roles") == [
        "2 roles, each with one question that its work has to answer. "
        "Choose the question you would like to be asked."
    ]


def test_roles_stand_with_the_role_that_they_have_most_in_common_with():
    def role(code: str, **weights: int) -> dict:
        asked = [
            {"skill": skill, "level": 2, "weight": weight, "cites": ["b1"]}
            for skill, weight in weights.items()
        ]
        return {"code": code, "name": code, "requirements": asked}

    document = bakery()
    document["roles"] = [
        role("miller", kneading=3, sourdough=1),
        role("waiter", serving=1),
        role("baker", kneading=1, sourdough=1),
        role("seller", serving=4, kneading=1),
    ]
    groups = role_groups(Framework.from_document(document))
    assert [[each.code for each in group.roles] for group in groups] == [
        ["miller", "baker"],
        ["waiter", "seller"],
    ]
    assert [[each.code for each in group.categories] for group in groups] == [
        ["dough"],
        ["counter", "dough"],
    ]


def test_a_role_that_has_nothing_in_common_stands_alone():
    document = bakery()
    document["roles"][0]["requirements"] = document["roles"][0]["requirements"][1:2]
    groups = role_groups(Framework.from_document(document))
    assert [[each.code for each in group.roles] for group in groups] == [["baker"], ["shop-keeper"]]


@pytest.mark.parametrize("document", [bakery, large_bakery])
def test_it_takes_one_query_however_many_roles(client, document, django_assert_num_queries):
    publish(document())
    client.get("/roles/")
    with django_assert_num_queries(1):
        client.get("/roles/")


def test_it_takes_three_queries_for_somebody_signed_in(ada, signed_in, django_assert_num_queries):
    publish()
    client = signed_in(ada)
    client.get("/roles/")
    with django_assert_num_queries(3):
        client.get("/roles/")


def test_before_the_first_release_there_is_no_such_page(client):
    assert client.get("/roles/").status_code == 404


def test_it_is_only_for_reading(client):
    publish()
    assert client.post("/roles/").status_code == 405
