"""Fields of the bytes that do not fit what describes them, or that nothing describes."""

from __future__ import annotations

from typing import Any

from nlscope.model import Field
from nlscope.spec import NLA_TYPE_MASK, Hidden, Secret
from nlscope.table import Entry


def damaged(data: bytes, pos: int, stop: int, length: int, raw: int) -> Field:
    """Return the field of a list's rest from an attribute with an impossible length."""
    if length < 4:
        problem = f"nla_len {length} is smaller than an attribute header (4)"
    else:
        problem = f"nla_len {length} runs {length - (stop - pos)} bytes past the end"
    problem += f" (type {raw & NLA_TYPE_MASK})"
    return undecoded(data, pos, stop, "damaged", problem)


def leftover(data: bytes, pos: int, stop: int) -> Field:
    """Return the field of bytes too few for another attribute."""
    return undecoded(data, pos, stop, "trailing", f"{stop - pos} trailing bytes")


def undecoded(
    data: bytes, pos: int, stop: int, name: str, problem: str | None = None
) -> Field:
    """Return a field of bytes that nothing describes."""
    raw = data[pos:stop]
    return Field(name, pos, stop, raw, None, problem, None, pos, stop, data, "undecoded")


def wiped(data: bytes, pos: int, stop: int) -> Field:
    """Return the field of bytes that the kernel zeroed, having copied a request back."""
    return Field("wiped", pos, stop, data[pos:stop], None, None, None, pos, stop, data)


def secretly(field: Field, entry: Entry | None) -> Field:
    """Return the field of bytes that do not fit, hidden if they are a secret's."""
    if entry is not None and isinstance(entry.type, Secret):
        field.value = Hidden(field.value, field.end - field.start)
    return field


def unfit(entry: Entry, data: bytes, start: int, stop: int) -> Any:
    """Return the bytes that do not fit a leaf, hidden if they are a secret's."""
    raw = data[start:stop]
    return Hidden(raw, len(raw)) if isinstance(entry.type, Secret) else raw
