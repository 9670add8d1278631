"""The way back in the status line: what one POST would set again, carried by the message itself.

A message keeps a text and its tags, in a signed cookie. The tags hold the address and the fields of
the form; the page that shows the message draws it, with a token and a way back of its own.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode


@dataclass(frozen=True, slots=True)
class Undo:
    """The address that takes a change back, with the fields to send there."""

    address: str
    fields: tuple[tuple[str, str], ...]

    @property
    def tags(self) -> str:
        """For `extra_tags` of a message."""
        return f"{self.address}?{urlencode(self.fields)}"


def undo_from(tags: str) -> Undo | None:
    """What `Undo.tags` wrote, or None for a message that nothing takes back."""
    address, mark, fields = tags.partition("?")
    return Undo(address, tuple(parse_qsl(fields))) if mark and address.startswith("/") else None
