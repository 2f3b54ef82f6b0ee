"""The command line; the one file that brings the commands and the dissectors together."""

from __future__ import annotations

import difflib
import gc
import importlib
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

import click

from nlscope import __version__
from nlscope.commands.examples import GROUPS, told

if TYPE_CHECKING:
    from nlscope.registry import Registry

# each is a click command in the module of its name, imported when it is called
COMMANDS = tuple(sorted(name for group in GROUPS.values() for name in group))


class _Commands(click.Group):
    """The commands; what is none of them is a file to open, as is nothing at all."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in front of a file."""
        own = ("-h", "--help", "-V", "--version", *COMMANDS)
        if args[:1] in (["-i"], ["--groups"], ["--netns"], ["--with"]):
            args = ["live", *args]
        named = bool(args) and args[0] in own
        if not named:
            _known(args[:1])
        return super().parse_args(ctx, args if named else ["view", *args])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what each command is for, under the heading of its group."""
        for heading, commands in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, words) for name, words in commands.items()])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        name = "import_" if cmd_name == "import" else cmd_name
        command: click.Command = getattr(
            importlib.import_module(f"nlscope.commands.{name}"), name
        )
        command.epilog = told(cmd_name)
        return command


def _known(words: list[str]) -> None:
    """Raise UsageError for a word that looks like a command and is none, nor a file."""
    for word in words:
        if word.isidentifier() and not os.path.exists(word):  # noqa: PTH110  # any length
            near = difflib.get_close_matches(word, COMMANDS, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            message = f"{word} is neither a command nor a file{meant}"
            raise click.UsageError(message)


@cache
def built_in() -> Registry:
    """Return the registry of the built-in dissectors, imported as they are asked for."""
    import dissectors  # noqa: PLC0415  # --help and --version need no tables
    from dissectors._index import INDEX  # noqa: PLC0415
    from nlscope.packaged import Packaged  # noqa: PLC0415
    from nlscope.registry import Registry  # noqa: PLC0415
    from nlscope.schema.fault import SchemaError  # noqa: PLC0415

    try:
        return Registry(Packaged(dissectors, INDEX))
    except SchemaError as error:
        raise click.ClickException(str(error)) from None


@click.group(
    cls=_Commands, epilog=told(""), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, "-V", "--version", prog_name="nlscope")
@click.pass_context
def cli(context: click.Context) -> None:
    """Capture and decode Linux netlink.

    "nlscope FILE" opens a capture on the screen, "nlscope" shows what happens now.
    """
    context.obj = built_in


def main() -> None:
    """Run the command line: status 0 done, 1 a failure explained, 2 wrong usage."""
    gc.set_threshold(
        50_000, 20, 20
    )  # modules and tables stay: to look is a tenth of a start
    try:
        status = cli(prog_name="nlscope", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        error.show()
        status = error.exit_code
    except click.ClickException as error:
        click.echo(f"nlscope: {error.format_message()}", err=True)
        status = error.exit_code
    except click.exceptions.Abort:
        status = 130
    except OSError as error:
        status = _failed(error)
    sys.exit(status)


def _failed(error: OSError) -> int:
    """Say what could not be read or written; a pipe that nobody reads is no failure."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left unwritten fails again
    if isinstance(error, BrokenPipeError):
        return 0
    place = f"{error.filename}: " if error.filename else ""
    click.echo(f"nlscope: {place}{error.strerror or error}", err=True)
    return 1
