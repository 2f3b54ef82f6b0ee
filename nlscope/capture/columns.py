"""Columns that grow together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MESSAGE = {
    "offset": "u8",
    "length": "u4",
    "time_ns": "i8",
    "protocol": "u2",
    "pkttype": "u2",
    "type": "u2",
    "flags": "u2",
    "seq": "u4",
    "portid": "u4",
    "frame": "u4",
    "problem_code": "u1",
}
FRAME = {"offset": "u8", "length": "u4", "original": "u4", "source": "u2"}


class Table:
    """Columns of equal length that grow together, amortised O(1) a row."""

    def __init__(self, dtypes: dict[str, str]) -> None:
        self.count = 0
        self._columns = {name: np.empty(0, kind) for name, kind in dtypes.items()}

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._columns[name][: self.count]

    @property
    def nbytes(self) -> int:
        """The bytes that the rows take."""
        return self.count * sum(each.itemsize for each in self._columns.values())

    def append(self, rows: dict[str, NDArray[Any]], done: float) -> None:
        """Add rows; done is the part of the file that they complete."""
        count = self.count + len(rows["offset"])
        expected = min(int(count / done * 1.02), 8 * count)
        room = max(expected, count + count // 4)
        for name, column in self._columns.items():
            if count > len(column):
                self._columns[name] = np.empty(room, column.dtype)
                self._columns[name][: self.count] = column[: self.count]
            self._columns[name][self.count : count] = rows[name]
        self.count = count
