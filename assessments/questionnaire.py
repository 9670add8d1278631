"""Which questions are asked, on which page, in which order. Plain values, no Django.

part "first"   the role's 12 most important skills, four a page
part "role"    every skill of the role, one category a page, at most four skills
part "focus"   the skills a link asked for, one category a page
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from taxonomy.framework import Framework, Role, Skill

FIRST_COUNT = 12
PAGE_SIZE = 4
PARTS = ("first", "role", "focus")
SECONDS_PER_QUESTION = 20


@dataclass(frozen=True, slots=True)
class Page:
    """One page of questions. `first` and `last` count from 1 within `total`."""

    part: str
    number: int
    title: str
    skills: tuple[Skill, ...]
    first: int
    last: int
    total: int

    @property
    def position(self) -> str:
        """ "skills 5 to 8 of 26", or "skill 5 of 26" when the page asks one."""
        if self.first == self.last:
            return f"skill {self.first} of {self.total}"
        return f"skills {self.first} to {self.last} of {self.total}"


@dataclass(frozen=True, slots=True)
class Task:
    """One category of the task list: where to go on, and how many of its skills are answered."""

    code: str
    name: str
    number: int
    answered: int
    total: int

    @property
    def status(self) -> str:
        if self.answered == 0:
            return "Not started"
        if self.answered == self.total:
            return "Completed"
        return f"In progress, {self.answered} of {self.total}"


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """How much a framework asks: for a first result, and for the full one of its roles."""

    first: int
    least: int
    most: int

    @property
    def first_minutes(self) -> int:
        return _minutes(self.first)

    @property
    def minutes(self) -> int:
        return _minutes(self.most)


def question_counts(framework: Framework) -> QuestionCounts:
    """The counts to announce before a role is chosen; a framework has at least one role."""
    sizes = [len(role.requirements) for role in framework.roles.values()]
    return QuestionCounts(min(FIRST_COUNT, max(sizes)), min(sizes), max(sizes))


def _minutes(count: int) -> int:
    return max(1, count * SECONDS_PER_QUESTION // 60)


def pages(
    framework: Framework, role: Role, part: str, focus: Sequence[str] = ()
) -> tuple[Page, ...]:
    """The pages of `part` in the order they are asked; empty when the part asks nothing."""
    if part == "first":
        groups = _first_groups(framework, role)
    else:
        asked = focus if part == "focus" else [each.skill for each in role.requirements]
        groups = _category_groups(framework, asked)
    total = sum(len(skills) for _, skills in groups)
    made, first = [], 1
    for number, (title, skills) in enumerate(groups, start=1):
        last = first + len(skills) - 1
        made.append(Page(part, number, title, skills, first, last, total))
        first = last + 1
    return tuple(made)


def first_unanswered(asked: Iterable[Page], answered: Collection[str]) -> Page | None:
    """The first page that holds a skill without an answer."""
    for page in asked:
        if any(skill.code not in answered for skill in page.skills):
            return page
    return None


def tasks(
    framework: Framework, role: Role, answered: Collection[str], part: str = "role"
) -> tuple[Task, ...]:
    """The role's categories as a task list, each pointing at its first open page."""
    found: dict[str, list[Page]] = {}
    for page in pages(framework, role, part):
        found.setdefault(page.skills[0].category, []).append(page)
    return tuple(_task(framework, code, asked, answered) for code, asked in found.items())


def _task(framework: Framework, code: str, asked: list[Page], answered: Collection[str]) -> Task:
    skills = [skill for page in asked for skill in page.skills]
    goal = first_unanswered(asked, answered) or asked[0]
    return Task(
        code=code,
        name=framework.categories[code].name,
        number=goal.number,
        answered=sum(skill.code in answered for skill in skills),
        total=len(skills),
    )


def _first_groups(framework: Framework, role: Role) -> list[tuple[str, tuple[Skill, ...]]]:
    """Four a page whatever the category: a first result has to come quickly."""
    chosen = {each.skill for each in role.most_important(FIRST_COUNT)}
    skills = [skill for code, skill in framework.skills.items() if code in chosen]
    return [
        ("First questions", tuple(skills[start : start + PAGE_SIZE]))
        for start in range(0, len(skills), PAGE_SIZE)
    ]


def _category_groups(
    framework: Framework, asked: Iterable[str]
) -> list[tuple[str, tuple[Skill, ...]]]:
    wanted = set(asked)
    groups = []
    for category in framework.categories.values():
        skills = [skill for skill in category.skills if skill.code in wanted]
        groups += [(category.name, part) for part in _even_parts(skills)]
    return groups


def _even_parts(skills: Sequence[Skill]) -> list[tuple[Skill, ...]]:
    """Cut into pages of at most four, as even as can be: 5 becomes 3 and 2, not 4 and 1."""
    count = -(-len(skills) // PAGE_SIZE)
    cuts = [round(len(skills) * step / count) for step in range(count + 1)] if count else [0]
    return [tuple(skills[start:end]) for start, end in pairwise(cuts)]
