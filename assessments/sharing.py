"""Share links: made, revoked and opened. Whoever made one knows its token; we keep its hash."""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from assessments.explanation import Explanation, explain
from assessments.models import Assessment, ShareLink
from assessments.reports import Report, result_report

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SharedResult:
    """What whoever has the link sees: the report, and a name only where the owner chose so."""

    report: Report
    name: str

    @property
    def why(self) -> Explanation:
        return explain(self.report.rows, "loss", "all")


def shared_result(*, assessment: Assessment, shows_name: bool) -> SharedResult:
    """What a link to this result would show."""
    name = assessment.learner.name if shows_name and assessment.learner else ""
    return SharedResult(result_report(assessment), name)


def open_share_link(token: str) -> SharedResult | None:
    """What the link shows; None for anything that is not a working token. Four queries at most."""
    link = (
        ShareLink.objects.filter(token_hash=_hash(token), revoked_at__isnull=True)
        .select_related("assessment__result", "assessment__learner")
        .first()
    )
    if link is None:
        return None
    return shared_result(assessment=link.assessment, shows_name=link.shows_name)


@transaction.atomic
def create_share_link(*, assessment: Assessment, shows_name: bool) -> str:
    """A new link in place of any earlier one; returns its token, which is told only here.

    One link at a time, so that whoever sends the form twice has one working link and not two.
    """
    revoke_share_links(assessment=assessment)
    token = token_urlsafe(TOKEN_BYTES)
    ShareLink.objects.create(
        assessment=assessment,
        token_hash=_hash(token),
        shows_name=shows_name,
        created_at=timezone.now(),
    )
    return token


@transaction.atomic
def revoke_share_links(*, assessment: Assessment) -> int:
    """No link to this result works any more. Returns how many did until now."""
    working = assessment.share_links.filter(revoked_at__isnull=True)
    return working.update(revoked_at=timezone.now())


def _hash(token: str) -> str:
    return sha256(token.encode(errors="surrogatepass")).hexdigest()
