"""What the selected message is to others, in the lines above its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from nlscope.exchange import Role
from nlscope.export.relation import duration
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlscope.conversation import Exchange
    from nlscope.tui.pairs import Pairs
    from nlscope.tui.rejected import Rejected

_LINES = 3
_BAD = ("error", "unanswered", "interrupted", "incomplete")


def relation(pairs: Pairs, index: int) -> str:
    """Return what a message is to others in a line, "" if it stands alone."""
    found, asked = pairs.exchange(index), pairs.asked(index)
    if found is not None:
        return " · ".join(_exchange(found, pairs, index, asked))
    if asked is not None and pairs.role(index) is Role.EVENT:
        return f"caused by {asked + 1:,}"
    count = pairs.copies(index)
    return f"{count:,} listeners got it" if count > 1 else ""


def _exchange(
    found: Exchange, pairs: Pairs, index: int, asked: int | None
) -> Iterator[str]:
    members = sorted(found.requests + found.answers)
    yield f"exchange {found.no:,}"
    yield f"{members.index(index + 1) + 1:,} of {len(members):,}"
    if pairs.role(index) is not Role.REQUEST and asked is not None:
        yield f"answers {asked + 1:,}"
    after = f" after {duration(found.latency_ns)}" if found.latency_ns is not None else ""
    yield f"{found.outcome}{after}"
    if found.duration_ns and found.duration_ns != found.latency_ns:
        yield f"whole after {duration(found.duration_ns)}"
    if len(found.requests) > 1 and found.failed:
        yield f"failed at {found.failed:,}"
    if found.events:
        more = f" and {len(found.events) - 1:,} more" if len(found.events) > 1 else ""
        yield f"caused {found.events[0]:,}{more}"


class ExchangeNote(Static):
    """The exchange of the selected message, and what the kernel had against it."""

    def __init__(self) -> None:
        super().__init__(id="exchange", markup=False)

    def describe(self, pairs: Pairs, index: int | None, refused: Rejected | None) -> None:
        """Show the lines of a message; nothing takes no room."""
        text = Text()
        if index is not None:
            line = relation(pairs, index)
            found = pairs.exchange(index)
            bad = found is not None and found.outcome in _BAD
            text.append(line, "bold" if bad else "")
        words = () if refused is None else (refused.sentence, *refused.hints)
        for sign, said in zip(("✗", "?", "?"), words[:_LINES], strict=False):
            text.append("\n" if text else "")
            text.append(f"{sign} {safe(said)}", "bold" if sign == "✗" else "")
        self.set_class(refused is not None, "-refused")
        self.display = bool(text)
        self.update(text)
