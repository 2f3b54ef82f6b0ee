"""Every type that a family can come to, to see that all of them work."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

from construct import Construct, Renamed

from nlscope.codec import codec
from nlscope.spec import (
    Attrs,
    Each,
    Family,
    Headed,
    Indexed,
    Multi,
    Nest,
    NestTypeValue,
    Node,
    Op,
    Records,
    Say,
    Select,
    now,
)

_MOST = 100_000


def reach(family: Family) -> Iterator[tuple[str, Any]]:
    """Yield (where, type) of all that a family's messages are made of, each set once."""
    waiting: list[tuple[str, Any]] = [(family.name, family.attrs)]
    ops = [("", Op(header=family.header, short=family.short)), *family.ops.items()]
    for key, op in ops:
        place = f"{family.name} {key}".strip()
        waiting += [(place, kind) for kind in (op.attrs, op.header, op.short)]
    waiting.append((family.name, family.body))
    waiting += [(v.name, v) for v in family.variants.values()]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST:
        place, kind = waiting.pop()
        if isinstance(kind, Family):
            yield from reach(kind)
        elif kind is not None and id(kind) not in seen:
            seen.add(id(kind))
            yield place, kind
            waiting += _inside(place, kind)


def _inside(place: str, kind: Any) -> Iterator[tuple[str, Any]]:
    while isinstance(kind, Renamed):
        kind = kind.subcon
    if isinstance(kind, Attrs):
        for number, entry in kind.entries.items():
            yield f"{kind.prefix or place} {number}", entry
    elif isinstance(kind, Select):
        for value, case in kind.cases.items():
            yield f"{place} of {value}", now(case)
        if kind.default is not None:
            yield place, now(kind.default)
    elif isinstance(kind, (Nest, Indexed, NestTypeValue, Multi, Headed, Records)):
        if isinstance(kind, (Headed, Records)):
            yield place, kind.header
        yield place, now(kind.of)


def verify(family: Family) -> None:
    """Try every type and template of a family; ValueError names the first that fails."""
    for place, kind in reach(family):
        try:
            _try(kind)
        except Exception as error:  # noqa: BLE001  # a user's types raise anything
            msg = f"{place}: {type(error).__name__}: {error}"
            raise ValueError(msg) from None
    infos = [op.info or () for op in family.ops.values()]
    infos += [family.info] if isinstance(family.info, tuple) else family.info.values()
    for template in (text for info in infos for part in info for text in _texts(part)):
        try:
            list(string.Formatter().parse(template))
        except ValueError as error:
            msg = f"the template {template!r}: {error}"
            raise ValueError(msg) from None


def _texts(part: str | Each | Say) -> tuple[str, ...]:
    """Return the templates of a part of a row's text."""
    if isinstance(part, Each):
        return tuple(text for inner in part.parts for text in _texts(inner))
    return () if isinstance(part, Say) else (part,)


def _try(kind: Any) -> None:
    if not isinstance(kind, Construct):
        msg = f"{kind!r} is no type"
        raise TypeError(msg)
    while isinstance(kind, Renamed):
        kind = kind.subcon
    if isinstance(kind, Attrs):
        for number, entry in kind.entries.items():
            if not isinstance(entry, Renamed) or not 0 <= number <= 0x3FFF:
                msg = f'attribute {number} is not written "name" / type'
                raise TypeError(msg)
    elif not isinstance(kind, Node):
        codec(kind, "<")
