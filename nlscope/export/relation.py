"""What a message is to others: its exchange, its cause, its listeners, its faults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nlscope.conversation import Exchange
from nlscope.describe import Description
from nlscope.exchange import Role
from nlscope.export.escape import clean
from nlscope.lint import Hint, lint
from nlscope.process import OWN
from nlscope.processes import NOBODY, UNKNOWN, Party
from nlscope.session import Session

_ENDED_BADLY = ("error", "unanswered")
_EVENT, _REQUEST = int(Role.EVENT), int(Role.REQUEST)  # looked up once: it is slow
_STEPS = ((1_000_000_000, "s"), (1_000_000, "ms"), (1000, "µs"))


def relation(session: Session, said: Description) -> dict[str, Any]:
    """Return the keys that follow those of the message itself, and its process.

    latency_ns and outcome are those of the exchange; cause is the request that an event
    tells of; source is there where the capture has several; copies how many listeners got
    a multicast, 0 for its repetitions.
    """
    no = said.message.no
    found = exchange_of(session, no)
    return {
        "process": _process(party_of(session, no)),
        **({"source": said.message.frame.source} if said.message.frame.source else {}),
        "latency_ns": None if found is None else found.latency_ns,
        "outcome": None if found is None else found.outcome,
        "cause": cause(session, no),
        "copies": int(session.copies[no - 1]) if found is None else None,
        "hints": [
            {"start": hint.start, "end": hint.end, "text": hint.text}
            for hint in hints(session, said, found)
        ],
    }


def party_of(session: Session, no: int) -> Party:
    """Return whose a message is, by its number."""
    code = int(session.parties[no - 1])
    return session.processes.parties[code] if code != UNKNOWN else NOBODY


def _process(party: Party) -> dict[str, Any] | None:
    known = party.process
    if known is None:
        return None
    guess = {"guess": True} if known.guessed else {}
    return {"pid": known.pid, "command": known.command, **guess}


def exchange_of(session: Session, no: int) -> Exchange | None:
    """Return the exchange of a message number, None if it has none."""
    place = session.conversations.of(no)
    return None if place is None else session.conversations[place]


def cause(session: Session, no: int) -> int | None:
    """Return the number of the request that an event tells of, None for others."""
    if session.relations.role.item(no - 1) != _EVENT:
        return None
    return int(session.relations.request[no - 1]) or None


def hints(session: Session, said: Description, found: Exchange | None) -> list[Hint]:
    """Return what is suspicious about a request that came to nothing."""
    message = said.message
    if found is None or found.outcome not in _ENDED_BADLY or said.identity.control:
        return []
    if session.relations.role.item(message.no - 1) != _REQUEST:
        return []
    return lint(said.root, message, session.registry, session.context)


def notes(session: Session, said: Description) -> Iterator[str]:
    """Yield the lines below a message's tree: its exchange, what is wrong and where."""
    no = said.message.no
    found = exchange_of(session, no)
    party = party_of(session, no)
    if party.process:
        yield f"    = process {clean(party.process.label)}"
    elif party.own:
        yield f"    = {OWN}"
    if found is not None:
        yield f"    = {summary(found)}"
    elif (asked := cause(session, no)) is not None:
        yield f"    = caused by {asked}"
    if session.copies[no - 1] > 1:
        yield f"    = {session.copies[no - 1]} listeners got it"
    failed = said.failure
    if failed is not None:
        at = f" [{failed.start}+{failed.end - failed.start}]" if failed.end else ""  # type: ignore[operator]
        where = f" (message {failed.request}{at})" if failed.request else ""
        yield f"    ! {clean(failed.sentence)}{where}"
    for hint in hints(session, said, found):
        yield f"    ? {clean(hint.text)}  [{hint.start}+{hint.end - hint.start}]"


def summary(found: Exchange) -> str:
    """Return an exchange in one line."""
    count = len(found.requests) + len(found.answers)
    words = [f"exchange {found.no}: {found.outcome}"]
    if found.latency_ns is not None:
        words.append(f"after {duration(found.latency_ns)}")
    if found.duration_ns and found.duration_ns != found.latency_ns:
        words.append(f"to {duration(found.duration_ns)}")
    text = f"{' '.join(words)}, {count} message{'s' * (count != 1)}, {found.bytes} bytes"
    if len(found.requests) > 1 and found.failed:
        text += f", failed at message {found.failed}"
    return text


def duration(time_ns: int) -> str:
    """Return 1.234 ms of nanoseconds."""
    for size, unit in _STEPS:
        if time_ns >= size:
            number = f"{time_ns / size:.3f}".rstrip("0").rstrip(".")
            return f"{number} {unit}"
    return f"{time_ns} ns"


def brief(time_ns: int) -> str:
    """Return 1.23 ms of nanoseconds: three digits, at most eight characters."""
    for size, unit in _STEPS:
        if time_ns >= size:
            number = time_ns / size
            return f"{number:.{max(0, 3 - len(str(int(number))))}f} {unit}"
    return f"{time_ns} ns"
