"""The way back that a message carries."""

import pytest

from roadmaps.undo import Undo, undo_from


def test_what_is_written_is_read() -> None:
    way = Undo("/steps/sql/2/status/save/", (("status", "to-do"), ("note", "a&b=ü ?")))
    assert undo_from(way.tags) == way


@pytest.mark.parametrize(
    "tags", ["", "success", "https://evil.example/?status=done", "?status=done"]
)
def test_other_tags_are_no_way_back(tags: str) -> None:
    assert undo_from(tags) is None
