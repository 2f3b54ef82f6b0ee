"""Values of IPsec messages, read by eye in the output of ip xfrm (xfrm.log)."""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

import pytest

from nlscope.describe import Description
from nlscope.dissect.summary import summary
from nlscope.export.values import problems, undecoded, values
from nlscope.roundtrip import reasons
from tests.support import CAPTURES, attr, nlmsg, session, tree

XFRM = 6


@cache
def said() -> tuple[Description, ...]:
    return tuple(session(CAPTURES / "xfrm.pcapng"))


def at(no: int) -> tuple[str, dict[str, Any]]:
    return said()[no - 1].info, values(said()[no - 1].root)


def test_values_give_the_bytes_again() -> None:
    assert [each.message.no for each in said() if reasons(each.root, "<")] == []


def test_what_is_not_decoded() -> None:
    """A dump's filter stands without the header, and ip sends 12 bytes of a mark of 8."""
    left = {each.message.no for each in said() if undecoded(each.root)}
    assert left <= {27, 71}


def test_a_tunnel_of_ipv4() -> None:
    info, sa = at(2)
    assert info == (
        "src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100 reqid 7 mode tunnel"
        " auth-trunc hmac(sha256) 128 enc cbc(aes) sel src 10.1.0.0/16 dst 10.2.0.0/16"
    )
    assert (sa["sel"]["saddr"], sa["sel"]["prefixlen_s"]) == ("10.1.0.0", 16)
    assert (sa["sel"]["daddr"], sa["sel"]["prefixlen_d"]) == ("10.2.0.0", 16)
    assert sa["alg_auth_trunc"]["alg_name"] == "hmac(sha256)"
    assert sa["alg_auth_trunc"]["alg_trunc_len"] == 128
    key = bytes(range(1, 17))
    assert sa["alg_auth_trunc"]["alg_key"] == key * 2
    assert sa["alg_crypt"] == {"alg_name": "cbc(aes)", "alg_key_len": 128, "alg_key": key}
    assert sa["replay_val"] == {"oseq": 0, "seq": 0, "bitmap": 0}
    assert sa["curlft"]["add_time"] == 1795246664  # 2026-11-21 07:37:44


def test_limits_and_esn() -> None:
    info, sa = at(5)
    assert info == (
        "src fd00::1 dst fd00::2 proto esp spi 0x101 mode transport replay-window 32"
        " flag esn aead rfc4106(gcm(aes)) 128"
    )
    assert (sa["sel"]["daddr"], sa["sel"]["family"]) == ("::", "INET6")
    assert sa["lft"]["soft_byte_limit"] == 1000
    assert sa["lft"]["hard_byte_limit"] == "INF"
    assert sa["lft"]["hard_add_expires_seconds"] == 3600
    assert sa["flags"] == ("ESN",)
    assert sa["alg_aead"]["alg_name"] == "rfc4106(gcm(aes))"
    assert (sa["alg_aead"]["alg_key_len"], sa["alg_aead"]["alg_icv_len"]) == (160, 128)
    esn = sa["replay_esn_val"]
    assert (esn["replay_window"], esn["bmp_len"], esn["bmp"]) == (32, 1, [0])


def test_marks_and_interface_ids() -> None:
    info, sa = at(8)
    assert info.endswith(
        "proto ah spi 0x102 mode transport mark 0x5/0xff auth-trunc hmac(sha1) 96 if_id 0x9"
    )
    assert sa["mark"] == {"v": 5, "m": 0xFF}
    assert sa["alg_auth"]["alg_key"].value.hex().startswith("01020304")
    assert at(11)[1]["alg_comp"]["alg_name"] == "deflate"


def test_a_policy_and_its_template() -> None:
    info, policy = at(14)
    assert info == (
        "src 10.1.0.0/16 dst 10.2.0.0/16 dir out action allow priority 100"
        " tmpl src 10.0.0.1 dst 10.0.0.2 proto esp reqid 7 mode tunnel"
    )
    (template,) = policy["tmpl"]
    assert (template["proto"], template["reqid"]) == ("ESP", 7)
    assert (template["mode"], template["optional"]) == ("TUNNEL", 0)
    assert policy["policy_type"]["type"] == "MAIN"


def test_policies_with_ports_and_of_ipv6() -> None:
    info, policy = at(17)
    assert info.endswith("proto tcp sport 80 dir in action block")
    assert policy["sport_mask"] == 0xFFFF
    info, policy = at(35)
    assert info.startswith("src fd00::/16 dst fd01::/16 dir fwd")
    assert (policy["index"], policy["tmpl"][0]["optional"]) == (18, 1)
    assert policy["tmpl"][0]["daddr"] == "::"


def test_an_spi_is_allocated() -> None:
    asked, told = at(22), at(23)
    assert (asked[1]["min"], asked[1]["max"]) == (0x200, 0x2FF)
    assert told[0] == (
        "src 10.0.0.5 dst 10.0.0.6 proto esp spi 0x221 mode transport"
        " sel src 10.0.0.5/32 dst 10.0.0.6/32"
    )
    assert told[1]["lft"]["hard_add_expires_seconds"] == 30


