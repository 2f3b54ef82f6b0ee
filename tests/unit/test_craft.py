from __future__ import annotations

import json
import struct
import sys
from dataclasses import replace
from typing import Any

import pytest

from nlscope.craft import find_family, flags_of, from_record, order, tree_of
from nlscope.export import printer
from nlscope.session import Session
from nlscope.spec import Misfit
from tests.support import CAPTURES, attr, genlmsg, registry

NESTED = 0x8000
U32 = struct.Struct("=I")


def made(family: str, command: str, *pairs: tuple[str, Any], flags: int = 5) -> bytes:
    wanted = find_family(registry(), family)
    known = {"lo": 1}.get
    return order(wanted, command, tree_of(pairs), flags=flags, resolve=known).body


def test_a_link() -> None:
    body = made("link", "NEWLINK", ("ifname", "d0"), ("linkinfo.kind", "dummy"))
    info = attr(18 | NESTED, attr(1, b"dummy\0"))
    assert body == bytes(16) + attr(3, b"d0\0") + info


def test_header_members_go_by_their_short_names_too() -> None:
    short = made(
        "addr", "NEWADDR", ("family", "INET"), ("prefixlen", "24"), ("index", "lo")
    )
    full = made(
        "addr", "RTM_NEWADDR", ("ifa_family", 2), ("ifa_prefixlen", 24), ("ifa_index", 1)
    )
    assert short == full == struct.pack("=BBBBI", 2, 24, 0, 0, 1)


def test_a_choice_by_a_sibling() -> None:
    body = made("link", "NEWLINK", ("linkinfo.kind", "vlan"), ("linkinfo.data.id", "5"))
    data = attr(2, attr(1, struct.pack("=H", 5)))
    assert body[16:] == attr(18 | NESTED, attr(1, b"vlan\0") + data)


def test_generic_netlink_in_any_case() -> None:
    wanted = find_family(registry(), "control_exmpl")
    found = order(wanted, "echo", {"msg": "hi"}, flags=1)
    assert (found.protocol, found.type, found.changes) == (16, None, False)
    assert found.body == genlmsg(1, attr(1, b"hi\0"))


@pytest.mark.parametrize(
    ("name", "value", "raw"),
    [
        ("msg:nonul", "hi", attr(1, b"hi")),
        ("msg:nested", "hi", attr(1 | NESTED, b"hi\0")),
        ("msg:hex", "0x6869", attr(1, b"hi")),
        ("msg:hex", ["01", "02"], attr(1, b"\1") + attr(1, b"\2")),
        ("msg:nonul,nested", "hi", attr(1 | NESTED, b"hi")),
        ("attr_7", "0x010203", attr(7, b"\1\2\3")),
        ("nest:plain", {"value": 1}, attr(37, attr(1, U32.pack(1)))),
        ("flag", True, attr(31, b"")),
    ],
)
def test_faults_on_purpose(name: str, value: Any, raw: bytes) -> None:
    assert made("CONTROL_EXMPL", "TYPES", (name, value))[4:] == raw


def test_lists() -> None:
    pairs = [
        ("nest_array.0.value", 4),
        ("nest_array.1.value", 5),
        ("multi", 1),
        ("multi", 2),
    ]
    body = made("CONTROL_EXMPL", "TYPES", *pairs)[4:]
    inner = b"".join(attr(i | NESTED, attr(1, U32.pack(3 + i))) for i in (1, 2))
    multi = attr(40, b"\1\0") + attr(40, b"\2\0")
    assert body == attr(38 | NESTED, inner) + multi


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("nosuch", "X"), "no family 'nosuch'"),
        (("link", "NOSUCH"), "link has no command 'NOSUCH'; it has NEWLINK"),
        (("link", "NEWLINK", ("nosuch", 1)), "no attribute 'nosuch' in IFLA"),
        (("link", "NEWLINK", ("mtu", "big")), "mtu: 'big' is no number"),
        (("addr", "NEWADDR", ("index", "eth9")), "no interface 'eth9' there"),
        (("link", "NEWLINK", ("mtu:odd", 1)), "mtu: no fault odd"),
        (("link", "NEWLINK", ("mtu", 1), ("mtu.x", 1)), "mtu has a value already"),
    ],
)
def test_what_is_wrong_is_said(words: tuple[Any, ...], text: str) -> None:
    with pytest.raises(Misfit, match=text):
        made(*words)


