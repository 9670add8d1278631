"""Importing a document and publishing a release."""

import copy
import json
from hashlib import sha256

import pytest
from django.db import transaction

from accounts.models import User
from taxonomy.actions import (
    FrameworkRefusedError,
    NothingToPublishError,
    import_framework,
    publish_release,
)
from taxonomy.documents import read_yaml, write_yaml
from taxonomy.framework import Framework
from taxonomy.models import (
    BackgroundSkill,
    FrameworkHeader,
    LevelDescriptor,
    Release,
    Requirement,
    RoleProfile,
    Skill,
    Source,
)
from taxonomy.models.layout import every_table
from taxonomy.queries import working_copy_document
from taxonomy.reading import Entry, columns, walk, write_entry
from tests.taxonomy.documents import bakery, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_taxonomy")]


@pytest.fixture
def noor():
    """The taxonomy admin."""
    return User.objects.create_user("noor@example.org", name="Noor")


def stored() -> dict:
    return Framework.from_document(working_copy_document()).to_document()


def history_count() -> int:
    return FrameworkHeader.history.count() + sum(
        table.model.history.count() for table in every_table()
    )


def test_document_to_tables_to_document_is_equal_to_the_byte():
    import_framework(document=read_yaml(write_yaml(bakery())))
    assert stored() == bakery()
    assert write_yaml(stored()) == write_yaml(bakery())


def test_the_order_of_every_list_survives():
    document = bakery()
    for key in ("sources", "categories", "roles", "phases", "backgrounds", "resources", "advice"):
        document[key].reverse()
    for category in document["categories"]:
        category["skills"].reverse()
    for role in document["roles"]:
        role["requirements"].reverse()
    document["phases"][1]["skills"].reverse()
    import_framework(document=bakery())
    import_framework(document=document)
    assert write_yaml(stored()) == write_yaml(document)


def test_the_tables_hold_every_key_that_a_document_can_have():
    """The small framework uses every key of every entry; none may be lost on the way."""
    used: dict[type[Entry], set[str]] = {}
    for entry in walk(Framework.from_document(bakery()).content):
        used.setdefault(type(entry), set()).update(write_entry(entry))
    known = {each: {column.name for column in columns(each)} for each in used}
    assert used == known
    for table in every_table():
        for key, column in table.columns.items():
            assert table.model._meta.get_field(column).attname == column, key
    assert set(working_copy_document()) == set(bakery())


def test_the_order_of_a_mapping_is_the_same_on_every_database():
    """PostgreSQL gives back short keys first: esco before bakers-atlas."""
    document = bakery()
    sourdough = document["categories"][0]["skills"][1]
    sourdough["codes"] = dict(reversed(sourdough["codes"].items()))
    document["sources"][0]["items"] = dict(reversed(document["sources"][0]["items"].items()))
    import_framework(document=document)
    assert write_yaml(stored()) == write_yaml(bakery())


def test_the_skills_of_a_background_are_rows_with_a_history():
    import_framework(document=bakery())
    document = bakery()
    document["backgrounds"][1]["levels"] = {"kneading": 3, "sourdough": 1}
    import_framework(document=document)
    assert stored() == document
    rows = BackgroundSkill.objects.values_list("background", "skill", "level")
    assert set(rows) == {("home-baker", "kneading", 3), ("home-baker", "sourdough", 1)}
    kneading = BackgroundSkill.objects.get(skill="kneading")
    assert list(kneading.history.values_list("history_type", "level")) == [("~", 3), ("+", 2)]
    assert BackgroundSkill.history.get(history_type="-").skill_id == "serving"


def test_importing_twice_changes_no_row_and_leaves_no_trace():
    import_framework(document=bakery())
    keys = dict(Skill.objects.values_list("code", "pk"))
    traces = history_count()
    import_framework(document=bakery())
    assert dict(Skill.objects.values_list("code", "pk")) == keys
    assert history_count() == traces


def test_a_known_code_is_updated_and_only_what_changed_is_recorded(noor):
    import_framework(document=bakery())
    keys = dict(Skill.objects.values_list("code", "pk"))
    traces = history_count()
    document = bakery()
    document["categories"][0]["skills"][0]["name"] = "Kneading by hand"
    import_framework(document=document, author=noor)
    assert dict(Skill.objects.values_list("code", "pk")) == keys
    assert history_count() == traces + 1
    last = Skill.objects.get(code="kneading").history.first()
    assert (last.name, last.history_type, last.history_user) == ("Kneading by hand", "~", noor)


def test_what_the_document_leaves_out_goes_and_its_history_stays(noor):
    import_framework(document=bakery())
    document = bakery()
    document["roles"].pop()
    document["categories"][0]["skills"].pop()
    document["phases"].pop()
    import_framework(document=document, author=noor)
    assert stored() == document
    assert list(RoleProfile.objects.values_list("code", flat=True)) == ["baker"]
    assert Requirement.objects.count() == 3
    assert LevelDescriptor.objects.count() == 15
    gone = RoleProfile.history.filter(code="shop-keeper").first()
    assert (gone.history_type, gone.history_user) == ("-", noor)


