"""Guesses about bytes that nothing describes: whether they are an attribute list."""

from __future__ import annotations

import struct

from nlscope.spec import NLA_F_NESTED, NLA_TYPE_MASK

_HEAD = {"<": struct.Struct("<HH").unpack_from, ">": struct.Struct(">HH").unpack_from}
_MOST = 512  # higher numbers than this are no attribute of any known set


def plausible(data: bytes, start: int, stop: int, order: str, *, nested: bool) -> bool:
    """Return whether data[start:stop] reads exactly as a list of attributes.

    nested says that the sender marked it as one, which makes an odd number credible.
    """
    if start == stop:
        return False
    head = _HEAD[order]
    while stop - start >= 4:
        length, raw = head(data, start)
        end = start + length
        after = start + (length + 3 & ~3)
        if length < 4 or end > stop or data[end : min(after, stop)].strip(b"\0"):
            return False
        number = raw & NLA_TYPE_MASK
        if not nested and (number == 0 or number > _MOST or raw & ~NLA_F_NESTED > _MOST):
            return False
        start = after
    return start >= stop


def header_size(data: bytes, start: int, stop: int, order: str) -> int:
    """Return how many bytes of data[start:stop] precede what reads as attributes.

    A fixed header of unknown size is taken to be the shortest prefix, in 4-byte steps up
    to 64, after which the rest reads as a list; all of it if there is none.
    """
    for size in range(0, min(stop - start, 64), 4):
        if plausible(data, start + size, stop, order, nested=False):
            return size
    return stop - start
