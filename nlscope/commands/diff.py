"""nlscope diff: two captures, or two messages, compared value by value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click

from nlscope.capture.source import CaptureError
from nlscope.commands.disclosing import secretive
from nlscope.commands.options import layered
from nlscope.diff import VOLATILE, Change, record, sequences
from nlscope.export import json
from nlscope.export.escape import clean
from nlscope.registry import Registry
from nlscope.session import Session


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--all", "everything", is_flag=True, help="Compare counters, times and handles as well."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a difference.")
@layered
@secretive
def diff(
    registry: Callable[[], Registry],
    before: str,
    after: str,
    *,
    everything: bool,
    as_json: bool,
) -> int:
    """Compare two captures, or two messages of them: FILE or FILE:NO.

    Ports, sequence numbers and times of capture are never compared. Exit status 1 means
    that there is a difference.
    """  # fmt: skip
    ignore: frozenset[str] = frozenset() if everything else VOLATILE
    try:
        sides = [list(_records(registry(), name)) for name in (before, after)]
    except CaptureError as error:
        raise click.ClickException(str(error)) from None
    count = 0
    for change in sequences(sides[0], sides[1], ignore):
        count += 1
        click.echo(_line(change, as_json=as_json), nl=False)
    return 1 if count else 0


def _records(registry: Registry, name: str) -> Iterator[dict[str, Any]]:
    path, colon, number = name.rpartition(":")
    single = bool(colon) and number.isdigit()
    session = Session.load(path if single else name, registry)
    count = len(session.store)
    if single and not 0 < int(number) <= count:
        message = f"{path} has no message {number}, it has {count}"
        raise click.ClickException(message)
    rows = [int(number) - 1] if single else range(count)
    for n in rows:
        yield record(session.describe(n))


def _line(change: Change, *, as_json: bool) -> bytes:
    if not as_json:
        return f"{clean(str(change))}\n".encode("utf-8", "backslashreplace")
    return json.dumped(
        {
            "path": change.path,
            "kind": change.kind,
            "before": change.before,
            "after": change.after,
        }
    )
