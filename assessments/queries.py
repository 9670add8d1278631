"""What pages read: each function takes a fixed number of queries and returns frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from assessments import questionnaire
from assessments.models import Assessment, Owner, Rating, ShareLink
from assessments.questionnaire import Page, Task
from taxonomy.framework import Framework, Role, Skill
from taxonomy.queries import LoadedRelease, current_release, load_release


class RoleIsGoneError(Exception):
    """The assessment names a role that its release does not have."""


@dataclass(frozen=True)
class Sitting:
    """One assessment with its release, its role and its ratings, all in memory."""

    assessment: Assessment
    release: LoadedRelease
    role: Role
    ratings: dict[str, Rating]

    @property
    def framework(self) -> Framework:
        return self.release.framework

    @cached_property
    def levels(self) -> dict[str, int]:
        """Rated skills only: "Not sure" and "Does not apply" are unanswered for every figure."""
        return {
            code: rating.level for code, rating in self.ratings.items() if rating.level is not None
        }

    @cached_property
    def verified(self) -> tuple[str, ...]:
        return tuple(code for code in self.levels if self.ratings[code].evidence_url)

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(each.skill for each in self.role.requirements)

    @cached_property
    def answered_count(self) -> int:
        """Skills of the role that have an answer of any kind."""
        return sum(code in self.ratings for code in self.asked)

    @property
    def is_first(self) -> bool:
        """No skill beyond the first twelve has an answer yet."""
        first = {each.skill for each in self.role.most_important(questionnaire.FIRST_COUNT)}
        return not any(code in self.ratings for code in self.asked if code not in first)

    def pages(self, part: str) -> tuple[Page, ...]:
        return questionnaire.pages(self.framework, self.role, part, self.assessment.focus)

    def next_page(self) -> Page | None:
        """Where to go on: the first open page of the part under way, None when all is answered."""
        part = "focus" if self.assessment.focus else "first" if self.is_first else "role"
        for each in dict.fromkeys((part, "role")):
            if page := questionnaire.first_unanswered(self.pages(each), self.ratings):
                return page
        return None

    @property
    def next_skill(self) -> Skill | None:
        """The first skill without an answer on that page: where somebody who comes back goes on."""
        page = self.next_page()
        skills = page.skills if page else ()
        return next((skill for skill in skills if skill.code not in self.ratings), None)

    def tasks(self) -> tuple[Task, ...]:
        return questionnaire.tasks(self.framework, self.role, self.ratings)


def sitting(assessment: Assessment) -> Sitting:
    """The assessment with everything its pages need. One query for the ratings."""
    release = load_release(assessment.release_id)
    role = release.framework.roles.get(assessment.role_code)
    if role is None:
        raise RoleIsGoneError(assessment.role_code)
    ratings = {rating.skill_code: rating for rating in assessment.ratings.all()}
    return Sitting(assessment, release, role, ratings)


def current_sitting(owner: Owner) -> Sitting | None:
    """The latest assessment that this visitor has not submitted, if any."""
    assessment = Assessment.objects.owned_by(owner).open().first()
    return sitting(assessment) if assessment else None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One line of the history: an assessment and, once submitted, what came out for its role."""

    id: UUID
    role_code: str
    role_name: str
    release: int
    started_at: datetime
    submitted_at: datetime | None
    low: float | None
    high: float | None
    estimate: float | None
    readiness: str
    answered: int
    needed: int


def attempts(owner: Owner) -> tuple[AttemptRow, ...]:
    """Every assessment of this visitor, latest first. One query whatever their number."""
    rows = (
        Assessment.objects.owned_by(owner)
        .select_related("result")
        .defer("result__levels", "result__fits", "result__verified")
        .annotate_answered()
        .order_by("-started_at", "-id")
    )
    return tuple(_attempt_row(row) for row in rows)


def _attempt_row(row: Assessment) -> AttemptRow:
    role = load_release(row.release_id).framework.roles.get(row.role_code)
    result = getattr(row, "result", None)
    return AttemptRow(
        id=row.id,
        role_code=row.role_code,
        role_name=role.name if role else row.role_code,
        release=row.release_id,
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        low=result.low if result else None,
        high=result.high if result else None,
        estimate=result.estimate if result else None,
        readiness=result.readiness if result else "",
        answered=result.answered_count if result else row.answered,
        needed=result.needed_count if result else len(role.requirements) if role else 0,
    )


def share_links(assessment: Assessment) -> list[ShareLink]:
    """The links of this result that still work."""
    return list(assessment.share_links.filter(revoked_at__isnull=True))


@dataclass(frozen=True, slots=True)
class Question:
    """One skill as the questionnaire asks it: the answer so far, or what was just sent.

    `revision` and `mark` go into the page, so that a stale window is noticed. `errors` holds the
    sentence of each field in error; `conflict` is the row that another window stored meanwhile.
    """

    skill: Skill
    value: str = ""
    last_used: str = ""
    evidence_url: str = ""
    note: str = ""
    revision: int = 0
    mark: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: Rating | None = None

    @property
    def options(self) -> list[tuple[str, int, str]]:
        """(value, level, sentence) for the levels 0 to 5."""
        never = "I have not met this yet, or could not say what it is for."
        return [("0", 0, never), *((str(n), n, text) for n, text in self.skill.levels.items())]


def asks(assessment: Assessment, skill_code: str) -> bool:
    """True when the assessment's role needs the skill, or its focus names it. No query."""
    role = load_release(assessment.release_id).framework.roles.get(assessment.role_code)
    needed = {each.skill for each in role.requirements} if role else set()
    return skill_code in needed or skill_code in assessment.focus


@dataclass(frozen=True, slots=True)
class ReleaseNews:
    """What a newer release changed about the role of a sitting under way."""

    added: int
    removed: int

    @property
    def sentence(self) -> str:
        parts = [
            f"{_skills(count)} {word}"
            for count, word in ((self.added, "added to"), (self.removed, "taken out of"))
            if count
        ]
        return f"{' and '.join(parts)} this role since you started. Your questions stay the same."


def _skills(count: int) -> str:
    return "1 skill was" if count == 1 else f"{count} skills were"


def release_news(taken: Sitting) -> ReleaseNews | None:
    """The change of the role since this sitting's release; None when there is none to tell."""
    newest = current_release()
    role = newest.framework.roles.get(taken.role.code)
    if newest.number == taken.release.number or role is None:
        return None
    now, then = {each.skill for each in role.requirements}, set(taken.asked)
    return ReleaseNews(len(now - then), len(then - now)) if now != then else None
