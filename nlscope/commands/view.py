"""nlscope FILE: the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from nlscope import tui
from nlscope.capture.drain import Wanted
from nlscope.capture.launcher import Launcher
from nlscope.capture.live import Starter
from nlscope.capture.source import CaptureError
from nlscope.commands.disclosing import disclosing
from nlscope.commands.options import layered, tell
from nlscope.config import ConfigError
from nlscope.registry import Registry
from nlscope.tui.machine import live_capture


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("-f", "--follow", is_flag=True, help="Go on with what is appended.")
@click.option("--no-color", is_flag=True, help="Use no colours, as NO_COLOR=1 does.")
@layered
@disclosing(live=True)
def view(
    registry: Callable[[], Registry],
    files: tuple[str, ...],
    *,
    follow: bool,
    no_color: bool,
) -> None:
    """Show a capture on the screen ("-" is standard input); the default command.

    Several files are shown on one timeline, each row with its file. Without a file it
    captures live, where that is possible, or shows what can be opened.
    """
    if follow and len(files) > 1:
        message = "-f follows one file"
        raise click.UsageError(message)
    if not sys.stdout.isatty():
        message = "the screen needs a terminal; nlscope read prints a capture"
        raise click.UsageError(message)
    if no_color:
        os.environ["NO_COLOR"] = "1"
    possible, reason = live_capture()
    if possible and not files:
        from nlscope.commands.live import started  # noqa: PLC0415  # a file needs none

        started(registry, [Wanted()], None, ask=True)
        return
    starter = Starter(Launcher([Wanted()]) if possible else None, reason)
    try:
        path = _one(starter, files)
        tui.run(registry(), path, follow=follow, starter=starter)
    except (CaptureError, ConfigError) as error:
        raise click.ClickException(str(error)) from None


def _one(starter: Starter, files: tuple[str, ...]) -> str | None:
    """Return the file to open: the one, or a new one with all on one timeline."""
    if len(files) < 2:
        return files[0] if files else None
    from nlscope.saved import Saved  # noqa: PLC0415  # one file needs none

    saved = Saved(files)
    for problem in saved.problems:
        tell(problem)
    return starter.merged(saved)
