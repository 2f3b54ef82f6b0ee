"""What the kernel rejected: the error, the request, and the bytes it points at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlscope.lint import lint

if TYPE_CHECKING:
    from nlscope.describe import Description
    from nlscope.extack import Failure
    from nlscope.tui.rows import Rows

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A failed request, as one of its two messages shows it.

    request and error are indexes of messages, None if the capture does not have them.
    span are the bytes, of the message shown, of the attribute that the kernel points at,
    or of the nest that lacks one; None if the message shown does not hold them. mark
    says so in a few words. target is where in the request to look, in bytes from its
    nlmsghdr, None for nowhere.
    """

    request: int | None
    error: int | None
    span: Span | None
    mark: str
    target: int | None
    sentence: str
    hints: tuple[str, ...] = ()


def rejected(rows: Rows, said: Description) -> Rejected | None:
    """Return what was rejected, for an error or for the request that it is about."""
    index = said.message.no - 1
    failed = said.failure
    if failed is not None:
        request = None if failed.request is None else failed.request - 1
        return _made(failed, request, index, _echoed(said))
    for error in rows.pairs.refusals(index):
        failed = rows.said(error).failure
        if failed is not None:
            return _made(failed, index, error, 0)
    return _unheard(rows, said)


def _unheard(rows: Rows, said: Description) -> Rejected | None:
    """Return what may be wrong with a request that nothing answers."""
    outcome = rows.pairs.outcome(said.message.no - 1)
    if outcome != "unanswered" or said.identity.control:
        return None
    session = rows.session
    hints = lint(said.root, said.message, session.registry, session.context)
    if not hints:
        return None
    words = tuple(hint.text for hint in hints)
    return Rejected(
        said.message.no - 1, None, None, "", hints[0].start, "no answer came", words
    )


def _made(failed: Failure, request: int | None, error: int, origin: int | None) -> Rejected:
    place = failed.place or failed.lack
    span = None
    if origin is not None and place is not None:
        span = place[0] + origin, place[1] + origin
    hints = [hint for hint in failed.hints if not hint.idle]
    target = place[0] if place is not None else hints[0].start if hints else None
    sentence = failed.sentence if failed.msg is None else _both(failed)
    return Rejected(
        request, error, span, _mark(failed), target, sentence,
        tuple(hint.text for hint in hints if hint.text not in sentence),
    )  # fmt: skip


def _both(failed: Failure) -> str:
    """Return what is wrong in a person's words, and the kernel's where they say more."""
    sentence, msg = failed.sentence, failed.msg or ""
    return sentence if msg in sentence else f"{sentence} ({msg})"


def _mark(failed: Failure) -> str:
    if failed.place is not None:
        return "the kernel points here"
    name = (failed.missing or "").rpartition(".")[2]
    return f"{name} is missing here" if name else ""


def _echoed(said: Description) -> int | None:
    """Return where an error echoes its request, None if it has no more than the header."""
    echo = next((part for part in said.root.items if part.name == "request"), None)
    return None if echo is None or len(echo.items) < 2 else echo.start
