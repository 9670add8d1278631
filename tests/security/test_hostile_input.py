"""What nobody's browser would send: T-10, T-15, T-61 to T-67, T-89.

Run on both databases, since they refuse different things: PostgreSQL takes no NUL, SQLite does.
A response of 500 raises here: the test client passes exceptions on.
"""

import time
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.models import Assessment, Rating, Result, ShareLink
from tests.security import world
from tests.security.routes import OWNER, names
from tests.security.test_reach import url_of
from tests.security.world import OTHER_ROLE, ROLE, SKILL, Belongings, checksum

NUL, LONE_SURROGATE = "%00", "%ed%a0%80"
TEXTS = [
    "'\"`;--",
    "' OR 1=1 --",
    "user__password",
    "learner__password__startswith",
    "-1",
    "1e9",
    "9" * 25,
    "%d9%a1",  # ١
    "",
    "?",
    "%(x)s{0.__class__}",
    NUL,
    LONE_SURROGATE,
    "%e2%80%ae%cc%81%f0%9f%91%a9%e2%80%8d%f0%9f%92%bb",  # turned round, stacked, joined
    "%0d%0aSet-Cookie:%20a=b",
    "x" * 8_000,
]
PARAMETERS = ["q", "sort", "show", "filter", "group", "page", "page[]", "role", "before", "after"]
PARAMETERS += ["return", "next", "name", "user__password", "id", "_method", "format"]
OURS = [name for name in names(method="GET") if not name.startswith(("account_", "mfa_"))]
ALLAUTHS = [name for name in names(method="GET") if name.startswith(("account_", "mfa_"))]


def hostile_url(url: str, text: str) -> str:
    """Every parameter that any page reads, and some that none does, all with this text."""
    query = "&".join(f"{name}={text}" for name in PARAMETERS)
    return f"{url}{'&' if '?' in url else '?'}{query}"


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_no_query_breaks_a_page(text: str, ada_has: Belongings) -> None:
    """T-61, T-62: the page, its refusal or 404; nothing is changed by asking."""
    before = checksum()
    statuses = {
        name: ada_has.client.get(hostile_url(url_of(name, ada_has), text)).status_code
        for name in OURS
    }
    assert set(statuses.values()) <= {200, 302, 404, 422}, statuses
    assert statuses["taxonomy:skill_list"] == statuses["assessments:result_detail"] == 200
    assert checksum() == before


def test_no_query_breaks_a_page_of_allauth(ada_has: Belongings) -> None:
    """T-62, the same for the pages that we did not write, as a visitor and as a person."""
    for client in (Client(), ada_has.client):
        for text in ("%27%22", NUL, LONE_SURROGATE, "x" * 8_000):
            for name in ALLAUTHS:
                reply = client.get(hostile_url(url_of(name, ada_has), text))
                # A redirect that would be too long is refused with 400.
                assert reply.status_code in {200, 302, 400, 404}, (name, text)


def test_two_hundred_fields_in_a_query(ada_has: Belongings) -> None:
    """T-61: names that nobody reads are nobody's keyword."""
    query = "&".join(f"f{number}__user__password={number}" for number in range(200))
    for name in ("taxonomy:skill_list", "assessments:role_choice", "assessments:result_detail"):
        assert ada_has.client.get(f"{url_of(name, ada_has)}?{query}").status_code == 200


def other_spellings(pk: str) -> list[str]:
    return [
        pk.upper(),
        pk.replace("-", ""),
        f"{{{pk}}}",
        f"urn:uuid:{pk}",
        f"%20{pk}",
        f"{pk}%20",
        f"{pk}%00",
        f"+{pk}",
        f"{pk}.0",
        "5",
        "%d9%a1",
        "9" * 20,
        "9" * 5_000,
        LONE_SURROGATE,
        "..%2f..%2fetc",
        "null",
    ]


