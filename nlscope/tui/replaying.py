"""A replay that runs beside the screen: the replay command in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlscope.filter.parser import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nlscope.store import Store

TARGETS = {
    "scratch": "a scratch network namespace",
    "demo": "the simulated kernel side",
    "here": "this machine",
}


class ReplayError(Exception):
    """The replay could not run; one sentence for the user."""


def selecting(numbers: Iterable[int]) -> str:
    """Return the filter that selects messages by number; ReplayError if it is too long."""
    spans: list[list[int]] = []
    for no in sorted(numbers):
        if spans and no == spans[-1][1] + 1:
            spans[-1][1] = no
        else:
            spans.append([no, no])
    words = (f"{low}..{high}" if low < high else str(low) for low, high in spans)
    text = f"no in {{{', '.join(words)}}}"
    if len(text) > LONGEST:
        message = "These are too many single requests: mark fewer."
        raise ReplayError(message)
    return text


class Replaying:
    """One run of the replay command over a capture; stop may come from another thread.

    options are those of the command line that choose the tables.
    """

    def __init__(
        self,
        path: str,
        store: Store,
        numbers: list[int],
        target: str,
        options: Sequence[str] = (),
    ) -> None:
        self._options = options
        self._path, self._store = path, store
        self._only, self._target = selecting(numbers), target
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def steps(self) -> Iterator[dict[str, Any]]:
        """Yield what came of each request; ReplayError if nothing could be sent."""
        with tempfile.TemporaryDirectory(prefix="nlscope-replay-") as folder:
            path = self._path
            if not Path(path).is_file():
                path = str(Path(folder, "capture.pcapng"))
                Path(path).write_bytes(self._store.data)
            with tempfile.TemporaryFile() as errors:
                yield from self._run(path, errors)

    def _run(self, path: str, errors: Any) -> Iterator[dict[str, Any]]:
        command = ["-m", "nlscope", "replay", path, "-Y", self._only, "--yes", "--json"]
        places = os.pathsep.join(entry for entry in sys.path if entry)
        with subprocess.Popen(  # noqa: S603  # it is this program again
            [sys.executable, *command, *self._options, "--namespace", self._target],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "PYTHONPATH": places},
        ) as process:
            self._process = process
            if self._stopped:
                process.kill()
            assert process.stdout is not None
            count = 0
            for line in process.stdout:
                count += 1
                with contextlib.suppress(ValueError):  # killed in the middle of a line
                    yield json.loads(line)
        if process.returncode and not count and not self._stopped:
            errors.seek(0)
            raise ReplayError(_last_line(errors.read()))

    def stop(self) -> None:
        """End the process; what it sent, it sent."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()


def _last_line(text: bytes) -> str:
    lines = text.decode(errors="backslashreplace").strip().splitlines()
    words = lines[-1] if lines else "the replay failed"
    return words.removeprefix("nlscope: ").removeprefix("Error: ")
