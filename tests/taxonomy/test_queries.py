"""Loading releases: how many queries, and never a stale one."""

import pytest

from taxonomy.actions import import_framework, publish_release
from taxonomy.documents import canonical_json
from taxonomy.framework import Framework
from taxonomy.models import Release
from taxonomy.queries import NoReleaseError, current_release, load_release, working_copy_document
from tests.taxonomy.documents import bakery, large_bakery, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_taxonomy")]


def renamed(title: str) -> dict:
    return {**bakery(), "title": title}


def test_without_a_release_a_sentence_says_what_to_do():
    with pytest.raises(NoReleaseError) as refusal:
        current_release()
    assert str(refusal.value) == (
        "No framework is published yet. Run `manage.py install` to publish one."
    )


def test_the_current_release_is_the_one_with_the_highest_number():
    publish(renamed("One"))
    newest = publish(renamed("Two"))
    loaded = current_release()
    assert (loaded.number, loaded.sha256, loaded.published_at) == (
        2,
        newest.sha256,
        newest.published_at,
    )
    assert loaded.framework.to_document() == renamed("Two")


def test_an_earlier_release_reads_as_it_was_published():
    publish(renamed("One"))
    publish(renamed("Two"))
    assert load_release(1).framework.to_document() == renamed("One")


def test_an_unknown_number_is_refused():
    publish()
    with pytest.raises(NoReleaseError, match=r"^There is no release 9\.$"):
        load_release(9)


@pytest.mark.parametrize("document", [bakery, large_bakery])
def test_queries_the_first_time_and_later(document, django_assert_num_queries):
    publish(document())
    with django_assert_num_queries(2):
        first = current_release()
    with django_assert_num_queries(1):
        assert current_release() is first
    with django_assert_num_queries(0):
        assert load_release(1) is first


def test_a_number_that_comes_back_with_other_content_is_read_again():
    """Flushed test databases and restored backups do this."""
    publish(renamed("One"))
    assert current_release().framework.title == "One"
    Release.objects.all()._raw_delete("default")
    other = Release(number=1, document=_json("Other"), sha256="c" * 64)
    other.save()
    assert current_release().framework.title == "Other"
    assert load_release(1).framework.title == "Other"


def test_publishing_forgets_what_was_known_under_that_number():
    publish(renamed("One"))
    load_release(1)
    Release.objects.all()._raw_delete("default")
    import_framework(document=renamed("Two"))
    publish_release()
    assert load_release(1).framework.title == "Two"


def _json(title: str) -> str:
    return canonical_json(renamed(title))


@pytest.mark.parametrize("document", [bakery, large_bakery])
def test_the_working_copy_takes_as_many_queries_however_large_it_is(
    document, django_assert_num_queries
):
    import_framework(document=document())
    with django_assert_num_queries(22):
        found = working_copy_document()
    assert Framework.from_document(found).to_document() == document()