def test_an_id_has_one_spelling(ada_has: Belongings) -> None:
    """T-15: any other is 404 for the owner, on every route."""
    for route in names(OWNER):
        real = ada_has.url(route)
        pk = next(str(each) for each in (ada_has.open, ada_has.submitted) if str(each) in real)
        if "GET" in dict.fromkeys(names(method="GET")) and route in names(method="GET"):
            assert ada_has.client.get(real).status_code == 200
        for wrong in other_spellings(pk):
            url = real.replace(pk, wrong)
            assert ada_has.client.get(url).status_code == 404, url
            assert ada_has.client.post(url).status_code == 404, url


def test_an_id_in_a_query_has_one_spelling(ada_has: Belongings) -> None:
    """T-15: also where no URL pattern guards it."""
    page = reverse("roadmaps:attempt_compare")
    after = str(ada_has.submitted)
    assert ada_has.client.get(f"{page}?before={ada_has.earlier}&after={after}").status_code == 200
    for wrong in other_spellings(after):
        if wrong.startswith("+"):
            continue  # a space, once decoded: the next line's case
        reply = ada_has.client.get(f"{page}?before={ada_has.earlier}&after={wrong}")
        assert reply.status_code == 404, wrong


def test_page_numbers_and_codes_have_one_spelling(ada_has: Belongings) -> None:
    """T-15"""
    first = reverse("assessments:question_page", args=[ada_has.open, "role", 1])
    numbers = ["0", "01", "-1", "+1", "1.0", "1e0", "%d9%a1", "%EF%BC%91", "1_0", "9" * 20, NUL]
    paths = [first.replace("/role/1/", f"/role/{number}/") for number in [*numbers, "999"]]
    paths += [first.replace("/role/", f"/{part}/") for part in ("ROLE", "all", NUL, "%d9%a1")]
    for code in ("Python", "PYTHON", "python%00", "%70ython%20", "pyth%C3%B6n", "x" * 5_000):
        paths += [reverse("taxonomy:skill_list") + f"{code}/", f"/roles/{code}/"]
    paths += [f"/shared/{token}/" for token in (NUL, LONE_SURROGATE, "9" * 5_000, "..%2f", "%0a")]
    paths += [f"/your-data/download/{kind}/" for kind in ("JSON", "xml", NUL, "..%2fjson")]
    wrong = {path[:80]: ada_has.client.get(path).status_code for path in paths}
    assert wrong == dict.fromkeys(wrong, 404)


# --- Ratings ---------------------------------------------------------------------------------


BAD_VALUES = [
    "-1",
    "6",
    "2.5",
    "٣",
    "３",
    "NaN",
    "true",
    str(10**30),
    "03",
    "+3",
    " 3",
    "1_0",
    "null",
]
BAD_VALUES += ["level", "[]", "3;DROP TABLE", "3\x00", "\ud800", "Not sure"]


def save(has: Belongings, skill: str = SKILL, **fields: str) -> HttpResponse:
    url = reverse("assessments:rating_save", args=[has.open, skill])
    return has.client.post(url, {f"{name}-{skill}": text for name, text in fields.items()})


def test_a_level_is_one_of_six_words(ada_has: Belongings) -> None:
    """T-64: 422 and nothing stored, whichever field carries the value."""
    before = checksum()
    for value in BAD_VALUES:
        sent = value.encode(errors="replace").decode()
        assert save(ada_has, value=sent, seen="1").status_code == 422, value
        assert save(ada_has, keep=sent).status_code == 422, value
        page = ada_has.url("assessments:question_page")
        reply = ada_has.client.post(page, {f"value-{SKILL}": sent, f"seen-{SKILL}": "1"})
        assert reply.status_code == 422, value
    assert checksum() == before


@pytest.mark.parametrize("field", ["last_used", "seen"])
def test_the_fields_beside_the_level(field: str, ada_has: Belongings) -> None:
    """T-64"""
    before = checksum()
    for value in ("-1", "2.5", str(10**30), "NaN", "month ", "\x00", "day"):
        assert save(ada_has, value="3", **{field: value}).status_code == 422, value
    assert checksum() == before