def test_a_skill_may_move_to_another_category():
    import_framework(document=bakery())
    key = Skill.objects.get(code="kneading").pk
    document = bakery()
    document["categories"][1]["skills"].append(document["categories"][0]["skills"].pop(0))
    import_framework(document=document)
    assert stored() == document
    assert Skill.objects.get(code="kneading").pk == key


def test_every_problem_is_named_at_once_and_nothing_is_written():
    import_framework(document=bakery())
    traces = history_count()
    document = bakery()
    document["title"] = "Changed"
    document["roles"][0]["requirements"][0]["level"] = 7
    document["roles"][1]["requirements"][0]["skill"] = "juggling"
    del document["categories"][0]["skills"][0]["levels"][3]
    with pytest.raises(FrameworkRefusedError) as refusal:
        import_framework(document=document)
    expected = Framework.from_document(document).problems()
    assert len(expected) == 3
    assert list(refusal.value.problems) == expected
    assert str(refusal.value) == "\n".join(problem.sentence for problem in expected)
    assert stored() == bakery()
    assert history_count() == traces


def test_something_that_is_no_mapping_is_refused():
    with pytest.raises(FrameworkRefusedError) as refusal:
        import_framework(document=["bread"])
    assert str(refusal.value) == "A framework document is a mapping, not a list."


def test_what_only_the_tables_refuse_is_a_problem_too():
    document = bakery()
    document["sources"][0]["title"] = "x" * 301
    document["resources"][0]["url"] = "https://guild.example@elsewhere.example/"
    document["phases"][0]["skills"].append("kneading")
    with pytest.raises(FrameworkRefusedError) as refusal:
        import_framework(document=document)
    assert [problem.path for problem in refusal.value.problems] == [
        "sources[0].title",
        "phases[0].skills[2]",
        "resources[0].url",
    ]
    assert [problem.sentence for problem in refusal.value.problems] == [
        "sources[0].title: Ensure this value has at most 300 characters (it has 301).",
        "phases[0].skills[2]: the same is listed twice.",
        "resources[0].url: Enter an address without a user name.",
    ]
    assert Source.objects.count() == 0


def test_an_import_that_fails_half_way_writes_nothing(monkeypatch):
    import_framework(document=bakery())
    document = bakery()
    document["title"] = "Other work"
    document["sources"][1]["title"] = "Other ovens"
    document["roles"].pop()

    def fail(*args, **options):
        raise RuntimeError("power cut")

    monkeypatch.setattr(RoleProfile, "delete", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        import_framework(document=document)
    assert stored() == bakery()


def test_publishing_freezes_the_working_copy_under_the_next_number(noor):
    import_framework(document=bakery())
    first = publish_release(author=noor, notes="The first")
    document = bakery()
    document["title"] = "More bakery work"
    import_framework(document=document)
    second = publish_release()
    assert [(each.number, each.author, each.notes) for each in (first, second)] == [
        (1, noor, "The first"),
        (2, None, ""),
    ]
    body = Release.objects.get(number=1).document
    assert first.sha256 == sha256(body.encode()).hexdigest()
    assert Framework.from_document(json.loads(body)).to_document() == bakery()
    assert Framework.from_document(json.loads(second.document)).title == "More bakery work"


def test_publishing_nothing_new_is_refused():
    publish()
    import_framework(document=bakery())
    with pytest.raises(NothingToPublishError) as refusal:
        publish_release()
    assert str(refusal.value) == (
        "Nothing has changed since release 1, so there is nothing to publish."
    )
    assert Release.objects.count() == 1


def test_publishing_a_faulty_working_copy_is_refused_with_every_problem():
    import_framework(document=bakery())
    LevelDescriptor.objects.filter(level=5).delete()
    Requirement.objects.filter(role_id="shop-keeper").delete()
    with pytest.raises(FrameworkRefusedError) as refusal:
        publish_release()
    assert (
        list(refusal.value.problems) == Framework.from_document(working_copy_document()).problems()
    )
    assert len(refusal.value.problems) == 5
    assert Release.objects.count() == 0


def test_publishing_an_empty_working_copy_is_refused():
    with pytest.raises(FrameworkRefusedError):
        publish_release()
    assert Release.objects.count() == 0


def test_a_release_that_was_rolled_back_leaves_its_number_free():
    import_framework(document=bakery())
    with transaction.atomic():
        assert publish_release().number == 1
        transaction.set_rollback(True)
    assert publish_release().number == 1


def test_the_document_passed_in_is_not_changed():
    document = bakery()
    before = copy.deepcopy(document)
    publish(document)
    assert document == before
