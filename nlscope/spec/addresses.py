"""Addresses whose kind only their length, or a tag beside them, tells."""

from __future__ import annotations

import socket
from typing import Any

from nlscope.spec.leaves import Ip, Leaf, Misfit, unhex

ETH_P_IP, ETH_P_IPV6 = 0x0800, 0x86DD  # include/uapi/linux/if_ether.h
_TAGS = {4: ETH_P_IP, 16: ETH_P_IPV6, 6: 0}


class AnyAddress(Ip):
    """An IP address, or a link-layer address of any length that no IP address has."""

    def decode(self, raw: bytes) -> str:
        """Return the IP address, or colon-separated hex."""
        return super().decode(raw) if len(raw) in (4, 16) else raw.hex(":")

    def encode(self, value: Any) -> bytes:
        """Return the bytes of an IP address or of hex pairs."""
        try:
            return super().encode(value)
        except Misfit:
            return unhex(value)


class BridgeGroup(Leaf):
    """The addr of struct br_mdb_entry: a union of 16 bytes, then the ethertype.

    include/uapi/linux/if_bridge.h; the ethertype is 0 for a MAC address.
    """

    size = 18

    def decode(self, raw: bytes) -> str:
        """Return the IPv4, IPv6 or MAC address, else all 18 bytes as plain hex.

        It never fails: the struct is a header, which has no other way to show them.
        """
        tag = int.from_bytes(raw[16:18], "big")
        if tag == ETH_P_IP and not raw[4:16].strip(b"\0"):
            return socket.inet_ntop(socket.AF_INET, raw[:4])
        if tag == ETH_P_IPV6:
            return socket.inet_ntop(socket.AF_INET6, raw[:16])
        if tag == 0 and not raw[6:16].strip(b"\0"):
            return raw[:6].hex(":")
        return raw.hex()

    def encode(self, value: Any) -> bytes:
        """Return the union and the ethertype that the address has."""
        raw = Address.encode(value)
        if len(raw) == self.size:
            return raw
        if len(raw) not in _TAGS:
            msg = f"{value!r} is no IP or MAC address"
            raise Misfit(msg)
        return raw.ljust(16, b"\0") + _TAGS[len(raw)].to_bytes(2, "big")


Address = AnyAddress()
Group = BridgeGroup()
