"""The way to a role: phases, backgrounds, resources, projects, certifications and advice."""

from django.db import models

from taxonomy.models.base import (
    Coded,
    Placed,
    Recorded,
    between,
    in_order,
    named,
    unique,
    validate_address,
)


class Phase(Coded):
    """A stretch of the way, with the hours it takes a complete beginner."""

    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    hours_low = models.FloatField(null=True, blank=True)
    hours_high = models.FloatField(null=True, blank=True)

    class Meta(Coded.Meta):
        constraints = [
            *Coded.Meta.constraints,
            in_order("hours_low", "hours_high", rule="hours_low_is_not_above_high"),
        ]


class PhaseSkill(Placed):
    phase = models.ForeignKey(**named("Phase"), related_name="phase_skills")
    skill = models.ForeignKey(**named("Skill"), related_name="phase_skills")

    class Meta(Placed.Meta):
        constraints = [unique("phase", "skill", rule="skill_is_unique_per_phase")]

    def __str__(self) -> str:
        return f"{self.phase_id} {self.skill_id}"


class Background(Coded):
    """Where people start from, and how long a source says the way to `role` takes from there."""

    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    hours_per_week = models.FloatField()
    role = models.ForeignKey(
        "taxonomy.RoleProfile",
        models.SET_NULL,
        to_field="code",
        null=True,
        blank=True,
        related_name="backgrounds",
    )
    months_low = models.FloatField(null=True, blank=True)
    months_high = models.FloatField(null=True, blank=True)

    class Meta(Coded.Meta):
        constraints = [
            *Coded.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(hours_per_week__gt=0),
                name="background_hours_per_week_is_above_0",
            ),
            in_order("months_low", "months_high", rule="months_low_is_not_above_high"),
        ]


class BackgroundSkill(Recorded):
    """A skill that people with this background bring; those without a row are at level 0."""

    background = models.ForeignKey(**named("Background"), related_name="background_skills")
    skill = models.ForeignKey(**named("Skill"), related_name="background_skills")
    level = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["level", "pk"]
        constraints = [
            unique("background", "skill", rule="skill_is_unique_per_background"),
            between("level", 0, 5, rule="level_is_on_the_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.background_id}: {self.skill_id} {self.level}"


class LearningResource(Coded):
    title = models.CharField(max_length=300)
    provider = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, validators=[validate_address])
    kind = models.CharField(max_length=50, blank=True)
    hours = models.FloatField(null=True, blank=True)
    cost_usd = models.FloatField("cost in US dollars", null=True, blank=True)


class ResourceStep(Placed):
    """The part of one skill that a resource teaches: from one level up to another."""

    resource = models.ForeignKey(**named("LearningResource"), related_name="steps")
    skill = models.ForeignKey(**named("Skill"), related_name="resource_steps")
    from_level = models.PositiveSmallIntegerField()
    to_level = models.PositiveSmallIntegerField()

    class Meta(Placed.Meta):
        constraints = [
            unique("resource", "skill", "from_level", rule="is_stated_once"),
            between("to_level", 1, 5, rule="to_level_is_1_to_5"),
            models.CheckConstraint(
                condition=models.Q(from_level__lt=models.F("to_level")),
                name="resourcestep_goes_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id}: {self.skill_id} {self.from_level} to {self.to_level}"


class Project(Coded):
    """Something to build that shows the skills it names."""

    title = models.CharField(max_length=300)
    brief = models.TextField(blank=True)


class ProjectSkill(Placed):
    project = models.ForeignKey(**named("Project"), related_name="project_skills")
    skill = models.ForeignKey(**named("Skill"), related_name="project_skills")
    level = models.PositiveSmallIntegerField()

    class Meta(Placed.Meta):
        constraints = [
            unique("project", "skill", rule="skill_is_unique_per_project"),
            between("level", 1, 5, rule="level_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.skill_id} {self.level}"


class Certification(Coded):
    title = models.CharField(max_length=300)
    by = models.CharField("awarded by", max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True, validators=[validate_address])
    note = models.TextField(blank=True)
    exam_usd = models.FloatField("exam fee in US dollars", null=True, blank=True)
    hours_low = models.FloatField(null=True, blank=True)
    hours_high = models.FloatField(null=True, blank=True)

    class Meta(Coded.Meta):
        constraints = [
            *Coded.Meta.constraints,
            in_order("hours_low", "hours_high", rule="hours_low_is_not_above_high"),
        ]


class CertificationSkill(Placed):
    certification = models.ForeignKey(**named("Certification"), related_name="certification_skills")
    skill = models.ForeignKey(**named("Skill"), related_name="certification_skills")
    level = models.PositiveSmallIntegerField()

    class Meta(Placed.Meta):
        constraints = [
            unique("certification", "skill", rule="skill_is_unique_per_certification"),
            between("level", 1, 5, rule="level_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.certification_id}: {self.skill_id} {self.level}"


class Advice(Coded):
    """A piece of career advice; without roles it is for everybody."""

    title = models.CharField(max_length=300, blank=True)
    text = models.TextField()

    class Meta(Coded.Meta):
        verbose_name_plural = "advice"


class AdviceRole(Placed):
    advice = models.ForeignKey(**named("Advice"), related_name="advice_roles")
    role = models.ForeignKey(**named("RoleProfile"), related_name="advice_roles")

    class Meta(Placed.Meta):
        constraints = [unique("advice", "role", rule="role_is_unique_per_advice")]

    def __str__(self) -> str:
        return f"{self.advice_id}: {self.role_id}"
