"""What a person may take along: ux.md L12-2; security.md T-58, T-126, T-127."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import sharing
from assessments.actions import Answer
from assessments.models import Assessment
from careerfit.personal_data import COLUMNS, as_csv, as_json, personal_data, safe_cell
from tests.assessments.newer import keep_roles, republish

Make = Callable[..., Assessment]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"


@pytest.fixture
def adas(ada: User, assessment: Make) -> Assessment:
    answers = {
        "python": Answer("4", "month", "https://ada.example/x", "Ada's note; = with\nlines"),
        "sql": "unsure",
    }
    return assessment(ada, answers=answers, is_submitted=True, now=NOON)


# --- JSON --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_l12_2_the_account(ada: User) -> None:
    EmailAddress.objects.create(user=ada, email="ada@example.org", verified=True)
    User.objects.filter(pk=ada.pk).update(
        joined_at=NOON, last_login=NOON + timedelta(days=1), time_zone="Asia/Kathmandu"
    )
    assert personal_data(User.objects.get())["account"] == {
        "name": "Ada",
        "email": "ada@example.org",
        "time_zone": "Asia/Kathmandu",
        "locale": "en-gb",
        "theme": "auto",
        "has_digit_keys": True,
        "joined_at": "2026-11-21T12:00:00+00:00",
        "last_login_at": "2026-11-22T12:00:00+00:00",
        "addresses": [{"email": "ada@example.org", "is_confirmed": True}],
        "has_two_step_sign_in": False,
    }


@pytest.mark.django_db
def test_l12_2_an_assessment_whole(ada: User, adas: Assessment) -> None:
    with time_machine.travel(NOON, tick=False):
        sharing.create_share_link(assessment=adas, shows_name=True)
    (told,) = personal_data(ada)["assessments"]
    result = adas.result
    assert told == {
        "id": str(adas.pk),
        "role": "ml-engineer",
        "release": 1,
        "started_at": "2026-11-21T12:00:00+00:00",
        "submitted_at": "2026-11-21T12:00:00+00:00",
        "retake_of": None,
        "focus": [],
        "ratings": [
            {
                "skill": "python",
                "answer": "level",
                "level": 4,
                "last_used": "month",
                "evidence_url": "https://ada.example/x",
                "note": "Ada's note; = with\nlines",
                "rated_at": "2026-11-21T12:00:00+00:00",
            },
            {
                "skill": "sql",
                "answer": "unsure",
                "level": None,
                "last_used": "",
                "evidence_url": "",
                "note": "",
                "rated_at": "2026-11-21T12:00:00+00:00",
            },
        ],
        "result": {
            "levels": {"python": 4},
            "verified": ["python"],
            "low": result.low,
            "estimate": result.estimate,
            "high": result.high,
            "readiness": result.readiness,
            "fits": result.fits,
        },
        "share_links": [
            {"created_at": "2026-11-21T12:00:00+00:00", "revoked_at": None, "shows_name": True}
        ],
    }


@pytest.mark.django_db
def test_t126_t127_everything_of_the_person_and_nothing_of_others(
    ada: User, ben: User, guest: Client, assessment: Make
) -> None:
    for person, word in ((ada, "adasword"), (ben, "bensword"), (guest, "guestword")):
        answer = Answer("4", "month", f"https://{word}.example", f"{word} wrote this")
        assessment(person, answers={"python": answer}, is_submitted=True)
        assessment(person, answers={"sql": answer})
    for text in (as_json(ada), as_csv(ada)):
        assert text.count("adasword wrote this") == 2
        assert text.count("https://adasword.example") == 2
        assert "bensword" not in text
        assert "guestword" not in text
        assert "ben@example.org" not in text


@pytest.mark.django_db
def test_json_is_read_back_as_it_was(ada: User, adas: Assessment) -> None:
    ada.name = "Nguyễn Thị Ánh عبد الله"
    assert json.loads(as_json(ada)) == personal_data(ada)
    assert "Nguyễn Thị Ánh عبد الله" in as_json(ada)


@pytest.mark.django_db
def test_a_new_account_has_an_empty_export(ada: User) -> None:
    assert personal_data(ada)["assessments"] == []
    assert as_csv(ada).splitlines() == ["\ufeff" + ",".join(COLUMNS)]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 5])
def test_queries(
    ada: User, assessment: Make, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        assessment(ada, answers={"python": "2", "sql": "1"}, is_submitted=True)
    with django_assert_num_queries(5):
        as_csv(ada)


# --- CSV ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_csv_holds_a_row_for_each_answer(ada: User, adas: Assessment) -> None:
    text = as_csv(ada)
    assert text.startswith("\ufeff")
    header, first, second = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert tuple(header) == COLUMNS
    moment = "2026-11-21T12:00:00+00:00"
    head = [str(adas.pk), "Machine-learning engineer", "1", moment, moment]
    note = "Ada's note; = with\nlines"
    more = ["Python", "level", "4", "month", "https://ada.example/x", note, moment]
    assert first == [*head, *more]
    assert second == [*head, "SQL", "unsure", "", "", "", "", moment]


@pytest.mark.django_db
def test_names_are_those_of_the_release_of_the_time(ada: User, adas: Assessment) -> None:
    republish(keep_roles("ai-engineer"))
    assert "Machine-learning engineer" in as_csv(ada)


@pytest.mark.parametrize("value", [0, 5, -1, 2.5, True])
def test_t58_numbers_stay_numbers(value: object) -> None:
    assert safe_cell(value) is value


def test_nothing_is_an_empty_cell() -> None:
    assert safe_cell(None) == ""


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_t58_a_formula_is_text(sign: str) -> None:
    assert safe_cell(f"{sign}1") == f"'{sign}1"


@pytest.mark.parametrize("text", ["", "SQL", "a=b", "I - for one - did", "x, = y", "3"])
def test_t58_other_text_stays(text: str) -> None:
    assert safe_cell(text) == text


hostile = st.text(st.sampled_from(FORMULA_SIGNS + "\";,'a1 "), max_size=12)


@given(st.lists(hostile, min_size=1, max_size=4), st.sampled_from(",;\t"))
@example(["x;=1+1"], ";")
@example(['";=1+1'], ";")
@example(['a","=1+1'], ";")
@example(["x\n=1+1"], ";")
def test_t58_no_spreadsheet_sees_a_formula(texts: list[str], separator: str) -> None:
    """Whichever sign the reader takes for the end of a cell, and whether it trims or not."""
    out = io.StringIO()
    csv.writer(out).writerow([safe_cell(text) for text in texts])
    reader = csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=separator)
    for row in reader:
        for cell in row:
            assert not cell.lstrip("\t\r\n").startswith(tuple("=+-@＝＋－＠"))


@given(st.lists(hostile, min_size=1, max_size=4))
def test_t58_read_by_comma_only_apostrophes_are_added(texts: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([safe_cell(text) for text in texts])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [cell.replace("'", "") for cell in row] == [text.replace("'", "") for text in texts]
