"""A decoded message back to items and bytes, and why they differ where they do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from nlscope.dissect.identity import Identity
from nlscope.dissect.setelements import told_types
from nlscope.encode import Around, Item, body
from nlscope.model import Field
from nlscope.spec import (
    BARE,
    EXTACK,
    NLA_F_NESTED,
    NLA_F_NET_BYTEORDER,
    Misfit,
    Records,
    Text,
)
from nlscope.spec.secret import plain
from nlscope.table import Entry, Header

_FLAGS = NLA_F_NESTED | NLA_F_NET_BYTEORDER
_ENVELOPE = ("nlmsghdr", "genlmsghdr")


def items_of(parts: list[Field], order: str) -> list[Item]:
    """Return the items of a list's fields, the members of fixed headers among them."""
    listed: list[Item] = []
    for part in parts:
        if isinstance(part.spec, Header):
            listed += [Item(name, value) for name, value in part.value.items()]
        else:
            listed.append(_item(part, order))
    return listed


def _item(field: Field, order: str) -> Item:
    raw_type = int.from_bytes(
        field.data[field.start + 2 : field.start + 4],
        "little" if order == "<" else "big",
    )
    text = isinstance(plain(getattr(field.spec, "type", None)), Text)
    ended = not text or field.raw.endswith(b"\0")
    return Item(field.name, _value(field, order), raw_type & _FLAGS, terminated=ended)


def _value(field: Field, order: str) -> Any:
    """Return what an attribute's payload is made from: damaged ones are their bytes."""
    parts, spec = field.parts, field.spec
    if parts is None:
        return field.raw if field.problem else field.value
    if field.value is not None or any(_damaged(part) for part in parts):
        return field.raw
    if isinstance(spec, Entry) and isinstance(spec.node, Records):
        return [items_of(record.parts or [], order) for record in parts]
    return items_of(parts, order)


def _damaged(part: Field) -> bool:
    headless = part.body == part.start
    return headless and part.kind == "undecoded"


def encode(root: Field, order: str) -> bytes:
    """Return the bytes of a decoded message, made from its names and values.

    Only what is no value of its own is copied: netlink headers, undecoded remainders.
    Raises Misfit where a value does not fit its type.
    """
    identity: Identity = root.value
    attrs = EXTACK if identity.control else (identity.op.attrs or BARE)
    fixed: dict[str, Any] = dict(told_types(root)) if identity.op.told else {}
    out = b""
    for listed, parts in groupby(root.parts or [], lambda part: part.body > part.start):
        if listed:
            out += body(attrs, items_of(list(parts), order), order, Around(fixed))
            continue
        for part in parts:
            out += _piece(part, order)
            fixed |= part.value if isinstance(part.spec, Header) else {}
    return out + bytes(root.end - root.stop)


def _piece(part: Field, order: str) -> bytes:
    """Return the bytes of a field that is no attribute."""
    if isinstance(part.value, Identity):
        return encode(part, order)
    codec: Any = getattr(part.spec, "codec", None)
    whole = not part.problem and part.parts is None and part.kind != "undecoded"
    if codec is None or not whole or part.name in _ENVELOPE:
        return part.data[part.start : part.end]
    raw: bytes = codec.write(part.value)
    return raw + bytes(part.end - part.start - len(raw))


def reasons(root: Field, order: str) -> list[str]:
    """Return why the values do not give the message's bytes, nothing if they do."""
    try:
        if encode(root, order) == root.data:
            return []
    except Misfit as error:
        return [str(error)]
    return list(_differences(root, "")) or ["the order or length of its attributes"]


def _differences(field: Field, path: str) -> Iterator[str]:
    codec = getattr(field.spec, "codec", None)
    if field.data[field.stop : field.end].strip(b"\0"):
        yield f"{path}: padding that is not zero"
    if field.parts is None and codec is not None and not field.problem:
        raw = field.raw
        try:
            made = codec.write(field.value)
        except Misfit as error:
            yield f"{path}: {error}"
        else:
            unended = isinstance(plain(getattr(field.spec, "type", None)), Text)
            if made != raw and not (unended and made == raw + b"\0"):
                yield f"{path}: {raw.hex()} is written {made.hex()}"
    for part in field.parts or ():
        if part.name not in _ENVELOPE:
            yield from _differences(part, f"{path}.{part.name}" if path else part.name)
