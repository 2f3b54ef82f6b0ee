"""The text of a message's row, from the templates that its family declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nlscope.dissect.find import find, identity_of, named
from nlscope.dissect.names import Named, Names
from nlscope.dissect.pairs import bracketed, pairs
from nlscope.dissect.template import ALL, Alternative, Piece, template
from nlscope.model import Field
from nlscope.spec import GENERIC, told
from nlscope.table import Entry, Header

_LONGEST = 160
_MOST = 8
_ABSENT = object()
_NAMES = ""  # the key of what names numbers, which no field has


def summary(root: Field, names: Names | None = None) -> str:
    """Return what a message says, in one line, by its family's templates.

    names, if given, gives names to its numbers.
    Control characters are as in the message; whoever draws the text escapes them.
    """
    identity = identity_of(root)
    words: list[str] = []
    family = identity.family
    if family is not None and family.protocol == GENERIC:
        words.append(identity.command_name or f"cmd {identity.command}")
    filled: list[str] = []
    if identity.op.info:
        top = _top(root, names)
        parts = template(identity.op.info)
        filled = [text for part in parts if (text := _fill(part, top))]
        if ALL in identity.op.info:
            filled.append(_rest(root, parts, names))
    words += filled or _plain(root, names)
    if not words and "DUMP" in _flags(root):
        words = ["dump"]
    return " ".join(words)


def _rest(
    root: Field, parts: tuple[tuple[Alternative, ...], ...], names: Names | None
) -> str:
    """Return name and value of the attributes that no part of a template names."""
    named_by = {name for part in parts for needs, _ in part for name in needs}
    items = [item for item in root.items if isinstance(item.spec, Entry)]
    return pairs([item for item in items if item.name not in named_by], names)


def _flags(root: Field) -> tuple[str, ...]:
    values = root.items[0].value if root.items else None
    return values.get("nlmsg_flags", ()) if isinstance(values, dict) else ()


class _Fields(list[Field]):
    """The attributes of one name, where there are several."""


def _all(found: Any) -> list[Field]:
    """Return the attributes of a name, none for a member of a header."""
    if type(found) is _Fields:
        return found
    return [found] if type(found) is Field else []


def _top(root: Field, names: Names | None = None) -> dict[str, Any]:
    """Return what a message holds by name: header members' values, attributes' fields."""
    top: dict[str, Any] = {}
    for item in root.items:
        name, spec = item.name, item.spec
        if name == "genlmsghdr":
            continue  # its version is not that of a template
        if type(spec) is Header:
            top.update(item.value)
            if names is not None and spec.refers:
                top.update(_named_members(item, spec, names))
        elif type(spec) is Entry and not spec.multi:
            top[name] = item  # the kernel takes the last
        elif type(known := top.get(name)) is _Fields:
            known.append(item)
        else:
            top[name] = _Fields([known, item]) if type(known) is Field else item
    top[_NAMES] = names
    return top


def _named_members(item: Field, head: Header, names: Names) -> Iterator[tuple[str, Named]]:
    """Yield the members of a fixed header that have a name."""
    for member, kind in head.refers:
        number = item.value.get(member)
        name = names.find(kind, number, member) if type(number) is int else None
        if name is not None:
            yield member, Named(number, name)


def _value_of(field: Field, top: dict[str, Any]) -> Any:
    """Return a field's value, a number with its name if it has one."""
    value, names = field.value, top[_NAMES]
    return value if type(value) is not int or names is None else names.named(field)


def _fill(alternatives: tuple[Alternative, ...], top: dict[str, Any]) -> str:
    for needs, pieces in alternatives:
        for name in needs:
            if name not in top:
                break
        else:
            text = _alternative(pieces, top)
            if text is not None:
                return text
    return ""


def _alternative(pieces: tuple[Piece, ...], top: dict[str, Any]) -> str | None:
    words = []
    for literal, path, flag, spec, convert in pieces:
        words.append(literal)
        if not path:
            continue
        found = top[path[0]]
        is_field = type(found) is Field
        if convert in ("p", "b"):
            text = _pairs(found, path, convert, top[_NAMES]) or None
        elif len(path) > 1 or type(found) is _Fields or (is_field and found.value is None):
            text = _several(_found(top, path), flag, spec, convert, top)
        else:
            value = _value_of(found, top) if is_field else found
            plain = type(value) is str and not (flag or convert)
            text = value if plain else _single(path[0], value, flag, spec, convert, top)
        if text is None:
            return None
        words.append(text)
    return "".join(words)


