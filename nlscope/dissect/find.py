"""Fields by name: the members and attributes of a decoded message, and paths to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nlscope.dissect.identity import Identity
from nlscope.model import Field
from nlscope.spec import Indexed, Records, told
from nlscope.table import Entry, Header

_ARRAYS = (Indexed, Records)


def named(field: Field) -> Iterator[Field]:
    """Yield what a field holds by name, the members of fixed headers in their place."""
    for item in field.items:
        if item.kind == "padding":
            continue
        if isinstance(item.spec, Header):
            yield from (m for m in item.items if m.kind != "padding")
        else:
            yield item


def find(field: Field, path: list[str]) -> list[Field]:
    """Return all fields at a path of short names below a field, none if absent.

    Elements of arrays and repeated attributes all count.
    """
    found = [field]
    for name in path:
        found = [item for each in found for item in _children(each, name)]
    return found


def _children(field: Field, name: str) -> Iterator[Field]:
    for item in named(field):
        if item.name == name:
            yield item
        elif item.name.isdigit() and item.parts != []:
            yield from _children(item, name)


def elements(field: Field) -> list[Field]:
    """Return the elements of an array, or a field that is one itself."""
    held = [item for item in field.items if item.kind != "padding"]
    array = isinstance(field.spec, Entry) and isinstance(field.spec.node, _ARRAYS)
    return held if array or (held and all(e.name.isdigit() for e in held)) else [field]


def plain_value(field: Field) -> Any:
    """Return a field's value, of a nest what it holds as a list of (name, value)."""
    if field.value is not None:
        return told(field.value)
    return [(i.name, plain_value(i)) for i in field.items if i.kind != "padding"]


def at(field: Field, offset: int) -> list[Field]:
    """Return the fields from below a root down to the one that holds an offset."""
    trail: list[Field] = []
    inner: Field | None = field
    while inner is not None:
        inner = next((f for f in inner.items if f.start <= offset < f.end), None)
        if inner is not None:
            trail.append(inner)
            if inner.start == offset and inner.body > inner.start:
                break
    return trail


def identity_of(root: Field) -> Identity:
    """Return the identity that a message's root, or an echoed request, carries."""
    assert isinstance(root.value, Identity)
    return root.value
