"""rtnetlink messages that no capture has, made by hand from the uapi headers."""

from __future__ import annotations

import struct
from ipaddress import IPv6Address
from typing import Any

import pytest

from nlscope.dissect.summary import summary
from nlscope.export.values import problems, undecoded, values
from nlscope.spec import Misfit
from nlscope.spec.addresses import Address, Group
from nlscope.spec.mpls import Labels
from tests.support import attr, nlmsg, tree


def decoded(kind: int, payload: bytes) -> tuple[str, dict[str, Any]]:
    """Return the row's text and the values of a notification, after checking it."""
    root = tree(0, nlmsg(kind, payload, flags=0))
    assert undecoded(root) == 0
    assert problems(root) == []
    return summary(root), values(root)


def v6(text: str) -> bytes:
    return IPv6Address(text).packed


def u8(number: int) -> bytes:
    return bytes([number])


def u32(number: int) -> bytes:
    return struct.pack("=I", number)


RTMSG = struct.pack("=8BI", 2, 24, 0, 0, 254, 3, 0, 1, 0)


def encap(kind: int, *attrs: bytes) -> Any:
    listed = attr(21, struct.pack("=H", kind)) + attr(22 | 0x8000, b"".join(attrs))
    return decoded(24, RTMSG + listed)[1]["encap"]


def test_dns_servers_of_a_router_advertisement() -> None:
    server = struct.pack("!BBHI", 25, 3, 0, 1800) + v6("2001:db8::53")
    head = struct.pack("=BBHiBBHI", 10, 0, len(server), 4, 134, 0, 0, 0)
    info, said = decoded(68, head + server + attr(1, v6("fe80::1")))
    assert info == "RDNSS from fe80::1 dev 4"
    assert said["option"]["nd_opt_len"] == 3
    assert said["option"]["data"] == server[2:]


def test_prefix_of_a_router_advertisement() -> None:
    head = struct.pack("=BBHiBBBB", 10, 0, 0, 4, 3, 64, 3, 0)
    lifetimes = struct.pack("=II", 14400, 86400)
    info, said = decoded(52, head + attr(1, v6("2001:db8::")) + attr(2, lifetimes))
    assert info == "2001:db8::/64 dev 4 ONLINK valid 86400 preferred 14400"
    assert said["prefix_flags"] == ("ONLINK", "AUTOCONF")


def test_multicast_and_anycast_addresses() -> None:
    head = struct.pack("=4BI", 10, 128, 0, 0, 4)
    assert decoded(58, head + attr(7, v6("ff02::1")))[0] == "ff02::1 dev 4"
    assert decoded(62, head + attr(5, v6("2001:db8::")))[0] == "2001:db8:: dev 4"


def test_multicast_cache_report() -> None:
    listed = attr(1, u8(1)) + attr(2, u32(3)) + attr(3, bytes([10, 0, 0, 1]))
    listed += attr(4, bytes([239, 1, 1, 1])) + attr(5, b"\x45\x00") + attr(6, u32(254))
    info, _ = decoded(96, bytes([128, 0, 0, 0]) + listed)
    assert info == "NOCACHE (10.0.0.1,239.1.1.1) vif 3 table MAIN"


def test_ipv4_multicast_route() -> None:
    head = struct.pack("=8BI", 128, 32, 32, 0, 254, 17, 0, 5, 0)
    hop = struct.pack("=HBBi", 8, 0, 1, 5)
    listed = attr(2, bytes([10, 0, 0, 1])) + attr(1, bytes([239, 1, 1, 1]))
    listed += attr(3, u32(4)) + attr(9, hop) + attr(17, struct.pack("=3Q", 7, 700, 0))
    _, said = decoded(24, head + listed + attr(23, struct.pack("=Q", 12000)))
    assert said["rtm_family"] == "IPMR"
    assert said["multipath"][0]["rtnh_ifindex"] == 5
    assert said["mfc_stats"]["mfcs_bytes"] == 700
    assert said["expires"] == 12000


def test_one_byte_addresses_of_mctp() -> None:
    head = struct.pack("=4BI", 45, 0, 0, 0, 4)
    assert decoded(20, head + attr(2, u8(8)))[1]["local"] == 8
    route = struct.pack("=8BI", 45, 0, 0, 0, 0, 0, 0, 1, 0)
    assert decoded(24, route + attr(1, u8(9)))[1]["dst"] == 9


def test_route_via_another_family() -> None:
    via = struct.pack("=H", 17) + bytes.fromhex("020000000001")
    said = decoded(24, RTMSG + attr(18, via))[1]["via"]
    assert said == {"rtvia_family": "PACKET", "rtvia_addr": "02:00:00:00:00:01"}


