"""The segments of an IPv6 segment routing header, and the signature after them.

Source: struct ipv6_sr_hdr in include/uapi/linux/seg6.h, struct sr6_tlv_hmac in
include/uapi/linux/seg6_hmac.h.
"""

from __future__ import annotations

import socket
from typing import Any

from nlscope.spec.leaves import IPv6, Leaf, Misfit, unhex

_ADDRESS = 16
_HMAC_HEAD = b"\x05\x26"  # SR6_TLV_HMAC, 38 bytes follow
_HMAC = 40


class SegmentList(Leaf):
    """IPv6 addresses to the end of the header; a signature is the last of the list."""

    def decode(self, raw: bytes) -> list[Any]:
        """Return the addresses, {"tlv": "HMAC", "keyid", "hmac"} after them if signed."""
        rest = raw[-_HMAC:]
        signed = len(raw) % _ADDRESS == _HMAC % _ADDRESS and rest[:2] == _HMAC_HEAD
        stop = len(raw) - _HMAC * signed
        if stop % _ADDRESS:
            msg = f"{len(raw)} bytes are no IPv6 addresses"
            raise Misfit(msg)
        segments: list[Any] = [
            socket.inet_ntop(socket.AF_INET6, raw[at : at + _ADDRESS])
            for at in range(0, stop, _ADDRESS)
        ]
        if signed:
            keyid = int.from_bytes(rest[4:8], "big")
            flags = int.from_bytes(rest[2:4], "big")
            segments.append(
                {"tlv": "HMAC", "flags": flags, "keyid": keyid, "hmac": rest[8:]}
            )
        return segments

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a list of addresses and a signature, or of hex."""
        if not isinstance(value, (list, tuple)):
            return unhex(value)
        return b"".join(map(_encoded, value))


def _encoded(each: Any) -> bytes:
    if not isinstance(each, dict):
        raw: bytes = IPv6.encode(each)
        return raw
    fixed = each.get("flags", 0).to_bytes(2, "big") + each["keyid"].to_bytes(4, "big")
    return b"".join((_HMAC_HEAD, fixed, bytes(unhex(each["hmac"]))))


Segments = SegmentList()


def seg6(encap: Any) -> str:
    """Return an encapsulation as ip route writes it, the first hop first.

    encap is a list of (name, value); "" if it is of another type.
    """
    held = dict(encap) if isinstance(encap, list) else {}
    header = held.get("srh")
    if not isinstance(header, dict) or "mode" not in header:
        return ""
    parts = header.get("segments", [])
    hops = [each for each in parts if isinstance(each, str)][::-1]
    signed = [f"hmac {each['keyid']:#x}" for each in parts if isinstance(each, dict)]
    mode = str(header["mode"]).lower().replace("_", ".")
    text = f"encap seg6 mode {mode} segs {len(hops)} [ {' '.join(hops)} ]"
    return " ".join([text, *signed])
