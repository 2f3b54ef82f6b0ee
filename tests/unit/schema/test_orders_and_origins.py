"""Byte orders of wide integers, and which layer a header and its members are of."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from nlscope.codec import codec
from nlscope.context import Context
from nlscope.describe import Description, describe
from nlscope.registry import Registry, Tables
from nlscope.schema import ynl
from nlscope.schema.layer import Specs
from nlscope.schema.user import load
from nlscope.spec import Attrs
from nlscope.tui.field_note import note
from tests.support import attr, genlmsg, message, nlmsg

SPEC = """
name: mine
protocol: genetlink-legacy
definitions:
  - {name: head, type: struct, members: [{name: index, type: u32}]}
  - {name: pair, type: struct, members: [{name: low, type: u16}, {name: high, type: u16}]}
attribute-sets:
  - name: mine
    attributes:
      - {name: big, type: uint, byte-order: big-endian}
      - {name: small, type: sint, byte-order: little-endian}
      - {name: pair, type: binary, struct: pair}
operations:
  fixed-header: head
  list: [{name: get, attribute-set: mine, do: {request: {attributes: [big]}}}]
"""
USER = """
from nlscope.spec import *

class Cmd(Constants, prefix="X"):
    GET = 1

HEAD = "head" / Struct("index" / U32)
FAMILY = Genl("mine", Cmd, attrs=Attrs("A", {1: "big" / Uint}), header=HEAD)
"""


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def said(registry: Registry) -> Description:
    context = Context()
    body = attr(2, b"mine\0") + attr(1, struct.pack("=H", 40))
    context.observe(message(16, nlmsg(16, genlmsg(1, body), flags=0)))
    attributes = attr(1, struct.pack(">Q", 1 << 32)) + attr(2, struct.pack("<i", -2))
    attributes += attr(3, struct.pack("=HH", 3, 4))
    data = nlmsg(40, genlmsg(1, struct.pack("=I", 7) + attributes))
    return describe(message(16, data, no=2), registry, context)


def origins(told: Description) -> dict[str, str]:
    """Return who is said to define each field, and each member of one."""
    found = {}
    for field in told.root.items:
        for trail in ((field,), *((field, member) for member in field.items)):
            name = ".".join(part.name for part in trail)
            found[name] = dict(note(trail)).get("defined by", "")
    return found


def of_spec(path: Path) -> Registry:
    path.write_text(SPEC)
    registry = Registry()
    registry.under(Specs([path]))
    return registry


def test_wide_integers_of_both_orders(tmp_path: Path) -> None:
    registry = of_spec(tmp_path / "mine.yaml")
    values = {field.name: field.value for field in said(registry).root.items}
    assert (values["big"], values["small"]) == (1 << 32, -2)
    assert ynl.remarks(tmp_path / "mine.yaml") == []
    family = registry.genl("mine")
    assert family is not None
    attrs = family.op(1, "to-kernel").attrs
    assert isinstance(attrs, Attrs)
    kind = attrs.entries[1]
    assert codec(kind, "<").write(1) == codec(kind, ">").write(1) == b"\0\0\0\1"


def test_a_specs_header_and_members_are_of_the_spec(tmp_path: Path) -> None:
    found = origins(said(of_spec(tmp_path / "mine.yaml")))
    for name in ("head", "head.index", "pair", "pair.low"):
        assert found[name] == "YNL specification"
    assert found["genlmsghdr.cmd"] == found["nlmsghdr"] == "built-in table"


def test_a_users_header_is_the_users(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(USER)
    tables = Tables("user")
    for family in load(path):
        tables.add(family)
    registry = Registry()
    registry.over(tables)
    found = origins(said(registry))
    assert found["head"] == found["head.index"] == found["big"] == "your own dissector"
