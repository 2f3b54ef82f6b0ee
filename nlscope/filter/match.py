"""Tests of payloads: one at a time, and all of a capture's at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nlscope.filter.buffer import Ints, Mask, Scan
from nlscope.filter.literal import Interval
from nlscope.filter.shape import Shape

_REMEMBERED = 1 << 16  # payloads
_SHORT = 64  # bytes of a payload worth remembering
_PIECES = ((8, ">u8"), (4, ">u4"), (2, ">u2"), (1, ">u1"))


class Match:
    """Whether a payload is what a filter asks for.

    one decides on the bytes of one payload; many on payloads by their file offsets, by
    asking one for each distinct payload unless a subclass knows better.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, bool] = {}

    def one(self, raw: bytes) -> bool:
        """Return whether a payload fits."""
        raise NotImplementedError

    def many(self, scan: Scan, start: Ints, stop: Ints) -> Mask:
        """Return which of the payloads fit."""
        data, known = scan.data, self._known
        if len(known) > _REMEMBERED:
            known.clear()
        found = []
        for at, end in zip(start.tolist(), stop.tolist(), strict=True):
            raw = data[at:end]
            hit = known.get(raw)
            if hit is None:
                hit = self.one(raw)
                if len(raw) <= _SHORT:
                    known[raw] = hit
            found.append(hit)
        return np.array(found, np.bool_)


class Always(Match):
    """Any payload: the attribute is there."""

    def one(self, raw: bytes) -> bool:  # noqa: ARG002
        """Return True."""
        return True

    def many(self, scan: Scan, start: Ints, stop: Ints) -> Mask:  # noqa: ARG002
        """Return all."""
        return np.ones(len(start), np.bool_)


class Numbers(Match):
    """A number inside one of some intervals, or with all the bits of one of some sets."""

    def __init__(self, shape: Shape, within: list[Interval], bits: list[int]) -> None:
        super().__init__()
        self.shape = shape
        self.within = within
        self.bits = bits
        if shape.dtype:
            info = np.iinfo(shape.dtype)
            self.plain = [
                (max(low, info.min), min(high, info.max))
                for low, high in ((_or(a, info.min), _or(b, info.max)) for a, b in within)
                if low <= info.max and high >= info.min and low <= high
            ]
            self.masks = [mask for mask in bits if 0 <= mask <= info.max]

    def one(self, raw: bytes) -> bool:
        """Return whether the number that the payload holds fits."""
        number = self.shape.number(raw)
        if number is None:
            return False
        return any(
            (low is None or low <= number) and (high is None or number <= high)
            for low, high in self.within
        ) or any(number & mask == mask for mask in self.bits)

    def many(self, scan: Scan, start: Ints, stop: Ints) -> Mask:
        """Return which of the numbers fit, compared all at once."""
        dtype = self.shape.dtype
        if dtype is None:
            return super().many(scan, start, stop)
        whole = stop - start >= np.dtype(dtype).itemsize
        if whole.all():
            return self.accept(scan.gather(dtype, start))
        found = np.zeros(len(start), np.bool_)
        found[whole] = self.accept(scan.gather(dtype, start[whole]))
        return found

    def accept(self, numbers: Any) -> Mask:
        """Return which of an array of numbers fit."""
        found = np.zeros(len(numbers), np.bool_)
        for low, high in self.plain:
            if low == high:
                found |= numbers == low
            else:
                found |= (numbers >= low) & (numbers <= high)
        for mask in self.masks:
            found |= (numbers & mask) == mask
        return found


def _or(number: int | None, default: int) -> int:
    return default if number is None else number


class Masked(Match):
    """Bytes that agree with one of some patterns in the bits of its mask.

    A pattern is (length, bytes, mask); the payload has that length, at least the bytes
    of the pattern where length is None. size cuts longer payloads, as decoding does.
    """

    def __init__(
        self, patterns: list[tuple[int | None, bytes, bytes]], size: int | None
    ) -> None:
        super().__init__()
        self.patterns = patterns
        self.size = size

    def one(self, raw: bytes) -> bool:
        """Return whether the payload agrees."""
        if self.size is not None:
            if len(raw) < self.size:
                return False
            raw = raw[: self.size]
        for length, want, mask in self.patterns:
            fits = len(raw) == length if length is not None else len(raw) >= len(want)
            if fits and all(a & m == b for a, b, m in zip(raw, want, mask, strict=False)):
                return True
        return False

    def many(self, scan: Scan, start: Ints, stop: Ints) -> Mask:
        """Return which of the payloads agree, eight bytes of all at once."""
        length = stop - start
        if self.size is not None:
            length = np.where(length >= self.size, self.size, -1)
        found = np.zeros(len(start), np.bool_)
        for wanted, want, mask in self.patterns:
            fits = length == wanted if wanted is not None else length >= len(want)
            if fits.all():
                found |= agree(scan, start, want, mask)
            elif fits.any():
                places = np.flatnonzero(fits)
                found[places] |= agree(scan, start[places], want, mask)
        return found


