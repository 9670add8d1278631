"""The page of one skill."""

import pytest

from tests.taxonomy.documents import bakery, large_bakery, publish
from tests.taxonomy.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_taxonomy")]


@pytest.fixture
def page(client):
    publish()
    return Page(client.get("/skills/kneading/"))


def test_its_name_is_the_title(page):
    assert page.title == "Kneading – Skills – CareerFit"
    assert page.texts("h1") == ["Kneading"]
    assert page.texts("p", "Kneading") == [
        "Working flour and water into a dough.",
        "For example: A white loaf before breakfast. b1.k01",
        "Words that go with it: gluten, window test.",
    ]


def test_the_five_levels_with_their_sentences(page, client):
    names = ["Aware", "Guided", "Independent", "Advanced", "Leading"]
    assert page.texts("li", "The five levels") == [
        f"{level} {name}. I can knead at level {level}."
        for level, name in enumerate(names, start=1)
    ]
    html = client.get("/skills/kneading/").content.decode()
    drawn = [part.partition("</title>")[0] for part in html.split("<title>")[2:7]]
    assert drawn == [f"Level {n} of 5, {name}" for n, name in enumerate(names, start=1)]


def test_the_roles_that_need_it_the_most_demanding_first(page):
    assert page.rows("Roles that need it") == [
        ["Role", "Level needed", "Weight"],
        ["Baker", "3 Independent", "medium (2.5)"],
        ["Shop keeper", "1 Aware", "light (1)"],
    ]
    assert page.links("Roles that need it") == [
        ("Baker", "/roles/baker/"),
        ("Shop keeper", "/roles/shop-keeper/"),
    ]


def test_a_role_that_asks_for_more_stands_before_one_that_is_listed_earlier(client):
    document = bakery()
    document["roles"][1]["requirements"][1]["level"] = 4
    publish(document)
    page = Page(client.get("/skills/kneading/"))
    assert [row[0] for row in page.rows("Roles that need it")] == ["Role", "Shop keeper", "Baker"]


def test_a_must_have_is_marked_by_a_word(client):
    publish()
    page = Page(client.get("/skills/sourdough/"))
    assert page.rows("Roles that need it")[1:] == [
        ["Bakermust-have, level 2 at least", "4 Advanced", "heavy (6)"]
    ]


def test_what_comes_first_and_what_it_opens(page, client):
    assert page.texts("li", "What it opens") == ["Level 3 opens Sourdough at level 2, Guided"]
    other = Page(client.get("/skills/sourdough/"))
    assert other.texts("li", "What comes first") == [
        "Level 2 builds on Kneading at level 3, Independent"
    ]
    assert other.links("What comes first") == [("Kneading", "/skills/kneading/")]


def test_resources_by_step_with_host_hours_and_cost(page):
    assert page.texts("h3", "Ways to learn it") == [
        "From 0 Not yet to 2 Guided",
        "From 2 Guided to 3 Independent",
    ]
    assert page.texts("li", "Ways to learn it") == [
        "Dough by Hand (crumb.example), book by Crumb Press, about 12.5 hours, USD 30 b1.k01",
        "Kneading, the Film (film.example), hours not known, free",
    ]
    assert page.links("Ways to learn it")[0] == ("Dough by Hand", "https://crumb.example/dough")
    assert page.attributes("a", "rel", "Ways to learn it") == ["noopener nofollow"] * 2


def test_every_project_and_certification_that_names_it(page, client):
    assert page.texts("li", "Projects that practise it") == [
        "Fifty loaves. Bake fifty loaves in one night. b1.j01"
    ]
    other = Page(client.get("/skills/sourdough/"))
    assert other.texts("li", "Certifications that cover it") == [
        "Journeyman baker (guild.example) by Guild, exam USD 250, 80 to 120 hours. "
        "Taken at a strange oven. b1.c01"
    ]


def test_a_certification_without_an_address_or_a_note_is_named_plainly(client):
    document = bakery()
    document["certifications"][0] = {
        "code": "plain",
        "title": "Plain",
        "skills": [{"skill": "sourdough", "level": 1}],
    }
    publish(document)
    page = Page(client.get("/skills/sourdough/"))
    assert page.texts("li", "Certifications that cover it") == ["Plain."]


def test_it_ends_with_its_sources_and_its_codes_elsewhere(page):
    assert page.links("Where this comes from")[0] == ("The Baker's Year", "/sources/#b1")
    assert page.texts("p", "Where this comes from")[0] == "Known to ESCO as S1.2."


def test_a_replaced_skill_names_its_successor_and_nothing_empty(client):
    publish()
    page = Page(client.get("/skills/hand-mixing/"))
    assert page.texts("p", "Hand mixing") == ["This skill has been replaced by Kneading."]
    assert page.texts("h2") == ["The five levels"]


@pytest.mark.parametrize("document", [bakery, large_bakery])
def test_it_takes_one_query_however_many_need_it(client, document, django_assert_num_queries):
    publish(document())
    client.get("/skills/kneading/")
    with django_assert_num_queries(1):
        client.get("/skills/kneading/")


@pytest.mark.parametrize("path", ["/skills/knead/", "/skills/KNEADING/", "/skills/baker/"])
def test_an_unknown_code_is_not_found(client, path):
    publish()
    assert client.get(path).status_code == 404


def test_it_is_only_for_reading(client):
    publish()
    assert client.post("/skills/kneading/").status_code == 405
