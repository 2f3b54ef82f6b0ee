"""The text of a message's row, from the templates that its family declares."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from nlscope.dissect.figures import FIGURES, MOST, WRITTEN, show
from nlscope.dissect.find import elements, find, identity_of, named, plain_value
from nlscope.dissect.names import Named, Names
from nlscope.dissect.pairs import bracketed, pairs
from nlscope.dissect.plain import plain
from nlscope.dissect.setelements import elements as set_elements
from nlscope.dissect.template import (
    ALL,
    Alternative,
    Compiled,
    List,
    Piece,
    names_of,
    template,
)
from nlscope.model import Field
from nlscope.spec import GENERIC, Say
from nlscope.table import Entry, Header

_ODD = (AttributeError, IndexError, KeyError, TypeError, ValueError)  # damaged values
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
        name = identity.command_name or f"cmd {identity.command}"
        words += [name] * ("|" not in name)  # one of two: its templates tell which
    filled: list[str] = []
    if identity.op.info:
        top = _top(root, names)
        parts = template(identity.op.info)
        filled = [text for part in parts if (text := _part(part, top))]
        rest = _rest(root, parts, names) if ALL in identity.op.info else ""
        filled += [rest] * bool(rest)
    words += filled or plain(root, names)
    if not words and "DUMP" in _flags(root):
        words = ["dump"]
    return " ".join(words)


def _rest(root: Field, parts: tuple[Compiled, ...], names: Names | None) -> str:
    """Return name and value of the attributes that no part of a template names."""
    named_by = {name for part in parts for name in names_of(part)}
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
    value, spec = field.value, field.spec
    if type(value) is not int or (type(spec) is Entry and not spec.unit):
        return value
    names = top[_NAMES]
    return value if names is None else names.named(field)


def _part(part: Compiled, top: dict[str, Any]) -> str:
    if isinstance(part, (Say, List)):
        return _said(part, top) if isinstance(part, Say) else _each(part, top)
    return _fill(part, top)


def _said(part: Say, top: dict[str, Any]) -> str:
    with suppress(*_ODD):
        return part.function(*(_plain_of(top.get(name)) for name in part.names))
    return ""


def _each(part: List, top: dict[str, Any]) -> str:
    """Return the text of every element at a path, filled in from what it holds."""
    fields = _all(top.get(part.path[0]))
    held = [f for each in fields for f in find(each, part.inner)]
    every = [e for f in held for e in (named(f) if "*" in part.path else elements(f))]
    texts = []
    for element in every[:MOST]:
        own = _top(element, top[_NAMES])
        own["@"] = int(element.name) if element.name.isdigit() else element.name
        words = [text for each in part.parts if (text := _part(each, own))]
        texts += [" ".join(words)] * bool(words)
    said = part.before * bool(texts) + part.between.join(texts).strip()
    return said + f" ... {len(every)} in all" * (len(every) > MOST)


def _plain_of(found: Any) -> Any:
    """Return plain values: of one field its own, of several a list."""
    fields = _all(found)
    if not fields:
        return found
    values = [plain_value(field) for field in fields]
    return values[0] if len(values) == 1 else values


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
        if convert in ("e", "a"):
            text = set_elements(_all(found), top[_NAMES], asked=convert == "a") or None
        elif convert in ("p", "b", "z"):
            text = _pairs(found, path, convert, top[_NAMES]) or None
        elif len(path) > 1 or type(found) is _Fields or (is_field and found.value is None):
            text = _several(_found(top, path), flag, spec, convert, top)
        else:
            value = _value_of(found, top) if is_field else found
            if flag or convert or spec:
                text = _single(path[0], value, flag, spec, convert, top)
            elif type(value) is str:
                text = value
            else:
                text = str(value) if type(value) is int else _one(path[0], value, "")
        if text is None:
            return None
        words.append(text)
    return "".join(words)


def _pairs(found: Any, path: tuple[str, ...], convert: str, names: Names | None) -> str:
    fields = _all(found)
    if len(path) > 1:
        fields = [inner for field in fields for inner in find(field, list(path[1:]))]
    if convert == "b":
        return bracketed(fields, names)
    return pairs(fields, names, zeros=convert == "z")


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
    fields = _all(first)
    if not fields:
        return _members(first, path)
    if len(path) < 2:
        return [pair for field in fields for pair in _elements(field, top)]
    if type(first) is Field and _nameless_struct(first):
        return _members(first.value, path)
    held = [inner for field in fields for inner in find(field, list(path[1:]))]
    if not held and len(path) == 2:
        held_in = [f.value for f in fields if isinstance(f.value, dict)]
        return [(path[1], value[path[1]]) for value in held_in if path[1] in value]
    return [(field.name, _value_of(field, top)) for field in held]


def _members(value: Any, path: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Return name and value of what is in a struct at a path, behind its own name."""
    for name in path[1:]:
        value = value.get(name, _ABSENT) if type(value) is dict else _ABSENT
    return [] if value is _ABSENT else [(path[-1], value)]


def _nameless_struct(found: Any) -> bool:
    """Return whether this is a struct none of whose members may have a name."""
    return type(found.value) is dict and type(found.spec) is Entry and not found.spec.refers


def _elements(field: Field, top: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return name and value of a field, of each element if it is an array."""
    if field.value is None and field.items:
        each = [item for item in field.items if item.name.isdigit()]
        return [(item.name, _value_of(item, top)) for item in each]
    return [] if field.value is None else [(field.name, _value_of(field, top))]


def _holds(value: Any, flag: str, top: dict[str, Any]) -> bool:
    """Return whether a value is, or holds, a name; is not, with "-" or "~" before it."""
    sign = flag[0]
    names = (flag[1:] if sign in "-~=" else flag).split(",")
    if isinstance(value, (tuple, list)):
        has = any(name in (value or ("0",)) for name in names)  # "0": no flag is set
    else:
        has = _plainly(value) in names
    if sign not in "-~" or has:
        return has and sign not in "-~"
    others = [_found(top, (name,)) for name in names if name in top]
    return not any(other and other[0][1] == value for other in others)


def _plainly(value: Any) -> str:
    return str(int(value)) if type(value) is Named else str(value)


def _value(found: list[tuple[str, Any]], spec: str, convert: str) -> str:
    value = found[0][1]
    if spec and isinstance(value, int):
        return format(value, spec)
    texts = [_one(name, value, convert) for name, value in found[:MOST]]
    texts += [f"... {len(found)} in all"] * (len(found) > MOST)
    return (" " if convert == "s" else ",").join(texts)


def _one(name: str, value: Any, convert: str) -> str:
    if convert in FIGURES and isinstance(value, int):
        return FIGURES[convert](value)
    if type(value) is int:
        return str(value)
    text = value if type(value) is str else show(value, name)
    if convert in WRITTEN:
        return WRITTEN[convert](text)
    return f'"{text}"' if convert == "q" and isinstance(value, str) else text