def test_only_skills_of_the_role_are_rated(ada_has: Belongings) -> None:
    """T-64: not those of another role, of no release, or spelt otherwise."""
    before = checksum()
    sitting = Assessment.objects.get(pk=ada_has.open)
    asked = set(Rating.objects.filter(assessment=sitting).values_list("skill_code", flat=True))
    framework = world.framework()
    asked |= {each.skill for each in framework.roles[ROLE].requirements}
    others = sorted(set(framework.skills) - asked)
    assert others != []
    for code in [*others, "no-such-skill", "PYTHON", "python-", "x" * 80]:
        assert save(ada_has, skill=code, value="3").status_code == 422, code
    page = ada_has.url("assessments:question_page")
    ada_has.client.post(page, {f"value-{others[0]}": "3", f"seen-{others[0]}": "0"})
    assert checksum() == before


def test_a_repeated_field_counts_once(ada_has: Belongings) -> None:
    """T-63: the last one in the body; the query is no part of a form."""
    url = reverse("assessments:rating_save", args=[ada_has.open, SKILL])
    body = f"value-{SKILL}=1&value-{SKILL}=2&seen-{SKILL}=1"
    form = "application/x-www-form-urlencoded"
    reply = ada_has.client.post(f"{url}?value-{SKILL}=5", body, content_type=form)
    assert reply.status_code == 200
    assert Rating.objects.get(assessment=ada_has.open, skill_code=SKILL).level == 2
    ada_has.client.post(f"{url}?value-{SKILL}=5", "", content_type=form)
    assert Rating.objects.get(assessment=ada_has.open, skill_code=SKILL).level == 2


def test_a_body_of_another_kind_is_no_form(ada_has: Belongings) -> None:
    """It holds no field, so nothing is stored and nothing is called saved."""
    before = checksum()
    url = reverse("assessments:rating_save", args=[ada_has.open, SKILL])
    sent = f'{{"value-{SKILL}": "5"}}'
    for kind in ("application/json", "text/plain", "application/xml", "multipart/form-data"):
        reply = ada_has.client.post(url, sent, content_type=kind)
        assert reply.status_code == (400 if kind.startswith("multipart") else 200), kind
        assert "Saved" not in reply.content.decode()
    assert checksum() == before


# --- Sizes -----------------------------------------------------------------------------------


def test_too_much_at_once_gets_a_page(ada_has: Belongings) -> None:
    """T-65: 1,001 fields, 101 files, 3 MB: a plain page, no traceback, nothing stored."""
    before = checksum()
    url = reverse("accounts:preferences")
    fields = {f"f{number}": "x" for number in range(1_001)}
    files = {f"f{number}": SimpleUploadedFile("a.txt", b"x") for number in range(101)}
    replies = [
        (client.post(url, sent), status)
        for client in (ada_has.client, _strict(ada_has))
        for sent, status in ((fields, 400), (files, 400))
    ]
    form = "application/x-www-form-urlencoded"
    huge = "name=" + "x" * 3_000_000
    replies += [
        (client.post(url, huge, content_type=form), 413)
        for client in (ada_has.client, _strict(ada_has))
    ]
    for reply, status in replies:
        text = reply.content.decode()
        assert reply.status_code == status
        assert "<h1>" in text
        assert "Traceback" not in text
        assert "DATA_UPLOAD" not in text
    assert checksum() == before


