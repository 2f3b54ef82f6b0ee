"""Packets in a few words: who sends what to whom.

Sources: RFC 791, 8200, 793, 768, 792, 826; IEEE 802.3 and 802.1Q headers.
"""

from __future__ import annotations

import socket
from typing import Any

_ETHERNET, _VLAN, _ARP = 14, (0x8100, 0x88A8), 0x0806
_IPV4, _IPV6 = 0x0800, 0x86DD
_PROTOCOLS = {
    1: "icmp",
    2: "igmp",
    6: "tcp",
    17: "udp",
    33: "dccp",
    47: "gre",
    50: "esp",
    51: "ah",
    58: "icmpv6",
    132: "sctp",
    136: "udplite",
}
_WITH_PORTS = ("tcp", "udp", "dccp", "sctp", "udplite")
_FLAGS = "FSRP.UEW"
_FRAGMENT = 0x1FFF


def packet(raw: Any) -> str:
    """Return what an IP packet is: 10.0.0.1:1234 > 10.0.0.2:80 tcp S; "" if none."""
    if not isinstance(raw, bytes) or not raw:
        return ""
    version = raw[0] >> 4
    if version == 4 and len(raw) >= 20:
        later = int.from_bytes(raw[6:8], "big") & _FRAGMENT
        ends = [socket.inet_ntop(socket.AF_INET, raw[at : at + 4]) for at in (12, 16)]
        rest = b"" if later else raw[4 * (raw[0] & 15) :]
        return _transport(raw[9], rest, ends)
    if version == 6 and len(raw) >= 40:
        ends = [socket.inet_ntop(socket.AF_INET6, raw[at : at + 16]) for at in (8, 24)]
        return _transport(raw[6], raw[40:], ends)
    return ""


def frame(raw: Any) -> str:
    """Return what an Ethernet frame is: of IP its packet, else its addresses and type."""
    if not isinstance(raw, bytes) or len(raw) < _ETHERNET:
        return packet(raw)
    at, tag, kind = _ETHERNET, "", int.from_bytes(raw[12:14], "big")
    while kind in _VLAN and len(raw) >= at + 4:
        tag += f" vlan {int.from_bytes(raw[at : at + 2], 'big') & 0xFFF}"
        kind, at = int.from_bytes(raw[at + 2 : at + 4], "big"), at + 4
    if kind in (_IPV4, _IPV6):
        return packet(raw[at:]) + tag
    if kind == _ARP and len(raw) >= at + 28:
        return _arp(raw[at:]) + tag
    return f"{raw[6:12].hex(':')} > {raw[:6].hex(':')} ethertype {kind:#06x}{tag}"


def _transport(number: int, rest: bytes, ends: list[str]) -> str:
    name = _PROTOCOLS.get(number, f"proto {number}")
    if name in _WITH_PORTS and len(rest) >= 4:
        ports = [int.from_bytes(rest[at : at + 2], "big") for at in (0, 2)]
        ends = [
            f"[{end}]:{port}" if ":" in end else f"{end}:{port}"
            for end, port in zip(ends, ports, strict=True)
        ]
    more = ""
    if name == "tcp" and len(rest) >= 14:
        more = "".join(c for n, c in enumerate(_FLAGS) if rest[13] >> n & 1)
    elif name.startswith("icmp") and len(rest) >= 2:
        more = f"type {rest[0]} code {rest[1]}"
    return f"{ends[0]} > {ends[1]} {name} {more}".rstrip()


def _arp(body: bytes) -> str:
    asks = int.from_bytes(body[6:8], "big") == 1
    ends = [socket.inet_ntop(socket.AF_INET, body[at : at + 4]) for at in (14, 24)]
    if asks:
        return f"arp who-has {ends[1]} tell {ends[0]}"
    return f"arp {ends[0]} is-at {body[8:14].hex(':')}"
