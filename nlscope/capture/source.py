"""Open a capture as one block of bytes: file, pipe, standard input, gzip or not."""

from __future__ import annotations

import mmap
import os
import stat
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from nlscope.capture.spool import GZIP, Spool

Buffer = mmap.mmap | bytes
Ints = NDArray[np.int64]

_TAIL = 1 << 20  # bytes


class CaptureError(Exception):
    """What was named cannot be read as a netlink capture; one sentence for the user."""


class Records(NamedTuple):
    """Captured records as a file holds them, one array each, in file order.

    offset is the file offset of the link-layer header, length the bytes there, original
    the bytes on the wire; time_ns is ns since the epoch, linktype a LINKTYPE_* number,
    source the place of its interface in the reader's sources.
    """

    offset: Ints
    length: Ints
    original: Ints
    time_ns: Ints
    linktype: Ints
    source: Ints


class Reader(Protocol):
    """What reads the records of one file format.

    at is the file offset of what is read next; problem says why reading stopped before
    the end of the file, or is None; comments are those of the file's sections; sources
    are the names of its interfaces, each another one.
    """

    at: int
    problem: str | None
    comments: list[str]
    sources: list[str]

    @property
    def received(self) -> int | None:
        """The frames that came, by whoever wrote the file; None if it does not tell."""

    @property
    def dropped(self) -> int | None:
        """The frames that found no room, None if the file does not tell."""

    def read(self, data: Buffer, limit: int, *, final: bool) -> Records:
        """Return at most limit records, whole ones unless data is final."""

    def comment(self, data: Buffer, payload: int) -> str:
        """Return the comment of the record whose payload is at a file offset, or ""."""

    def commented(self, data: Buffer, first: int) -> Iterable[tuple[int, str]]:
        """Yield offset and comment of records with options, but for so many of them."""


def windows(data: Buffer, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return a view of data with an item of dtype at every byte offset."""
    count = max(0, len(data) - dtype.itemsize + 1)
    return np.ndarray((count,), dtype, data if count else None, strides=(1,))


def gather(
    data: Buffer, dtype: np.dtype[Any], at: Ints, whole: NDArray[np.bool_] | None = None
) -> NDArray[Any]:
    """Return the structs of dtype at file offsets, zeros where whole is false."""
    # An opaque item is copied as one; a struct would be copied field by field.
    raw = np.dtype(f"V{dtype.itemsize}")
    if whole is None or whole.all():
        return windows(data, raw)[at].view(dtype)
    structs = np.zeros(len(at), raw)
    structs[whole] = windows(data, raw)[at[whole]]
    return structs.view(dtype)


def blank(data: Buffer, at: int) -> bool:
    """Return whether nothing but zeros follows: room of a file that is not written yet.

    No more than a MiB is looked at.
    """
    end = min(len(data), at + _TAIL)
    return not np.frombuffer(data, np.uint8, end - at, at).any() if at < end else True


class Source:
    """An open capture: data is all that it holds so far.

    A regular file is mapped; a pipe, a gzip file, and a growing file of a file system
    whose mappings do not show what is appended, are spooled to an unlinked temporary
    file, which is mapped. ended is true when data is final; problem says why it ended
    early, or is None. Raises CaptureError when path cannot be opened.
    """

    def __init__(self, path: str, *, follow: bool = False) -> None:
        self.name = "standard input" if path == "-" else path
        self.data: Buffer = b""
        self.ended = False
        self._problem: str | None = None
        self._follow = follow
        self._spool: Spool | None = None
        try:
            # a FIFO that nobody writes yet would be waited for
            flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
            self._fd = os.dup(0) if path == "-" else os.open(path, flags)
        except OSError as error:
            message = f"cannot open {self.name}: {error.strerror}"
            raise CaptureError(message) from None
        try:
            self._spool = self._spooled()
        except CaptureError:
            self.close()
            raise
        except OSError as error:
            self.close()
            message = f"cannot read {self.name}: {error.strerror}"
            raise CaptureError(message) from None

    def _spooled(self) -> Spool | None:
        mode = os.fstat(self._fd).st_mode
        if stat.S_ISDIR(mode):
            message = f"{self.name} is a directory"
            raise CaptureError(message)
        if not stat.S_ISREG(mode):
            return Spool(self._fd, follow=self._follow)
        at_start = os.lseek(self._fd, 0, os.SEEK_CUR) == 0
        if at_start and os.pread(self._fd, len(GZIP), 0) != GZIP:
            return None
        return Spool(self._fd, follow=self._follow)

    @property
    def problem(self) -> str | None:
        """Why data ended before the capture did, or None."""
        return self._problem or (self._spool.problem if self._spool else None)

    def refresh(self) -> bool:
        """Take in what was appended; return whether data has grown.

        Waits for a pipe that has nothing to read, unless it is followed.
        """
        before = len(self.data)
        if not self.ended:
            self.ended = not self._follow
            if self._spool:
                self._spool.pull(wait=not self._follow)
                self.ended = self._spool.ended
            self._map()
        return self.holds(len(self.data)) and len(self.data) > before

    def _map(self) -> None:
        size = os.fstat(self._mapped).st_size
        if size <= len(self.data):
            return
        try:
            data = mmap.mmap(self._mapped, size, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            self._problem = f"the file cannot be mapped: {error}"
            self.ended = True
            return
        if self._spool or self._coherent(data):
            self.data = data
        else:
            self._reread(size)

    def _reread(self, size: int) -> None:
        os.lseek(self._fd, 0, os.SEEK_SET)
        self._spool = Spool(self._fd, follow=True)
        had = -1
        while had < self._spool.file.tell() < size:
            had = self._spool.file.tell()
            self._spool.pull(wait=False)
        self._map()

    def _coherent(self, data: Buffer) -> bool:
        """Return whether what was appended is in the page that was mapped before.

        On network file systems and 9p there can be zeros for what a read would return.
        """
        at = len(self.data)
        rest = os.pread(self._fd, -at % mmap.PAGESIZE, at)
        return rest[: len(data) - at] == data[at : at + len(rest)]

    def holds(self, end: int) -> bool:
        """Return whether data may be touched up to end: the file may have shrunk."""
        if self._fd < 0 or os.fstat(self._mapped).st_size >= end:
            return True
        self._problem = "the file became shorter while it was open"
        self.ended = True
        return False

    @property
    def _mapped(self) -> int:
        return self._spool.file.fileno() if self._spool else self._fd

    def close(self) -> None:
        """Let go of the file; views of data stay good."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        if self._spool:
            self._spool.file.close()
