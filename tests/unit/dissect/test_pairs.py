from __future__ import annotations

import pytest

from nlscope.dissect.pairs import _flat, _folded, pairs
from tests.support import attr, genlmsg, nlmsg, tree

FIELDS = tree(
    16,
    nlmsg(
        16,
        genlmsg(
            1,
            attr(2, b"fam\0")
            + attr(1, b"\x21\0")
            + attr(3, bytes(4))
            + attr(5, b"\2\0\0\0"),
        ),
    ),
)


def test_pairs_leave_out_what_is_zero() -> None:
    assert pairs([FIELDS.items[2], FIELDS.items[3], FIELDS.items[4]]) == (
        "family_name fam family_id 33"
    )


def test_numbers_in_hex() -> None:
    # TCA_U32_HASH of a filter: hash table 800, bucket 0
    hashed = attr(1, b"u32\0") + attr(2, attr(2, b"\0\0\0\x80"))
    head = bytes(16) + b"\0\0\0\0"
    root = tree(0, nlmsg(44, head + hashed))
    assert pairs(root.items[-1:]) == "hash 0x80000000"


def test_pairs_end_in_dots() -> None:
    assert pairs(FIELDS.items[2:3] * 12).endswith("family_name fam ...")


def test_flat() -> None:
    value = {"a": [1, {"b": b"\xff"}], "c": "x"}
    assert list(_flat("", value)) == [("a", "1"), ("b", "ff"), ("c", "x")]


@pytest.mark.parametrize(
    ("text", "mask", "said"),
    [
        ("10.1.0.0", "255.255.0.0", "10.1.0.0/16"),
        ("10.1.2.3", "255.255.255.255", "10.1.2.3"),
        ("10.1.0.0", "255.0.255.0", "10.1.0.0/255.0.255.0"),
        ("fd00::", "ffff::", "fd00::/16"),
        ("02:00:00:00:00:01", "ff:ff:ff:ff:ff:ff", "02:00:00:00:00:01"),
        ("443", "0xffff", "443"),
        ("0x10", "0xf0", "0x10/0xf0"),
        ("x", "y", "x/y"),
    ],
)
def test_a_value_and_its_mask_are_one(text: str, mask: str, said: str) -> None:
    held = iter([("before", "1"), ("key", text), ("key_mask", mask), ("mark_mask", "2")])
    assert list(_folded(held)) == [("before", "1"), ("key", said), ("mark_mask", "2")]
