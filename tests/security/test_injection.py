"""Text that wants to be more than text, planted wherever text is stored or sent back: T-45 to T-50.

Checked on the parsed page: no element, attribute, script or comment that the payload has made.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.fields import LINK_SENTENCE
from assessments.models import Rating
from roadmaps.models import LogEntry, PathStep
from taxonomy.actions import FrameworkRefusedError, import_framework
from taxonomy.documents import canonical_json, checksum
from taxonomy.models import Release
from taxonomy.queries import forget_release
from tests.assessments.releases import requirement, workshop
from tests.security import world
from tests.security.dom import PAYLOAD, SHOWN, Page
from tests.security.routes import names
from tests.security.test_reach import url_of
from tests.security.world import SKILL, Belongings

HIDDEN = {"code", "kind", "size", "format", "published_on", "url", "cites", "codes", "skill"}
"""Keys of a document whose values are not free text: the framework refuses a payload in them."""

NAME_LENGTH = 200
"""What the tables hold of a name; a path copies the names of its steps."""

HOSTILE_LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "https:\\\\evil.example",
    "https://user@evil.example/",
    "https://good.example:pass@evil.example/",
    "https:///no-host",
    "file:///etc/passwd",
    "blob:https://evil.example/1",
    "https://evil.example/\u202etxt.exe",
    "https://evil.example/\x00",
    "http://[",
]


def poisoned(value: Any, key: str = "") -> Any:
    """The document with the payload behind every free text in it."""
    if isinstance(value, dict):
        return {name: poisoned(each, name) for name, each in value.items()}
    if isinstance(value, list):
        in_phase = key == "skills" and value and isinstance(value[0], str)
        named = in_phase or (key == "roles" and value and isinstance(value[0], str))
        return value if named else [poisoned(each, key) for each in value]
    if not isinstance(value, str) or key in HIDDEN:
        return value
    text = f"{value}{PAYLOAD}"
    return text[:NAME_LENGTH] if key == "name" else text


@pytest.fixture
def hostile_release(db: None) -> Iterator[Release]:
    """A published release in which every name, sentence and note carries the payload."""
    newest = Release.objects.get()
    document = poisoned(json.loads(newest.document))
    document["format"] = json.loads(newest.document)["format"]
    number = newest.number + 1
    yield Release.objects.create(
        number=number, document=canonical_json(document), sha256=checksum(document)
    )
    forget_release(number)


@pytest.fixture
def ada_is_hostile(hostile_release: Release) -> Belongings:
    """Ada, whose name, notes and links carry it too, also where no form would let it in."""
    ada = world.learner("ada")
    User.objects.filter(pk=ada.user.pk).update(name=PAYLOAD[:120])
    Rating.objects.update(note=PAYLOAD, evidence_url=f"https://a.example/{PAYLOAD}"[:500])
    LogEntry.objects.update(note=PAYLOAD, evidence_url=f"https://b.example/{PAYLOAD}"[:500])
    return ada


def wrong_in(replies: dict[str, HttpResponse]) -> dict[str, list[str]]:
    """What the payload has become on each page, and on which."""
    pages = {name: Page(reply.content.decode()) for name, reply in replies.items()}
    return {name: page.wrong for name, page in pages.items() if page.wrong}


def showing(replies: dict[str, HttpResponse]) -> set[str]:
    return {name for name, reply in replies.items() if Page(reply.content.decode()).shows_payload}


def test_the_net_catches_a_hole() -> None:
    """Unescaped, the payload is found in text, in an attribute and in a script."""
    assert set(Page(f"<p>{PAYLOAD}</p>").wrong) >= {"element <zq-probe>", "text in <script>: zq()"}
    assert "element <zq-probe>" in Page(f'<input value="{PAYLOAD}">').wrong
    assert "href=javascript:zq() of <a>" in Page(f"<a title='{PAYLOAD}'>").wrong


def test_stored_text_stays_text_on_every_page(ada_is_hostile: Belongings) -> None:
    """T-45, T-48, T-49, T-50: every page of the owner, of the link's reader and of the public."""
    has = ada_is_hostile
    replies = {
        route: has.client.get(url_of(route, has))
        for route in names(method="GET")
        if route not in NO_PAGE
    }
    public = {f"anonymous {route}": Client().get(url_of(route, has)) for route in PUBLIC}
    assert wrong_in({**replies, **public}) == {}
    assert showing(replies) >= SHOWING
    assert showing(public) == set(public)


