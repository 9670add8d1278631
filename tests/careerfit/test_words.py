"""Plain words on every page and in every message: ux.md G-24, style.md 20."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
APPS = ("careerfit", "roadmaps", "assessments", "taxonomy", "accounts")
UNWANTED = re.compile(
    r"\b(please|invalid|successful(ly)?|oops|sorry|score|grade|forbidden|illegal|wrongly|"
    r"you (must|failed)|click here|error code)\b|!(?!=)",
    re.IGNORECASE,
)
LONGEST = 30
"""Words of one sentence; the average is far below."""


def words_of(template: Path) -> str:
    text = template.read_text()
    for left_out in (r"\{#.*?#\}|<!doctype html>", r"\{%.*?%\}|\{\{.*?\}\}", r"<[^>]*>"):
        text = re.sub(left_out, " ", text, flags=re.DOTALL)
    return text


def messages_of(module: Path) -> list[str]:
    """Every sentence in the code that people may read: begins with a capital, ends with a stop."""
    tree = ast.parse(module.read_text())
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes
    ]
    return [text for text in texts if re.fullmatch(r"[A-Z“][^\n]*\s[^\n]*\.", text)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_g_24_templates_speak_plainly(template: Path) -> None:
    assert [found[0] for found in UNWANTED.finditer(words_of(template))] == []


@pytest.mark.parametrize("app", APPS)
def test_g_24_messages_speak_plainly(app: str) -> None:
    wrong = {}
    modules = [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    for module in modules:
        for text in messages_of(module):
            long = [s for s in re.split(r"(?<=[.:;])\s", text) if len(s.split()) > LONGEST]
            if UNWANTED.search(text) or long:
                wrong[module.name] = text
    assert wrong == {}
