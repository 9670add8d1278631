"""A framework read from its document: what it offers, and every fault it names."""

import copy
import pickle
import random
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from taxonomy.documents import canonical_json
from taxonomy.framework import Framework, FrameworkError, Need, Problem
from tests.taxonomy.faults import ASKED, ASKED_SAYS, FAULTS, FAULTS_WITH_ECHOES, SQL

SENTENCES = {level: f"I can do it at level {level}" for level in range(1, 6)}


def skill(code, name=None, **more):
    return {"code": code, "name": name or code.upper(), "levels": dict(SENTENCES), **more}


def small():
    """A faultless document with one of everything."""
    return {
        "format": "careerfit-framework/1",
        "title": "AI careers",
        "sources": [
            {"code": "g4", "title": "A guide", "published_on": "2026-06-08"},
            {"code": "g5", "title": "Another", "items": {"h01": "Python", "h02": "SQL"}},
        ],
        "levels": [{"level": n, "name": f"Level {n}", "anchor": "Does it"} for n in range(6)],
        "categories": [
            {
                "code": "data",
                "name": "Data",
                "kind": "hard",
                "skills": [
                    skill(
                        "sql",
                        "SQL",
                        size="S",
                        cites=["g4.h05"],
                        needs=[{"level": 3, "skill": "python", "at": 1}],
                    ),
                    skill("python", "Python", size="M", codes={"sfia": ["PROG"]}),
                ],
            }
        ],
        "roles": [
            {
                "code": "analyst",
                "name": "Analyst",
                "requirements": [
                    {
                        "skill": "sql",
                        "level": 4,
                        "weight": 5,
                        "must_have": True,
                        "threshold": 2,
                        "cites": ["g4.h05"],
                    },
                    {"skill": "python", "level": 3, "weight": 2.5, "cites": ["editorial: usual"]},
                ],
                "facts": [
                    {
                        "what": "Pay",
                        "low": 1,
                        "high": 2,
                        "unit": "USD",
                        "year": 2025,
                        "by": "A site",
                        "cites": ["g4.f01"],
                    }
                ],
            }
        ],
        "phases": [{"code": "start", "name": "Start", "hours_low": 10, "skills": ["sql"]}],
        "backgrounds": [
            {
                "code": "engineer",
                "name": "Engineer",
                "hours_per_week": 8,
                "levels": {"python": 3, "sql": 0},
                "role": "analyst",
                "months_low": 12,
                "months_high": 18,
                "cites": ["g4.p07"],
            }
        ],
        "resources": [
            {
                "code": "course",
                "title": "Course",
                "url": "https://example.org/c",
                "cost_usd": 0,
                "skills": [{"skill": "sql", "from": 0, "to": 2}],
            }
        ],
        "projects": [{"code": "site", "title": "Site", "skills": [{"skill": "sql", "level": 3}]}],
        "certifications": [
            {"code": "paper", "title": "Paper", "skills": [{"skill": "sql", "level": 3}]}
        ],
        "advice": [{"code": "write", "title": "Write", "text": "Write", "roles": ["analyst"]}],
    }


def minimal():
    return {
        "format": "careerfit-framework/1",
        "title": "Tiny",
        "levels": [{"level": n, "name": f"Level {n}"} for n in range(6)],
        "categories": [{"code": "data", "name": "Data", "skills": [skill("sql")]}],
        "roles": [
            {
                "code": "analyst",
                "name": "Analyst",
                "requirements": [{"skill": "sql", "level": 3, "weight": 1, "cites": ["editorial"]}],
            }
        ],
    }


@pytest.fixture
def framework():
    return Framework.from_document(small())


@pytest.mark.parametrize("document", [small(), minimal()])
def test_a_good_document_has_no_problems(document):
    assert Framework.from_document(document).problems() == []


def test_without_levels_the_scale_has_our_names():
    document = minimal()
    del document["levels"]
    framework = Framework.from_document(document)
    assert framework.problems() == []
    names = [level.name for level in framework.levels.values()]
    assert names == ["Not yet", "Aware", "Guided", "Independent", "Advanced", "Leading"]
    written = framework.to_document()["levels"]
    assert written[1] == {"level": 1, "name": "Aware"}


