"""The text of a message's row, from the templates that its family declares.

A template is a tuple of parts, joined by spaces. A part holds alternatives, separated by
"|": the first whose fields are all there is used; a part that has none is left out.
``{a.b}`` is a field's value, ``{a?UP}`` the name UP if the flags or enum a hold it,
``{a:x}`` and ``{a!r}`` as in str.format.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from nlscope.dissect.find import find, identity_of, named
from nlscope.model import Field
from nlscope.spec import GENERIC

_LONGEST = 160
_Piece = tuple[str, tuple[str, ...], str, str, str]


def summary(root: Field) -> str:
    """Return what a message says, in one line, by its family's templates.

    Control characters are as in the message; whoever draws the text escapes them.
    """
    identity = identity_of(root)
    words: list[str] = []
    family = identity.family
    if family is not None and family.protocol == GENERIC:
        words.append(identity.command_name or f"cmd {identity.command}")
    template = identity.op.info or ()
    filled = [text for part in template if (text := _fill(part, root))]
    words += filled or _plain(root)
    if not words and "DUMP" in _flags(root):
        words = ["dump"]
    return " ".join(words)


def _flags(root: Field) -> tuple[str, ...]:
    values = root.items[0].value if root.items else None
    return values.get("nlmsg_flags", ()) if isinstance(values, dict) else ()


@lru_cache(4096)
def _compile(part: str) -> tuple[tuple[_Piece, ...], ...]:
    """Return the alternatives of a part as (literal, path, flag, format, convert)."""
    return tuple(tuple(_pieces(text)) for text in part.split("|"))


def _pieces(text: str) -> Iterator[_Piece]:
    for literal, name, spec, convert in string.Formatter().parse(text):
        path, _, flag = (name or "").partition("?")
        steps = tuple(path.split(".")) if path else ()
        yield literal, steps, flag, spec or "", convert or ""


def _fill(part: str, root: Field) -> str:
    for pieces in _compile(part):
        text = _alternative(pieces, root)
        if text is not None:
            return text
    return ""


def _alternative(pieces: tuple[_Piece, ...], root: Field) -> str | None:
    words = []
    for literal, path, flag, spec, convert in pieces:
        words.append(literal)
        if not path:
            continue
        text = _value(find(root, list(path)), flag, spec, convert)
        if text is None:
            return None
        words.append(text)
    return "".join(words)


def _value(found: list[Field], flag: str, spec: str, convert: str) -> str | None:
    if not found:
        return None
    if flag:
        value = found[0].value
        has = flag in value if isinstance(value, (tuple, list)) else flag == value
        return flag if has else None
    if spec and isinstance(found[0].value, int):
        return format(found[0].value, spec)
    text = ",".join(show(field.value, field.name) for field in found)
    return repr(text) if convert == "r" else text


def show(value: Any, name: str = "") -> str:
    """Return a value as short text: lists by commas, bytes in hex, a flag by its name."""
    if isinstance(value, bool):
        return name
    if isinstance(value, (tuple, list)):
        return ",".join(show(each) for each in value)
    if isinstance(value, dict):
        return ",".join(f"{key}={show(each)}" for key, each in value.items())
    if isinstance(value, bytes):
        return value.hex() if len(value) <= 32 else f"{value[:32].hex()}..."
    return str(value)


def _plain(root: Field) -> list[str]:
    """Return name=value of the first attributes, for a family without templates."""
    words: list[str] = []
    room = _LONGEST
    for field in named(root):
        if field.name.startswith(("nlmsg_", "payload")) or field.kind == "header":
            continue
        if field.name in ("cmd", "version", "reserved") and field.start < 20:
            continue
        text = _pair(field)
        room -= len(text) + 1
        if room < 0:
            words.append("...")
            break
        words.append(text)
    return words


def _pair(field: Field) -> str:
    if field.value is True:
        return field.name
    if field.value is None:
        return f"{field.name}({','.join(f.name for f in named(field))})"
    return f"{field.name}={show(field.value)}"
