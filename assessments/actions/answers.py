"""Storing answers, one by one, so that no window overwrites what another one stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.actions.rules import AlreadySubmittedError, locked_open
from assessments.models import Assessment, Owner, Rating
from assessments.queries import asks


@dataclass(frozen=True, slots=True)
class Answer:
    """One checked answer: "0" to "5", "unsure" or "not-applicable", and what goes with it."""

    value: str
    last_used: str = ""
    evidence_url: str = ""
    note: str = ""

    @property
    def level(self) -> int | None:
        return int(self.value) if self.value.isdigit() else None

    @property
    def mark(self) -> str:
        """A short fingerprint, by which a page knows whether it still shows what it was given."""
        text = "\x1f".join((self.value, self.last_used, self.evidence_url, self.note))
        return blake2b(text.encode(), digest_size=6).hexdigest()

    @classmethod
    def of(cls, rating: Rating) -> "Answer":
        return cls(rating.value, rating.last_used, rating.evidence_url, rating.note)

    def put_on(self, rating: Rating) -> None:
        rating.answer = Rating.Answer.LEVEL if self.level is not None else Rating.Answer(self.value)
        rating.level = self.level
        rating.last_used = self.last_used
        rating.evidence_url = self.evidence_url
        rating.note = self.note


@dataclass(frozen=True, slots=True)
class Change:
    """One answer to store. `seen_revision` is what the window knew: 0 nothing, None overwrites."""

    skill_code: str
    answer: Answer
    seen_revision: int | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the changes: rows as they are stored now, and rows another window changed."""

    ratings: dict[str, Rating]
    conflicts: dict[str, Rating]


@transaction.atomic
def save_ratings(
    *, assessment: Assessment, changes: Sequence[Change], now: datetime | None = None
) -> Saved:
    """Store answers one by one; an answer that another window changed meanwhile is left alone.

        stored   sent   the window knew     →
        2        2      anything            saved: there is nothing to do
        2        3      the revision of 2   saved: 3 is stored
        2        3      an older revision   conflict: 2 stays until the person decides

    Raises AlreadySubmittedError. The caller has checked that the assessment asks these skills.
    """
    row, moment = locked_open(assessment), now or timezone.now()
    codes = [change.skill_code for change in changes]
    stored = {rating.skill_code: rating for rating in row.ratings.filter(skill_code__in=codes)}
    saved = Saved({}, {})
    for change in changes:
        code, answer = change.skill_code, change.answer
        rating = stored.get(code) or Rating(assessment=row, skill_code=code, revision=0)
        is_same = rating.revision > 0 and Answer.of(rating) == answer
        if is_same or change.seen_revision in (None, rating.revision):
            saved.ratings[code] = rating if is_same else _stored(rating, answer, moment)
        else:
            saved.conflicts[code] = rating
    return saved


def _stored(rating: Rating, answer: Answer, now: datetime) -> Rating:
    answer.put_on(rating)
    rating.revision += 1
    rating.rated_at = now
    rating.save()
    return rating


def save_pending_answers(*, user: object, pending: Mapping[str, Any]) -> int:
    """Store the answers that waited while somebody signed in again. Returns how many were stored.

    `pending` is {"assessment": id, "changes": [Change as a mapping, …]} as the session held it.
    What is not theirs, already submitted or newer in another window is left alone.
    """
    own = Assessment.objects.owned_by(Owner(user, "")).filter(pk=pending["assessment"]).first()
    if own is None:
        return 0
    changes = [
        Change(each["skill_code"], Answer(**each["answer"]), each["seen_revision"])
        for each in pending["changes"]
        if asks(own, each["skill_code"])
    ]
    try:
        return len(save_ratings(assessment=own, changes=changes).ratings)
    except AlreadySubmittedError:
        return 0
