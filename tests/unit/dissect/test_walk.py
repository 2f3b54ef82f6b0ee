from __future__ import annotations

from nlscope.dissect.walk import MAX_DEPTH, walk
from nlscope.model import HOST_ORDER, Field
from nlscope.spec import (
    NLA_F_NESTED,
    NLA_F_NET_BYTEORDER,
    U8,
    U16,
    U32,
    Array,
    Attrs,
    Binary,
    Flag,
    Headed,
    Indexed,
    Multi,
    Nest,
    NestTypeValue,
    Records,
    Select,
    Str,
    Struct,
)
from nlscope.table import table
from tests.support import attr, check_tiles

INNER = Attrs("IN", {1: "a" / U32, 2: "b" / Str})
HOP = "hop" / Struct("len" / U16, "flags" / U16)
OUTER: Attrs = Attrs(
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
        12: "self" / Nest(lambda: OUTER),
        13: "words" / Array(U16),
        14: "plain" / Indexed(U32),
    },
)


def decode(data: bytes) -> list[Field]:
    fields = walk(data, 0, len(data), table(OUTER, HOST_ORDER), None)
    at = 0
    for field in fields:
        assert field.start == at
        at = field.end
        check_tiles(field)
    assert at == len(data)
    return fields


def u32(value: int) -> bytes:
    return value.to_bytes(4, "little" if HOST_ORDER == "<" else "big")


def test_values_and_offsets() -> None:
    first, second = decode(attr(1, u32(7)) + attr(2, b"ab\0"))
    assert (first.name, first.value, first.start, first.end) == ("number", 7, 0, 8)
    assert (second.name, second.value, second.stop, second.end) == ("name", "ab", 15, 16)
    assert [c.name for c in second.children] == ["nla_len", "nla_type", "value", "padding"]
    assert second.spec is not None
    assert second.spec.const == "OUT_NAME"


def test_nest_with_and_without_its_flag() -> None:
    payload = attr(1, u32(1)) + attr(2, b"x\0")
    for kind in (3, 3 | NLA_F_NESTED):
        (nest,) = decode(attr(kind, payload))
        assert [(f.name, f.value) for f in nest.items] == [("a", 1), ("b", "x")]


def test_indexed_names_members_by_number() -> None:
    (array,) = decode(attr(4, attr(1, attr(1, u32(5))) + attr(2, attr(1, u32(6)))))
    assert [(f.name, f.items[0].value) for f in array.items] == [("1", 5), ("2", 6)]
    (plain,) = decode(attr(14, attr(0, u32(5)) + attr(9, u32(6))))
    assert [(f.name, f.value) for f in plain.items] == [("0", 5), ("9", 6)]


def test_type_values_nest_by_level() -> None:
    (policy,) = decode(attr(9, attr(3, attr(8, attr(1, u32(1))))))
    level = policy.items[0]
    assert (policy.name, level.name, level.items[0].name) == ("policy", "3", "8")
    assert level.items[0].items[0].name == "a"


def test_selector_before_after_and_absent() -> None:
    data = attr(6, attr(1, u32(1)))
    assert decode(attr(5, b"in\0") + data)[1].items[0].name == "a"
    assert decode(data + attr(5, b"in\0"))[0].items[0].name == "a"
    assert decode(data)[0].kind == "undecoded"
    assert decode(attr(5, b"raw\0") + data)[1].value == attr(1, u32(1))


def test_selector_of_an_outer_set() -> None:
    inner = attr(12, attr(6, attr(1, u32(1))))
    nest = decode(attr(5, b"in\0") + inner)[1]
    assert nest.items[0].items[0].value == 1


def test_fixed_header_and_records() -> None:
    hop = (8 + 4).to_bytes(2, "little") + b"\0\0" + attr(1, u32(9))
    (headed,) = decode(attr(10, b"\1\0\2\0" + attr(1, u32(9))))
    assert headed.items[0].value == {"len": 1, "flags": 2}
    assert headed.items[1].value == 9
    (hops,) = decode(attr(11, hop + hop))
    assert [r.items[1].value for r in hops.items] == [9, 9]
    (cut,) = decode(attr(11, hop + b"\xff\0\0\0"))
    assert cut.items[1].problem == "len 255 does not fit in 4 bytes"


def test_network_order_flag_swaps_host_integers() -> None:
    (field,) = decode(attr(1 | NLA_F_NET_BYTEORDER, b"\0\0\0\1"))
    assert (field.name, field.value) == ("number", 1)


def test_length_zero_ends_the_list_with_a_problem() -> None:
    first, rest = decode(attr(1, u32(1)) + b"\0\0\1\0abcd")
    assert first.value == 1
    assert rest.problem == "nla_len 0 is smaller than an attribute header (4) (type 1)"
    assert (rest.kind, rest.raw) == ("undecoded", b"\0\0\1\0abcd")


def test_length_past_the_end() -> None:
    (rest,) = decode(b"\xc8\0\1\0abcd")
    assert rest.problem == "nla_len 200 runs 192 bytes past the end (type 1)"


def test_trailing_bytes() -> None:
    assert decode(attr(1, u32(1)) + b"\0")[1].problem == "1 trailing bytes"


def test_last_attribute_without_its_padding() -> None:
    data = attr(2, b"ab\0")[:-1]
    (field,) = decode(data)
    assert (field.value, field.end) == ("ab", 7)


def test_wrong_lengths() -> None:
    (short,) = decode(attr(1, b"\1\2"))
    assert (short.value, short.problem) == (b"\1\2", "2 bytes, expected 4")
    (long,) = decode(attr(1, u32(3) + b"\1\2\3\4"))
    assert (long.value, long.problem) == (3, "8 bytes, expected 4")
    assert [f.kind for f in long.items] == ["value", "undecoded"]
    (flag,) = decode(attr(8, b""))
    assert flag.value is True
    (odd,) = decode(attr(13, b"\1\2\3"))
    assert odd.problem == "3 bytes are no array of 2-byte elements"


def test_unknown_attributes_are_walked_or_kept() -> None:
    (bare,) = decode(attr(99, attr(1, u32(1)) + attr(2, b"x\0")))
    assert bare.name == "attr_99"
    assert [f.name for f in bare.items] == ["attr_1", "attr_2"]
    (raw,) = decode(attr(99, b"\1\2\3"))
    assert (raw.value, raw.kind, raw.problem) == (b"\1\2\3", "undecoded", None)


def test_depth_is_limited() -> None:
    data = b""
    for _ in range(MAX_DEPTH + 20):
        data = attr(12, data)
    field = decode(data)[0]
    depth = 0
    while field.parts:
        field, depth = field.parts[0], depth + 1
    assert depth == MAX_DEPTH + 1
    assert field.problem == f"nested deeper than {MAX_DEPTH}"
