"""What a nest holds as one short text, for rows: name and value of each leaf.

Numbers that are 0, empty values, long bytes, arrays and padding are left out: a row
says what is set; the tree says all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nlscope.codec import Member
from nlscope.dissect.figures import prefix_length, rate
from nlscope.dissect.names import Names
from nlscope.model import Field
from nlscope.spec import Indexed, Nest, Shown, told
from nlscope.table import Entry

_WHOLE = re.compile("0x(ff|ffff|ffffffff)$")
_LONGEST = 120  # characters
_BYTES = 16
_PREFIX = re.compile("^(key|info_version|param_value|resource)_(?=.)")
_NAME = re.compile("^(name|kind) ")
_UNITS = (
    *("%", "bit/s", "kbit/s", "byte/s", "bytes/s", "bytes", "packets/s", "Hz", "kHz"),
    *("MHz", "ps", "ns", "us", "ms", "s", "min", "TU", "mBm", "mW", "cm"),
)
_COUNTS = (
    "refcnt",
    "bindcnt",
    "capab",
    "install",
    "lastuse",
    "firstuse",
    "expires",
    "defcls",
    "cell_log",  # what tc computes from the rate
    "cell_align",
)
_DEFAULTS = {"linklayer": ("ETHERNET", "UNAWARE")}
_NOTHING: tuple[Any, ...] = (0, "", b"", (), [], {}, None, "UNSPEC", "NONE")


def pairs(fields: list[Field], names: Names | None = None, *, zeros: bool = False) -> str:
    """Return "name value name value ..." of all leaves below some fields.

    zeros keeps numbers that are 0, as what is asked for.
    """
    words: list[str] = []
    room = _LONGEST
    for field in fields:
        for name, text in _folded(_leaves(field, names, zeros=zeros)):
            word = f"{name} {text}" if text else name
            room -= len(word) + 1
            if room < 0:
                return " ".join([*words, "..."])
            words.append(word)
    return " ".join(words)


def bracketed(fields: list[Field], names: Names | None = None) -> str:
    """Return "[ name value ... ] [ ... ]", one bracket an element of some arrays."""
    words: list[str] = []
    room = 2 * _LONGEST
    for each in (item for field in fields for item in field.items):
        word = f"[ {_NAME.sub('', pairs([each], names))} ]"
        room -= len(word) + 1
        if room < 0:
            return " ".join([*words, "..."])
        words.append(word)
    return " ".join(words)


def _folded(held: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield a value and its mask as one: 10.0.0.0/8, or the value if all bits count."""
    last: tuple[str, str] | None = None
    for name, text in held:
        if last is not None and name == f"{last[0]}_mask":
            last = last[0], _masked(last[1], text)
            continue
        if last is not None:
            yield last
        last = name, text
    if last is not None:
        yield last


def _masked(text: str, mask: str) -> str:
    if mask.startswith("0x"):
        return text if _WHOLE.match(mask) else f"{text}/{mask}"
    if mask.count(":") == 5:
        return text if mask == "ff:ff:ff:ff:ff:ff" else f"{text}/{mask}"
    length = prefix_length(mask)
    whole = length == (128 if ":" in mask else 32)
    return text if whole else f"{text}/{mask if length is None else length}"


def _leaves(field: Field, names: Names | None, *, zeros: bool) -> Iterator[tuple[str, str]]:
    """Yield name and text of what a field holds."""
    node = field.spec.node if isinstance(field.spec, Entry) else None
    if field.value is None and isinstance(node, Nest) and node.read is not None:
        held = [(part.name, part.value) for part in field.items]
        yield from _flat("", node.read(field.spec.order, held))  # type: ignore[union-attr]
    elif isinstance(field.value, dict) and not field.items:
        yield from _flat("", field.value)
    elif field.value is None or isinstance(field.value, dict):
        for part in field.items:
            if part.kind == "value" and not _array(part):
                told_of = _leaves(part, names, zeros=zeros)
                only = part.name == "value"
                yield from _renamed(told_of, field.name) if only else told_of
    elif not field.name.isdigit() and field.name not in _COUNTS and not _usual(field):
        told_at_all = _says(field.value) or (zeros and field.value == 0)
        text = _text(field, names) if told_at_all else None
        if text is not None:
            yield _PREFIX.sub("", field.name), text


def _renamed(held: Iterator[tuple[str, str]], name: str) -> Iterator[tuple[str, str]]:
    """Yield a nest's only value under the name of the nest."""
    for _, text in held:
        yield name, text


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield names and texts of plain dicts and lists."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(key, each)
    elif isinstance(value, list):
        for each in value:
            yield from _flat(name, each)
    elif isinstance(value, tuple):
        yield from [(name, ",".join(map(str, value)))] * bool(value)
    else:
        yield name, value.hex() if isinstance(value, bytes) else str(value)


def _array(field: Field) -> bool:
    return isinstance(field.spec, Entry) and isinstance(field.spec.node, Indexed)


def _usual(field: Field) -> bool:
    return field.value in _DEFAULTS.get(field.name, ())


def _says(value: Any) -> bool:
    return value is True or value not in _NOTHING


def _text(field: Field, names: Names | None) -> str | None:
    """Return a leaf's value with its unit, "" of a flag, None if it is too much."""
    value = told(field.value)
    if type(value) is int and names is not None:
        value = names.named(field)
    if value is True:
        return ""
    if isinstance(value, (bytes, list, tuple)):
        return _short(value)
    unit = _unit(field)
    if unit == "bytes/s" and isinstance(value, int):
        return rate(int(value))
    if isinstance(value, int) and (unit == "hex" or "mask" in field.name):
        return f"0x{int(value):x}"
    return f"{value}{unit if unit in _UNITS else ''}"


def _short(value: bytes | list[Any] | tuple[Any, ...]) -> str | None:
    """Return hex, or values without the zeros that end them."""
    if len(value) > _BYTES:
        return None
    if isinstance(value, bytes):
        return value.hex()
    texts = [str(each) for each in value]
    while texts and texts[-1] == "0":
        texts.pop()
    return None if any(isinstance(e, dict) for e in value) else ",".join(texts) or None


def _unit(field: Field) -> str:
    kind = field.spec.type if isinstance(field.spec, (Entry, Member)) else None
    while kind is not None and not isinstance(kind, Shown):
        kind = getattr(kind, "subcon", None)
    return "" if kind is None else kind.unit
