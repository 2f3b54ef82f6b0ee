"""Text from the wire as terminal cells: made harmless, measured, cut to a width."""

from __future__ import annotations

import re

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style

from nlscope.export.escape import clean

# Variation selectors, emoji modifiers and regional indicators: terminals disagree on
# the width of what they make of their neighbours, and a wrong width breaks the row.
_UNSTEADY = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff]")
_LONGEST = 4096  # characters of one text that are ever looked at


def safe(text: str) -> str:
    """Return text without anything that a terminal would act on, cut at 4,096."""
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}..."
    text = clean(text)
    if text.isascii():
        return text
    return _UNSTEADY.sub(lambda found: f"\\U{ord(found[0]):08x}", text)


def width(text: str) -> int:
    """Return how many cells a safe text takes."""
    if text.isascii():
        return len(text)
    return sum(map(get_character_cell_size, text))


def cut(text: str, start: int, cells: int) -> str:
    """Return exactly that many cells of a text, from the cell start on.

    Half of a wide character at an edge is a space; combining characters stay with
    what they combine with.
    """
    if text.isascii():
        return text[start : start + cells].ljust(cells)
    out: list[str] = []
    at, end = 0, start + cells
    for char in text:
        size = get_character_cell_size(char)
        after = at + size
        if at >= start and after <= end and not (size == 0 and at == start):
            out.append(char)
        elif size and at < end and after > start:
            out.append(" " * (min(after, end) - max(at, start)))
        elif at >= end and size:
            break
        at = after
    return "".join(out) + " " * max(0, end - max(at, start))


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """Return a text in exactly that many cells, an ellipsis where it is cut."""
    size = width(text)
    if size > cells:
        return cut(text, 0, cells - 1) + "…" if cells > 0 else ""
    space = " " * (cells - size)
    return space + text if right else text + space


def cropped(pieces: list[tuple[str, Style]], cells: int, rest: Style) -> list[Segment]:
    """Return texts with styles as segments of exactly that many cells."""
    segments: list[Segment] = []
    for text, style in pieces:
        size = width(text)
        if size > cells:
            if cells > 0:
                segments.append(Segment(fit(text, cells), style))
            return segments
        segments.append(Segment(text, style))
        cells -= size
    if cells:
        segments.append(Segment(" " * cells, rest))
    return segments


def lit(segments: list[Segment], light: Style) -> list[Segment]:
    """Return segments with a style over their own, as a cursor has it."""
    return [Segment(text, (style or light) + light) for text, style, _ in segments]
