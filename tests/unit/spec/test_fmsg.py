from __future__ import annotations

from typing import Any

from nlscope.spec.fmsg import formatted


def pair(name: str, kind: str, raw: bytes) -> list[tuple[str, Any]]:
    return [
        ("fmsg_pair_nest_start", True),
        ("fmsg_obj_name", name),
        ("fmsg_obj_value_type", kind),
        ("fmsg_obj_value_data", raw),
        ("fmsg_nest_end", True),
    ]


def test_an_object_of_pairs() -> None:
    items = [
        ("fmsg_obj_nest_start", True),
        *pair("a", "U32", b"\1\0\0\0"),
        *pair("b", "NUL_STRING", b"text\0"),
        *pair("c", "BINARY", b"\1\2"),
        *pair("d", "FLAG", b"\0"),
        ("fmsg_nest_end", True),
    ]
    assert formatted("<", items) == {"a": 1, "b": "text", "c": b"\1\2", "d": False}
    assert formatted(">", items)["a"] == 1 << 24


def test_an_array_of_values_and_of_objects() -> None:
    start: list[tuple[str, Any]] = [
        ("fmsg_pair_nest_start", True),
        ("fmsg_obj_name", "list"),
        ("fmsg_arr_nest_start", True),
    ]
    end: list[tuple[str, Any]] = [("fmsg_nest_end", True)] * 2
    byte = [("fmsg_obj_value_type", "U8"), ("fmsg_obj_value_data", b"\5")]
    nest: list[tuple[str, Any]] = [("fmsg_obj_nest_start", True)]
    item = [*nest, *pair("n", "U8", b"\7"), ("fmsg_nest_end", True)]
    assert formatted("<", [*nest, *start, *byte, *byte, *end]) == {"list": [5, 5]}
    assert formatted("<", [*nest, *start, *item, *item, *end]) == {
        "list": [{"n": 7}, {"n": 7}]
    }


def test_a_message_cut_anywhere() -> None:
    items = [("fmsg_nest_end", True), *pair("a", "U8", b"\1"), *pair("b", "U8", b"\2")]
    assert formatted("<", items) == [{"a": 1}, {"b": 2}]
    for cut in range(len(items)):
        formatted("<", items[cut:])
        formatted("<", items[:cut])
