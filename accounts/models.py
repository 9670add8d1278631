"""People: who signs in, and how they want the product to look and speak."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower


@cache
def known_time_zones() -> frozenset[str]:
    """The zones of this machine's tz database, read once: the list is a walk over many files."""
    return frozenset(available_timezones())


def validate_time_zone(name: str) -> None:
    """Refuse a time zone that this machine's tz database does not know."""
    if name not in known_time_zones():
        raise ValidationError("Choose a time zone from the list.")


def validate_name(name: str) -> None:
    """Any script is welcome; control characters would break mail headers and log lines."""
    if any(unicodedata.category(character) == "Cc" for character in name):
        raise ValidationError("Enter your name on one line, without control characters.")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who signs in with `email`; without a password nobody can sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is the log-in and is unique whatever its case."""

    class Theme(models.TextChoices):
        AUTO = "auto", "Like my device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=120, validators=[validate_name])
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    locale = models.CharField(max_length=16, default="en-gb")
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    has_digit_keys = models.BooleanField("choose a level with the keys 0 to 5", default=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    session_epoch = models.PositiveIntegerField(default=0)
    """Part of every session's hash: raising it ends all sessions of this person at once."""

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case"),
            models.CheckConstraint(
                condition=models.Q(theme__in=["auto", "light", "dark"]), name="user_theme_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """Their clock. A stored zone may be missing on another machine; nobody is locked out."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for fallback in super().get_session_auth_fallback_hash():
            yield f"{fallback}.{self.session_epoch}"


class SignInTry(models.Model):
    """One password that was tried, counted under one key (see accounts/limits.py).

    Kept in the database because a limit in a cache opens when the cache is lost. The key is a keyed
    hash, so the table names nobody.
    """

    key = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="sign_in_try_by_key")]

    def __str__(self) -> str:
        return f"a try at {self.at:%Y-%m-%d %H:%M:%S}"
