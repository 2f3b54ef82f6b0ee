from __future__ import annotations

from nlscope.dissect.summary import _fill, _top, show
from tests.support import attr, genlmsg, nlmsg, tree

ROOT = tree(
    16, nlmsg(16, genlmsg(1, attr(2, b"fam\0") + attr(1, b"\x21\0") + attr(6, b"")))
)
TOP = _top(ROOT)


def test_parts() -> None:
    assert _fill("name {family_name}", TOP) == "name fam"
    assert _fill("{family_name!q}", TOP) == '"fam"'
    assert _fill("{nosuch}", TOP) == ""
    assert _fill("{nosuch}|{family_id}", TOP) == "33"
    assert _fill("{nosuch}|none", TOP) == "none"
    assert _fill("{family_id:x}", TOP) == "21"
    assert _fill("{nlmsg_flags?REQUEST}", TOP) == "REQUEST"
    assert _fill("{nlmsg_flags?DUMP}", TOP) == ""


def test_show() -> None:
    assert show(("A", "B")) == "A,B"
    assert show(b"\1\2") == "0102"
    assert show(bytes(40)).endswith("...")
    assert show({"a": 1, "b": [2, 3]}) == "a=1,b=2,3"
    assert show(value=True, name="flag") == "flag"


def test_conditions() -> None:
    assert _fill("a{nlmsg_flags?=REQUEST}", TOP) == "a"
    assert _fill("a{nlmsg_flags?=DUMP}", TOP) == ""
    assert _fill("a{nlmsg_flags?~DUMP}", TOP) == "a"
    assert _fill("{family_id?-0}", TOP) == "33"
    assert _fill("{family_id?-33}", TOP) == ""
    assert _fill("{family_id?-family_name}", TOP) == "33"
    assert _fill("{family_id?-family_id}", TOP) == ""
    assert _fill("{nlmsg_flags!l}", TOP) == "request"
