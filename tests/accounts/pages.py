"""A served page as elements, so that tests ask for what is there and not for how it is spelled."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse

VOID = {"input", "meta", "link", "br", "hr", "img"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    is_main: bool = False
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def __getitem__(self, name: str) -> str:
        return self.attrs[name]


class Page(HTMLParser):
    """The elements of a response in reading order; each knows all text inside it."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_main = any(outer.tag == "main" for outer in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, is_main)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def all(self, tag: str, **attrs: str) -> list[Element]:
        """Every `tag` with these attributes; `class_` finds one class among several."""
        wanted = attrs.pop("class_", None)
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(element.attrs.get(name) == value for name, value in attrs.items())
            and (wanted is None or wanted in element.attrs.get("class", "").split())
        ]

    def one(self, tag: str, **attrs: str) -> Element:
        (element,) = self.all(tag, **attrs)
        return element

    def field(self, name: str) -> Element:
        """The control `name` of the page itself; the footer has a form of its own."""
        (control,) = [element for element in self.all("input", name=name) if element.is_main]
        return control

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The problem summary as (sentence, target)."""
        within = [e for e in self.all("a") if e["href"].startswith("#id_")]
        return [(element.text, element["href"]) for element in within]

    def problem_at(self, name: str) -> str:
        """The sentence that describes the control `name`, followed as a screen reader does."""
        control = self.one("input", name=name)
        assert control["aria-invalid"] == "true"
        described = control["aria-describedby"].split()
        (sentence,) = [e.text for e in self.all("p") if e.attrs.get("id") in described[-1:]]
        return sentence
