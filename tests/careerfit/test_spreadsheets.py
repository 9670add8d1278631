"""The tables for a spreadsheet: ux.md L12-2; security.md T-58."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.models import User
from assessments.actions import Answer
from assessments.models import Assessment
from careerfit.spreadsheets import ANSWERS, LOG, STEPS, answers_csv, log_csv, safe_cell, steps_csv
from roadmaps.actions import Work, add_log_entry, create_path, delete_path, set_step_status
from roadmaps.drafts import Terms
from roadmaps.models import LearningPath, PathStep, StepProgress
from tests.assessments.newer import keep_roles, republish

Make = Callable[..., Assessment]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MOMENT = "2026-11-21T12:00:00+00:00"
FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"


@pytest.fixture
def adas(ada: User, assessment: Make) -> Assessment:
    answers = {
        "python": Answer("4", "month", "https://ada.example/x", "Ada's note; = with\nlines"),
        "sql": "unsure",
    }
    return assessment(ada, answers=answers, is_submitted=True, now=NOON)


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.django_db
def test_csv_holds_a_row_for_each_answer(ada: User, adas: Assessment) -> None:
    text = answers_csv(ada)
    assert text.startswith("\ufeff")
    header, first, second = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert tuple(header) == ANSWERS
    moment = "2026-11-21T12:00:00+00:00"
    head = [str(adas.pk), "Machine-learning engineer", "1", moment, moment]
    note = "Ada's note; = with\nlines"
    more = ["Python", "level", "4", "month", "https://ada.example/x", note, moment]
    assert first == [*head, *more]
    assert second == [*head, "SQL", "unsure", "", "", "", "", moment]


@pytest.mark.django_db
def test_names_are_those_of_the_release_of_the_time(ada: User, adas: Assessment) -> None:
    republish(keep_roles("ai-engineer"))
    assert "Machine-learning engineer" in answers_csv(ada)


@pytest.fixture
def path(adas: Assessment) -> LearningPath:
    """To two roles, from Ada's result, with a pause."""
    pauses = ((date(2026, 12, 24), date(2027, 1, 6)),)
    terms = Terms(("ml-engineer", "data-scientist"), Decimal("4.5"), NOON.date(), pauses, adas)
    return create_path(learner=adas.learner, key=UUID(int=7), terms=terms, now=NOON)


def log(path: LearningPath, hours: str, note: str = "", link: str = "") -> None:
    work = Work(NOON.date(), Decimal(hours), note, link)
    step = path.steps.first().pair
    add_log_entry(learner=path.learner, key=uuid4(), step=step, work=work, now=NOON)


@pytest.mark.django_db
def test_steps_hold_a_row_for_each(path: LearningPath) -> None:
    row = path.steps.first()
    set_step_status(learner=path.learner, step=row.pair, status="done", now=NOON)
    log(path, "1.5")
    log(path, "2")
    text = steps_csv(path.learner)
    first, *others = read(text)
    assert tuple(first) == STEPS
    assert first == {
        "path": str(path.pk),
        "roles": "Machine-learning engineer, Data scientist",
        "release": "1",
        "assessment": str(path.basis_id),
        "hours_per_week": "4.5",
        "path_starts_on": "2026-11-21",
        "planned_from": "2026-11-21",
        "pauses": "2026-12-24 to 2027-01-06",
        "created_at": MOMENT,
        "planned_at": MOMENT,
        "skill": row.skill_name,
        "to_level": str(row.to_level),
        "hours": str(row.hours),
        "needed_for": "",
        "after": "",
        "serves": "Machine-learning engineer, Data scientist",
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "logged_hours": "3.5",
        "status": "done",
        "started_at": MOMENT,
        "done_at": MOMENT,
        "changed_at": MOMENT,
    }
    assert {each["status"] for each in others} == {"to-do"}
    assert [each["skill"] for each in others] == [s.skill_name for s in path.steps.all()][1:]
    needed = next(step for step in path.steps.all() if step.needed_for)
    told = next(each for each in others if each["needed_for"])
    assert told["skill"] == needed.skill_name
    assert not any(code in told["needed_for"].split(", ") for code in needed.needed_for)


@pytest.mark.django_db
def test_steps_without_a_path_are_told_too(path: LearningPath) -> None:
    """Done belongs to the person, and so does what was logged and never called begun."""
    ada, done = path.learner, path.steps.all()[1]
    set_step_status(learner=ada, step=done.pair, status="done", now=NOON)
    log(path, "2")
    logged = path.steps.first()
    delete_path(path=path)
    told = {each["skill"]: each for each in read(steps_csv(ada))}
    assert set(told) == {done.skill_name, logged.skill_name}
    assert (told[done.skill_name]["status"], told[done.skill_name]["path"]) == ("done", "")
    assert (told[logged.skill_name]["status"], told[logged.skill_name]["logged_hours"]) == (
        "",
        "2.0",
    )


@pytest.mark.django_db
def test_the_log_holds_a_row_for_each_entry(path: LearningPath) -> None:
    step = path.steps.first()
    log(path, "1.5", "=HYPERLINK(1)", "https://ada.example/y")
    (entry,) = path.learner.log_entries.all()
    (told,) = read(log_csv(path.learner))
    assert tuple(told) == LOG
    assert told == {
        "entry": str(entry.pk),
        "logged_on": "2026-11-21",
        "skill": step.skill_name,
        "to_level": str(step.to_level),
        "hours": "1.5",
        "note": "'=HYPERLINK(1)",
        "evidence_url": "https://ada.example/y",
        "level": "",
        "created_at": MOMENT,
        "changed_at": MOMENT,
    }


@pytest.mark.django_db
def test_t58_names_of_skills_are_safe_in_every_table(path: LearningPath) -> None:
    """Written past the framework's own checks."""
    PathStep.objects.update(skill_name="=1+1", needed_for=["@x"], after=[["+y", 1]], serves=["-z"])
    log(path, "1")
    StepProgress.objects.create(
        learner=path.learner, skill_code="=gone", to_level=1, status="doing", changed_at=NOON
    )
    for text in (steps_csv(path.learner), log_csv(path.learner)):
        cells = [cell for row in read(text) for cell in row.values()]
        assert [cell for cell in cells if cell.startswith(tuple("=+-@"))] == []
        assert "'=1+1" in cells


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
