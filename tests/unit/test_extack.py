from __future__ import annotations

import struct

from nlscope.context import Context
from nlscope.dissect import dissect
from nlscope.extack import Failure, failure
from nlscope.model import Message
from tests.support import attr, genlmsg, message, nlmsg, registry

REQUEST = nlmsg(16, genlmsg(10, attr(1, b"\x10\0") + attr(2, b"x\0")), seq=3)


def u32(value: int) -> bytes:
    return struct.pack("=I", value)


def fail(errno: int, tlvs: bytes, *, capped: bool = False) -> Failure | None:
    context = Context()
    request = message(16, REQUEST)
    context.request = lambda _message: request
    echo = REQUEST[:16] if capped else REQUEST
    body = struct.pack("=i", -errno) + echo + tlvs
    error = message(16, nlmsg(2, body, flags=0x200 | (0x100 if capped else 0)))
    return failure(dissect(error, registry(), context), error, registry(), context)


def test_the_attribute_at_the_offset() -> None:
    for capped in (False, True):
        found = fail(22, attr(1, b"bad\0") + attr(2, u32(28)), capped=capped)
        assert found is not None
        assert (found.errno, found.name, found.msg) == (22, "EINVAL", "bad")
        assert (found.offset, found.path) == (28, "nlctrl.family_name")
        assert found.text == "EINVAL: bad (at family_name)"


def test_a_missing_attribute() -> None:
    found = fail(22, attr(5, u32(10)))
    assert found is not None
    assert found.missing == "nlctrl.op"
    assert found.text == "EINVAL: Invalid argument (missing op)"


def test_policy() -> None:
    found = fail(34, attr(4, attr(1, u32(11)) + attr(7, u32(16))) + attr(2, u32(28)))
    assert found is not None
    assert found.policy == {"type": "STRING", "max_length": 16}


def test_without_extack_the_c_library_speaks() -> None:
    found = fail(1, b"")
    assert found is not None
    assert (found.text, found.path) == ("EPERM: Operation not permitted", None)


def test_an_offset_outside_the_request_points_nowhere() -> None:
    found = fail(22, attr(2, u32(4000)))
    assert found is not None
    assert (found.offset, found.path) == (4000, None)


def test_acks_and_other_messages_are_no_failures() -> None:
    assert fail(0, b"") is None
    other: Message = message(16, REQUEST)
    tree = dissect(other, registry(), Context())
    assert failure(tree, other, registry(), Context()) is None


def test_a_warning_comes_with_success() -> None:
    found = fail(0, attr(1, b"old option\0"))
    assert found is not None
    assert found.text == "warning: old option"


def test_sentences() -> None:
    policy = attr(4, attr(1, u32(12)) + attr(7, u32(16)))
    found = fail(22, attr(1, b"bad\0") + policy + attr(2, u32(28)))
    assert found is not None
    assert found.sentence == 'CTRL_ATTR_FAMILY_NAME "x": bad'
    found = fail(34, attr(4, attr(1, u32(12)) + attr(7, u32(0))) + attr(2, u32(28)))
    assert found is not None
    words = "CTRL_ATTR_FAMILY_NAME is 1 characters long, at most 0 are allowed"
    assert found.sentence == words
    found = fail(22, attr(5, u32(10)))
    assert found is not None
    assert found.sentence == "CTRL_ATTR_OP is missing"
    found = fail(22, attr(1, b"Unknown attribute type\0") + attr(2, u32(28)))
    assert found is not None
    assert found.sentence == "nlctrl does not know CTRL_ATTR_FAMILY_NAME here"


def test_the_bytes_in_the_captured_request() -> None:
    found = fail(22, attr(2, u32(28)), capped=True)
    assert found is not None
    assert (found.request, found.start, found.end) == (1, 28, 36)