def test_a_normal_document_round_trips():
    assert Framework.from_document(small()).to_document() == small()


def test_writing_drops_what_says_nothing_and_states_defaults():
    document = minimal()
    document["sources"] = []
    document["roles"][0]["requirements"][0].update(weight=Decimal("2.50"), must_have=False)
    document["categories"][0]["skills"][0].update(replaced_by=None, keywords=[], codes={})
    written = Framework.from_document(document).to_document()
    assert "sources" not in written
    assert written["roles"][0]["requirements"][0] == {
        "skill": "sql",
        "level": 3,
        "weight": 2.5,
        "cites": ["editorial"],
    }
    assert written["categories"][0]["kind"] == "hard"
    assert list(written["categories"][0]["skills"][0]) == ["code", "name", "size", "levels"]


def test_a_document_from_before_backgrounds_has_none():
    framework = Framework.from_document(minimal())
    assert framework.backgrounds == {}
    assert "backgrounds" not in framework.to_document()


def test_a_background_says_its_levels_and_how_long_the_way_takes(framework):
    engineer = framework.backgrounds["engineer"]
    assert dict(engineer.levels) == {"python": 3, "sql": 0}
    assert (engineer.hours_per_week, engineer.role) == (8, "analyst")
    assert (engineer.months_low, engineer.months_high) == (12, 18)


def test_json_keys_dates_and_whole_decimals_are_read_as_meant():
    document = small()
    sql = document["categories"][0]["skills"][0]
    sql["levels"] = {str(level): sentence for level, sentence in SENTENCES.items()}
    document["sources"][0]["published_on"] = date(2026, 6, 8)
    document["roles"][0]["requirements"][0]["weight"] = Decimal("5.00")
    written = Framework.from_document(document).to_document()
    assert written == small()
    assert canonical_json(written) == canonical_json(small())


@pytest.mark.parametrize(
    ("document", "found"), [([], "a list"), ("text", '"text"'), (None, "None"), (3, "3")]
)
def test_what_is_no_mapping_at_all_is_refused(document, found):
    with pytest.raises(FrameworkError) as refusal:
        Framework.from_document(document)
    assert str(refusal.value) == f"A framework document is a mapping, not {found}."


def test_skills_and_roles_are_mappings_in_document_order(framework):
    assert list(framework.skills) == ["sql", "python"]
    sql = framework.skills["sql"]
    assert (sql.name, sql.size, sql.category, sql.kind) == ("SQL", "S", "data", "hard")
    assert sql.levels == SENTENCES
    assert sql.needs == (Need(level=3, skill="python", at=1),)
    assert framework.roles["analyst"].facts[0].by == "A site"
    assert framework.title == "AI careers"


def test_a_requirement_knows_category_and_threshold(framework):
    sql, python = framework.roles["analyst"].requirements
    assert (sql.category, sql.threshold, sql.stated_threshold) == ("data", 2, 2)
    assert (python.threshold, python.exact_weight) == (None, Fraction(5, 2))


@pytest.mark.parametrize(("level", "threshold"), [(1, 1), (2, 1), (3, 2), (5, 4)])
def test_a_must_have_blocks_one_level_below_unless_stated(level, threshold):
    document = minimal()
    document["roles"][0]["requirements"][0].update(level=level, must_have=True)
    requirement = Framework.from_document(document).roles["analyst"].requirements[0]
    assert (requirement.threshold, requirement.stated_threshold) == (threshold, None)


def test_a_framework_never_changes_and_can_be_copied(framework):
    with pytest.raises(AttributeError):
        framework.skills["sql"].name = "Other"
    with pytest.raises(TypeError):
        framework.skills["sql"] = None
    with pytest.raises(TypeError):
        framework.skills["sql"].levels[1] = "I can cheat"
    assert pickle.loads(pickle.dumps(framework)) == copy.deepcopy(framework) == framework
    assert hash(copy.deepcopy(framework)) == hash(framework)


