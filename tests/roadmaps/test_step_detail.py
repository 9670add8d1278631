"""One step: why it is there, how to take it, and what was done for it."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from roadmaps.actions import Work, add_log_entry, delete_path, set_step_status
from roadmaps.models import LogEntry, PathStep
from tests.assessments import releases
from tests.assessments.releases import requirement
from tests.roadmaps.conftest import MONDAY
from tests.taxonomy.pages import Page

NAME = "Skill sql: from Aware to Guided"


def step_url(skill="sql", level=2):
    return reverse("roadmaps:step_detail", args=[skill, level])


def workshop():
    """sql 2 waits for python 1, and talking 1 waits for sql 2."""
    document = releases.worked_example(
        resources=[
            resource("close", 1, 3),
            resource("wide", 0, 2),
            resource("exact", 1, 2),
            resource("broad", 0, 2),
            resource("below", 0, 1),
            resource("above", 2, 3),
        ],
        projects=[
            {"code": "dig", "title": "Dig", "brief": "Dig deep.", "skills": [reach(2)], **CITED},
            {"code": "low", "title": "Low", "brief": "Low down.", "skills": [reach(1)], **CITED},
        ],
        certifications=[{"code": "cert", "title": "Certified", "skills": [reach(4)], **CITED}],
    )
    skills = {each["code"]: each for group in document["categories"] for each in group["skills"]}
    skills["sql"]["needs"] = [{"level": 2, "skill": "python", "at": 1}]
    skills["talking"]["needs"] = [{"level": 1, "skill": "sql", "at": 2}]
    document["roles"][0]["requirements"].append(requirement("talking", 1))
    return document


CITED = {"cites": ["editorial: own"]}


def resource(code, low, high):
    return {
        "code": code,
        "title": f"{code} book",
        "url": f"https://{code}.example/",
        "skills": [{"skill": "sql", "from": low, "to": high}],
    }


def reach(level):
    return {"skill": "sql", "level": level}


@pytest.fixture
def path(ada, published, make_path):
    published(workshop())
    return make_path(ada, "analyst")


@pytest.fixture
def page(ada, signed_in):
    client = signed_in(ada)
    return lambda *step, query="": Page(client.get(step_url(*step) + query))


def log(person, step=("sql", 2), **work):
    said = {"logged_on": MONDAY, "hours": Decimal("1.5"), **work}
    return add_log_entry(learner=person, key=uuid4(), step=step, work=Work(**said))


def test_the_name_and_the_sentence_of_the_level_come_first(path, page):
    found = page()
    assert found.texts("h1") == [NAME]
    assert found.title == f"{NAME} – Path – CareerFit"
    assert found.texts("blockquote", NAME) == ["I can do sql at level 2."]
    assert found.texts("p", NAME)[0] == "5 to 10 hours in all. All levels of Skill sql"


def test_why_it_is_here_with_days_and_a_link_to_the_path(ada, path, page, make_path):
    row = path.steps.get(skill_code="sql", to_level=2)
    days = f"planned from {day(row.starts_on)} to {day(row.ends_on)}"
    assert page().texts("li", "Why it is here") == [
        f"Essential for The analyst, on your path to The analyst, {days}"
    ]
    assert page().links("Why it is here") == [
        ("path to The analyst", reverse("roadmaps:path_detail", args=[path.pk]))
    ]
    make_path(ada, "writer")
    (_, writer) = sorted(page().texts("li", "Why it is here"))
    assert writer.startswith("Needed for Skill talking, on your path to The writer, ")


def day(found):
    return f"{found.day} {found:%B %Y}"


def test_what_it_waits_for_and_what_it_opens_with_their_status(ada, path, page):
    set_step_status(learner=ada, step=("sql", 1), status="done")
    found = page()
    assert sorted(found.texts("li", "What it waits for")) == [
        "Skill python to Aware",
        "Skill sql to Aware, done",
    ]
    assert sorted(found.links("What it opens")) == [
        ("Skill sql to Independent", step_url("sql", 3)),
        ("Skill talking to Aware", step_url("talking", 1)),
    ]


def test_resources_for_exactly_this_step_first(path, page):
    assert [url for _, url in page().links("Where to learn it")] == [
        "https://exact.example/",
        "https://close.example/",
        "https://wide.example/",
        "https://broad.example/",
        "https://below.example/",
    ]
    (further,) = page().texts("details", "Where to learn it")
    assert [word for word in ("wide", "broad", "below") if f"{word} book" in further] == [
        "broad",
        "below",
    ]


def test_projects_and_certifications_that_use_the_level(path, page):
    assert page().texts("li", "Practise it") == ["Dig. Dig deep. own (editorial judgement)"]
    assert page().texts("li", "Certifications that ask for it") == [
        "Certified. own (editorial judgement)"
    ]
    assert "Practise it" not in page("sql", 3).texts("h2")


def test_the_status_is_said_here(ada, path, page):
    def pressed():
        return [
            (each.text, each.attrs["aria-pressed"])
            for each in page().elements
            if each.section == NAME and "aria-pressed" in each.attrs
        ]

    assert pressed()[0] == ("To do", "true")
    set_step_status(learner=ada, step=("sql", 2), status="done")
    assert [text for text, is_pressed in pressed() if is_pressed == "true"] == ["Done"]
    assert page().attributes("form", "action", NAME)[0] == reverse(
        "roadmaps:step_status_save", args=["sql", 2]
    )


# --- The log -------------------------------------------------------------------------------------


def test_entries_are_listed_the_latest_first(ada, path, page):
    assert "Nothing is logged yet." in page().texts("p", "Your log")
    log(ada, note="One\nTwo")
    log(ada, logged_on=MONDAY + timedelta(days=1), hours=Decimal(1), level=3)
    log(ada, step=("sql", 1), hours=Decimal(9))
    assert [re.sub(" Change.*", "", each) for each in page().texts("li", "Your log")[:2]] == [
        "24 November 2026, 1 hour. You saw yourself at 3 Independent",
        "23 November 2026, 1.5 hours OneTwo",
    ]
    assert page().texts("p", NAME)[0].startswith("5 to 10 hours in all, 2.5 hours logged.")


def test_l10_2_links_show_their_host_in_the_same_tab(ada, path, page):
    log(ada, evidence_url="https://code.example:8080/ada/sql?x=1")
    (link,) = [each for each in page().elements if each.attrs.get("class") == "evidence"]
    assert link.text == "code.example"
    assert link.attrs == {
        "class": "evidence",
        "href": "https://code.example:8080/ada/sql?x=1",
        "rel": "noopener nofollow ugc",
    }


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "https://a@b.example/", "//host/x"]
)
def test_t_47_a_bad_link_that_is_stored_all_the_same_is_text(link, ada, path, page):
    entry = log(ada, evidence_url="https://code.example/")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE roadmaps_logentry SET evidence_url = %s", [link])
    found = page()
    assert link in found.texts("bdi", "Your log")
    assert link not in found.attributes("a", "href")
    assert str(entry.pk) in "".join(found.attributes("a", "href"))


def test_t_45_notes_are_text_of_their_own_direction(ada, path, page):
    log(ada, note="<script>x</script> سارة")
    assert "<script>x</script> سارة" in page().texts("bdi", "Your log")
    assert "x" not in page().texts("script")


def test_the_form_knows_today_where_the_learner_is(ada, path, page):
    ada.time_zone = "Pacific/Apia"
    ada.save()
    today = datetime.now(ZoneInfo("Pacific/Apia")).date()
    (field,) = [each for each in page().elements if each.attrs.get("name") == "logged_on"]
    assert (field.attrs["value"], field.attrs["max"]) == (today.isoformat(), today.isoformat())
    assert field.attrs["min"] == "2000-01-01"


def test_a_long_log_is_shown_in_part_and_on_request_whole(ada, path, page):
    for number in range(32):
        log(ada, note=f"Entry {number}")
    assert len(page().texts("time", "Your log")) == 30
    assert ("All 32 entries", "?log=all#log") in page().links("Your log")
    assert len(page(query="?log=all").texts("time", "Your log")) == 32


# --- Steps that are gone -------------------------------------------------------------------------


@pytest.mark.parametrize("step", [("git", 1), ("no-such-skill", 1), ("sql", 1)])
def test_a_step_of_no_path_that_was_never_begun_is_a_missing_page(step, ben, path, signed_in):
    assert signed_in(ben).get(step_url(*step)).status_code == 404


@pytest.mark.parametrize("level", ["0", "5", "02", "+2", "٢", "2.0", "-1", "x"])
def test_a_level_has_one_spelling(level, ada, path, signed_in):
    assert signed_in(ada).get(f"/steps/sql/{level}/").status_code == 404


def test_a_begun_step_stays_when_its_path_is_deleted(ada, path, page):
    set_step_status(learner=ada, step=("sql", 2), status="doing")
    delete_path(path=path)
    found = page()
    assert found.texts("h1") == [NAME]
    assert found.texts("p", "Why it is here")[0].startswith("None of your paths holds this step")
    assert "Add an entry" in found.texts("h3")


def test_an_old_log_can_be_read_when_nothing_else_is_left(ada, path, page):
    log(ada)
    delete_path(path=path)
    found = page()
    assert len(found.texts("time", "Your log")) == 1
    assert "Add an entry" not in found.texts("h3")


def test_a_skill_that_the_framework_dropped_is_told_from_what_is_stored(ada, path, page, published):
    published(releases.workshop(["git"], {"other": [requirement("git")]}))
    found = page()
    assert found.texts("h1") == [NAME]
    assert found.texts("blockquote", NAME) == ["I can do sql at level 2."]
    assert found.texts("p", NAME)[0].startswith("The framework no longer has this skill.")
    assert not any("/skills/sql/" in url for _, url in found.links())
    set_step_status(learner=ada, step=("sql", 2), status="done")
    delete_path(path=path)
    bare = page()
    assert bare.texts("h1") == ["sql: from Aware to Guided"]
    assert bare.texts("p", "sql: from Aware to Guided")[0] == "From level 1 to level 2."


def test_a_skill_of_no_release_at_all_keeps_the_name_beside_its_code(ada, path, page):
    PathStep.objects.filter(skill_code="sql").update(skill_code="gone-skill", skill_name="مهارة")
    assert page("gone-skill", 2).texts("h1") == ["مهارة: from Aware to Guided"]


def test_a_successor_is_named(ada, path, page, published):
    document = workshop()
    skills = document["categories"][0]["skills"]
    skills.append(releases.skill("queries"))
    skills[0]["replaced_by"] = "queries"
    for role in document["roles"]:
        for each in role["requirements"]:
            each["skill"] = each["skill"].replace("sql", "queries")
    published(document)
    assert page().texts("p", NAME)[0].startswith("Skill queries has taken the place of this skill.")


# --- Who and how much ----------------------------------------------------------------------------


def test_t_03_everybody_sees_their_own_log(ada, ben, path, make_path, signed_in):
    make_path(ben, "analyst")
    log(ada, note="Words of Ada")
    assert "Words of Ada" in signed_in(ada).get(step_url()).content.decode()
    assert "Words of Ada" not in signed_in(ben).get(step_url()).content.decode()


def test_an_anonymous_visitor_is_sent_to_sign_in(client, db):
    response = client.get(step_url())
    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('account_login')}?next={step_url()}",
    )


@pytest.mark.parametrize(("skills", "paths", "entries"), [(4, 1, 1), (60, 3, 25)])
def test_queries_do_not_grow(
    skills, paths, entries, ada, signed_in, published, make_path, django_assert_num_queries
):
    published(releases.large(skills))
    for role in ("big", "half", "third")[:paths]:
        make_path(ada, role)
    step = ("s0", 1)
    for _ in range(entries):
        log(ada, step=step, evidence_url="https://code.example/")
    for row in PathStep.objects.filter(path__learner=ada)[:entries]:
        set_step_status(learner=ada, step=row.pair, status="done")
    client = signed_in(ada)
    client.get(step_url(*step))
    with django_assert_num_queries(7):
        client.get(step_url(*step))
    assert LogEntry.objects.count() == entries


def test_the_page_is_not_kept_by_the_browser(ada, path, signed_in):
    assert signed_in(ada).get(step_url())["Cache-Control"] == "no-store"
