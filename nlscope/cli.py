"""The commands; the one file that brings the parts and the dissectors together."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

import dissectors
from nlscope import __version__, tui
from nlscope.capture.source import CaptureError
from nlscope.coverage import Coverage, report
from nlscope.export import printer, text
from nlscope.registry import Registry
from nlscope.session import Session


class _Commands(click.Group):
    """The commands; what is none of them is a file to open, as is nothing at all."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in front of a file."""
        own = ("-h", "--help", "-V", "--version", *self.commands)
        return super().parse_args(
            ctx, args if args[:1] and args[0] in own else ["view", *args]
        )


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="nlscope")
def cli() -> None:
    """Capture and decode Linux netlink.

    "nlscope FILE" opens a capture on the screen, "nlscope" shows what can be done here.
    """


@cli.command()
@click.argument("file", required=False)
@click.option("-f", "--follow", is_flag=True, help="Go on with what is appended.")
@click.option("--no-color", is_flag=True, help="Use no colours, as NO_COLOR=1 does.")
def view(file: str | None, *, follow: bool, no_color: bool) -> None:
    """Show a capture on the screen ("-" is standard input); the default command."""
    if file and not Path(file).exists() and file.isidentifier():
        message = f"{file} is neither a command nor a file"
        raise click.UsageError(message)
    if not sys.stdout.isatty():
        message = "the screen needs a terminal; nlscope read prints a capture"
        raise click.UsageError(message)
    if no_color:
        os.environ["NO_COLOR"] = "1"
    registry = Registry()
    registry.load(dissectors)
    try:
        tui.run(registry, file, follow=follow)
    except CaptureError as error:
        raise click.ClickException(str(error)) from None


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-c", "count", type=click.IntRange(0), help="Stop after N messages.")
@click.option("--tree", "mode", flag_value="tree", help="Every field of each message.")
@click.option("--json", "mode", flag_value="json", help="One JSON object a message.")
@click.option(
    "--coverage", "mode", flag_value="coverage", help="What no table names, worst first."
)
@click.pass_context
def read(
    context: click.Context, files: tuple[str, ...], count: int | None, mode: str | None
) -> None:
    """Print the messages of capture files ("-" is standard input), decoded.

    A row is: number, time (UTC), seconds since the message before, protocol, direction,
    type, flags, sequence number, port id, and what the message says.
    """
    registry = Registry()
    registry.load(dissectors)
    tally = Coverage()
    left = sys.maxsize if count is None else count
    failed = False
    for path in files:
        try:
            session = Session.load(path, registry)
        except CaptureError as error:
            click.echo(f"nlscope: {error}", err=True)
            failed = True
            continue
        rows = range(min(len(session.store), left))
        left -= len(rows)
        if mode == "coverage":
            for n in rows:
                tally.add(session.describe(n))
        else:
            _print(session, rows, mode)
        if session.store.problem:
            click.echo(f"nlscope: {path}: {session.store.problem}", err=True)
    if mode == "coverage":
        for line in report(tally):
            click.echo(line)
    context.exit(1 if failed else 0)


def _print(session: Session, rows: Sequence[int], mode: str | None) -> None:
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    form = {
        ("json", False): printer.as_json,
        ("json", True): printer.as_json,
        ("tree", False): printer.as_tree,
        ("tree", True): printer.as_coloured_tree,
        (None, False): printer.as_row,
        (None, True): printer.as_coloured_row,
    }[mode, colour]
    out = sys.stdout.buffer
    if colour and mode is None:
        out.write(click.style(text.row(text.HEADINGS) + "\n", bold=True).encode())
    try:
        for chunk in printer.printed(session, rows, form):
            out.write(chunk)
        out.flush()
    except BrokenPipeError:  # before click sees it, which would make it a failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


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
