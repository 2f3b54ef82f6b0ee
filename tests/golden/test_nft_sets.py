"""Elements of every type, against what nft printed of them when the capture was made."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest

from nlscope.describe import Description
from nlscope.dissect.find import find
from nlscope.export.values import problems, values
from nlscope.filter.by_field import filter_for
from nlscope.filter.compile import compile_filter
from nlscope.roundtrip import reasons
from nlscope.tui.tree_lines import Line, innermost, value_text
from tests.support import CAPTURES, registry, session

# nft list ruleset, elements = { ... }
LISTED = {
    "s_ip": "10.0.0.1, 192.168.7.9",
    "s_ipr": "10.0.0.1, 10.0.0.5-10.0.0.9, 10.1.0.0/16, 255.255.255.0/24",
    "s_ip6": "2001:db8::/32, fe80::1",
    "s_mac": '02:00:00:00:00:01 comment "one"',
    "s_proto": "tcp, udp, 99",
    "s_port": "22, 80-90, 1024-65535",
    "s_mark": "0x00000010, 0x00000020",
    "s_markr": "0x00000010-0x00000020",
    "s_ifname": '"lo", "eth0"',
    "s_ifnamew": '"eth*", "lo"',
    "s_if": '"lo"',
    "s_ctstate": "established, new",
    "s_ctstatus": "assured",
    "s_ctdir": "original",
    "s_ctexp": "1h30m",
    "s_arpop": "request",
    "s_icmp": "echo-request",
    "s_icmp6": "nd-neighbor-solicit",
    "s_icmpc": "host-unreachable",
    "s_tcpf": "syn | ack, syn",
    "s_dscp": "cs1, ef",
    "s_ecn": "ce",
    "s_uid": "0, 1000-1005",
    "s_gid": "7",
    "s_realm": "3",
    "s_devg": "4",
    "s_pkt": "multicast",
    "s_iftype": "ether",
    "s_len": "100-200, 1500",
    "s_len1": "100, 1500",
    "s_iplen": "100, 1500",
    "s_fib": "local, broadcast",
    "s_hour": '"10:00"',
    "s_time": '"2024-01-02 03:04:05"',
    "s_cpu": "3",
    "s_igmp": "membership-query",
    "s_mh": "binding-update",
    "s_dccp": "request",
    "s_cg": "1048577",
    "s_vlan": "7, 100",
    "s_catr": "10.0.0.0/8 . tcp . 80-90, 10.2.3.4 . udp . 53",
    "s_cat2": '10.0.0.1 . 10.0.0.2 . 0x00000005 . "lo"',
    "s_catm": "0x00000005-0x00000009 . 10.0.0.2, 0x00000010 . 10.0.0.0/24",
    "s_catt": "10.0.0.1 . 100 . 7",
    "s_cattr": "10.0.0.1 . 100-200",
    "s_catlen": "10.0.0.1 . 100",
    "m_ip": "80 : 10.0.0.1",
    "m_cat": "80 : 10.0.0.1 . 8080",
    "m_mark": "10.0.0.0/24 : 0x00000001, 10.0.1.0/30 : 0x00000002",
    "m_int": "10.0.0.0/24 : 192.168.1.1-192.168.1.9, 10.1.0.0/24 : 192.168.2.0/24",
    "m_intc": "80 : 192.168.1.1-192.168.1.9 . 8000-9000",
    "m_obj": '10.0.0.1 : "c1"',
}
# what nft says in another way: 0x88cc, 1:2, "Monday", ipv4, counter packets 0 bytes 0;
# the element for all other keys comes in a message of its own
OURS = {
    "s_etype": "ip, arp, lldp",
    "s_prio": "0x00010002",
    "s_day": "Monday",
    "s_nfproto": "ip",
    "s_cat": '10.0.0.1 . 80 counter comment "web", 10.0.0.2 . 443 counter',
    "m_vm": "22 : accept, 80 : jump side, 81 : goto side",
    "__set0": "22, 80-90",
    "__set1": "10.0.0.1 . 80, 10.0.0.2 . 81",
    "__map0": "80 : 0x00000001, 443 : 0x00000002",
    "__map1": "invalid : drop, established : accept",
    "__map2": '"lo" : accept, "eth0" : jump side',
}


@cache
def rows() -> list[tuple[str, str, str]]:
    """Return direction, type and text of every message."""
    return [
        (said.message.direction, said.identity.type_name, said.info)
        for said in session(CAPTURES / "nft_sets.pcapng")
    ]


@cache
def listed() -> dict[str, str]:
    found: dict[str, str] = {}
    for _, _, info in rows():
        told = re.fullmatch(r"element inet t (\w+) \{ (.*) \}", info)
        if told:
            found.setdefault(told[1], told[2])
    return found


@pytest.mark.parametrize("name", [*LISTED, *OURS])
def test_a_listed_set_is_as_nft_prints_it(name: str) -> None:
    """The kernel keeps the elements of a hash in no order."""
    wanted = (LISTED | OURS)[name]
    assert sorted(listed()[name].split(", ")) == sorted(wanted.split(", "))


def test_no_set_is_left_out() -> None:
    assert set(listed()) == {*LISTED, *OURS, "s_to"}
    assert re.fullmatch(
        r"10\.9\.9\.8 expires 59m59s\d+ms, 10\.9\.9\.9 timeout 30m expires 29m59s\d+ms",
        listed()["s_to"],
    )


@pytest.mark.parametrize(
    "wanted",
    [
        "add element inet t s_ipr { 10.0.0.20, 10.3.0.0/24 }",
        "add element inet t m_vm { 22 : accept, 80 : jump side, 81 : goto side, * : drop }",
        'add element inet t __map%d { "lo" : accept, "eth0" : jump side }',
        "add element inet t __set%d { 10.0.0.1 . 80, 10.0.0.2 . 81 }",
        'add element inet t s_cat { 10.0.0.3 . 22 comment "ssh" }',
        "delete element inet t s_mac { 02:00:00:00:00:01 }",
        "get element inet t s_ipr { 10.3.0.7 }",
        "add element ip6 u s { 02:00:00:00:00:09 }",
        "add element ip6 u s { 0x00000007 . tcp }",
    ],
)
def test_requests(wanted: str) -> None:
    assert wanted in [info for way, _, info in rows() if way == "to-kernel"]


def test_a_set_that_was_made_anew_has_its_new_type() -> None:
    assert [info for _, _, info in rows()][-5] == "element ip6 u s { 0x00000007 . tcp }"


def elements(name: str) -> list[dict[str, object]]:
    said = listing(name)
    assert problems(said.root) == []
    found: list[dict[str, object]] = values(said.root)["elements"]
    return found


def test_values_have_types() -> None:
    assert [each["key"] for each in elements("s_len")] == [
        {"value": 1501},
        {"value": 1500},
        {"value": 201},
        {"value": 100},
        {"value": 0},
    ]
    assert elements("s_catr")[0] == {
        "key": {
            "value": {"ipv4_addr": "10.0.0.0", "inet_proto": "TCP", "inet_service": 80}
        },
        "key_end": {
            "value": {
                "ipv4_addr": "10.255.255.255",
                "inet_proto": "TCP",
                "inet_service": 90,
            }
        },
    }
    assert elements("m_intc")[0]["data"] == {
        "value": {
            "first": {"ipv4_addr": "192.168.1.1", "inet_service": 8000},
            "last": {"ipv4_addr": "192.168.1.9", "inet_service": 9000},
        }
    }
    assert elements("s_cat2")[0]["key"] == {
        "value": {
            "ipv4_addr": "10.0.0.1",
            "ipv4_addr_2": "10.0.0.2",
            "mark": 5,
            "ifname": "lo",
        }
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("nft.elements.key.value == 02:00:00:00:00:01", {"s_mac"}),
        ("nft.elements.key.value == eth0", {"s_ifname", "__map2"}),
        ("nft.elements.key.value == TCP", {"s_proto", "s_catr"}),
        ("nft.elements.key.value.mark == 5", {"s_cat2", "s_catm"}),
        ("nft.elements.key == 10.9.9.9", {"s_to"}),
        ("elements.data == 10.0.0.1", {"m_ip", "m_cat"}),
        (
            "nft.elements.key.value == 10.0.0.2",
            {"s_cat", "s_cat2", "s_catm", "__set1", "s_ipr"},
        ),
        ("nft.elements.data.value == 192.168.1.9", {"m_int", "m_intc"}),
        ("nft.elements.data.value.last == 192.168.1.9", {"m_int", "m_intc"}),
        ("nft.elements.key_end.value.inet_service == 90", {"s_catr"}),
    ],
)
def test_filters(text: str, wanted: set[str]) -> None:
    """s_ipr has 10.0.0.2 as the end of an interval."""
    opened = session(CAPTURES / "nft_sets.pcapng")
    chosen = np.flatnonzero(compile_filter(text, registry()).rows(opened))
    infos = [opened.describe(int(n)).info for n in chosen]
    found = [re.match(r"element inet t (\w+)", info) for info in infos]
    assert {each[1] for each in found if each} == wanted


def listing(name: str) -> Description:
    opened = session(CAPTURES / "nft_sets.pcapng")
    return next(s for s in opened if s.info.startswith(f"element inet t {name} "))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("s_catr", ["10.0.0.0/8 . tcp . 80-90", "10.2.3.4 . udp . 53"]),
        ("s_port", ["1024", "end 91", "80", "end 23", "22", "end 0"]),
        ("m_vm", ["81 : goto side", "80 : jump side", "22 : accept"]),
    ],
)
def test_a_closed_element_says_what_it_is(name: str, texts: list[str]) -> None:
    root = listing(name).root
    listed = root.items[-1].items
    closed = [Line(each, ("elements", each.name), (each,), opened=False) for each in listed]
    assert sorted(value_text(line, "<") for line in closed) == sorted(texts)


def test_the_filter_of_a_value() -> None:
    for name, step, wanted in (
        ("s_cat2", "ipv4_addr_2", "nft.elements.key.value.ipv4_addr_2 == 10.0.0.2"),
        ("s_if", "value", "nft.elements.key.value == 1"),
        ("m_ip", "value", "nft.elements.key.value == 80"),
    ):
        root = listing(name).root
        value = find(root, ["elements", "key", "value"])[0]
        trail = innermost(root, value.body + 4 * (step != "value"), raw=False)
        assert trail[-1].name == step
        assert filter_for(root, trail) == wanted


def test_values_make_the_bytes_again() -> None:
    """iproute2's libmnl leaves what was there in padding, which no value has."""
    opened = session(CAPTURES / "nft_sets.pcapng")
    left = [
        each
        for said in opened
        for each in reasons(said.root, said.message.frame.order)
        if not each.endswith("padding that is not zero")
    ]
    assert left == []
