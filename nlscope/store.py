"""The messages of a capture file as numpy columns; the file itself is the store."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from nlscope.capture import cooked, split
from nlscope.capture.columns import FRAME, MESSAGE, Table
from nlscope.capture.formats import reader_of
from nlscope.capture.source import CaptureError, Source
from nlscope.model import HOST_ORDER, Frame, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from nlscope.capture.source import Buffer, Reader, Records

_CHUNK = 1 << 14  # records indexed at once
_BATCH = 1024  # rows made into values at once


class Store:
    """A capture file as messages: columns with a row each, Message values on demand.

    The columns are arrays of len(store): offset (of the nlmsghdr, in data), length
    (nlmsg_len, or the bytes there where problem_code is not 0), time_ns (ns since the
    epoch), protocol, pkttype, type, flags, seq, portid, frame (index, from 0) and
    problem_code (split.Problem). extend replaces them by longer ones. data is the whole
    file; order is the byte order of its payload, "<" or ">"; skipped counts the records
    that are not netlink. Raises CaptureError for what is no netlink capture; any other
    damage is told by problem and by rows.
    """

    offset: NDArray[np.uint64]
    length: NDArray[np.uint32]
    time_ns: NDArray[np.int64]
    protocol: NDArray[np.uint16]
    pkttype: NDArray[np.uint16]
    type: NDArray[np.uint16]
    flags: NDArray[np.uint16]
    seq: NDArray[np.uint32]
    portid: NDArray[np.uint32]
    frame: NDArray[np.uint32]
    problem_code: NDArray[np.uint8]
    _made: NDArray[np.uint16] | None

    def __init__(self, path: str, *, follow: bool = False) -> None:
        self.order = HOST_ORDER
        self.skipped = 0
        self.done = False
        self._order_known = False
        self._messages = Table(MESSAGE)
        self._frames = Table(FRAME)
        self._source = Source(path, follow=follow)
        self._reader: Reader | None = None
        self._recent: tuple[Frame, int] | None = None
        self._publish()
        try:
            self._reader = reader_of(self._source)
        except CaptureError:
            self.close()
            raise

    @classmethod
    def open(cls, path: str, *, follow: bool = False) -> Self:
        """Return a store of the capture at path ("-" is standard input), not indexed.

        With follow, the end of the file is not the end of the capture.
        """
        return cls(path, follow=follow)

    @classmethod
    def load(cls, path: str) -> Self:
        """Return a store of the capture at path, indexed to its end."""
        store = cls(path)
        try:
            store.extend()
        except CaptureError:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the file; what was made from it stays good."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def data(self) -> Buffer:
        """The bytes of the file so far, what offset counts in."""
        return self._source.data

    @property
    def size(self) -> int:
        """The bytes of the file so far, decompressed."""
        return len(self._source.data)

    @property
    def frames(self) -> int:
        """The number of netlink frames indexed."""
        return self._frames.count

    @property
    def column_bytes(self) -> int:
        """The memory that the rows take."""
        return self._messages.nbytes + self._frames.nbytes

    @property
    def reader(self) -> Reader | None:
        """What reads the file, once its format is known."""
        return self._reader

    @property
    def comments(self) -> list[str]:
        """The comments of the file's sections."""
        return self._reader.comments if self._reader else []

    @property
    def sources(self) -> list[str]:
        """The names of the capture's interfaces, if it has several."""
        names = self._reader.sources if self._reader else []
        return names if len(names) > 1 else []

    @property
    def source(self) -> NDArray[np.uint16]:
        """The place of each message's interface in sources, 0 where there are none."""
        if self._made is None:
            kept = self._frames["source"]
            several = bool(self.sources)
            self._made = kept[self.frame] if several else np.zeros(len(self), kept.dtype)
        return self._made

    def source_at(self, n: int) -> int:
        """Return the place of message n's interface in sources, 0 where there are none."""
        return int(self._frames["source"][int(self.frame[n])]) if self.sources else 0

    @property
    def problem(self) -> str | None:
        """What is wrong with the file, or None."""
        if self._source.problem:
            return self._source.problem
        if self._reader:
            return self._reader.problem
        if not self._source.ended:
            return None
        return "cut short in the file header" if self.size else "the file is empty"

    def holds(self, end: int) -> bool:
        """Return whether data may be touched up to end: the file may have shrunk."""
        return self._source.holds(end)

    def extend(self, limit: int | None = None) -> int:
        """Index what follows, about limit records; return the number of new messages.

        0 means nothing new now, or that those records were not netlink; done tells
        whether there is more to come. Waits for a pipe unless it is followed. Raises
        CaptureError at the end of a file that holds frames but no netlink.
        """
        before = self._messages.count
        left = sys.maxsize if limit is None else limit
        while left > 0 and not self.done:
            final = self._source.ended
            taken = self._step(min(left, _CHUNK))
            left -= taken
            if self._damaged() or (final and not taken):
                self._finish()
            elif not taken and not self._source.refresh() and not self._source.ended:
                break
        self._publish()
        return self._messages.count - before

    def _step(self, limit: int) -> int:
        """Index at most limit records; return how far that came, 0 for nowhere."""
        if not self._reader:
            self._reader = reader_of(self._source)
        if not self._reader or not self.holds(self.size):
            return 0
        at = self._reader.at
        records = self._reader.read(self.data, limit, final=self._source.ended)
        if len(records.offset):
            self._append(records, self._reader.at / self.size)
        return len(records.offset) or int(self._reader.at != at)

    def _damaged(self) -> bool:
        return bool(self._reader and self._reader.problem)

    def _finish(self) -> None:
        self.done = True
        if self.skipped and not self.frames:
            name, count = self._source.name, self.skipped
            message = f"{name} holds {count} frames, none of them netlink"
            raise CaptureError(message)

    def _append(self, records: Records, done: float) -> None:
        data = self.data
        frames = cooked.strip(data, records)
        self.skipped += len(records.offset) - len(frames.offset)
        if not self._order_known:
            order = split.payload_order(data, frames)
            self.order = order or HOST_ORDER
            self._order_known = order is not None
        rows = split.split(data, frames, self.order)
        columns: dict[str, NDArray[Any]] = {
            "offset": rows.offset,
            "length": rows.length,
            "frame": rows.frame + self.frames,
            "problem_code": rows.code,
        }
        for name in ("type", "flags", "seq", "portid"):
            columns[name] = rows.header[name]
        for name in ("time_ns", "protocol", "pkttype"):
            columns[name] = getattr(frames, name)[rows.frame]
        self._messages.append(columns, done)
        self._frames.append(frames._asdict(), done)

    def _publish(self) -> None:
        for name in MESSAGE:
            setattr(self, name, self._messages[name])
        self._columns = [self._messages[name] for name in MESSAGE]
        self._made = None
        self._spans = [self._frames[name] for name in FRAME]
        self._view = memoryview(self.data)

    def __len__(self) -> int:
        return len(self.offset)

    def __iter__(self) -> Iterator[Message]:
        n = 0
        while n < len(self):
            batch = [column[n : n + _BATCH].tolist() for column in self._columns]
            for row in zip(*batch, strict=True):
                n += 1
                yield self._message(n, row)

    def __getitem__(self, n: int) -> Message:
        n = range(len(self))[n]
        return self._message(n + 1, [column.item(n) for column in self._columns])

    def _message(self, no: int, row: Sequence[int]) -> Message:
        """Return the message of a row, its values in the order of MESSAGE."""
        offset, length, time_ns, protocol, pkttype = row[:5]
        kind, flags, seq, portid, index, code = row[5:]
        frame, origin = self._frame(index, time_ns, protocol, pkttype)
        start = offset - origin
        if length and not frame.data:  # the file became shorter
            start, code = 0, split.Problem.CUT
        end = len(frame.data)
        if not code:
            end = min(end, start + (length + 3 & ~3))
        problem = split.explain(code, frame, start) if code else None
        return Message(no, frame, start, end, kind, flags, seq, portid, problem)

    def frame_at(self, index: int) -> Frame:
        """Return a frame by its index, from 0."""
        index = range(self.frames)[index]
        n = int(np.searchsorted(self.frame, np.uint32(index)))
        time_ns, protocol = int(self.time_ns[n]), int(self.protocol[n])
        return self._frame(index, time_ns, protocol, int(self.pkttype[n]))[0]

    def _frame(
        self, index: int, time_ns: int, protocol: int, pkttype: int
    ) -> tuple[Frame, int]:
        """Return a frame and the file offset of its payload."""
        recent = self._recent
        if recent and recent[0].no == index + 1:
            return recent
        offset, length, original, source = (column.item(index) for column in self._spans)
        end = offset + length if self.holds(offset + length) else offset
        comment = self._reader.comment(self.data, offset) if self._reader else ""
        several = self.sources
        frame = Frame(
            index + 1,
            time_ns,
            protocol,
            pkttype,
            bytes(self._view[offset:end]),  # a file that shrinks takes the map away
            original,
            self.order,
            comment,
            several[source] if several else "",
        )
        self._recent = frame, offset
        return frame, offset
