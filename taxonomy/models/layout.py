"""Where the entries of a framework document lie in the tables; one description, used both ways.

skills:
  - code: sql          →  Skill(code="sql", position=0)
    needs:
      - {skill: git, level: 2, at: 1}
                       →  Prerequisite(skill_id="sql", needed_skill_id="git", …, position=0)
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from taxonomy.models import framework, paths, roles, skills
from taxonomy.models.base import Placed, Recorded

Row = dict[str, Any]
"""One row as column → value; foreign keys are columns such as `skill_id`, and hold codes."""

Found = tuple["Table", str, Row]
"""A table, the path of an entry in the document, and the entry as a row."""


@dataclass(frozen=True, eq=False)
class Table:
    """A list of entries. `identity` are the columns that tell which row an entry is."""

    model: type[Recorded]
    columns: Mapping[str, str]
    identity: tuple[str, ...] = ("code",)
    owner: str = ""
    parts: Mapping[str, "Table"] = field(default_factory=dict)

    @property
    def order(self) -> str:
        return "position" if issubclass(self.model, Placed) else "level"

    def spread(self, listing: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
        """Each entry of the list, with the end of its path."""
        return ((f"[{n}]", entry) for n, entry in enumerate(listing))

    def gather(self, entries: Iterable[dict[str, Any]]) -> Any:
        """The list again."""
        return list(entries)

    def rows(self, listing: Any, path: str, owner: str = "") -> Iterator[Found]:
        """Every entry of the list, and of the lists inside it, as a row of its table."""
        for place, (end, entry) in enumerate(self.spread(listing)):
            row = {column: self._value(entry, key) for key, column in self.columns.items()}
            if self.owner:
                row[self.owner] = owner
            if self.order == "position":
                row["position"] = place
            yield self, path + end, row
            for key, part in self.parts.items():
                yield from part.rows(entry.get(key, ()), f"{path}{end}.{key}", entry["code"])

    def _value(self, entry: Mapping[str, Any], key: str) -> Any:
        """What the entry says, or what its silence means."""
        if key in entry:
            return entry[key]
        return self.model._meta.get_field(self.columns[key]).get_default()

    def listing(self, stored: Mapping["Table", Mapping[str, list[Row]]], owner: str = "") -> Any:
        """The list as the document holds it, from rows grouped by table and owner."""
        return self.gather(self._entry(row, stored) for row in stored[self].get(owner, []))

    def _entry(self, row: Row, stored: Mapping["Table", Mapping[str, list[Row]]]) -> Row:
        said = {key: row[column] for key, column in self.columns.items()}
        written = {key: value for key, value in said.items() if value is not None and value != ""}
        parts = {key: part.listing(stored, row["code"]) for key, part in self.parts.items()}
        return written | parts


class Codes(Table):
    """A plain list of codes; the one column has the key "code"."""

    def spread(self, listing: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
        return ((f"[{n}]", {"code": code}) for n, code in enumerate(listing))

    def gather(self, entries: Iterable[dict[str, Any]]) -> Any:
        return [entry["code"] for entry in entries]


class Pairs(Table):
    """A mapping, such as from level to sentence; the two columns are its keys and its values."""

    def spread(self, listing: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
        first, second = self.columns
        return ((f".{key}", {first: key, second: listing[key]}) for key in listing)

    def gather(self, entries: Iterable[dict[str, Any]]) -> Any:
        first, second = self.columns
        return {entry[first]: entry[second] for entry in entries}


def same(*names: str, **renamed: str) -> dict[str, str]:
    """Keys of the document that are columns of the same name, and those that are not."""
    return {name: name for name in names} | renamed


SKILLS = Table(
    skills.Skill,
    same(
        "code", "name", "summary", "example", "size", "keywords", "cites", "codes",
        replaced_by="replaced_by_id",
    ),
    owner="category_id",
    parts={
        "levels": Pairs(
            skills.LevelDescriptor,
            same("level", "sentence"),
            identity=("skill_id", "level"),
            owner="skill_id",
        ),
        "needs": Table(
            skills.Prerequisite,
            same("level", "at", skill="needed_skill_id"),
            identity=("skill_id", "level", "needed_skill_id"),
            owner="skill_id",
        ),
    },
)  # fmt: skip

ROLES = Table(
    roles.RoleProfile,
    same("code", "name", "aliases", "summary", "question", "cites", "codes"),
    parts={
        "requirements": Table(
            roles.Requirement,
            same(
                "level", "weight", "threshold", "cites",
                skill="skill_id", must_have="is_must_have",
            ),
            identity=("role_id", "skill_id"),
            owner="role_id",
        ),
        "facts": Table(
            roles.RoleFact,
            same("what", "low", "high", "unit", "year", "by", "cites"),
            identity=("role_id", "position"),
            owner="role_id",
        ),
    },
)  # fmt: skip


def _skill_levels(model: type[Recorded], owner: str) -> Table:
    """The skills that a project practises or a certification attests."""
    columns = same("level", skill="skill_id")
    return Table(model, columns, identity=(owner, "skill_id"), owner=owner)


TABLES: dict[str, Table] = {
    "sources": Table(
        skills.Source, same("code", "title", "publisher", "published_on", "url", "items")
    ),
    "levels": Table(
        framework.ProficiencyLevel, same("level", "name", "anchor"), identity=("level",)
    ),
    "categories": Table(
        skills.SkillCategory, same("code", "name", "summary", "kind"), parts={"skills": SKILLS}
    ),
    "roles": ROLES,
    "phases": Table(
        paths.Phase,
        same("code", "name", "summary", "hours_low", "hours_high", "cites"),
        parts={
            "skills": Codes(
                paths.PhaseSkill,
                {"code": "skill_id"},
                identity=("phase_id", "skill_id"),
                owner="phase_id",
            )
        },
    ),
    "backgrounds": Table(
        paths.Background,
        same(
            "code",
            "name",
            "summary",
            "hours_per_week",
            "months_low",
            "months_high",
            "cites",
            role="role_id",
        ),
        parts={
            "levels": Pairs(
                paths.BackgroundSkill,
                {"skill": "skill_id", "level": "level"},
                identity=("background_id", "skill_id"),
                owner="background_id",
            )
        },
    ),
    "resources": Table(
        paths.LearningResource,
        same("code", "title", "provider", "url", "kind", "hours", "cost_usd", "cites"),
        parts={
            "skills": Table(
                paths.ResourceStep,
                {"skill": "skill_id", "from": "from_level", "to": "to_level"},
                identity=("resource_id", "skill_id", "from_level"),
                owner="resource_id",
            )
        },
    ),
    "projects": Table(
        paths.Project,
        same("code", "title", "brief", "cites"),
        parts={"skills": _skill_levels(paths.ProjectSkill, "project_id")},
    ),
    "certifications": Table(
        paths.Certification,
        same("code", "title", "by", "url", "note", "exam_usd", "hours_low", "hours_high", "cites"),
        parts={"skills": _skill_levels(paths.CertificationSkill, "certification_id")},
    ),
    "advice": Table(
        paths.Advice,
        same("code", "title", "text", "cites"),
        parts={
            "roles": Codes(
                paths.AdviceRole,
                {"code": "role_id"},
                identity=("advice_id", "role_id"),
                owner="advice_id",
            )
        },
    ),
}
"""The lists of the document, by key."""


def every_table() -> Iterator[Table]:
    """All tables, the ones that own before the ones that are owned."""
    waiting = list(TABLES.values())
    for table in waiting:
        waiting.extend(table.parts.values())
        yield table
