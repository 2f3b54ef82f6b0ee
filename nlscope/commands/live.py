"""nlscope live: this machine's netlink traffic on the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import click
import msgspec

from nlscope import tui
from nlscope.capture.drain import Wanted
from nlscope.capture.launcher import Launcher
from nlscope.capture.live import Starter
from nlscope.capture.source import CaptureError
from nlscope.commands.disclosing import disclosing
from nlscope.commands.dropping import drop
from nlscope.commands.options import layered
from nlscope.commands.tapping import saved_of, sourced, summary, wanted_of
from nlscope.config import ConfigError
from nlscope.registry import Registry
from nlscope.saved import Saved


@click.command()
@click.option("-w", "path", metavar="FILE", help="Keep the capture here.")
@click.option(
    "--netns",
    multiple=True,
    metavar="NAME|PID",
    help="In this network namespace; several are merged by time.",
)
@click.option(
    "--with",
    "beside",
    multiple=True,
    metavar="FILE",
    help="Show this saved capture too, on one timeline with what comes.",
)
@sourced
@layered
@disclosing(live=True)
def live(
    registry: Callable[[], Registry],
    path: str | None,
    netns: tuple[str, ...],
    beside: tuple[str, ...],
    **source: Any,
) -> None:
    """Show netlink traffic on the screen as it happens.

    Several --netns, and files --with it, are shown on one timeline: each row tells its
    source, and -Y 'source == "netns a"' or the filter bar chooses.
    """
    if not sys.stdout.isatty():
        message = "the screen needs a terminal; nlscope capture -w FILE writes a file"
        raise click.UsageError(message)
    if len(netns) > 1 and source.get("groups") is not None:
        message = "--groups goes with one --netns"
        raise click.UsageError(message)
    wanted = wanted_of(source, registry)
    offers = [msgspec.structs.replace(wanted, netns=each) for each in netns]
    started(registry, offers or [wanted], path, saved=saved_of(beside) if beside else None)


def started(
    registry: Callable[[], Registry],
    wanted: Sequence[Wanted],
    path: str | None,
    *,
    ask: bool = False,
    saved: Saved | None = None,
) -> None:
    """Capture on the screen; where that cannot be, fail, or ask what to open instead."""
    starter, trouble, first = Starter(Launcher(wanted), saved=saved), "", None
    drop(registry)
    try:
        first = starter.live(path)
    except CaptureError as error:
        if not ask:
            starter.close()
            raise click.ClickException(str(error)) from None
        trouble = f"The capture cannot start: {error}."
    try:
        tui.run(registry(), None, live=first, starter=starter, trouble=trouble)
    except (CaptureError, ConfigError) as error:
        raise click.ClickException(str(error)) from None
    if path and first is not None:
        click.echo(f"nlscope: {summary(first.report())}", err=True)
