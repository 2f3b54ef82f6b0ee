"""What is wrong with a filter's text, and where."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class FilterError(ValueError):
    """A filter that cannot be; its text says why, start and end where."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = max(start, end)

    def pointed(self, text: str) -> str:
        """Return the message below the filter's text, with the place underlined."""
        shown = "".join(c if c.isprintable() else " " for c in text)
        mark = " " * self.start + "^" * max(1, self.end - self.start)
        return f"{shown}\n{mark}\n{self.message}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "mtu"?`` if a known name is close, else nothing."""
    by_case = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), list(by_case), 1, 0.6)
    return f'; did you mean "{by_case[near[0]]}"?' if near else ""
