"""The steps of a path as a page tells them."""

from datetime import date

import pytest

from roadmaps.lines import lines, ready_lines, step_name
from taxonomy.framework import Framework
from tests.assessments.releases import worked_example
from tests.roadmaps.plain_lines import Row, line

FRAMEWORK = Framework.from_document(worked_example())


def why(row: Row) -> str:
    return lines(FRAMEWORK, [row], {})[0].why


def test_the_name_says_from_where_to_where() -> None:
    assert step_name("SQL", 3) == "SQL: from Guided to Independent"


def test_a_line_by_example() -> None:
    row = Row("sql", 3, 30, after=[["sql", 2], ["python", 2]], starts_on=date(2026, 11, 23))
    (told,) = lines(FRAMEWORK, [row], {("sql", 2): "done"})
    assert (told.name, told.shown.words) == ("SQL: from Guided to Independent", "24 to 48 hours")
    assert (told.after, told.waits_for) == ("Skill python to Guided", (("python", 2),))
    assert (told.status, told.is_open, told.done_on) == ("to-do", True, None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (Row("sql"), "Essential for The analyst"),
        (Row("git"), "Needed for The analyst"),
        (
            Row("python", serves=["analyst", "writer"]),
            "Essential for The analyst, needed for The writer",
        ),
        (Row("talking", serves=["writer", "analyst"]), "Needed for The writer and The analyst"),
        (Row("git", needed_for=["sql"]), "Needed for Skill sql"),
        (
            Row("git", needed_for=["sql", "python", "statistics", "talking"]),
            "Needed for Skill sql, Skill python and 2 more skills",
        ),
        (Row("git", needed_for=["gone"]), "Needed for gone"),
        (Row("gone", serves=["gone-role"]), "Needed for gone-role"),
    ],
)
def test_why_a_step_is_here(row: Row, reason: str) -> None:
    assert why(row) == reason


def test_reasons_are_not_mixed_up_between_skills_of_one_role() -> None:
    told = lines(FRAMEWORK, [Row("sql"), Row("git"), Row("sql", 2)], {})
    assert [each.why.split()[0] for each in told] == ["Essential", "Needed", "Essential"]


@pytest.mark.parametrize(
    ("status", "waits"), [("to-do", True), ("doing", True), ("done", False), ("skipped", False)]
)
def test_a_step_waits_until_the_other_is_done_or_skipped(status: str, waits: bool) -> None:
    rows = [Row("sql"), Row("sql", 2, after=[["sql", 1]])]
    told = lines(FRAMEWORK, rows, {("sql", 1): status})[1]
    assert bool(told.waits_for) is waits
    assert (told.after == "SQL to Aware") is waits


def test_a_closed_step_waits_for_nothing() -> None:
    rows = [Row("sql"), Row("sql", 2, after=[["sql", 1]])]
    assert lines(FRAMEWORK, rows, {("sql", 2): "done"})[1].after == ""


def test_ready_are_three_that_wait_for_nothing() -> None:
    path = [
        line("a", 1),
        line("a", 2, waits_for=(("a", 1),)),
        line("b", 1, status="done"),
        line("c", 1),
        line("d", 1, status="skipped"),
        line("e", 1),
        line("f", 1),
    ]
    assert [each.skill for each in ready_lines(path)] == ["a", "c", "e"]


def test_begun_steps_come_first() -> None:
    path = [line("a"), line("b"), line("c", status="doing"), line("d", status="doing")]
    assert [each.skill for each in ready_lines(path)] == ["c", "d", "a"]


def test_a_begun_step_that_still_waits_is_not_ready() -> None:
    path = [line("a", 1), line("a", 2, status="doing", waits_for=(("a", 1),))]
    assert [each.pair for each in ready_lines(path)] == [("a", 1)]


def test_nothing_is_ready_where_nothing_is_open() -> None:
    assert ready_lines([line("a", status="done"), line("b", status="skipped")]) == ()
