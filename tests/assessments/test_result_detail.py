"""The result page: how far, why, what next."""

import re
from fractions import Fraction
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given

from assessments import scoring
from assessments.actions import Answer
from assessments.explanation import explain, skill_rows
from tests.assessments import releases
from tests.assessments.releases import ANSWERS
from tests.strategies import roles_with_answers
from tests.taxonomy.pages import Page

WHY = "Why: skill by skill"
SVG = re.compile(r'<svg class="bars".*?</svg>', re.DOTALL)


def result_url(assessment, query=""):
    return reverse("assessments:result_detail", args=[assessment.pk]) + query


@pytest.fixture
def result(ada, published, assessment):
    """Ada's submitted result of the worked example: 58 1/3 to 75."""
    published(releases.worked_example())
    answers = {**ANSWERS, "python": Answer("5", "month", "https://code.example/ada")}
    return assessment(ada, "analyst", answers=answers, is_submitted=True)


@pytest.fixture
def page(ada, signed_in, result):
    """Reads the result page as Ada, with a query string."""
    client = signed_in(ada)
    return lambda query="": Page(client.get(result_url(result, query)))


def test_l7_1_heading_sentence_and_title_hold_fit_role_and_date(page, result):
    found = page()
    day = f"{result.submitted_at.day} {result.submitted_at:%B %Y}"
    assert found.texts("h1") == [f"The analyst: 58 to 75 %, {day}"]
    assert found.title == f"The analyst: 58 to 75 %, {day} – Result – CareerFit"
    assert found.texts("p", f"The analyst: 58 to 75 %, {day}")[0] == (
        "You meet about 58 to 75 % of The analyst. 1 essential skill is missing."
    )


def test_readiness_obstacles_and_unknown_must_haves_are_said(page):
    words = page().texts("p")
    assert (
        "Building up: you have a good part of what the role needs. Skill sql holds you back most."
        in words
    )
    assert (
        "1 essential skill is not rated yet: Skill statistics. "
        "It counts as neither met nor missing until you rate it."
    ) in words


def test_verified_fit_is_a_second_figure(page):
    assert page().texts("dd") == ["1 of 3 skills", "2 of 3 1 not rated", "33 %", "release 2"]


def test_l7_2_picture_and_table_say_the_same(ada, signed_in, result):
    html = signed_in(ada).get(result_url(result)).content.decode()
    picture = SVG.search(html).group()
    assert 'role="img"' in picture
    assert re.search("<title>(.*?)</title>", picture).group(1) == (
        "The analyst: fit 58 to 75 per cent. Strongest: Group 1. "
        "Largest gaps: Skill sql (2 levels)."
    )
    names = re.findall(r'class="name"[^>]*>([^<]*)<', picture)
    values = re.findall(r'class="value"[^>]*>([^<]*)<', picture)
    after = html[html.index(picture) + len(picture) :]
    table = re.search("<table.*?</table>", after, re.DOTALL).group()
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", table)
    rows = [cells[start : start + 5] for start in range(5, len(cells), 5)]
    assert [row[:2] for row in rows] == [list(pair) for pair in zip(names, values, strict=True)]
    assert rows == [["Group 1", "58 to 75 %", "25 %", "2 of 3", "100.0"]]


def test_l7_3_the_table_adds_up_to_the_fit(page):
    assert page().rows(WHY) == [
        ["Skill", "Your level", "Needed", "Gap", "Weight", "Points lost"],
        ["Skill sql essential", "2 Guided", "4 Advanced", "▼ 2 levels below", "50.0", "25.0"],
        ["Skill statistics essential", "–", "3 Independent", "not rated", "16.7", "16.7 open"],
        ["Skill python essential", "5 Leading with evidence", "2 Guided", "at level", "33.3", "0"],
        ["All 3 skills", "100.0", "25.0"],
        ["Your fit at most", "100.0 − 25.0 = 75.0"],
        ["Your fit at least, if all that is open counts for nothing", "75.0 − 16.7 = 58.3"],
    ]


