"""Releases: the frozen, numbered documents that everything outside this app reads."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone


class ReleaseIsFrozenError(Exception):
    """Somebody tried to change or remove what results are pinned to."""

    def __init__(self) -> None:
        super().__init__("A release never changes. Edit the working copy and publish it instead.")


class ReleaseQuerySet(models.QuerySet["Release"]):
    def update(self, **changes: Any) -> NoReturn:
        raise ReleaseIsFrozenError

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise ReleaseIsFrozenError

    def delete(self) -> NoReturn:
        raise ReleaseIsFrozenError


class Release(models.Model):
    """One published framework: `document` is canonical JSON, `sha256` its checksum in hex.

    A trigger (migration 0002) refuses changes made past this class too. When the author's account
    goes, the author alone is forgotten.
    """

    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(default=timezone.now)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    notes = models.TextField(blank=True)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="release_number_is_unique"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="release_number_is_positive"
            ),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), 64), name="release_sha256_is_64_characters"
            ),
        ]

    def __str__(self) -> str:
        return f"Release {self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise ReleaseIsFrozenError
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise ReleaseIsFrozenError