NO_PAGE = {"health_live", "health_ready", "your_data_download", "roadmaps:path_calendar"}
PUBLIC = [
    "landing",
    "assessments:role_choice",
    "assessments:shared_result",
    "taxonomy:role_list",
    "taxonomy:role_detail",
    "taxonomy:skill_list",
    "taxonomy:skill_detail",
    "taxonomy:source_list",
]
SHOWING = {
    *PUBLIC[1:],
    "home",
    "accounts:preferences",
    "assessments:assessment_detail",
    "assessments:question_page",
    "assessments:role_change",
    "assessments:answer_check",
    "assessments:first_result",
    "assessments:result_detail",
    "assessments:role_ranking",
    "assessments:role_compare",
    "assessments:share_link",
    "assessments:history",
    "roadmaps:attempt_compare",
    "roadmaps:path_list",
    "roadmaps:path_create",
    "roadmaps:path_detail",
    "roadmaps:path_replan",
    "roadmaps:path_progress",
    "roadmaps:path_delete",
    "roadmaps:step_detail",
    "roadmaps:log_entry_change",
    "roadmaps:log_entry_delete",
    "roadmaps:evidence_list",
}
"""Pages that must have been tempted: they print what the framework or the person says."""


def test_a_download_is_never_a_page(ada_is_hostile: Belongings) -> None:
    """The payload is in the file as it was typed, and no browser reads the file as HTML."""
    csv = "text/csv; charset=utf-8"
    kinds = {
        "json": ("application/json", "careerfit-your-data.json"),
        "csv": (csv, "careerfit-your-data.csv"),
        "steps": (csv, "careerfit-your-steps.csv"),
        "log": (csv, "careerfit-your-log.csv"),
    }
    for kind, (content_type, name) in kinds.items():
        url = reverse("your_data_download", args=[kind])
        reply = ada_is_hostile.client.get(url)
        assert SHOWN in reply.content.decode()
        assert reply.headers["Content-Type"] == content_type
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_calendar_file_holds_no_line_of_somebody_else(ada_has: Belongings) -> None:
    """T-60: a name cannot end its own event or begin another, nor name the file."""
    url = ada_has.url("roadmaps:path_calendar")
    before = ada_has.client.get(url).content.decode()
    evil = 'x\r\nEND:VEVENT\nBEGIN:VEVENT\r\nATTACH:javascript:zq()"; \\n, z'
    PathStep.objects.update(skill_name=evil)
    reply = ada_has.client.get(url)
    lines = reply.content.decode().split("\r\n")
    for word in ("BEGIN:VEVENT", "END:VEVENT"):
        assert lines.count(word) == before.split("\r\n").count(word) > 0
    assert [line for line in lines if line.startswith("ATTACH") or "\n" in line] == []
    assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert reply.headers["Content-Disposition"].startswith("attachment; filename=")


