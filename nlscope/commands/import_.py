"""nlscope import: the netlink messages of strace logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from nlscope.capture.strace import Log
from nlscope.commands import traced
from nlscope.commands.disclosing import secretive
from nlscope.commands.options import layered, tell
from nlscope.model import Frame
from nlscope.registry import Registry

_LONGEST = 16 << 20  # characters of a line of a log


@click.command("import")
@click.argument("logs", nargs=-1, required=True, metavar="LOG...")
@traced.output_options
@layered
@secretive
def import_(
    registry: Callable[[], Registry],
    logs: tuple[str, ...],
    path: str | None,
    mode: str | None,
) -> int:
    """Read the netlink messages of strace's logs ("-" is standard input).

    Record a log with: strace -f -ttt -T -yy -e read=all -e write=all
    -e trace=%network,%process,read,write,readv,writev -o LOG CMD (see docs/strace.md).
    """
    with traced.capture_file(path) as (out, file):
        count = traced.write(out, _frames(logs), " ".join(logs))
        if not count:
            tell("no netlink message in the log")
        if file and (mode or not path):
            traced.show(file, registry(), mode)
    return 0 if count else 1


def _frames(logs: tuple[str, ...]) -> Iterator[Frame]:
    if len(logs) == 1:
        yield from _of_log(logs[0])
        return
    found = [frame for each in logs for frame in _of_log(each)]
    yield from sorted(found, key=lambda frame: frame.time_ns)


def _of_log(name: str) -> Iterator[Frame]:
    """Yield the frames of a log; strace -ff puts the process into its name."""
    suffix = name.rpartition(".")[2]
    try:
        with click.open_file(name, errors="surrogateescape") as lines:
            written = 0.0 if name == "-" else Path(name).stat().st_mtime
            day = datetime.fromtimestamp(written, UTC) if written else datetime.now(UTC)
            log = Log(day.astimezone(), int(suffix) if suffix.isdecimal() else 0)
            yield from log.read(_bounded(lines, name))
    except OSError as error:
        message = f"cannot read {name}: {error.strerror}"
        raise click.ClickException(message) from None
    traced.complain(log)


def _bounded(lines: IO[str], name: str) -> Iterator[str]:
    """Yield the lines; a file that has none, as /dev/zero, would fill the memory."""
    while line := lines.readline(_LONGEST):
        if len(line) == _LONGEST:
            message = f"{name} is no log of strace: it has a line of {_LONGEST:,} bytes"
            raise click.ClickException(message)
        yield line
