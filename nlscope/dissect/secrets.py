"""Where the secrets of a message are among its bytes."""

from __future__ import annotations

from collections.abc import Iterator

from nlscope.model import Field
from nlscope.spec import Hidden
from nlscope.spec.secret import disclosed

Span = tuple[int, int]


def secrets(root: Field) -> list[Span]:
    """Return start and end of all that is hidden; nothing if secrets are shown."""
    return [] if disclosed() else list(_spans(root))


def _spans(field: Field) -> Iterator[Span]:
    for part in field.items:
        if isinstance(part.value, Hidden):
            yield part.body, part.stop
        else:
            yield from _spans(part)


def blanked(data: bytes, spans: list[Span], start: int = 0) -> bytes:
    """Return bytes that begin at an offset with zeros in the place of some spans."""
    out = bytearray(data)
    for first, last in spans:
        at, end = max(first - start, 0), min(last - start, len(data))
        if at < end:
            out[at:end] = bytes(end - at)
    return bytes(out)
