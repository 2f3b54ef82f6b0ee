"""Our trees beside what strace printed of the same messages: names and values."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Literal

from nlscope.model import HOST_ORDER, Field
from nlscope.spec import Enum, Records
from nlscope.table import Entry
from tests.golden.test_pyroute2 import number

_CALLED = re.compile(r'(?:inet_|hto|ntoh)\w+\((?:AF_\w+, )?"?(.*?)"?\)$')
_INDEX = re.compile(r'if_nametoindex\("(.*)"\)$')
_PID = re.compile(r"(-?\d+)<.*>$")
_SHIFT = re.compile(r"1<<\(?(\w+?)(?:-1)?\)?$")
BARE = 4  # nla_len of an attribute without a payload
_ORDER: Literal["little", "big"] = "little" if HOST_ORDER == "<" else "big"


class Audit:
    """What became of the values that strace printed.

    found has an example of each difference by place, the constant of an attribute or
    struct and member, and what differs; indexes what numbers a name of a link had.
    """

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.found: dict[tuple[str, str], str] = {}
        self.indexes: dict[str, set[int]] = {}

    def message(self, root: Field, told: list[Any]) -> None:
        """Compare a message: its header, that of its body, its attributes."""
        items = root.items
        self._members(items[0], told[0])
        if items[0].value["nlmsg_type"] in ("NLMSG_ERROR", "NLMSG_DONE"):
            return
        for part in told[1:]:
            if is_attribute(part):
                self._attributes(_entries(items), part)
            elif isinstance(part, dict) and len(items) > 1:
                self._members(items[1], part)

    def _members(self, field: Field, told: dict[str, Any]) -> None:
        own = {each.name.lower(): each for each in field.items}
        sets = [each.value for each in field.items if isinstance(each.value, tuple)]
        flags = [name for each in sets for name in each]
        for name, text in told.items():
            found = [own[each] for each in own if alike(name, each)]
            exact, place = own.get(name.lower()), f"{field.name}.{name}"
            member = exact or (found[0] if found else None)
            if member is None and isinstance(text, dict):
                self._members(field, text)  # a struct in a struct is one here
            elif member is None and flags:
                self._tally(
                    place, "bit", text, field, right=(name in flags) == (text == "1")
                )
            elif member is None:
                self._note(place, "member", text, None)
            elif isinstance(text, dict) and member.items:
                self._members(member, text)
            else:
                self._value(place, member, text)

    def _attributes(self, own: list[Field], told: Any) -> None:
        first = told if isinstance(told, dict) else told[0]
        several = not isinstance(first, dict) or int(first["nla_len"]) == BARE
        listed = told if several and isinstance(told, list) else [told]
        for field, each in zip(own, listed, strict=False):
            self._attribute(field, each if isinstance(each, list) else [each])
        if len(own) != len(listed):
            place = own[0].name if own else "none"
            self._note(place, "count", len(listed), None)

    def _attribute(self, field: Field, told: list[Any]) -> None:
        const = getattr(field.spec, "const", "")
        name = told[0]["nla_type"].rpartition("|")[2]
        self._tally(const, "name", name, field, right=name == const)
        for text in told[1:]:
            if _entries(field.items) and is_attribute(text):
                self._attributes(_entries(field.items), text)
            elif isinstance(getattr(field.spec, "type", None), Records):
                self._records(field, text)
            elif isinstance(text, dict) and field.items:
                self._members(field, text)
            else:
                self._value(const, field, text)

    def _records(self, field: Field, told: list[Any]) -> None:
        for record, text in zip(field.parts or [], told, strict=True):
            head, *listed = record.parts or []
            self._members(head, text[0])
            if listed:
                self._attributes(listed, text[1])

    def _value(self, place: str, field: Field, text: Any) -> None:
        if isinstance(text, bytes):
            right = field.raw.rstrip(b"\0") == text.rstrip(b"\0")
            self._tally(place, "bytes", text, field, right=right)
        elif isinstance(text, str):
            right = text == field.raw.hex(":") or self._same(field, text)
            self._tally(place, "value", text, field, right=right)
        elif isinstance(text, list) and all(isinstance(each, str) for each in text):
            self._tally(place, "array", text, field, right=_array(field.raw, text))
        else:
            self._note(place, "deeper", text, field)

    def _same(self, field: Field, text: str) -> bool:
        index = _INDEX.match(text)
        if index:
            self.indexes.setdefault(index[1], set()).add(int(field.value))
            return True
        for pattern in (_CALLED, _PID):
            inside = pattern.match(text)
            text = inside[1] if inside else text
        kind = getattr(field.spec, "type", None)
        try:
            told = int(text, 0)
        except ValueError:
            return named(kind, field.value, text)
        own = number(kind, field.value)
        if isinstance(own, (str, tuple)):
            own = int.from_bytes(field.raw, _ORDER)
        return isinstance(own, int) and (own - told) % (1 << 32) == 0

    def _tally(
        self, place: str, what: str, text: Any, field: Field, *, right: bool
    ) -> None:
        if right:
            self.counted[f"agree on the {what}"] += 1
        else:
            self._note(place, what, text, field)

    def _note(self, place: str, what: str, text: Any, field: Field | None) -> None:
        self.counted[what] += 1
        own = "nothing" if field is None else str(field.value)[:120]
        self.found.setdefault((place, what), f"{str(text)[:120]}, here {own}")


def _entries(items: list[Field]) -> list[Field]:
    return [each for each in items if isinstance(each.spec, Entry)]


def is_attribute(told: Any) -> bool:
    """Return whether what strace printed is an attribute, or several."""
    while isinstance(told, list) and told:
        told = told[0]
    return isinstance(told, dict) and "nla_type" in told


def alike(told: str, own: str) -> bool:
    """Return whether a constant or member is ours, prefixes aside."""
    told, own = told.lower(), own.lower()
    return told == own or told.endswith(f"_{own}") or own.endswith(f"_{told}")


def named(kind: Any, value: Any, text: str) -> bool:
    """Return whether names, of an enum or of flags, are those of our value."""
    while not isinstance(kind, Enum) and hasattr(kind, "subcon"):
        kind = kind.subcon
    own = [str(each) for each in (value if isinstance(value, tuple) else (value,))]
    told = [_SHIFT.sub(r"\1", each) for each in text.split("|")]
    const = kind.constants.const if isinstance(kind, Enum) else str
    return len(own) == len(told) and all(
        any(alike(theirs, each) or alike(theirs, const(each)) for theirs in told)
        for each in own
    )


def _array(raw: bytes, told: list[str]) -> bool:
    """Return whether numbers, of one size, are the bytes."""
    size = len(raw) // max(1, len(told))
    try:
        numbers = [int(each, 0) for each in told]
        return raw == b"".join(each.to_bytes(size, _ORDER) for each in numbers)
    except (ValueError, OverflowError):
        return False
