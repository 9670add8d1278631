"""A small framework in another field, so that nothing here leans on the shipped content."""

from typing import Any

from taxonomy.actions import import_framework, publish_release
from taxonomy.models import Release

NAMES = ("Not yet", "Aware", "Guided", "Independent", "Advanced", "Leading")


def sentences(what: str) -> dict[int, str]:
    return {level: f"I can {what} at level {level}." for level in range(1, 6)}


def bakery() -> dict[str, Any]:
    """A faultless document in its normal form, with every list and every key in use."""
    return {
        "format": "careerfit-framework/1",
        "title": "Bakery work",
        "sources": [
            {
                "code": "b1",
                "title": "The Baker's Year",
                "publisher": "Guild",
                "published_on": "2024-03-01",
                "url": "https://guild.example/year",
                "items": {
                    "a01": "early nights",
                    "a02": "tasting",
                    "appendix": "an item that nothing cites",
                    "c01": "journeyman's examination",
                    "f01": "median pay of bakers",
                    "j01": "a night of fifty loaves",
                    "k01": "kneading by hand",
                    "k02": "living starters",
                    "p01": "the first year",
                    "r01": "baker",
                },
            },
            {"code": "b2", "title": "Ovens", "publisher": "Guild"},
        ],
        "levels": [
            {"level": level, "name": name, "anchor": f"Anchor {level}"}
            for level, name in enumerate(NAMES)
        ],
        "categories": [
            {
                "code": "dough",
                "name": "Dough",
                "summary": "Everything before the oven.",
                "kind": "hard",
                "skills": [
                    {
                        "code": "kneading",
                        "name": "Kneading",
                        "summary": "Working flour and water into a dough.",
                        "example": "A white loaf before breakfast.",
                        "size": "S",
                        "keywords": ["gluten", "window test"],
                        "cites": ["b1.k01"],
                        "levels": sentences("knead"),
                        "codes": {"esco": ["S1.2"]},
                    },
                    {
                        "code": "sourdough",
                        "name": "Sourdough",
                        "summary": "Raising bread with a living starter.",
                        "size": "L",
                        "cites": ["b1.k02", "editorial: asked for at every counter"],
                        "levels": sentences("raise"),
                        "needs": [{"level": 2, "skill": "kneading", "at": 3}],
                        "codes": {"bakers-atlas": ["B 7"], "esco": ["S1.3"]},
                    },
                    {
                        "code": "hand-mixing",
                        "name": "Hand mixing",
                        "size": "M",
                        "levels": sentences("mix"),
                        "replaced_by": "kneading",
                    },
                ],
            },
            {
                "code": "counter",
                "name": "Counter",
                "kind": "soft",
                "skills": [
                    {
                        "code": "serving",
                        "name": "Serving",
                        "summary": "Selling bread to people in a hurry.",
                        "size": "M",
                        "levels": sentences("serve"),
                    }
                ],
            },
        ],
        "roles": [
            {
                "code": "baker",
                "name": "Baker",
                "aliases": ["Bread maker"],
                "summary": "Bakes through the night.",
                "question": "Is there bread at six?",
                "cites": ["b1.r01"],
                "codes": {"onet": ["51-3011.00"]},
                "requirements": [
                    {
                        "skill": "serving",
                        "level": 1,
                        "weight": 1,
                        "cites": ["editorial: somebody has to open the shop"],
                    },
                    {
                        "skill": "sourdough",
                        "level": 4,
                        "weight": 6,
                        "must_have": True,
                        "threshold": 2,
                        "cites": ["b1.k02", "b2.k01"],
                    },
                    {"skill": "kneading", "level": 3, "weight": 2.5, "cites": ["b1.k01"]},
                ],
                "facts": [
                    {
                        "what": "Median pay a year",
                        "low": 28000,
                        "high": 31500.5,
                        "unit": "GBP",
                        "year": 2024,
                        "by": "Guild",
                        "cites": ["b1.f01"],
                    },
                    {
                        "what": "Share of shops that look for one",
                        "low": 40,
                        "high": 40,
                        "unit": "per cent",
                        "year": 2023,
                        "by": "Ovens",
                    },
                ],
            },
            {
                "code": "shop-keeper",
                "name": "Shop keeper",
                "summary": "Runs the shop.",
                "requirements": [
                    {"skill": "serving", "level": 5, "weight": 3, "cites": ["b2.r01"]},
                    {"skill": "kneading", "level": 1, "weight": 1, "cites": ["b2.r01"]},
                ],
            },
        ],
        "phases": [
            {
                "code": "first-year",
                "name": "First year",
                "summary": "Learn the dough.",
                "hours_low": 1200,
                "hours_high": 1500,
                "skills": ["kneading", "sourdough"],
                "cites": ["b1.p01"],
            },
            {"code": "later", "name": "Later", "skills": ["hand-mixing"]},
        ],
        "backgrounds": [
            {"code": "newcomer", "name": "Newcomer", "hours_per_week": 7.5, "cites": ["b1.p01"]},
            {
                "code": "home-baker",
                "name": "Home baker",
                "summary": "Bakes for the family on Sundays.",
                "hours_per_week": 5,
                "levels": {"kneading": 2, "serving": 0},
                "role": "baker",
                "months_low": 9,
                "months_high": 18,
                "cites": ["b1.p01"],
            },
        ],
        "resources": [
            {
                "code": "dough-book",
                "title": "Dough by Hand",
                "provider": "Crumb Press",
                "url": "https://crumb.example/dough",
                "kind": "book",
                "hours": 12.5,
                "cost_usd": 30,
                "skills": [
                    {"skill": "kneading", "from": 0, "to": 2},
                    {"skill": "sourdough", "from": 0, "to": 1},
                ],
                "cites": ["b1.k01"],
            },
            {
                "code": "free-film",
                "title": "Kneading, the Film",
                "url": "https://film.example/",
                "cost_usd": 0,
                "skills": [{"skill": "kneading", "from": 2, "to": 3}],
            },
        ],
        "projects": [
            {
                "code": "fifty-loaves",
                "title": "Fifty loaves",
                "brief": "Bake fifty loaves in one night.",
                "skills": [
                    {"skill": "sourdough", "level": 3},
                    {"skill": "kneading", "level": 3},
                ],
                "cites": ["b1.j01"],
            }
        ],
        "certifications": [
            {
                "code": "journeyman",
                "title": "Journeyman baker",
                "by": "Guild",
                "url": "https://guild.example/journeyman",
                "note": "Taken at a strange oven.",
                "exam_usd": 250,
                "hours_low": 80,
                "hours_high": 120,
                "skills": [{"skill": "sourdough", "level": 4}],
                "cites": ["b1.c01"],
            }
        ],
        "advice": [
            {"code": "sleep", "text": "Go to bed at eight.", "cites": ["b1.a01"]},
            {
                "code": "taste",
                "title": "Taste",
                "text": "Taste every batch.",
                "roles": ["baker"],
                "cites": ["b1.a02"],
            },
        ],
    }


def large_bakery(times: int = 30) -> dict[str, Any]:
    """The same with many more skills, roles and requirements."""
    document = bakery()
    for count in range(times):
        code = f"loaf-{count}"
        needed = {"skill": code, "level": 2, "weight": 1, "cites": [f"b2.l{count}"]}
        document["categories"][0]["skills"].append(
            {"code": code, "name": f"Loaf {count}", "size": "S", "levels": sentences(code)}
        )
        document["roles"][0]["requirements"].append(needed)
        document["roles"].append(
            {"code": f"role-{count}", "name": f"Role {count}", "requirements": [needed]}
        )
    return document


def publish(document: dict[str, Any] | None = None, **options: Any) -> Release:
    """The document as the current release, by the ways that people have."""
    import_framework(document=bakery() if document is None else document)
    return publish_release(**options)
