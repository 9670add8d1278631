"""Framework documents as text: a strict reader of YAML, a steady writer, and the checksum.

YAML can do far more than we want from a stranger's file. Read here is only plain nesting of
mappings, lists and single values; a value is text unless it is clearly something else:

    true false null → themselves      3 −2 → whole numbers      0.5 → a number
    no, 010, 12:30, 1e5, 2026-06-08, ~ → text, as written

Everything is built from the parser's events, so an alias is refused before it can grow.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import yaml

SIZE_LIMIT = 2 * 1024 * 1024
DEPTH_LIMIT = 12
NUMBER_LIMIT = 400
LINE_WIDTH = 100

CONSTANTS = {"": None, "null": None, "true": True, "false": False}
WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class DocumentError(Exception):
    """The text is refused; the message is a sentence for people, `line` counts from 1."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"Line {line}: {what}.")
        self.line = line


class SizeError(DocumentError):
    """More than the size limit."""


class EncodingError(DocumentError):
    """Not UTF-8, or characters that text does not hold."""


class YamlError(DocumentError):
    """The parser cannot make sense of it."""


class AliasError(DocumentError):
    """An anchor (&name) or an alias (*name)."""


class TagError(DocumentError):
    """A tag (!name)."""


class DuplicateKeyError(DocumentError):
    """One key twice in a mapping."""


class KeyTypeError(DocumentError):
    """A key that is neither text nor a whole number."""


class DepthError(DocumentError):
    """Nested more than the depth limit."""


class NumberError(DocumentError):
    """A number of more digits than anybody means."""


class ShapeError(DocumentError):
    """Empty, more than one document, or something other than a mapping at the top."""


def read_yaml(text: str | bytes) -> dict[Any, Any]:
    """The document as dictionaries, lists, text, numbers, booleans and None.

    Raises a DocumentError that names the line for anything unusual.
    """
    source = _decoded(text)
    try:
        return _built(yaml.parse(source, Loader=_Parser))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(
            f"this is not YAML: {error.problem}", mark.line + 1 if mark else 1
        ) from None
    except yaml.YAMLError:
        raise YamlError("this is not YAML", 1) from None


def _decoded(text: str | bytes) -> str:
    """The text, once it is known to be short enough, UTF-8 and printable."""
    try:
        source = text if isinstance(text, str) else text.decode()
        size = len(source.encode())
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise EncodingError("this is not UTF-8 text", line) from None
    except UnicodeEncodeError as error:
        line = error.object.count("\n", 0, error.start) + 1
        raise EncodingError("this is not UTF-8 text", line) from None
    if size > SIZE_LIMIT:
        what = f"the document is {size} bytes long, and {SIZE_LIMIT} is the most"
        raise SizeError(what, source.count("\n") + 1)
    if found := yaml.reader.Reader.NON_PRINTABLE.search(source):
        line = source.count("\n", 0, found.start()) + 1
        raise EncodingError("there is a character that cannot be printed", line)
    return source.removeprefix("\ufeff")


def _built(events: Iterator[Any]) -> dict[Any, Any]:
    """The one mapping that the events describe."""
    top: list[Any] = []
    open_nodes = [_Node(top)]
    for event in events:
        line = event.start_mark.line + 1
        _refuse(event, line)
        if isinstance(event, yaml.DocumentStartEvent) and top:
            raise ShapeError("a second document starts here", line)
        if isinstance(event, yaml.ScalarEvent):
            open_nodes[-1].place(_value(event, line), line)
        elif isinstance(event, yaml.CollectionStartEvent):
            node = _Node({} if isinstance(event, yaml.MappingStartEvent) else [])
            open_nodes[-1].place(node.value, line)
            open_nodes.append(node)
            if len(open_nodes) > DEPTH_LIMIT + 1:
                raise DepthError(f"nested more than {DEPTH_LIMIT} deep", line)
        elif isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
    if not top or not isinstance(top[0], dict):
        raise ShapeError("the document is no mapping of keys to values", 1)
    return top[0]


