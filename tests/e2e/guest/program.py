"""nlscope as processes of the guest, forked from this one: imports take seconds here."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import io
import os
import signal
import struct
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

from nlscope import cli

PATIENCE = 60.0  # seconds
CAPABILITY_VERSION_3 = 0x20080522  # linux/capability.h


def ready(*warming: tuple[str, ...]) -> None:
    """Keep forks cheap: what these commands import and build is there before."""
    cli.built_in()
    for args in warming:
        with (
            contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())),
            contextlib.suppress(SystemExit),
        ):
            cli.cli(args, standalone_mode=False)
    gc.collect()
    gc.freeze()


def become() -> NoReturn:
    """Be nlscope; end without the interpreter's clean-up, which would touch every page."""
    code: int | str | None = 1
    try:
        cli.main()
    except SystemExit as error:
        code = error.code
    except Exception:  # noqa: BLE001  # it is the test's to judge
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else bool(code))


class Program:
    """A running nlscope, maybe without capabilities; what it prints goes to files."""

    def __init__(self, *args: str, rights: bool = True) -> None:
        self.args = args
        self._out, self._err = (Path(tempfile.mkstemp()[1]) for _ in range(2))
        read, self._write = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self._write)
            os.dup2(read, 0)
            for number, path in ((1, self._out), (2, self._err)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND), number)
            if not rights:
                header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
                assert ctypes.CDLL(None).capset(header, bytes(24)) == 0
            sys.argv = ["nlscope", *args]
            become()
        os.close(read)

    def say(self, line: str) -> None:
        """Write a line to its standard input."""
        os.write(self._write, line.encode() + b"\n")

    def until(self, words: str) -> str:
        """Wait until it has printed words; return all it has."""
        end = time.monotonic() + PATIENCE
        while words not in (said := self._out.read_text() + self._err.read_text()):
            assert time.monotonic() < end, f"{self.args}: no {words!r} in {said!r}"
            assert not os.waitid(
                os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT
            ), f"{self.args} ended: {said!r}"
            time.sleep(0.01)
        return said

    def end(self) -> dict[str, Any]:
        """Press Ctrl-C, and return what it said."""
        os.kill(self.pid, signal.SIGINT)
        return self.wait()

    def wait(self) -> dict[str, Any]:
        """Wait for its end; return what it said and its status."""
        os.close(self._write)
        _, status = os.waitpid(self.pid, 0)
        return {
            "command": " ".join(["nlscope", *self.args]),
            "out": self._out.read_text(),
            "err": self._err.read_text(),
            "status": os.waitstatus_to_exitcode(status),
        }


def finished(*args: str) -> dict[str, Any]:
    """Run it to its end."""
    return Program(*args).wait()
