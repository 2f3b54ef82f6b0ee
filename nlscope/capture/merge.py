"""Growing pcapng files merged by time into one with an interface for each.

The files are those of this program's captures: one section in this machine's byte order,
one interface, nanoseconds (draft-ietf-opsawg-pcapng).
"""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from nlscope.capture import blocks
from nlscope.model import HOST_ORDER

_SECTION, _INTERFACE, _STATISTICS, _PACKET = 0x0A0D0D0A, 1, 5, 6
_HEAD, _OPTIONS_AT = 8, 28  # bytes of a block's header, and up to a packet's data
_DESCRIPTION = 3  # if_description
_HELD = 0.3  # seconds in which a slower capture may still bring an earlier frame
_OFTEN = 0.05  # seconds between two looks at the files


class Feed:
    """One of the files: its blocks, as they come, told to be of an interface."""

    def __init__(self, path: str, number: int, name: str) -> None:
        self._file = Path(path).open("rb")  # noqa: SIM115  # it stays open
        self._number = struct.pack("=I", number)
        self._name = name
        self._left = b""
        self.section = b""

    def blocks(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield the kind, the time (0 if it has none) and the bytes of what came."""
        data = self._left + self._file.read()
        at = 0
        while at + _HEAD <= len(data):
            kind, total = struct.unpack_from("=II", data, at)
            if total < 12 or at + total > len(data):
                break
            yield self._told(kind, data[at : at + total])
            at += total
        self._left = data[at:]

    def _told(self, kind: int, block: bytes) -> tuple[int, int, bytes]:
        if kind == _PACKET:
            high, low = struct.unpack_from("=II", block, 12)
            return kind, high << 32 | low, self._packet(block)
        if kind == _INTERFACE:
            told = {_DESCRIPTION: self._name}
            return kind, 0, _with(block, 16, told)
        if kind == _STATISTICS:
            return kind, 0, block[:_HEAD] + self._number + block[12:]
        return kind, 0, block

    def _packet(self, block: bytes) -> bytes:
        """Return a packet block of our interface, with its name as a comment."""
        (length,) = struct.unpack_from("=I", block, 20)
        numbered = block[:_HEAD] + self._number + block[12:]
        return _with(
            numbered, _OPTIONS_AT + (length + 3 & ~3), {blocks.COMMENT: self._name}
        )

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _with(block: bytes, at: int, told: dict[int, str]) -> bytes:
    """Return a block with more options, which begin at an offset in it."""
    more = blocks.make_options(dict(told), HOST_ORDER)
    if len(block) > at + 4:
        more = more[:-4]  # its own options say where they end
    total = struct.pack("=I", len(block) + len(more))
    return block[:4] + total + block[8:at] + more + block[at:-4] + total


class Merger(threading.Thread):
    """Merges files into one until stopped, and then what is left of them."""

    def __init__(
        self,
        sources: Sequence[tuple[str, str]],
        out: BinaryIO,
        now: Callable[[], int] = time.time_ns,
    ) -> None:
        super().__init__(name="merge", daemon=True)
        self._feeds = [Feed(path, n, name) for n, (path, name) in enumerate(sources)]
        self._out, self._now = out, now
        self._waiting: list[tuple[int, bytes]] = []
        self._last: list[bytes] = []
        self._heads: dict[int, list[bytes]] = {}
        self._begun = False
        self._stop_now = threading.Event()
        self.error = ""

    def run(self) -> None:
        """Merge what comes."""
        try:
            while not self._stop_now.wait(_OFTEN):
                self.step()
            self.step(final=True)
        except OSError as error:
            self.error = f"the captures cannot be merged: {error.strerror}"
        finally:
            for feed in self._feeds:
                feed.close()

    def stop(self) -> None:
        """End soon; the captures have."""
        self._stop_now.set()

    def step(self, *, final: bool = False) -> None:
        """Write what is old enough that nothing earlier can come."""
        for number, feed in enumerate(self._feeds):
            for kind, when, block in feed.blocks():
                if kind == _PACKET:
                    self._waiting.append((when, block))
                elif kind == _STATISTICS:
                    self._last.append(block)
                else:
                    self._heads.setdefault(number, []).append(block)
        if not (self._begun or self._begin(final=final)):
            return
        until = self._now() - int(_HELD * 1e9)
        self._waiting.sort(key=lambda each: each[0])
        ready = [block for when, block in self._waiting if final or when <= until]
        del self._waiting[: len(ready)]
        self._write(b"".join(ready + (self._last if final else [])))

    def _begin(self, *, final: bool) -> bool:
        """Write the section and the interfaces once all are known."""
        whole = [head for head in self._heads.values() if len(head) >= 2]
        if len(whole) < len(self._feeds) and not final:
            return False
        if whole:
            self._begun = True
            self._write(whole[0][0] + b"".join(head[1] for head in whole))
        return self._begun

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._out.flush()
