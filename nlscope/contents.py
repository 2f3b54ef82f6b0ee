"""What follows the netlink headers, from names and values as people write them.

After a name and a colon come faults wanted on purpose: hex (the value is the payload's
bytes), nonul (no terminating NUL), nested and plain (with and without NLA_F_NESTED).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nlscope.codec import codec
from nlscope.encode import Around, Item, body
from nlscope.model import HOST_ORDER
from nlscope.spec import (
    BARE,
    NLA_F_NESTED,
    Attrs,
    Indexed,
    Misfit,
    Nest,
    NestTypeValue,
    Op,
    Records,
    Shown,
    now,
)
from nlscope.spec.leaves import unhex
from nlscope.table import Entry, table

_FAULTS = {"hex", "nonul", "nested", "plain"}
Resolve = Callable[[str], int | None]  # the index of an interface, by its name


def contents(
    op: Op,
    values: Mapping[str, Any],
    resolve: Resolve,
    told: Mapping[str, Any] | None = None,
) -> bytes:
    """Return what follows the netlink headers: a fixed header and the attributes.

    told is what selectors find that other messages tell.
    """
    fixed, rest = _split(op, values, resolve)
    head = b""
    if op.header is not None:
        head = codec(op.header, HOST_ORDER).write(fixed)
        head += bytes(-len(head) % 4)
    attrs = op.attrs if op.attrs is not None else BARE
    kind = attrs if isinstance(attrs, Attrs) else None
    items = list(_items(rest, kind, resolve))
    return head + body(attrs, items, HOST_ORDER, Around({**(told or {}), **fixed}))


def _split(
    op: Op, values: Mapping[str, Any], resolve: Resolve
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the members of the fixed header, and the attributes."""
    if op.header is None:
        return {}, dict(values)
    members = {m.name: m for m in codec(op.header, HOST_ORDER).members if m.name}
    attrs = op.attrs
    own = set(table(attrs, HOST_ORDER).numbers) if isinstance(attrs, Attrs) else set()
    fixed: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name, value in values.items():
        member = members.get(name)
        if member is None and name not in own:
            ending = [m for n, m in members.items() if n.endswith(f"_{name}")]
            member = ending[0] if len(ending) == 1 else None
        if member is None:
            rest[name] = value
        else:
            fixed[member.name] = _index(member.type, value, resolve)
    return fixed, rest


def _index(kind: Any, value: Any, resolve: Resolve) -> Any:
    """Return an interface's index for its name, where an index is wanted."""
    wanted = isinstance(kind, Shown) and kind.unit == "ifindex" and isinstance(value, str)
    if not wanted or value.lstrip("-").isdigit() or value[:2] == "0x":
        return value
    index = resolve(value)
    if index is None:
        msg = f"no interface {value!r} there"
        raise Misfit(msg)
    return index


def _items(
    values: Mapping[str, Any], attrs: Attrs | None, resolve: Resolve
) -> Iterator[Item]:
    """Yield the attributes of some values; one in hex may repeat."""
    for name, value in values.items():
        faults = name.partition(":")[2].split(",")
        repeats = "hex" in faults and isinstance(value, list)
        for each in value if repeats else [value]:
            yield _item(name, each, attrs, resolve)


def _item(name: str, value: Any, attrs: Attrs | None, resolve: Resolve) -> Item:
    """Return an attribute with the faults that follow its name."""
    name, _, faults = name.partition(":")
    wanted = set(filter(None, faults.split(",")))
    if wanted - _FAULTS:
        odd = ", ".join(sorted(wanted - _FAULTS))
        msg = f"{name}: no fault {odd}; there are {', '.join(sorted(_FAULTS))}"
        raise Misfit(msg)
    entry = _entry(attrs, name)
    value = _value(name, value, entry, resolve)
    if "hex" in wanted:
        value = unhex(str(value).removeprefix("0x"))
    flags = None
    if wanted & {"nested", "plain"}:
        flags = NLA_F_NESTED if "nested" in wanted else 0
    return Item(name, value, flags, terminated="nonul" not in wanted)


def _entry(attrs: Attrs | None, name: str) -> Entry | None:
    if attrs is None or name.removeprefix("attr_").isdigit():
        return None
    try:
        return table(attrs, HOST_ORDER).named(name)
    except Misfit:
        return None


def _value(name: str, value: Any, entry: Entry | None, resolve: Resolve) -> Any:
    """Return a value with what its type needs done: names to indexes, hex to bytes."""
    if isinstance(value, Mapping):
        return _nested(value, entry, resolve)
    if entry is None:
        numbered = isinstance(value, str) and name.removeprefix("attr_").isdigit()
        return unhex(value.removeprefix("0x")) if numbered else value
    if isinstance(value, list):
        return [_value(name, each, entry, resolve) for each in value]
    return _index(entry.type, value, resolve)


def _nested(values: Mapping[str, Any], entry: Entry | None, resolve: Resolve) -> Any:
    """Return the items of a nest; as they are where a type of its own reads them."""
    node = None if entry is None else entry.node
    inner = now(node.of) if isinstance(node, Nest) else None
    leaf = entry is not None and node is None
    if leaf or isinstance(node, (Indexed, Records, NestTypeValue)):
        return values
    attrs = inner if isinstance(inner, Attrs) else None
    return list(_items(values, attrs, resolve))
