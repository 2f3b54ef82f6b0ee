"""nlscope craft: make a message on the screen, send it, see what answers."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from nlscope import tui
from nlscope.commands.disclosing import secretive
from nlscope.commands.options import layered
from nlscope.drafts import empty
from nlscope.registry import Registry
from nlscope.spec import Misfit


@click.command()
@click.argument("family", required=False)
@click.argument("command", required=False)
@click.option("--demo", "target", flag_value="demo", help="Talk to the simulated kernel.")
@click.option("--here", "target", flag_value="here", help="Talk to this machine.")
@layered
@secretive
def craft(
    registry: Callable[[], Registry],
    family: str | None,
    command: str | None,
    target: str | None,
) -> None:
    """Make a message on the screen, send it, see what answers.

    It goes to a scratch network namespace, unless --demo or --here; the screen asks for
    FAMILY and COMMAND where they are not given.
    """  # fmt: skip
    draft = None
    if family is not None:
        try:
            draft = empty(registry(), family, command)
        except Misfit as error:
            raise click.UsageError(str(error)) from None
    if not on_terminal():
        message = "the screen needs a terminal; nlscope send makes messages without one"
        raise click.UsageError(message)
    tui.craft(registry(), draft, target or "scratch")


def on_terminal() -> bool:
    """Return whether there is a terminal to show a screen on."""
    return sys.stdout.isatty()