def _strict(has: Belongings) -> Client:
    """A browser in front of a server that reads the body early, to look for the token."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = has.client.cookies
    client.get(reverse("account_logout"))  # a page with a form, which brings the cookie
    return client


def test_long_texts_are_refused_quickly(ada_has: Belongings) -> None:
    """T-66: no regular expression or loop that grows with the square of what was sent."""
    before = checksum()
    long = "a" * 99_999 + "!"
    began = time.perf_counter()
    replies = {
        "note": save(ada_has, value="3", seen="1", note=long),
        "link": save(ada_has, value="3", seen="1", evidence_url="http://" + long),
        "mark": save(ada_has, value="3", seen="1", was=long),
        "name": ada_has.client.post(
            reverse("accounts:preferences"), {"name": long, "theme": "dark", "time_zone": "UTC"}
        ),
        "address": Client().post(
            reverse("account_signup"), {"name": "E", "email": f"{long}@e.org", "password1": "short"}
        ),
        "role": Client().post(reverse("assessments:role_choice"), {"role": long}),
    }
    searched = Client().get(reverse("taxonomy:skill_list"), {"q": "a " * 5_000})
    assert time.perf_counter() - began < 5
    assert {key: reply.status_code for key, reply in replies.items()} == dict.fromkeys(replies, 422)
    assert searched.status_code == 200
    assert checksum() == before


def test_a_note_may_be_as_long_as_it_says_and_hold_any_script(ada_has: Belongings) -> None:
    """T-67: turned round, stacked, joined and undecided letters are stored as they were typed."""
    odd = "\u202eabc\u202c a\u0301\u0327 \u200d\U0001f469\u200d\U0001f4bb ıİi ﬁ é e\u0301 "
    note = (odd * 200)[:4_000]
    assert save(ada_has, value="3", seen="1", note=note).status_code == 200
    stored = Rating.objects.get(assessment=ada_has.open, skill_code=SKILL)
    assert stored.note == note.strip()
    assert save(ada_has, value="3", keep="3", note="x" * 4_001).status_code == 422


def test_nul_and_half_characters_in_every_field(ada_has: Belongings) -> None:
    """Refused or ignored, on SQLite as on PostgreSQL; never stored, never 500."""
    before = checksum()
    person = {"theme": "dark", "time_zone": "UTC", "has_digit_keys": "on"}
    for odd in ("a\x00b", "\x00"):
        assert save(ada_has, value="3", seen="1", note=odd).status_code == 422
        assert save(ada_has, value="3", seen="1", evidence_url=f"https://{odd}").status_code == 422
        assert save(ada_has, value="3", seen="1", was=odd).status_code == 422
        url = reverse("accounts:preferences")
        assert ada_has.client.post(url, {**person, "name": odd}).status_code == 422
        for field in ("theme", "time_zone"):
            sent = {**person, "name": "Ada", field: odd}
            assert ada_has.client.post(url, sent).status_code == 422
        visitor = Client()
        sent = {"login": f"{odd}@e.org", "password": odd}
        assert visitor.post(reverse("account_login"), sent).status_code == 422
        sent = {"name": odd, "email": f"{odd}@e.org", "password1": odd, "time_zone": odd}
        assert visitor.post(reverse("account_signup"), sent).status_code == 422
        assert visitor.post(reverse("assessments:role_choice"), {"role": odd}).status_code == 422
        theme = {"theme": odd, "next": f"/{odd}"}
        assert visitor.post(reverse("accounts:theme_set"), theme).status_code == 303
    form = "application/x-www-form-urlencoded"
    url = reverse("assessments:rating_save", args=[ada_has.open, SKILL])
    body = f"value-{SKILL}=3&seen-{SKILL}=1&note-{SKILL}=%ed%a0%80%ff"
    assert checksum() == before
    assert ada_has.client.post(url, body, content_type=form).status_code == 200
    note = Rating.objects.get(assessment=ada_has.open, skill_code=SKILL).note
    assert set(note) == {"\N{REPLACEMENT CHARACTER}"}


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "theme", "messages", "share_token"])
def test_hostile_cookies(name: str, db: None) -> None:
    """A cookie is input like any other."""
    for value in (
        '"abcdefgh\\000"',
        "x" * 4_000,
        "\xe2\x80\xae",
        "",
        '"\\355\\240\\200"',
        "../../x",
        "{}",
    ):
        for path in ("/", "/start/", "/home/", "/account/login/"):
            reply = Client().get(path, HTTP_COOKIE=f"{name}={value}")
            assert reply.status_code in {200, 302}, (name, value)


def test_hostile_headers(ada_has: Belongings) -> None:
    headers = {
        "HTTP_REFERER": "http://[",
        "HTTP_ACCEPT_LANGUAGE": "x-" * 3_000,
        "HTTP_USER_AGENT": "\x00\r\n\u202e",
        "HTTP_X_FORWARDED_FOR": "not an address, 1.2.3.4",
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_CURRENT_URL": "http://[",
        "HTTP_HX_TARGET": "\x00",
        "HTTP_ORIGIN": "http://[",
        "HTTP_IF_MODIFIED_SINCE": "Sun, 31 Feb 99999 25:61:61 GMT",
        "HTTP_RANGE": "bytes=-99999999999",
    }
    for name in ("landing", "home", "assessments:result_detail", "assessments:question_page"):
        reply = ada_has.client.get(url_of(name, ada_has), **headers)
        assert reply.status_code in {200, 302}
        assert "evil.example" not in reply.content.decode() + getattr(reply, "url", "")


# --- Order -----------------------------------------------------------------------------------


def test_steps_out_of_order_lead_back(ada_has: Belongings) -> None:
    """T-89: no result, link or retake of what is not submitted; no change of what is."""
    before = checksum()

    def url(name: str, pk: object, *rest: object) -> str:
        return reverse(f"assessments:{name}", args=[pk, *rest])

    draft, done = ada_has.open, ada_has.submitted
    steps = {
        ("GET", url("result_detail", draft)): url("first_result", draft),
        ("GET", url("share_link", draft)): url("first_result", draft),
        ("POST", url("share_link", draft)): url("first_result", draft),
        ("POST", url("assessment_retake", draft)): url("assessment_detail", draft),
        ("GET", url("first_result", done)): url("result_detail", done),
        ("GET", url("assessment_detail", done)): url("result_detail", done),
        ("GET", url("answer_check", done)): url("result_detail", done),
        ("GET", url("role_change", done)): url("result_detail", done),
        ("GET", url("question_page", done, "role", 1)): url("result_detail", done),
        ("POST", url("question_page", done, "role", 1)): url("result_detail", done),
        ("POST", url("role_change", done)): url("result_detail", done),
        ("POST", url("assessment_submit", done)): url("result_detail", done),
        ("POST", url("assessment_focus", done)): url("role_compare", done),
    }
    sent = {f"value-{SKILL}": "0", f"keep-{SKILL}": "0", "role": OTHER_ROLE, "answers": "keep"}
    led = {
        (method, path): ada_has.client.generic(method, path).url
        if method == "GET"
        else ada_has.client.post(path, sent).url
        for method, path in steps
    }
    assert led == steps
    assert save(ada_has, value="").status_code == 200
    late = reverse("assessments:rating_save", args=[done, SKILL])
    assert ada_has.client.post(late, sent).status_code == 409
    assert checksum() == before


def test_nothing_rated_is_no_result(db: None) -> None:
    """T-89: a sitting without one answer is not submitted."""
    client = Client()
    key = uuid4()
    client.post(reverse("assessments:role_choice"), {"role": ROLE, "key": key})
    before = checksum()
    reply = client.post(reverse("assessments:assessment_submit", args=[key]))
    assert reply.status_code == 422
    assert checksum() == before


def test_the_old_form_sent_again_changes_nothing(ada_has: Belongings) -> None:
    """T-89, G-22: back, and Continue again."""
    page = ada_has.url("assessments:question_page")
    sent = {f"value-{SKILL}": "1", f"seen-{SKILL}": "1"}
    assert ada_has.client.post(page, sent).status_code == 303
    before = checksum()
    assert ada_has.client.post(page, sent).status_code == 303
    assert checksum() == before


# --- Fields that no form has -----------------------------------------------------------------


def extra_fields() -> dict[str, str]:
    """Every column of every table of ours, each with a value that would do harm (T-10)."""
    harm = {"is_staff": "on", "is_superuser": "on", "is_active": "", "level": "5", "id": "1"}
    tables: tuple[type[models.Model], ...] = (User, Assessment, Rating, Result, ShareLink)
    columns = {
        name
        for table in tables
        for field in table._meta.concrete_fields
        for name in (field.name, field.attname)
    }
    return {
        **{name: harm.get(name, "1") for name in sorted(columns)},
        "pk": "1",
        "capacity": "owner",
    }


def test_extra_fields_of_a_person_are_ignored(ada_has: Belongings) -> None:
    """T-10: the form has four fields; nothing else of the row changes, and no other row."""
    before = dict(User.objects.values().get(pk=ada_has.user.pk))
    form = {"name": "Ada L.", "theme": "dark", "time_zone": "Europe/London", "has_digit_keys": "on"}
    reply = ada_has.client.post(reverse("accounts:preferences"), {**extra_fields(), **form})
    assert reply.status_code == 303
    assert User.objects.values().get(pk=ada_has.user.pk) == {
        **before,
        "name": "Ada L.",
        "theme": "dark",
        "time_zone": "Europe/London",
        "has_digit_keys": True,
    }


def test_extra_fields_at_sign_up_are_ignored(db: None) -> None:
    """T-10"""
    form = {"name": "Eve", "email": "eve@example.org", "password1": world.PASSWORD}
    reply = Client().post(reverse("account_signup"), {**extra_fields(), **form})
    assert reply.status_code == 303
    eve = User.objects.values().get(email="eve@example.org")
    assert {name: eve[name] for name in ("is_staff", "is_superuser", "is_active")} == {
        "is_staff": False,
        "is_superuser": False,
        "is_active": True,
    }
    assert (eve["name"], eve["session_epoch"], eve["locale"]) == ("Eve", 0, "en-gb")


def test_extra_fields_of_an_answer_are_ignored(ada_has: Belongings, ben_has: Belongings) -> None:
    """T-10: bare and with the skill's suffix, as the form spells its own."""
    extra = {**extra_fields(), "assessment": str(ben_has.open), "skill_code": "sql"}
    suffixed = {f"{name}-{SKILL}": text for name, text in extra.items()}
    own = {"value": "1", "seen": "1", "last_used": "", "evidence_url": "", "note": ""}
    form = {f"{name}-{SKILL}": text for name, text in own.items()}
    others = checksum("assessments_rating")
    bens = list(Rating.objects.filter(assessment__learner=ben_has.user).values())
    reply = ada_has.client.post(
        ada_has.url("assessments:rating_save"), {**extra, **suffixed, **form}
    )
    assert reply.status_code == 200
    stored = Rating.objects.get(assessment=ada_has.open)
    assert (stored.skill_code, stored.level, stored.revision, stored.note) == (SKILL, 1, 2, "")
    assert list(Rating.objects.filter(assessment__learner=ben_has.user).values()) == bens
    assert checksum("assessments_rating") == others


