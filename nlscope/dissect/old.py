"""Dump requests that begin with the header of another type."""

from __future__ import annotations

import struct

from nlscope.spec import Op
from nlscope.table import header

_NLATTR = 4  # its size, and the least length it can say


def as_sent(op: Op, data: bytes, at: int, stop: int, order: str) -> Op:
    """Return what a dump request from at to stop is made of: op, or its old form.

    The kernel looks at no more than the family in most dump requests, so that struct
    ifinfomsg serves in all of them. It is one where no attribute can follow the right,
    smaller header and where the message or an attribute goes on after the large one.
    """
    old = op.old
    if old is None or old.header is None or op.header is None:
        return op
    small, large = (at + header(each, order).size for each in (op.header, old.header))
    if small >= large or _attribute(data, small, stop, order):
        return op
    return old if large == stop or _attribute(data, large, stop, order) else op


def _attribute(data: bytes, at: int, stop: int, order: str) -> bool:
    """Return whether the length of an attribute stands at at."""
    if at + _NLATTR > stop:
        return False
    length: int = struct.unpack_from(f"{order}H", data, at)[0]
    return _NLATTR <= length <= stop - at
