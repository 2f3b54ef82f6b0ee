"""What the selected message is to others, in the lines above its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.text import Text
from textual.widgets import Static

from nlscope.conversation import OUTCOMES
from nlscope.exchange import Role
from nlscope.export.relation import duration
from nlscope.tui.paint import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlscope.conversation import Conversations
    from nlscope.tui.pairs import Pairs
    from nlscope.tui.rejected import Rejected

_LINES = 3
_BAD = ("error", "unanswered", "interrupted", "incomplete")


def relation(pairs: Pairs, index: int) -> str:
    """Return what a message is to others in a line, "" if it stands alone."""
    found, asked = pairs.place(index), pairs.asked(index)
    if found is not None:
        return " · ".join(_exchange(*found, pairs, index))
    if asked is not None and pairs.role(index) is Role.EVENT:
        return f"caused by {asked + 1:,}"
    count = pairs.copies(index)
    return f"{count:,} listeners got it" if count > 1 else ""


def _exchange(known: Conversations, place: int, pairs: Pairs, index: int) -> Iterator[str]:
    members, asked = known.members(place), pairs.asked(index)
    leader, failed = int(known.no[place]), int(known.failed[place])
    yield f"exchange {leader:,}"
    yield f"{np.searchsorted(members, index) + 1:,} of {len(members):,}"
    if pairs.role(index) is not Role.REQUEST and asked is not None:
        yield f"answers {asked + 1:,}"
    latency, whole = int(known.latency_ns[place]), int(known.duration_ns[place])
    after = f" after {duration(latency)}" if latency >= 0 else ""
    yield f"{OUTCOMES[known.outcome[place]]}{after}"
    if whole > latency:
        yield f"whole after {duration(whole)}"
    if failed not in (0, leader):
        yield f"failed at {failed:,}"
    caused = known.events(place)
    if len(caused):
        more = f" and {len(caused) - 1:,} more" if len(caused) > 1 else ""
        yield f"caused {caused[0] + 1:,}{more}"


class ExchangeNote(Static):
    """The exchange of the selected message, and what the kernel had against it."""

    def __init__(self) -> None:
        super().__init__(id="exchange", markup=False)

    def describe(self, pairs: Pairs, index: int | None, refused: Rejected | None) -> None:
        """Show the lines of a message; nothing takes no room."""
        text = Text()
        if index is not None:
            line = relation(pairs, index)
            bad = pairs.outcome(index) in _BAD
            text.append(line, "bold" if bad else "")
        words = () if refused is None else (refused.sentence, *refused.hints)
        for sign, said in zip(("✗", "?", "?"), words[:_LINES], strict=False):
            text.append("\n" if text else "")
            text.append(f"{sign} {safe(said)}", "bold" if sign == "✗" else "")
        self.set_class(refused is not None, "-refused")
        self.display = bool(text)
        self.update(text)
