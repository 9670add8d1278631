"""What a framework says once: its title and the names of the levels."""

from django.db import models

from taxonomy.models.base import Placed, Recorded, between, unique


class FrameworkHeader(Recorded):
    """The one row that holds what belongs to the whole framework."""

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="frameworkheader_is_one_row")
        ]

    def __str__(self) -> str:
        return self.title


class ProficiencyLevel(Placed):
    """One step of the scale, 0 to 5, with the anchor that holds for every skill."""

    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    anchor = models.TextField(blank=True)

    class Meta(Placed.Meta):
        constraints = [
            unique("level", rule="level_is_unique"),
            between("level", 0, 5, rule="level_is_on_the_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.name}"
