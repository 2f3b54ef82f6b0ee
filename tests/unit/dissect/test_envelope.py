from __future__ import annotations

import struct

import pytest

from nlscope.context import Context
from nlscope.describe import describe
from nlscope.dissect.find import identity_of
from nlscope.model import KOBJECT_UEVENT
from tests.support import attr, by_name, genlmsg, message, nlmsg, registry, tree


def flags(kind: int, bits: int, protocol: int = 0) -> tuple[str, ...]:
    head = tree(protocol, nlmsg(kind, b"", flags=bits)).items[0].value
    found: tuple[str, ...] = head["nlmsg_flags"]
    return found


def info(protocol: int, data: bytes) -> str:
    return describe(message(protocol, data), registry(), Context()).info


@pytest.mark.parametrize(
    ("kind", "bits", "names"),
    [
        (18, 0x301, ("REQUEST", "DUMP")),  # RTM_GETLINK
        (18, 0x101, ("REQUEST", "ROOT")),
        (16, 0x605, ("REQUEST", "ACK", "EXCL", "CREATE")),  # RTM_NEWLINK
        (17, 0x305, ("REQUEST", "ACK", "NONREC", "BULK")),  # RTM_DELLINK
        (2, 0x300, ("CAPPED", "ACK_TLVS")),
        (3, 0x012, ("MULTI", "DUMP_INTR")),
        (16, 0x8001, ("REQUEST", "0x8000")),
    ],
)
def test_flags_mean_what_their_kind_says(
    kind: int, bits: int, names: tuple[str, ...]
) -> None:
    assert flags(kind, bits) == names


def test_error_echoes_the_request_and_carries_tlvs() -> None:
    request = nlmsg(16, genlmsg(3, attr(2, b"x\0")), seq=9)
    tlvs = attr(1, b"no\0") + attr(2, struct.pack("=I", 20))
    data = nlmsg(2, struct.pack("=i", -22) + request + tlvs, flags=0x200)
    parts = by_name(tree(16, data))
    assert parts["error"].value == "EINVAL"
    assert (parts["request"].start, parts["request"].end) == (20, 48)
    assert by_name(parts["request"])["family_name"].value == "x"
    assert (parts["msg"].value, parts["offs"].value) == ("no", 20)
    assert info(16, data) == "EINVAL: no (at family_name)"


def test_capped_error_has_the_header_only() -> None:
    header = nlmsg(16, genlmsg(3, b"x" * 40))[:16]
    data = nlmsg(2, struct.pack("=i", -22) + header + attr(1, b"no\0"), flags=0x300)
    parts = by_name(tree(16, data))
    assert [f.name for f in parts["request"].items] == ["nlmsghdr"]
    assert parts["msg"].value == "no"


def test_ack_is_no_failure() -> None:
    data = nlmsg(2, struct.pack("=i", 0) + nlmsg(18, b"")[:16], flags=0x100)
    said = describe(message(0, data), registry(), Context())
    assert said.failure is None
    assert said.info == "ack RTM_GETLINK"


def test_done_may_carry_an_errno() -> None:
    assert info(16, nlmsg(3, struct.pack("=i", 0), flags=2)) == ""
    failed = nlmsg(3, struct.pack("=i", -4) + attr(1, b"busy\0"), flags=0x202)
    assert info(16, failed) == "EINTR: busy"


@pytest.mark.parametrize("size", range(16, 20))
def test_a_cut_error_is_a_problem(size: int) -> None:
    root = tree(0, nlmsg(2, struct.pack("=i", -22))[:size])
    assert size == 16 or root.items[1].problem


def test_type_2_of_a_private_unit_is_no_error() -> None:
    root = tree(17, nlmsg(2, b"answer"))
    assert not identity_of(root).control
    assert by_name(root)["text"].value == "answer"
    assert info(30, nlmsg(30, b"hello users!!!\0", flags=0)) == '"hello users!!!"'


def test_an_unknown_protocol_shows_its_text() -> None:
    root = tree(31, nlmsg(9, b"plain words"))
    assert root.items[1].kind == "undecoded"
    assert info(31, nlmsg(9, b"plain words")) == '"plain words"'


def test_uevents_have_no_netlink_header() -> None:
    root = tree(KOBJECT_UEVENT, b"add@/devices/x\0ACTION=add\0")
    assert root.items[0].start == 0


def test_unknown_family_is_walked_bare() -> None:
    root = tree(16, nlmsg(77, genlmsg(1, attr(4, b"\1\0\0\0"))))
    assert identity_of(root).type_name == "77"
    assert [f.name for f in root.items] == ["nlmsghdr", "genlmsghdr", "attr_4"]


def test_unknown_fixed_header_is_guessed() -> None:
    root = tree(0, nlmsg(250, b"\xff" * 12 + attr(4, b"\1\0\0\0") + attr(5, b"x\0")))
    assert [(f.name, f.start, f.end) for f in root.items[1:]] == [
        ("header", 16, 28),
        ("attr_4", 28, 36),
        ("attr_5", 36, 44),
    ]


def test_policy_answer_is_keyed_by_policy_and_attribute() -> None:
    payload = attr(8, attr(0, attr(1, attr(1, struct.pack("=I", 12)))))
    root = tree(16, nlmsg(16, genlmsg(10, payload), flags=2))
    policy = by_name(root)["policy"]
    assert policy.items[0].items[0].items[0].value == "NUL_STRING"