def test_most_important_requirements_come_must_have_first_then_by_weight():
    document = minimal()
    document["roles"][0]["requirements"] = [
        {"skill": code, "level": 1, "weight": weight, "must_have": must}
        for code, weight, must in [
            ("light", 1, False),
            ("heavy", 5, False),
            ("must", 2, True),
            ("late", 5, False),
        ]
    ]
    role = Framework.from_document(document).roles["analyst"]
    assert [each.skill for each in role.most_important(3)] == ["must", "heavy", "late"]


def three_roles():
    document = minimal()
    asked = {"one": {"a": 1, "b": 3}, "two": {"a": 0.5, "b": 0.5}, "far": {"c": 1}}
    document["roles"] = [
        {
            "code": code,
            "name": code,
            "requirements": [{"skill": s, "level": 1, "weight": w} for s, w in weights.items()],
        }
        for code, weights in asked.items()
    ]
    return Framework.from_document(document)


def test_overlap_is_the_share_of_weight_in_common():
    framework = three_roles()
    one, two, far = framework.roles.values()
    assert framework.overlap(one, two) == framework.overlap(two, one) == Fraction(3, 4)
    assert framework.overlap(one, far) == 0
    assert framework.overlap(one, one) == 1


def test_neighbours_are_the_nearest_other_roles():
    framework = three_roles()
    assert [role.code for role in framework.neighbours(framework.roles["one"], 2)] == ["two", "far"]
    assert [role.code for role in framework.neighbours(framework.roles["far"], 1)] == ["one"]


def test_roles_needing_and_needed_by(framework):
    assert framework.roles_needing("sql") == (framework.roles["analyst"],)
    assert framework.roles_needing("golf") == ()
    sql = framework.skills["sql"]
    assert framework.needed_by("python") == ((sql, sql.needs[0]),)
    assert framework.needed_by("sql") == ()


@pytest.mark.parametrize(
    ("skill_code", "low", "high", "found"),
    [("sql", 0, 1, 1), ("sql", 1, 4, 1), ("sql", 2, 3, 0), ("python", 0, 2, 0)],
)
def test_resources_for_teach_a_step_of_the_way(framework, skill_code, low, high, found):
    assert len(framework.resources_for(skill_code, low, high)) == found


# Every fault ------------------------------------------------------------------------------------


def steps(where):
    """`roles[0].code` as the keys that lead there."""
    for part in where.replace("[", ".").replace("]", "").split("."):
        yield part.strip("'") if "'" in part else int(part) if part.isdigit() else part


def planted(where, value):
    """The small document with one value changed; None takes it out."""
    document = node = small()
    *way, last = steps(where)
    for step in way:
        node = node[step]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return document


@pytest.mark.parametrize(("where", "value", "path", "sentence"), FAULTS)
def test_one_fault_is_named(where, value, path, sentence):
    assert Framework.from_document(planted(where, value)).problems() == [Problem(path, sentence)]


@pytest.mark.parametrize(("where", "value", "path", "sentence"), FAULTS_WITH_ECHOES)
def test_a_fault_comes_before_its_echoes(where, value, path, sentence):
    problems = Framework.from_document(planted(where, value)).problems()
    assert problems[0] == Problem(path, sentence)
    assert len(problems) > 1


def test_a_flag_that_is_none_is_named_and_counts_as_false():
    problems = Framework.from_document(planted(f"{ASKED}.must_have", "yes")).problems()
    assert problems == [
        Problem(
            f"{ASKED}.must_have", f'{ASKED_SAYS}: must_have is "yes", and must be true or false.'
        ),
        Problem(f"{ASKED}.threshold", f"{ASKED_SAYS}: only a must-have has a threshold."),
    ]


@pytest.mark.parametrize("cite", ["g4", "g4.x99", "g5", "g5.h01", "g5.h02"])
def test_any_item_may_be_cited_of_a_source_that_lists_none(cite):
    assert Framework.from_document(planted(f"{SQL}.cites", [cite])).problems() == []