@given(roles_with_answers())
def test_l7_3_shown_losses_add_up_to_the_shown_fit(case):
    role, levels = case
    found = scoring.fit(role, levels)
    skills = {
        each.skill: SimpleNamespace(code=each.skill, name=each.skill) for each in role.requirements
    }
    rows = skill_rows(SimpleNamespace(skills=skills), role, levels, found, frozenset())
    why = explain(rows, "loss", "all")
    assert sum(row.share for row in rows) == 100
    assert sum(row.lost for row in rows) == why.lost == 100 - why.high
    assert sum(row.open for row in rows) == why.open == why.high - why.low
    assert abs(why.high - found.high) <= Fraction(1, 10)
    assert abs(why.low - found.low) <= Fraction(1, 10)
    assert all(row.share >= row.lost + row.open >= 0 for row in rows)
    assert all((row.lost == 0) >= (row.skill.code not in found.losses) for row in rows)


def shown(page):
    return [row[0] for row in page.rows(WHY)[1:-3]]


@pytest.mark.parametrize(
    ("query", "names", "status"),
    [
        ("", ["sql", "statistics", "python"], "All 3 skills shown, most points lost first."),
        ("?sort=name", ["python", "sql", "statistics"], "All 3 skills shown, by name."),
        ("?sort=weight", ["sql", "python", "statistics"], "All 3 skills shown, heaviest first."),
        ("?show=below", ["sql"], "1 of 3 skills shown, most points lost first."),
        (
            "?sort=loss&show=essential",
            ["sql", "statistics", "python"],
            "All 3 skills shown, most points lost first.",
        ),
        (
            "?sort=;drop&show=%00",
            ["sql", "statistics", "python"],
            "All 3 skills shown, most points lost first.",
        ),
        (
            "?sort=loss&sort=name",
            ["python", "sql", "statistics"],
            "All 3 skills shown, by name.",
        ),
    ],
)
def test_l7_5_sort_and_filter_by_address_alone(page, query, names, status):
    found = page(query)
    assert [name.split()[1] for name in shown(found)] == names
    assert found.status == status


def test_l7_5_links_lead_from_any_view_to_any_other(page):
    links = page("?sort=name&show=below").links(WHY)
    assert links == [
        ("all 3", "?sort=name&show=all#why"),
        ("below 1", "?sort=name&show=below#why"),
        ("essential 3", "?sort=name&show=essential#why"),
        ("points lost", "?sort=loss&show=below#why"),
        ("name", "?sort=name&show=below#why"),
        ("weight", "?sort=weight&show=below#why"),
    ]


def test_l7_5_the_sums_are_those_of_all_skills_whatever_is_shown(page):
    assert page("?show=below").rows(WHY)[-3:] == page().rows(WHY)[-3:]


def test_l7_5_with_scripts_the_table_is_swapped_and_the_count_announced(page):
    found = page("?show=below")
    links = [url.removesuffix("#why") for _, url in found.links(WHY)]
    assert found.attributes("a", "data-hx-get", WHY) == links
    assert found.attributes("div", "data-hx-target", WHY) == ["#why-table"]
    assert found.attributes("div", "data-hx-select-oob", WHY) == ["#why-count"]
    assert found.attributes("a", "aria-current", WHY) == ["true", "true"]
    # An element that is swapped by its id keeps the focus when it has one of its own.
    assert len(set(found.attributes("a", "id", WHY))) == 6


def test_l7_6_a_withdrawn_role_keeps_its_result(page, published):
    before = page()
    published(releases.workshop(["sql"], {"other": [releases.requirement("sql")]}, advice=[]))
    after = page()
    assert "This role is no longer offered. Your result stays as it was." in after.texts("p")
    assert (after.rows(WHY), after.texts("h1")) == (before.rows(WHY), before.texts("h1"))


def test_l7_6_a_role_that_changed_since_is_said(page, published):
    document = releases.worked_example()
    document["roles"][0]["requirements"][0]["level"] = 5
    published(document)
    news = "What this role asks for has changed since. Your result stays as it was."
    assert news in page().texts("p")


def test_l7_7_the_name_is_on_the_page_only_when_asked(page):
    with_name, without = page("?name=yes"), page()
    assert with_name.texts("bdi") == ["Ada"]
    assert without.texts("bdi") == []
    assert ("Put my name on the page to print it", "?name=yes") in without.links("From here")