class _Node:
    """A list or mapping that is still open, and the key that waits for its value."""

    __slots__ = ("is_waiting", "key", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.key: Any = None
        self.is_waiting = False

    def place(self, value: Any, line: int) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.is_waiting:
            self.value[self.key] = value
            self.is_waiting = False
        else:
            self.key = _new_key(value, self.value, line)
            self.is_waiting = True


def _new_key(key: Any, mapping: dict[Any, Any], line: int) -> str | int:
    """The key, which the mapping must not hold yet; 1 and "1" are one key, as in JSON."""
    is_short_number = type(key) is int and 0 <= key <= 999
    if not is_short_number and not isinstance(key, str):
        raise KeyTypeError("a key must be text or a whole number from 0 to 999", line)
    twin = int(key) if isinstance(key, str) and re.fullmatch("[0-9]{1,3}", key) else str(key)
    if key in mapping or (twin in mapping and str(twin) == str(key)):
        raise DuplicateKeyError(f'the key "{key}" is given twice', line)
    return key  # type: ignore[no-any-return]


def _refuse(event: Any, line: int) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise AliasError(f"the alias *{event.anchor} is not allowed; write the content out", line)
    if getattr(event, "anchor", None):
        raise AliasError(f"the anchor &{event.anchor} is not allowed", line)
    if getattr(event, "tag", None):
        raise TagError(f"the tag {event.tag} is not allowed", line)


def _value(event: Any, line: int) -> Any:
    """What the scalar means: text, unless it is unquoted and clearly something else."""
    text = event.value
    is_plain = event.implicit[0]
    if not is_plain or not (text in CONSTANTS or WHOLE.fullmatch(text) or DECIMAL.fullmatch(text)):
        return text
    if text in CONSTANTS:
        return CONSTANTS[text]
    if len(text) > NUMBER_LIMIT:
        raise NumberError(f"a number has {len(text)} digits, and {NUMBER_LIMIT} is the most", line)
    return int(text) if WHOLE.fullmatch(text) else float(text)


class _Top(dict[Any, Any]):
    """The outermost mapping, which is always written in block style."""


class _Writer(_Dumper):  # type: ignore[misc]
    """Block style outside, one line per small mapping or list of values, never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _write_mapping(writer: Any, data: Mapping[Any, Any]) -> Any:
    is_inline = _is_small(data) and not isinstance(data, _Top)
    pairs = list(data.items())
    return writer.represent_mapping("tag:yaml.org,2002:map", pairs, flow_style=is_inline)


def _write_list(writer: Any, data: list[Any]) -> Any:
    return writer.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=_is_small(data))


def _write_decimal(writer: Any, number: float) -> Any:
    """Never 1e-07: the reader takes an exponent for text."""
    digits = format(Decimal(repr(number)), "f")
    digits = digits if "." in digits else f"{digits}.0"
    return writer.represent_scalar("tag:yaml.org,2002:float", digits)


def _is_small(data: Any) -> bool:
    """Whether the collection fits a line: no mapping inside, no list but of single values."""
    values = list(data.values()) if isinstance(data, Mapping) else data
    inside = [each for value in values for each in (value if isinstance(value, list) else [value])]
    is_flat = not any(isinstance(each, (Mapping, list)) for each in inside)
    return is_flat and len(json.dumps(data, ensure_ascii=False)) <= LINE_WIDTH


_Writer.add_representer(dict, _write_mapping)
_Writer.add_representer(_Top, _write_mapping)
_Writer.add_representer(list, _write_list)
_Writer.add_representer(float, _write_decimal)


def write_yaml(document: Mapping[str, Any]) -> str:
    """The document as YAML for people; equal documents give equal text, in their own key order."""
    text: str = yaml.dump(
        _Top(document),
        Dumper=_Writer,
        allow_unicode=True,
        sort_keys=False,
        width=LINE_WIDTH,
        default_flow_style=False,
    )
    return text


def canonical_json(document: Mapping[str, Any]) -> str:
    """The document as one line of JSON with sorted keys: equal content, equal text."""
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def checksum(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()
