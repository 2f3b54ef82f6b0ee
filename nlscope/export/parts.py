"""A message as what a program puts together: headers, attributes of C types, nests."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from construct import Adapter, FormatField

from nlscope.describe import Description
from nlscope.encode import framed
from nlscope.export.escape import clean
from nlscope.export.text import describe_value
from nlscope.model import HEADER_SIZE, HOST_ORDER, Field
from nlscope.spec import NLA_F_NESTED, NLA_TYPE_MASK, Text
from nlscope.typed import type_of

_NOTE = 60  # characters of a comment
_KINDS = {"B": "u8", "H": "u16", "I": "u32", "Q": "u64", "b": "s8", "h": "s16", "i": "s32",
          "q": "s64", "L": "u32", "l": "s32"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One attribute. kind is u8 to s64, be16 to be64, text, flag, bytes or nest.

    number has no flag bits, flags are those; value is a number, a text or the payload;
    note is what a comment can say.
    """

    number: int
    flags: int
    name: str
    const: str
    kind: str
    value: Any
    note: str
    parts: tuple[Part, ...] = ()

    def encode(self) -> bytes:
        """Return the attribute's bytes."""
        return framed(self.number, self.payload(), self.flags, HOST_ORDER)

    def payload(self) -> bytes:
        """Return the payload."""
        if self.kind == "nest":
            return encoded(self.parts)
        if self.kind == "text":
            return str(self.value).encode() + b"\0"
        return bytes(self.value) if self.kind in ("bytes", "flag") else _packed(self)


@dataclass(frozen=True, slots=True)
class Parts:
    """A message: its fixed headers, its attributes, and bytes that are none of these."""

    type: int
    flags: int
    headers: tuple[tuple[str, bytes, str], ...]
    attributes: tuple[Part, ...]
    rest: bytes

    def encode(self) -> bytes:
        """Return what follows the nlmsghdr."""
        heads = b"".join(raw for _, raw, _ in self.headers)
        return heads + encoded(self.attributes) + self.rest


def encoded(parts: Iterable[Part]) -> bytes:
    """Return the bytes of some attributes."""
    return b"".join(part.encode() for part in parts)


def _packed(part: Part) -> bytes:
    codes = {kind: code for code, kind in _KINDS.items() if code not in "Ll"}
    if part.kind.startswith("be"):
        return struct.pack(">" + codes[f"u{part.kind[2:]}"], part.value)
    return struct.pack("=" + codes[part.kind], part.value)


def parts_of(said: Description) -> Parts:
    """Return the parts of a message; what they would not make is bytes."""
    message, root = said.message, said.root
    data = message.data
    heads = [f for f in root.items if f.body == f.start and f.kind != "undecoded"]
    heads = [field for field in heads if field.name != "nlmsghdr"]
    headers = tuple((f.name, data[f.start : f.end], _about(f)) for f in heads)
    attributes = tuple(_part(f) for f in root.items if f.body - f.start == 4)
    made = Parts(message.type, message.flags, headers, attributes, b"")
    if made.encode() == data[HEADER_SIZE:] and len(data) % 4 == 0:
        return made
    return Parts(message.type, message.flags, (), (), data[HEADER_SIZE:])


def _part(field: Field) -> Part:
    raw_type: int = struct.unpack_from(f"{HOST_ORDER}H", field.data, field.start + 2)[0]
    number, flags = raw_type & NLA_TYPE_MASK, raw_type & ~NLA_TYPE_MASK
    const = field.spec.const if field.spec is not None else ""
    name = const or f"attribute {number}"
    kind: str
    value: Any = field.raw
    inner: tuple[Part, ...] = ()
    if field.parts and all(part.body - part.start == 4 for part in field.parts):
        kind, inner = "nest", tuple(_part(part) for part in field.parts)
    elif not field.raw:
        kind = "nest" if flags & NLA_F_NESTED else "flag"
    else:
        kind, value = _leaf(field, flags)
    made = Part(number, flags, field.name, name, kind, value, _about(field), inner)
    if made.encode()[4:] == field.data[field.start + 4 : field.end]:
        return made
    return Part(number, flags, field.name, name, "bytes", field.raw, _about(field))


def _leaf(field: Field, flags: int) -> tuple[str, Any]:
    kind, raw = type_of(field), field.raw
    plain = isinstance(kind, Text) and raw[:-1].decode("utf-8", "replace")
    if plain and raw.endswith(b"\0") and plain.isprintable() and plain.isascii():
        return "text", plain
    while isinstance(kind, Adapter):
        kind = kind.subcon
    if isinstance(kind, FormatField) and len(raw) == kind.length:
        order, code = kind.fmtstr
        swapped = len(raw) > 1 and (order == ">" or bool(flags & 0x4000))
        sign = _KINDS[code]
        name = f"be{8 * len(raw)}" if swapped else sign
        signed = sign[0] == "s" and not swapped
        number = int.from_bytes(raw, "big" if swapped else _ENDIAN, signed=signed)
        return name, number
    return "bytes", raw


_ENDIAN: Any = "little" if HOST_ORDER == "<" else "big"


def _about(field: Field) -> str:
    """Return what a comment can say of a field's value."""
    if isinstance(field.value, dict):
        pairs = (f"{name} {_plain(value)}" for name, value in field.value.items())
        text = ", ".join(pairs)
    else:
        text = describe_value(field).strip()
    text = clean(text).replace("*/", "* /").replace("\\", "|")
    return text if len(text) <= _NOTE else f"{text[:_NOTE]}..."


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return "|".join(map(str, value)) or "0"
    return value.hex() if isinstance(value, bytes) else str(value)
