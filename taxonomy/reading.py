"""Reads a nested document into frozen values, and writes it back; knows neither skills nor roles.

A dataclass is its own schema: each field says with `key` how it is read. Reading never stops at a
fault. It notes the fault, puts something harmless in its place and goes on, so that a person who
edits a large file sees every fault at once.

    {code: sql, size: XL}  →  Skill(code="sql", size="XL", …)
                              + Problem("skills[0].name", 'Skill "sql": name is missing.')
                              + Problem("skills[0].size", 'Skill "sql": size is "XL", and must …')
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, NamedTuple, TypeVar
from urllib.parse import urlsplit

K = TypeVar("K")
V = TypeVar("V")
E = TypeVar("E", bound="Entry")

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
LARGEST = 10**12
REQUIRED: Any = object()


class Frozen(Mapping[K, V]):
    """A mapping that keeps its order and never changes; it can be hashed, copied and pickled."""

    __slots__ = ("_items",)

    def __init__(self, items: Iterable[tuple[K, V]] = ()) -> None:
        self._items = dict(items)

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"Frozen({self._items!r})"


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it stands (`roles[0].requirements[2].level`) and a sentence for people."""

    path: str
    sentence: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One mapping of the document. `path` and `label` say where it stood, for later findings."""

    noun: ClassVar[str] = "entry"
    handle: ClassVar[str] = "code"

    path: str = dataclasses.field(default="", compare=False, repr=False)
    label: str = dataclasses.field(default="", compare=False, repr=False)

    def problem(self, key: str, what: str) -> Problem:
        """A fault of this entry, worded 'Skill "sql": level 3 has no sentence.'"""
        return _problem(self.path, self.label, key, what)


def _problem(path: str, label: str, key: str, what: str) -> Problem:
    where = f"{path}.{key}" if path and key else path or key
    return Problem(where, f"{label[:1].upper()}{label[1:]}: {what}.")


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """Where the reader stands, and the one list that all faults go to."""

    path: str
    label: str
    faults: list[Problem]

    def fault(self, key: str, what: str) -> None:
        self.faults.append(_problem(self.path, self.label, key, what))


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """How one sort of field is read, what stands in for a faulty one, and what its codes name."""

    read: Callable[[Any, str, Spot], Any]
    blank: Any
    refers: str | None = None


def key(
    kind: Kind, default: Any = REQUIRED, *, name: str | None = None, always: bool = False
) -> Any:
    """A dataclass field that is read from the document, under `name` where Python's differs.

    With a default the key may be absent; it is written back only where it differs from the
    default, or always, where a later change of our default must not change an old document.
    """
    metadata = {"kind": kind, "name": name, "default": default, "always": always}
    initial = kind.blank if default is REQUIRED else default
    return dataclasses.field(default=initial, metadata=metadata)


def shown(raw: Any) -> str:
    """The faulty value as people read it: short, quoted where it is text."""
    if isinstance(raw, (dict, Mapping)):
        return "a mapping"
    if isinstance(raw, (list, tuple)):
        return "a list"
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, int) and abs(raw) >= LARGEST:
        return "too large"
    shortened = str(raw) if len(str(raw)) <= 60 else f"{str(raw)[:57]}..."
    return f'"{shortened}"' if isinstance(raw, str) else shortened


def _read_text(raw: Any, name: str, spot: Spot) -> str:
    if isinstance(raw, date):
        raw = raw.isoformat()
    if not isinstance(raw, str):
        spot.fault(name, f"{name} is {shown(raw)}, and must be text")
        return ""
    if UNPRINTABLE.search(raw):
        spot.fault(name, f"{name} holds a character that cannot be printed")
    return raw


def _read_line(raw: Any, name: str, spot: Spot) -> str:
    read = _read_text(raw, name, spot)
    if isinstance(raw, str) and not read.strip():
        spot.fault(name, f"{name} is empty")
    return read


def _read_code(raw: Any, name: str, spot: Spot) -> str:
    read = _read_text(raw, name, spot)
    if isinstance(raw, str) and not KEBAB.fullmatch(read):
        spot.fault(
            name,
            f"{name} is {shown(read)}, and must be kebab-case: small letters and digits, "
            "joined by single hyphens",
        )
    return read


def _read_address(raw: Any, name: str, spot: Spot) -> str:
    read = _read_text(raw, name, spot)
    if isinstance(raw, str) and not _is_https(read):
        spot.fault(name, f"{name} is {shown(read)}, and must be an address that starts https://")
    return read


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    # A hidden character, such as one that turns the writing round, shows another address.
    is_plain = address.isprintable() and not re.search(r"\s", address)
    return address.startswith("https://") and bool(parts.hostname) and is_plain


def _read_flag(raw: Any, name: str, spot: Spot) -> bool:
    if isinstance(raw, bool):
        return raw
    spot.fault(name, f"{name} is {shown(raw)}, and must be true or false")
    return False


TEXT = Kind(_read_text, "")
LINE = Kind(_read_line, "")
CODE = Kind(_read_code, "")
ADDRESS = Kind(_read_address, "")
FLAG = Kind(_read_flag, False)


def reference(noun: str) -> Kind:
    """A code that must be listed elsewhere in the document as a `noun`."""
    return Kind(_read_line, "", noun)


def choice(*allowed: str) -> Kind:
    """One of a few words."""

    def read(raw: Any, name: str, spot: Spot) -> str:
        word = _read_text(raw, name, spot)
        if isinstance(raw, str) and word not in allowed:
            words = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
            spot.fault(name, f"{name} is {shown(word)}, and must be {words}")
        return word

    return Kind(read, allowed[0])


def whole(low: int, high: int) -> Kind:
    """A whole number from `low` to `high`; one outside is reported and kept, other things are 0."""

    def read(raw: Any, name: str, spot: Spot) -> int:
        found = raw if isinstance(raw, int) and not isinstance(raw, bool) else None
        if found is None or not low <= found <= high:
            must = f"must be a whole number from {low} to {high}"
            spot.fault(name, f"{name} is {shown(raw)}, and {must}")
        return found or 0

    return Kind(read, 0)


def number(*, above: int | None = None, least: int | None = None) -> Kind:
    """A number, whole where it can be: 5.0 is read as 5, so that equal content has equal bytes."""
    must = "must be a number"
    must += f" above {above}" if above is not None else ""
    must += f", {least} or more" if least is not None else ""

    def read(raw: Any, name: str, spot: Spot) -> int | float:
        found = _plain_number(raw)
        if found is None or not _fits(found, above, least):
            spot.fault(name, f"{name} is {shown(raw)}, and {must}")
        return found or 0

    return Kind(read, 0)


def _fits(found: int | float, above: int | None, least: int | None) -> bool:
    return (above is None or found > above) and (least is None or found >= least)


def _plain_number(raw: Any) -> int | float | None:
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        return None
    if isinstance(raw, Decimal) and not raw.is_finite():
        return None
    if not -LARGEST < raw < LARGEST:
        return None
    return int(raw) if raw == int(raw) else float(raw)


def listed(item: Kind) -> Kind:
    """A list whose items are all of one kind; faulty items keep their place."""

    def read(raw: Any, name: str, spot: Spot) -> tuple[Any, ...]:
        if not isinstance(raw, (list, tuple)):
            spot.fault(name, f"{name} is {shown(raw)}, and must be a list")
            return ()
        return tuple(item.read(each, f"{name}[{n}]", spot) for n, each in enumerate(raw))

    return Kind(read, (), item.refers)


def mapped(item: Kind, *, of: str | None = None) -> Kind:
    """A mapping from text to one kind; with `of` its keys are codes of such entries."""

    def read(raw: Any, name: str, spot: Spot) -> Frozen[str, Any]:
        if not isinstance(raw, Mapping):
            spot.fault(name, f"{name} is {shown(raw)}, and must be a mapping")
            return Frozen()
        if of and any(not str(word).strip() for word in raw):
            spot.fault(name, f"{name} holds an empty key")
        return Frozen((str(word), item.read(raw[word], f"{name}.{word}", spot)) for word in raw)

    return Kind(read, Frozen(), of)


def entries(cls: type[Entry]) -> Kind:
    """A list of mappings, each read as one `cls`; anything else in the list is left out."""

    def read(raw: Any, name: str, spot: Spot) -> tuple[Entry, ...]:
        if not isinstance(raw, (list, tuple)):
            spot.fault(name, f"{name} is {shown(raw)}, and must be a list")
            return ()
        return tuple(_read_items(cls, raw, name, spot))

    return Kind(read, ())


def _read_items(cls: type[E], raw: Iterable[Any], name: str, spot: Spot) -> Iterator[E]:
    prefix = f"{spot.path}.{name}" if spot.path else name
    for n, each in enumerate(raw):
        if isinstance(each, Mapping):
            label = _label(cls, each, n + 1, spot)
            yield read_entry(cls, each, Spot(f"{prefix}[{n}]", label, spot.faults))
        else:
            what = f"{cls.noun} {n + 1} is {shown(each)}, and must be a mapping"
            spot.fault(f"{name}[{n}]", what)


def _label(cls: type[Entry], raw: Mapping[Any, Any], count: int, spot: Spot) -> str:
    handle = raw.get(cls.handle)
    name = f"{cls.noun} {shown(handle)}" if isinstance(handle, str) else f"{cls.noun} {count}"
    return name if cls.handle == "code" else f"{spot.label}, {name}"


class Column(NamedTuple):
    """One field of an entry: its name here, its name in the document, and how it is read."""

    field: str
    name: str
    kind: Kind
    default: Any
    always: bool


def _columns(cls: type[Entry]) -> tuple[Column, ...]:
    """The fields that the document holds, in the order in which they are written."""
    return tuple(
        Column(field.name, **{**field.metadata, "name": field.metadata["name"] or field.name})
        for field in dataclasses.fields(cls)
        if "kind" in field.metadata
    )


# mypy takes the class of a frozen dataclass for something that cannot be hashed
columns: Callable[[type[Entry]], tuple[Column, ...]] = cache(_columns)  # type: ignore[assignment]


def read_entry(cls: type[E], raw: Mapping[Any, Any], spot: Spot) -> E:
    """One mapping as a `cls`; null counts as absent, and an unknown key is a fault."""
    values: dict[str, Any] = {"path": spot.path, "label": spot.label}
    known = set()
    for field, name, kind, default, _ in columns(cls):
        known.add(name)
        given = raw.get(name)
        if given is not None:
            values[field] = kind.read(given, name, spot)
        elif default is REQUIRED:
            spot.fault(name, f"{name} is missing")
    for word in raw:
        if word not in known:
            spot.fault(str(word), f"the key {shown(word)} is not known here")
    return cls(**values)


def write_entry(entry: Entry) -> dict[str, Any]:
    """The entry as plain dictionaries and lists; an optional key that says nothing is left out."""
    written = {}
    for field, name, _, default, always in columns(type(entry)):
        value = getattr(entry, field)
        if always or default is REQUIRED or value != default:
            written[name] = _plain(value)
    return written


def _plain(value: Any) -> Any:
    if isinstance(value, Entry):
        return write_entry(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        # Sorted: PostgreSQL keeps a mapping in an order of its own, and would give it back so.
        return {word: _plain(value[word]) for word in sorted(value)}
    return value


def walk(entry: Entry) -> Iterator[Entry]:
    """The entry and every entry inside it, in document order."""
    yield entry
    for field, *_ in columns(type(entry)):
        value = getattr(entry, field)
        if isinstance(value, tuple) and value and isinstance(value[0], Entry):
            for each in value:
                yield from walk(each)


def references(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Every code by which the entry names something: (key, noun that it names, code)."""
    for field, name, kind, *_ in columns(type(entry)):
        if kind.refers:
            value = getattr(entry, field)
            if isinstance(value, tuple):
                yield from ((f"{name}[{n}]", kind.refers, code) for n, code in enumerate(value))
            elif isinstance(value, Mapping):
                yield from ((f"{name}.{code}", kind.refers, code) for code in value)
            elif value:
                yield name, kind.refers, value
