"""nlscope demo: a simulated kernel side, with traffic, on the screen or in a file."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from nlscope import tui
from nlscope.capture.demo import Demo, Traffic, recorder
from nlscope.commands.options import layered
from nlscope.registry import Registry


@click.command()
@click.option("-w", "path", metavar="FILE", help="Write the capture to FILE and keep it.")
@click.option("--for", "seconds", type=float, help="Write for so many seconds, no screen.")
@click.option(
    "--pause",
    type=float,
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
    with tempfile.TemporaryDirectory(prefix="nlscope-demo-") as folder:
        file = Path(path) if path else Path(folder, "demo.pcapng")
        try:
            out = file.open("wb")
        except OSError as error:
            message = f"cannot write {file}: {error.strerror}"
            raise click.ClickException(message) from None
        with out:
            kernel = Demo(recorder(out))
            traffic = Traffic(kernel, pause=pause)
            traffic.start()
            if seconds is None:
                tui.run(registry(), str(file), follow=True, demo=kernel)
            else:
                time.sleep(seconds)
            traffic.stop()
            traffic.join()
