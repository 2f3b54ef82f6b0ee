from __future__ import annotations

from typing import Any

import pytest
from construct import Bytes, Int24ub

from nlscope import outline
from nlscope.catalogue import Known, catalogue
from nlscope.spec import (
    IP,
    ROUTE,
    U16,
    U16BE,
    U32,
    Array,
    Attrs,
    Constants,
    Enum,
    Flag,
    Flags,
    Hex,
    Indexed,
    Mac,
    Multi,
    Nest,
    Op,
    Route,
    Select,
    Sint,
    Str,
    Struct,
    Text,
)
from nlscope.typename import type_name
from tests.support import CAPTURES, session


class Kind(Constants, prefix="X_KIND"):
    ONE = 1
    TWO = 2


HEADER = "xmsg" / Struct("kind" / Enum(U16, Kind), "rest" / Bytes(2))
BELOW = Attrs("X_B", {1: "text" / Str})
ATTRS = Attrs(
    "X_A",
    {
        1: "kind" / Enum(U32, Kind),
        2: "data" / Select("kind", {"ONE": Nest(BELOW)}, U32),
        3: "several" / Multi(Nest(BELOW)),
    },
)
FAMILY = Route("x", Kind, attrs=ATTRS, header=HEADER, ops={2: Op(attrs=BELOW)})


def known(name: str) -> Known:
    found = catalogue(session(CAPTURES / "genl_ctrl.pcapng"))
    return next(each for each in found if each.name == name)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (U32, "u32"), (U16BE, "u16 be"), (Int24ub, "u24 be"), (Sint, "sint"),
        (Str, "string"), (Text(16), "char[16]"), (Flag, "flag"), (Mac, "mac"), (IP, "ip"),
        (Hex(U32), "u32"), (Bytes(6), "6 bytes"), (Flags(U16, Kind), "flags u16"),
        (Indexed(BELOW), "array of nests"), (Indexed(U32), "array of u32"),
        (Array(U16), "array of u16"), (Multi(Nest(BELOW)), "nest, repeats"),
        (Select("kind", {}), "one of 0 by kind"), (HEADER, "struct"),
    ],
)  # fmt: skip
def test_types_by_name(kind: Any, name: str) -> None:
    assert type_name(kind) == name


def test_what_messages_are_made_of() -> None:
    sets = outline.sets(FAMILY)
    assert [(users, getattr(kind, "prefix", kind.name)) for users, kind in sets] == [
        ("", "xmsg"), ("ONE", "X_A"), ("TWO", "X_B")
    ]  # fmt: skip
    header, attrs = (outline.inside(kind) for _, kind in sets[:2])
    assert [(p.name, p.type, p.step) for p in header] == [
        ("kind", "enum u16", "kind"), ("rest", "2 bytes", "rest")
    ]  # fmt: skip
    assert [(p.number, p.const) for p in attrs] == [
        (1, "X_A_KIND"), (2, "X_A_DATA"), (3, "X_A_SEVERAL")
    ]  # fmt: skip
    cases = outline.inside(attrs[1].kind)
    assert [(p.name, p.type, p.step) for p in cases] == [
        ("ONE", "nest", None), ("otherwise", "u32", None)
    ]  # fmt: skip
    assert [p.const for p in outline.inside(attrs[2].kind)] == ["X_B_TEXT"]
    assert outline.values(attrs[0].kind) == "ONE 1, TWO 2"


def test_commands_of_other_protocols() -> None:
    family = Known("x", ROUTE, FAMILY)
    family.seen[7, "from-kernel"] = 3
    assert [(c.number, c.const, c.messages) for c in outline.commands(family)] == [
        (1, "X_KIND_ONE", 0), (2, "X_KIND_TWO", 0), (7, "", 3)
    ]  # fmt: skip


def test_policies_are_named_by_the_tables_also_below() -> None:
    policies = {index: rules for index, _, rules in outline.policies(known("ethtool"))}
    rules = policies[min(policies)]
    assert not rules[0].name.startswith("attr_")
    inner = next(rule.inner for rule in rules if rule.inner >= 0)
    assert not policies[inner][0].name.startswith("attr_")


def test_limits_that_a_type_has_anyhow_are_not_told() -> None:
    (_, users, rules), *_ = outline.policies(known("wireguard"))
    assert users == [0, 1]
    assert [(rule.name, rule.limits) for rule in rules[:3]] == [
        ("ifindex", ""), ("ifname", "max bytes 16"),
        ("private_key", "min bytes 32, max bytes 32"),
    ]  # fmt: skip
