"""Growing pcapng files merged by time into one with an interface for each of theirs.

The files are those of this program's captures: one section in this machine's byte order,
nanoseconds (draft-ietf-opsawg-pcapng).
"""

from __future__ import annotations

import platform
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from nlscope.capture import blocks
from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.model import Frame

_INTERFACE, _STATISTICS, _PACKET = 1, 5, 6
_HEAD = 8  # bytes of a block's header
_HELD = 300_000_000  # ns in which a file of which no more is known may bring earlier frames
_LONGEST = 5_000_000_000  # ns; a capture that is silent for so long is not waited for
_OFTEN = 0.05  # seconds between two looks at the files
_SHOWN = 4096  # saved frames that are written before they can be seen

Describe = Callable[[str, str], int]  # writes an interface, returns its number


class Feed:
    """One of the files: its packets and counts, as they come, told to be of interfaces.

    name is what the source is called, "" where the names of its interfaces tell enough.
    """

    def __init__(self, path: str, name: str, describe: Describe) -> None:
        self._file = Path(path).open("rb")  # noqa: SIM115  # it stays open
        self._name, self._describe = name, describe
        self._numbers: list[int] = []
        self._left = b""

    def blocks(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield the kind, the time (0 if it has none) and the bytes of what came."""
        data = self._left + self._file.read()
        at = 0
        while at + _HEAD <= len(data):
            kind, total = struct.unpack_from("=II", data, at)
            if total < 12 or at + total > len(data):
                break
            if kind == _INTERFACE:
                told = blocks.Interface.read(data, at, at + total - 4, "=")
                self._numbers.append(self._describe(told.label, self._name))
            elif kind in (_PACKET, _STATISTICS):
                yield self._told(kind, data[at : at + total])
            at += total
        self._left = data[at:]

    def _told(self, kind: int, block: bytes) -> tuple[int, int, bytes]:
        number, high, low = struct.unpack_from("=III", block, _HEAD)
        ours = struct.pack("=I", self._numbers[number])
        made = block[:_HEAD] + ours + block[_HEAD + 4 :]
        return kind, high << 32 | low, made

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Merger(threading.Thread):
    """Merges files into one until stopped, and then what is left of them.

    saved are frames that come first, in their order; written tells up to what time, in ns
    since the epoch, each file is complete, 0 if that is not known.
    """

    def __init__(
        self,
        sources: Sequence[tuple[str, str]],
        out: BinaryIO,
        saved: Iterable[Frame] = (),
        written: Callable[[], Iterable[int]] = lambda: (0,),
        now: Callable[[], int] = time.time_ns,
    ) -> None:
        super().__init__(name="merge", daemon=True)
        host = platform.uname()
        system = f"{host.system} {host.release} {host.version}"
        self._writer = PcapngWriter(
            out, interface=None, hardware=host.machine, system=system
        )
        describe = self._writer.interface
        self._feeds = [Feed(path, name, describe) for path, name in sources]
        self._out, self._now, self._saved = out, now, saved
        self._written = written
        self._waiting: list[tuple[int, bytes]] = []
        self._last: list[bytes] = []
        self._stop_now, self._given_up = threading.Event(), False
        self.error = ""

    def run(self) -> None:
        """Merge what comes."""
        try:
            self.begin()
            while not self._stop_now.wait(_OFTEN):
                self.step()
            self.step(final=True)
        except OSError as error:
            self.error = f"the captures cannot be merged: {error.strerror}"
        finally:
            self.close()

    def stop(self, *, give_up: bool = False) -> None:
        """End soon, the captures have; or now, with what is saved left out."""
        self._given_up |= give_up
        self._stop_now.set()

    def begin(self) -> None:
        """Write what is saved."""
        for count, frame in enumerate(self._saved, 1):
            self._writer.write(frame)
            if self._given_up:
                break
            if count % _SHOWN == 0:
                self._out.flush()
        self._out.flush()

    def step(self, *, final: bool = False) -> None:
        """Write what is old enough that nothing earlier can come."""
        until = self._until()
        for feed in self._feeds:
            for kind, when, block in feed.blocks():
                if kind == _PACKET:
                    self._waiting.append((when, block))
                else:
                    self._last.append(block)
        self._waiting.sort(key=lambda each: each[0])
        ready = [block for when, block in self._waiting if final or when <= until]
        del self._waiting[: len(ready)]
        self._out.write(b"".join(ready + (self._last if final else [])))
        self._out.flush()

    def _until(self) -> int:
        """Return the time before which nothing more will be read."""
        now = self._now()
        first = min((each or now - _HELD for each in self._written()), default=now)
        return max(first, now - _LONGEST)

    def close(self) -> None:
        """Let go of the files."""
        for feed in self._feeds:
            feed.close()
