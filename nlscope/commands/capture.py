"""nlscope capture: this machine's netlink traffic, through nlmon, into a file."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import click

from nlscope.capture.tap import Tap
from nlscope.commands.limits import LIMIT, TURN, limits, turns
from nlscope.commands.options import layered
from nlscope.commands.tapping import listening, sourced, summary, target, wanted_of
from nlscope.commands.turns import Turns
from nlscope.registry import Registry

_SHOWN = 0.25  # seconds between two status lines
_WAIT = 0.2  # seconds in which Ctrl-C is noticed


@click.command()
@click.option(
    "-w", "path", metavar="FILE", required=True, help='Write here; "-" is stdout.'
)
@click.option(
    "-c", "count", type=click.IntRange(1), metavar="N", help="Stop after N messages."
)
@click.option(
    "-a",
    "stops",
    type=LIMIT,
    multiple=True,
    help="Stop after duration:SECONDS, filesize:KB or messages:N.",
)
@click.option(
    "-b",
    "told",
    type=TURN,
    multiple=True,
    help="Go on in another file after duration:SECONDS, filesize:KB or messages:N; "
    "files:N keeps the last N.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--netns", metavar="NAME|PID", help="In this network namespace.")
@sourced
@layered
def capture(
    registry: Callable[[], Registry],
    path: str,
    count: int | None,
    stops: tuple[tuple[str, float], ...],
    told: tuple[tuple[str, float], ...],
    quiet: bool,  # noqa: FBT001
    **source: Any,
) -> None:
    """Capture netlink traffic into a pcapng file until Ctrl-C.

    nlmon shows ROUTE, USERSOCK, SOCK_DIAG, NFLOG, XFRM, FIB_LOOKUP, NETFILTER and
    GENERIC. With --groups the multicasts of those groups are captured, of any protocol
    and without nlmon; --groups all joins what may be joined and names the rest. The
    families of the kernel come first, so that the file decodes anywhere; filesize does
    not count them. With -b the files are FILE_00001_20261121120000 and on.
    """
    if path == "-" and sys.stdout.isatty():
        message = "a capture is no text: -w - needs a pipe or a file behind it"
        raise click.UsageError(message)
    each, kept = turns(told)
    if told and path == "-":
        message = "-b needs files to write in turn, not standard output"
        raise click.UsageError(message)
    files = Turns(path, kept) if told else None
    wanted = wanted_of(source, registry, **limits(stops, count), each=each)
    with _interruptible() as asked, listening(wanted) as tap:
        where = _begin(tap, path, files)
        if not quiet:
            click.echo(f"nlscope: capturing {tap.last.interface} into {where}", err=True)
        _watch(tap, asked, files, quiet=quiet)
        last = tap.stop()
    if not quiet:
        into = f" in {files.count:,} files" if files and files.count > 1 else ""
        click.echo(f"nlscope: {summary(last)}{into}", err=True)
    if last.text:
        raise click.ClickException(last.text)


def _begin(tap: Tap, path: str, files: Turns | None) -> str:
    """Give the capture its first file; return what to call it."""
    if files:
        return str(files.give(tap))
    with target(path) as fd:
        tap.write(fd)
    return "standard output" if path == "-" else path


@contextlib.contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Yield what tells whether somebody asked for the end."""
    asked: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(each, lambda n, _: asked.append(n)) for each in numbers]
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _watch(
    tap: Tap, asked: Callable[[], bool], files: Turns | None, *, quiet: bool
) -> None:
    """Follow the capture to its end, with a status line on a terminal."""
    terminal = sys.stderr.isatty() and not quiet
    shown, seen = time.monotonic(), tap.last.frames
    while not tap.ended and not asked():
        report = tap.report(_WAIT)
        if report is not None and report.state == "next" and files:
            files.give(tap)
        now = time.monotonic()
        if report is not None and terminal and now - shown >= _SHOWN:
            rate = (report.frames - seen) / (now - shown)
            shown, seen = now, report.frames
            click.echo(f"\r\x1b[K{summary(report)}, {rate:,.0f}/s", err=True, nl=False)
    if terminal:
        click.echo("\r\x1b[K", err=True, nl=False)
