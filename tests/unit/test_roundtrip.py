from __future__ import annotations

import struct

import pytest

from nlscope.roundtrip import encode, reasons
from tests.support import attr, genlmsg, nlmsg, tree

GROUPS = attr(7, attr(1, attr(2, struct.pack("=I", 5)) + attr(1, b"g\0")))
WHOLE = nlmsg(16, genlmsg(1, attr(2, b"fam\0") + attr(1, b"\x21\0") + GROUPS))


@pytest.mark.parametrize(
    ("protocol", "data"),
    [
        (16, WHOLE),
        (16, nlmsg(2, struct.pack("=i", -22) + WHOLE + attr(1, b"no\0"), flags=0x200)),
        (16, nlmsg(3, struct.pack("=i", 0))),
        (30, nlmsg(7, b"text")),
        (0, nlmsg(250, attr(9, b"\1\2\3\4"))),
        (16, nlmsg(16, genlmsg(1, attr(2, b"no end")))),
        (16, nlmsg(16, genlmsg(1, attr(1, b"\1\2\3")))),
        (16, nlmsg(16, genlmsg(1, attr(2, b"x\0") + b"\0\0\1\0"))),
    ],
)
def test_values_give_the_bytes(protocol: int, data: bytes) -> None:
    root = tree(protocol, data)
    assert encode(root, "<") == data
    assert reasons(root, "<") == []


def test_a_difference_is_explained() -> None:
    padded = nlmsg(16, genlmsg(1, attr(2, b"ab\0")[:-1] + b"\7"))
    assert reasons(tree(16, padded), "<") == ["family_name: padding that is not zero"]
    doubled = nlmsg(16, genlmsg(1, attr(2, b"ab\0\0")))
    assert reasons(tree(16, doubled), "<") == ["family_name: 61620000 is written 616200"]
