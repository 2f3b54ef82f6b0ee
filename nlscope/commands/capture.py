"""nlscope capture: this machine's netlink traffic, through nlmon, into a file."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from nlscope import tui
from nlscope.capture import tap as taps
from nlscope.capture.drain import Report, Wanted
from nlscope.capture.prefilter import WHOLE, Prefilter, PrefilterError, parse
from nlscope.capture.source import CaptureError
from nlscope.capture.tap import Tap
from nlscope.commands.kernel import families, session_of
from nlscope.commands.limits import LIMIT, limits
from nlscope.commands.options import layered
from nlscope.registry import Registry
from nlscope.spec import GENERIC

_SHOWN = 0.25  # seconds between two status lines
_WAIT = 0.2  # seconds in which Ctrl-C is noticed


def sourced(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what to listen to."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("-i", "interface", metavar="NLMON", help="Use, or make, this interface."),
    click.option(
        "-f",
        "prefilter",
        metavar="PREFILTER",
        help='Capture only these: "route:RTM_NEWLINK|16-19, generic", "not sock_diag".',
    ),
    click.option(
        "--snaplen",
        type=click.IntRange(16, WHOLE),
        default=WHOLE,
        metavar="BYTES",
        help="Keep at most so much of a frame.",
    ),
    click.option("--netns", metavar="NAME|PID", help="In this network namespace."),
)


@click.command()
@click.option(
    "-w", "path", metavar="FILE", required=True, help='Write here; "-" is stdout.'
)
@click.option("-c", "count", type=click.IntRange(1), help="Stop after N messages.")
@click.option(
    "-a",
    "stops",
    type=LIMIT,
    multiple=True,
    help="Stop after duration:SECONDS, filesize:KB or messages:N.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@sourced
@layered
def capture(
    registry: Callable[[], Registry],
    path: str,
    count: int | None,
    stops: tuple[tuple[str, float], ...],
    quiet: bool,  # noqa: FBT001
    **source: Any,
) -> None:
    """Capture netlink traffic into a pcapng file until Ctrl-C.

    nlmon shows ROUTE, USERSOCK, SOCK_DIAG, NFLOG, XFRM, FIB_LOOKUP, NETFILTER and
    GENERIC. The families of the kernel come first, so that the file decodes anywhere.
    """
    if path == "-" and sys.stdout.isatty():
        message = "a capture is no text: -w - needs a pipe or a file behind it"
        raise click.UsageError(message)
    wanted = _wanted(source, registry, **limits(stops, count))
    with _interruptible() as asked, _tap(wanted) as tap:
        with _target(path) as fd:
            tap.write(fd)
        if not quiet:
            where = "standard output" if path == "-" else path
            click.echo(f"nlscope: capturing {tap.last.interface} into {where}", err=True)
        _watch(tap, asked, quiet=quiet)
        last = tap.stop()
    if not quiet:
        click.echo(f"nlscope: {_summary(last)}", err=True)
    if last.text:
        raise click.ClickException(last.text)


@click.command()
@click.option("-w", "path", metavar="FILE", help="Keep the capture here.")
@sourced
@layered
def live(registry: Callable[[], Registry], path: str | None, **source: Any) -> None:
    """Show netlink traffic on the screen as it happens."""
    if not sys.stdout.isatty():
        message = "the screen needs a terminal; nlscope capture -w FILE writes a file"
        raise click.UsageError(message)
    wanted = _wanted(source, registry)
    with _tap(wanted) as tap, tempfile.TemporaryDirectory(prefix="nlscope-") as folder:
        file = path or str(Path(folder, "live.pcapng"))
        with _target(file) as fd:
            tap.write(fd)
        tui.run(registry(), file, follow=True)
        last = tap.stop()
    if path:
        click.echo(f"nlscope: {_summary(last)}", err=True)


def _wanted(
    source: dict[str, Any], registry: Callable[[], Registry], **more: Any
) -> Wanted:
    text = source.pop("prefilter")
    chosen = Prefilter()
    if text:
        try:
            chosen = parse(text, _types(registry))
        except PrefilterError as error:
            raise click.BadParameter(str(error), param_hint="-f") from None
    return Wanted(prefilter=chosen, **source, **more)


def _types(registry: Callable[[], Registry]) -> Callable[[int, str], int | None]:
    """Return what knows the number of a message type of a protocol."""

    def number(protocol: int, name: str) -> int | None:
        from nlscope.filter.msgtype import types  # noqa: PLC0415  # it is the whole filter

        kinds = types(registry()).get(name.casefold(), ())
        for known, value, _ in kinds:
            if known in (protocol, -1):
                return value
        if protocol != GENERIC:
            return None
        found = families(session_of(None, None, registry()))
        return found[name].id if name in found else None

    return number


@contextlib.contextmanager
def _tap(wanted: Wanted) -> Iterator[Tap]:
    """Have a child that listens; what sudo gave this process is gone from here on."""
    with Tap(wanted) as tap:
        taps.drop()
        try:
            tap.ready()
        except CaptureError as error:
            raise click.ClickException(str(error)) from None
        yield tap


@contextlib.contextmanager
def _target(path: str) -> Iterator[int]:
    if path == "-":
        yield 1
        return
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    except OSError as error:
        message = f"cannot write {path}: {error.strerror}"
        raise click.ClickException(message) from None
    try:
        yield fd
    finally:
        os.close(fd)


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


def _watch(tap: Tap, asked: Callable[[], bool], *, quiet: bool) -> None:
    """Follow the capture to its end, with a status line on a terminal."""
    terminal = sys.stderr.isatty() and not quiet
    shown, seen = time.monotonic(), tap.last.frames
    while not tap.ended and not asked():
        report = tap.report(_WAIT)
        now = time.monotonic()
        if report is not None and terminal and now - shown >= _SHOWN:
            rate = (report.frames - seen) / (now - shown)
            shown, seen = now, report.frames
            click.echo(f"\r\x1b[K{_summary(report)}, {rate:,.0f}/s", err=True, nl=False)
    if terminal:
        click.echo("\r\x1b[K", err=True, nl=False)


def _summary(report: Report) -> str:
    frames = "frame" if report.frames == 1 else "frames"
    return (
        f"{report.frames:,} {frames}, {report.size / 1000:,.1f} kB, "
        f"{report.drops:,} dropped"
    )
