"""Text from the wire made harmless for a terminal."""

from __future__ import annotations


def clean(text: str) -> str:
    """Return the text with control, format and surrogate characters as escapes."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode()
        for char in text
    )
