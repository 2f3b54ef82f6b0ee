"""Members that another member tells, payloads that their size tells."""

from __future__ import annotations

from typing import Any

import pytest

from nlscope.codec import codec
from nlscope.model import Field
from nlscope.spec import (
    U8,
    U16,
    U32,
    Binary,
    Constants,
    Enum,
    Growing,
    IPv4,
    IPv6,
    Misfit,
    Struct,
)
from nlscope.spec.unions import BySize, IpUnion, Union


class Family(Constants, prefix="AF"):
    INET = 2
    INET6 = 10


KIND = "kind" / Enum(U8, Family)
LATER = Struct("addr" / IpUnion("kind"), KIND)
INNER = Struct("in" / Struct("x" / U8, KIND), "addr" / IpUnion("in.kind"))
STRUCTS = Struct(
    "kind" / U8,
    "data" / Union("kind", {1: Struct("a" / U8, "b" / U8), 2: U32}, size=4),
    "after" / U8,
)
TAIL = Struct("kind" / U8, "data" / Union("kind", {1: U16, 2: Binary}) * "noted")
FOUR = bytes([10, 0, 0, 1])
SIX = bytes.fromhex("fe80") + bytes(13) + b"\1"


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (LATER, FOUR + bytes(12) + b"\2", {"addr": "10.0.0.1", "kind": "INET"}),
        (LATER, SIX + b"\x0a", {"addr": "fe80::1", "kind": "INET6"}),
        (LATER, bytes(16) + b"\x0a", {"addr": "::", "kind": "INET6"}),
        (LATER, bytes(16) + b"\0", {"addr": "0.0.0.0", "kind": 0}),
        (LATER, SIX + b"\2", {"addr": SIX, "kind": "INET"}),
        (INNER, b"\7\x0a" + SIX, {"in": {"x": 7, "kind": "INET6"}, "addr": "fe80::1"}),
        (STRUCTS, b"\1\5\6\0\0\7", {"kind": 1, "data": {"a": 5, "b": 6}, "after": 7}),
        (STRUCTS, b"\1\5\6\0\1\7", {"kind": 1, "data": b"\5\6\0\1", "after": 7}),
        (STRUCTS, b"\2\5\0\0\0\7", {"kind": 2, "data": 5, "after": 7}),
        (STRUCTS, b"\3\5\0\0\0\7", {"kind": 3, "data": b"\5\0\0\0", "after": 7}),
        (TAIL, b"\1\5\0", {"kind": 1, "data": 5}),
        (TAIL, b"\1\5", {"kind": 1, "data": b"\5"}),
        (TAIL, b"\2\5\0\1", {"kind": 2, "data": b"\5\0\1"}),
    ],
)
def test_both_ways(kind: Any, raw: bytes, value: dict[str, Any]) -> None:
    made = codec(kind, "<")
    assert made.read(b"\x99" + raw, 1, 1 + len(raw)) == value
    assert made.write(value) == raw


def test_a_name_or_a_number_tells_the_same() -> None:
    write = codec(LATER, "<").write
    assert write({"addr": "10.0.0.1", "kind": 2}) == FOUR + bytes(12) + b"\2"
    assert write({"addr": "fe80::1", "kind": "AF_INET6"}) == SIX + b"\x0a"
    assert write({"kind": "INET"}) == bytes(16) + b"\2"


def test_a_value_of_another_type_does_not_fit() -> None:
    write = codec(LATER, "<").write
    with pytest.raises(Misfit):
        write({"addr": "fe80::1", "kind": "INET"})
    with pytest.raises(Misfit, match="17 bytes, the field has 16"):
        write({"addr": bytes(17), "kind": "INET"})


def test_members_have_their_places() -> None:
    made = codec(STRUCTS, "<")
    raw = b"\1\5\6\0\0\7"
    field = Field("s", 0, 6, made.read(raw, 0, 6), None, None, None, 0, 6, raw)
    data = made.expand(field)[1]
    places = [(part.name, part.start, part.end, part.kind) for part in data.items]
    assert places == [
        ("a", 1, 2, "value"),
        ("b", 2, 3, "value"),
        ("padding", 3, 5, "padding"),
    ]


def test_a_struct_that_ends_before_its_selector() -> None:
    made = codec(Growing(LATER), "<")
    assert made.read(SIX, 0, 16) == {"addr": "fe80::1"}


def test_size_tells_the_type() -> None:
    small, large = Growing(Struct("a" / U8)), Growing(Struct("x" / U16, "y" / U16))
    made = codec(BySize({range(2): small}, large), "<")
    assert made.read(b"\1", 0, 1) == {"a": 1}
    assert made.read(b"\1\0\2\0", 0, 4) == {"x": 1, "y": 2}
    assert made.read(b"\1\0", 0, 2) == {"x": 1}
    assert made.write({"a": 1}) == b"\1"
    assert made.write({"x": 1, "y": 2}) == b"\1\0\2\0"


def test_types_of_a_union_by_family() -> None:
    cases = IpUnion("kind").cases
    assert (cases["INET"], cases["INET6"]) == (IPv4, IPv6)
