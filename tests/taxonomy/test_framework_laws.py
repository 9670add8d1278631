"""What holds for every framework and for every heap of rubble."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from taxonomy.documents import canonical_json, checksum, read_yaml, write_yaml
from taxonomy.framework import Framework
from tests.strategies import documents, frameworks

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
keys = st.sampled_from(
    [
        *("format", "title", "sources", "levels", "categories", "roles", "skills", "codes"),
        *("requirements", "facts", "needs", "code", "name", "level", "weight", "must_have"),
        *("threshold", "cites", "from", "to", "low", "high"),
    ]
)
rubble = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | scalars, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=50)
@given(documents())
def test_a_normal_document_round_trips_through_values(document):
    assert Framework.from_document(document).to_document() == document


@settings(max_examples=50)
@given(frameworks)
def test_a_generated_framework_has_no_problems(framework):
    assert framework.problems() == []


@settings(max_examples=50)
@given(documents())
def test_export_import_export_gives_the_same_bytes(document):
    exported = write_yaml(Framework.from_document(document).to_document())
    imported = Framework.from_document(read_yaml(exported))
    assert write_yaml(imported.to_document()) == exported
    assert imported == Framework.from_document(document)


@settings(max_examples=50)
@given(documents())
def test_a_release_read_back_from_json_is_the_same_framework(document):
    framework = Framework.from_document(document)
    again = Framework.from_document(json.loads(canonical_json(document)))
    assert again == framework
    assert checksum(again.to_document()) == checksum(document)


@settings(max_examples=200)
@given(st.dictionaries(keys | scalars, rubble, max_size=6))
def test_rubble_is_read_without_an_error_and_its_problems_have_sentences(document):
    framework = Framework.from_document(document)
    problems = framework.problems()
    assert problems != []
    assert all(problem.sentence.endswith(".") for problem in problems)
    written = framework.to_document()
    assert Framework.from_document(written).to_document() == written


@settings(max_examples=50)
@given(documents(), st.data())
def test_roles_overlap_alike_both_ways_and_wholly_with_themselves(document, data):
    framework = Framework.from_document(document)
    one, other = (data.draw(st.sampled_from(list(framework.roles.values()))) for _ in range(2))
    assert framework.overlap(one, other) == framework.overlap(other, one)
    assert 0 <= framework.overlap(one, other) <= 1
    assert framework.overlap(one, one) == 1
