"""Faulty values planted one at a time in a faultless document, and what is said about each."""

import pytest

SQL = "categories[0].skills[0]"
ASKED = "roles[0].requirements[0]"
FRAMEWORK = "The framework"
SQL_SAYS = 'Skill "sql"'
ASKED_SAYS = 'Role "analyst", requirement "sql"'
START = "backgrounds[0]"
START_SAYS = 'Background "engineer"'
WHOLE = "must be a whole number from 1 to 5"
ON_THE_SCALE = "must be a whole number from 0 to 5"
HTTPS = "must be an address that starts https://"
KEBAB = "must be kebab-case: small letters and digits, joined by single hyphens"


def case(where, value, label, what, path=None):
    """The value put at `where` (None takes it out) gives one problem, at `path` or right there."""
    name = f"{where}-{value!r:.24}" if not isinstance(value, int) else f"{where}-number"
    return pytest.param(where, value, path or where, f"{label}: {what}.", id=name)


FAULTS = [
    case(
        "format",
        "careerfit-framework/2",
        FRAMEWORK,
        'format is "careerfit-framework/2", and must be "careerfit-framework/1"',
    ),
    case("format", None, FRAMEWORK, "format is missing"),
    case("title", " ", FRAMEWORK, "title is empty"),
    case("size", 3, FRAMEWORK, 'the key "size" is not known here'),
    case("levels.5", None, FRAMEWORK, "level 5 of the scale is missing", path="levels"),
    case(f"{SQL}.name", None, SQL_SAYS, "name is missing"),
    case(f"{SQL}.name", ["x"], SQL_SAYS, "name is a list, and must be text"),
    case(f"{SQL}.summary", "a\x00", SQL_SAYS, "summary holds a character that cannot be printed"),
    case(f"{SQL}.size", "XL", SQL_SAYS, 'size is "XL", and must be S, M or L'),
    case(
        "categories[0].kind", "firm", 'Category "data"', 'kind is "firm", and must be hard or soft'
    ),
    case(f"{SQL}.colour", "red", SQL_SAYS, 'the key "colour" is not known here'),
    case(f"{SQL}.keywords", "x", SQL_SAYS, 'keywords is "x", and must be a list'),
    case(
        f"{SQL}.keywords",
        ["x", 3],
        SQL_SAYS,
        "keywords[1] is 3, and must be text",
        path=f"{SQL}.keywords[1]",
    ),
    case(f"{SQL}.codes", [], SQL_SAYS, "codes is a list, and must be a mapping"),
    case(f"{SQL}.levels", None, SQL_SAYS, "levels is missing"),
    case(f"{SQL}.levels", [], SQL_SAYS, "levels is a list, and must be a mapping from 1 to 5"),
    case(f"{SQL}.levels.3", None, SQL_SAYS, "level 3 has no sentence"),
    case(f"{SQL}.levels.3", "  ", SQL_SAYS, "level 3 has no sentence"),
    case(f"{SQL}.levels.3", 3, SQL_SAYS, "levels.3 is 3, and must be text"),
    case(f"{SQL}.levels.6", "I can", SQL_SAYS, "level 6 is not one of 1 to 5"),
    case(f"{SQL}.levels.0", "I can", SQL_SAYS, "level 0 is not one of 1 to 5"),
    case(
        f"{SQL}.levels.'2'", "I can", SQL_SAYS, 'level "2" is given twice', path=f"{SQL}.levels.2"
    ),
    case(
        f"{SQL}.levels.1", "Can do", SQL_SAYS, 'the sentence of level 1 does not start with "I can"'
    ),
    case(
        f"{SQL}.levels.1",
        "I cannot",
        SQL_SAYS,
        'the sentence of level 1 does not start with "I can"',
    ),
    case(
        f"{SQL}.levels.1",
        "I can " + "x" * 155,
        SQL_SAYS,
        "the sentence of level 1 is 161 characters long, and 160 is the most",
    ),
    case(f"{SQL}.needs[0].level", 6, 'Skill "sql", need "python"', f"level is 6, and {WHOLE}"),
    case(f"{SQL}.needs[0].at", 0, 'Skill "sql", need "python"', f"at is 0, and {WHOLE}"),
    case(
        f"{SQL}.needs[0].skill",
        "golf",
        'Skill "sql", need "golf"',
        'the skill "golf" is not in this framework',
    ),
    case(f"{SQL}.needs[0].skill", "sql", 'Skill "sql", need "sql"', "the skill needs itself"),
    case(
        f"{SQL}.needs",
        ["python"],
        SQL_SAYS,
        'need 1 is "python", and must be a mapping',
        path=f"{SQL}.needs[0]",
    ),
    case(
        f"{SQL}.cites",
        ["g9.h1"],
        SQL_SAYS,
        'cites "g9.h1", which names no listed source',
        path=f"{SQL}.cites[0]",
    ),
    case(
        f"{SQL}.cites",
        ["editorial:"],
        SQL_SAYS,
        'cites "editorial:", which names no listed source',
        path=f"{SQL}.cites[0]",
    ),
    case(
        f"{SQL}.cites",
        ["editorials"],
        SQL_SAYS,
        'cites "editorials", which names no listed source',
        path=f"{SQL}.cites[0]",
    ),
    case(
        f"{SQL}.cites",
        ["g5.h99"],
        SQL_SAYS,
        'cites "g5.h99", which is not among the items of "g5"',
        path=f"{SQL}.cites[0]",
    ),
    case(
        f"{SQL}.cites",
        ["g5."],
        SQL_SAYS,
        'cites "g5.", which is not among the items of "g5"',
        path=f"{SQL}.cites[0]",
    ),
    case("sources[1].items", ["h01"], 'Source "g5"', "items is a list, and must be a mapping"),
    case("sources[1].items.h01", 3, 'Source "g5"', "items.h01 is 3, and must be text"),
    case("sources[1].items.h01", " ", 'Source "g5"', "items.h01 is empty"),
    case(f"{SQL}.replaced_by", "golf", SQL_SAYS, 'the skill "golf" is not in this framework'),
    case(f"{SQL}.replaced_by", "sql", SQL_SAYS, "the skill is replaced by itself"),
    case(
        "phases[0].skills",
        ["sql", "golf"],
        'Phase "start"',
        'the skill "golf" is not in this framework',
        path="phases[0].skills[1]",
    ),
    case(
        f"{START}.levels.golf",
        3,
        START_SAYS,
        'the skill "golf" is not in this framework',
    ),
    case(f"{START}.levels.''", 3, START_SAYS, "levels holds an empty key", path=f"{START}.levels"),
    case(f"{START}.levels.sql", 6, START_SAYS, f"levels.sql is 6, and {ON_THE_SCALE}"),
    case(f"{START}.levels.sql", "3", START_SAYS, f'levels.sql is "3", and {ON_THE_SCALE}'),
    case(f"{START}.levels", ["sql"], START_SAYS, "levels is a list, and must be a mapping"),
    case(f"{START}.hours_per_week", None, START_SAYS, "hours_per_week is missing"),
    case(
        f"{START}.hours_per_week",
        0,
        START_SAYS,
        "hours_per_week is 0, and must be a number above 0",
    ),
    case(
        f"{START}.hours_per_week",
        169,
        START_SAYS,
        "hours_per_week is 169, and a week has 168",
    ),
    case(f"{START}.role", "king", START_SAYS, 'the role "king" is not in this framework'),
    case(
        f"{START}.role",
        None,
        START_SAYS,
        "months are given, and no role says the way to what",
    ),
    case(
        f"{START}.months_high",
        None,
        START_SAYS,
        "a role is named without months_low and months_high, the length of the way to it",
        path=f"{START}.role",
    ),
    case(
        f"{START}.months_low",
        19,
        START_SAYS,
        "months_low is 19, which is above months_high, 18",
    ),
    case(
        f"{START}.months_low",
        -1,
        START_SAYS,
        "months_low is -1, and must be a number, 0 or more",
    ),
    case(f"{START}.cites", [], START_SAYS, "nothing is cited; cite a source or say editorial"),
    case(
        f"{START}.cites",
        ["g6"],
        START_SAYS,
        'cites "g6", which names no listed source',
        path=f"{START}.cites[0]",
    ),
    case(
        "resources[0].skills[0].skill",
        "golf",
        'Resource "course", skill "golf"',
        'the skill "golf" is not in this framework',
    ),
    case(
        "projects[0].skills[0].skill",
        "golf",
        'Project "site", skill "golf"',
        'the skill "golf" is not in this framework',
    ),
    case(
        "certifications[0].skills[0].skill",
        "golf",
        'Certification "paper", skill "golf"',
        'the skill "golf" is not in this framework',
    ),
    case(
        "advice[0].roles",
        ["king"],
        'Advice "write"',
        'the role "king" is not in this framework',
        path="advice[0].roles[0]",
    ),
    case(
        "roles[0].facts[0].cites",
        ["g6"],
        'Role "analyst", fact "Pay"',
        'cites "g6", which names no listed source',
        path="roles[0].facts[0].cites[0]",
    ),
    case("roles[0].requirements", [], 'Role "analyst"', "the role has no requirements"),
    case(
        f"{ASKED}.skill",
        "golf",
        'Role "analyst", requirement "golf"',
        'the skill "golf" is not in this framework',
    ),
    case(
        f"{ASKED}.skill",
        "python",
        'Role "analyst", requirement "python"',
        "the role asks for this skill more than once",
        path="roles[0].requirements[1].skill",
    ),
    case(f"{ASKED}.level", 0, ASKED_SAYS, f"level is 0, and {WHOLE}"),
    case(f"{ASKED}.level", 3.5, ASKED_SAYS, f"level is 3.5, and {WHOLE}"),
    case(f"{ASKED}.level", True, ASKED_SAYS, f"level is true, and {WHOLE}"),
    case(f"{ASKED}.weight", 0, ASKED_SAYS, "weight is 0, and must be a number above 0"),
    case(f"{ASKED}.weight", "5", ASKED_SAYS, 'weight is "5", and must be a number above 0'),
    case(
        f"{ASKED}.weight", float("nan"), ASKED_SAYS, "weight is nan, and must be a number above 0"
    ),
    case(
        f"{ASKED}.weight", 10**5000, ASKED_SAYS, "weight is too large, and must be a number above 0"
    ),
    case(
        f"{ASKED}.threshold", 5, ASKED_SAYS, "threshold is 5, which is above the required level 4"
    ),
    case(f"{ASKED}.threshold", 0, ASKED_SAYS, f"threshold is 0, and {WHOLE}"),
    case(
        "roles[0].requirements[1].threshold",
        1,
        'Role "analyst", requirement "python"',
        "only a must-have has a threshold",
    ),
    case(f"{ASKED}.cites", [], ASKED_SAYS, "nothing is cited; cite a source or say editorial"),
    case(
        "roles[0].facts[0].low", 3, 'Role "analyst", fact "Pay"', "low is 3, which is above high, 2"
    ),
    case("roles[0].facts[0].unit", None, 'Role "analyst", fact "Pay"', "unit is missing"),
    case("roles[0].facts[0].year", None, 'Role "analyst", fact "Pay"', "year is missing"),
    case("roles[0].facts[0].by", None, 'Role "analyst", fact "Pay"', "by is missing"),
    case(
        "phases[0].hours_high",
        9,
        'Phase "start"',
        "hours_low is 10, which is above hours_high, 9",
        path="phases[0].hours_low",
    ),
    case(
        "resources[0].url",
        "http://example.org",
        'Resource "course"',
        f'url is "http://example.org", and {HTTPS}',
    ),
    case("resources[0].url", "https://[", 'Resource "course"', f'url is "https://[", and {HTTPS}'),
    case(
        "resources[0].url", "https:///x", 'Resource "course"', f'url is "https:///x", and {HTTPS}'
    ),
    case(
        "resources[0].skills[0].from",
        2,
        'Resource "course", skill "sql"',
        "from is 2, and must be below to, 2",
    ),
    case(
        "resources[0].skills[0].to",
        3,
        'Resource "course", skill "sql"',
        "from 0 to 3 jumps 3 levels, and 2 is the most",
    ),
    case(
        "resources[0].skills[0].to",
        6,
        'Resource "course", skill "sql"',
        "to is 6, and must be a whole number from 0 to 5",
    ),
    case(
        "projects[0].skills[0].level", 6, 'Project "site", skill "sql"', f"level is 6, and {WHOLE}"
    ),
    case(
        "certifications[0].skills[0].level",
        0,
        'Certification "paper", skill "sql"',
        f"level is 0, and {WHOLE}",
    ),
    case(
        "certifications[0].url",
        "ftp://example.org/",
        'Certification "paper"',
        f'url is "ftp://example.org/", and {HTTPS}',
    ),
    case(
        "certifications[0].exam_usd",
        -1,
        'Certification "paper"',
        "exam_usd is -1, and must be a number, 0 or more",
    ),
]

# a code that changes is missed by those who name it, so more problems follow
FAULTS_WITH_ECHOES = [
    case("roles", {}, FRAMEWORK, "roles is a mapping, and must be a list"),
    case(
        "levels.0.level",
        9,
        'The framework, level "Level 0"',
        "level is 9, and must be a whole number from 0 to 5",
        path="levels[0].level",
    ),
    case(f"{SQL}.code", "SQL", 'Skill "SQL"', f'code is "SQL", and {KEBAB}'),
    case("sources[0].code", "g--4", 'Source "g--4"', f'code is "g--4", and {KEBAB}'),
    case("roles[0].code", "", 'Role ""', f'code is "", and {KEBAB}'),
    case("roles[0].code", 7, "Role 1", "code is 7, and must be text"),
]
