"""The page of all skills, and its filter."""

import time

import pytest

from taxonomy.skill_reports import QUERY_LIMIT
from tests.taxonomy.documents import bakery, large_bakery, publish
from tests.taxonomy.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_taxonomy")]


@pytest.fixture
def found(client):
    """The names of the skills that the page shows for a query."""
    publish()

    def find(**query):
        page = Page(client.get("/skills/", query))
        return [
            text
            for text, address in page.links()
            if address.startswith("/skills/") and address != "/skills/" and "?" not in address
        ]

    return find


def typed(page):
    """What the search field holds; the footer has fields of its own."""
    fields = [each.attrs for each in page.elements if each.attrs.get("name") == "q"]
    return [field["value"] for field in fields]


def test_it_lists_every_skill_by_category(client):
    publish()
    page = Page(client.get("/skills/"))
    assert page.title == "Skills – CareerFit"
    assert page.texts("h1") == ["Skills"]
    assert page.texts("p", "Skills")[0] == (
        "4 skills in 2 categories, each with a sentence for every level."
    )
    assert page.texts("h2") == ["Dough", "Counter"]
    assert page.texts("p", "Dough") == ["Everything before the oven."]
    assert page.texts("dt", "Dough") == ["Kneading", "Sourdough", "Hand mixing (replaced)"]
    assert page.texts("dd", "Dough") == [
        "Working flour and water into a dough.",
        "Raising bread with a living starter.",
        "",
    ]
    assert page.links("Dough")[0] == ("Kneading", "/skills/kneading/")
    assert page.texts("dt", "Counter") == ["Serving"]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("knead", ["Kneading"]),
        ("KNEAD", ["Kneading"]),
        ("bread", ["Sourdough", "Serving"]),
        ("bread hurry", ["Serving"]),
        ("window test", ["Kneading"]),
        ("breakfast", ["Kneading"]),
        ("  ", ["Kneading", "Sourdough", "Hand mixing", "Serving"]),
        ("croissant", []),
        ("name__startswith", []),
        ("%", []),
        ("' OR 1=1 --", []),
    ],
)
def test_the_filter_wants_every_word_whatever_its_case(found, q, names):
    assert found(q=q) == names


def test_it_says_how_many_were_found_and_keeps_what_was_typed(client):
    publish()
    page = Page(client.get("/skills/", {"q": "bread  hurry"}))
    assert page.status == "1 skill with bread hurry."
    assert typed(page) == ["bread hurry"]
    assert page.texts("h2") == ["Counter"]
    assert ("Show all skills", "/skills/") in page.links()


def test_the_status_line_is_there_before_anything_is_looked_for(client):
    publish()
    page = Page(client.get("/skills/"))
    assert page.status == ""


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("q=%00", ""),
        ("q=a%00b", "a b"),
        ("q=%ED%A0%80", "\ufffd\ufffd\ufffd"),
        ("q=%FF", "\ufffd"),
        ("q=%E2%80%AEdaerb", "daerb"),
        ("q=%0D%0ASet-Cookie:x", "Set-Cookie:x"),
        ("q=%3Cscript%3E", "<script>"),
        ("q=%22onfocus%3D", '"onfocus='),
        ("q=%7B%7B7*7%7D%7D", "{{7*7}}"),
        ("q=one&q=two", "two"),
        ("q[]=one", ""),
    ],
)
def test_hostile_text_is_text(client, query, kept):
    publish()
    page = Page(client.get(f"/skills/?{query}"))
    assert typed(page) == [kept]
    assert page.texts("bdi") == ([kept] if kept else [])


def test_a_very_long_text_is_cut_and_the_page_says_so(client):
    publish()
    client.get("/skills/")
    started = time.perf_counter()
    page = Page(client.get("/skills/", {"q": "a" * 10_000}))
    assert time.perf_counter() - started < 0.5
    assert page.status == (
        f"Only the first 100 characters were looked for. 0 skills with {'a' * QUERY_LIMIT}."
    )
    assert typed(page) == ["a" * QUERY_LIMIT]


@pytest.mark.parametrize("document", [bakery, large_bakery])
@pytest.mark.parametrize("query", [{}, {"q": "loaf"}])
def test_it_takes_one_query_however_many_skills(client, document, query, django_assert_num_queries):
    publish(document())
    client.get("/skills/")
    with django_assert_num_queries(1):
        client.get("/skills/", query)


def test_it_is_only_for_reading(client):
    publish()
    assert client.post("/skills/").status_code == 405
