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
from nlscope.commands.live import started
from nlscope.commands.options import layered
from nlscope.config import ConfigError
from nlscope.registry import Registry
from nlscope.tui.machine import live_capture


@click.command()
@click.argument("file", required=False)
@click.option("-f", "--follow", is_flag=True, help="Go on with what is appended.")
@click.option("--no-color", is_flag=True, help="Use no colours, as NO_COLOR=1 does.")
@layered
@disclosing(live=True)
def view(
    registry: Callable[[], Registry], file: str | None, *, follow: bool, no_color: bool
) -> None:
    """Show a capture on the screen ("-" is standard input); the default command.

    Without a file it captures live, where that is possible, or shows what can be opened.
    """
    if not sys.stdout.isatty():
        message = "the screen needs a terminal; nlscope read prints a capture"
        raise click.UsageError(message)
    if no_color:
        os.environ["NO_COLOR"] = "1"
    possible, reason = live_capture()
    if possible and file is None:
        started(registry, [Wanted()], None, ask=True)
        return
    starter = Starter(Launcher([Wanted()]) if possible else None, reason)
    try:
        tui.run(registry(), file, follow=follow, starter=starter)
    except (CaptureError, ConfigError) as error:
        raise click.ClickException(str(error)) from None
