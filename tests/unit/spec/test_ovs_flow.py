"""Flows, actions and Geneve options of Open vSwitch.

The texts are those of ovs-dpctl(8) and of the tests of Open vSwitch (tests/odp.at).
"""

from __future__ import annotations

from typing import Any

import pytest

from nlscope.spec import Misfit
from nlscope.spec.geneve import GeneveOpts
from nlscope.spec.ovs_actions import actions
from nlscope.spec.ovs_flow import flow

IPV4 = {
    "ipv4_src": "10.0.0.1",
    "ipv4_dst": "10.0.0.2",
    "ipv4_proto": 6,
    "ipv4_tos": 0,
    "ipv4_ttl": 64,
    "ipv4_frag": "NONE",
}
ONLY_SRC = {
    "ipv4_src": "255.255.255.0",
    "ipv4_dst": "0.0.0.0",
    "ipv4_proto": 255,
    "ipv4_tos": 0,
    "ipv4_ttl": 0,
    "ipv4_frag": "ANY",
}
ETH = {"eth_src": "02:00:00:00:00:01", "eth_dst": "02:00:00:00:00:02"}
NO_ETH = dict.fromkeys(ETH, "00:00:00:00:00:00")

NAT = [
    ("src", True),
    ("ip_min", "10.0.0.1"),
    ("ip_max", "10.0.0.9"),
    ("proto_min", 1),
    ("proto_max", 9),
]


def test_a_key_with_its_mask() -> None:
    key = [("in_port", 1), ("ethernet", ETH), ("ethertype", 0x800), ("ipv4", IPV4)]
    mask = [("in_port", 0xFFFFFFFF), ("ethernet", NO_ETH), ("ethertype", 0xFFFF)]
    text = "in_port(1),eth(),eth_type(0x0800)"
    assert flow(key, mask) == text
    masked = "ipv4(src=10.0.0.1/255.255.255.0,proto=6,frag=no)"
    assert flow(key, [*mask, ("ipv4", ONLY_SRC)]) == f"{text},{masked}"


@pytest.mark.parametrize(
    ("name", "value", "mask", "text"),
    [
        ("ct_state", ("NEW", "TRACKED"), ("NEW", "TRACKED", "REPLY_DIR"), "+new+trk-rpl"),
        ("ct_mark", 0x10, 0xF0, "0x10/0xf0"),
        ("tcp_flags", 0x12, 0xFFF, "syn|ack"),
        ("recirc_id", 0, 0xFFFFFFFF, "0"),
        ("vlan", 0x6007, 0xFFFF, "vid=7,pcp=3"),
        ("mpls", [{"mpls_lse": 0x64140}], [{"mpls_lse": 1}], "label=100,tc=0,ttl=64,bos=1"),
    ],
)
def test_single_keys(name: str, value: Any, mask: Any, text: str) -> None:
    assert flow([(name, value)], [(name, mask)]) == f"{name}({text})"


def test_a_tunnel_with_options() -> None:
    options = [{"class": 0xFFFF, "type": 0x80, "data": b"\0\0\0\x0a"}]
    tunnel = [("id", 7), ("ipv4_dst", "1.1.1.2"), ("ttl", 64), ("csum", True)]
    text = "tunnel(tun_id=0x7,dst=1.1.1.2,ttl=64"
    assert flow([("tunnel", tunnel)]) == f"{text},flags(csum))"
    said = "geneve({class=0xffff,type=0x80,len=4,0x0000000a})"
    full = [*tunnel, ("geneve_opts", options)]
    assert flow([("tunnel", full)]) == f"{text},{said},flags(csum))"


@pytest.mark.parametrize(
    ("held", "text"),
    [
        ([], "drop"),
        ([("output", 1), ("output", 2)], "1,2"),
        (
            [("userspace", [("pid", 9), ("userdata", b"\1\2")])],
            "userspace(pid=9,userdata(0102))",
        ),
        (
            [("push_vlan", {"vlan_tpid": 0x8100, "vlan_tci": 0x1007})],
            "push_vlan(vid=7,pcp=0)",
        ),
        ([("pop_vlan", True)], "pop_vlan"),
        (
            [("sample", [("probability", 0x7FFFFFFF), ("actions", [("output", 3)])])],
            "sample(sample=50.0%,actions(3))",
        ),
        ([("recirc", 1)], "recirc(0x1)"),
        (
            [("ct", [("commit", True), ("zone", 5), ("nat", NAT)])],
            "ct(commit,zone=5,nat(src=10.0.0.1-10.0.0.9:1-9))",
        ),
        ([("ct", [("mark", {"value": 1, "mask": 255})])], "ct(mark=0x1/0xff)"),
        ([("ct_clear", True)], "ct_clear"),
        ([("trunc", {"max_len": 100})], "trunc(100)"),
        ([("clone", [("output", 1)])], "clone(1)"),
        (
            [("set_masked", [("ct_mark", {"key": 1, "mask": 0xFF})])],
            "set(ct_mark(0x1/0xff))",
        ),
        ([("meter", 4)], "meter(4)"),
        ([("hash", {"hash_alg": "L4", "hash_basis": 0})], "hash(l4(0))"),
        ([("trunc", None)], "trunc(None)"),
    ],
)
def test_actions(held: Any, text: str) -> None:
    assert actions(held) == f"actions:{text}"


def test_no_actions_were_told() -> None:
    assert actions(None) == ""


def test_geneve_options_both_ways() -> None:
    raw = bytes.fromhex("010280010102030400ff0360" + "00ff0320")[:12]
    said = [
        {"class": 0x102, "type": 0x80, "data": b"\1\2\3\4"},
        {"class": 0xFF, "type": 3, "reserved": 3, "data": b""},
    ]
    assert GeneveOpts.decode(raw) == said
    assert GeneveOpts.encode(said) == raw
    assert GeneveOpts.encode(raw.hex()) == raw


def test_damaged_geneve_options() -> None:
    for raw in (b"\1", b"\1\2\3\1", b"\1\2\3\2abcd"):
        with pytest.raises(Misfit):
            GeneveOpts.decode(raw)
    with pytest.raises(Misfit):
        GeneveOpts.encode([{"class": 1, "type": 1, "data": b"abc"}])
