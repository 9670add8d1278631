"""Role profiles, what they require, and published figures about them."""

from django.db import models

from taxonomy.models.base import Coded, Placed, between, in_order, named, unique


class RoleProfile(Coded):
    """A job, the question it answers, and (through `requirements`) the skills it takes."""

    name = models.CharField(max_length=200)
    aliases = models.JSONField(default=list, blank=True)
    summary = models.TextField(blank=True)
    question = models.TextField(blank=True)
    codes = models.JSONField("codes in other frameworks", default=dict, blank=True)


class Requirement(Placed):
    """What a role asks of one skill. `threshold` is the level below which a must-have blocks."""

    role = models.ForeignKey(**named("RoleProfile"), related_name="requirements")
    skill = models.ForeignKey(**named("Skill"), related_name="requirements")
    level = models.PositiveSmallIntegerField()
    weight = models.FloatField()
    is_must_have = models.BooleanField("must-have", default=False)
    threshold = models.PositiveSmallIntegerField(null=True, blank=True)
    cites = models.JSONField(default=list)

    class Meta(Placed.Meta):
        constraints = [
            unique("role", "skill", rule="skill_is_unique_per_role"),
            between("level", 1, 5, rule="level_is_1_to_5"),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0), name="requirement_weight_is_above_0"
            ),
            models.CheckConstraint(
                condition=models.Q(threshold=None)
                | models.Q(is_must_have=True, threshold__gte=1, threshold__lte=models.F("level")),
                name="requirement_threshold_is_within_a_must_have",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} needs {self.skill_id} {self.level}"


class RoleFact(Placed):
    """A published figure about a role, such as pay, with its year and who says so."""

    role = models.ForeignKey(**named("RoleProfile"), related_name="facts")
    what = models.TextField()
    low = models.FloatField()
    high = models.FloatField()
    unit = models.CharField(max_length=50)
    year = models.PositiveSmallIntegerField()
    by = models.CharField("according to", max_length=300)
    cites = models.JSONField(default=list, blank=True)

    class Meta(Placed.Meta):
        constraints = [
            unique("role", "position", rule="position_is_unique_per_role"),
            in_order("low", "high", rule="low_is_not_above_high"),
        ]

    def __str__(self) -> str:
        return self.what
