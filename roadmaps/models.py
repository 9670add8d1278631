"""What is stored of a learner's way to a role: the path, its steps, and what is done of them.

A path and its steps are a plan: made anew whenever it is re-planned. What a learner has done is
kept apart, under learner + skill + level, so it counts in every path and no re-plan can lose it.

    LearningPath ── PathStep (skill, to_level)        the plan
    User ────────── StepProgress (skill, to_level)    doing, done, skipped
              └──── LogEntry (skill, to_level)        hours, notes, evidence
"""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models import LINK_LENGTH, NOTE_LENGTH, Assessment
from taxonomy.models import Release

LEAST_HOURS, MOST_HOURS = Decimal("0.5"), Decimal(80)
"""Hours a week that a path may be paced by."""
HOURS_A_DAY = 24


class LearningPathQuerySet(models.QuerySet["LearningPath"]):
    def owned_by(self, learner: object) -> "LearningPathQuerySet":
        return self.filter(learner=learner)


class LearningPath(models.Model):
    """A learner's plan towards one role, or two; at most one for each target."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="paths"
    )
    release = models.ForeignKey(
        Release, models.PROTECT, to_field="number", db_column="release_number", related_name="+"
    )
    role_code = models.CharField(max_length=80)
    second_role_code = models.CharField(max_length=80, blank=True, default="")
    basis = models.ForeignKey(
        Assessment, on_delete=models.SET_NULL, null=True, related_name="paths"
    )
    """The assessment whose levels it starts from; without one it starts from zero."""
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1)
    starts_on = models.DateField()
    planned_from = models.DateField()
    """The day from which the open steps are laid out: the start, or the day of the last re-plan."""
    pauses = models.JSONField(default=list, blank=True)
    """Pairs of days, first and last, on which nothing is learned."""
    created_at = models.DateTimeField()
    planned_at = models.DateTimeField()

    objects = LearningPathQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "role_code", "second_role_code"],
                name="learning_path_is_one_per_target",
            ),
            models.CheckConstraint(
                condition=~Q(role_code=F("second_role_code")),
                name="learning_path_has_two_different_roles",
            ),
            models.CheckConstraint(
                condition=Q(planned_from__gte=F("starts_on")),
                name="learning_path_is_planned_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gte=LEAST_HOURS, hours_per_week__lte=MOST_HOURS),
                name="learning_path_hours_fit_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"Path to {self.role_code}"

    @property
    def role_codes(self) -> tuple[str, ...]:
        return tuple(code for code in (self.role_code, self.second_role_code) if code)


class PathStep(models.Model):
    """One step of a plan: raise one skill by one level, in these days.

    `needed_for` lists the skills it opens, where the role itself does not ask for it; `after` lists
    the steps it waits for, as [skill, level]; `serves` the roles. The name is kept beside the code,
    so that a step which a newer release no longer knows still has one.
    """

    path = models.ForeignKey(LearningPath, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    skill_code = models.CharField(max_length=80)
    skill_name = models.CharField(max_length=200)
    to_level = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField()
    needed_for = models.JSONField(default=list, blank=True)
    after = models.JSONField(default=list, blank=True)
    serves = models.JSONField(default=list, blank=True)
    starts_on = models.DateField(null=True)
    """Without days when it was skipped, or done before the plan was made."""
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["path", "skill_code", "to_level"], name="path_step_is_one_per_level"
            ),
            models.CheckConstraint(
                condition=Q(to_level__gte=1, to_level__lte=4), name="path_step_can_be_scheduled"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="path_step_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill_code} to {self.to_level}"

    @property
    def pair(self) -> tuple[str, int]:
        return self.skill_code, self.to_level


class StepProgress(models.Model):
    """How far one learner is with one step, in whatever path it stands. To do is no row."""

    class Status(models.TextChoices):
        DOING = "doing", "Doing"
        DONE = "done", "Done"
        SKIPPED = "skipped", "Skipped"

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="step_progress"
    )
    skill_code = models.CharField(max_length=80)
    to_level = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8, choices=Status)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "skill_code", "to_level"], name="step_progress_is_one_per_step"
            ),
            models.CheckConstraint(
                condition=Q(to_level__gte=1, to_level__lte=4), name="step_progress_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_at__isnull=False)
                | Q(status__in=["doing", "skipped"], done_at__isnull=True),
                name="step_progress_is_done_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill_code} to {self.to_level}: {self.status}"

    @property
    def pair(self) -> tuple[str, int]:
        return self.skill_code, self.to_level


class LogEntry(models.Model):
    """What a learner did for one step on one day: hours, a note, a link that shows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="log_entries"
    )
    skill_code = models.CharField(max_length=80)
    to_level = models.PositiveSmallIntegerField()
    logged_on = models.DateField()
    hours = models.DecimalField(max_digits=3, decimal_places=1, default=Decimal(0))
    note = models.TextField(max_length=NOTE_LENGTH, blank=True, default="")
    evidence_url = models.URLField(max_length=LINK_LENGTH, blank=True, default="")
    level = models.PositiveSmallIntegerField(null=True)
    """Where the learner now sees themselves, if they said so: a claim, like a rating."""
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-logged_on", "-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gte=0, hours__lte=HOURS_A_DAY), name="log_entry_fits_a_day"
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0)
                | ~Q(note="")
                | ~Q(evidence_url="")
                | Q(level__isnull=False),
                name="log_entry_says_something",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=0, level__lte=5),
                name="log_entry_level_is_on_the_scale",
            ),
        ]
        indexes = [models.Index(fields=["learner", "skill_code", "to_level"], name="log_of_step")]

    def __str__(self) -> str:
        return f"{self.logged_on}: {self.hours} h {self.skill_code}"

    @property
    def pair(self) -> tuple[str, int]:
        return self.skill_code, self.to_level


class Reminder(models.Model):
    """A learner who chose the weekly mail. Nobody has a row until they ask for one."""

    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder"
    )
    weekday = models.PositiveSmallIntegerField(default=0)
    """0 Monday to 6 Sunday, in the learner's time zone."""
    created_at = models.DateTimeField()
    last_sent_on = models.DateField(null=True)
    """The day that the last mail was for; it may have gone some days later."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6), name="reminder_weekday_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Weekly mail to {self.learner_id}"
