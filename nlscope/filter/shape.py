"""What a leaf type is to a filter: a number, named bits, text, an address, bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import construct

from nlscope.codec import Codec, codec
from nlscope.spec import (
    Array,
    Binary,
    Bitfield32,
    Constants,
    Enum,
    Flag,
    Flags,
    Growing,
    Leaf,
    LinkAddr,
    Misfit,
    Pad,
    Shown,
)
from nlscope.spec.addresses import AnyAddress
from nlscope.spec.leaves import Ip, Loose, Text, WideInt
from nlscope.spec.unions import BySize

_DTYPES = {"b": "i1", "B": "u1", "h": "i2", "H": "u2", "i": "i4", "I": "u4",
           "l": "i4", "L": "u4", "q": "i8", "Q": "u8"}  # fmt: skip


def bare(kind: Any) -> Any:
    """Return a type without its name and without a note on how to show it."""
    while isinstance(kind, (construct.Renamed, Shown)):
        kind = kind.subcon
    return kind


@dataclass(frozen=True, slots=True)
class Shape:
    """A leaf type for data of one byte order.

    noun says what it is; names are its constants; dtype is numpy's for a plain integer.
    """

    kind: Any
    order: str
    noun: str
    codec: Codec
    names: type[Constants] | None = None
    flags: bool = False
    dtype: str | None = None

    def number(self, raw: bytes) -> int | None:
        """Return the number that a payload holds, None if it holds none."""
        read = self.codec
        if read.size is not None and len(raw) < read.size:
            return None
        if read.unpack is not None:
            found = read.unpack(raw, 0)[0]
            return found if isinstance(found, int) else None
        value = self.value(raw)
        if self.names is not None and not isinstance(value, (int, bytes)):
            return int(self.kind.number(value))
        return value if isinstance(value, int) else None

    def value(self, raw: bytes) -> Any:
        """Return the value of a payload, None if it does not fit the type."""
        size = self.codec.size
        if size is not None and len(raw) < size and not self.codec.growing:
            return None
        try:
            return self.codec.read(raw, 0, len(raw) if size is None else size)
        except (Misfit, ValueError, IndexError):
            return None


@lru_cache(4096)
def shape(kind: Any, order: str) -> Shape:
    """Return the shape of a leaf type for an order."""
    kind = bare(kind)
    read = codec(kind, order)
    if isinstance(kind, Enum):
        noun = "flags" if isinstance(kind, Flags) else "enum"
        is_flags = isinstance(kind, Flags)
        dtype = _dtype(kind.subcon, order)
        return Shape(kind, order, noun, read, kind.constants, is_flags, dtype)
    return Shape(kind, order, noun_of(kind), read, dtype=_dtype(kind, order))


def _dtype(kind: Any, order: str) -> str | None:
    kind = bare(kind)
    if not isinstance(kind, construct.FormatField) or kind.fmtstr[1] not in _DTYPES:
        return None
    own = order if kind.fmtstr[0] == "=" else kind.fmtstr[0]
    return own + _DTYPES[kind.fmtstr[1]]


_NOUNS: tuple[tuple[Any, str], ...] = (
    (type(Flag), "presence"),
    (type(Pad), "bytes"),
    ((construct.FormatField, construct.BytesInteger, WideInt), "number"),
    (AnyAddress, "any address"),
    (Ip, "IP address"),
    (type(LinkAddr), "hardware address"),
    ((Text, Loose), "text"),
    ((type(Binary), construct.Bytes), "bytes"),
    (Array, "array"),
    ((construct.Struct, Growing, Bitfield32, BySize), "struct"),
    (Leaf, "value"),
)


def noun_of(kind: Any) -> str:
    """Return what a type is, in a word."""
    kind = bare(kind)
    if isinstance(kind, Flags):
        return "flags"
    if isinstance(kind, Enum):
        return "enum"
    return next((noun for types, noun in _NOUNS if isinstance(kind, types)), "value")
