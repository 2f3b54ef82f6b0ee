"""Attribute lists to fields: the walker, which loses no byte and never raises.

Sources: struct nlattr in include/uapi/linux/netlink.h, lib/nlattr.c.
"""

from __future__ import annotations

from typing import Any

from nlscope.dissect.bare import plausible
from nlscope.dissect.scope import Scope
from nlscope.dissect.unfit import damaged, leftover, secretly, undecoded, unfit
from nlscope.model import Field, Kind
from nlscope.spec import (
    BARE,
    NLA_F_NESTED,
    NLA_TYPE_MASK,
    Attrs,
    Headed,
    Indexed,
    Misfit,
    Nest,
    NestTypeValue,
    Records,
    Select,
    now,
)
from nlscope.table import Entry, Table, header, table

MAX_DEPTH = 32
Content = tuple[Any, list[Field] | None, str | None, Kind]


def walk(
    data: bytes, pos: int, stop: int, entries: Table, parent: Scope | None
) -> list[Field]:
    """Return the attributes in data[pos:stop], and what is left over, in order."""
    items: list[Field] = []
    depth = 0 if parent is None else parent.depth + 1
    scope = Scope(data, pos, stop, entries, parent, depth)
    get, head = entries.get, entries.head
    last = stop - 4
    while pos <= last:
        length, raw = head(data, pos)
        end = pos + length
        after = pos + (length + 3 & ~3)
        if after > stop or length < 4:
            if end > stop or length < 4:
                items.append(secretly(damaged(data, pos, stop, length, raw), get(raw)))
                return items
            after = stop
        entry, at = get(raw), pos + 4
        if entry is None:
            field = _unlisted(data, pos, end, after, raw, scope)
        elif entry.length == length:
            value = data[at] if length == 5 else entry.unpack(data, at)[0]
            field = Field(entry.name, pos, after, value, None, None, entry, at, end, data)
        elif entry.nested and depth <= MAX_DEPTH:
            held = walk(data, at, end, entry.inner or entry.nest(), scope)
            field = Field(entry.name, pos, after, None, held, None, entry, at, end, data)
        elif entry.exact == length or entry.open:
            field = Field(entry.name, pos, after, None, None, None, entry, at, end, data)
            try:
                field.value = entry.read(data, at, end)
            except Misfit as error:
                field.value, field.problem = unfit(entry, data, at, end), str(error)
        else:
            field = attribute(entry, data, pos, end, after, scope)
        items.append(field)
        pos = after
    if pos < stop:
        items.append(leftover(data, pos, stop))
    return items


def attribute(
    entry: Entry, data: bytes, pos: int, end: int, after: int, scope: Scope
) -> Field:
    """Return the field of a known attribute at pos, its payload ending at end."""
    chosen = entry if type(entry.node) is not Select else _choose(entry, scope)
    if chosen is None:
        value, parts, problem, kind = unknown(data, pos + 4, end, scope, nested=True)
    else:
        entry = chosen
        value, parts, problem, kind = content(entry, data, pos + 4, end, scope)
    return Field(
        entry.name, pos, after, value, parts, problem, entry, pos + 4, end, data, kind
    )


def _choose(entry: Entry, scope: Scope) -> Entry | None:
    """Return the attribute with the type that its selector's value stands for."""
    while isinstance(entry.node, Select):
        key, kind = _case(entry.node, scope)
        if kind is None:
            return None
        entry = entry.case_of(key, kind)
    return entry


def _case(node: Select, scope: Scope) -> tuple[Any, Any]:
    """Return the selector's value, None if no case has it, and the type to use."""
    key = scope.find(node.selector)
    if isinstance(key, (dict, list)) or key not in node.cases:
        return None, None if node.default is None else now(node.default)
    return key, now(node.cases[key])


def content(entry: Entry, data: bytes, start: int, stop: int, scope: Scope) -> Content:
    """Return value, parts, problem and kind of a payload by its entry's type."""
    if entry.node is None:
        return leaf(entry, data, start, stop)
    if scope.depth > MAX_DEPTH:
        problem = f"nested deeper than {MAX_DEPTH}"
        return data[start:stop], None, problem, "undecoded"
    made: Content = _NODES[type(entry.node)](entry, entry.node, data, start, stop, scope)
    return made


def leaf(entry: Entry, data: bytes, start: int, stop: int) -> Content:
    """Return the content of a leaf, whatever its length."""
    codec = entry.codec
    assert codec is not None
    length = stop - start
    if codec.size is not None and length > codec.size:
        return _long_leaf(entry, data, start, stop, codec.size)
    if codec.size is not None and length < codec.size and not codec.growing:
        problem = f"{length} bytes, expected {codec.size}"
        return unfit(entry, data, start, stop), None, problem, "value"
    try:
        return codec.read(data, start, stop), None, None, "value"
    except Misfit as error:
        return unfit(entry, data, start, stop), None, str(error), "value"


