from __future__ import annotations

from typing import Any

import construct
import pytest

from nlscope.codec import codec
from nlscope.model import Field
from nlscope.spec import (
    IP,
    S16,
    U8,
    U16,
    U16BE,
    U16LE,
    U24BE,
    U32,
    U64,
    U64LE,
    Array,
    Binary,
    Bitfield32,
    Bytes,
    Constants,
    Enum,
    Flags,
    Growing,
    Hex,
    IPv4,
    IPv6,
    Mac,
    Misfit,
    Padding,
    Payload,
    Sint,
    Str,
    Struct,
    Text,
    Uint,
    Uuid,
)


class Color(Constants, prefix="COLOR"):
    RED = 1
    GREEN = 2


class Bit(Constants, prefix="BIT"):
    A = 1
    B = 2
    BOTH = 6


PAIR = Struct("a" / U16, Padding(2), "b" / U32)
TAILED = Struct("family" / U16, "addr" / IP)

LEAVES = [
    (U8, "<", "7f", 127),
    (U16, "<", "0100", 1),
    (U16, ">", "0001", 1),
    (S16, "<", "ffff", -1),
    (U16BE, "<", "0001", 1),
    (U16BE, ">", "0001", 1),
    (U24BE, "<", "010203", 0x010203),
    (U64, "<", "0100000000000000", 1),
    (Enum(U8, Color), "<", "02", "GREEN"),
    (Enum(U8, Color), "<", "09", 9),
    (Flags(U8, Bit), "<", "03", ("A", "B")),
    (Flags(U8, Bit), "<", "06", ("BOTH",)),
    (Flags(U8, Bit), "<", "11", ("A", "0x10")),
    (Flags(U16, Bit), ">", "0001", ("A",)),
    (Str, "<", "616200", "ab"),
    (Text(4), "<", "61000000", "a"),
    (Binary, "<", "00ff", b"\x00\xff"),
    (Bytes(2), "<", "0102", b"\x01\x02"),
    (Mac, "<", "020000000001", "02:00:00:00:00:01"),
    (IPv4, "<", "0a000001", "10.0.0.1"),
    (IP, "<", "0a000001", "10.0.0.1"),
    (IP, "<", "fe80" + "00" * 13 + "01", "fe80::1"),
    (Uuid, "<", "00" * 15 + "01", "00000000-0000-0000-0000-000000000001"),
    (Sint, "<", "ffffffff", -1),
    (Uint, ">", "0000000100000000", 1 << 32),
    (Hex(U32), "<", "ff000000", 255),
    (Array(U16), "<", "01000200", [1, 2]),
    (Array(U8, index=Color), "<", "0506", {"0": 5, "RED": 6}),
    (Array(Struct("a" / U8)), "<", "0102", [{"a": 1}, {"a": 2}]),
    (PAIR, "<", "0100000002000000", {"a": 1, "b": 2}),
    (Growing(PAIR), "<", "0100000002000000", {"a": 1, "b": 2}),
    (TAILED, "<", "0200c0000201", {"family": 2, "addr": "192.0.2.1"}),
    (Bitfield32(Bit), "<", "0100000003000000", {"value": ("A",), "selector": ("A", "B")}),
    (Payload, "<", "6869", "hi"),
    (Payload, "<", "ff01", b"\xff\x01"),
    (construct.Int16sb, "<", "fffe", -2),
    (construct.VarInt, "<", "8101", 129),
]


@pytest.mark.parametrize(("kind", "order", "raw", "value"), LEAVES)
def test_reads_and_writes(kind: Any, order: str, raw: str, value: Any) -> None:
    made, data = codec(kind, order), bytes.fromhex(raw)
    assert made.read(b"??" + data, 2, 2 + len(data)) == value
    assert made.write(value) == data
    if made.unpack is not None:
        fast = made.unpack(data, 0)[0]
        assert (made.adapt(fast) if made.adapt else fast) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (IP, b"\1\2\3"),
        (Str, b"a\0b"),
        (Uint, b"\1\2"),
        (Array(U32), b"\1\2\3\4\5"),
        (TAILED, b"\1"),
    ],
)
def test_bytes_that_do_not_fit(kind: Any, raw: bytes) -> None:
    with pytest.raises(Misfit):
        codec(kind, "<").read(raw, 0, len(raw))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (U8, 256),
        (U8, "many"),
        (Enum(U8, Color), "BLUE"),
        (Flags(U8, Bit), ["A", "Z"]),
        (Mac, "zz"),
        (IPv4, "::1"),
        (IPv6, "1.2.3.4"),
        (IP, "host"),
        (Text(2), "abc"),
        (Bytes(2), "00"),
        (PAIR, {"c": 1}),
    ],
)
def test_values_that_do_not_fit(kind: Any, value: Any) -> None:
    with pytest.raises(Misfit):
        codec(kind, "<").write(value)


def test_names_numbers_and_constants_are_written_alike() -> None:
    write = codec(Enum(U8, Color), "<").write
    assert write("GREEN") == write("COLOR_GREEN") == write("green") == write("2") == b"\2"
    flags = codec(Flags(U8, Bit), "<").write
    assert flags("A|B") == flags(["A", "BIT_B"]) == flags(3) == b"\3"


def test_a_growing_struct_may_be_short() -> None:
    made = codec(Growing(PAIR), "<")
    assert made.read(b"\1\0\0\0", 0, 4) == {"a": 1}
    assert made.growing
    assert made.write({"a": 1}) == b"\1\0"
    assert made.write({"a": 1, "b": 2}) == b"\1\0\0\0\2\0\0\0"


def test_expand_gives_members_where_they_are() -> None:
    made = codec(PAIR, "<")
    data = b"\1\0\0\0\2\0\0\0"
    whole = Field("x", 0, 8, made.read(data, 0, 8), None, None, None, 0, 8, data)
    spans = [(f.name, f.start, f.end, f.kind) for f in made.expand(whole)]
    assert spans == [
        ("a", 0, 2, "value"),
        ("padding", 2, 4, "padding"),
        ("b", 4, 8, "value"),
    ]


def test_construct_parses_and_builds_leaves_alike() -> None:
    for kind in (U16BE, Enum(U8, Color), Flags(U8, Bit), Str, Mac, IP, Uuid, Hex(U8)):
        for plain, order, raw, value in LEAVES:
            if type(plain) is type(kind) and order == "<":
                assert plain.parse(bytes.fromhex(raw)) == value
                assert plain.build(value) == bytes.fromhex(raw)


def test_a_member_that_does_not_fit_its_type_is_its_bytes() -> None:
    made = codec(TAILED, "<")
    assert made.read(b"\2\0\1", 0, 3) == {"family": 2, "addr": b"\1"}


def test_little_endian_whatever_the_host() -> None:
    for order in "<>":
        assert codec(U16LE, order).read(b"\1\2", 0, 2) == 0x0201
        assert codec(U64LE, order).write(1) == b"\1" + bytes(7)
