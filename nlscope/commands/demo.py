"""nlscope demo: a simulated kernel side, with traffic, on the screen or in a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

from nlscope import tui
from nlscope.capture.live import Simulation, Starter
from nlscope.capture.source import CaptureError
from nlscope.commands.limits import SECONDS
from nlscope.commands.options import layered
from nlscope.registry import Registry


@click.command()
@click.option("-w", "path", metavar="FILE", help="Write the capture to FILE and keep it.")
@click.option(
    "--for",
    "seconds",
    type=SECONDS,
    metavar="SECONDS",
    help="Write for so many seconds, no screen.",
)
@click.option(
    "--pause",
    type=SECONDS,
    metavar="SECONDS",
    default=1.0,
    show_default=True,
    help="Seconds between two requests.",
)
@layered
def demo(
    registry: Callable[[], Registry],
    path: str | None,
    seconds: float | None,
    pause: float,
) -> None:
    """Show a simulated kernel side: no privileges, no module, nothing of it is real.

    Its families are nlctrl, CONTROL_EXMPL and genl_test; send --demo talks to them.
    """  # fmt: skip
    if seconds is not None and path is None:
        message = "--for needs -w FILE"
        raise click.UsageError(message)
    if seconds is None and not sys.stdout.isatty():
        message = "the screen needs a terminal; nlscope demo -w FILE --for 10 writes a file"
        raise click.UsageError(message)
    starter = Starter(reason="this is the demo; start nlscope without it")
    try:
        if path is None:
            shown = starter.demo(pause)
        else:
            shown = Simulation(path, pause=pause, temporary=False)
    except CaptureError as error:
        raise click.ClickException(str(error)) from None
    try:
        if seconds is None:
            tui.run(registry(), None, live=shown, starter=starter)
        else:
            time.sleep(seconds)
    finally:
        shown.close()
