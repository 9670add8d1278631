"""Every link that a learner gave, where, when, and who can see it."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from assessments import sharing
from assessments.actions import Answer
from roadmaps.actions import Work, add_log_entry
from roadmaps.models import PathStep
from tests.assessments import releases
from tests.assessments.releases import requirement
from tests.taxonomy.pages import Page

URL = reverse("roadmaps:evidence_list")
HEADING = "Who can see your evidence?"
DAY = datetime(2026, 3, 28, 9, 30, tzinfo=UTC)
CODE, TALK = "https://code.example/ada", "https://talk.example/"


@pytest.fixture
def world(ada, published, assessment, make_path):
    """Two attempts with the same link, and two entries of the log."""
    published(releases.worked_example())
    answers = {"sql": Answer("3", evidence_url=CODE), "python": Answer("1")}
    attempts = [
        assessment(ada, "analyst", answers=answers, is_submitted=True, now=DAY + timedelta(days=n))
        for n in (0, 100)
    ]
    make_path(ada, "writer")
    for day, link in ((date(2026, 5, 1), TALK), (date(2026, 5, 2), "")):
        work = Work(day, 1, "Spoke", link)
        add_log_entry(learner=ada, key=uuid4(), step=("talking", 1), work=work)
    return attempts


@pytest.fixture
def page(ada, signed_in):
    client = signed_in(ada)
    return lambda: Page(client.get(URL))


def test_each_link_once_with_its_sources_and_their_dates(world, page):
    assert page().texts("p", HEADING)[0] == (
        "Only you. You gave 2 links, and nobody else is shown them."
    )
    assert page().rows(HEADING) == [
        ["Link", "Skill", "Where you gave it", "Who can see it"],
        [
            "code.example",
            "Skill sql",
            "Rating in the assessment for The analyst, 6 July 2026"
            "Rating in the assessment for The analyst, 28 March 2026",
            "Only you",
        ],
        [
            "talk.example",
            "Skill talking",
            "Log of Skill talking: from Not yet to Aware, 1 May 2026",
            "Only you",
        ],
    ]
    assert [url for _, url in page().links(HEADING)][1:3] == [
        reverse("assessments:result_detail", args=[each.pk]) for each in reversed(world)
    ]


def test_l10_2_links_show_their_host_in_the_same_tab(world, page):
    links = [each.attrs for each in page().elements if each.attrs.get("class") == "evidence"]
    assert links == [
        {"class": "evidence", "href": url, "rel": "noopener nofollow ugc"} for url in (CODE, TALK)
    ]


def test_a_shared_result_shows_that_there_is_evidence_and_no_link(world, page, client):
    token = sharing.create_share_link(assessment=world[1], shows_name=True)
    shared = client.get(reverse("assessments:shared_result", args=[token])).content.decode()
    assert shared.count("with evidence") == 1  # what the page says is true
    assert "code.example" not in shared
    assert [row[3] for row in page().rows(HEADING)[1:]] == [
        "Only you. A shared result says “with evidence”",
        "Only you",
    ]
    assert page().texts("p", HEADING)[1] == (
        "Whoever has the link to a result that you shared sees at which skills you gave evidence, "
        "and never the links themselves."
    )
    sharing.revoke_share_links(assessment=world[1])
    assert [row[3] for row in page().rows(HEADING)[1:]] == ["Only you", "Only you"]


def test_an_answer_of_a_sitting_under_way_leads_there(ada, published, assessment, page):
    published(releases.worked_example())
    made = assessment(ada, "analyst", answers={"sql": Answer("3", evidence_url=CODE)})
    assert ("Rating in the assessment for The analyst", made_url(made)) in page().links(HEADING)


def made_url(made):
    return reverse("assessments:assessment_detail", args=[made.pk])


@pytest.mark.parametrize("table", ["roadmaps_logentry", "assessments_rating"])
def test_t_47_a_bad_link_that_is_stored_all_the_same_is_text(table, world, page):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET evidence_url = 'javascript:alert(1)'")
    found = page()
    assert "javascript:alert(1)" in found.texts("bdi", HEADING)
    assert not any("javascript" in url for url in found.attributes("a", "href"))


def test_a_skill_that_the_framework_dropped_keeps_its_name(world, page, published):
    PathStep.objects.filter(skill_code="talking").update(skill_name="مهارة")
    published(releases.workshop(["git"], {"other": [requirement("git")]}))
    assert [row[1] for row in page().rows(HEADING)[1:]] == ["Skill sql", "مهارة"]


def test_days_are_days_where_the_learner_is(ada, published, assessment, page):
    published(releases.worked_example())
    late = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    assessment(ada, "analyst", answers={"sql": Answer("3", evidence_url=CODE)}, now=late)
    ada.time_zone = "Asia/Kathmandu"
    ada.save()
    assert page().rows(HEADING)[1][2].endswith("29 March 2026")


def test_without_links_one_sentence_says_where_they_go(ada, page):
    assert page().texts("p", HEADING)[0].startswith("You gave no link yet.")
    assert page().texts("table") == []


def test_t_03_everybody_sees_their_own_links(ben, client, world, signed_in):
    assert Page(signed_in(ben).get(URL)).texts("p", HEADING)[0].startswith("You gave no link yet.")
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize(("skills", "attempts"), [(4, 1), (60, 4)])
def test_queries_do_not_grow(
    skills, attempts, ada, signed_in, published, assessment, make_path, django_assert_num_queries
):
    published(releases.large(skills))
    for number in range(attempts):
        answers = {
            f"s{n}": Answer("3", evidence_url=f"https://x.example/{number}-{n}")
            for n in range(0, skills, 2)
        }
        made = assessment(ada, "big", answers=answers, is_submitted=True)
        sharing.create_share_link(assessment=made, shows_name=False)
    make_path(ada, "big")
    for number in range(attempts * 5):
        work = Work(date(2026, 5, 1), evidence_url=f"https://log.example/{number}")
        add_log_entry(learner=ada, key=uuid4(), step=("s0", 1), work=work)
    client = signed_in(ada)
    client.get(URL)
    with django_assert_num_queries(6):
        client.get(URL)
