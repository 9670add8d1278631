"""What the pages that ask for terms show, and frameworks that no path can be planned from."""

from typing import Any

from taxonomy.documents import canonical_json, checksum
from taxonomy.models import Release
from taxonomy.queries import forget_release
from tests.accounts.pages import Page
from tests.assessments.releases import requirement, workshop

Document = dict[str, Any]


def chosen(page: Page, name: str) -> list[str]:
    """What is checked among the radios `name`, or selected in the two lists of roles."""
    radios = [each for each in page.all("input", name=name) if "checked" in each.attrs]
    options = [each for each in page.all("option") if "selected" in each.attrs]
    return [each["value"] for each in (radios if name == "basis" else options)]


def circle() -> Document:
    """Two skills that need each other: every check would refuse it."""
    document = workshop(["sql", "python"], {"ml-engineer": [requirement("sql")]})
    sql, python = document["categories"][0]["skills"]
    sql["needs"] = [{"level": 2, "skill": "python", "at": 2}]
    python["needs"] = [{"level": 2, "skill": "sql", "at": 2}]
    return document


def smuggle(document: Document) -> None:
    """A newest release that no check has seen, as SQL could write it."""
    number = Release.objects.count() + 1
    Release.objects.create(
        number=number, document=canonical_json(document), sha256=checksum(document)
    )
    forget_release(number)
