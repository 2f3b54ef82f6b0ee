"""Several live captures, and saved ones, as one live capture."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nlscope.capture.demo import Demo
from nlscope.capture.drain import Report
from nlscope.capture.merge import Merger
from nlscope.capture.recorder import Live
from nlscope.capture.source import CaptureError
from nlscope.model import Frame


class Merged:
    """Several live captures as one, merged by time, each with a name or "".

    saved are frames that come first. The captures end with this one, unless they are
    borrowed: somebody else's, who looks at them too.
    """

    target: Demo | None = None

    def __init__(
        self,
        parts: Sequence[tuple[Live, str]],
        path: str,
        *,
        temporary: bool = True,
        saved: Iterable[Frame] | None = None,
        borrowed: bool = False,
    ) -> None:
        self.path, self.temporary = path, temporary
        self.precious = temporary and not borrowed
        self.here = saved is None
        self._borrowed = borrowed
        self._kind = "captures" if borrowed else "namespaces"
        self._parts = [part for part, _ in parts]
        try:
            self._out = Path(path).open("wb")  # noqa: SIM115  # it stays open
        except OSError as error:
            self._end_parts()
            message = f"cannot write {path}: {error.strerror}"
            raise CaptureError(message) from None
        sources = [(part.path, name) for part, name in parts]
        self._merger = Merger(sources, self._out, saved or (), self._written)
        self._merger.start()

    def report(self) -> Report:
        """Return how far they are: on while one is, with the first trouble."""
        told = [part.report() for part in self._parts]
        on = any(each.state == "on" for each in told)
        if not on:
            self._merger.stop()
        states = {each.state for each in told}
        done = "failed" if "failed" in states else "done"
        return Report(
            "on" if self._merger.is_alive() else done,
            next((each.text for each in told if each.text), self._merger.error),
            told[0].interface if len(told) == 1 else f"{len(told)} {self._kind}",
            sum(each.frames for each in told),
            0 if self._out.closed else os.fstat(self._out.fileno()).st_size,
            sum(each.drops for each in told),
            "; ".join(each.refused for each in told if each.refused),
        )

    def end(self) -> None:
        """Ask them to end; borrowed ones go on, but not into this one."""
        if self._borrowed:
            self._merger.stop()
            return
        for part in self._parts:
            part.end()

    def close(self) -> None:
        """End them, and wait until all is merged."""
        self._end_parts()
        self._merger.stop(give_up=True)
        self._merger.join()
        self._out.close()

    def _written(self) -> Iterator[int]:
        """Yield up to what time each of them is in its file, 0 if that is not known."""
        for part in self._parts:
            told = part.report()
            yield told.written if told.state == "on" else sys.maxsize

    def _end_parts(self) -> None:
        for part in () if self._borrowed else self._parts:
            part.close()
