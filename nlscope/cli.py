"""The command line; the one file that brings the commands and the dissectors together."""

from __future__ import annotations

import sys
from functools import cache

import click

import dissectors
from nlscope import __version__
from nlscope.commands.check import check
from nlscope.commands.demo import demo
from nlscope.commands.diff import diff
from nlscope.commands.families import families
from nlscope.commands.learn import learn
from nlscope.commands.read import read
from nlscope.commands.replay import replay
from nlscope.commands.send import send
from nlscope.commands.view import view
from nlscope.registry import Registry


class _Commands(click.Group):
    """The commands; what is none of them is a file to open, as is nothing at all."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in front of a file."""
        own = ("-h", "--help", "-V", "--version", *self.commands)
        named = bool(args) and args[0] in own
        return super().parse_args(ctx, args if named else ["view", *args])


@cache
def built_in() -> Registry:
    """Return the registry of the built-in dissectors."""
    registry = Registry()
    registry.load(dissectors)
    return registry


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="nlscope")
@click.pass_context
def cli(context: click.Context) -> None:
    """Capture and decode Linux netlink.

    "nlscope FILE" opens a capture on the screen, "nlscope" shows what can be done here.
    """
    context.obj = built_in


for command in (read, view, send, replay, diff, demo, families, learn, check):
    cli.add_command(command)


def main() -> None:
    """Run the command line: status 0 done, 1 a failure explained, 2 wrong usage."""
    try:
        status = cli(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except click.exceptions.Abort:
        status = 130
    sys.exit(status)