def agree(scan: Scan, start: Ints, want: bytes, mask: bytes) -> Mask:
    """Return where the bytes at offsets, under a mask, are those wanted."""
    found = np.ones(len(start), np.bool_)
    at = 0
    while at < len(want):
        size, dtype = next(p for p in _PIECES if p[0] <= len(want) - at)
        bits = int.from_bytes(mask[at : at + size], "big")
        if bits:
            piece = np.array(int.from_bytes(want[at : at + size], "big"), dtype)
            got = scan.gather(dtype, start + at)
            found &= (got & np.array(bits, dtype)) == piece
        at += size
    return found


class Same(Masked):
    """Text that is one of some texts, a NUL at its end or not.

    ``one`` decides where the bytes begin as they should; NULs and escapes are its matter.
    """

    def __init__(self, shape: Shape, texts: list[str]) -> None:
        raws = [text.encode("utf-8", "surrogatepass") for text in texts]
        super().__init__([(None, raw, b"\xff" * len(raw)) for raw in raws], None)
        self.shape = shape
        self.texts = set(texts)
        self.escaped = any("\\" in text for text in texts)

    def one(self, raw: bytes) -> bool:
        """Return whether the text of a payload is one of them."""
        return self.shape.value(raw) in self.texts

    def many(self, scan: Scan, start: Ints, stop: Ints) -> Mask:
        """Return which texts are among them."""
        if self.escaped:
            return Match.many(self, scan, start, stop)
        found = super().many(scan, start, stop)
        near = np.flatnonzero(found)
        if len(near):
            found[near] = Match.many(self, scan, start[near], stop[near])
        return found


class Holds(Match):
    """A value of which a function says whether it fits; read by its type."""

    def __init__(self, shape: Shape, fits: Callable[[Any], bool]) -> None:
        super().__init__()
        self.shape = shape
        self.fits = fits

    def one(self, raw: bytes) -> bool:
        """Return whether the value fits, False where the bytes hold none."""
        value = self.shape.value(raw)
        return value is not None and self.fits(value)


class Elements(Match):
    """An array of which any element fits."""

    def __init__(self, shape: Shape, size: int, each: Match) -> None:
        super().__init__()
        self.shape = shape
        self.size = size
        self.each = each

    def one(self, raw: bytes) -> bool:
        """Return whether any element fits; none does in a broken array."""
        if len(raw) % self.size:
            return False
        return any(
            self.each.one(raw[at : at + self.size]) for at in range(0, len(raw), self.size)
        )


class Ranged(Match):
    """Bytes inside one of some ranges of bytes as long as they are, for addresses."""

    def __init__(self, ranges: list[tuple[bytes, bytes]], size: int | None) -> None:
        super().__init__()
        self.ranges = ranges
        self.size = size

    def one(self, raw: bytes) -> bool:
        """Return whether the bytes are inside a range."""
        if self.size is not None:
            raw = raw[: self.size] if len(raw) >= self.size else b""
        return any(len(low) == len(raw) and low <= raw <= high for low, high in self.ranges)


class AnyOf(Match):
    """A payload that fits one of several tests."""

    def __init__(self, matches: list[Match]) -> None:
        super().__init__()
        self.matches = matches

    def one(self, raw: bytes) -> bool:
        """Return whether the payload fits one."""
        return any(match.one(raw) for match in self.matches)

    def many(self, scan: Scan, start: Ints, stop: Ints) -> Mask:
        """Return which of the payloads fit one."""
        found = np.zeros(len(start), np.bool_)
        for match in self.matches:
            found |= match.many(scan, start, stop)
        return found
