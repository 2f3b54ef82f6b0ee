"""Comparisons to tests of payloads, by what kind of value they compare."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from nlscope.codec import codec
from nlscope.filter.address import address_match, packed
from nlscope.filter.error import did_you_mean
from nlscope.filter.literal import Interval, Unfit, Value, hex_bytes, intervals, number, top
from nlscope.filter.match import Always, Elements, Holds, Masked, Match, Numbers, Same
from nlscope.filter.pattern import Pattern
from nlscope.filter.shape import Shape, shape
from nlscope.spec import Constants

_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SEARCHES = ("contains", "matches")


def build(kind: Any, order: str, op: str, values: list[Value]) -> Match:
    """Return the test of a comparison with values of a leaf type; Unfit if it has none."""
    leaf = shape(kind, order)
    return _BUILDERS[leaf.noun](leaf, op, values)


def constants(names: type[Constants]) -> dict[str, int]:
    """Return the numbers of short names and of constants, both in small letters."""
    found = {name.casefold(): bits for name, bits in names.numbers.items()}
    found |= {names.const(name).casefold(): n for name, n in names.numbers.items()}
    return found


def flag_match(leaf: Shape, name: str) -> Match:
    """Return the test for a flag by its name, which it has."""
    assert leaf.names is not None
    bits = constants(leaf.names)[name.casefold()]
    return Numbers(leaf, [] if bits else [(0, 0)], [bits] if bits else [])


def number_of(value: Value, names: type[Constants] | None) -> int:
    """Return the number that a literal names or is; Unfit if it does neither."""
    found = number(value)
    if found is not None:
        return found
    if names is None or not names.numbers:
        msg = f'is a number, which "{value.text}" is not'
        raise Unfit(msg, value)
    known = constants(names)
    if value.text.casefold() not in known:
        msg = f'has no value "{value.text}"{did_you_mean(value.text, names.numbers)}'
        raise Unfit(msg, value)
    return known[value.text.casefold()]


def within(op: str, values: list[Value], names: type[Constants] | None) -> list[Interval]:
    """Return the intervals of numbers that a comparison accepts."""
    found: list[Interval] = []
    for value in values:
        high = None if value.high is None else number_of(value.high, names)
        relation = "==" if op == "in" else op
        found += intervals(relation, number_of(value, names), high)
    return found


def _numbers(leaf: Shape, op: str, values: list[Value]) -> Match:
    if op in _SEARCHES:
        if leaf.names is None:
            msg = f'is a number; "{op}" is for text and bytes'
            raise Unfit(msg)
        return _searched(leaf, op, values)
    return Numbers(leaf, within(op, values, leaf.names), [])


def _flags(leaf: Shape, op: str, values: list[Value]) -> Match:
    if op in _SEARCHES:
        return _searched(leaf, op, values)
    exact = [v for v in values if number(v) is not None or v.high or op not in ("==", "in")]
    named = [number_of(v, leaf.names) for v in values if v not in exact]
    ranges = within(op, exact, leaf.names) + [(0, 0) for bits in named if not bits]
    return Numbers(leaf, ranges, [bits for bits in named if bits])


def _text(leaf: Shape, op: str, values: list[Value]) -> Match:
    if op in ("==", "in"):
        return Same(leaf, [_spelled(value) for value in values])
    return _searched(leaf, op, values)


def _spelled(value: Value) -> str:
    return value.text if value.quoted else value.spelled


def _searched(leaf: Shape, op: str, values: list[Value]) -> Match:
    """Return a test of the value as text, or as bytes if it is none."""
    return Holds(leaf, value_test(op, values))


def value_test(op: str, values: list[Value]) -> Callable[[Any], bool]:
    """Return a test of any decoded value by == in < <= > >= contains or matches."""
    if op == "matches":
        try:
            pattern = Pattern(values[0].text)
        except Unfit as error:
            msg = f"cannot be matched: {error}"
            raise Unfit(msg, values[0]) from None
        return lambda value: pattern(as_text(value))
    if op == "contains":
        return lambda value: _contains(value, values[0])
    if op in _ORDERS:
        compare = _ORDERS[op]
        return lambda value: _ordered(value, values[0], compare)
    return lambda value: any(_equal(value, each) for each in values)


def as_text(value: Any) -> str:
    """Return a value as the text that is searched; bytes as one character each."""
    if isinstance(value, (bytes, bytearray)):
        return value.decode("latin-1")
    if isinstance(value, (tuple, list)):
        return ",".join(map(as_text, value))
    return str(value)


def _contains(value: Any, wanted: Value) -> bool:
    if isinstance(value, (bytes, bytearray)):
        return raw_of(wanted) in value
    return wanted.text in as_text(value)


def raw_of(value: Value) -> bytes:
    """Return the bytes that a literal means: aa:bb, 0xaabb, or its text."""
    found = hex_bytes(value)
    return value.text.encode("utf-8", "surrogatepass") if found is None else found


def _ordered(value: Any, wanted: Value, compare: Callable[[Any, Any], bool]) -> bool:
    if isinstance(value, (bytes, bytearray)):
        return compare(bytes(value), raw_of(wanted))
    if isinstance(value, int):
        limit = number(wanted)
        return limit is not None and compare(value, limit)
    return compare(as_text(value), wanted.text)


def _equal(value: Any, wanted: Value) -> bool:
    if isinstance(value, (bytes, bytearray)):
        return bytes(value) == raw_of(wanted)
    if isinstance(value, int):
        low, high = number(wanted), top(wanted)
        if high is not None:
            return low is not None and low <= value <= high
        return low == value
    text = as_text(value)
    return text == _spelled(wanted) or _inside(text, wanted.text)


def _is_network(text: str) -> bool:
    base, slash, bits = text.partition("/")
    raw = packed(base) if slash else None
    return raw is not None and bits.isdecimal() and int(bits[:4]) <= 8 * len(raw)


def _inside(text: str, network: str) -> bool:
    """Return whether a text is an address of a network."""
    base, slash, bits = network.partition("/")
    low, raw = packed(base), packed(text) if slash else None
    if low is None or raw is None or len(low) != len(raw) or not bits.isdecimal():
        return False
    shift = 8 * len(raw) - min(int(bits[:3]), 8 * len(raw))
    return int.from_bytes(low, "big") >> shift == int.from_bytes(raw, "big") >> shift


def _bytes(leaf: Shape, op: str, values: list[Value]) -> Match:
    if op in ("==", "in"):
        raws = [raw_of(value) for value in values]
        return Masked(
            [(len(raw), raw, b"\xff" * len(raw)) for raw in raws], leaf.codec.size
        )
    return _searched(leaf, op, values)


def _address(leaf: Shape, op: str, values: list[Value]) -> Match:
    if op in _SEARCHES:
        return _searched(leaf, op, values)
    return address_match(leaf, op, values)


def _presence(leaf: Shape, op: str, values: list[Value]) -> Match:  # noqa: ARG001
    if op == "==" and values[0].text.casefold() in ("1", "true"):
        return Always()
    msg = "is there or not: write it alone"
    raise Unfit(msg)


def _array(leaf: Shape, op: str, values: list[Value]) -> Match:
    size = codec(leaf.kind.of, leaf.order).size
    assert size, "an array's elements have a fixed size"
    return Elements(leaf, size, build(leaf.kind.of, leaf.order, op, values))


def _value(leaf: Shape, op: str, values: list[Value]) -> Match:
    """Return the test of a value whose text only its type can read."""
    if op in _ORDERS:
        msg = f'has no order, "{op}" cannot compare it'
        raise Unfit(msg)
    for value in values if op in ("==", "in") else ():
        if _is_network(value.text):
            continue
        try:
            leaf.codec.write(value.text)
        except Exception:  # noqa: BLE001  # a third party's type may raise anything
            msg = f'cannot be "{value.text}"'
            raise Unfit(msg, value) from None
    return _searched(leaf, op, values)


def _struct(leaf: Shape, op: str, values: list[Value]) -> Match:  # noqa: ARG001
    names = ", ".join(m.name for m in leaf.codec.members if m.name)
    msg = f"has members, compare one of them: {names}"
    raise Unfit(msg)


_BUILDERS: dict[str, Callable[[Shape, str, list[Value]], Match]] = {
    "number": _numbers,
    "enum": _numbers,
    "flags": _flags,
    "text": _text,
    "bytes": _bytes,
    "IP address": _address,
    "any address": _address,
    "hardware address": _address,
    "presence": _presence,
    "array": _array,
    "struct": _struct,
    "value": _value,
}
