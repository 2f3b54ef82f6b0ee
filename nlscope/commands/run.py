"""nlscope run: the netlink messages of a command, recorded through strace."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import TextIO

import click

from nlscope.capture.groups import ask_families
from nlscope.capture.strace import DUMPS, TRACED, Log
from nlscope.commands import traced
from nlscope.commands.disclosing import secretive
from nlscope.commands.options import layered, tell
from nlscope.model import Frame
from nlscope.registry import Registry

_NOT_FOUND = 127  # what a shell says
_FLAGS = ("-f", "-q", "-ttt", "-T", "-yy", "-s0", "-e", "signal=none")


@click.command(context_settings={"allow_interspersed_args": False})
@click.argument(
    "command", nargs=-1, required=True, type=click.UNPROCESSED, metavar="-- CMD..."
)
@traced.output_options
@layered
@secretive
def run(
    registry: Callable[[], Registry],
    command: tuple[str, ...],
    path: str | None,
    mode: str | None,
) -> int:
    """Run a command and record every netlink message of it and of its children.

    Works through strace: without root, for every protocol, in containers. The messages
    are printed when the command has ended, or kept with -w. The exit status is the
    command's.
    """
    strace = _usable()
    if not shutil.which(command[0]):
        tell(f"there is no command {command[0]}")
        return _NOT_FOUND
    families = _families()
    first = families if path else []
    log = Log()
    with traced.capture_file(path) as (out, file):
        with _started([strace, *_options(strace)], command) as (process, lines):
            frames = chain(first, log.read(lines))
            traced.write(out, frames, f"nlscope run -- {' '.join(command)}")
        traced.complain(log)
        if file and (mode or not path):
            traced.show(file, registry(), mode, len(first), families)
    if path:
        tell(f"{log.frames} frames in {path}")
    status = process.returncode
    return 128 - status if status < 0 else status


def _usable() -> str:
    """Return the path of strace, after a try whether it may trace."""
    strace = shutil.which("strace")
    if not strace:
        message = "run needs strace, which is not installed (apt install strace)"
        raise click.ClickException(message)
    test = [strace, "-f", "-o", "/dev/null", "-e", "trace=none", "true"]
    done = subprocess.run(test, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        message = (
            f"strace may not trace here ({said}): ptrace is not permitted by the container "
            "(--cap-add SYS_PTRACE), by seccomp or by kernel.yama.ptrace_scope"
        )
        raise click.ClickException(message)
    return strace


def _options(strace: str) -> list[str]:
    """Return the flags that docs/strace.md explains; -Y is newer than the others."""
    asked = [strace, "--help"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    names = ["-Y"] if "--decode-pids=comm" in told.stdout else []
    return [*_FLAGS, *names, "-e", f"trace={TRACED}", *DUMPS]


def _families() -> list[Frame]:
    """Return this kernel's own description of its generic families, if it gives one."""
    with suppress(OSError):
        return list(ask_families([]))
    return []


@contextmanager
def _started(
    strace: list[str], command: tuple[str, ...]
) -> Iterator[tuple[subprocess.Popen[bytes], TextIO]]:
    """Start a command under strace; give its log as lines until it ends.

    The keys that end programs are for the command: nlscope goes on to its report.
    """
    with tempfile.TemporaryDirectory(prefix="nlscope-run-") as folder:
        fifo = Path(folder, "log")
        os.mkfifo(fifo, 0o600)
        reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        writer = os.open(fifo, os.O_WRONLY)  # no end of file before strace's own
        os.set_blocking(reader, True)
        before = {
            each: signal.signal(each, lambda *_: None)
            for each in (signal.SIGINT, signal.SIGQUIT)
        }
        process = subprocess.Popen([*strace, "-o", str(fifo), "--", *command])  # noqa: S603
        waiter = Thread(target=_close_at_end, args=(process, writer), daemon=True)
        waiter.start()
        try:
            with os.fdopen(reader, errors="surrogateescape", newline="\n") as lines:
                yield process, lines
            waiter.join()
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def _close_at_end(process: subprocess.Popen[bytes], writer: int) -> None:
    process.wait()
    os.close(writer)