def test_extra_fields_of_a_start_are_ignored(ada_has: Belongings, ben_has: Belongings) -> None:
    """T-10: owner, release, moments and focus come from the server."""
    key = uuid4()
    extra = {
        **extra_fields(),
        "learner": str(ben_has.user.pk),
        "guest_key": "x",
        "focus": '["sql"]',
    }
    reply = ada_has.client.post(
        reverse("assessments:role_choice"), {**extra, "role": OTHER_ROLE, "key": str(key)}
    )
    assert reply.status_code == 303
    started = Assessment.objects.get(pk=key)
    assert (started.learner, started.guest_key, started.role_code) == (ada_has.user, "", OTHER_ROLE)
    assert (started.submitted_at, started.retake_of, started.focus) == (None, None, [])
    assert started.started_at.year >= 2026


def test_extra_fields_of_the_other_forms_are_ignored(ada_has: Belongings) -> None:
    """T-10: role, retake, share and submit read what they say and nothing else."""
    extra = extra_fields()
    ada_has.client.post(ada_has.url("assessments:role_change"), {**extra, "role": OTHER_ROLE})
    changed = Assessment.objects.get(pk=ada_has.open)
    assert (changed.role_code, changed.learner, changed.submitted_at) == (
        *(OTHER_ROLE, ada_has.user),
        None,
    )
    ada_has.client.post(ada_has.url("assessments:share_link"), extra)
    link = ShareLink.objects.get(revoked_at=None)
    assert (link.assessment_id, link.shows_name, len(link.token_hash)) == (
        *(ada_has.submitted, False),
        64,
    )
    results = list(Result.objects.order_by("pk").values())
    ada_has.client.post(reverse("assessments:assessment_submit", args=[ada_has.submitted]), extra)
    assert list(Result.objects.order_by("pk").values()) == results
