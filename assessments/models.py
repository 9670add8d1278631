"""What is stored of one sitting: the assessment, its ratings, its frozen result, links to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from taxonomy.models import Release

NOTE_LENGTH = 4_000
LINK_LENGTH = 500


class Owner:
    """Who asks: a signed-in person, or a guest by the key in their session. Never both."""

    __slots__ = ("guest_key", "user")

    def __init__(self, user: object | None, guest_key: str) -> None:
        self.user = user if getattr(user, "is_authenticated", False) else None
        self.guest_key = "" if self.user else guest_key

    @property
    def fields(self) -> dict[str, object]:
        """The columns that name this owner, to filter by and to create with."""
        return {"learner": self.user, "guest_key": self.guest_key}


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def owned_by(self, owner: Owner) -> "AssessmentQuerySet":
        """What this visitor may see; nothing for a visitor without account or key."""
        if owner.user is None and not owner.guest_key:
            return self.none()
        return self.filter(**owner.fields)

    def submitted(self) -> "AssessmentQuerySet":
        return self.filter(submitted_at__isnull=False)

    def open(self) -> "AssessmentQuerySet":
        return self.filter(submitted_at__isnull=True)

    def annotate_answered(self) -> "AssessmentQuerySet":
        return self.annotate(answered=models.Count("ratings"))


class Assessment(models.Model):
    """One sitting, pinned to the release it was taken under. A retake is a new row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="assessments"
    )
    guest_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    release = models.ForeignKey(
        Release, models.PROTECT, to_field="number", db_column="release_number", related_name="+"
    )
    """By number, so that `release_id` is all that reading the frozen framework takes."""
    role_code = models.CharField(max_length=80)
    focus = models.JSONField(default=list, blank=True)
    """Skill codes asked by a link such as "only the 6 missing for this role"; empty otherwise."""
    retake_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="retakes"
    )
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    answered: int  # the number of ratings, where the rows come from annotate_answered()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(learner__isnull=False, guest_key="")
                | (Q(learner__isnull=True) & ~Q(guest_key="")),
                name="assessment_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True)
                | Q(submitted_at__gte=models.F("started_at")),
                name="assessment_is_submitted_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"Assessment for {self.role_code} of {self.started_at:%Y-%m-%d}"

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None


class Rating(models.Model):
    """One answered skill. Not rated is the absence of a row; "Not sure" is not a level."""

    class Answer(models.TextChoices):
        LEVEL = "level", "Level"
        UNSURE = "unsure", "Not sure"
        NOT_APPLICABLE = "not-applicable", "Does not apply to me"

    class LastUsed(models.TextChoices):
        MONTH = "month", "This month"
        YEAR = "year", "This year"
        LONGER = "longer", "Longer ago"

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="ratings")
    skill_code = models.CharField(max_length=80)
    answer = models.CharField(max_length=16, choices=Answer)
    level = models.PositiveSmallIntegerField(null=True)
    last_used = models.CharField(max_length=8, choices=LastUsed, blank=True, default="")
    evidence_url = models.URLField(max_length=LINK_LENGTH, blank=True, default="")
    note = models.TextField(max_length=NOTE_LENGTH, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    """Counts the changes of this answer, so that a stale window is noticed."""
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "skill_code"], name="rating_is_one_per_skill"
            ),
            models.CheckConstraint(
                # A missing level makes a comparison unknown, and an unknown check passes.
                condition=Q(answer="level", level__isnull=False, level__gte=0, level__lte=5)
                | Q(answer__in=["unsure", "not-applicable"], level__isnull=True),
                name="rating_level_matches_answer",
            ),
            models.CheckConstraint(
                condition=Q(last_used__in=["", "month", "year", "longer"]),
                name="rating_last_used_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill_code}: {self.value}"

    @property
    def value(self) -> str:
        """The answer as the form sends it: "0" to "5", "unsure" or "not-applicable"."""
        return str(self.level) if self.level is not None else self.answer


class ResultIsFrozenError(Exception):
    """Somebody tried to change a stored result."""


class Result(models.Model):
    """The compiled outcome of a submitted assessment: one row, never changed afterwards.

    `levels` maps skill codes to 0-5; `verified` lists the codes backed by evidence; `fits` maps
    every role code of the release to its figures as floats (see scoring.Fit). The columns repeat
    the target role's figures, so that a list of results needs no other table.
    """

    assessment = models.OneToOneField(
        Assessment, on_delete=models.CASCADE, primary_key=True, related_name="result"
    )
    created_at = models.DateTimeField()
    levels = models.JSONField()
    verified = models.JSONField(default=list)
    fits = models.JSONField()
    low = models.FloatField()
    estimate = models.FloatField()
    high = models.FloatField()
    blocker_count = models.PositiveSmallIntegerField()
    answered_count = models.PositiveSmallIntegerField()
    needed_count = models.PositiveSmallIntegerField()
    readiness = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    low__gte=0, low__lte=models.F("estimate"), estimate__lte=models.F("high")
                )
                & Q(high__lte=100),
                name="result_band_is_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"Result of {self.assessment_id}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise ResultIsFrozenError("A stored result never changes; a retake makes a new one.")
        # Without this Django would first try to update the row that has this key.
        super().save(*args, **{**kwargs, "force_insert": True})


class ShareLink(models.Model):
    """A link that shows one result to whoever has it, until revoked. Only its hash is stored."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="share_links")
    token_hash = models.CharField(max_length=64, unique=True)
    shows_name = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Share link of {self.assessment_id}"
