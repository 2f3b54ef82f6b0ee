from __future__ import annotations

import struct

import pytest

from nlscope.dissect.summary import summary
from nlscope.export.values import problems, undecoded, values
from nlscope.roundtrip import reasons
from tests.support import attr, nlmsg, tree

DUMP = 0x301
GETADDR, GETROUTE, GETNEIGH, GETRULE = 22, 26, 30, 34
LINK = struct.pack("=BxHiII", 2, 0, 0, 0, 0)
EXT_MASK = attr(29, struct.pack("=I", 1))


@pytest.mark.parametrize("kind", [GETADDR, GETROUTE, GETNEIGH, GETRULE])
@pytest.mark.parametrize("rest", [b"", EXT_MASK])
def test_dump_with_the_header_of_a_link(kind: int, rest: bytes) -> None:
    root = tree(0, nlmsg(kind, LINK + rest, flags=DUMP))
    assert problems(root) == []
    assert undecoded(root) == 0
    assert reasons(root, "<") == []
    said = values(root)
    assert said["ifi_family"] == "INET"
    assert said.get("ext_mask") == (("VF",) if rest else None)
    assert summary(root) == "INET"


def test_header_of_its_own_with_an_attribute() -> None:
    body = struct.pack("=BBBBi", 2, 0, 0, 0, 3) + attr(10, struct.pack("=i", 5))
    said = values(tree(0, nlmsg(GETADDR, body, flags=DUMP)))
    assert said["ifa_index"] == 3
    assert said["target_netnsid"] == 5


def test_only_dumps_and_only_where_it_goes_on_well() -> None:
    assert "ifa_family" in values(tree(0, nlmsg(GETADDR, LINK, flags=1)))
    assert "ifa_family" in values(tree(0, nlmsg(GETADDR, LINK + bytes(4), flags=DUMP)))