def test_other_encaps() -> None:
    opts = attr(1, attr(1, b"\1\2") + attr(2, u8(3)) + attr(3, b"\4\5\6\7"))
    ip6 = encap(4, attr(1, bytes(7) + b"\5"), attr(4, u8(64)), attr(8, opts))
    assert (ip6["id"], ip6["hoplimit"]) == (5, 64)
    geneve = {"class": 0x0102, "type": 3, "data": b"\4\5\6\7"}
    assert ip6["opts"] == {"geneve": [geneve]}
    srh = struct.pack("!4BBBH", 0, 2, 3, 1, 0, 0, 0) + v6("fd00::1")
    assert encap(8, attr(1, srh))["srh"]["segments"] == ["fd00::1"]
    trace = struct.pack("!HBBI", 123, 0x10, 3, 0x80000000)
    ioam = encap(9, attr(1, u8(1)), attr(3, trace), attr(4, u32(1)))
    assert (ioam["mode"], ioam["trace"]["namespace_id"]) == ("INLINE", 123)
    program = attr(1, u32(9)) + attr(2, b"p\0")
    assert encap(6, attr(2, program))["out"] == {"fd": 9, "name": "p"}
    assert encap(10, attr(1, u32(7)))["if_id"] == 7
    ila = encap(3, attr(1, bytes(7) + b"\1"), attr(7, u8(1)))
    assert ila == {"locator": 1, "csum_mode": "NEUTRAL_MAP"}


def test_nexthop_statistics() -> None:
    entry = attr(1, u32(4)) + attr(2, u32(10)) + attr(3, struct.pack("=Q", 11))
    _, said = decoded(104, bytes(8) + attr(15, attr(1, entry)))
    assert said["group_stats"]["entry"] == [{"id": 4, "packets": 10, "packets_hw": 11}]


def test_data_centre_bridging() -> None:
    app = struct.pack("=BBH", 5, 3, 46)
    ets = bytes([1, 8, 0]) + bytes(range(8)) * 7
    ieee = (
        attr(1, ets) + attr(3, attr(1, app)) + attr(11, attr(1, u8(5)) + attr(2, u8(255)))
    )
    info, said = decoded(78, bytes([0, 21, 0, 0]) + attr(1, b"d0\0") + attr(13, ieee))
    assert info == "IEEE_GET dev d0"
    assert said["ieee"]["ets"]["prio_tc"] == list(range(8))
    assert said["ieee"]["app_table"] == {
        "ieee_app": [{"selector": "DSCP", "priority": 3, "protocol": 46}]
    }
    trusted = said["ieee"]["dcb_app_trust_table"]
    assert trusted == {"ieee_app": ["DSCP"], "dcb_app": ["PCP"]}


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("300", "0012c100"),
        ("100/200", "00064000000c8100"),
        ("100[tc 5 ttl 64]/3", "00064a4000003100"),
    ],
)
def test_label_stacks(text: str, raw: str) -> None:
    assert Labels.decode(bytes.fromhex(raw)) == text
    assert Labels.encode(text).hex() == raw


@pytest.mark.parametrize("raw", ["", "0006", "00064000", "00064100000c8100"])
def test_bytes_that_are_no_label_stack(raw: str) -> None:
    with pytest.raises(Misfit):
        Labels.decode(bytes.fromhex(raw))


@pytest.mark.parametrize("text", ["", "x", "1048576", "1[tc 8]", "1[hops 2]", "1[ttl]"])
def test_texts_that_are_no_label_stack(text: str) -> None:
    with pytest.raises(Misfit):
        Labels.encode(text)


@pytest.mark.parametrize("text", ["10.0.0.1", "fe80::1", "02:00:00:00:00:01"])
def test_addresses_by_their_length(text: str) -> None:
    assert Address.decode(Address.encode(text)) == text
    assert Group.decode(Group.encode(text)) == text


def test_group_with_stray_bytes_keeps_them() -> None:
    raw = bytes(range(18))
    assert Group.decode(raw) == raw.hex()
    assert Group.encode(raw.hex()) == raw
    with pytest.raises(Misfit):
        Group.encode("0102")


def test_isatap_tunnel() -> None:
    # ip link add ... type sit ... mode ip6ip isatap: 0x0001 in host order on the wire
    data = attr(8, struct.pack("=H", 1))
    head = struct.pack("=BxHiII", 0, 776, 4, 0, 0)
    link = decoded(16, head + attr(18, attr(1, b"sit\0") + attr(2, data)))[1]
    assert link["linkinfo"]["data"]["flags"] == ("ISATAP",)
