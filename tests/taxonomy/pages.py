"""A public page as the words that people read, so that tests compare whole lists and tables."""

from html.parser import HTMLParser

from django.http import HttpResponse

VOID = {"area", "br", "hr", "img", "input", "link", "meta", "path", "rect"}


class Element:
    def __init__(self, tag: str, attrs: dict[str, str], section: str) -> None:
        self.tag, self.attrs, self.section = tag, attrs, section
        self.words: list[str] = []

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    """Every element in reading order; `section` is the heading that it stands under."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        assert response.status_code == 200
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        headings = [each.text for each in self.elements if each.tag in {"h1", "h2"}]
        named = {name: value or "" for name, value in attrs}
        element = Element(tag, named, headings[-1] if headings else "")
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            # The name of a figure is for those who do not see it; the words beside it say more.
            if not any(each.tag == "svg" for each in self._open):
                element.words.append(data)

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return self.texts("title")[0]

    @property
    def status(self) -> str:
        """The line of the page that screen readers announce."""
        found = [each for each in self.elements if each.attrs.get("role") == "status"]
        return next(each.text for each in found if each.section)

    def texts(self, tag: str, section: str | None = None) -> list[str]:
        return [each.text for each in self._all(tag, section)]

    def links(self, section: str | None = None) -> list[tuple[str, str]]:
        """Words and address of each link."""
        return [(each.text, each.attrs["href"]) for each in self._all("a", section)]

    def attributes(self, tag: str, name: str, section: str | None = None) -> list[str]:
        return [each.attrs[name] for each in self._all(tag, section) if name in each.attrs]

    def rows(self, section: str) -> list[list[str]]:
        """The cells of each row of the table under the heading."""
        rows: list[list[str]] = []
        for element in self.elements:
            if element.section == section and element.tag == "tr":
                rows.append([])
            elif element.section == section and element.tag in {"th", "td"}:
                rows[-1].append(element.text)
        return rows

    def _all(self, tag: str, section: str | None) -> list[Element]:
        return [
            each for each in self.elements if each.tag == tag and section in (None, each.section)
        ]