def test_next_steps_say_what_how_long_and_where(ada, signed_in, published, assessment):
    resources = [
        {"code": "wide", "title": "Wide", "url": "https://wide.example/", "skills": [
            {"skill": "sql", "from": 1, "to": 3}]},
        {"code": "late", "title": "Late", "url": "https://late.example/", "skills": [
            {"skill": "sql", "from": 3, "to": 4}]},
        {"code": "near", "title": "Near", "url": "https://near.example/a", "skills": [
            {"skill": "sql", "from": 2, "to": 3}]},
        {"code": "exact", "title": "Exact", "url": "https://exact.example/", "skills": [
            {"skill": "sql", "from": 2, "to": 3}]},
    ]  # fmt: skip
    published(releases.worked_example(resources=resources))
    result = assessment(ada, "analyst", answers=ANSWERS, is_submitted=True)
    page = Page(signed_in(ada).get(result_url(result)))
    section = "What to learn first"
    assert page.texts("h3", section) == ["Skill sql: from Guided to Independent"]
    assert page.texts("blockquote", section) == ["I can do sql at level 3."]
    assert page.texts("p", section)[1] == (
        "About 12 to 24 hours. Essential for this role. "
        "The whole gap costs you 25.0 points; level 4 is needed."
    )
    assert page.links(section) == [
        ("Near", "https://near.example/a"),
        ("Exact", "https://exact.example/"),
    ]
    assert page.texts("li", section)[1].startswith("Near (near.example)")


def test_all_at_level_has_nothing_to_learn_first(ada, signed_in, published, assessment):
    published(releases.worked_example())
    answers = {"sql": "4", "python": "2", "statistics": "5"}
    result = assessment(ada, "analyst", answers=answers, is_submitted=True)
    page = Page(signed_in(ada).get(result_url(result)))
    assert page.texts("p", "What to learn first") == [
        "Every skill is at the level this role needs. "
        "A role that asks for more may be worth a look."
    ]
    assert page.rows(WHY)[-1] == ["Your fit", "100.0 − 0.0 = 100.0"]


def test_the_result_reads_the_same_whatever_is_rated_later(page, result):
    before = page().rows(WHY)
    result.ratings.update(level=0)
    assert page().rows(WHY) == before


def test_pay_demand_and_advice_come_with_their_sources(ada, signed_in, assessment):
    result = assessment(ada, "ml-engineer", answers={"python": "3"}, is_submitted=True)
    page = Page(signed_in(ada).get(result_url(result)))
    section = "What is known about this role"
    assert page.rows(section)[1][1:] == ["USD 162,370", "2025", "Glassdoor g4.f01"]
    assert len(page.rows(section)) == 2 * (1 + 3)


def test_what_a_self_rating_is_worth_is_said(page):
    words = page().texts("p", "What a self-rating is worth")[0]
    assert "weak instrument" in words
    assert "(Mabe & West 1982; León, Panadero & García-Martínez 2023)" in words
    assert "for learning and not for selecting people" in words


def test_an_open_assessment_has_a_first_result_instead(ada, signed_in, assessment):
    made = assessment(ada, answers={"python": "3"})
    response = signed_in(ada).get(result_url(made))
    assert response["Location"] == reverse("assessments:first_result", args=[made.pk])


def test_t_03_somebody_elses_result_is_not_there(ben, signed_in, result, client):
    theirs = signed_in(ben).get(result_url(result))
    nobodys = signed_in(ben).get(reverse("assessments:result_detail", args=[uuid4()]))
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert client.get(result_url(result))["Location"] == (
        f"{reverse('account_login')}?next={result_url(result)}"
    )


@pytest.mark.parametrize("count", [12, 60])
def test_queries_do_not_grow_with_the_skills(
    count, ada, signed_in, published, assessment, django_assert_num_queries
):
    published(releases.large(count))
    answers = {f"s{number}": "2" for number in range(0, count, 2)}
    result = assessment(ada, "big", answers=answers, is_submitted=True)
    client = signed_in(ada)
    client.get(result_url(result))
    with django_assert_num_queries(5):
        client.get(result_url(result))
