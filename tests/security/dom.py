"""What a browser makes of a page: elements, attributes and text, told apart from what was planted.

An alert that does not fire proves little, since the policy header hides real holes. So the tests
look for elements and attributes that only a hole could have made.
"""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

PAYLOAD = (
    'zq{{7*7}}"\'><zq-probe zq-attr="1" onload="zq()" style=\'zq\'>'
    "</title></textarea></select></svg>"
    "<script>zq()</script><a href='javascript:zq()'>zq</a>{% now 'Y' %}%(zq)s{zq.__class__}"
    "<!-- zq \N{LINE SEPARATOR} ` &lt;zq-entity&gt; &#x3c;zq-entity&#x3e;"
)
"""Ends every context that a template may put a text into, and then tries to be more than text."""

SHOWN = "{{7*7}}"
"""The part of the payload that reads the same everywhere: the proof that it is there."""

ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data-hx-post",
    "data-hx-get",
    "xlink:href",
    "srcset",
}
SCHEMES = {"", "http", "https", "mailto"}


class Page(HTMLParser):
    """A parsed page. `wrong` lists what the payload has become beside text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.text: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._open: str = ""
        self.feed(html)
        self.close()

    @property
    def shows_payload(self) -> bool:
        values = [value for _, _, value in self.attributes]
        return SHOWN in "".join(self.text) or any(SHOWN in value for value in values)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        if tag.startswith("zq"):
            self.wrong.append(f"element <{tag}>")
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            self._check(tag, name, value or "")

    def _check(self, tag: str, name: str, value: str) -> None:
        if name.startswith(("on", "zq")) or name == "style" or re.search(r"[^a-z0-9:_-]", name):
            self.wrong.append(f"attribute {name} of <{tag}>")
        address = re.sub(r"[\x00-\x20]", "", value)
        if name in ADDRESSES and urlsplit(address).scheme.lower() not in SCHEMES:
            self.wrong.append(f"{name}={value} of <{tag}>")
        if name.startswith("data-hx-") and name != "data-hx-post" and "zq" in value:
            self.wrong.append(f"{name} of <{tag}> holds what somebody typed")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in {"script", "style"} and data.strip():
            self.wrong.append(f"text in <{self._open}>: {data[:60]}")
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data[:60]}")