@pytest.mark.parametrize(
    ("section", "noun"),
    [
        ("sources", "Source"),
        ("categories", "Category"),
        ("roles", "Role"),
        ("phases", "Phase"),
        ("backgrounds", "Background"),
        ("resources", "Resource"),
        ("projects", "Project"),
        ("certifications", "Certification"),
        ("advice", "Advice"),
    ],
)
def test_a_code_given_twice_is_named(section, noun):
    document = small()
    again = {**document[section][0], "skills": []} if section == "categories" else None
    document[section].append(again or copy.deepcopy(document[section][0]))
    framework = Framework.from_document(document)
    code, count = document[section][0]["code"], len(document[section])
    what = f'{noun} "{code}": the code is already taken by {section}[0].'
    assert framework.problems() == [Problem(f"{section}[{count - 1}].code", what)]
    assert len(getattr(framework, section)) == count - 1
    assert len(framework.to_document()[section]) == count


def test_a_skill_given_twice_in_two_categories_is_named():
    document = small()
    document["categories"].append({"code": "more", "name": "More", "skills": [skill("sql")]})
    framework = Framework.from_document(document)
    what = f'Skill "sql": the code is already taken by {SQL}.'
    assert framework.problems() == [Problem("categories[1].skills[0].code", what)]
    assert framework.skills["sql"].category == "data"


def test_a_level_of_the_scale_given_twice_is_named():
    document = planted("levels[5].level", 4)
    assert Framework.from_document(document).problems() == [
        Problem(
            "levels[5].level", 'The framework, level "Level 5": level 4 is listed more than once.'
        ),
        Problem("levels", "The framework: level 5 of the scale is missing."),
    ]


def test_more_than_eight_must_haves_are_too_many():
    document = minimal()
    names = [f"s{n}" for n in range(9)]
    document["categories"][0]["skills"] = [skill(name) for name in names]
    document["roles"][0]["requirements"] = [
        {"skill": name, "level": 3, "weight": 1, "must_have": True, "cites": ["editorial"]}
        for name in names
    ]
    what = 'Role "analyst": 9 requirements are must-haves, and 8 is the most.'
    assert Framework.from_document(document).problems() == [Problem("roles[0].requirements", what)]
    document["roles"][0]["requirements"].pop()
    assert Framework.from_document(document).problems() == []


def test_all_faults_are_found_at_once():
    document = small()
    document["format"] = "other"
    document["categories"][0]["skills"][0]["levels"] = {1: "Nothing"}
    document["categories"][0]["skills"][1]["size"] = "XL"
    document["roles"][0]["requirements"][0].update(skill="golf", weight=-1, level="high")
    document["resources"][0] = "a course"
    document["unknown"] = 1
    assert [problem.path for problem in Framework.from_document(document).problems()] == [
        f"{SQL}.levels.1",
        f"{SQL}.levels.2",
        f"{SQL}.levels.3",
        f"{SQL}.levels.4",
        f"{SQL}.levels.5",
        "categories[0].skills[1].size",
        f"{ASKED}.level",
        f"{ASKED}.weight",
        "resources[0]",
        "unknown",
        "format",
        f"{ASKED}.skill",
    ]


# Prerequisites ----------------------------------------------------------------------------------


def needing(*edges, names=None):
    """A minimal framework of skills a, b, c, … with needs given as "a2 b1": a 2 needs b 1."""
    document = minimal()
    pairs = [edge.split() for edge in edges]
    found = names or sorted({node[:-1] for pair in pairs for node in pair})
    document["categories"][0]["skills"] = [
        skill(
            name,
            needs=[
                {"level": int(one[-1]), "skill": other[:-1], "at": int(other[-1])}
                for one, other in pairs
                if one[:-1] == name
            ],
        )
        for name in found
    ]
    document["roles"][0]["requirements"][0]["skill"] = found[0]
    return Framework.from_document(document)


@pytest.mark.parametrize(
    ("edges", "path", "loop"),
    [
        (["a2 b1", "b1 a2"], f"{SQL}.needs[0]", "A 2 -> B 1 -> A 2"),
        (["a2 b3", "b1 a2"], f"{SQL}.needs[0]", "A 2 -> B 3 -> B 2 -> B 1 -> A 2"),
        (["a2 b1", "b1 a3"], f"{SQL}.needs[0]", "A 2 -> B 1 -> A 3 -> A 2"),
        (["a1 b1", "b1 c1", "c1 b1"], "categories[0].skills[1].needs[0]", "B 1 -> C 1 -> B 1"),
        (["a1 b1", "b1 c1", "c1 a1", "b1 a1"], f"{SQL}.needs[0]", "A 1 -> B 1 -> A 1"),
    ],
)
def test_a_loop_is_named_step_by_step(edges, path, loop):
    [problem] = needing(*edges).problems()
    assert problem.path == path
    assert (
        problem.sentence.partition(": these steps need each other in a circle: ")[2] == f"{loop}."
    )


