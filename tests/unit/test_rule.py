from __future__ import annotations

import struct

import pytest

from nlscope.rule import Rule
from nlscope.spec import NLA_F_NESTED, AttrType
from tests.support import attr


def u32(value: int) -> bytes:
    return struct.pack("=I", value)


def s16(value: int) -> bytes:
    return struct.pack("=h", value)


LOW, HIGH, SLOW, SHIGH, SHORT, LONG, MASK = (
    "min_value_u", "max_value_u", "min_value_s", "max_value_s", "min_length",
    "max_length", "mask",
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "payload", "words"),
    [
        (Rule(AttrType.U32, {LOW: 68}), u32(1), "1 is below the minimum 68"),
        (Rule(AttrType.U32, {LOW: 68}), u32(68), None),
        (Rule(AttrType.U32, {HIGH: 9}), u32(10), "10 is above the maximum 9"),
        (Rule(AttrType.U32), b"\0\0", "has 2 bytes, a U32 has 4"),
        (Rule(AttrType.U8), b"", "has 0 bytes, a U8 has 1"),
        (Rule(AttrType.S16, {SLOW: -5}), s16(-6), "-6 is below the minimum -5"),
        (Rule(AttrType.U32, {MASK: 1}), u32(3), "0x3 has bits 0x2, only 0x1 are allowed"),
        (Rule(AttrType.NUL_STRING), b"abc", "has no terminating NUL"),
        (Rule(AttrType.NUL_STRING, {LONG: 3}), b"abc\0", None),
        (Rule(AttrType.STRING, {LONG: 2}), b"abc\0", "is 3 characters long, at most 2"),
        (Rule(AttrType.STRING), b"", "is empty"),
        (Rule(AttrType.BINARY, {SHORT: 6}), b"abc", "is 3 bytes long, at least 6 are"),
        (Rule(AttrType.FLAG), b"x", "has 1 byte, a flag has none"),
        (Rule(AttrType.FLAG), b"", None),
        (Rule(AttrType.NESTED), b"", "is not marked as a nest (NLA_F_NESTED)"),
        (
            Rule(AttrType.BITFIELD32, {"bitfield32_mask": 1}),
            struct.pack("=II", 2, 2),
            "has bits 0x2, only 0x1 are allowed",
        ),
        (
            Rule(AttrType.BITFIELD32, {"bitfield32_mask": 3}),
            struct.pack("=II", 2, 1),
            "sets bits 0x2 that it does not select",
        ),
    ],
)  # fmt: skip
def test_objections(rule: Rule, payload: bytes, words: str | None) -> None:
    found = rule.objection(payload, 1, "<")
    assert found is None if words is None else found and found.startswith(words)


def test_a_nest_flag_out_of_place() -> None:
    found = Rule(AttrType.U32).objection(u32(1), 1 | NLA_F_NESTED, "<")
    assert found == "is marked as a nest (NLA_F_NESTED), but is a U32"


def test_the_kernels_own_words_are_read() -> None:
    low = attr(2, struct.pack("=q", -100))
    rule = Rule.parse(attr(1, u32(AttrType.S16)) + low + attr(7, u32(4)), "<")
    assert rule == Rule(AttrType.S16, {"min_value_s": -100, "max_length": 4})
