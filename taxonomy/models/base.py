"""What the tables of the working copy have in common: place, code, history, and their rules."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from simple_history.models import HistoricalRecords

CODE_LENGTH = 100

validate_code = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    "Write the code in small letters and digits, joined by single hyphens.",
)


def validate_address(address: str) -> None:
    """Refuse anything but a plain https address; a name before an @ hides the real host."""
    URLValidator(schemes=["https"], message="Enter an address that starts with https://.")(address)
    if "@" in urlsplit(address).netloc:
        raise ValidationError("Enter an address without a user name.")


def unique(*fields: str, rule: str) -> models.UniqueConstraint:
    """A unique constraint called `<model>_<rule>`."""
    return models.UniqueConstraint(fields=fields, name=f"%(class)s_{rule}")


def between(field: str, low: int, high: int, *, rule: str) -> models.CheckConstraint:
    """A check that the field lies from `low` to `high`, called `<model>_<rule>`."""
    condition = models.Q((f"{field}__gte", low), (f"{field}__lte", high))
    return models.CheckConstraint(condition=condition, name=f"%(class)s_{rule}")


def in_order(low: str, high: str, *, rule: str) -> models.CheckConstraint:
    """A check that the first field is not above the second; an empty one passes."""
    condition = models.Q((f"{low}__lte", models.F(high)))
    return models.CheckConstraint(condition=condition, name=f"%(class)s_{rule}")


def named(model: str) -> dict[str, Any]:
    """Options of a foreign key that holds the stable code of a `model`."""
    return {"to": f"taxonomy.{model}", "to_field": "code", "on_delete": models.CASCADE}


class Recorded(models.Model):
    """A row of the working copy: every edit of it is kept, with who and when."""

    history = HistoricalRecords(inherit=True)
    _history_user: Any  # who edits, set before a row is saved or removed

    class Meta:
        abstract = True


class Placed(Recorded):
    """A row that keeps its place in the list it stands in, so that documents round-trip."""

    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Coded(Placed):
    """A row with a stable code, which is never given to anything else, and its citations."""

    code = models.CharField(max_length=CODE_LENGTH, validators=[validate_code])
    cites = models.JSONField(default=list, blank=True)

    class Meta(Placed.Meta):
        abstract = True
        constraints = [unique("code", rule="code_is_unique")]

    def __str__(self) -> str:
        return self.code
