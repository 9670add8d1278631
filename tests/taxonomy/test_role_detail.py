"""The page of one role."""

import pytest

from taxonomy.framework import Fact, Framework
from taxonomy.role_reports import figure, role_page
from tests.taxonomy.documents import bakery, large_bakery, publish
from tests.taxonomy.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_taxonomy")]


@pytest.fixture
def page(client):
    publish()
    return Page(client.get("/roles/baker/"))


def test_its_name_is_the_title_and_its_question_comes_first(page):
    assert page.title == "Baker – Roles – CareerFit"
    assert page.texts("h1") == ["Baker"]
    assert page.texts("p", "Baker") == [
        "Is there bread at six?",
        "Bakes through the night. b1.r01",
        "Also called Bread maker.",
        "See how you fit Make my path",
        "On this page",
    ]
    assert ("See how you fit", "/start/?role=baker") in page.links("Baker")
    assert ("Make my path", "/paths/new/?role=baker") in page.links("Baker")


def test_what_it_asks_for_must_haves_first_then_by_weight(page):
    assert page.texts("p", "What it asks for") == [
        "3 skills, 1 of them a must-have. A heavy skill moves your fit most. "
        "A must-have holds the role back while you are below its least level."
    ]
    assert page.rows("What it asks for") == [
        ["Skill", "Level needed", "Weight", "Rests on"],
        ["Sourdoughmust-have, level 2 at least", "4 Advanced", "heavy (6)", "b1.k02 b2.k01"],
        ["Kneading", "3 Independent", "medium (2.5)", "b1.k01"],
        ["Serving", "1 Aware", "light (1)", "somebody has to open the shop (editorial judgement)"],
    ]


def test_each_level_is_drawn_as_a_ladder_with_a_name(client):
    publish()
    html = client.get("/roles/baker/").content.decode()
    names = [part.partition("</title>")[0] for part in html.split("<title>")[2:]]
    assert names == [
        "Level 0 of 5, Not yet; 4 needed",
        "Level 0 of 5, Not yet; 3 needed",
        "Level 0 of 5, Not yet; 1 needed",
    ]


def test_a_citation_leads_to_its_item_and_is_named_after_its_source(page):
    assert page.links("What it asks for")[1:3] == [
        ("b1.k02", "/sources/#b1.k02"),
        ("b2.k01", "/sources/#b2.k01"),
    ]
    assert page.attributes("a", "aria-label", "What it asks for") == [
        "b1.k02, living starters, in The Baker's Year",
        "b2.k01 in Ovens",
        "b1.k01, kneading by hand, in The Baker's Year",
    ]


@pytest.fixture
def much_cited(client):
    """The baker's first phase rests on six items, and one requirement on five."""
    document = bakery()
    document["phases"][0]["cites"] = [f"b2.p{n}" for n in range(6)]
    document["roles"][0]["requirements"][0]["cites"] = [f"b2.p{n}" for n in range(5)]
    publish(document)
    return Page(client.get("/roles/baker/"))


def test_four_citations_stand_beside_a_statement_and_one_link_leads_to_all(much_cited):
    cites = [(f"b2.p{n}", f"/sources/#b2.p{n}") for n in range(4)]
    assert much_cited.links("The way there")[:5] == [
        *cites,
        ("and 2 more", "/sources/#phase:first-year"),
    ]
    names = much_cited.attributes("a", "aria-label", "The way there")
    assert names[4] == "and 2 more that “First year” rests on"
    assert much_cited.links("What it asks for")[-5:] == [
        *cites,
        ("and 1 more", "/sources/#skill:serving:baker"),
    ]


def test_the_rest_of_the_citations_stands_where_the_link_leads(much_cited, client):
    sources = Page(client.get("/sources/"))
    anchors = sources.attributes("dt", "id", "What rests on many items")
    assert anchors == ["skill:serving:baker", "phase:first-year"]
    assert sources.texts("dt", "What rests on many items") == [
        "Serving, asked of Baker",
        "Phase “First year”",
    ]
    assert sources.links("What rests on many items")[:11] == [
        (f"b2.p{n}", f"#b2.p{n}") for count in (5, 6) for n in range(count)
    ]


