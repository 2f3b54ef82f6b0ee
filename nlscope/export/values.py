"""Fields as plain values: dicts, lists, numbers and texts, with what they leave out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from nlscope.model import Field
from nlscope.spec import Indexed, Nest, Records
from nlscope.table import Entry, Header

_ENVELOPE = ("nlmsghdr", "genlmsghdr")


def values(root: Field) -> dict[str, Any]:
    """Return the named values of a message, its netlink headers left out.

    Nests are dicts, repeated attributes and arrays lists; bytes stay bytes.
    """
    return _gather([item for item in root.items if item.name not in _ENVELOPE])


def _gather(items: list[Field]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for item in items:
        spec = item.spec
        if item.kind == "padding":
            continue
        if isinstance(spec, Header):
            out.update(item.value)
            continue
        value, name = value_of(item), item.name
        if name in out:
            known = out[name]
            if not isinstance(known, _Repeated):
                known = out[name] = _Repeated([known])
            known.append(value)
        elif isinstance(spec, Entry) and spec.multi:
            out[name] = _Repeated([value])
        else:
            out[name] = value
    return out


class _Repeated(list[Any]):
    """The values of an attribute that stands several times in one list."""


def value_of(field: Field) -> Any:
    """Return the value of a field: its own, or those of the attributes it holds."""
    if field.parts is None or (field.kind != "undecoded" and _is_leaf(field)):
        return field.value
    node = field.spec.node if isinstance(field.spec, Entry) else None
    if isinstance(node, (Indexed, Records)) and field.name == field.spec.name:  # type: ignore[union-attr]
        return [value_of(part) for part in field.parts]
    if isinstance(node, Nest) and node.read is not None:
        held = [(part.name, value_of(part)) for part in field.parts]
        return node.read(field.spec.order, held)  # type: ignore[union-attr]
    return _gather(field.parts)


def indexes(root: Field) -> dict[str, list[int]]:
    """Return the numbers of the elements of arrays that are not 1, 2, 3..., by path.

    A path has names and, of what is a list in ``values``, places from 0.
    """
    found: dict[str, list[int]] = {}
    _indexes([item for item in root.items if item.name not in _ENVELOPE], "", found)
    return found


def _indexes(items: list[Field], prefix: str, found: dict[str, list[int]]) -> None:
    if not any(item.parts for item in items):
        return
    counts, places = Counter(item.name for item in items), Counter[str]()
    for item in items:
        name, parts, spec = item.name, item.parts, item.spec
        place, places[name] = places[name], places[name] + 1
        if not parts or not isinstance(spec, Entry):
            continue
        repeats = spec.multi or counts[name] > 1
        path = f"{prefix}{name}.{place}" if repeats else prefix + name
        if not isinstance(spec.node, (Indexed, Records)) or name != spec.name:
            _indexes(parts, f"{path}.", found)
            continue
        for n, part in enumerate(parts):
            if part.parts:
                _indexes(part.parts, f"{path}.{n}.", found)
        numbers = [part.name for part in parts]
        if isinstance(spec.node, Indexed) and all(map(str.isdigit, numbers)):
            told = [int(number) for number in numbers]
            if told != list(range(1, len(told) + 1)):
                found[path] = told


def _is_leaf(field: Field) -> bool:
    return isinstance(field.spec, Entry) and field.value is not None


def undecoded(field: Field) -> int:
    """Return how many bytes below a field no named field describes."""
    if field.kind == "undecoded":
        return field.end - field.start
    total = 0
    for part in field.parts or ():
        if part.parts is not None or part.kind == "undecoded":
            total += undecoded(part)
    return total


def problems(field: Field) -> list[Field]:
    """Return the fields that have a problem, outermost first."""
    found = [field] if field.problem else []
    for part in field.parts or ():
        if part.parts is not None or part.problem:
            found += problems(part)
    return found
