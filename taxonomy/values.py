"""The values of a competency framework: one frozen class per sort of entry in its document.

Each field says how it is read (`taxonomy.reading`), so the classes are the document's schema.

    Content ─┬─ sources, levels, phases, backgrounds, resources, projects, certifications, advice
             ├─ categories ── skills ── levels {1…5: "I can …"}, needs
             └─ roles ── requirements, facts
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from taxonomy.reading import (
    ADDRESS,
    CODE,
    FLAG,
    LINE,
    TEXT,
    Entry,
    Frozen,
    Kind,
    Spot,
    choice,
    entries,
    key,
    listed,
    mapped,
    number,
    reference,
    shown,
    whole,
)

FORMAT = "careerfit-framework/1"
SENTENCE_LIMIT = 160
PROFICIENCIES = range(1, 6)
LEVEL_NAMES = ("Not yet", "Aware", "Guided", "Independent", "Advanced", "Leading")
"""The words of the scale for figures and answers, which know a level and no framework."""

SKILL = reference("skill")
ROLE = reference("role")
CITES = listed(reference("source"))
WORDS = listed(LINE)
CROSSWALK = mapped(WORDS)
STATEMENTS = mapped(LINE)
LEVEL = whole(1, 5)
LEVEL_OR_NONE = whole(0, 5)
AMOUNT = number(least=0)
SKILL_LEVELS = mapped(LEVEL_OR_NONE, of="skill")


def _read_sentences(raw: Any, name: str, spot: Spot) -> Frozen[int, str]:
    """The five sentences of a skill; JSON has no whole-number keys, so "3" is read as 3."""
    if not isinstance(raw, Mapping):
        spot.fault(name, f"{name} is {shown(raw)}, and must be a mapping from 1 to 5")
        return Frozen()
    given: dict[Any, Any] = {}
    for word, sentence in raw.items():
        level = int(word) if isinstance(word, str) and word in "12345" and word else word
        if type(level) is not int or level not in PROFICIENCIES or level in given:
            wrong = "is given twice" if level in given else "is not one of 1 to 5"
            spot.fault(f"{name}.{word}", f"level {shown(word)} {wrong}")
        else:
            given[level] = sentence
    return Frozen((n, _read_sentence(given.get(n), n, name, spot)) for n in PROFICIENCIES)


def _read_sentence(raw: Any, level: int, name: str, spot: Spot) -> str:
    where = f"{name}.{level}"
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        spot.fault(where, f"level {level} has no sentence")
        return ""
    sentence: str = TEXT.read(raw, where, spot)
    if not isinstance(raw, str):
        return sentence
    if not f"{sentence} ".startswith("I can "):
        spot.fault(where, f'the sentence of level {level} does not start with "I can"')
    if len(sentence) > SENTENCE_LIMIT:
        long = f"is {len(sentence)} characters long, and {SENTENCE_LIMIT} is the most"
        spot.fault(where, f"the sentence of level {level} {long}")
    return sentence


SENTENCES = Kind(_read_sentences, Frozen())


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entry):
    """Something that entries cite; `items` holds a short statement for each thing that it says."""

    noun: ClassVar[str] = "source"

    code: str = key(CODE)
    title: str = key(LINE)
    publisher: str = key(TEXT, "")
    published_on: str = key(TEXT, "")
    url: str = key(ADDRESS, "")
    items: Mapping[str, str] = key(STATEMENTS, Frozen())


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Entry):
    """One step of the scale, 0 to 5, with the anchor that holds for every skill."""

    noun: ClassVar[str] = "level"
    handle: ClassVar[str] = "name"

    level: int = key(LEVEL_OR_NONE)
    name: str = key(LINE)
    anchor: str = key(TEXT, "")


DEFAULT_LEVELS = tuple(
    Level(level=level, name=name)
    for level, name in enumerate(
        ("Not yet", "Aware", "Guided", "Independent", "Advanced", "Leading")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Entry):
    """Level `level` of the skill that holds this needs level `at` of `skill` first."""

    noun: ClassVar[str] = "need"
    handle: ClassVar[str] = "skill"

    level: int = key(LEVEL)
    skill: str = key(SKILL)
    at: int = key(LEVEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill(Entry):
    """A skill; `levels` holds one "I can …" sentence per level, `size` sets hours per step.

    `category` and `kind` are copied in from the category that lists the skill.
    """

    noun: ClassVar[str] = "skill"

    code: str = key(CODE)
    name: str = key(LINE)
    summary: str = key(TEXT, "")
    example: str = key(TEXT, "")
    size: str = key(choice("S", "M", "L"), "M", always=True)
    keywords: tuple[str, ...] = key(WORDS, ())
    cites: tuple[str, ...] = key(CITES, ())
    levels: Mapping[int, str] = key(SENTENCES)
    needs: tuple[Need, ...] = key(entries(Need), ())
    codes: Mapping[str, tuple[str, ...]] = key(CROSSWALK, Frozen())
    replaced_by: str = key(SKILL, "")
    category: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Entry):
    noun: ClassVar[str] = "category"

    code: str = key(CODE)
    name: str = key(LINE)
    summary: str = key(TEXT, "")
    kind: str = key(choice("hard", "soft"), "hard", always=True)
    skills: tuple[Skill, ...] = key(entries(Skill))


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Entry):
    """What a role asks of one skill. `category` is copied in from the skill.

    `stated_threshold` is what the document says; `threshold` is what holds.
    """

    noun: ClassVar[str] = "requirement"
    handle: ClassVar[str] = "skill"

    skill: str = key(SKILL)
    level: int = key(LEVEL)
    weight: int | float = key(number(above=0))
    must_have: bool = key(FLAG, False)
    stated_threshold: int | None = key(whole(1, 5), None, name="threshold")
    cites: tuple[str, ...] = key(CITES, ())
    category: str = ""

    @property
    def threshold(self) -> int | None:
        """The level below which a must-have blocks: as stated, else max(1, level − 1)."""
        if not self.must_have:
            return None
        return self.stated_threshold or max(1, self.level - 1)

    @property
    def exact_weight(self) -> Fraction:
        """The weight as written: 0.1 is one tenth, not the nearest binary number."""
        return exact(self.weight)


def exact(amount: int | float | Decimal | Fraction) -> Fraction:
    """The number as people write it, as a fraction."""
    return Fraction(str(amount)) if isinstance(amount, float) else Fraction(amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Entry):
    """A published figure about a role, such as pay, with its year and who says so."""

    noun: ClassVar[str] = "fact"
    handle: ClassVar[str] = "what"

    what: str = key(LINE)
    low: int | float = key(number())
    high: int | float = key(number())
    unit: str = key(LINE)
    year: int = key(whole(1900, 2100))
    by: str = key(LINE)
    cites: tuple[str, ...] = key(CITES, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Entry):
    """A role profile: a job, the question it answers, and what it requires."""

    noun: ClassVar[str] = "role"

    code: str = key(CODE)
    name: str = key(LINE)
    aliases: tuple[str, ...] = key(WORDS, ())
    summary: str = key(TEXT, "")
    question: str = key(TEXT, "")
    cites: tuple[str, ...] = key(CITES, ())
    codes: Mapping[str, tuple[str, ...]] = key(CROSSWALK, Frozen())
    requirements: tuple[Requirement, ...] = key(entries(Requirement))
    facts: tuple[Fact, ...] = key(entries(Fact), ())

    def most_important(self, count: int) -> tuple[Requirement, ...]:
        """Must-haves first, then by weight downwards, then in document order."""
        ranked = sorted(self.requirements, key=lambda each: (not each.must_have, -each.weight))
        return tuple(ranked[:count])


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Entry):
    noun: ClassVar[str] = "phase"

    code: str = key(CODE)
    name: str = key(LINE)
    summary: str = key(TEXT, "")
    hours_low: int | float | None = key(AMOUNT, None)
    hours_high: int | float | None = key(AMOUNT, None)
    skills: tuple[str, ...] = key(listed(SKILL), ())
    cites: tuple[str, ...] = key(CITES, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Background(Entry):
    """Where people start from; a skill that `levels` does not name is at 0.

    `months_low` to `months_high` is what a source says the way to `role` takes from here.
    """

    noun: ClassVar[str] = "background"

    code: str = key(CODE)
    name: str = key(LINE)
    summary: str = key(TEXT, "")
    hours_per_week: int | float = key(number(above=0))
    levels: Mapping[str, int] = key(SKILL_LEVELS, Frozen())
    role: str = key(ROLE, "")
    months_low: int | float | None = key(AMOUNT, None)
    months_high: int | float | None = key(AMOUNT, None)
    cites: tuple[str, ...] = key(CITES, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Entry):
    """The part of one skill that a resource teaches: from one level up to another."""

    noun: ClassVar[str] = "skill"
    handle: ClassVar[str] = "skill"

    skill: str = key(SKILL)
    from_level: int = key(LEVEL_OR_NONE, name="from")
    to_level: int = key(LEVEL_OR_NONE, name="to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Entry):
    noun: ClassVar[str] = "resource"

    code: str = key(CODE)
    title: str = key(LINE)
    provider: str = key(TEXT, "")
    url: str = key(ADDRESS)
    kind: str = key(TEXT, "")
    hours: int | float | None = key(AMOUNT, None)
    cost_usd: int | float | None = key(AMOUNT, None)
    skills: tuple[Span, ...] = key(entries(Span), ())
    cites: tuple[str, ...] = key(CITES, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach(Entry):
    """A level of one skill that a project practises or a certification attests."""

    noun: ClassVar[str] = "skill"
    handle: ClassVar[str] = "skill"

    skill: str = key(SKILL)
    level: int = key(LEVEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Entry):
    noun: ClassVar[str] = "project"

    code: str = key(CODE)
    title: str = key(LINE)
    brief: str = key(TEXT, "")
    skills: tuple[Reach, ...] = key(entries(Reach), ())
    cites: tuple[str, ...] = key(CITES, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification(Entry):
    noun: ClassVar[str] = "certification"

    code: str = key(CODE)
    title: str = key(LINE)
    by: str = key(TEXT, "")
    url: str = key(ADDRESS, "")
    note: str = key(TEXT, "")
    exam_usd: int | float | None = key(AMOUNT, None)
    hours_low: int | float | None = key(AMOUNT, None)
    hours_high: int | float | None = key(AMOUNT, None)
    skills: tuple[Reach, ...] = key(entries(Reach), ())
    cites: tuple[str, ...] = key(CITES, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Entry):
    """A piece of career advice; without roles it is for everybody."""

    noun: ClassVar[str] = "advice"

    code: str = key(CODE)
    title: str = key(TEXT, "")
    text: str = key(LINE)
    roles: tuple[str, ...] = key(listed(ROLE), ())
    cites: tuple[str, ...] = key(CITES, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(Entry):
    """The whole document, as values, with faulty and repeated entries still in it."""

    noun: ClassVar[str] = "framework"

    format: str = key(TEXT)
    title: str = key(LINE)
    sources: tuple[Source, ...] = key(entries(Source), ())
    levels: tuple[Level, ...] = key(entries(Level), DEFAULT_LEVELS, always=True)
    categories: tuple[Category, ...] = key(entries(Category))
    roles: tuple[Role, ...] = key(entries(Role))
    phases: tuple[Phase, ...] = key(entries(Phase), ())
    backgrounds: tuple[Background, ...] = key(entries(Background), ())
    resources: tuple[Resource, ...] = key(entries(Resource), ())
    projects: tuple[Project, ...] = key(entries(Project), ())
    certifications: tuple[Certification, ...] = key(entries(Certification), ())
    advice: tuple[Advice, ...] = key(entries(Advice), ())
