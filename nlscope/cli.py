"""The commands."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

import dissectors
from nlscope import __version__
from nlscope.capture.source import CaptureError
from nlscope.coverage import Coverage, report
from nlscope.describe import Description
from nlscope.export import json, text
from nlscope.registry import Registry
from nlscope.session import Session

_STYLES: dict[str, dict[str, Any]] = {
    "problem": {"fg": "yellow", "bold": True},
    "error": {"fg": "red", "bold": True},
    "ack": {"fg": "bright_black"},
    "request": {"fg": "cyan"},
    "reply": {},
    "event": {"fg": "green"},
}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="nlscope")
def cli() -> None:
    """Capture and decode Linux netlink."""


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-c", "count", type=click.IntRange(0), help="Stop after N messages.")
@click.option("--tree", "mode", flag_value="tree", help="Every field of each message.")
@click.option("--json", "mode", flag_value="json", help="One JSON object a message.")
@click.option(
    "--coverage",
    "mode",
    flag_value="coverage",
    help="What no table names, worst first.",
)
def read(files: tuple[str, ...], count: int | None, mode: str | None) -> None:
    """Print the messages of capture files ("-" is standard input), decoded."""
    registry = Registry()
    registry.load(dissectors)
    tally = Coverage()
    damaged = False
    left = sys.maxsize if count is None else count
    for path in files:
        session = Session.load(path, registry)
        for said in session:
            if left <= 0:
                break
            left -= 1
            if mode == "coverage":
                tally.add(said)
            else:
                _print(session, said, mode)
        damaged |= _complain(path, session)
    if mode == "coverage":
        for line in report(tally):
            click.echo(line)
    sys.stdout.flush()


def _print(session: Session, said: Description, mode: str | None) -> None:
    if mode == "json":
        sys.stdout.buffer.write(json.line(said, session.exchange(said.message.no)))
        return
    n = said.message.no - 1
    before = int(session.store.time_ns[max(n - 1, 0)])
    line = text.row(text.cells(said, before))
    style = _STYLES[text.kind(said)] if sys.stdout.isatty() else {}
    click.echo(click.style(line, **style) if style else line)
    if mode == "tree":
        for line in text.tree(said):
            click.echo(line)


def _complain(path: str, session: Session) -> bool:
    if session.store.problem:
        click.echo(f"nlscope: {path}: {session.store.problem}", err=True)
    return bool(session.store.problem)


def main() -> None:
    """Run the command line: status 0 done, 1 a failure explained, 2 wrong usage."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except CaptureError as error:
        click.echo(f"nlscope: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
