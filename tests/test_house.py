"""The rules of the house (docs/architecture.md), read from the sources themselves.

    floor 4   careerfit
    floor 3   cohorts
    floor 2   roadmaps
    floor 1   assessments
    floor 0   taxonomy | accounts

Imports look down and never sideways; a neighbour is entered by its doors; in an app the rooms on
the left import nothing from the right; the hard thinking knows no Django.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

HOUSE = Path(__file__).resolve().parent.parent
FLOORS = {
    "taxonomy": 0,
    "accounts": 0,
    "assessments": 1,
    "roadmaps": 2,
    "cohorts": 3,
    "careerfit": 4,
}
FOLDERS = {*FLOORS, "templates", "static", "tests", "docs", "bench"}
WRITTEN_BY_TOOLS = {"var", "node_modules", "__pycache__"}

PLAIN = {
    "taxonomy.citations",
    "taxonomy.documents",
    "taxonomy.effort",
    "taxonomy.framework",
    "taxonomy.points",
    "taxonomy.prerequisites",
    "taxonomy.problems",
    "taxonomy.reading",
    "taxonomy.role_reports",
    "taxonomy.skill_reports",
    "taxonomy.values",
    "assessments.attainment",
    "assessments.comparison",
    "assessments.explanation",
    "assessments.learning",
    "assessments.questionnaire",
    "assessments.scoring",
    "assessments.wording",
    "accounts.limits",
    "roadmaps.answers",
    "roadmaps.calendar",
    "roadmaps.closure",
    "roadmaps.lines",
    "roadmaps.milestones",
    "roadmaps.months",
    "roadmaps.planner",
    "roadmaps.progress",
    "roadmaps.progress_words",
    "roadmaps.steps",
    "roadmaps.tally",
    "roadmaps.timelines",
    "roadmaps.undo",
    "roadmaps.weekdays",
    "roadmaps.worth",
}
"""Plain Python on plain values: no Django, clock, settings or randomness."""

FOREIGN_TO_PLAIN = {
    "time",
    "random",
    "secrets",
    "os",
    "socket",
    "subprocess",
    "django",
}
CLOCKS = {"now", "today", "utcnow"}
MAY_IMPORT = {"taxonomy.documents": {"yaml"}}
"""Packages from elsewhere that a plain module may use."""

ROOMS = {
    "models": 1,
    "permissions": 2,
    "queries": 3,
    "actions": 4,
    "fields": 5,
    "forms": 5,
    "templatetags": 5,
    "views": 6,
    "middleware": 6,
    "urls": 7,
    "admin": 7,
    "apps": 7,
    "management": 7,
}
"""The higher may import the lower. Plain modules are 0."""

BESIDE = {
    "accounts.passwords": "permissions",
    "accounts.allauth_urls": "urls",
    "assessments.changes": "queries",
    "assessments.rankings": "queries",
    "assessments.reports": "queries",
    "assessments.role_comparison": "queries",
    "assessments.sharing": "actions",
    "roadmaps.choices": "queries",
    "roadmaps.calendar_file": "queries",
    "roadmaps.drafts": "queries",
    "roadmaps.evidence": "queries",
    "roadmaps.progress_pages": "queries",
    "roadmaps.step_pages": "queries",
    "roadmaps.path_lists": "queries",
    "roadmaps.replans": "queries",
    "roadmaps.mail": "queries",
    "roadmaps.standing": "queries",
    "roadmaps.weekly": "queries",
}
"""Modules that stand in the same place as the room named."""

DOORS = {"models", "permissions", "queries", "actions", "fields"}

IMPORTS_INSIDE = {
    "manage.py": "Django's own file: settings must be named before Django is imported",
}
"""file → why a function of it imports."""

MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES, FRAGMENT_LINES = 400, 50, 130, 60


@dataclass(frozen=True)
class Import:
    """`module` imports `target`, both dotted and as exact as files tell."""

    module: str
    target: str

    @property
    def apps(self) -> tuple[str, str]:
        return self.module.split(".")[0], self.target.split(".")[0]


def files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (HOUSE / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def is_module(dotted: str) -> bool:
    path = HOUSE.joinpath(*dotted.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def imports_of(path: Path) -> Iterator[Import]:
    """Every import of a file; `from taxonomy import effort` names the module taxonomy.effort."""
    module = name_of(path)
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (Import(module, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by dots: write the whole name"
            for each in node.names:
                whole = f"{node.module}.{each.name}"
                yield Import(module, whole if is_module(whole) else str(node.module))


@cache
def app_imports() -> tuple[Import, ...]:
    return tuple(found for path in files(*existing_apps()) for found in imports_of(path))


def existing_apps() -> list[str]:
    return [app for app in FLOORS if (HOUSE / app).is_dir()]


def room_of(module: str) -> int:
    """Where a module stands. Raises KeyError for one that nobody has given a place."""
    if module in PLAIN:
        return 0
    beside = BESIDE.get(".".join(module.split(".")[:2]))
    return ROOMS[beside or module.split(".")[1]]


# --- The plan of the house -------------------------------------------------------------------


def test_top_level_folders() -> None:
    """A new folder is a decision: it is named here and in docs/architecture.md."""
    found = {path.name for path in HOUSE.iterdir() if path.is_dir() and path.name[0] != "."}
    assert found - WRITTEN_BY_TOOLS - FOLDERS == set()
    assert {path.name for path in HOUSE.glob("*.py")} == {"manage.py"}


def test_imports_look_down() -> None:
    """Never up, never sideways; and no app knows its tests or its benchmark."""
    wrong = [
        found
        for found in app_imports()
        for own, other in [found.apps]
        if other in {"tests", "bench"}
        or (own != other and other in FLOORS and FLOORS[other] >= FLOORS[own])
    ]
    assert wrong == []


def test_neighbours_come_in_by_the_doors() -> None:
    """Plain modules, models, permissions, queries, actions, fields; never views, forms, urls."""
    wrong = [
        found
        for found in app_imports()
        for own, other in [found.apps]
        if own != other
        and other in FLOORS
        and found.target not in PLAIN
        and not _is_a_door(found.target)
        and not _lists_urls(found)
    ]
    assert wrong == []


def _is_a_door(module: str) -> bool:
    """A door, or what stands in the same place as one."""
    room = module.split(".")[1]
    return BESIDE.get(".".join(module.split(".")[:2]), room) in DOORS


def _lists_urls(found: Import) -> bool:
    return found.module == "careerfit.urls" and found.target.endswith("urls")


def test_rooms_left_import_nothing_right() -> None:
    """plain → models → permissions → queries → actions → forms → views → urls, admin."""
    wrong = [
        found
        for found in app_imports()
        for own, other in [found.apps]
        if own == other
        and own != "careerfit"  # the roof has no rooms: it joins what is below
        and "." in found.target
        and room_of(found.target) > room_of(found.module)
    ]
    assert wrong == []


def test_every_module_has_a_place() -> None:
    """Whoever adds a module says in this file whether it is plain or beside which room."""
    homeless = []
    for path in files(*(app for app in existing_apps() if app != "careerfit")):
        module = name_of(path)
        if "." in module and module not in PLAIN:
            place = BESIDE.get(".".join(module.split(".")[:2]), module.split(".")[1])
            if place not in ROOMS:
                homeless.append(module)
    assert homeless == []
    assert [name for name in sorted(PLAIN | set(BESIDE)) if not is_module(name)] == []


def test_there_are_no_signals() -> None:
    """Who calls whom can be read from the code."""
    wrong = [
        found for found in app_imports() if "signals" in found.target or "dispatch" in found.target
    ]
    assert wrong == []


def test_functions_import_nothing() -> None:
    """An import inside a function hides a circle."""
    found = {
        str(path.relative_to(HOUSE))
        for path in [HOUSE / "manage.py", *files(*existing_apps())]
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert found == set(IMPORTS_INSIDE)


# --- Plain modules ---------------------------------------------------------------------------


def test_plain_modules_import_only_plain_modules() -> None:
    """And of Python's own library neither clock nor chance nor the machine."""
    wrong = []
    for path in files(*existing_apps()):
        if name_of(path) not in PLAIN:
            continue
        for found in imports_of(path):
            root = found.target.split(".")[0]
            allowed = MAY_IMPORT.get(found.module, set())
            is_own = root in FLOORS and found.target in PLAIN
            is_library = root in sys.stdlib_module_names and root not in FOREIGN_TO_PLAIN
            if not (is_own or is_library or root in allowed):
                wrong.append(found)
    assert wrong == []


