"""What capture and live share: the options, the child, the file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import click

from nlscope.capture.drain import Report, Wanted
from nlscope.capture.group_names import GroupError, Groups
from nlscope.capture.group_names import parse as groups_of
from nlscope.capture.prefilter import WHOLE, Prefilter, PrefilterError, parse
from nlscope.capture.source import CaptureError
from nlscope.capture.tap import Tap
from nlscope.catalogue import announcements as families
from nlscope.commands.dropping import drop
from nlscope.commands.kernel import session_of
from nlscope.commands.options import tell
from nlscope.model import HOST_ORDER
from nlscope.registry import Registry
from nlscope.saved import Saved
from nlscope.spec import GENERIC


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
    click.option(
        "--groups",
        metavar="LIST",
        help='Join multicast groups instead of nlmon, or with -i beside it: "link,neigh", '
        '"genl_test", "conntrack-new", "uevent,proc", "all".',
    ),
)


def wanted_of(
    source: dict[str, Any], registry: Callable[[], Registry], **more: Any
) -> Wanted:
    """Return what the options ask for."""
    text, listed = source.pop("prefilter"), source.pop("groups", None)
    chosen = Prefilter()
    if text:
        try:
            chosen = parse(text, _types(registry))
        except PrefilterError as error:
            raise click.BadParameter(str(error), param_hint="-f") from None
    groups = None if listed is None else _groups(listed, registry)
    return Wanted(prefilter=chosen, groups=groups, **source, **more)


def _groups(text: str, registry: Callable[[], Registry]) -> Groups:
    try:
        return groups_of(text, cache(lambda: families(session_of(None, None, registry()))))
    except GroupError as error:
        raise click.BadParameter(str(error), param_hint="--groups") from None


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


def saved_of(paths: Sequence[str]) -> Saved:
    """Return saved captures that what is captured here goes on one timeline with."""
    try:
        saved = Saved(paths, HOST_ORDER)
    except CaptureError as error:
        raise click.ClickException(str(error)) from None
    for problem in saved.problems:
        tell(problem)
    return saved


@contextlib.contextmanager
def listening(wanted: Wanted) -> Iterator[Tap]:
    """Have a child that listens; what sudo gave this process is gone from here on."""
    with Tap(wanted) as tap:
        drop()
        try:
            tap.ready()
        except CaptureError as error:
            raise click.ClickException(str(error)) from None
        if tap.last.refused:
            click.echo(f"nlscope: groups not joined: {tap.last.refused}", err=True)
        yield tap


@contextlib.contextmanager
def target(path: str) -> Iterator[int]:
    """Have the file to write."""
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


def summary(report: Report) -> str:
    """Return how much there is."""
    frames = "frame" if report.frames == 1 else "frames"
    return (
        f"{report.frames:,} {frames}, {report.size / 1000:,.1f} kB, "
        f"{report.drops:,} dropped"
    )
