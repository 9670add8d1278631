"""What is cited, and by what. A citation names an item of a source, or says "editorial: reason".

g4.f01                     item f01 of the source g4
editorial: seen in audits  our own judgement, with its reason
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from taxonomy.framework import Framework, Role, Source
from taxonomy.reading import Entry

EDITORIAL = "editorial"
OWN_JUDGEMENT = Source(code=EDITORIAL, title="Editorial judgement")

SHOWN = 4
"""How many citations stand beside a statement; the rest is a link away."""

Use = tuple[str, str, str]
"""Kind of entry ("skill", "role", "figure", "project" …), its code and its name."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation as people see it: a short label, where it leads, and what it stands for."""

    label: str
    anchor: str
    source: Source
    reason: str = ""
    statement: str = ""

    @property
    def name(self) -> str:
        """What a link to it is called: "g4.h20, drift detection, in What does an engineer do?"."""
        if self.reason:
            return self.source.title
        said = f"{self.label}, {self.statement}," if self.statement else self.label
        return f"{said} in {self.source.title}"


@dataclass(frozen=True, slots=True)
class Item:
    """One cited item with everything that cites it, and the roles that it is asked or said of."""

    citation: Citation
    uses: tuple[tuple[Use, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class SourceSection:
    """A source with its cited items, in the order of their names."""

    source: Source
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class LongList:
    """All citations of something that has more than stand beside it.

    A requirement is a skill as `asked_by` a role.
    """

    use: Use
    asked_by: Role | None
    citations: tuple[Citation, ...]

    @property
    def anchor(self) -> str:
        """Where it stands on the page of sources."""
        noun, code, _ = self.use
        return anchor_of(noun, code, self.asked_by)


def anchor_of(noun: str, code: str, asked_by: Role | None = None) -> str:
    """phase:foundation, or skill:kubernetes:mlops-engineer for what a role asks."""
    return ":".join((noun, code, *([asked_by.code] if asked_by else [])))


@dataclass(slots=True)
class _Gathered:
    citation: Citation
    uses: dict[Use, list[str]] = field(default_factory=dict)


def cited(framework: Framework, cites: Iterable[str]) -> tuple[Citation, ...]:
    """The citations of one entry, in its order."""
    return tuple(_citation(framework, cite) for cite in cites)


def _citation(framework: Framework, cite: str) -> Citation:
    word, colon, reason = cite.partition(":")
    if word == EDITORIAL and (colon or cite == EDITORIAL):
        source = framework.sources.get(EDITORIAL, OWN_JUDGEMENT)
        return Citation(EDITORIAL, EDITORIAL, source, reason.strip())
    code, _, item = cite.partition(".")
    source = framework.sources.get(code) or Source(code=code, title=code)
    statement = source.items.get(item, "")
    return Citation(cite, re.sub(r"[^\w.-]+", "-", cite), source, statement=statement)


def cited_sources(framework: Framework, cites: Iterable[str]) -> tuple[Source, ...]:
    """The sources behind some citations, each once, in the order of the document."""
    named = {citation.source.code: citation.source for citation in cited(framework, cites)}
    known = [source for code, source in framework.sources.items() if code in named]
    return tuple(known) + tuple(named[code] for code in named if code not in framework.sources)


def source_sections(framework: Framework) -> tuple[SourceSection, ...]:
    """Every source with all that is cited from it, and what cites it; unused sources too."""
    gathered: dict[str, dict[str, _Gathered]] = {code: {} for code in framework.sources}
    sources = dict(framework.sources)
    for cite, use, role in _all_uses(framework):
        citation = _citation(framework, cite)
        sources.setdefault(citation.source.code, citation.source)
        items = gathered.setdefault(citation.source.code, {})
        details = items.setdefault(cite, _Gathered(citation)).uses.setdefault(use, [])
        if role and role.name not in details:
            details.append(role.name)
    return tuple(_section(sources[code], items) for code, items in gathered.items())


def long_lists(framework: Framework) -> tuple[LongList, ...]:
    """Everything with a code of its own that cites more than a page shows beside it."""
    found: dict[tuple[Use, str], tuple[Role | None, list[str]]] = {}
    for cite, use, role in _all_uses(framework):
        found.setdefault((use, role.code if role else ""), (role, []))[1].append(cite)
    return tuple(
        LongList(use, role, cited(framework, cites))
        for (use, _), (role, cites) in found.items()
        if use[1] and len(cites) > SHOWN
    )


def _section(source: Source, items: dict[str, _Gathered]) -> SourceSection:
    return SourceSection(source, tuple(_item(items[cite]) for cite in sorted(items)))


def _item(found: _Gathered) -> Item:
    return Item(found.citation, tuple((use, tuple(more)) for use, more in found.uses.items()))


def _all_uses(framework: Framework) -> Iterator[tuple[str, Use, Role | None]]:
    """Every citation in the framework, with the entry and role that people find it under."""
    lists = (
        framework.skills,
        framework.phases,
        framework.backgrounds,
        framework.resources,
        framework.projects,
        framework.certifications,
        framework.advice,
    )
    for role in framework.roles.values():
        yield from ((cite, (role.noun, role.code, role.name), None) for cite in role.cites)
        for requirement in role.requirements:
            skill = framework.skills[requirement.skill]
            use = (skill.noun, skill.code, skill.name)
            yield from ((cite, use, role) for cite in requirement.cites)
        for fact in role.facts:
            yield from ((cite, ("figure", "", fact.what), role) for cite in fact.cites)
    for entry in (entry for entries in lists for entry in entries.values()):
        use = (entry.noun, entry.code, name_of(entry))
        yield from ((cite, use, None) for cite in entry.cites)


def name_of(entry: Entry) -> str:
    """What people call it: its name or title, else its code."""
    return getattr(entry, "name", "") or getattr(entry, "title", "") or getattr(entry, "code", "")
