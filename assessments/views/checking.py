"""What the check page shows: every skill of the role with its answer and the way to change it."""

from dataclasses import dataclass

from assessments.models import Rating
from assessments.queries import Sitting
from assessments.questionnaire import Page
from assessments.views.asking import page_url
from taxonomy.framework import Category, Skill


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of the check page. `needed` is the level that the role asks."""

    skill: Skill
    needed: int
    rating: Rating | None
    change_url: str

    @property
    def is_open(self) -> bool:
        """Nothing answered, or "Not sure": the first to be offered again."""
        return self.rating is None or self.rating.answer == Rating.Answer.UNSURE


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """The check page: what is open first, then the answers by category."""

    sitting: Sitting
    open_rows: tuple[CheckRow, ...]
    categories: tuple[tuple[Category, tuple[CheckRow, ...]], ...]

    @property
    def unknown_count(self) -> int:
        """Skills of the role without a level: they make the result a band."""
        return sum(code not in self.sitting.levels for code in self.sitting.asked)


def answer_check(taken: Sitting) -> AnswerCheck:
    """Every skill of the role as a row, unanswered and "Not sure" ones apart."""
    rows = [_row(taken, page, skill) for page in taken.pages("role") for skill in page.skills]
    answered = [row for row in rows if not row.is_open]
    return AnswerCheck(
        sitting=taken,
        open_rows=tuple(row for row in rows if row.is_open),
        categories=tuple(
            (category, group)
            for category in taken.framework.categories.values()
            if (group := tuple(row for row in answered if row.skill.category == category.code))
        ),
    )


def _row(taken: Sitting, page: Page, skill: Skill) -> CheckRow:
    url = page_url(taken.assessment, page.part, page.number)
    return CheckRow(
        skill=skill,
        needed=next(each.level for each in taken.role.requirements if each.skill == skill.code),
        rating=taken.ratings.get(skill.code),
        change_url=f"{url}?check={skill.code}#q-{skill.code}",
    )