def test_flags() -> None:
    assert flags_of("create,excl,ack", "NEWLINK") == 0x604
    assert flags_of("NLM_F_DUMP", "GETLINK") == 0x300
    assert flags_of("0x10|ack", "GETLINK") == 0x14
    with pytest.raises(Misfit, match="no flag 'NOSUCH'"):
        flags_of("nosuch", "GETLINK")


def test_lengths_and_padding_may_be_wrong() -> None:
    found = order(find_family(registry(), "CONTROL_EXMPL"), "ECHO", {"msg": b"x"}, flags=1)
    whole = found.encode(32, seq=3, port=4)
    assert whole == struct.pack("=IHHII", 28, 32, 1, 3, 4) + found.body
    assert found.encode(32, seq=3, port=4, length=99)[:4] == U32.pack(99)
    odd = replace(found, body=b"odd")
    assert len(odd.encode(32, seq=3, port=4)) == 20
    assert len(odd.encode(32, seq=3, port=4, pad=False)) == 19


def test_what_read_prints_can_be_sent() -> None:
    record = {"type": "RTM_NEWLINK", "flags_raw": 0x605, "fields": {"ifname": "d0"}}
    found = from_record(registry(), record, lambda _name: None)
    assert (found.type, found.flags) == (16, 0x605)
    assert found.body == bytes(16) + attr(3, b"d0\0")
    genl = {"family": "CONTROL_EXMPL", "cmd": "ECHO", "version": 3}
    found = from_record(registry(), {"genl": genl, "fields": {}}, lambda _name: None)
    assert found.body == genlmsg(1, b"", version=3)
    with pytest.raises(Misfit, match="no message type 'RTM_NOSUCH'"):
        from_record(registry(), {"type": "RTM_NOSUCH"}, lambda _name: None)


def test_a_value_where_attributes_belong() -> None:
    with pytest.raises(Misfit, match="no list of attributes"):
        made("link", "NEWLINK", ("linkinfo", "vlan"))


def test_links_as_the_kernel_tells_them_come_back() -> None:
    """Structs below a choice, as inet6.cacheinfo in af_spec, are of members again."""
    session = Session.load(str(CAPTURES / "link_basic.pcapng"), registry())
    rows = [n for n in range(len(session.store)) if session.store.type[n] == 16][:40]
    told = b"".join(printer.printed(session, rows, printer.as_json)).splitlines()
    seen = 0
    for record in map(json.loads, told):
        body = from_record(registry(), record, lambda _name: None).body
        inet6 = record["fields"].get("af_spec", {}).get("inet6", {})
        if "cacheinfo" in inet6:
            seen += 1
            assert struct.pack("=4I", *inet6["cacheinfo"].values()) in body
    assert seen


def test_what_construct_cannot_build_is_a_misfit() -> None:
    userdata = {"key_typeof": {"expr": 1, "data": 7}}
    with pytest.raises(Misfit, match="does not fit"):
        made("nft", "NEWSET", ("userdata", userdata))


def test_elements_of_arrays_keep_their_numbers() -> None:
    listed = {"mcast_groups": [{"name": "a"}, {"name": "b"}]}
    genl = {"family": "nlctrl", "cmd": "NEWFAMILY", "version": 1}
    record = {"genl": genl, "fields": listed, "indexes": {"mcast_groups": [2, 7]}}
    body = from_record(registry(), record, lambda _name: None).body
    numbers = [int.from_bytes(body[at : at + 2], sys.byteorder) & 0x3FFF for at in (10, 22)]
    assert numbers == [2, 7]
    assert listed == {"mcast_groups": [{"name": "a"}, {"name": "b"}]}
    for wrong in ({"mcast_groups": [1]}, {"nosuch": [1]}, {"mcast_groups.9.x": [1]}):
        with pytest.raises(Misfit, match="indexes has no array's numbers"):
            from_record(registry(), record | {"indexes": wrong}, lambda _name: None)


def test_elements_inside_others_keep_their_numbers() -> None:
    held = {"elements": [{"key": {"value": "01"}}, {"key": {"value": "02"}}]}
    record = {"type": "NFT_MSG_NEWSETELEM", "fields": held, "indexes": {"elements": [1, 1]}}
    body = from_record(registry(), record, lambda _name: None).body
    assert [body[at + 2] for at in (8, 24)] == [1, 1]