def _long_leaf(entry: Entry, data: bytes, start: int, stop: int, size: int) -> Content:
    middle = start + size
    value, _, problem, _ = leaf(entry, data, start, middle)
    inner = Field("value", start, middle, value, None, problem, entry, start, middle, data)
    excess = secretly(undecoded(data, middle, stop, "excess"), entry)
    parts = [*(inner.items or [inner]), excess]
    assert entry.codec is not None
    if not entry.codec.growing:
        problem = f"{stop - start} bytes, expected {size}"
    return value, parts, problem, "value"


def _nest(
    entry: Entry, _node: Nest, data: bytes, start: int, stop: int, scope: Scope
) -> Content:
    return None, walk(data, start, stop, entry.nest(), scope), None, "value"


def _each(entry: Entry, data: bytes, start: int, stop: int, scope: Scope) -> list[Field]:
    """Return the attributes of a list, all of one type, named by their numbers."""
    head = scope.table.head
    items = []
    inner = Scope(data, start, stop, table(BARE, entry.order), scope, scope.depth + 1)
    while stop - start >= 4:
        length, raw = head(data, start)
        end = start + length
        if length < 4 or end > stop:
            items.append(damaged(data, start, stop, length, raw))
            return items
        after = min(start + (length + 3 & ~3), stop)
        field = attribute(entry, data, start, end, after, inner)
        field.name = str(raw & NLA_TYPE_MASK)
        items.append(field)
        start = after
    if start < stop:
        items.append(leftover(data, start, stop))
    return items


def _indexed(
    entry: Entry, node: Indexed, data: bytes, start: int, stop: int, scope: Scope
) -> Content:
    each = entry.element(now(node.of))
    return None, _each(each, data, start, stop, scope), None, "value"


def _type_value(
    entry: Entry, node: NestTypeValue, data: bytes, start: int, stop: int, scope: Scope
) -> Content:
    deeper = node.levels[1:]
    kind = NestTypeValue(node.of, *deeper) if deeper else Nest(node.of)
    each = entry.element(kind)
    return None, _each(each, data, start, stop, scope), None, "value"


def _headed(
    entry: Entry, node: Headed, data: bytes, start: int, stop: int, scope: Scope
) -> Content:
    head = header(node.header, entry.order).field(data, start, stop)
    inner = scope.under(head.value)
    rest = body(now(node.of), data, head.end, stop, entry.order, inner)
    return None, [head, *rest], None, "value"


def _records(
    entry: Entry, node: Records, data: bytes, start: int, stop: int, scope: Scope
) -> Content:
    form = header(node.header, entry.order)
    records: list[Field] = []
    while stop - start >= form.size:
        head = form.field(data, start, stop)
        length = head.value[node.length]
        end = start + length
        if length < form.size or end > stop:
            problem = f"{node.length} {length} does not fit in {stop - start} bytes"
            records.append(undecoded(data, start, stop, "damaged", problem))
            return None, records, None, "value"
        after = min(start + (length + 3 & ~3), stop)
        of = table(now(node.of), entry.order)
        inner = scope.under(head.value)
        parts = [head, *walk(data, head.end, end, of, inner)]
        name = str(len(records))
        records.append(
            Field(name, start, after, None, parts, None, entry, start, end, data)
        )
        start = after
    if start < stop:
        records.append(leftover(data, start, stop))
    return None, records, None, "value"


_NODES: dict[type, Any] = {
    Nest: _nest,
    Indexed: _indexed,
    NestTypeValue: _type_value,
    Headed: _headed,
    Records: _records,
}


def _unlisted(data: bytes, pos: int, end: int, after: int, raw: int, scope: Scope) -> Field:
    """Return an attribute whose raw type has no entry: flagged, or unknown."""
    entry = scope.table.flagged(raw)
    if entry is not None:
        return attribute(entry, data, pos, end, after, scope)
    nested = bool(raw & NLA_F_NESTED)
    value, parts, problem, kind = unknown(data, pos + 4, end, scope, nested=nested)
    name = f"attr_{raw & NLA_TYPE_MASK}"
    return Field(name, pos, after, value, parts, problem, None, pos + 4, end, data, kind)


def unknown(data: bytes, start: int, stop: int, scope: Scope, *, nested: bool) -> Content:
    """Return the content of a payload that nothing describes: a bare list, or bytes."""
    order = scope.table.order
    if scope.depth <= MAX_DEPTH and plausible(data, start, stop, order, nested=nested):
        parts = walk(data, start, stop, table(BARE, order), scope)
        return None, parts, None, "undecoded"
    return data[start:stop], None, None, "undecoded"


def body(
    kind: Any, data: bytes, start: int, stop: int, order: str, scope: Scope
) -> list[Field]:
    """Return the fields of a message's body after its fixed header."""
    if isinstance(kind, Attrs):
        return walk(data, start, stop, table(kind, order), scope)
    if isinstance(kind, Select):
        _, chosen = _case(kind, scope)
        return body(BARE if chosen is None else chosen, data, start, stop, order, scope)
    if start == stop:
        return []
    entry = Entry(BARE, 0, kind if kind.name else "payload" / kind, order)
    value, parts, problem, field_kind = content(entry, data, start, stop, scope)
    return [
        Field(
            entry.name, start, stop, value, parts, problem, entry, start, stop, data,
            field_kind,
        )
    ]  # fmt: skip
