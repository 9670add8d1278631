"""The page of sources: where every citation leads."""

import re

import pytest

from taxonomy.framework import Framework
from taxonomy.reading import walk
from tests.taxonomy.documents import bakery, large_bakery, publish
from tests.taxonomy.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_taxonomy")]


@pytest.fixture
def page(client):
    publish()
    return Page(client.get("/sources/"))


def test_it_lists_the_sources_with_the_number_of_items(page):
    assert page.title == "Sources – CareerFit"
    assert page.texts("h1") == ["Sources"]
    assert page.texts("li", "Sources") == [
        "The Baker's Year, 9 items",
        "Ovens, 2 items",
        "Editorial judgement, 2 items",
    ]
    assert page.texts("h2") == ["The Baker's Year", "Ovens", "Editorial judgement"]
    assert page.texts("p", "The Baker's Year") == ["Publisher: Guild, 2024-03-01. Read it"]
    assert page.links("The Baker's Year")[0] == ("Read it", "https://guild.example/year")
    assert page.attributes("a", "rel", "The Baker's Year") == ["noopener nofollow"]


def test_each_item_names_everything_that_cites_it(page):
    items = page.texts("dt", "The Baker's Year")
    assert items == sorted(items)
    assert dict(zip(items, page.texts("dd", "The Baker's Year"), strict=True)) == {
        "b1.a01 early nights": "advice “sleep”",
        "b1.a02 tasting": "advice “Taste”",
        "b1.c01 journeyman's examination": "certification “Journeyman baker”",
        "b1.f01 median pay of bakers": "figure “Median pay a year” (Baker)",
        "b1.j01 a night of fifty loaves": "project “Fifty loaves”",
        "b1.k01 kneading by hand": "Kneading (asked of Baker); resource “Dough by Hand”",
        "b1.k02 living starters": "Sourdough (asked of Baker)",
        "b1.p01 the first year": (
            "phase “First year”; background “Newcomer”; background “Home baker”"
        ),
        "b1.r01 baker": "Baker",
    }
    assert page.texts("dt", "Ovens") == ["b2.k01", "b2.r01"]
    assert page.texts("dd", "Ovens") == [
        "Sourdough (asked of Baker)",
        "Serving (asked of Shop keeper); Kneading (asked of Shop keeper)",
    ]
    assert page.links("Ovens")[:2] == [
        ("Sourdough", "/skills/sourdough/"),
        ("Serving", "/skills/serving/"),
    ]


def test_our_own_judgement_stands_with_its_reasons(page):
    items = page.texts("dt", "Editorial judgement")
    assert dict(zip(items, page.texts("dd", "Editorial judgement"), strict=True)) == {
        "asked for at every counter": "Sourdough",
        "somebody has to open the shop": "Serving (asked of Baker)",
    }


def test_every_citation_on_every_page_leads_to_an_item(client):
    publish()
    ids = {each.attrs.get("id") for each in Page(client.get("/sources/")).elements}
    paths = ["/roles/baker/", "/roles/shop-keeper/", "/skills/kneading/", "/skills/sourdough/"]
    targets = {
        target
        for path in paths
        for target in re.findall(r'href="/sources/#([^"]+)"', client.get(path).content.decode())
    }
    cites = {
        cite.partition(":")[0]
        for entry in walk(Framework.from_document(bakery()).content)
        for cite in getattr(entry, "cites", ())
    }
    assert cites == targets - {"b1", "b2"}
    assert targets <= ids


def test_ids_are_unique(page):
    ids = [each.attrs["id"] for each in page.elements if "id" in each.attrs]
    assert len(ids) == len(set(ids))


def test_a_source_that_nothing_cites_says_so(client):
    document = bakery()
    document["sources"].append({"code": "b3", "title": "Unread"})
    publish(document)
    assert Page(client.get("/sources/")).texts("p", "Unread")[1] == "Nothing is cited from it."


@pytest.mark.parametrize("document", [bakery, large_bakery])
def test_it_takes_one_query_however_much_is_cited(client, document, django_assert_num_queries):
    publish(document())
    client.get("/sources/")
    with django_assert_num_queries(1):
        client.get("/sources/")


def test_it_is_only_for_reading(client):
    publish()
    assert client.post("/sources/").status_code == 405
