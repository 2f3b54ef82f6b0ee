"""Leaves that depend on the byte order of the host, bit fields of C among them."""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any, Self

from construct import Construct

from nlscope.spec.inner import Holding
from nlscope.spec.leaves import U32, Leaf, Misfit


class Ordered(Leaf):
    """A leaf with integers inside it in host order, "<" or ">"."""

    order = "<" if sys.byteorder == "little" else ">"

    def ordered(self, order: str) -> Self:
        """Return the leaf for data of an order."""
        other = copy(self)
        other.order = order
        return other


class SocketCookie(Ordered):
    """A number of 64 bits in two of 32, the lower half first on any machine."""

    size = 8

    def decode(self, raw: bytes) -> int:
        """Return the number."""
        low, high = struct.unpack(self.order + "II", raw)
        return int(high << 32 | low)

    def encode(self, value: Any) -> bytes:
        """Return the two halves of a number, or of a numeral."""
        number = int(value, 0) if isinstance(value, str) else int(value)
        try:
            return struct.pack(self.order + "II", number & 0xFFFFFFFF, number >> 32)
        except struct.error:
            msg = f"{value} is no number of 64 bits"
            raise Misfit(msg) from None


class Bits(Ordered, Holding):
    """Integers of a few bits each, in one of size bytes: ``Bits(1, low=4, high=4)``.

    As compilers lay them out, the first has the lowest bits on little-endian machines,
    the highest on others; bits that none has are the value "rest", if not all zero.
    """

    def __init__(self, size: int, **widths: int) -> None:
        super().__init__()
        self.size: int = size
        self.widths = widths

    @property
    def inside(self) -> dict[str, Construct]:
        """The integers."""
        return dict.fromkeys(self.widths, U32)

    def decode(self, raw: bytes) -> dict[str, int]:
        """Return the integers by name."""
        number = int.from_bytes(raw, "little" if self.order == "<" else "big")
        values = {
            name: number >> at & (1 << width) - 1 for name, at, width in self._places()
        }
        rest = values.pop("rest")
        return values | ({"rest": rest} if rest else {})

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a dict of integers, 0 for one that it lacks."""
        if not isinstance(value, Mapping):
            msg = f"{value!r} is no dict of {', '.join(self.widths)}"
            raise Misfit(msg)
        number = 0
        for name, at, width in self._places():
            part = int(value.get(name, 0))
            if part >> width:
                msg = f"{name} {part} does not fit in {width} bits"
                raise Misfit(msg)
            number |= part << at
        return number.to_bytes(self.size or 0, "little" if self.order == "<" else "big")

    def _places(self) -> Iterator[tuple[str, int, int]]:
        """Yield the name, the lowest bit and the width of each integer."""
        whole = 8 * (self.size or 0)
        widths = self.widths | {"rest": whole - sum(self.widths.values())}
        at = 0
        for name, width in widths.items():
            yield name, at if self.order == "<" else whole - at - width, width
            at += width
