"""Generated frameworks, roles and levels for property tests."""

import os

from hypothesis import strategies as st

from taxonomy.framework import FORMAT, Framework, Requirement, Role

EXAMPLES = int(os.environ.get("CAREERFIT_EXAMPLES", "100"))
"""On how many generated worlds the laws of learning paths are tried."""

LEVEL_NAMES = ("Not yet", "Aware", "Guided", "Independent", "Advanced", "Leading")
CATEGORIES = ("data", "maths", "people")

levels_of_scale = st.integers(0, 5)
required_levels = st.integers(1, 5)
weights = st.one_of(st.integers(1, 9), st.sampled_from([0.1, 0.25, 0.7, 1.5, 2.75]))
codes = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=24)
lines = words.filter(lambda text: text.strip())
sentences = words.map(lambda text: f"I can {text}")


@st.composite
def roles(draw, *, code="role", min_size=1, max_size=10):
    """A valid role; its skills are s0, s1, … and lie in up to three categories."""
    size = draw(st.integers(min_size, max_size))
    requirements = []
    for n in range(size):
        level = draw(required_levels)
        must_have = draw(st.booleans())
        threshold = draw(st.none() | st.integers(1, level)) if must_have else None
        requirements.append(
            Requirement(
                skill=f"s{n}",
                level=level,
                weight=draw(weights),
                must_have=must_have,
                stated_threshold=threshold,
                category=draw(st.sampled_from(CATEGORIES)),
            )
        )
    return Role(code=code, name="A role", requirements=tuple(requirements))


def answers(role, *, is_complete=False):
    """Levels for the role: some skills answered, or all of them."""
    needed = {requirement.skill: levels_of_scale for requirement in role.requirements}
    if is_complete:
        return st.fixed_dictionaries(needed)
    return st.fixed_dictionaries({}, optional=needed)


@st.composite
def roles_with_answers(draw, *, is_complete=False, **options):
    role = draw(roles(**options))
    return role, draw(answers(role, is_complete=is_complete))


def optional(mapping, draw, **strategies):
    """Adds each key to the mapping, or leaves it out where its value says nothing."""
    for key, strategy in strategies.items():
        value = draw(strategy)
        if value not in (None, "", [], {}, False):
            mapping[key] = value
    return mapping


@st.composite
def documents(draw):
    """A normal, faultless framework document: at most four skills that need only earlier ones."""
    names = draw(st.lists(codes, min_size=1, max_size=4, unique=True))
    cites = st.lists(st.sampled_from(["g1", "g1.h01", "editorial", "editorial: own view"]))
    skills = [_skill(draw, names, n, cites) for n in range(len(names))]
    half = draw(st.integers(0, len(skills)))
    document = {
        "format": FORMAT,
        "title": draw(lines),
        "sources": [_source(draw)],
        "levels": [{"level": level, "name": name} for level, name in enumerate(LEVEL_NAMES)],
        "categories": [
            {"code": "first", "name": draw(lines), "kind": "hard", "skills": skills[:half]},
            {"code": "second", "name": draw(lines), "kind": "soft", "skills": skills[half:]},
        ],
        "roles": [
            _role(draw, code, names, cites)
            for code in draw(st.lists(codes, min_size=1, max_size=2, unique=True))
        ],
    }
    return optional(
        document,
        draw,
        phases=st.lists(_phases(names), max_size=1),
        backgrounds=st.lists(_backgrounds(names), max_size=1),
        resources=st.lists(_resources(names), max_size=1),
        advice=st.lists(_advice(), max_size=1),
    )


def _source(draw):
    source = optional({"code": "g1", "title": draw(lines)}, draw, publisher=words)
    listed = st.fixed_dictionaries({"h01": lines}, optional={"a-long-one": lines, "h": lines})
    return optional(source, draw, items=st.just({}) | listed)


def _skill(draw, names, n, cites):
    skill = {"code": names[n], "name": draw(lines)}
    optional(skill, draw, summary=words, example=words)
    skill["size"] = draw(st.sampled_from("SML"))
    optional(skill, draw, keywords=st.lists(lines, max_size=2), cites=cites)
    skill["levels"] = {level: draw(sentences) for level in range(1, 6)}
    needs = st.fixed_dictionaries(
        {"level": required_levels, "skill": st.sampled_from(names[:n]), "at": required_levels}
    )
    return optional(
        skill,
        draw,
        needs=st.lists(needs, max_size=3) if n else st.just([]),
        codes=st.dictionaries(st.sampled_from(["sfia", "esco"]), st.lists(lines, max_size=2)),
    )


