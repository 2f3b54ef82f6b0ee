"""The columns of a capture that tell what its messages are to one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from nlscope.capture.source import Buffer, gather

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from nlscope.store import Store

    Rows = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_SHARED = (
    "type", "flags", "seq", "portid", "protocol", "pkttype", "frame", "time_ns", "source"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that pairing reads, as they were at one moment.

    quiet, if set, says of family id, command and message number whether a generic request
    has no answer of its own.
    """

    type: NDArray[np.uint16]
    flags: NDArray[np.uint16]
    seq: NDArray[np.uint32]
    portid: NDArray[np.uint32]
    protocol: NDArray[np.uint16]
    pkttype: NDArray[np.uint16]
    frame: NDArray[np.uint32]
    time_ns: NDArray[np.int64]
    source: NDArray[np.uint16]
    offset: Rows
    length: Rows
    data: Buffer
    order: str
    quiet: Callable[[int, int, int], bool] | None = None

    @classmethod
    def of(cls, store: Store, quiet: Callable[[int, int, int], bool] | None = None) -> Self:
        """Return those of a store; no bytes if its file became shorter."""
        count = len(store)
        shared: dict[str, Any] = {name: getattr(store, name)[:count] for name in _SHARED}
        length = store.length[:count].astype(np.int64)
        length[store.problem_code[:count] != 0] = 0  # not all of it is there
        whole = store.holds(store.size)
        data = store.data if whole else b""
        length = length if whole else np.zeros(count, np.int64)
        shared["offset"] = store.offset[:count].astype(np.int64)
        return cls(**shared, length=length, data=data, order=store.order, quiet=quiet)

    def __len__(self) -> int:
        return len(self.type)

    def read(self, kind: str, rows: Rows, at: int) -> NDArray[Any]:
        """Return a value of each row, at bytes from its start; 0 where it is cut off."""
        return self.gather(np.dtype(self.order + kind), rows, at)

    def gather(self, dtype: np.dtype[Any], rows: Rows, at: int) -> NDArray[Any]:
        """Return a struct of each row, at bytes from its start; 0 where it is cut off."""
        there = self.length[rows] >= at + dtype.itemsize
        return gather(self.data, dtype, self.offset[rows] + at, there)
