"""What a devlink formatted message says as a tree: its attributes put into objects.

A group has the bytes of the attributes from its opening bracket to its end. Brackets that
do not match, of a dump cut between messages, stay attributes, or reach to the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nlscope.dissect.walk import MAX_DEPTH
from nlscope.model import Field
from nlscope.spec import Nest
from nlscope.spec.fmsg import formatted
from nlscope.table import Entry

_OBJECT, _PAIR, _ARRAY = "obj_nest_start", "pair_nest_start", "arr_nest_start"
_NAME, _TYPE, _DATA, _END = "obj_name", "obj_value_type", "obj_value_data", "nest_end"


@dataclass(frozen=True, slots=True)
class Grouped:
    """The definition of a group: some attributes of one list."""

    const: str = ""
    doc: str = ""
    origin: str = "built-in"

    def expand(self, field: Field) -> list[Field]:
        """Return nothing: a group has its parts."""
        del field
        return []


_GROUPED = Grouped()


def grouped(field: Field) -> list[Field]:
    """Return what to show below a field: groups of a formatted message, else its items."""
    return (
        _Reader(field.parts or []).level(ends=False) if is_formatted(field) else field.items
    )


def is_formatted(field: Field) -> bool:
    """Return whether a field holds a formatted message."""
    node = field.spec.node if isinstance(field.spec, Entry) else None
    return isinstance(node, Nest) and node.read is not None and bool(field.parts)


class _Reader:
    """The attributes that are still to be put into groups."""

    def __init__(self, parts: list[Field]) -> None:
        self.parts = parts
        self.at = 0
        self.depth = 0

    def level(self, *, ends: bool) -> list[Field]:
        """Return what is there up to the end of a bracket, or of the list."""
        found: list[Field] = []
        while self.at < len(self.parts):
            start, kind = self.at, self._kind()
            if kind == _END and ends:
                return found
            self.at += 1
            if kind in (_OBJECT, _PAIR, _ARRAY) and self.depth < MAX_DEPTH:
                found.append(self._bracket(start, kind, len(found)))
            elif kind == _TYPE and self._kind() == _DATA:
                self.at += 1
                found.append(self._group(start, str(len(found)), self._value(start), None))
            else:
                found.append(self.parts[start])
        return found

    def _bracket(self, start: int, kind: str, place: int) -> Field:
        name = {_OBJECT: "object", _ARRAY: "array"}.get(kind, "pair")
        if kind == _PAIR and self._kind() == _NAME:
            name = str(self.parts[self.at].value)
            self.at += 1
        elif place:
            name = f"{name} {place}"
        self.depth += 1
        held = self.level(ends=True)
        self.depth -= 1
        self.at = min(self.at + 1, len(self.parts))
        only = held[0] if kind == _PAIR and len(held) == 1 else None
        if only is None or only.spec is not _GROUPED:
            return self._group(start, name, None, held)
        return self._group(start, name, only.value, only.parts)

    def _kind(self) -> str:
        """Return the kind of the next attribute, "" if there is none."""
        if self.at == len(self.parts):
            return ""
        return self.parts[self.at].name.removeprefix("fmsg_")

    def _value(self, start: int) -> Any:
        order = getattr(self.parts[start].spec, "order", "<")
        held = [(part.name, part.value) for part in self.parts[start : start + 2]]
        value = formatted(order, held)
        return str(value).lower() if isinstance(value, bool) else value

    def _group(self, start: int, name: str, value: Any, held: list[Field] | None) -> Field:
        first, last = self.parts[start], self.parts[self.at - 1]
        begin, end, data = first.start, last.end, first.data
        return Field(name, begin, end, value, held, None, _GROUPED, begin, end, data)
