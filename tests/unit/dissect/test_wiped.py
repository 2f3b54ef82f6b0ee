from __future__ import annotations

import struct

from nlscope.export.values import problems, undecoded, values
from nlscope.roundtrip import reasons
from tests.support import genlmsg, nlmsg, tree


def refused(request: bytes) -> bytes:
    return nlmsg(2, struct.pack("=i", -2) + request, flags=0)


def test_a_request_that_the_kernel_wiped() -> None:
    root = tree(16, refused(nlmsg(40, bytes(48))))
    assert problems(root) == []
    assert undecoded(root) == 0
    assert values(root)["request"]["wiped"] == bytes(48)
    assert "cmd" not in values(root)["request"]
    assert reasons(root, "<") == []


def test_a_request_that_says_nothing_is_not_wiped() -> None:
    request = values(tree(16, refused(nlmsg(40, genlmsg(0, b"", version=0)))))["request"]
    assert request["cmd"] == 0
    assert "wiped" not in request


def test_other_protocols_wipe_nothing() -> None:
    assert "wiped" not in values(tree(0, refused(nlmsg(16, bytes(24)))))["request"]