def _pairs(found: Any, path: tuple[str, ...], convert: str, names: Names | None) -> str:
    fields = _all(found)
    if len(path) > 1:
        fields = [inner for field in fields for inner in find(field, list(path[1:]))]
    return (pairs if convert == "p" else bracketed)(fields, names)


def _single(
    name: str, value: Any, flag: str, spec: str, convert: str, top: dict[str, Any]
) -> str | None:
    if flag:
        if not _holds(value, flag, top):
            return None
        if flag[0] != "-":
            return "" if flag[0] in "~=" else flag
    if spec and isinstance(value, int):
        return format(value, spec)
    return _one(name, value, convert)


def _several(
    found: list[tuple[str, Any]], flag: str, spec: str, convert: str, top: dict[str, Any]
) -> str | None:
    if not found or (flag and not _holds(found[0][1], flag, top)):
        return None
    if flag[:1] in ("", "-"):
        return _value(found, spec, convert)
    return "" if flag[0] in "~=" else flag


def _found(top: dict[str, Any], path: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Return name and value of what is at a path; a nest's value is None."""
    first = top.get(path[0], _ABSENT)
    if first is _ABSENT:
        return []
    fields = _all(first)
    if not fields:
        return [(path[0], first)] if len(path) == 1 else []
    if len(path) == 1:
        return [pair for field in fields for pair in _elements(field, top)]
    held = [inner for field in fields for inner in find(field, list(path[1:]))]
    if not held and len(path) == 2:
        held_in = [f.value for f in fields if isinstance(f.value, dict)]
        return [(path[1], value[path[1]]) for value in held_in if path[1] in value]
    return [(field.name, _value_of(field, top)) for field in held]


def _elements(field: Field, top: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return name and value of a field, of each element if it is an array."""
    if field.value is None and field.items:
        each = [item for item in field.items if item.name.isdigit()]
        return [(item.name, _value_of(item, top)) for item in each]
    return [] if field.value is None else [(field.name, _value_of(field, top))]


def _holds(value: Any, flag: str, top: dict[str, Any]) -> bool:
    """Return whether a value is, or holds, a name; is not, with "-" or "~" before it."""
    sign = flag[0]
    name = flag[1:] if sign in "-~=" else flag
    if isinstance(value, (tuple, list)):
        has = name in (value or ("0",))  # flags of which none is set
    else:
        has = name == _plainly(value)
    if sign not in "-~" or has:
        return has and sign not in "-~"
    other = _found(top, (name,)) if name in top else None
    return not other or other[0][1] != value


def _plainly(value: Any) -> str:
    return str(int(value)) if type(value) is Named else str(value)


def _value(found: list[tuple[str, Any]], spec: str, convert: str) -> str:
    value = found[0][1]
    if spec and isinstance(value, int):
        return format(value, spec)
    texts = [_one(name, value, convert) for name, value in found[:_MOST]]
    texts += [f"... {len(found)} in all"] * (len(found) > _MOST)
    return (" " if convert == "s" else ",").join(texts)


def _one(name: str, value: Any, convert: str) -> str:
    if type(value) is int:
        return str(value)
    text = value if type(value) is str else show(value, name)
    if convert == "l":
        return text.lower()
    return f'"{text}"' if convert == "q" and isinstance(value, str) else text


def show(value: Any, name: str = "") -> str:
    """Return a value as short text: lists by commas, bytes in hex, a flag by its name."""
    value = told(value)
    if isinstance(value, bool):
        return name
    if isinstance(value, (tuple, list)):
        rest = f",... {len(value)} in all" if len(value) > 4 * _MOST else ""
        return ",".join(show(each) for each in value[: 4 * _MOST]) + rest
    if isinstance(value, dict):
        return ",".join(f"{key}={show(each)}" for key, each in value.items())
    if isinstance(value, bytes):
        return value.hex() if len(value) <= 32 else f"{value[:32].hex()}..."
    return str(value)


def _plain(root: Field, names: Names | None) -> list[str]:
    """Return name=value of the first attributes, for a family without templates."""
    words: list[str] = []
    room = _LONGEST
    for item in root.items:
        if item.name in ("nlmsghdr", "genlmsghdr") or item.kind == "padding":
            continue
        for field in item.items if isinstance(item.spec, Header) else [item]:
            text = _pair(field, names)
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
        return f"{field.name}({held})"
    if field.name == "payload":
        return _one(field.name, field.value, "q")
    value = field.value if names is None else names.named(field)
    return f"{field.name}={show(value)}"
