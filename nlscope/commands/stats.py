"""nlscope stats: what a capture holds, what failed in it, and what was slow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import click
import numpy as np

from nlscope.capture.source import CaptureError
from nlscope.commands.options import layered
from nlscope.commands.read import compiled, passing
from nlscope.export.clock import of_day, rfc3339
from nlscope.export.escape import clean
from nlscope.export.json import dumped
from nlscope.export.relation import brief, duration
from nlscope.outcomes import Ended
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.stats import Slow, Statistics, Tally, statistics

_BARS = " ▁▂▃▄▅▆▇█"
_BINS = 72
_SHOWN = 20
_ALL = 1 << 62
_TABLES = (
    ("protocol", "protocols"),
    ("family", "families"),
    ("type", "types"),
    ("port", "ports"),
    ("error", "errors"),
)


@click.command()
@click.argument("file", metavar="FILE")
@click.option("-Y", "--filter", "wanted", help="Count only messages that pass.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, nothing left out.")
@layered
def stats(
    registry: Callable[[], Registry], file: str, wanted: str | None, *, as_json: bool
) -> None:
    """Count the messages of a capture by protocol, family, type, port and error.

    Also a timeline, and the slowest exchanges.
    """
    chosen = compiled(wanted, registry()) if wanted is not None else None
    try:
        session = Session.load(file, registry())
    except CaptureError as error:
        raise click.ClickException(str(error)) from None
    rows = np.asarray(passing(session, chosen, _ALL), np.int64)
    made = statistics(session, rows, _BINS)
    reader = session.store.reader
    lost = reader.dropped if reader else None
    if as_json:
        click.echo(dumped(record(made) | {"dropped_frames": lost}), nl=False)
    else:
        for line in lines(made):
            click.echo(line)
        if lost:
            click.echo(f"\n{lost:,} frames were dropped while it was captured")
    if session.store.problem:
        message = f"{file}: {session.store.problem}"
        raise click.ClickException(message)


def record(made: Statistics) -> dict[str, Any]:
    """Return the statistics as one object; numbers of messages count from 1."""
    line = made.timeline
    return {
        "total": _tally_record(made.total),
        **{name: [_tally_record(each) for each in getattr(made, name)]
           for _, name in _TABLES},
        "slowest": [_slow_record(each) for each in made.slowest],
        "exchanges": [_ended_record(each) for each in made.exchanges],
        "timeline": {
            "start": rfc3339(line.start_ns),
            "end": rfc3339(line.end_ns),
            "messages": line.messages.tolist(),
            "errors": line.errors.tolist(),
        },
    }  # fmt: skip


def _tally_record(tally: Tally) -> dict[str, Any]:
    return {
        "name": tally.name,
        "filter": tally.test,
        "messages": tally.messages,
        "bytes": tally.bytes,
        "errors": tally.errors,
        "first": tally.first + 1 or None,
        "last": tally.last + 1 or None,
        "first_time": rfc3339(tally.first_ns) if tally.messages else None,
        "last_time": rfc3339(tally.last_ns) if tally.messages else None,
    }


def _slow_record(slow: Slow) -> dict[str, Any]:
    return asdict(slow) | {"request": slow.request + 1}


def _ended_record(each: Ended) -> dict[str, Any]:
    record = asdict(each) | {"filter": each.test, "first": each.first + 1}
    marks = record.pop("latency_ns")
    return record | {
        "latency_ns": dict(zip(("50", "90", "99", "max"), marks, strict=False)) or None
    }


def lines(made: Statistics) -> Iterator[str]:
    """Yield the statistics as tables."""
    total = made.total
    seconds = (made.timeline.end_ns - made.timeline.start_ns) / 1e9
    yield (
        f"{total.messages:,} messages, {total.bytes:,} bytes, {total.errors:,} errors, "
        f"{seconds:.3f} s"
    )
    if not total.messages:
        return
    yield f"{of_day(made.timeline.start_ns)} |{spark(made.timeline.messages.tolist())}|"
    if total.errors:
        yield f"{'errors':>15} |{spark(made.timeline.errors.tolist())}|"
    for title, name in _TABLES:
        yield from _table(title, getattr(made, name))
    if made.exchanges:
        yield ""
        yield (
            f"{'exchanges':>12} {'messages':>12} {'median':>10} {'90 %':>10} {'99 %':>10} "
            f"{'longest':>10}  outcome"
        )
        for found in made.exchanges:
            marks = [brief(each) for each in found.latency_ns] or [""] * 4
            yield (
                f"{found.exchanges:>12,} {found.messages:>12,} "
                f"{' '.join(f'{mark:>10}' for mark in marks)}  {found.name}"
            )
    if made.slowest:
        yield ""
        yield f"{'latency':>12} {'until end':>12} {'msgs':>6} {'no':>8}  slowest exchanges"
        for slow in made.slowest[:_SHOWN]:
            yield (
                f"{duration(slow.latency_ns):>12} {duration(slow.duration_ns):>12} "
                f"{slow.messages:>6} {slow.request + 1:>8}  "
                f"{clean(slow.name)} ({slow.outcome})"
            )


def _table(title: str, tallies: Sequence[Tally]) -> Iterator[str]:
    if not tallies:
        return
    yield ""
    yield (
        f"{'messages':>12} {'bytes':>12} {'errors':>6} {'first':>8} {'last':>8} "
        f"{'from':<15} {'to':<15}  {title}"
    )
    for each in tallies[:_SHOWN]:
        yield (
            f"{each.messages:>12,} {each.bytes:>12,} {each.errors:>6,} "
            f"{each.first + 1:>8} {each.last + 1:>8} "
            f"{of_day(each.first_ns)} {of_day(each.last_ns)}  {clean(each.name)}"
        )
    if len(tallies) > _SHOWN:
        yield f"{'':>12} and {len(tallies) - _SHOWN:,} more; --json has them all"


def spark(counts: Sequence[int]) -> str:
    """Return counts as a line of bars; what is not 0 can be seen."""
    most = max(counts, default=0) or 1
    return "".join(_BARS[-(-8 * count // most)] for count in counts)
