"""Leaves whose values are dicts: what is inside them by name, for filters and for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from construct import Bytes, Construct, Renamed, Struct

from nlscope.spec.leaves import Binary, Leaf, unhex


class Holding(Leaf):
    """A leaf whose value is a dict of values with types of their own."""

    @property
    def inside(self) -> Mapping[str, Construct]:
        """The types of what its values may hold, by name."""
        raise NotImplementedError


def named(kinds: Mapping[Any, Construct]) -> dict[str, Construct]:
    """Return types by their own names."""
    return {kind.name: kind.subcon for kind in kinds.values()}


def wired(kind: Construct, value: Any) -> Any:
    """Return a value as construct builds it, bytes that are hex text as bytes."""
    while isinstance(kind, Renamed):
        kind = kind.subcon
    if isinstance(kind, Struct) and isinstance(value, Mapping):
        members = {each.name: each for each in kind.subcons if each.name}
        return {
            name: wired(members[name], each) if name in members else each
            for name, each in value.items()
        }
    if isinstance(kind, (Bytes, type(Binary))) and isinstance(value, str):
        return unhex(value)
    return value
