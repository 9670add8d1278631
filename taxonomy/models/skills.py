"""Sources, skill categories, skills with their five sentences, and what a level needs first."""

from django.db import models

from taxonomy.models.base import (
    Coded,
    Placed,
    Recorded,
    between,
    named,
    unique,
    validate_address,
)


class Source(Coded):
    """A guide or other publication that entries cite; `items` says what each cited item states."""

    cites = None
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.CharField(max_length=30, blank=True, help_text="As printed: 2026-06-08")
    url = models.URLField(max_length=500, blank=True, validators=[validate_address])
    items = models.JSONField(default=dict, blank=True)


class SkillCategory(Coded):
    class Kind(models.TextChoices):
        HARD = "hard", "Hard skills"
        SOFT = "soft", "Soft skills"

    cites = None
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=4, choices=Kind)

    class Meta(Coded.Meta):
        verbose_name_plural = "skill categories"
        constraints = [
            *Coded.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=["hard", "soft"]), name="skillcategory_kind_is_known"
            ),
        ]


class Skill(Coded):
    """A skill. Its `size` sets the default hours per step."""

    class Size(models.TextChoices):
        SMALL = "S", "Small"
        MEDIUM = "M", "Medium"
        LARGE = "L", "Large"

    category = models.ForeignKey(**named("SkillCategory"), related_name="skills")
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    example = models.TextField(blank=True)
    size = models.CharField(max_length=1, choices=Size)
    keywords = models.JSONField(default=list, blank=True)
    codes = models.JSONField("codes in other frameworks", default=dict, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, to_field="code", null=True, blank=True, related_name="replaces"
    )

    class Meta(Coded.Meta):
        constraints = [
            *Coded.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(size__in=["S", "M", "L"]), name="skill_size_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(replaced_by=models.F("code")),
                name="skill_replacement_is_another_skill",
            ),
        ]


class LevelDescriptor(Recorded):
    """The "I can …" sentence of one level of one skill."""

    skill = models.ForeignKey(**named("Skill"), related_name="descriptors")
    level = models.PositiveSmallIntegerField()
    sentence = models.CharField(max_length=160)

    class Meta:
        ordering = ["level"]
        constraints = [
            unique("skill", "level", rule="level_is_unique_per_skill"),
            between("level", 1, 5, rule="level_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} {self.level}"


class Prerequisite(Placed):
    """Level `level` of `skill` needs level `at` of `needed_skill` first.

    Loops over several rows are found when the working copy is validated, not by the database.
    """

    skill = models.ForeignKey(**named("Skill"), related_name="prerequisites")
    level = models.PositiveSmallIntegerField()
    needed_skill = models.ForeignKey(**named("Skill"), related_name="unlocks")
    at = models.PositiveSmallIntegerField()

    class Meta(Placed.Meta):
        constraints = [
            unique("skill", "level", "needed_skill", rule="is_stated_once"),
            between("level", 1, 5, rule="level_is_1_to_5"),
            between("at", 1, 5, rule="at_is_1_to_5"),
            models.CheckConstraint(
                condition=~models.Q(skill=models.F("needed_skill")),
                name="prerequisite_is_another_skill",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} {self.level} needs {self.needed_skill_id} {self.at}"
