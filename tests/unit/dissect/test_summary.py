from __future__ import annotations

import pytest

from nlscope.dissect.figures import rate, show, wait_status
from nlscope.dissect.summary import _fill, _part, _top
from nlscope.dissect.template import compiled, template
from nlscope.model import Field
from nlscope.spec import Each, Say
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


def test_a_value_that_is_none_of_several() -> None:
    assert fill("{family_id?-1,33}") == ""
    assert fill("{family_id?-1,2}") == "33"
    assert fill("a{nlmsg_flags?=DUMP,REQUEST}") == "a"


@pytest.mark.parametrize(
    ("convert", "text"),
    [("m", "34"), ("d", "0.33"), ("k", "0.033"), ("r", "264bit"), ("w", "signal 33")],
)
def test_numbers_as_tools_write_them(convert: str, text: str) -> None:
    assert fill(f"{{family_id!{convert}}}") == text


def test_rates_and_statuses() -> None:
    assert rate(12_500_000) == "100Mbit"
    assert rate(125_000_000_000) == "1Tbit"
    assert rate(1) == "8bit"
    assert (wait_status(256), wait_status(9)) == ("exit 1", "signal 9")


def _groups(*names: bytes) -> Field:
    held = b"".join(attr(n, attr(1, name + b"\0")) for n, name in enumerate(names, 1))
    return tree(16, nlmsg(16, genlmsg(1, attr(7, held))))


def _said(root: Field, part: str | Each | Say) -> str:
    (made,) = template((part,))
    return _part(made, _top(root))


def test_each_element_by_its_own_templates() -> None:
    root = _groups(b"a", b"b")
    groups = Each("mcast_groups", ("{@}:{name}", "id {id}"), ", ", "groups ")
    assert _said(root, groups) == "groups 1:a, 2:b"
    assert _said(_groups(), groups) == ""
    many = _groups(*[b"g"] * 10)
    assert _said(many, Each("mcast_groups", ("{name}",), ",")).endswith("g ... 10 in all")


def test_what_a_function_says_of_plain_values() -> None:
    root = _groups(b"a")
    assert _said(root, Say(repr, ("mcast_groups",))) == "[('1', [('name', 'a')])]"
    assert _said(root, Say(repr, ("nosuch",))) == "None"
    assert _said(root, Say(lambda held: held["no dict"], ("mcast_groups",))) == ""
