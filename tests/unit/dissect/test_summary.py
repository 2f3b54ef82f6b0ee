from __future__ import annotations

from nlscope.dissect.figures import show
from nlscope.dissect.summary import _fill, _top
from nlscope.dissect.template import compiled
from tests.support import attr, genlmsg, nlmsg, tree

ROOT = tree(
    16, nlmsg(16, genlmsg(1, attr(2, b"fam\0") + attr(1, b"\x21\0") + attr(6, b"")))
)
TOP = _top(ROOT)


def fill(part: str) -> str:
    return _fill(compiled(part), TOP)


def test_parts() -> None:
    assert fill("name {family_name}") == "name fam"
    assert fill("{family_name!q}") == '"fam"'
    assert fill("{nosuch}") == ""
    assert fill("{nosuch}|{family_id}") == "33"
    assert fill("{nosuch}|none") == "none"
    assert fill("{family_id:x}") == "21"
    assert fill("{nlmsg_flags?REQUEST}") == "REQUEST"
    assert fill("{nlmsg_flags?DUMP}") == ""


def test_show() -> None:
    assert show(("A", "B")) == "A,B"
    assert show(b"\1\2") == "0102"
    assert show(bytes(40)).endswith("...")
    assert show({"a": 1, "b": [2, 3]}) == "a=1,b=2,3"
    assert show(value=True, name="flag") == "flag"


def test_conditions() -> None:
    assert fill("a{nlmsg_flags?=REQUEST}") == "a"
    assert fill("a{nlmsg_flags?=DUMP}") == ""
    assert fill("a{nlmsg_flags?~DUMP}") == "a"
    assert fill("{family_id?-0}") == "33"
    assert fill("{family_id?-33}") == ""
    assert fill("{family_id?-family_name}") == "33"
    assert fill("{family_id?-family_id}") == ""
    assert fill("{nlmsg_flags!l}") == "request"


def test_no_flag_is_zero() -> None:
    top = _top(tree(16, nlmsg(16, genlmsg(1, b""), flags=0)))
    assert _fill(compiled("flags {nlmsg_flags?-0}"), top) == ""
    assert fill("flags {nlmsg_flags?-0}") == "flags REQUEST"
