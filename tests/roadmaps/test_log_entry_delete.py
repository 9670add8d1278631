"""Deleting one's own entry of the log: a page that says what goes, then it does."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from roadmaps.actions import Work, add_log_entry, delete_path, set_step_status
from roadmaps.models import LogEntry
from roadmaps.standing import standing
from tests.assessments import releases
from tests.taxonomy.pages import Page

WORK = Work(date(2026, 11, 20), Decimal("1.0"), "<b>Then</b>", "javascript:alert(1)", 3)
STEP = reverse("roadmaps:step_detail", args=["sql", 2])


@pytest.fixture
def path(ada, published, make_path):
    published(releases.worked_example())
    return make_path(ada, "analyst")


@pytest.fixture
def url(ada, path):
    entry = add_log_entry(learner=ada, key=uuid4(), step=("sql", 2), work=WORK)
    return reverse("roadmaps:log_entry_delete", args=[entry.pk])


def test_the_page_says_what_goes_and_what_stays(ada, url, signed_in):
    page = Page(signed_in(ada).get(url))
    assert page.texts("h1") == ["Delete the entry of 20 November 2026?"]
    assert page.texts("p")[0] == (
        "It goes for good, and its 1 hour no longer counts. The status of the step stays as it is."
    )
    assert page.texts("bdi") == ["<b>Then</b>", "javascript:alert(1)"]
    assert LogEntry.objects.count() == 1


def test_l10_4_ones_own_entry_is_deleted_and_the_status_stays(ada, url, signed_in):
    set_step_status(learner=ada, step=("sql", 2), status="done")
    response = signed_in(ada).post(url)
    assert (response.status_code, response["Location"]) == (303, f"{STEP}#log")
    assert not LogEntry.objects.exists()
    assert standing(ada).done == {("sql", 2)}


def test_deleting_twice_finds_nothing(ada, url, signed_in):
    client = signed_in(ada)
    client.post(url)
    assert client.post(url).status_code == 404


def test_with_the_last_trace_of_a_step_its_page_goes_too(ada, path, url, signed_in):
    delete_path(path=path)
    client = signed_in(ada)
    response = client.post(url)
    assert response["Location"] == reverse("roadmaps:evidence_list")
    assert client.get(STEP).status_code == 404


def test_t_03_nobody_else_finds_it(ben, client, url, signed_in):
    assert signed_in(ben).get(url).status_code == 404
    assert signed_in(ben).post(url).status_code == 404
    assert client.get(url).status_code == 302
    assert client.post(url).status_code == 403
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("others", [0, 30])
def test_queries_do_not_grow(others, ada, url, signed_in, django_assert_num_queries):
    for _ in range(others):
        add_log_entry(learner=ada, key=uuid4(), step=("sql", 2), work=WORK)
    client = signed_in(ada)
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)
