"""Phases of a path and the project that closes each."""

from datetime import date
from typing import Any

from roadmaps.milestones import phase_rows
from taxonomy.framework import Framework
from tests.assessments.releases import worked_example
from tests.roadmaps.plain_lines import line


def project(code: str, *skills: str) -> dict[str, Any]:
    return {"code": code, "title": code, "skills": [{"skill": each, "level": 2} for each in skills]}


FRAMEWORK = Framework.from_document(
    worked_example(
        phases=[
            {"code": "one", "name": "One", "skills": ["sql", "python"]},
            {"code": "two", "name": "Two", "skills": ["python", "git"]},
            {"code": "empty", "name": "Empty", "skills": ["statistics"]},
        ],
        projects=[
            project("tables", "sql", "python"),
            project("tools", "git"),
            project("mixed", "sql", "git"),
        ],
    )
)


def test_phases_by_example() -> None:
    path = [
        line("git", starts_on=date(2026, 12, 7), ends_on=date(2027, 1, 3)),
        line("python", status="done", starts_on=date(2026, 10, 2), ends_on=date(2026, 10, 9)),
        line("sql", hours=30, starts_on=date(2026, 11, 10), ends_on=date(2026, 11, 30)),
        line("talking"),
    ]
    told = [
        (row.name, row.tally.words, row.shown.words, row.months, row.project and row.project.code)
        for row in phase_rows(FRAMEWORK, path)
    ]
    assert told == [
        ("One", "1 of 2 steps, 10 of 40 hours", "32 to 64 hours", "Nov 2026", "tables"),
        ("Two", "0 of 1 step, 0 of 10 hours", "8 to 16 hours", "Dec 2026 to Jan 2027", "tools"),
        ("Beside the phases", "0 of 1 step, 0 of 10 hours", "8 to 16 hours", "–", None),
    ]


def test_a_finished_phase_is_done_and_a_skipped_one_is_left_out() -> None:
    rows = phase_rows(FRAMEWORK, [line("sql", status="done"), line("git", status="skipped")])
    assert [(row.name, row.months) for row in rows] == [("One", "done")]


def test_a_project_practises_two_skills_of_its_phase_where_there_are_two() -> None:
    loose = Framework.from_document(
        worked_example(
            phases=[{"code": "one", "name": "One", "skills": ["sql", "python"]}],
            projects=[project("half", "sql", "git")],
        )
    )
    both, one = [line("sql"), line("python")], [line("sql")]
    assert [row.project for row in phase_rows(loose, both)] == [None]
    assert [row.project and row.project.code for row in phase_rows(loose, one)] == ["half"]


def test_no_project_stands_twice() -> None:
    path = [line("sql"), line("python"), line("git")]
    codes = [row.project.code for row in phase_rows(FRAMEWORK, path) if row.project]
    assert codes == ["tables", "tools"]
    only = Framework.from_document(
        worked_example(
            phases=[
                {"code": "one", "name": "One", "skills": ["sql"]},
                {"code": "two", "name": "Two", "skills": ["git"]},
            ],
            projects=[project("mixed", "sql", "git")],
        )
    )
    rows = phase_rows(only, path[::2])
    assert [row.project and row.project.code for row in rows] == ["mixed", None]
