"""Colours hold their contrast in both themes, read from the stylesheet: ux.md G-12, look.md."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static" / "scss" / "_tokens.scss").read_text()
OTHERS = [
    path
    for path in (settings.BASE_DIR / "static" / "scss").glob("_*.scss")
    if path.name not in {"_tokens.scss", "_print.scss", "_bootstrap.scss"}
]

TEXT = 4.5
SECONDARY = 5.5
MARK = 3.0
PAIRS = [
    # what, on what, at least
    ("ink", "paper", TEXT),
    ("ink", "card", TEXT),
    ("ink", "have-wash", TEXT),
    ("ink", "gap-wash", TEXT),
    ("muted", "paper", SECONDARY),
    ("muted", "card", SECONDARY),
    ("muted", "have-wash", TEXT),
    ("have", "paper", TEXT),
    ("have", "card", TEXT),
    ("have", "have-wash", TEXT),
    ("have-deep", "paper", TEXT),
    ("on-have", "have", TEXT),
    ("on-have", "have-deep", TEXT),
    ("gap", "paper", TEXT),
    ("gap", "card", TEXT),
    ("gap", "have-wash", TEXT),
    ("gap", "gap-wash", TEXT),
    ("good", "paper", TEXT),
    ("good", "card", TEXT),
    ("danger", "paper", TEXT),
    ("danger", "card", TEXT),
    ("line", "paper", MARK),
    ("line", "card", MARK),
    ("have", "track", MARK),
    ("gap-fill", "paper", MARK),
    ("gap-fill", "card", MARK),
    ("gap-fill", "gap-wash", MARK),
]


def theme(name: str) -> dict[str, str]:
    block = re.search(rf"@mixin {name} \{{(.*?)\n\}}", TOKENS, re.DOTALL)[1]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it: 0 for black, 1 for white."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """From 1 for the same colour to 21.

    black on white: 21     #767676 on white: 4.54
    """
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_g_12_every_pair_holds_its_contrast(name: str) -> None:
    colours = theme(name)
    low = {
        f"{what} on {ground}": round(found, 2)
        for what, ground, least in PAIRS
        if (found := contrast(colours[what], colours[ground])) < least
    }
    assert low == {}


def test_g_12_both_themes_name_the_same_colours() -> None:
    assert set(theme("light")) == set(theme("dark"))


def test_g_12_no_other_sheet_names_a_colour() -> None:
    """Whatever is not a token would be the same in the dark, and no test would see it."""
    found = {
        path.name: colours
        for path in OTHERS
        if (colours := re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)|\brgb\(", path.read_text()))
    }
    assert found == {}
