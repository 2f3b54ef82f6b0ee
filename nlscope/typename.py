"""What a type is called: "u32", "string", "array of nests", in the words of YNL specs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from construct import Bytes, BytesInteger, FormatField, Renamed, Struct

from nlscope.spec import (
    Array,
    Attrs,
    Binary,
    Bitfield32,
    Enum,
    Flag,
    Flags,
    Growing,
    Headed,
    Indexed,
    Leaf,
    MacLeaf,
    Multi,
    Nest,
    NestTypeValue,
    Pad,
    Payload,
    Records,
    Select,
    Shown,
    Text,
    Uuid,
    now,
)
from nlscope.spec.leaves import Ip, WideInt
from nlscope.spec.unions import BySize

_ORDERS = {">": " be", "<": " le"}
_SINGLE: tuple[tuple[Any, str], ...] = (
    (Flag, "flag"),
    (Pad, "pad"),
    (Binary, "binary"),
    (Payload, "bytes or text"),
    (Uuid, "uuid"),
)


def plain(kind: Any) -> Any:
    """Return a type without its name, its documentation and a note on how to show it."""
    while isinstance(kind, (Renamed, Shown)):
        kind = kind.subcon
    return kind


def type_name(kind: Any) -> str:
    """Return what to call a type, in a few words."""
    kind = plain(kind)
    for single, name in _SINGLE:
        if kind is single:
            return name
    if isinstance(kind, (FormatField, BytesInteger)):
        return _integer(kind)
    if isinstance(kind, Enum):
        word = "flags" if isinstance(kind, Flags) else "enum"
        return f"{word} {type_name(kind.subcon)}"
    made = (name(kind) for types, name in _NAMES if isinstance(kind, types))
    return next(made, "value")


def _integer(kind: Any) -> str:
    if isinstance(kind, BytesInteger):
        return f"u{8 * kind.length} be"
    letter = kind.fmtstr[1]
    if letter in "fd":
        return f"float{8 * kind.length}"
    sign = "u" if letter.isupper() else "s"
    order = "" if kind.length == 1 else _ORDERS.get(kind.fmtstr[0], "")
    return f"{sign}{8 * kind.length}{order}"


def _several(kind: Any) -> str:
    name = type_name(now(kind))
    return "nests" if name == "nest" else name


def _sized(kind: Any) -> str:
    return {4: "ipv4", 16: "ipv6"}.get(kind.size or 0, "ip")


_NAMES: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    ((Nest, Attrs), lambda _: "nest"),
    (Multi, lambda kind: f"{type_name(now(kind.of))}, repeats"),
    (Indexed, lambda kind: f"array of {_several(kind.of)}"),
    (NestTypeValue, lambda kind: f"nests by {', '.join(kind.levels)}"),
    (Select, lambda kind: f"one of {len(kind.cases)} by {kind.selector}"),
    (Headed, lambda kind: f"{kind.header.name or 'header'} and nest"),
    (Records, lambda kind: f"records of {kind.header.name or 'header'}"),
    (Array, lambda kind: f"array of {type_name(kind.of)}"),
    (Growing, lambda kind: type_name(kind.of)),
    (Struct, lambda _: "struct"),
    (Bytes, lambda kind: f"{kind.length} bytes"),
    (Text, lambda kind: "string" if kind.size is None else f"char[{kind.size}]"),
    (MacLeaf, lambda _: "mac"),
    (Ip, _sized),
    (
        WideInt,
        lambda kind: f"{'s' if kind.signed else 'u'}int{_ORDERS.get(kind.order, '')}",
    ),
    (Bitfield32, lambda _: "bitfield32"),
    (BySize, lambda _: "struct by size"),
    (Leaf, lambda kind: type(kind).__name__.lower()),
)
