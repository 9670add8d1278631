"""How much is done, in words for every state (L9-2)."""

import pytest

from roadmaps.tally import tally
from tests.roadmaps.plain_lines import line


@pytest.mark.parametrize(
    ("statuses", "words", "sentence", "percent"),
    [
        ([], "0 of 0 steps, 0 of 0 hours", "There is no step to take.", 0),
        (["to-do"], "0 of 1 step, 0 of 10 hours", "No step is done yet.", 0),
        (
            ["doing", "skipped"],
            "0 of 1 step, 0 of 10 hours",
            "No step is done yet. 1 more is skipped and not counted.",
            0,
        ),
        (["done", "to-do", "to-do"], "1 of 3 steps, 10 of 30 hours", "2 steps to go.", 33),
        (
            ["done", "to-do", "skipped", "skipped"],
            "1 of 2 steps, 10 of 20 hours",
            "1 step to go. 2 more are skipped and not counted.",
            50,
        ),
        (["done"], "1 of 1 step, 10 of 10 hours", "The only step is done.", 100),
        (["done", "done"], "2 of 2 steps, 20 of 20 hours", "All 2 steps are done.", 100),
        (
            ["done", "done", "skipped"],
            "2 of 2 steps, 20 of 20 hours",
            "All 2 steps are done. 1 more is skipped and not counted.",
            100,
        ),
        (
            ["skipped"],
            "0 of 0 steps, 0 of 0 hours",
            "The only step is skipped, so nothing is left to plan.",
            0,
        ),
        (
            ["skipped", "skipped"],
            "0 of 0 steps, 0 of 0 hours",
            "All 2 steps are skipped, so nothing is left to plan.",
            0,
        ),
    ],
)
def test_every_state_has_words(
    statuses: list[str], words: str, sentence: str, percent: int
) -> None:
    found = tally([line(f"s{n}", status=status) for n, status in enumerate(statuses)])
    assert (found.words, found.sentence, found.percent) == (words, sentence, percent)


def test_a_hundred_per_cent_means_everything() -> None:
    found = tally([line("a", status="done", hours=999), line("b", hours=1)])
    assert found.percent == 99
