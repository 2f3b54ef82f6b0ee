"""Formatted messages of devlink as trees."""

from __future__ import annotations

import struct

import pytest

from nlscope.context import Context
from nlscope.dissect.grouped import Grouped, grouped
from nlscope.export.text import describe_value, tree
from nlscope.filter.by_field import filter_for
from nlscope.model import Field
from nlscope.tui.tree_lines import Folds, innermost, lines, parts
from tests.support import CAPTURES, attr, genlmsg, message, nlmsg, session
from tests.support import tree as decoded

OBJECT, PAIR, ARRAY, END = (attr(number, b"") for number in (107, 108, 109, 110))


def name(text: str) -> bytes:
    return attr(111, text.encode() + b"\0")


def value(kind: int, raw: bytes) -> bytes:
    return attr(112, bytes([kind])) + attr(113, raw)


def u32(number: int) -> bytes:
    return value(3, struct.pack("=I", number))


def told(fields: list[Field]) -> list[object]:
    """Return names and values of groups, and the names of what is in none."""
    return [
        (each.name, told(each.parts) if each.parts else each.value)
        if isinstance(each.spec, Grouped)
        else each.name
        for each in fields
    ]


def fmsg(*held: bytes) -> Field:
    """Return the field of a formatted message in an answer of devlink."""
    known = Context()
    family = attr(1, b"\x20\0") + attr(2, b"devlink\0")
    known.observe(message(16, nlmsg(16, genlmsg(1, family), flags=0)))
    diagnosed = genlmsg(54, attr(106, b"".join(held)))
    return decoded(16, nlmsg(32, diagnosed, flags=2, portid=7), known).items[-1]


def test_an_object() -> None:
    field = fmsg(
        OBJECT,
        *(PAIR, name("count"), u32(7), END),
        *(PAIR, name("up"), value(6, b"\1"), END),
        *(PAIR, name("who"), value(10, b"me\0"), END),
        *(PAIR, name("list"), ARRAY, u32(1), u32(2), END, END),
        *(PAIR, name("inner"), OBJECT, PAIR, name("x"), u32(0), END, END, END),
        END,
    )
    (whole,) = groups = grouped(field)
    assert told(groups) == [
        (
            "object",
            [
                ("count", 7),
                ("up", "true"),
                ("who", "me"),
                ("list", [("0", 1), ("1", 2)]),
                ("inner", [("x", 0)]),
            ],
        )
    ]
    assert (whole.start, whole.end) == (field.body, field.stop)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ((), []),
        ((END,), ["fmsg_nest_end"]),
        ((OBJECT,), [("object", None)]),
        ((PAIR,), [("pair", None)]),
        ((PAIR, name("a")), [("a", None)]),
        ((PAIR, name("a"), u32(1)), [("a", 1)]),
        ((name("a"), u32(1), END), ["fmsg_obj_name", ("1", 1), "fmsg_nest_end"]),
        ((value(3, b"\1"),), [("0", b"\1")]),
        ((OBJECT, END, ARRAY, u32(1), END), [("object", None), ("array 1", [("0", 1)])]),
    ],
)
def test_brackets_that_do_not_match(held: tuple[bytes, ...], wanted: list[object]) -> None:
    found = grouped(fmsg(*held))
    assert told(found) == wanted


def test_brackets_without_end() -> None:
    found = grouped(fmsg(*[OBJECT] * 5000))
    depth = 0
    while isinstance(found[0].spec, Grouped):
        depth, found = depth + 1, found[0].parts or []
    assert depth == 32
    assert len(found) == 5000 - 32


def test_groups_of_a_real_answer_tile_it() -> None:
    """devlink health diagnose of netdevsim: one bracket more ends than begins."""
    said = next(s for s in session(CAPTURES / "netdevsim.pcapng") if "test_u8" in s.info)
    field = said.root.items[-1]
    groups = grouped(field)
    ends = [field.body, *(each.end for each in groups)]
    assert [each.start for each in groups] == ends[:-1]
    assert ends[-1] == field.stop
    assert [each.name for each in groups] == [
        "object",
        "fmsg_nest_end",
        "test_u32_array",
        "test_array_of_objects",
        "fmsg_nest_end",
    ]
    text = list(tree(said))
    assert "            test_string somestring  [188+48]" in text
    assert not any("fmsg_obj_name" in line for line in text)


def test_the_screen_shows_groups_and_by_wish_the_attributes() -> None:
    said = next(s for s in session(CAPTURES / "netdevsim.pcapng") if "test_u8" in s.info)
    folds = Folds()
    folds.set(("fmsg",), opened=True)
    folds.set(("fmsg", "object"), opened=True)
    shown = [line for line in lines(said.root, folds, raw=False) if line.path[0] == "fmsg"]
    texts = [(line.path[-1], describe_value(line.field)) for line in shown]
    assert ("test_u64", "4") in texts
    raw = [part.name for part in parts(said.root.items[-1], raw=True)]
    assert "fmsg_obj_name" in raw
    trail = innermost(said.root, 70, raw=False)
    assert [part.name for part in trail] == ["fmsg", "object", "test_u8"]
    assert filter_for(said.root, trail) == "devlink.fmsg"
