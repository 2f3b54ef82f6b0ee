"""Bit fields of C: several small integers in one."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from nlscope.spec.leaves import Leaf, Misfit


class Bits(Leaf):
    """Integers of a few bits each, in one of size bytes: ``Bits(1, low=4, high=4)``.

    The first is that of the lowest bits, as compilers for little-endian machines lay
    them out; bits that none has are the value "rest", if they are not zero.
    """

    def __init__(self, size: int, **widths: int) -> None:
        super().__init__()
        self.size: int = size
        self.widths = widths

    def decode(self, raw: bytes) -> dict[str, int]:
        """Return the integers by name."""
        number = int.from_bytes(raw, sys.byteorder)
        values = {}
        for name, width in self.widths.items():
            values[name] = number & (1 << width) - 1
            number >>= width
        return values | ({"rest": number} if number else {})

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a dict of integers, 0 for one that it lacks."""
        if not isinstance(value, Mapping):
            msg = f"{value!r} is no dict of {', '.join(self.widths)}"
            raise Misfit(msg)
        number = sum(int(value.get(name, 0)) << at for name, at in self._places())
        try:
            return number.to_bytes(self.size, sys.byteorder)
        except OverflowError:
            msg = f"{value!r} does not fit in {self.size} bytes"
            raise Misfit(msg) from None

    def _places(self) -> Iterator[tuple[str, int]]:
        at = 0
        for name, width in self.widths.items():
            yield name, at
            at += width
        yield "rest", at
