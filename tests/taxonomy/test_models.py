"""The tables: what the database refuses by itself, and that a release never changes."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from taxonomy.models import (
    Background,
    BackgroundSkill,
    FrameworkHeader,
    LearningResource,
    LevelDescriptor,
    Prerequisite,
    ProficiencyLevel,
    Release,
    ReleaseIsFrozenError,
    Requirement,
    ResourceStep,
    RoleFact,
    RoleProfile,
    Skill,
    SkillCategory,
    Source,
)
from tests.taxonomy.documents import bakery, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_taxonomy")]

SENTENCE = "A release never changes. Edit the working copy and publish it instead."


def a_skill(code: str = "rye", **more) -> Skill:
    SkillCategory.objects.get_or_create(code="bread", name="Bread", kind="hard")
    return Skill(code=code, name=code, category_id="bread", **{"size": "S", **more})


def a_descriptor(level: int) -> LevelDescriptor:
    return LevelDescriptor(skill_id="rye", level=level, sentence="I can")


def a_background(**more) -> Background:
    return Background(**{"code": "home", "name": "Home", "hours_per_week": 5, **more})


def a_background_skill(level: int = 2) -> BackgroundSkill:
    return BackgroundSkill(background_id="home", skill_id="rye", level=level)


IMPOSSIBLE = [
    ("source_code_is_unique", lambda: [Source(code="a", title="A"), Source(code="a", title="B")]),
    ("skillcategory_kind_is_known", lambda: [SkillCategory(code="a", name="A", kind="warm")]),
    ("skill_code_is_unique", lambda: [a_skill(), a_skill()]),
    ("skill_size_is_known", lambda: [a_skill(size="X")]),
    ("skill_replacement_is_another_skill", lambda: [a_skill(replaced_by_id="rye")]),
    (
        "leveldescriptor_level_is_unique_per_skill",
        lambda: [a_skill(), a_descriptor(1), a_descriptor(1)],
    ),
    ("leveldescriptor_level_is_1_to_5", lambda: [a_skill(), a_descriptor(0)]),
    (
        "prerequisite_is_another_skill",
        lambda: [a_skill(), Prerequisite(skill_id="rye", level=2, needed_skill_id="rye", at=1)],
    ),
    (
        "prerequisite_at_is_1_to_5",
        lambda: [
            a_skill(),
            a_skill("oat"),
            Prerequisite(skill_id="rye", level=2, needed_skill_id="oat", at=6),
        ],
    ),
    ("requirement_weight_is_above_0", lambda: a_requirement(weight=0)),
    ("requirement_level_is_1_to_5", lambda: a_requirement(level=6)),
    ("requirement_threshold_is_within_a_must_have", lambda: a_requirement(threshold=1)),
    (
        "requirement_threshold_is_within_a_must_have",
        lambda: a_requirement(is_must_have=True, threshold=4),
    ),
    (
        "requirement_skill_is_unique_per_role",
        lambda: [*a_requirement(), a_requirement()[-1]],
    ),
    (
        "rolefact_low_is_not_above_high",
        lambda: [
            RoleProfile(code="baker", name="Baker"),
            RoleFact(role_id="baker", what="Pay", low=2, high=1, unit="GBP", year=2024, by="A"),
        ],
    ),
    (
        "resourcestep_goes_up",
        lambda: [
            a_skill(),
            LearningResource(code="book", title="Book", url="https://a.example/"),
            ResourceStep(resource_id="book", skill_id="rye", from_level=2, to_level=2),
        ],
    ),
    ("background_hours_per_week_is_above_0", lambda: [a_background(hours_per_week=0)]),
    (
        "background_months_low_is_not_above_high",
        lambda: [a_background(months_low=2, months_high=1)],
    ),
    (
        "backgroundskill_level_is_on_the_scale",
        lambda: [a_skill(), a_background(), a_background_skill(level=6)],
    ),
    (
        "backgroundskill_skill_is_unique_per_background",
        lambda: [a_skill(), a_background(), a_background_skill(), a_background_skill()],
    ),
    ("proficiencylevel_level_is_on_the_scale", lambda: [ProficiencyLevel(level=6, name="God")]),
    ("frameworkheader_is_one_row", lambda: [FrameworkHeader(pk=2, title="Another")]),
    ("release_number_is_positive", lambda: [a_release(0)]),
    ("release_number_is_unique", lambda: [a_release(1), a_release(1)]),
    ("release_sha256_is_64_characters", lambda: [a_release(1, sha256="abc")]),
]


def a_requirement(**more):
    values = {"role_id": "baker", "skill_id": "rye", "level": 3, "weight": 1, **more}
    return [a_skill(), RoleProfile(code="baker", name="Baker"), Requirement(**values)]


def a_release(number: int, sha256: str = "a" * 64) -> Release:
    return Release(number=number, document="{}", sha256=sha256)


@pytest.mark.parametrize(("rule", "rows"), IMPOSSIBLE)
def test_the_database_refuses_the_impossible_by_name(rule, rows):
    *possible, impossible = rows()
    for row in possible:
        row.save()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        impossible.save()
    # SQLite names the columns of a unique constraint in place of the constraint itself.
    named = {each.name: each for each in impossible._meta.constraints}[rule]
    words = (
        [rule]
        if connection.vendor == "postgresql" or not hasattr(named, "fields")
        else [impossible._meta.get_field(field).column for field in named.fields]
    )
    assert all(word in str(refusal.value) for word in words)


def test_every_constraint_is_named_after_its_model():
    for model in (each for each in Release._meta.apps.get_app_config("taxonomy").get_models()):
        for constraint in model._meta.constraints:
            assert constraint.name.startswith(f"{model._meta.model_name}_")


def test_an_edit_of_the_working_copy_is_kept_with_what_it_was():
    source = Source.objects.create(code="b1", title="Old")
    source.title = "New"
    source.save()
    kept = source.history.values_list("history_type", "title")
    assert list(kept) == [("~", "New"), ("+", "Old")]


def test_a_release_cannot_be_saved_again():
    release = publish()
    release.notes = "Better notes"
    with pytest.raises(ReleaseIsFrozenError) as refusal:
        release.save()
    assert str(refusal.value) == SENTENCE
    assert Release.objects.get().notes == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda release: release.delete(),
        lambda release: Release.objects.all().delete(),
        lambda release: Release.objects.filter(number=1).update(notes="x"),
        lambda release: Release.objects.bulk_update([release], ["notes"]),
        lambda release: Release.objects.update_or_create(number=1, defaults={"notes": "x"}),
    ],
)
def test_a_release_cannot_be_changed_or_removed_through_the_model(change):
    release = publish()
    before = Release.objects.values().get()
    with pytest.raises(ReleaseIsFrozenError) as refusal:
        change(release)
    assert str(refusal.value) == SENTENCE
    assert Release.objects.values().get() == before


@pytest.mark.parametrize("column", ["number", "published_at", "notes", "document", "sha256"])
def test_a_release_cannot_be_changed_past_the_model(column):
    publish()
    before = Release.objects.values().get()
    values = {"number": 7, "published_at": "2020-01-01 00:00:00+00:00"}
    value = values.get(column, "b" * 64)
    with (
        pytest.raises(IntegrityError, match="a release never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE taxonomy_release SET {column} = %s", [value])
    assert Release.objects.values().get() == before


def test_a_release_gets_no_other_author_past_the_model():
    noor = User.objects.create_user("noor@example.org", name="Noor")
    publish()
    with (
        pytest.raises(IntegrityError, match="a release never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE taxonomy_release SET author_id = %s", [noor.pk])
    assert Release.objects.get().author is None


def test_a_release_outlives_its_author():
    noor = User.objects.create_user("noor@example.org", name="Noor")
    release = publish(bakery(), author=noor, notes="First")
    before = Release.objects.values().get()
    assert before["author_id"] == noor.pk
    noor.delete()
    assert Release.objects.values().get() == {**before, "author_id": None}
    assert release.number == 1
