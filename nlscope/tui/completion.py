"""What could follow in a filter, as the filter bar offers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlscope.filter.complete import complete, word_at
from nlscope.tui.paint import fit, safe

if TYPE_CHECKING:
    from nlscope.session import Session

_OFFERED = 50
_NAME, _HELP = 26, 44  # cells


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Text for a part of the filter, start to end, and words about it."""

    text: str
    start: int
    end: int
    help: str

    @property
    def shown(self) -> str:
        """The line that offers it."""
        return f"{fit(safe(self.text), _NAME)} {fit(safe(self.help), _HELP)}"


def suggestions(text: str, cursor: int, session: Session) -> list[Suggestion]:
    """Return what could be at the cursor of a filter, the likeliest first.

    A word that is complete is not offered again.
    """
    start, end = word_at(text, cursor)
    found = complete(text, cursor, session.registry, session)
    return [
        Suggestion(word, start, end, about)
        for word, about in found[:_OFFERED]
        if word != text[start:end]
    ]
