from __future__ import annotations

import struct

import pytest

from nlscope.encode import Around, Item, attributes, body, framed
from nlscope.model import HOST_ORDER
from nlscope.spec import (
    NLA_F_NESTED,
    NLA_F_NET_BYTEORDER,
    U8,
    U16,
    U32,
    Attrs,
    Binary,
    Flag,
    Headed,
    Indexed,
    Misfit,
    Multi,
    Nest,
    NestTypeValue,
    Payload,
    Records,
    Select,
    Str,
    Struct,
)
from tests.support import attr

INNER = Attrs("IN", {1: "a" / U32, 2: "b" / Str})
HOP = "hop" / Struct("len" / U16, "flags" / U16)
OUTER = Attrs(
    "OUT",
    {
        1: "number" / U32,
        2: "name" / Str,
        3: "nest" / Nest(INNER),
        4: "list" / Indexed(INNER),
        5: "kind" / Str,
        6: "data" / Select("kind", {"in": INNER, "raw": Binary}),
        7: "again" / Multi(U8),
        8: "on" / Flag,
        9: "policy" / NestTypeValue(INNER, "x", "y"),
        10: "headed" / Headed(HOP, INNER),
        11: "hops" / Records(HOP, "len", INNER),
    },
)
ONE = struct.pack("=I", 1)
NESTED = NLA_F_NESTED


@pytest.mark.parametrize(
    ("values", "raw"),
    [
        ({"number": 1}, attr(1, ONE)),
        ({"number": "0x1"}, attr(1, ONE)),
        ({"OUT_NUMBER": 1}, attr(1, ONE)),
        ({"name": "ab"}, attr(2, b"ab\0")),
        ({"nest": {"a": 1, "b": "x"}}, attr(3 | NESTED, attr(1, ONE) + attr(2, b"x\0"))),
        (
            {"list": [{"a": 1}, {"b": "x"}]},
            attr(
                4 | NESTED,
                attr(1 | NESTED, attr(1, ONE)) + attr(2 | NESTED, attr(2, b"x\0")),
            ),
        ),
        ({"kind": "in", "data": {"a": 1}}, attr(5, b"in\0") + attr(6, attr(1, ONE))),
        ({"kind": "raw", "data": b"\1"}, attr(5, b"raw\0") + attr(6, b"\1")),
        ({"again": [1, 2]}, attr(7, b"\1") + attr(7, b"\2")),
        ({"on": True}, attr(8, b"")),
        ({"attr_99": "0102"}, attr(99, b"\1\2")),
        ({"attr_99": {"attr_1": "00"}}, attr(99, attr(1, b"\0"))),
        (
            {"policy": {"3": {"8": {"a": 1}}}},
            attr(9 | NESTED, attr(3 | NESTED, attr(8 | NESTED, attr(1, ONE)))),
        ),
        (
            {"headed": {"len": 5, "a": 1}},
            attr(10, struct.pack("=HH", 5, 0) + attr(1, ONE)),
        ),
        (
            {"hops": [{"flags": 2, "a": 1}, {"flags": 3}]},
            attr(11, struct.pack("=HH", 12, 2) + attr(1, ONE) + struct.pack("=HH", 4, 3)),
        ),
    ],
)
def test_values(values: dict[str, object], raw: bytes) -> None:
    assert attributes(OUTER, values, HOST_ORDER) == raw


def test_items_keep_flags_order_and_missing_nul() -> None:
    listed = [
        Item("again", 1, 0),
        Item("name", "x", 0, terminated=False),
        Item("again", 2, 0),
        Item("nest", [Item("a", 1, NLA_F_NET_BYTEORDER)], 0),
    ]
    assert attributes(OUTER, listed, HOST_ORDER) == b"".join(
        [
            attr(7, b"\1"),
            attr(2, b"x"),
            attr(7, b"\2"),
            attr(3, attr(1 | NLA_F_NET_BYTEORDER, b"\0\0\0\1")),
        ]
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"nosuch": 1}, "no attribute 'nosuch' in OUT"),
        ({"number": "x"}, "number: 'x' is no number"),
        ({"nest": {"a": -1}}, "nest: a: -1 does not fit"),
        ({"number": [1, 2]}, "number: "),
        ({"attr_5": "xyz"}, "'xyz' is not hex"),
    ],
)
def test_what_does_not_fit_is_named(values: dict[str, object], words: str) -> None:
    with pytest.raises(Misfit, match=words):
        attributes(OUTER, values, HOST_ORDER)


def test_byte_order_is_the_one_asked_for() -> None:
    assert attributes(OUTER, {"number": 1}, ">") == b"\0\x08\0\1\0\0\0\1"
    assert attributes(OUTER, {"number": 1}, "<") == b"\x08\0\1\0\1\0\0\0"


def test_bodies() -> None:
    assert body("text" / Payload, {"text": "hi"}, HOST_ORDER, None) == b"hi"
    assert body(OUTER, {"number": 1}, HOST_ORDER, None) == attr(1, ONE)
    assert body(OUTER, b"raw", HOST_ORDER, None) == b"raw"
    chosen = Select("family", {2: INNER}, OUTER)
    assert body(chosen, {"a": 1}, HOST_ORDER, Around({"family": 2})) == attr(1, ONE)


def test_an_attribute_holds_64_kilobytes() -> None:
    assert len(framed(1, bytes(0xFFFB), 0, HOST_ORDER)) == 0x10000
    with pytest.raises(Misfit, match="do not fit"):
        framed(1, bytes(0xFFFC), 0, HOST_ORDER)
