"""The bytes of messages, searched in the file."""

from __future__ import annotations

import numpy as np

from nlscope.filter.buffer import Mask, Rows, Scan, size
from nlscope.filter.build import raw_of
from nlscope.filter.expression import BYTES
from nlscope.filter.field import Field
from nlscope.filter.literal import Unfit
from nlscope.registry import Registry


class Raw(Field):
    """The bytes of the message."""

    name, noun, tier = "bytes", "bytes", BYTES
    help = "the bytes of the message; contains looks for text or for bytes"
    examples = ("bytes contains de:ad:be:ef", 'bytes contains "eth0"')

    def prepare(self, registry: Registry) -> None:
        """Take the bytes to look for."""
        del registry
        if self.op != "contains":
            msg = "can only be searched: bytes contains aa:bb, or contains text"
            raise Unfit(msg)
        self.needle = raw_of(self.values[0])

    def mask(self, scan: Scan, rows: Rows) -> Mask:
        """Return which rows have the bytes."""
        found = np.zeros(size(rows), np.bool_)
        start, stop = scan.bounds(rows)
        if not len(start):
            return found
        pos, data = int(start[0]), scan.data
        last = int(stop[-1])
        while (pos := data.find(self.needle, pos, last)) >= 0:
            place = int(np.searchsorted(start, pos, "right")) - 1
            if pos + len(self.needle) <= stop[place]:
                found[place] = True
                place += 1
                if place == len(start):
                    break
                pos = int(start[place])
            else:
                pos += 1
        return found