def test_plain_modules_read_no_clock() -> None:
    wrong = [
        (name_of(path), node.attr)
        for path in files(*existing_apps())
        if name_of(path) in PLAIN
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ]
    assert wrong == []


def test_plain_modules_work_in_a_bare_python() -> None:
    """Without settings, and without Django on board afterwards."""
    script = (
        f"import sys, {', '.join(sorted(PLAIN))}\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'allauth')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=HOUSE,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


# --- One name all the way down ---------------------------------------------------------------

OTHER_VIEW = {"help": "help_page"}
"""Route → its view, where the name belongs to Python."""

OTHER_TEMPLATE = {
    "assessments:rating_save": "assessments/_rating_saved.html",
    "roadmaps:log_entry_add": "roadmaps/step_detail.html",
    "assessments:first_result": "assessments/result_detail.html",
}
"""Route → the template it answers with, where it shares one."""

NO_TEMPLATE = {
    "health_live": "JSON",
    "health_ready": "JSON",
    "your_data_download": "a file",
    "accounts:theme_set": "a redirect",
    "accounts:sessions_end": "a redirect",
    "assessments:assessment_submit": "a redirect",
    "assessments:assessment_focus": "a redirect",
    "assessments:assessment_retake": "a redirect",
    "assessments:share_revoke": "a redirect",
    "roadmaps:path_calendar": "a file",
}

OTHER_TEST = {
    "health_live": "careerfit/test_health.py",
    "health_ready": "careerfit/test_health.py",
    "your_data_download": "careerfit/test_personal_data.py",
    "accounts:theme_set": "accounts/test_preferences.py",
    "accounts:sessions_end": "accounts/test_preferences.py",
    "assessments:assessment_focus": "assessments/test_role_compare.py",
    "assessments:assessment_retake": "assessments/test_history.py",
    "assessments:share_revoke": "assessments/test_share_link.py",
    "assessments:shared_result": "assessments/test_share_link.py",
}
"""Route → the file that tests it, where it has none of its own."""


def own_routes(
    patterns: list[URLPattern | URLResolver] | None = None, namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Name and pattern of each route whose view is ours."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            inner = f"{each.namespace}:" if each.namespace else namespace
            yield from own_routes(each.url_patterns, inner)
        elif each.callback.__module__.split(".")[0] in FLOORS and each.name:
            yield f"{namespace}{each.name}", each


def app_and_name(route: str, pattern: URLPattern) -> tuple[str, str]:
    return pattern.callback.__module__.split(".")[0], route.rpartition(":")[2]


ROUTES = [(name, each) for name, each in own_routes() if not name.startswith("account_email")]


@pytest.mark.parametrize(("route", "pattern"), ROUTES, ids=[name for name, _ in ROUTES])
def test_one_name_all_the_way_down(route: str, pattern: URLPattern) -> None:
    """View, URL, template and test file share a word, so that nobody ever searches."""
    app, name = app_and_name(route, pattern)
    assert pattern.callback.__name__.lstrip("_") == OTHER_VIEW.get(route, name)
    if route not in NO_TEMPLATE:
        template = OTHER_TEMPLATE.get(route, f"{app}/{name}.html")
        assert (HOUSE / "templates" / template).exists(), template
    test = OTHER_TEST.get(route, f"{app}/test_{name}.py")
    assert (HOUSE / "tests" / test).exists(), test


def test_the_exceptions_are_still_needed() -> None:
    names = {route for route, _ in ROUTES}
    for exceptions in (OTHER_VIEW, OTHER_TEMPLATE, NO_TEMPLATE, OTHER_TEST):
        assert set(exceptions) - names == set()
    own_files = {
        route
        for route, pattern in ROUTES
        for app, name in [app_and_name(route, pattern)]
        if (HOUSE / "tests" / app / f"test_{name}.py").exists()
    }
    assert set(OTHER_TEST) & own_files == set()


# --- Sizes: past these a thing wants to become two --------------------------------------------


def test_no_module_or_function_has_outgrown_its_name() -> None:
    long = [
        (name_of(path), lines)
        for path in files(*existing_apps(), "bench")
        if (lines := len(path.read_text().splitlines())) > MODULE_LINES
    ]
    long += [
        (f"{name_of(path)}.{node.name}", lines)
        for path in files(*existing_apps(), "bench")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert long == []


def test_no_template_has_outgrown_its_name() -> None:
    long = [
        (str(path.relative_to(HOUSE)), lines)
        for path in sorted((HOUSE / "templates").rglob("*.html"))
        if (lines := len(path.read_text().splitlines()))
        > (FRAGMENT_LINES if path.name.startswith("_") else TEMPLATE_LINES)
    ]
    assert long == []


def test_fragments_say_by_their_name_that_they_are_none() -> None:
    """A page extends the shell; what does not is a fragment and begins with an underline."""
    odd = [
        str(path.relative_to(HOUSE / "templates"))
        for path in sorted((HOUSE / "templates").rglob("*.html"))
        if not path.name.startswith("_") and "{% extends" not in path.read_text()
    ]
    assert odd == ["base.html", "bootstrap5/field.html"]