def test_what_is_sent_comes_back_as_text(ada_has: Belongings) -> None:
    """T-46: query, path, filters, refused forms, and the page that keeps what was typed."""
    ada, visitor = ada_has.client, Client()
    unsafe = Client(enforce_csrf_checks=True, HTTP_ORIGIN="http://testserver")
    save = ada_has.url("assessments:rating_save")
    page = ada_has.url("assessments:question_page")
    answer = {f"value-{SKILL}": "3", f"seen-{SKILL}": "0"}
    hostile = {f"evidence_url-{SKILL}": PAYLOAD, f"note-{SKILL}": PAYLOAD}
    person = {"name": PAYLOAD, "email": PAYLOAD, "password1": PAYLOAD, "time_zone": PAYLOAD}
    terms = dict.fromkeys(("role", "second", "basis", "hours", "starts_on", "key"), PAYLOAD)
    terms |= {"pause_1_first": PAYLOAD, "pause_1_last": PAYLOAD}
    said = {"status": PAYLOAD, "next": f"/{PAYLOAD}"}
    logged = dict.fromkeys(("logged_on", "hours", "note", "evidence_url", "level"), PAYLOAD)
    replies = {
        "path": visitor.get(f"/{PAYLOAD}/"),
        "skill search": visitor.get(reverse("taxonomy:skill_list"), {"q": PAYLOAD}),
        "role filter": visitor.get(reverse("assessments:role_choice"), {"q": PAYLOAD}),
        "role of a link": visitor.get(reverse("assessments:role_choice"), {"role": PAYLOAD}),
        "next": visitor.get(reverse("account_login"), {"next": f"/{PAYLOAD}"}),
        "sort": ada.get(ada_has.url("assessments:result_detail"), {"sort": PAYLOAD}),
        "compare": ada.get(ada_has.url("assessments:role_compare"), {"role": PAYLOAD}),
        "return": ada.get(page, {"return": PAYLOAD}),
        "share token": visitor.get("/shared/%22%3E%3Czq-probe%3E/"),
        "role": visitor.post(reverse("assessments:role_choice"), {"role": PAYLOAD}),
        "sign in": visitor.post(reverse("account_login"), {"login": PAYLOAD, "password": "x"}),
        "sign up": visitor.post(reverse("account_signup"), person),
        "reset": visitor.post(reverse("account_reset_password"), {"email": PAYLOAD}),
        "preferences": ada.post(reverse("accounts:preferences"), {**person, "theme": PAYLOAD}),
        "page": ada.post(page, {**answer, **hostile}),
        "unknown level": ada.post(page, {**answer, f"value-{SKILL}": PAYLOAD}),
        "save": ada.post(save, {**answer, **hostile}, HTTP_HX_REQUEST="true"),
        "conflict": ada.post(save, {**answer, "note": PAYLOAD}, HTTP_HX_REQUEST="true"),
        "new path": ada.get(reverse("roadmaps:path_create"), {"role": PAYLOAD, "second": PAYLOAD}),
        "new path refused": ada.post(reverse("roadmaps:path_create"), terms),
        "re-plan": ada.get(ada_has.url("roadmaps:path_replan"), {**terms, "preview": PAYLOAD}),
        "re-plan back": ada.get(ada_has.url("roadmaps:path_replan"), terms),
        "re-plan refused": ada.post(
            ada_has.url("roadmaps:path_replan"), {**terms, "mark": PAYLOAD}
        ),
        "status": ada.post(ada_has.url("roadmaps:step_status_save"), said),
        "logged": ada.post(ada_has.url("roadmaps:log_entry_add"), logged),
        "log changed": ada.post(ada_has.url("roadmaps:log_entry_change"), logged),
        "all of the log": ada.get(ada_has.url("roadmaps:step_detail"), {"log": PAYLOAD}),
        "weekly mail": ada.post(reverse("roadmaps:reminder"), {"day": PAYLOAD}),
        "stale token": unsafe.post("/start/", {PAYLOAD: PAYLOAD, "role": PAYLOAD}),
    }
    assert wrong_in(replies) == {}
    assert showing(replies) >= {
        *("skill search", "role filter", "sign in", "sign up", "reset"),
        *("preferences", "page", "stale token"),
        *("new path refused", "re-plan", "re-plan back", "re-plan refused"),
        *("logged", "log changed"),
    }


def test_a_note_with_the_payload_is_stored_as_it_was_typed(ada_has: Belongings) -> None:
    """Escaping belongs to the page: the stored note is the person's own words."""
    save = ada_has.url("assessments:rating_save")
    sent = {f"value-{SKILL}": "3", f"seen-{SKILL}": "1", f"note-{SKILL}": PAYLOAD}
    assert ada_has.client.post(save, sent).status_code == 200
    assert Rating.objects.get(assessment=ada_has.open, skill_code=SKILL).note == PAYLOAD


