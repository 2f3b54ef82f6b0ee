"""The text of a row for which no family has templates."""

from __future__ import annotations

from nlscope.dissect.figures import show
from nlscope.dissect.find import named
from nlscope.dissect.names import Names
from nlscope.dissect.pairs import pairs
from nlscope.model import Field
from nlscope.table import Header

_LONGEST = 160  # characters


def plain(root: Field, names: Names | None) -> list[str]:
    """Return name=value of the first attributes."""
    words: list[str] = []
    room = _LONGEST
    for item in root.items:
        if item.name in ("nlmsghdr", "genlmsghdr") or item.kind == "padding":
            continue
        for field in item.items if isinstance(item.spec, Header) else [item]:
            text = _pair(field, names)
            if not text:
                continue
            room -= len(text) + 1
            if room < 0:
                return [*words, "..."]
            words.append(text)
    return words


def _pair(field: Field, names: Names | None) -> str:
    if field.value is True:
        return field.name
    if field.value is None:
        held = pairs([field], names) or ",".join(f.name for f in named(field))
        return held and f"{field.name}({held})"
    if field.name == "payload":
        said = show(field.value)
        return f'"{said}"' if isinstance(field.value, str) else said
    value = field.value if names is None else names.named(field)
    return f"{field.name}={show(value)}"