def test_a_loop_uses_the_names_of_skills():
    document = small()
    document["categories"][0]["skills"][1]["needs"] = [{"level": 1, "skill": "sql", "at": 3}]
    assert Framework.from_document(document).problems() == [
        Problem(
            f"{SQL}.needs[0]",
            'Skill "sql", need "python": these steps need each other in a circle: '
            "SQL 3 -> Python 1 -> SQL 3.",
        )
    ]


def test_two_separate_loops_are_two_problems():
    framework = needing("a1 b1", "b1 a1", "c1 d1", "d1 c1")
    assert [problem.path for problem in framework.problems()] == [
        f"{SQL}.needs[0]",
        "categories[0].skills[2].needs[0]",
    ]


@pytest.mark.parametrize(
    "edges",
    [["a2 b1", "b2 a1"], ["a3 b2", "b2 a2"], ["a1 b1", "a1 b1"], ["a1 b1", "a1 c1", "b1 c1"]],
)
def test_levels_that_take_turns_are_no_loop(edges):
    assert needing(*edges).problems() == []


def test_a_loop_of_sixty_is_named_whole():
    edges = [f"s{n}-1 s{(n + 1) % 60}-1" for n in range(60)]
    names = [f"s{n}-" for n in range(60)]
    [problem] = [
        each for each in needing(*edges, names=names).problems() if "circle" in each.sentence
    ]
    assert problem.sentence.count("->") == 60


def test_prerequisites_may_be_eight_skills_deep_and_no_more():
    edges = [f"{one}1 {other}1" for one, other in zip("abcdefgh", "bcdefghi", strict=True)]
    assert needing(*edges[:-1]).problems() == []
    assert needing(*edges).problems() == [
        Problem(
            f"{SQL}.needs",
            'Skill "a": prerequisites go 9 skills deep, and 8 is the most: '
            "A 1 -> B 1 -> C 1 -> D 1 -> E 1 -> F 1 -> G 1 -> H 1 -> I 1.",
        )
    ]


def test_depth_runs_through_the_levels_of_a_skill():
    # each skill's level 2 needs the next one's level 2; the way on may start at level 1
    edges = [f"{one}1 {other}2" for one, other in zip("abcdefgh", "bcdefghi", strict=True)]
    [problem] = needing(*edges).problems()
    assert problem.sentence.startswith('Skill "a": prerequisites go 9 skills deep')


def large(extra):
    """2,000 skills in one chain, with `extra` more needs that point backwards."""
    chance = random.Random(1)
    document = minimal()
    skills = [skill(f"s{n}", needs=[]) for n in range(2000)]
    for n in range(1, 2000):
        skills[n]["needs"].append({"level": 1, "skill": f"s{n - 1}", "at": 1})
    for _ in range(extra):
        n = chance.randrange(1, 2000)
        need = {"level": chance.randint(1, 5), "skill": f"s{chance.randrange(n)}", "at": 1}
        skills[n]["needs"].append(need)
    document["categories"][0]["skills"] = skills
    document["roles"][0]["requirements"][0]["skill"] = "s0"
    return document


@pytest.mark.parametrize("has_loop", [False, True])
def test_a_chain_of_2000_with_40000_edges_takes_less_than_two_seconds(has_loop):
    document = large(38_001)
    if has_loop:
        document["categories"][0]["skills"][0]["needs"] = [{"level": 1, "skill": "s1999", "at": 1}]
    started = time.process_time()
    [problem] = Framework.from_document(document).problems()
    assert time.process_time() - started < 2
    expected = "circle: S0 1 -> S1999 1" if has_loop else "go 2000 skills deep, and 8 is the most"
    assert expected in problem.sentence


def test_the_plain_modules_load_no_django():
    program = "import taxonomy.framework, taxonomy.documents, sys; print('django' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False\n"
