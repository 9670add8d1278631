"""The first sentence of a path."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from roadmaps.answers import Moment, answer
from roadmaps.lines import Line
from roadmaps.tally import tally
from tests.roadmaps.plain_lines import line

TODAY = date(2026, 11, 23)
STEP = line("sql", 3, name="SQL: from Guided to Independent")


def said(lines: list[Line], **more: Any) -> str:
    fields = {
        "day": TODAY,
        "planned_from": TODAY,
        "ends_on": date(2028, 3, 12),
        "hours_per_week": Decimal("6.0"),
    }
    ready = [each for each in lines if each.is_open]
    return answer(ready, tally(lines), Moment(**{**fields, **more}))


ENDS = " At 6 hours a week the path ends on 12 March 2028."
FIRST = "SQL, from Guided to Independent."


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, f"This week: {FIRST}{ENDS}"),
        ({"ends_on": None}, f"This week: {FIRST}"),
        (
            {"ends_on": TODAY},
            f"This week: {FIRST} At 6 hours a week the path ends on 23 November 2026.",
        ),
        (
            {"hours_per_week": Decimal("1.0")},
            f"This week: {FIRST}{ENDS.replace('6 hours', '1 hour')}",
        ),
        ({"hours_per_week": Decimal("2.5")}, f"This week: {FIRST}{ENDS.replace('6', '2.5')}"),
        ({"hours_per_week": Decimal("20.0")}, f"This week: {FIRST}{ENDS.replace('6', '20')}"),
        (
            {"planned_from": date(2026, 12, 7)},
            f"Your path starts on 7 December 2026 with {FIRST}{ENDS}",
        ),
        (
            {"pauses": [(TODAY, date(2027, 1, 3))]},
            f"You are on a break until 3 January 2027. Then: {FIRST}{ENDS}",
        ),
        ({"pauses": [(TODAY + timedelta(1), date(2027, 1, 3))]}, f"This week: {FIRST}{ENDS}"),
        (
            {"ends_on": TODAY - timedelta(days=1)},
            f"Next: {FIRST} The plan ended on 22 November 2026 with 1 step still open. "
            "Re-plan to lay out what is left from today.",
        ),
    ],
)
def test_the_sentence_fits_the_day(more: dict[str, Any], sentence: str) -> None:
    assert said([STEP], **more) == sentence


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        (["done"], "You have finished every step of this path. Congratulations."),
        (
            ["done", "skipped"],
            "You have finished every step that you did not skip. Congratulations.",
        ),
        (["skipped"], "Nothing this week: every step of this path is skipped."),
        ([], "Nothing this week: you hold every level that this path leads to. Congratulations."),
    ],
)
def test_nothing_left_has_its_sentence_whatever_the_day(statuses: list[str], sentence: str) -> None:
    path = [line(f"s{n}", status=status) for n, status in enumerate(statuses)]
    assert said(path) == said(path, ends_on=date(2020, 1, 1)) == sentence
