"""Every attribute of every table: exact, short, long and empty payloads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nlscope.dissect.walk import walk
from nlscope.model import HOST_ORDER, Field
from nlscope.spec import (
    Attrs,
    Flag,
    Headed,
    Indexed,
    Multi,
    Nest,
    NestTypeValue,
    Records,
    Select,
    now,
)
from nlscope.table import Entry, table
from tests.support import attr, check_tiles, registry


def sets() -> dict[str, Attrs]:
    """Return every attribute set that the registry's families can reach, by name."""
    found: dict[int, Attrs] = {}
    for family in registry():
        kinds = [family.attrs, *(op.attrs for op in family.ops.values())]
        for kind in kinds:
            if kind is not None:
                _reach(kind, found)
    named: dict[str, Attrs] = {}
    for attrs in found.values():
        name = attrs.prefix or "BARE"
        while name in named:
            name += "'"
        named[name] = attrs
    return named


def _reach(kind: object, found: dict[int, Attrs]) -> None:
    kind = getattr(kind, "subcon", kind) if not isinstance(kind, Attrs) else kind
    if isinstance(kind, Attrs):
        if id(kind) not in found:
            found[id(kind)] = kind
            for each in kind.entries.values():
                _reach(each.subcon, found)
    elif isinstance(kind, (Nest, Indexed, NestTypeValue, Multi, Headed, Records)):
        _reach(now(kind.of), found)
    elif isinstance(kind, Select):
        for case in [*kind.cases.values(), kind.default]:
            if case is not None:
                _reach(now(case), found)


SETS = sets()


def entries(attrs: Attrs) -> Iterator[Entry]:
    yield from table(attrs, HOST_ORDER).entries.values()


def decode(attrs: Attrs, number: int, payload: bytes) -> Field:
    """Return the one field of a list with one attribute, after checking the tiling."""
    data = attr(number, payload)
    fields = walk(data, 0, len(data), table(attrs, HOST_ORDER), None)
    assert [fields[0].start, fields[-1].end] == [0, len(data)]
    check_tiles(fields[0])
    return fields[0]


@pytest.mark.parametrize("name", SETS)
def test_names_are_unique(name: str) -> None:
    names = [entry.name for entry in entries(SETS[name])]
    assert sorted(names) == sorted(set(names))
    assert all(n == n.lower() and f"_{n}".isidentifier() for n in names)


@pytest.mark.parametrize("name", SETS)
def test_exact(name: str) -> None:
    for entry in entries(SETS[name]):
        if entry.codec is not None and entry.codec.size is not None:
            field = decode(SETS[name], entry.number, bytes(entry.codec.size))
            assert field.problem is None, entry.name
            assert field.name == entry.name
            assert entry.codec.write(field.value) == field.raw, entry.name


@pytest.mark.parametrize("name", SETS)
def test_short(name: str) -> None:
    for entry in entries(SETS[name]):
        if entry.codec is not None and entry.codec.size:
            field = decode(SETS[name], entry.number, bytes(entry.codec.size - 1))
            assert (field.problem is None) == entry.codec.growing, entry.name


@pytest.mark.parametrize("name", SETS)
def test_long(name: str) -> None:
    for entry in entries(SETS[name]):
        if entry.codec is not None and entry.codec.size is not None:
            payload = bytes(entry.codec.size) + b"\1\2\3\4"
            field = decode(SETS[name], entry.number, payload)
            assert (field.problem is None) == entry.codec.growing, entry.name
            assert field.items[-1].kind == "undecoded"
            assert field.items[-1].raw == b"\1\2\3\4"


@pytest.mark.parametrize("name", SETS)
def test_empty(name: str) -> None:
    for entry in entries(SETS[name]):
        field = decode(SETS[name], entry.number, b"")
        assert field.name == entry.name
        if entry.codec is not None and entry.codec.size and not entry.codec.growing:
            assert field.problem, entry.name
        if entry.type is Flag:
            assert field.value is True


@pytest.mark.parametrize("name", SETS)
def test_any_bytes(name: str) -> None:
    for entry in entries(SETS[name]):
        for size in (1, 2, 3, 4, 7, 8, 12, 16, 20, 33, 64):
            decode(SETS[name], entry.number, bytes(range(size)))
            decode(SETS[name], entry.number, b"\xff" * size)
