"""nlscope replay: send the requests of a capture again and compare the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import click
import numpy as np

from nlscope.capture.source import CaptureError
from nlscope.commands.disclosing import secretive
from nlscope.commands.injection import confirmed, target_of
from nlscope.commands.limits import SECONDS, SPEED
from nlscope.commands.options import layered
from nlscope.exchange import Role
from nlscope.export import json
from nlscope.export.escape import clean
from nlscope.filter import FilterError, compile_filter
from nlscope.recording import Recording
from nlscope.registry import Registry
from nlscope.replay import Replay, Step
from nlscope.session import Session
from nlscope.talk import InjectError, Talk

_SHOWN = 12  # changes a request, in text


@click.command()
@click.argument("file")
@click.option("-Y", "--filter", "--only", "only", help="Only requests that pass a filter.")
@click.option(
    "--namespace",
    type=click.Choice(["scratch", "here", "demo"]),
    default="scratch",
    show_default=True,
    help="Where to send them.",
)
@click.option(
    "--speed",
    type=SPEED,
    metavar="X",
    default=0,
    help="1 pauses as recorded, 2 half as long; 0, the default, not at all.",
)
@click.option(
    "--ignore-new",
    is_flag=True,
    help="Leave out values that only the new answers have (a newer kernel).",
)
@click.option(
    "--timeout",
    type=SECONDS,
    metavar="SECONDS",
    default=2.0,
    show_default=True,
    help="Seconds to wait for each answer.",
)
@click.option("--yes", is_flag=True, help="Do not ask before changing this machine.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a request.")
@click.option("-w", "path", metavar="FILE", help="Keep the conversation as a capture.")
@layered
@secretive
def replay(registry: Callable[[], Registry], file: str, **told: Any) -> int:
    """Send the requests of a capture in order, and compare each answer with the recorded.

    Sequence numbers and ports are new; family ids and interface indexes are those of the
    target that have the same names. Counters, times and handles are not compared. Exit
    status 1 means that not all is the same.
    """  # fmt: skip
    told |= {"here": told["namespace"] == "here", "demo": told["namespace"] == "demo"}
    try:
        session = Session.load(file, registry())
        rows = _rows(session, told["only"], registry())
        if told["here"]:
            confirmed(bool(rows), ask=not told["yes"])
        with (
            target_of(told) as target,
            Talk(target, seconds=told["timeout"]) as talk,
            Recording(registry(), told["path"]) as recording,
        ):
            again = Replay(session, talk, recording, ignore_new=told["ignore_new"])
            steps = again.steps(rows, speed=told["speed"])
            return _report(steps, as_json=told["as_json"])
    except (CaptureError, InjectError) as error:
        raise click.ClickException(str(error)) from None


def _rows(session: Session, only: str | None, registry: Registry) -> list[int]:
    """Return the requests to send."""
    asks = session.relations.role == Role.REQUEST
    if only is not None:
        try:
            asks &= compile_filter(only, registry).rows(session)
        except FilterError as error:
            message = f"the filter is wrong:\n{error.pointed(only)}"
            raise click.UsageError(message) from None
    rows: list[int] = np.flatnonzero(asks).tolist()
    return rows


def _report(steps: Any, *, as_json: bool) -> int:
    tally: Counter[str] = Counter()
    for step in steps:
        tally[step.verdict] += 1
        if as_json:
            click.echo(json.dumped(_object(step)), nl=False)
        else:
            _show(step)
    if not as_json:
        summary = ", ".join(f"{count} {verdict}" for verdict, count in tally.most_common())
        click.echo(f"{sum(tally.values())} requests: {summary or 'none'}")
    return 0 if set(tally) <= {"same"} else 1


def _show(step: Step) -> None:
    reason = f"  ({clean(step.reason)})" if step.reason else ""
    click.echo(f"{step.no:>6} {step.verdict:<9} {clean(step.info)}{reason}")
    for note in step.notes:
        click.echo(f"{'':>17}? {clean(note)}")
    if step.verdict in ("same", "error"):
        return
    for change in step.changes[:_SHOWN]:
        click.echo(f"{'':>17}{clean(str(change))}")
    if len(step.changes) > _SHOWN:
        click.echo(f"{'':>17}... {len(step.changes)} changes in all")


def _object(step: Step) -> dict[str, Any]:
    return {
        "no": step.no,
        "info": step.info,
        "verdict": step.verdict,
        "reason": step.reason or None,
        "notes": step.notes,
        "changes": [
            {"path": c.path, "kind": c.kind, "before": c.before, "after": c.after}
            for c in step.changes
        ],
    }