def test_the_page_begins_with_a_list_of_what_is_on_it(page):
    listed = [link for link in page.links("Baker") if link[1].startswith("#")]
    assert listed == [
        ("What it asks for", "#skills"),
        ("Pay", "#pay"),
        ("Demand", "#demand"),
        ("Close to this role", "#close"),
        ("The way there", "#way"),
        ("How long it takes", "#length"),
        ("Projects that show it", "#projects"),
        ("Certifications that fit", "#certifications"),
        ("Advice", "#advice"),
        ("Where this comes from", "#sources"),
    ]
    headings = [each for each in page.elements if each.tag == "h2"]
    assert [(each.text, f"#{each.attrs['id']}") for each in headings] == listed


def test_pay_and_demand_have_year_and_source(page):
    assert page.rows("Pay") == [
        ["What", "Figure", "Year", "According to"],
        ["Median pay a year", "GBP 28,000 to 31,500.5", "2024", "Guild b1.f01"],
    ]
    assert page.rows("Demand") == [
        ["What", "Figure", "Year", "According to"],
        ["Share of shops that look for one", "40 %", "2023", "Ovens"],
    ]


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (162370, 162370, "USD", "USD 162,370"),
        (100000, 125000, "USD", "USD 100,000 to 125,000"),
        (30, 40, "per cent", "30 to 40 %"),
        (39.8, 39.8, "per cent", "39.8 %"),
        (1200, 1200, "vacancies", "1,200 vacancies"),
    ],
)
def test_a_figure_in_words(low, high, unit, words):
    fact = Fact(what="It", low=low, high=high, unit=unit, year=2025, by="A")
    assert figure(fact) == words


def test_a_weight_is_heavy_medium_or_light_by_thirds_of_the_largest():
    document = large_bakery(6)
    asked = document["roles"][0]["requirements"]
    for requirement, weight in zip(asked, [9, 6.1, 6, 4, 3.1, 3, 1, 0.1, 9], strict=True):
        requirement["weight"] = weight
    page = role_page(Framework.from_document(document), "baker")
    assert {each.requirement.weight: each.weight_word for each in page.asked} == {
        9: "heavy",
        6.1: "heavy",
        6: "medium",
        4: "medium",
        3.1: "medium",
        3: "light",
        1: "light",
        0.1: "light",
    }


def test_the_roles_close_to_it_come_with_the_share_in_common(page):
    # Baker: serving 2/19, sourdough 12/19, kneading 5/19. Shop keeper: serving 3/4, kneading 1/4.
    # In common: 2/19 + 1/4 = 27/76.
    assert page.texts("li", "Close to this role") == ["Shop keeper: 36 % of the weight in common"]
    assert page.links("Close to this role") == [("Shop keeper", "/roles/shop-keeper/")]


def test_the_phases_name_what_the_role_needs_of_them(page):
    assert page.texts("li", "The way there") == [
        "First year, 1,200 to 1,500 hours for a complete beginner. Learn the dough. b1.p01 "
        "Skills: Kneading, Sourdough"
    ]


def test_how_long_it_takes_is_a_table_per_background(page):
    head = ["Phase", "Planned", "To expect", "Months"]
    assert page.texts("h3", "How long it takes") == ["Newcomer", "Home baker"]
    assert page.rows("How long it takes") == [
        head,
        ["First year", "275 hours", "220 to 440 hours", "1 to 9"],
        ["Beside the phases", "4 hours", "3 to 6 hours", "1"],
        ["Together", "279 hours", "223 to 446 hours", "1 to 9"],
        head,
        ["First year", "267 hours", "214 to 427 hours", "1 to 13"],
        ["Beside the phases", "4 hours", "3 to 6 hours", "1"],
        ["Together", "271 hours", "217 to 434 hours", "1 to 13"],
    ]


def test_each_background_says_how_long_at_which_pace_and_what_it_brings(page):
    assert page.texts("p", "How long it takes")[1:] == [
        "About 9 months at 7.5 hours a week. b1.p01",
        "About 12 months at 5 hours a week. The source says 9 to 18 months. "
        "Bakes for the family on Sundays. b1.p01",
        "Levels already held: Kneading 2",
    ]
    assert ("Kneading", "/skills/kneading/") in page.links("How long it takes")
    regions = page.attributes("div", "aria-labelledby", "How long it takes")
    assert regions == ["from-newcomer", "from-home-baker"]
    assert page.attributes("h3", "id", "How long it takes") == regions


