"""nlscope read: messages as rows, trees, JSON, or what no table names."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from nlscope.capture.source import CaptureError
from nlscope.commands.disclosing import disclosing
from nlscope.commands.options import layered, tell
from nlscope.coverage import Coverage, report
from nlscope.export import printer, text
from nlscope.registry import Registry
from nlscope.saved import Saved
from nlscope.session import Session

if TYPE_CHECKING:
    from nlscope.filter import Filter


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-Y", "--filter", "wanted", help="Only messages that pass, see docs/filter.md."
)
@click.option(
    "--merge", is_flag=True, help="All files on one timeline, each row with its file."
)
@click.option("--no-own", is_flag=True, help="Leave out what the capture itself asked for.")
@click.option(
    "-c", "count", type=click.IntRange(0), metavar="N", help="Stop after N messages."
)
@click.option("--tree", "mode", flag_value="tree", help="Every field of each message.")
@click.option("--json", "mode", flag_value="json", help="One JSON object a message.")
@click.option(
    "--coverage", "mode", flag_value="coverage", help="What no table names, worst first."
)
@layered
@disclosing()
def read(
    registry: Callable[[], Registry],
    files: tuple[str, ...],
    wanted: str | None,
    count: int | None,
    mode: str | None,
    *,
    no_own: bool,
    merge: bool,
) -> int:
    """Print the messages of capture files ("-" is standard input), decoded.

    A row is: number, time (UTC), seconds since the message before, protocol, direction,
    type, flags, sequence number, port id, the process where the capture tells of any,
    and what the message says.
    """
    chosen = compiled(wanted, registry()) if wanted is not None else None
    if no_own:
        both = f"({wanted}) and not own" if wanted and wanted.strip() else "not own"
        chosen = compiled(both, registry())
    tally = Coverage()
    left = sys.maxsize if count is None else count
    failed = False
    opener = _merged if merge and len(files) > 1 else _each
    for session, problems in opener(files, registry()):
        if session is not None:
            rows = passing(session, chosen, left)
            left -= len(rows)
            _show(session, rows, mode, tally)
        for problem in problems:
            tell(problem)
            failed = True
    if mode == "coverage":
        for line in report(tally):
            click.echo(line)
    return 1 if failed else 0


_Opened = tuple[Session | None, list[str]]  # and what is wrong with it


def _each(files: Sequence[str], registry: Registry) -> Iterator[_Opened]:
    """Yield the captures one after the other."""
    for path in files:
        try:
            session = Session.load(path, registry)
        except CaptureError as error:
            yield None, [str(error)]
            continue
        problem = session.store.problem
        yield session, [f"{path}: {problem}"] if problem else []


def _merged(files: Sequence[str], registry: Registry) -> Iterator[_Opened]:
    """Yield the captures as one, in the order of time."""
    try:
        saved = Saved(files)
    except CaptureError as error:
        yield None, [str(error)]
        return
    with tempfile.NamedTemporaryFile(prefix="nlscope-", suffix=".pcapng") as out:
        saved.write(cast("BinaryIO", out))
        out.flush()
        yield Session.load(out.name, registry), saved.problems


def compiled(text: str, registry: Registry) -> Filter:
    """Return a filter, or raise click's usage error that points at what is wrong."""
    from nlscope.filter import FilterError, compile_filter  # noqa: PLC0415  # it is large

    try:
        return compile_filter(text, registry)
    except FilterError as error:
        message = f"the filter is wrong:\n{error.pointed(text)}"
        raise click.UsageError(message) from None


def passing(session: Session, chosen: Filter | None, most: int) -> Sequence[int]:
    """Return the messages that pass, counted from 0, and no more than most."""
    if chosen is None:
        return range(min(len(session.store), most))
    from nlscope.view import View  # noqa: PLC0415

    view = View(session)
    view.set_filter(chosen)
    while not view.progress.finished and view.progress.found < most:
        view.extend(seconds=0.1)
    rows: list[int] = view.rows[:most].tolist()
    return rows


def _show(session: Session, rows: Sequence[int], mode: str | None, tally: Coverage) -> None:
    if mode == "coverage":
        for n in rows:
            tally.add(session.describe(n))
    else:
        print_rows(session, rows, mode)


def print_rows(session: Session, rows: Sequence[int], mode: str | None) -> None:
    """Print messages, counted from 0: as rows, or in mode "json" or "tree"."""
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
        names = printer.columns(session)
        out.write(click.style(text.row(names, names) + "\n", bold=True).encode())
    try:
        for chunk in printer.printed(session, rows, form):
            out.write(chunk)
        out.flush()
    except BrokenPipeError:  # before click sees it, which would make it a failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
