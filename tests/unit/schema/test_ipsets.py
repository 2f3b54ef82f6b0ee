"""Types of IP sets, as captures tell them."""

from __future__ import annotations

from nlscope.schema.ipsets import CREATE, SetTypes
from tests.support import attr, message, nlmsg


def created(name: bytes, kind: bytes, no: int) -> SetTypes:
    body = b"\2\0\0\0" + attr(2, name + b"\0") + attr(3, kind + b"\0")
    types = SetTypes()
    types.observe(message(12, nlmsg(6 << 8 | CREATE, body), no=no))
    return types


def test_a_set_has_the_type_it_was_made_with() -> None:
    types = created(b"s", b"bitmap:port", 5)
    assert types.find("s", 9) == "bitmap:port"
    assert types.find("s", 1) == "bitmap:port"  # it was there before
    assert types.find("t", 9) == ""
    assert types.find("s", 9, source=1) == ""  # another kernel's


def test_a_message_without_a_type_teaches_nothing() -> None:
    types = SetTypes()
    types.observe(message(12, nlmsg(6 << 8 | CREATE, b"\2\0\0\0" + attr(2, b"s\0"))))
    assert types.find("s", 1) == ""