def test_hostile_links_are_refused(ada_has: Belongings) -> None:
    """T-47: nothing is stored, and the sentence says what a link looks like."""
    save, before = ada_has.url("assessments:rating_save"), world.checksum()
    replies = {
        link: ada_has.client.post(
            save, {f"value-{SKILL}": "3", f"seen-{SKILL}": "1", f"evidence_url-{SKILL}": link}
        )
        for link in HOSTILE_LINKS
        if link.strip() == link
    }
    statuses = {link: reply.status_code for link, reply in replies.items()}
    assert statuses == dict.fromkeys(replies, 422)
    assert [link for link, r in replies.items() if LINK_SENTENCE not in r.content.decode()] in (
        [],
        ["https://evil.example/\x00"],  # Django's own field refuses this one, in its words
    )
    assert world.checksum() == before


def test_hostile_links_are_refused_in_the_log(ada_has: Belongings) -> None:
    """T-47, L10-1: in a new entry and in a changed one."""
    before = world.checksum()
    for route in ("roadmaps:log_entry_add", "roadmaps:log_entry_change"):
        for link in HOSTILE_LINKS:
            if link.strip() != link:
                continue  # spaces around a link are taken off
            sent = {"logged_on": "2026-09-02", "hours": "1", "evidence_url": link}
            reply = ada_has.client.post(ada_has.url(route), sent)
            assert reply.status_code == 422, (route, link)
            assert LINK_SENTENCE in reply.content.decode() or "\x00" in link, (route, link)
    assert world.checksum() == before


def test_a_stored_bad_link_of_the_log_is_text(ada_has: Belongings) -> None:
    """T-47: a row written past our forms leads nowhere; a good one does, so the net catches."""
    shown = ["roadmaps:step_detail", "roadmaps:evidence_list", "roadmaps:log_entry_delete"]
    routes = [*shown, "roadmaps:log_entry_change"]
    good = "https://good.example/work"
    for link in [good, *HOSTILE_LINKS]:
        if "\x00" in link:
            continue  # PostgreSQL cannot hold it
        LogEntry.objects.update(evidence_url=link)
        Rating.objects.update(evidence_url=link)
        for route in routes:
            page = Page(ada_has.client.get(url_of(route, ada_has)).content.decode())
            leads = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href")]
            found = [to for to in leads if to.strip() == link.strip()]
            assert page.wrong == [], (route, link)
            assert bool(found) == (link == good and route in shown), (route, link)


def test_a_stored_bad_link_is_text(ada_has: Belongings) -> None:
    """T-47: a row written past our forms leads nowhere."""
    routes = ["assessments:answer_check", "assessments:result_detail", "assessments:question_page"]
    shared = [*routes, "assessments:shared_result"]
    for link in HOSTILE_LINKS:
        if "\x00" in link:
            continue  # PostgreSQL cannot hold it
        Rating.objects.update(evidence_url=link)
        for route in shared:
            page = Page(ada_has.client.get(ada_has.url(route)).content.decode())
            leads = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href")]
            assert (page.wrong, [to for to in leads if to.strip() == link.strip()]) == ([], [])


def test_a_hostile_address_in_a_framework_is_refused(db: None) -> None:
    """T-47: by the import, before anything can be published."""
    faults = {}
    for link in HOSTILE_LINKS:
        resource = {"code": "talk", "title": "Talk", "url": link, "skills": []}
        document = workshop(["sql"], {"analyst": [requirement("sql")]}, resources=[resource])
        try:
            import_framework(document=document)
        except FrameworkRefusedError as refused:
            faults[link] = {problem.path for problem in refused.problems}
    assert faults == {link: {"resources[0].url"} for link in HOSTILE_LINKS}


def test_people_s_links_tell_where_they_lead_and_take_nothing_along(ada_has: Belongings) -> None:
    """T-55: host in words, and no referrer, opener or weight for the other side."""
    seen = []
    routes = ("assessments:answer_check", "assessments:result_detail", "roadmaps:step_detail")
    for route in (*routes, "roadmaps:evidence_list"):
        reply = ada_has.client.get(url_of(route, ada_has)).content.decode()
        page = Page(reply)
        links = [
            value for _, name, value in page.attributes if name == "href" and "sentinel" in value
        ]
        if links:
            seen.append(route)
            assert 'rel="noopener nofollow ugc"' in reply
            hosts = ("sentinel-ada-evidence.example", "sentinel-ada-log.example")
            assert any(host in "".join(page.text) for host in hosts)
    assert seen[-2:] == ["roadmaps:step_detail", "roadmaps:evidence_list"]
