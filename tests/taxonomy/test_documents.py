"""YAML that holds only what it seems to hold, and text that is the same every time."""

import hashlib
import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taxonomy import documents
from taxonomy.documents import DocumentError, canonical_json, checksum, read_yaml, write_yaml

# what other readers of YAML take for a boolean, a number, nothing, a time, a date or a merge
TEXTS = (
    *("no", "yes", "on", "off", "True", "NULL", "~", "010", "0x1f", "0o7", "1_000", "+5"),
    *("12:30", "1e5", ".5", "5.", ".inf", ".nan", "2026-06-08", "2026-06-08T10:00:00Z", "<<"),
)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("null", None),
        ("", None),
        ("true", True),
        ("false", False),
        ("3", 3),
        ("-3", -3),
        ("0", 0),
        ("0.50", 0.5),
        ("-1.5", -1.5),
        *((text, text) for text in TEXTS),
        ("'3'", "3"),
        ('"true"', "true"),
        ("''", ""),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        ("{1: I can, 2: no}", {1: "I can", 2: "no"}),
        ("[]", []),
    ],
)
def test_a_value_is_text_unless_clearly_something_else(written, value):
    read = read_yaml(f"key: {written}")["key"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("a: 1\nb: &x 2", "AliasError", "Line 2: the anchor &x is not allowed."),
        (
            "a: 1\nb: *x",
            "AliasError",
            "Line 2: the alias *x is not allowed; write the content out.",
        ),
        ("a: &a [*a]", "AliasError", "Line 1: the anchor &a is not allowed."),
        (
            "<<: *base",
            "AliasError",
            "Line 1: the alias *base is not allowed; write the content out.",
        ),
        ("a: !!int '3'", "TagError", "Line 1: the tag tag:yaml.org,2002:int is not allowed."),
        ("a:\n  !x b", "TagError", "Line 2: the tag !x is not allowed."),
        (
            "!!python/object/apply:os.system [ls]",
            "TagError",
            "Line 1: the tag tag:yaml.org,2002:python/object/apply:os.system is not allowed.",
        ),
        ("a: 1\nb: 2\na: 3", "DuplicateKeyError", 'Line 3: the key "a" is given twice.'),
        ("1: a\n'1': b", "DuplicateKeyError", 'Line 2: the key "1" is given twice.'),
        ("'1': a\n1: b", "DuplicateKeyError", 'Line 2: the key "1" is given twice.'),
        ("a: {b: 1, b: 2}", "DuplicateKeyError", 'Line 1: the key "b" is given twice.'),
        ("true: 1", "KeyTypeError", "Line 1: a key must be text or a whole number from 0 to 999."),
        (
            "? [a]\n: 1",
            "KeyTypeError",
            "Line 1: a key must be text or a whole number from 0 to 999.",
        ),
        ("a: " + "[" * 12 + "]" * 12, "DepthError", "Line 1: nested more than 12 deep."),
        ("a: " + "9" * 401, "NumberError", "Line 1: a number has 401 digits, and 400 is the most."),
        ("", "ShapeError", "Line 1: the document is no mapping of keys to values."),
        ("- a", "ShapeError", "Line 1: the document is no mapping of keys to values."),
        ("a: 1\n---\nb: 2", "ShapeError", "Line 2: a second document starts here."),
        (
            "a: 1\nb: [",
            "YamlError",
            "Line 3: this is not YAML: did not find expected node content.",
        ),
        ("a: 1\nb: \0", "EncodingError", "Line 2: there is a character that cannot be printed."),
        ("a: 1\nb: \ud800", "EncodingError", "Line 2: this is not UTF-8 text."),
        (b"a: 1\nb: \xff", "EncodingError", "Line 2: this is not UTF-8 text."),
        (
            "a: " + "x" * 2**21,
            "SizeError",
            "Line 1: the document is 2097155 bytes long, and 2097152 is the most.",
        ),
    ],
    ids=lambda value: f"{value!r:.30}",
)
def test_anything_unusual_is_refused_with_its_line(text, error, sentence):
    with pytest.raises(getattr(documents, error)) as refusal:
        read_yaml(text)
    assert isinstance(refusal.value, DocumentError)
    assert str(refusal.value) == sentence
    assert sentence.startswith(f"Line {refusal.value.line}: ")


def test_twelve_deep_is_deep_enough():
    assert read_yaml("a: " + "[" * 11 + "]" * 11) == {"a": [[[[[[[[[[[]]]]]]]]]]]}


def test_bytes_and_a_byte_order_mark_are_read():
    assert read_yaml("\ufeffname: Zoë".encode()) == {"name": "Zoë"}


@pytest.mark.parametrize(
    "text", ["a: " + "9" * 2_000_000, "a: " + "[" * 2_000_000, "a: &a [" + "*a," * 600_000 + "]"]
)
def test_a_bomb_is_refused_at_once(text):
    started = time.perf_counter()
    with pytest.raises(DocumentError):
        read_yaml(text)
    assert time.perf_counter() - started < 1


DOCUMENT = {
    "title": "no",
    "categories": [{"code": "c", "needs": [{"level": 2, "skill": "sql", "at": 1}]}],
    "levels": {1: "I can start", 2: "I can go on"},
    "weight": 0.0000001,
}


def test_writing_keeps_the_order_and_small_things_on_one_line():
    assert write_yaml(DOCUMENT) == (
        "title: 'no'\n"
        "categories:\n"
        "- code: c\n"
        "  needs:\n"
        "  - {level: 2, skill: sql, at: 1}\n"
        "levels: {1: I can start, 2: I can go on}\n"
        "weight: 0.0000001\n"
    )


def test_a_value_that_stands_twice_is_written_twice():
    shared = ["x"]
    assert write_yaml({"a": shared, "b": shared}) == "a: [x]\nb: [x]\n"


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)
numbers = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda number: abs(number) < 1e15
)
trees = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(texts.filter(lambda key: not key.isdecimal()), inner, max_size=4)
    ),
    max_leaves=12,
)


def depth(tree):
    inside = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return 1 + max(map(depth, inside), default=0) if isinstance(tree, (dict, list)) else 0


@settings(max_examples=200)
@given(st.dictionaries(texts, trees.filter(lambda tree: depth(tree) < 12), min_size=1, max_size=4))
def test_what_is_written_reads_back_the_same(document):
    assert read_yaml(write_yaml(document)) == document


@settings(max_examples=200)
@given(st.text(max_size=60) | st.text("{}[]:-&*!?|> \n\t'\"#%@`a1.,<", max_size=60))
def test_any_text_is_read_or_refused_with_a_line(text):
    line = outcome(text)
    assert line is None or 1 <= line <= text.count("\n") + 2


def outcome(text):
    """None when the text is read, else the line of the refusal."""
    try:
        read_yaml(text)
    except DocumentError as refusal:
        return refusal.line
    return None


def test_canonical_json_is_one_sorted_line():
    document = {"b": [1, 0.5], "a": {2: "é", 1: None}}
    assert canonical_json(document) == '{"a":{"1":null,"2":"é"},"b":[1,0.5]}'
    expected = hashlib.sha256('{"a":{"1":null,"2":"é"},"b":[1,0.5]}'.encode()).hexdigest()
    assert checksum(document) == checksum(dict(reversed(document.items()))) == expected


def test_canonical_json_has_no_place_for_what_is_no_number():
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"a": math.nan})
