"""What can be wrong with a framework beyond one value: codes, references, rules and loops.

Reading has already noted the faults of single values (`taxonomy.reading`). Here every check walks
the whole content and yields what it finds; no check stops another.
"""

from collections.abc import Iterable, Iterator

from taxonomy.prerequisites import Edge, Node, graph_of, longest_chain, loops
from taxonomy.reading import Entry, Problem, references, walk
from taxonomy.values import (
    FORMAT,
    PROFICIENCIES,
    Background,
    Content,
    Need,
    Requirement,
    Role,
    Skill,
    Source,
    Span,
)

DEPTH_LIMIT = 8
MUST_HAVE_LIMIT = 8
JUMP_LIMIT = 2
HOURS_IN_A_WEEK = 168
RANGES = (("low", "high"), ("hours_low", "hours_high"), ("months_low", "months_high"))


def find_problems(content: Content) -> Iterator[Problem]:
    """Every fault of the content that reading alone cannot see, in a fixed order."""
    yield from _format(content)
    yield from _scale(content)
    yield from _repeated_codes(content)
    yield from _unknown_codes(content)
    for role in content.roles:
        yield from _role(role)
    for background in content.backgrounds:
        yield from _background(background)
    yield from _ranges(content)
    skills = [skill for category in content.categories for skill in category.skills]
    yield from _replacements(skills)
    yield from _prerequisites(skills)


def _format(content: Content) -> Iterator[Problem]:
    if content.format not in ("", FORMAT):
        yield content.problem("format", f'format is "{content.format}", and must be "{FORMAT}"')


def _scale(content: Content) -> Iterator[Problem]:
    seen = set()
    for level in content.levels:
        if level.level in seen:
            yield level.problem("level", f"level {level.level} is listed more than once")
        seen.add(level.level)
    for missing in sorted(set(range(6)) - seen):
        yield content.problem("levels", f"level {missing} of the scale is missing")


def _repeated_codes(content: Content) -> Iterator[Problem]:
    first: dict[tuple[str, str], Entry] = {}
    for entry in walk(content):
        code = getattr(entry, "code", "")
        if code and (earlier := first.setdefault((entry.noun, code), entry)) is not entry:
            yield entry.problem("code", f"the code is already taken by {earlier.path}")


def _unknown_codes(content: Content) -> Iterator[Problem]:
    known: dict[str, set[str]] = {}
    for entry in walk(content):
        known.setdefault(entry.noun, set()).add(getattr(entry, "code", ""))
    sources = {source.code: source for source in reversed(content.sources)}
    for entry in walk(content):
        for key, noun, code in references(entry):
            if noun == "source":
                yield from _cite(entry, key, code, sources)
            elif code and code not in known.get(noun, ()):
                yield entry.problem(key, f'the {noun} "{code}" is not in this framework')


def _cite(entry: Entry, key: str, cite: str, sources: dict[str, Source]) -> Iterator[Problem]:
    """What is wrong with a citation; any item will do where its source lists none."""
    if not cite or _is_editorial(cite):
        return
    code, dot, item = cite.partition(".")
    if code not in sources:
        yield entry.problem(key, f'cites "{cite}", which names no listed source')
    elif dot and sources[code].items and item not in sources[code].items:
        yield entry.problem(key, f'cites "{cite}", which is not among the items of "{code}"')


def _is_editorial(cite: str) -> bool:
    """Our own judgement: "editorial", or "editorial: reason"."""
    word, colon, reason = cite.partition(":")
    return word == "editorial" and bool(reason.strip()) == bool(colon)


def _role(role: Role) -> Iterator[Problem]:
    if not role.requirements:
        yield role.problem("requirements", "the role has no requirements")
    seen = set()
    for requirement in role.requirements:
        if requirement.skill and requirement.skill in seen:
            yield requirement.problem("skill", "the role asks for this skill more than once")
        seen.add(requirement.skill)
        yield from _requirement(requirement)
    count = sum(requirement.must_have for requirement in role.requirements)
    if count > MUST_HAVE_LIMIT:
        what = f"{count} requirements are must-haves, and {MUST_HAVE_LIMIT} is the most"
        yield role.problem("requirements", what)


