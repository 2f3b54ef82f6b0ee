"""A conversation as a capture: a file of its own, decoded as it grows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from types import TracebackType
from typing import BinaryIO, Self, cast

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.model import Frame
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.store import Store


class Recording:
    """Frames written to a capture file and read back as a session.

    path is where the file stays; without one it goes when the recording is closed.
    """

    def __init__(self, registry: Registry, path: str | None = None) -> None:
        if path is None:
            made = tempfile.NamedTemporaryFile(suffix=".pcapng")  # noqa: SIM115
            self._out, name = cast("BinaryIO", made), made.name
        else:
            self._out, name = open(path, "wb"), path  # noqa: SIM115, PTH123
        self._writer = PcapngWriter(self._out, interface="nlscope")
        self._out.flush()
        self._written = 0
        self.session = Session(Store.open(name, follow=True), registry)

    def add(self, frames: Iterable[Frame]) -> int:
        """Add the frames that are new, and return how many messages they hold."""
        for frame in list(frames)[self._written :]:
            self._writer.write(frame)
            self._written += 1
        self._out.flush()
        count = 0
        while added := self.session.extend():
            count += added
        return count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.session.store.close()
        self._out.close()
