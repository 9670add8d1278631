"""Changing one's own entry of the log."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from roadmaps.actions import Work, add_log_entry
from tests.assessments import releases
from tests.roadmaps.log import LINK_SENTENCE, fields, problems
from tests.taxonomy.pages import Page

WORK = Work(date(2026, 11, 20), Decimal("1.5"), "Then", "https://x.example/a", 3)


@pytest.fixture
def entry(ada, published, make_path):
    published(releases.worked_example())
    make_path(ada, "analyst")
    return add_log_entry(learner=ada, key=uuid4(), step=("sql", 2), work=WORK)


@pytest.fixture
def url(entry):
    return reverse("roadmaps:log_entry_change", args=[entry.pk])


def values(page):
    return {each.attrs["name"]: each.attrs.get("value") for each in page.elements if named(each)}


def named(element):
    return element.tag in {"input", "textarea"} and element.section.startswith("Change")


def test_the_form_holds_what_was_said(ada, url, signed_in):
    page = Page(signed_in(ada).get(url))
    assert page.texts("h1") == ["Change the entry of 20 November 2026"]
    found = values(page)
    assert (found["logged_on"], found["hours"]) == ("2026-11-20", "1.5")
    assert found["evidence_url"] == "https://x.example/a"
    assert page.texts("textarea") == ["Then"]
    assert [each.text for each in page.elements if "selected" in each.attrs] == ["3 Independent"]


def test_l10_4_ones_own_entry_is_changed(ada, entry, url, signed_in):
    response = signed_in(ada).post(url, fields(hours="2,5", note="Now", logged_on="2026-11-19"))
    step = reverse("roadmaps:step_detail", args=["sql", 2])
    assert (response.status_code, response["Location"]) == (303, f"{step}#log")
    entry.refresh_from_db()
    assert (entry.hours, entry.note, entry.evidence_url, entry.level) == (
        Decimal("2.5"),
        "Now",
        "",
        None,
    )
    assert entry.logged_on == date(2026, 11, 19)


def test_a_refused_change_changes_nothing(ada, entry, url, signed_in):
    response = signed_in(ada).post(url, fields(evidence_url="javascript:x", note="Now"))
    assert (response.status_code, problems(response)) == (422, [LINK_SENTENCE])
    assert "<title>Error: " in response.content.decode()
    entry.refresh_from_db()
    assert entry.note == "Then"


def test_an_entry_of_tomorrow_from_another_zone_can_be_saved_as_it_is(ada, entry, url, signed_in):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE roadmaps_logentry SET logged_on = '2999-01-01'")
    assert signed_in(ada).post(url, fields(logged_on="2999-01-01")).status_code == 303
    assert signed_in(ada).post(url, fields(logged_on="2999-01-02")).status_code == 422


def test_t_03_nobody_else_finds_it(ben, client, entry, url, signed_in):
    assert signed_in(ben).get(url).status_code == 404
    assert signed_in(ben).post(url, fields()).status_code == 404
    assert client.get(url).status_code == 302
    assert client.post(url, fields()).status_code == 403
    entry.refresh_from_db()
    assert entry.note == "Then"


@pytest.mark.parametrize("others", [0, 30])
def test_queries_do_not_grow(others, ada, entry, url, signed_in, django_assert_num_queries):
    for _ in range(others):
        add_log_entry(learner=ada, key=uuid4(), step=("sql", 2), work=WORK)
    client = signed_in(ada)
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)
