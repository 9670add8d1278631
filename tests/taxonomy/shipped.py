"""The shipped framework, loaded once for the tests about its content."""

from pathlib import Path

from taxonomy import documents
from taxonomy.framework import Framework
from taxonomy.reading import walk

SHIPPED = Path(__file__).parents[2] / "taxonomy" / "data" / "ai-careers.yaml"
GUIDE_IDS = Path(__file__).with_name("guide_ids.txt").read_text().split()
TEXT = SHIPPED.read_text()
FRAMEWORK = Framework.from_document(documents.read_yaml(TEXT))
SKILLS = list(FRAMEWORK.skills.values())
ROLES = list(FRAMEWORK.roles.values())


def cites():
    for entry in walk(FRAMEWORK.content):
        yield from ((entry.path, cite) for cite in getattr(entry, "cites", ()))


def repeated(named_keys):
    """The keys that more than one name has, with the names."""
    found = {}
    for name, key in named_keys:
        found.setdefault(key, set()).add(name)
    return {key: names for key, names in found.items() if len(names) > 1}