def _role(draw, code, names, cites):
    role = optional({"code": code, "name": draw(lines)}, draw, summary=words, question=words)
    optional(role, draw, cites=cites)
    role["requirements"] = [
        _requirement(draw, name)
        for name in draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    ]
    fact = {"what": "Pay", "low": 1, "high": 2.5, "unit": "USD", "year": 2025, "by": "A site"}
    return optional(role, draw, facts=st.lists(st.just(fact), max_size=1))


def _requirement(draw, name):
    requirement = {"skill": name, "level": draw(required_levels), "weight": draw(weights)}
    if draw(st.booleans()):
        requirement["must_have"] = True
        threshold = st.none() | st.integers(1, requirement["level"])
        optional(requirement, draw, threshold=threshold)
    return {**requirement, "cites": ["g1.h01"]}


def _phases(names):
    return st.fixed_dictionaries(
        {
            "code": codes,
            "name": lines,
            "hours_low": st.integers(0, 50),
            "hours_high": st.integers(50, 99),
            "skills": st.lists(st.sampled_from(names), min_size=1),
        }
    )


def _backgrounds(names):
    return st.fixed_dictionaries(
        {
            "code": codes,
            "name": lines,
            "hours_per_week": st.sampled_from([1, 7.5, 40]),
            "levels": st.dictionaries(st.sampled_from(names), levels_of_scale, min_size=1),
            "cites": st.just(["g1.h01"]),
        }
    )


def _resources(names):
    span = st.integers(0, 3).flatmap(
        lambda low: st.fixed_dictionaries(
            {
                "skill": st.sampled_from(names),
                "from": st.just(low),
                "to": st.integers(low + 1, low + 2),
            }
        )
    )
    return st.fixed_dictionaries(
        {
            "code": codes,
            "title": lines,
            "url": st.just("https://example.org/course"),
            "cost_usd": st.sampled_from([0, 49, 9.5]),
            "skills": st.lists(span, min_size=1, max_size=2),
        }
    )


def _advice():
    return st.fixed_dictionaries({"code": codes, "text": lines})


frameworks = documents().map(Framework.from_document)


PATH_ROLES = ("first", "second")


@st.composite
def path_documents(draw, *, max_skills=8, highest=5):
    """Up to eight skills in two tracks, with needs that never form a circle, and two roles.

    Needs point down an order of the steps: by level first, so that two skills may lean on each
    other in turns, or by skill first, so that a low level may need a high one.
    """
    size = draw(st.integers(1, max_skills))
    names = draw(st.permutations([f"s{n}" for n in range(size)]))
    is_by_level = draw(st.booleans())

    def order(step):
        skill, level = step
        return (level, names.index(skill)) if is_by_level else (names.index(skill), level)

    often = [1, 1, 1, 2, 2, 3, *range(4, highest + 1)]  # low levels, which most paths pass
    steps = [(skill, level) for skill in names for level in often]
    edge = st.tuples(st.sampled_from(steps), st.sampled_from(steps))
    edges = draw(st.lists(edge, min_size=2 * (size - 1), max_size=4 * size))
    skills = {skill: {"code": skill, "name": skill.upper(), "needs": []} for skill in names}
    for one, other in edges:
        later, sooner = (one, other) if order(one) > order(other) else (other, one)
        if later[0] != sooner[0]:
            need = {"level": later[1], "skill": sooner[0], "at": sooner[1]}
            skills[later[0]]["needs"].append(need)
    for skill in skills.values():
        skill["size"] = draw(st.sampled_from("SML"))
    half = draw(st.integers(0, size))
    tracks = {"hard": list(skills.values())[:half], "soft": list(skills.values())[half:]}
    return {
        "format": FORMAT,
        "title": "A world of paths",
        "categories": [
            {"code": kind, "name": kind, "kind": kind, "skills": listed}
            for kind, listed in tracks.items()
        ],
        "roles": [
            {"code": code, "name": code, "requirements": _wishes(draw, names, highest)}
            for code in PATH_ROLES
        ],
    }


def _wishes(draw, names, highest):
    return [
        {
            "skill": name,
            "level": draw(st.integers(1, highest)),
            "weight": draw(weights),
            "must_have": draw(st.booleans()),
        }
        for name in draw(
            st.lists(st.sampled_from(names), min_size=len(names) // 2 or 1, unique=True)
        )
    ]


@st.composite
def paths(draw, **options):
    """A framework with the levels that somebody has in it; some skills are not answered."""
    framework = Framework.from_document(draw(path_documents(**options)))
    held = st.dictionaries(st.sampled_from(sorted(framework.skills)), levels_of_scale, max_size=5)
    return framework, draw(held)
