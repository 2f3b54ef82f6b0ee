"""Bitsets of ethtool as text."""

from __future__ import annotations

from nlscope.spec.bitset import bitset

BITS = [("bit", [("index", 0), ("name", "a"), ("value", True)]), ("bit", [("name", "b")])]


def test_names() -> None:
    assert bitset("wanted")([("bits", BITS)]) == "wanted a on,b off"
    assert bitset("wanted")([("nomask", True), ("bits", BITS[:1])]) == "wanted a"


def test_numbers_of_a_compact_set() -> None:
    words = [("size", 64), ("value", [0b1011, 0x80000000])]
    assert bitset("active")(words) == "active bits 0-1,3,63"


def test_nothing() -> None:
    assert bitset("x")(None) == bitset("x")([("size", 3), ("value", [0])]) == ""
