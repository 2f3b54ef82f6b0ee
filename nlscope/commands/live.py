"""nlscope live: this machine's netlink traffic on the screen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from nlscope import tui
from nlscope.commands.disclosing import disclosing
from nlscope.commands.options import layered
from nlscope.commands.tapping import listening, sourced, summary, target, wanted_of
from nlscope.registry import Registry


@click.command()
@click.option("-w", "path", metavar="FILE", help="Keep the capture here.")
@sourced
@layered
@disclosing(live=True)
def live(registry: Callable[[], Registry], path: str | None, **source: Any) -> None:
    """Show netlink traffic on the screen as it happens."""
    if not sys.stdout.isatty():
        message = "the screen needs a terminal; nlscope capture -w FILE writes a file"
        raise click.UsageError(message)
    wanted = wanted_of(source, registry)
    with listening(wanted) as tap, tempfile.TemporaryDirectory(prefix="nlscope-") as folder:
        file = path or str(Path(folder, "live.pcapng"))
        with target(file) as fd:
            tap.write(fd)
            tap.report(1)  # the file has its beginning by then
        tui.run(registry(), file, follow=True)
        last = tap.stop()
    if path:
        click.echo(f"nlscope: {summary(last)}", err=True)
