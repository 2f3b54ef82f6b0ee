"""The right-hand sides of comparisons, as they were written."""

from __future__ import annotations

import re
from dataclasses import dataclass

Interval = tuple[int | None, int | None]

_BYTES = re.compile(r"[0-9a-f]{2}([:-][0-9a-f]{2})*", re.IGNORECASE)


class Unfit(ValueError):  # noqa: N818
    """A literal that a type cannot be compared with; its text says why.

    value is the literal meant, None for the comparison as such.
    """

    def __init__(self, message: str, value: Value | None = None) -> None:
        super().__init__(message)
        self.value = value


@dataclass(frozen=True, slots=True)
class Value:
    """One word or quoted text; high is the other end of a range such as 1..9."""

    text: str
    quoted: bool
    start: int
    end: int
    high: Value | None = None

    @property
    def spelled(self) -> str:
        """The literal as a filter would have it."""
        if self.high is not None:
            return f"{self.text}..{self.high.text}"
        return f'"{self.text}"' if self.quoted else self.text


def number(value: Value) -> int | None:
    """Return the number that a bare word is, decimal or 0x, else None."""
    if value.quoted:
        return None
    for base in (0, 10):
        try:
            return int(value.text, base)
        except ValueError:
            continue
    return None


def top(value: Value) -> int | None:
    """Return the number at the other end of a range, None if there is none."""
    return None if value.high is None else number(value.high)


def hex_bytes(value: Value) -> bytes | None:
    """Return the bytes of a bare aa:bb:cc or aa-bb-cc, or of 0xaabbcc, else None."""
    text = value.text
    if value.quoted:
        return None
    if _BYTES.fullmatch(text):
        return bytes.fromhex(re.sub("[:-]", "", text))
    if text[:2] in ("0x", "0X") and len(text) % 2 == 0:
        try:
            return bytes.fromhex(text[2:])
        except ValueError:
            return None
    return None


def intervals(op: str, low: int, high: int | None = None) -> list[Interval]:
    """Return the closed intervals that a comparison with a number accepts."""
    top = low if high is None else high
    ends: dict[str, Interval] = {
        "==": (low, top),
        "<": (None, low - 1),
        "<=": (None, low),
        ">": (low + 1, None),
        ">=": (low, None),
    }
    return [ends[op]]
