"""The open steps by target and by month."""

from datetime import date

from roadmaps.months import extra_hours, parts
from tests.roadmaps.plain_lines import line

ONE = {"analyst": "Analyst"}
TWO = {"analyst": "Analyst", "writer": "Writer"}
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def test_one_role_has_one_part_without_a_title() -> None:
    path = [
        line("a", starts_on=date(2026, 11, 23)),
        line("b", starts_on=date(2026, 12, 1)),
        line("c", starts_on=date(2026, 11, 30)),
    ]
    (part,) = parts(path, ONE)
    assert (part.title, part.hours, part.shown.words) == ("", 30, "24 to 48 hours")
    told = [(month.first, [each.skill for each in month.lines]) for month in part.months]
    assert told == [(NOVEMBER, ["a", "c"]), (DECEMBER, ["b"])]


def test_two_roles_have_the_shared_steps_first() -> None:
    path = [
        line("w", serves=("writer",), starts_on=NOVEMBER),
        line("a", serves=("analyst",), starts_on=NOVEMBER),
        line("both", serves=("writer", "analyst"), starts_on=DECEMBER),
        line("neither", serves=(), starts_on=DECEMBER),
    ]
    told = [
        (part.title, [each.skill for month in part.months for each in month.lines])
        for part in parts(path, TWO)
    ]
    assert told == [
        ("For both roles", ["both", "neither"]),
        ("Then for Analyst", ["a"]),
        ("Then for Writer", ["w"]),
    ]


def test_nothing_comes_then_where_nothing_came_before() -> None:
    path = [line("w", serves=("writer",), starts_on=NOVEMBER)]
    assert [part.title for part in parts(path, TWO)] == ["For Writer"]


def test_steps_without_days_come_last() -> None:
    (part,) = parts([line("a"), line("b", starts_on=NOVEMBER)], ONE)
    assert [month.first for month in part.months] == [NOVEMBER, None]


def test_months_of_different_years_are_different() -> None:
    path = [line("a", starts_on=date(2027, 11, 5)), line("b", starts_on=date(2026, 11, 5))]
    (part,) = parts(path, ONE)
    assert [month.first for month in part.months] == [NOVEMBER, date(2027, 11, 1)]


def test_no_steps_no_parts() -> None:
    assert parts([], TWO) == ()


def test_the_extra_hours_are_those_that_do_nothing_for_the_first_role() -> None:
    path = [
        line("a", hours=1),
        line("b", hours=2, serves=("writer",)),
        line("d", hours=8, serves=("writer",), status="skipped"),
        line("c", hours=4, serves=("analyst", "writer")),
    ]
    assert extra_hours(path, "analyst") == 2
