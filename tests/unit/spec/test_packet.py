"""Packets in a few words, whole and cut."""

from __future__ import annotations

import struct

import pytest

from nlscope.spec.packet import frame, packet

IPV4 = bytes.fromhex("4500003400004000400600000a0000010a000002")
TCP = struct.pack("!HHIIBBHHH", 1234, 80, 0, 0, 0x50, 0x12, 0, 0, 0)
IPV6 = b"\x60\0\0\0\0\x08\x3a\x40" + bytes(15) + b"\1" + bytes(15) + b"\2"
MACS = bytes.fromhex("020000000002020000000001")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (IPV4 + TCP, "10.0.0.1:1234 > 10.0.0.2:80 tcp S."),
        (IPV4, "10.0.0.1 > 10.0.0.2 tcp"),
        (IPV4[:6] + b"\0\1" + IPV4[8:] + TCP, "10.0.0.1 > 10.0.0.2 tcp"),  # a fragment
        (IPV6 + b"\x80\0", "::1 > ::2 icmpv6 type 128 code 0"),
        (b"\x45", ""),
        (b"", ""),
    ],
)
def test_packets(raw: bytes, text: str) -> None:
    assert packet(raw) == text


def test_frames() -> None:
    tagged = MACS + b"\x81\0\0\x07\x08\0" + IPV4 + TCP
    assert frame(tagged) == "10.0.0.1:1234 > 10.0.0.2:80 tcp S. vlan 7"
    arp = MACS + bytes.fromhex("08060001080006040001020000000001") + b"\x0a\0\0\1"
    assert frame(arp + bytes(6) + b"\x0a\0\0\2") == "arp who-has 10.0.0.2 tell 10.0.0.1"
    lldp = MACS + b"\x88\xcc"
    assert frame(lldp) == "02:00:00:00:00:01 > 02:00:00:00:00:02 ethertype 0x88cc"
    assert frame(b"\1\2") == ""
