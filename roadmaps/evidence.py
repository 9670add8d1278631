"""Every link that a learner gave, in an answer or in the log, with where and when.

The same link for the same skill is one line, however often a retake carried it along.

Nobody else is shown a link. Where a result is shared, whoever opens it sees at which skills there
is evidence, and nothing more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.models import Rating, ShareLink
from roadmaps.lines import step_name
from roadmaps.models import LogEntry, PathStep
from taxonomy.queries import current_release, load_release


@dataclass(frozen=True, slots=True)
class Source:
    """One place where a link was given, and the page of that place."""

    words: str
    address: str
    on: date
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One link for one skill; its sources, the latest first."""

    url: str
    skill_name: str
    sources: tuple[Source, ...]

    @property
    def is_shared(self) -> bool:
        return any(source.is_shared for source in self.sources)


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """All links, those given last first."""

    links: tuple[Given, ...]

    @property
    def is_shared(self) -> bool:
        return any(link.is_shared for link in self.links)


Found = tuple[str, str, str, Source]
"""Link, code and name of the skill, and where it was given."""


def evidence_page(learner: User) -> EvidencePage:
    """Four queries, whatever the number of links."""
    links: dict[tuple[str, str], list[tuple[str, Source]]] = {}
    for url, code, name, source in [*_in_answers(learner), *_in_log(learner)]:
        links.setdefault((url, code), []).append((name, source))
    given = [_given(url, found) for (url, _), found in links.items()]
    return EvidencePage(tuple(sorted(given, key=lambda each: each.sources[0].on, reverse=True)))


def _given(url: str, found: list[tuple[str, Source]]) -> Given:
    latest_first = sorted(found, key=lambda each: each[1].on, reverse=True)
    return Given(url, latest_first[0][0], tuple(source for _, source in latest_first))


def _in_answers(learner: User) -> Iterable[Found]:
    working = ShareLink.objects.filter(assessment=OuterRef("assessment"), revoked_at__isnull=True)
    ratings: Iterable[Any] = (
        Rating.objects.filter(assessment__learner=learner)
        .exclude(evidence_url="")
        .select_related("assessment")
        .annotate(is_shared=Exists(working))
        .order_by("-rated_at", "-pk")
    )
    for rating in ratings:
        skills = load_release(rating.assessment.release_id).framework.skills
        code = rating.skill_code
        name = skills[code].name if code in skills else code
        yield rating.evidence_url, code, name, _answer(rating)


def _answer(rating: Any) -> Source:
    """Of a rating that knows whether its result is shared."""
    taken = rating.assessment
    page = "result_detail" if taken.submitted_at else "assessment_detail"
    roles = load_release(taken.release_id).framework.roles
    role = roles[taken.role_code].name if taken.role_code in roles else taken.role_code
    return Source(
        words=f"Rating in the assessment for {role}",
        address=reverse(f"assessments:{page}", args=[taken.pk]),
        on=timezone.localdate(rating.rated_at),
        is_shared=rating.is_shared,
    )


def _in_log(learner: User) -> Iterable[Found]:
    names = _names(learner)
    for entry in LogEntry.objects.filter(learner=learner).exclude(evidence_url=""):
        code, level = entry.pair
        name = names.get(code, code)
        source = Source(
            words=f"Log of {step_name(name, level)}",
            address=f"{reverse('roadmaps:step_detail', args=[code, level])}#log",
            on=entry.logged_on,
        )
        yield entry.evidence_url, code, name, source


def _names(learner: User) -> Mapping[str, str]:
    """Names of skills by code; plans remember those that the framework no longer has."""
    steps = PathStep.objects.filter(path__learner=learner).order_by("path__planned_at")
    stored = dict(steps.values_list("skill_code", "skill_name"))
    current = current_release().framework.skills
    return {**stored, **{code: skill.name for code, skill in current.items()}}
