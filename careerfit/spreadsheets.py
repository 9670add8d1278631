"""A person's answers, steps and log as tables for a spreadsheet, made of what they may download.

UTF-8 with a mark, text safe from being read as a formula, names of the release of the time.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from accounts.models import User
from careerfit.personal_data import personal_data
from taxonomy.framework import Framework
from taxonomy.queries import current_release, load_release

Data = Mapping[str, Any]

FORMULA_START = re.compile(r"""(?:^|(?<=[;,"'\t\r\n]))(?=[=+\-@\t\r\n＝＋－＠])""")
"""Where a spreadsheet could see a formula begin: before a sign that starts one, at the start of the
text or after what some spreadsheets take for the end of a cell."""

ANSWERS = (
    *("assessment", "role", "release", "started_at", "submitted_at", "skill", "answer", "level"),
    *("last_used", "evidence_url", "note", "rated_at"),
)
PATH = ("path", "roles", "release", "assessment", "hours_per_week", "path_starts_on")
PATH += ("planned_from", "pauses", "created_at", "planned_at")
STEP = ("skill", "to_level", "hours", "needed_for", "after", "serves", "starts_on", "ends_on")
PROGRESS = ("status", "started_at", "done_at", "changed_at")
STEPS = (*PATH, *STEP, "logged_hours", *PROGRESS)
LOG = (
    *("entry", "logged_on", "skill", "to_level", "hours", "note", "evidence_url", "level"),
    *("created_at", "changed_at"),
)


def answers_csv(user: User) -> str:
    """One row for each answer."""
    return _table(ANSWERS, _answers(personal_data(user)))


def steps_csv(user: User) -> str:
    """One row for each step of each path, then one for each step that is in no path any more."""
    return _table(STEPS, _steps(personal_data(user)))


def log_csv(user: User) -> str:
    """One row for each entry of the log."""
    return _table(LOG, _log(personal_data(user)))


def _table(columns: Sequence[str], rows: Iterable[Data]) -> str:
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _answers(data: Data) -> Iterator[Data]:
    for each in data["assessments"]:
        framework = load_release(each["release"]).framework
        head = {**each, "assessment": each["id"], "role": _role(framework, each["role"])}
        for rating in each["ratings"]:
            yield {**head, **rating, "skill": _skill(framework, rating["skill"])}


def _steps(data: Data) -> Iterator[Data]:
    said = {(each["skill"], each["to_level"]): each for each in data["progress"]}
    logged: dict[tuple[str, int], float] = {}
    for entry in data["log"]:
        pair = entry["skill"], entry["to_level"]
        logged[pair] = logged.get(pair, 0) + entry["hours"]
    planned = set()
    for path in data["paths"]:
        framework = load_release(path["release"]).framework
        head = _head(framework, path)
        for step in path["steps"]:
            pair = step["skill"], step["to_level"]
            planned.add(pair)
            own = {**_step(framework, step), "logged_hours": logged.get(pair)}
            yield {**_only(PROGRESS, said.get(pair, {"status": "to-do"})), **head, **own}
    framework = current_release().framework
    for pair in sorted({*said, *logged} - planned):
        own = {"to_level": pair[1], "logged_hours": logged.get(pair)}
        yield {**said.get(pair, {}), **own, "skill": _skill(framework, pair[0])}


def _head(framework: Framework, path: Data) -> Data:
    return {
        **_only(PATH, path),
        "path": path["id"],
        "roles": ", ".join(_role(framework, code) for code in path["roles"]),
        "path_starts_on": path["starts_on"],
        "pauses": ", ".join(f"{first} to {last}" for first, last in path["pauses"]),
    }


def _step(framework: Framework, step: Data) -> Data:
    return {
        **_only(STEP, step),
        "skill": step["name"],
        "needed_for": ", ".join(_skill(framework, code) for code in step["needed_for"]),
        "after": ", ".join(f"{_skill(framework, code)} {at}" for code, at in step["after"]),
        "serves": ", ".join(_role(framework, code) for code in step["serves"]),
    }


def _log(data: Data) -> Iterator[Data]:
    names = {step["skill"]: step["name"] for path in data["paths"] for step in path["steps"]}
    framework = current_release().framework
    for entry in data["log"]:
        code = entry["skill"]
        yield {**entry, "entry": entry["id"], "skill": names.get(code) or _skill(framework, code)}


def _only(names: Iterable[str], row: Data) -> Data:
    return {name: row.get(name) for name in names}


def _role(framework: Framework, code: str) -> str:
    return framework.roles[code].name if code in framework.roles else code


def _skill(framework: Framework, code: str) -> str:
    return framework.skills[code].name if code in framework.skills else code


def safe_cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay.

    "=1+1" → "'=1+1"     "x;=1+1" → "x;'=1+1"     3 → 3     None → ""
    """
    if isinstance(value, str):
        return FORMULA_START.sub("'", value)
    return "" if value is None else value