def test_counts_and_thresholds() -> None:
    assert at(40)[0] == "5 associations"
    info, spd = at(42)
    assert info == "in 1 out 1 fwd 1 hthresh4 32 32 hthresh6 128 128"
    assert spd["hinfo"]["spdhmcnt"] == 1048576
    assert at(45)[0] == "hthresh4 24 24"


def test_default_policies() -> None:
    assert at(48)[0] == "in block fwd accept out accept"
    assert at(47)[1]["in"] == "BLOCK"
    assert at(53)[0] == "in accept fwd accept out accept"


def test_what_is_deleted_is_told_whole() -> None:
    assert at(58)[1]["policy"]["priority"] == 100
    info, told = at(61)
    assert info == "src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100"
    assert told["sa"]["reqid"] == 7
    assert at(80)[0] == "ptype main"
    assert said()[55].info == "ENOSYS: Requested CRYPT algorithm not found"


def made(kind: int, payload: bytes) -> tuple[str, dict[str, Any]]:
    root = tree(XFRM, nlmsg(kind, payload, flags=0))
    assert (undecoded(root), problems(root)) == (0, [])
    assert reasons(root, "<") == []
    return summary(root), values(root)


def v4(text: str) -> bytes:
    return bytes(map(int, text.split("."))).ljust(16, b"\0")


SELECTOR = v4("10.2.0.0") + v4("10.1.0.0") + bytes(8) + struct.pack("=H2B", 2, 16, 24)
SELECTOR += bytes([6, 0, 0, 0]) + struct.pack("=iI", 0, 0)
POLICY = SELECTOR + bytes(96) + struct.pack("=II4B4x", 5, 8, 1, 0, 0, 0)
SA_ID = v4("10.0.0.2") + struct.pack("!I", 0x1000) + struct.pack("=HBx", 2, 50)
ID = v4("10.0.0.2") + struct.pack("!I", 0x1000) + bytes([50, 0, 0, 0])


def test_an_acquire_takes_the_family_of_its_selector() -> None:
    payload = ID + v4("10.0.0.1") + SELECTOR + POLICY + struct.pack("=4I", 1, 2, 3, 4)
    info, told = made(23, payload)
    assert info == (
        "src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x1000"
        " sel src 10.1.0.0/24 dst 10.2.0.0/16 policy out index 8"
    )
    assert (told["policy"]["daddr"], told["policy"]["dir"]) == ("10.2.0.0", "OUT")
    assert (told["aalgos"], told["seq"]) == (1, 4)


def test_expiry() -> None:
    sa = SELECTOR + ID + v4("10.0.0.1") + bytes(96 + 12)
    sa += struct.pack("=IIH3B7x", 0, 7, 2, 1, 0, 0)
    info, told = made(24, sa + bytes([1]) + bytes(7))
    assert info == (
        "hard src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x1000 reqid 7 mode tunnel"
        " sel src 10.1.0.0/24 dst 10.2.0.0/16"
    )
    assert told["hard"] == 1
    assert made(27, POLICY + bytes(8))[0].startswith("soft src 10.1.0.0/24 dst 10.2.0.0/16")


def test_events_of_a_state() -> None:
    info, _ = made(30, SA_ID + v4("10.0.0.1") + struct.pack("=II", 0x12, 7))
    assert info == "src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x1000 rval,cr"
    moved = struct.pack("=I", 7) + v4("10.0.0.1") + v4("10.0.0.3")
    info, _ = made(38, SA_ID + moved + struct.pack("!HH", 4500, 4501))
    assert info.endswith("from 10.0.0.1:4500 to 10.0.0.3:4501")


def test_a_migration_between_families() -> None:
    six = bytes.fromhex("fd00") + bytes(13) + b"\1"
    each = v4("10.0.0.2") + v4("10.0.0.1") + six * 2 + bytes([50, 1, 0, 0])
    each += struct.pack("=IHH", 7, 2, 10)
    info, told = made(33, SELECTOR + struct.pack("=IB3x", 0, 1) + attr(17, each))
    assert info.endswith("from 10.0.0.1 10.0.0.2 to fd00::1 fd00::1")
    assert told["migrate"][0]["new_family"] == "INET6"


@pytest.mark.parametrize(
    ("number", "payload", "value"),
    [
        (4, struct.pack("=H", 2) + b"\x11\x94\x11\x94" + bytes(2) + v4("10.0.0.9"),
         {"encap_type": "ESPINUDP", "encap_sport": 4500, "encap_dport": 4500,
          "encap_oa": "10.0.0.9"}),
        (8, struct.pack("=HHBBH", 12, 8, 1, 1, 4) + b"ctx\0",
         {"len": 12, "exttype": 8, "ctx_alg": "SELINUX", "ctx_doi": "LSM", "ctx_len": 4,
          "ctx_str": "ctx"}),
        (13, v4("10.0.0.1"), "10.0.0.1"),
        (28, struct.pack("=iB3x", 3, 6), {"ifindex": 3, "flags": ("INBOUND", "PACKET")}),
        (33, b"\2", "OUT"),
        (38, b"", True),
    ],
)  # fmt: skip
def test_attributes_that_no_capture_has(number: int, payload: bytes, value: Any) -> None:
    name, got = list(made(18, SA_ID + attr(number, payload))[1].items())[-1]
    assert got == value, name
