"""How the shipped framework is written: no pattern repeated, plain words, British spelling.

Sentences are compared after the words of the skill's own name are taken out, so that one pattern
filled with sixty names would be caught.
"""

import re
from collections import Counter
from itertools import combinations

import pytest

from taxonomy.reading import walk
from tests.taxonomy.shipped import FRAMEWORK, SKILLS, repeated

UNWANTED = re.compile(
    r"!|\bplease\b|\binvalid|\bleverag|\butili[sz]|\bcutting-edge\b|\bpassionate\b|\bseamless"
    r"|\bstate-of-the-art\b|\bworld-class\b|\bsynerg",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"\b(?!size|prize|seize)\w+iz(e|ed|es|ing|ation|ations)\b|\b\w+yz(e|ed|ing)\b"
    r"|\b(behavior|center|color|defense|favor|fulfill|labor|catalog|skillful)(s|ed|ing)?\b"
    r"|\b(label|model|travel|cancel)(ed|ing)\b",
    re.IGNORECASE,
)


def words(text):
    return re.findall(r"[\w'+#-]+", text.lower())


LITTLE_WORDS = frozenset(
    words("""
    a an the and or but nor of to in on for from with by at as into over under than then so if
    i can it its is are was be been has have had do does did this that these those which who
    what when where how my me not no one each any them they their there while up out
    """)
)


def own_words(skill):
    return set(words(f"{skill.name} {skill.code.replace('-', ' ')}")) - LITTLE_WORDS


def sentences():
    """Every level sentence as words, without the words of its skill's own name."""
    for skill in SKILLS:
        own = own_words(skill)
        for level, sentence in skill.levels.items():
            yield f"{skill.code} {level}", [word for word in words(sentence) if word not in own]


def prose():
    """Everything written here for people; titles of other people's works are theirs to spell."""
    for entry in walk(FRAMEWORK.content):
        names = ["summary", "example", "question", "brief", "text", "anchor", "note", "what"]
        yield from ((entry.path, getattr(entry, name, "")) for name in names)
        yield from ((entry.path, cite) for cite in getattr(entry, "cites", ()))
    for skill in SKILLS:
        yield from ((f"{skill.path}.levels.{n}", text) for n, text in skill.levels.items())
    for source in FRAMEWORK.sources.values():
        yield from ((f"{source.code}.{item}", text) for item, text in source.items.items())


@pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.code)
def test_the_levels_of_a_skill_differ_in_substance(skill):
    own = own_words(skill) | LITTLE_WORDS
    content = [set(words(sentence)) - own for sentence in skill.levels.values()]
    shares = [len(one & other) / len(one | other) for one, other in combinations(content, 2)]
    assert max(shares) < 0.3


def test_no_two_sentences_open_alike():
    openings = ((name, tuple(given[:5])) for name, given in sentences())
    assert repeated(openings) == {}


def test_no_two_sentences_share_a_run_of_six_words():
    runs = (
        (name, tuple(given[start : start + 6]))
        for name, given in sentences()
        for start in range(len(given) - 5)
    )
    assert repeated(runs) == {}


def test_sentences_do_not_all_fall_the_same_way():
    closing = [sentence for skill in SKILLS for sentence in skill.levels.values()]
    tailed = [sentence for sentence in closing if re.search(r", and [^,;:]*\.$", sentence)]
    assert len(tailed) / len(closing) < 0.3
    verbs = Counter(given[2] for _, given in sentences())
    assert max(verbs.values()) <= 6


def test_examples_and_summaries_are_never_used_twice():
    for name in ("summary", "example"):
        texts = [getattr(skill, name) for skill in SKILLS]
        assert len(set(texts)) == len(texts)


def test_the_words_are_plain_and_british():
    found = [
        (path, pattern.search(text).group())
        for path, text in prose()
        for pattern in (UNWANTED, AMERICAN)
        if pattern.search(text)
    ]
    assert found == []