def test_another_release_shows_its_own_figures(page, client):
    document = bakery()
    document["backgrounds"][0]["hours_per_week"] = 15
    publish(document)
    again = Page(client.get("/roles/baker/"))
    said = again.texts("p", "How long it takes")[1]
    assert said == "About 4 months at 15 hours a week. b1.p01"


def test_without_backgrounds_nothing_says_how_long_it_takes(client):
    document = bakery()
    del document["backgrounds"]
    publish(document)
    page = Page(client.get("/roles/baker/"))
    assert "How long it takes" not in page.texts("h2")
    assert "#length" not in page.attributes("a", "href")


def test_projects_and_certifications_share_skills_with_it(page):
    assert page.texts("h3", "Projects that show it") == ["Fifty loaves"]
    assert page.texts("p", "Projects that show it") == [
        "Bake fifty loaves in one night. b1.j01",
        "Practises Sourdough, Kneading",
    ]
    assert page.texts("li", "Certifications that fit") == [
        "Journeyman baker (guild.example) by Guild, exam USD 250, 80 to 120 hours. "
        "Taken at a strange oven. b1.c01 Covers Sourdough"
    ]
    assert page.links("Certifications that fit")[0] == (
        "Journeyman baker",
        "https://guild.example/journeyman",
    )
    assert page.attributes("a", "rel", "Certifications that fit") == ["noopener nofollow"]


def test_its_own_advice_comes_first_and_common_advice_waits(page):
    assert page.texts("li", "Advice")[:2] == [
        "Taste. Taste every batch. b1.a02",
        "Go to bed at eight. b1.a01",
    ]
    assert page.texts("summary") == ["Advice for every role"]
    assert page.texts("details") == ["Advice for every role Go to bed at eight. b1.a01"]


def test_it_ends_with_its_sources_and_its_codes_elsewhere(page):
    assert page.links("Where this comes from")[:3] == [
        ("The Baker's Year", "/sources/#b1"),
        ("Ovens", "/sources/#b2"),
        ("Editorial judgement", "/sources/#editorial"),
    ]
    assert page.texts("p", "Where this comes from")[0] == "Known to O*NET as 51-3011.00."


def test_a_role_without_extras_shows_no_empty_sections(client):
    publish()
    page = Page(client.get("/roles/shop-keeper/"))
    assert page.texts("h2") == [
        "What it asks for",
        "Close to this role",
        "The way there",
        "How long it takes",
        "Projects that show it",
        "Where this comes from",
    ]


def test_the_best_projects_cover_most_of_what_weighs():
    document = bakery()
    for code, skill in [("light", "serving"), ("none", "hand-mixing"), ("heavy", "sourdough")]:
        document["projects"].append(
            {"code": code, "title": code, "skills": [{"skill": skill, "level": 1}]}
        )
    page = role_page(Framework.from_document(document), "baker")
    assert [part.whole.code for part in page.projects] == ["fifty-loaves", "heavy", "light"]


@pytest.mark.parametrize("document", [bakery, large_bakery])
def test_it_takes_one_query_however_much_it_asks_for(client, document, django_assert_num_queries):
    publish(document())
    client.get("/roles/baker/")
    with django_assert_num_queries(1):
        client.get("/roles/baker/")


@pytest.mark.parametrize(
    "path",
    ["/roles/bakers/", "/roles/Baker/", "/roles/kneading/", "/roles/baker%20/", "/roles/b..k/"],
)
def test_an_unknown_code_is_not_found(client, path):
    publish()
    assert client.get(path).status_code == 404


def test_it_is_only_for_reading(client):
    publish()
    assert client.post("/roles/baker/").status_code == 405


def test_what_a_framework_says_is_text_and_never_markup(client):
    document = bakery()
    document["roles"][0]["name"] = "<script>alert(1)</script>"
    document["roles"][0]["question"] = "{{ 7|add:7 }} {% now 'Y' %}"
    document["backgrounds"][0]["name"] = "<script>alert(1)</script>"
    publish(document)
    page = Page(client.get("/roles/baker/"))
    assert page.texts("h1") == ["<script>alert(1)</script>"]
    assert page.texts("p", "<script>alert(1)</script>")[0] == "{{ 7|add:7 }} {% now 'Y' %}"
    assert page.texts("h3", "How long it takes")[0] == "<script>alert(1)</script>"
    assert "alert(1)" not in page.texts("script")
