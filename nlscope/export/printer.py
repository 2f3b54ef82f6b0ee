"""Many messages printed: chunk by chunk, on every processor where it pays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from nlscope.export import json, text
from nlscope.export.relation import notes, party_of, relation
from nlscope.session import Session

Form = Callable[[Session, int], bytes]
CHUNK = 2000
_PAYS = 4 * CHUNK  # fewer messages are done before other processes have started

_STYLES: dict[str, dict[str, Any]] = {
    "problem": {"fg": "yellow", "bold": True},
    "error": {"fg": "red", "bold": True},
    "ack": {"fg": "bright_black"},
    "request": {"fg": "cyan"},
    "reply": {},
    "event": {"fg": "green"},
}


def as_json(session: Session, n: int) -> bytes:
    """Return message n, counted from 0, as a line of JSON."""
    said = session.describe(n)
    return json.line(said, session.exchange(n + 1), relation(session, said))


def as_row(session: Session, n: int) -> bytes:
    """Return message n as a plain row."""
    return _row(session, n, tree=False, colour=False)


def as_tree(session: Session, n: int) -> bytes:
    """Return message n as a plain row and its fields."""
    return _row(session, n, tree=True, colour=False)


def as_coloured_row(session: Session, n: int) -> bytes:
    """Return message n as a row coloured by its kind."""
    return _row(session, n, tree=False, colour=True)


def as_coloured_tree(session: Session, n: int) -> bytes:
    """Return message n as a coloured row and its fields."""
    return _row(session, n, tree=True, colour=True)


def _row(session: Session, n: int, *, tree: bool, colour: bool) -> bytes:
    said = session.describe(n)
    before = int(session.store.time_ns[max(n - 1, 0)])
    line = text.row(text.cells(said, before, _command(session, n)), columns(session))
    if colour and (style := _STYLES[text.kind(said)]):
        line = click.style(line, **style)
    lines = [line, *text.tree(said), *notes(session, said)] if tree else [line]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def columns(session: Session) -> tuple[str, ...]:
    """Return the names of the columns of a capture's rows."""
    told = session.processes.told
    return text.headings(process=told, source=bool(session.store.sources))


def _command(session: Session, n: int) -> str | None:
    """Return the command of a message's process, None if the capture tells of none."""
    if not session.processes.told:
        return None
    known = party_of(session, n + 1).process
    return known.short if known else ""


def printed(session: Session, rows: Sequence[int], form: Form) -> Iterator[bytes]:
    """Yield the messages at some rows, in order, a chunk of them at a time."""
    chunks = [rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK)]
    workers = min(len(os.sched_getaffinity(0)), len(chunks))
    if len(rows) < _PAYS or workers < 2:
        for chunk in chunks:
            yield _chunk(session, form, chunk)
        return
    import multiprocessing  # noqa: PLC0415  # few messages need none

    # once, before the processes part
    _ = session.conversations, session.copies, session.parties
    session.context.link(0, 0)
    session.context.told(0, session.store.order, b"")
    _SHARED[:] = [session, form]
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        yield from pool.imap(_shared_chunk, chunks)


_SHARED: list[Any] = []


def _shared_chunk(rows: Sequence[int]) -> bytes:
    return _chunk(_SHARED[0], _SHARED[1], rows)


def _chunk(session: Session, form: Form, rows: Sequence[int]) -> bytes:
    return b"".join(form(session, int(n)) for n in rows)
