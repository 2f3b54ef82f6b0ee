"""Plain search: text, hex or a regular expression, in one message after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from nlscope.dissect.find import named
from nlscope.export.text import describe_value
from nlscope.model import protocol_name
from nlscope.tui.columns import flags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlscope.describe import Description
    from nlscope.model import Field

MODES = ("text", "hex", "regex")
Match = Callable[["Description"], bool]


class SearchError(ValueError):
    """A search text that means nothing; its text says why."""


def compile_search(text: str, mode: str) -> Match:
    """Return the test of a message for a text; SearchError if it has no meaning."""
    if mode == "hex":
        return _bytes(text)
    if mode == "regex":
        try:
            found = re.compile(text, re.IGNORECASE).search
        except re.error as error:
            reason = f"{error.msg} at character {(error.pos or 0) + 1}"
            raise SearchError(reason) from None
        return lambda said: any(found(part) for part in texts(said))
    wanted = text.casefold()
    return lambda said: any(wanted in part.casefold() for part in texts(said))


def _bytes(text: str) -> Match:
    digits = re.sub(r"0x|[\s:.\-]", "", text, flags=re.IGNORECASE)
    if not re.fullmatch("[0-9a-fA-F]*", digits):
        reason = "not hex: digits 0-9 and a-f, with spaces or colons between"
        raise SearchError(reason)
    if len(digits) % 2:
        reason = "half a byte: an even number of hex digits is needed"
        raise SearchError(reason)
    wanted = bytes.fromhex(digits)
    return lambda said: wanted in said.message.data


def texts(said: Description) -> Iterator[str]:
    """Yield what a message shows: its row, then its fields."""
    message = said.message
    yield f"{protocol_name(message.frame.protocol)} {said.identity.type_name}"
    yield said.info
    yield f"{flags(said)} seq {message.seq} port {message.portid}"
    yield from _fields(said.root)


def _fields(field: Field) -> Iterator[str]:
    for part in named(field):
        const = part.spec.const if part.spec else ""
        yield f"{part.name} {const} {describe_value(part, folded=bool(part.items))}"
        yield from _fields(part)