def _requirement(requirement: Requirement) -> Iterator[Problem]:
    stated, level = requirement.stated_threshold, requirement.level
    if stated is not None and not requirement.must_have:
        yield requirement.problem("threshold", "only a must-have has a threshold")
    if stated is not None and 1 <= level < stated <= 5:
        what = f"threshold is {stated}, which is above the required level {level}"
        yield requirement.problem("threshold", what)
    if not requirement.cites:
        yield requirement.problem("cites", "nothing is cited; cite a source or say editorial")


def _background(background: Background) -> Iterator[Problem]:
    """A length is stated for a role, with both ends, or not at all."""
    if background.hours_per_week > HOURS_IN_A_WEEK:
        what = f"hours_per_week is {background.hours_per_week}, and a week has {HOURS_IN_A_WEEK}"
        yield background.problem("hours_per_week", what)
    ends = (background.months_low, background.months_high)
    if background.role and None in ends:
        what = "a role is named without months_low and months_high, the length of the way to it"
        yield background.problem("role", what)
    if not background.role and ends != (None, None):
        yield background.problem("role", "months are given, and no role says the way to what")
    if not background.cites:
        yield background.problem("cites", "nothing is cited; cite a source or say editorial")


def _ranges(content: Content) -> Iterator[Problem]:
    for entry in walk(content):
        if isinstance(entry, Span):
            yield from _span(entry)
        for low, high in RANGES:
            least, most = getattr(entry, low, None), getattr(entry, high, None)
            if least is not None and most is not None and least > most:
                yield entry.problem(low, f"{low} is {least}, which is above {high}, {most}")


def _span(span: Span) -> Iterator[Problem]:
    low, high = span.from_level, span.to_level
    if not (0 <= low <= 5 and 0 <= high <= 5):
        return
    if low >= high:
        yield span.problem("from", f"from is {low}, and must be below to, {high}")
    elif high - low > JUMP_LIMIT:
        what = f"from {low} to {high} jumps {high - low} levels, and {JUMP_LIMIT} is the most"
        yield span.problem("to", what)


def _replacements(skills: Iterable[Skill]) -> Iterator[Problem]:
    for skill in skills:
        if skill.code and skill.replaced_by == skill.code:
            yield skill.problem("replaced_by", "the skill is replaced by itself")


def _prerequisites(skills: list[Skill]) -> Iterator[Problem]:
    known = {skill.code: skill for skill in reversed(skills)}
    needs: dict[Edge, tuple[Skill, Need]] = {}
    for skill in skills:
        for need in skill.needs:
            if skill.code and need.skill == skill.code:
                yield need.problem("skill", "the skill needs itself")
            elif need.skill in known and {need.level, need.at} <= set(PROFICIENCIES):
                edge = (skill.code, need.level), (need.skill, need.at)
                needs.setdefault(edge, (skill, need))
    graph = graph_of(known, needs)
    for edge, loop in loops(graph, needs):
        steps = " -> ".join(_step(node, known) for node in loop)
        yield needs[edge][1].problem("", f"these steps need each other in a circle: {steps}")
    yield from _depth(longest_chain(graph), known)


def _step(node: Node, known: dict[str, Skill]) -> str:
    return f"{known[node[0]].name or node[0]} {node[1]}"


def _depth(chain: list[Node], known: dict[str, Skill]) -> Iterator[Problem]:
    met = [node for n, node in enumerate(chain) if n == 0 or node[0] != chain[n - 1][0]]
    if len(met) > DEPTH_LIMIT:
        steps = [_step(node, known) for node in met]
        named = [*steps[:DEPTH_LIMIT], "…", steps[-1]] if len(steps) > 12 else steps
        what = f"prerequisites go {len(met)} skills deep, and {DEPTH_LIMIT} is the most: "
        yield known[met[0][0]].problem("needs", what + " -> ".join(named))
