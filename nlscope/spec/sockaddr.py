"""Socket addresses, and IP addresses in the kernel's union of both kinds.

Sources: struct sockaddr_in in include/uapi/linux/in.h, struct sockaddr_in6 in
include/uapi/linux/in6.h, union nf_inet_addr in include/uapi/linux/netfilter.h.
"""

from __future__ import annotations

import socket
import struct
import sys
from typing import Any

from nlscope.spec.leaves import Ip, IPv4, IPv6, Leaf, Misfit, unhex

_IN, _IN6 = 2, 10  # AF_INET, AF_INET6 of Linux
_ORDERS = {_IN: _IN, _IN << 8: _IN, _IN6: _IN6, _IN6 << 8: _IN6}
_V4, _V6 = struct.Struct(">2xH4s"), struct.Struct(">2xHI16s")


class SocketAddress(Leaf):
    """An address and port as text, 127.0.0.1:80 or [fe80::1%2]:80; else bytes.

    size, if given, is that of a struct sockaddr_storage, which zeros fill.
    """

    def __init__(self, size: int | None = None) -> None:
        super().__init__()
        self.size = size

    def decode(self, raw: bytes) -> str | bytes:
        """Return the text of IPv4 and IPv6, the bytes of other families."""
        family = _ORDERS.get(int.from_bytes(raw[:2], "big")) if len(raw) > 1 else None
        if family == _IN and len(raw) >= 16:
            port, address = _V4.unpack_from(raw)
            if not raw[8:].strip(b"\0"):
                return f"{IPv4.decode(address)}:{port}"
        if family == _IN6 and len(raw) >= 28:
            port, flow, address = _V6.unpack_from(raw)
            if not flow and not raw[28:].strip(b"\0"):
                little = raw[0] == _IN6
                scope = int.from_bytes(raw[24:28], "little" if little else "big")
                zone = f"%{scope}" if scope else ""
                return f"[{IPv6.decode(address)}{zone}]:{port}"
        return raw

    def encode(self, value: Any) -> bytes:
        """Return the struct that an address and port need, filled up to the size."""
        raw = _pack(value) if isinstance(value, str) and ":" in value else unhex(value)
        if self.size is None:
            return raw
        if len(raw) > self.size:
            msg = f"{len(raw)} bytes, the field has {self.size}"
            raise Misfit(msg)
        return raw.ljust(self.size, b"\0")


def _pack(text: str) -> bytes:
    host, _, port = text.rpartition(":")
    address, _, scope = host.strip("[]").partition("%")
    try:
        number, zone = int(port), int(scope or 0)
    except ValueError:
        msg = f"{text!r} is no address and port"
        raise Misfit(msg) from None
    order = "<" if sys.byteorder == "little" else ">"
    if ":" in address:
        head = struct.pack(f"{order}H", _IN6) + struct.pack(">HI", number, 0)
        return head + IPv6.encode(address) + struct.pack(f"{order}I", zone)
    head = struct.pack(f"{order}H", _IN) + struct.pack(">H", number)
    return head + IPv4.encode(address) + bytes(8)


class InetUnion(Ip):
    """An IPv4 or IPv6 address in 16 bytes, IPv4 where all after the first 4 are zero."""

    def __init__(self) -> None:
        super().__init__()
        self.size = 16

    def decode(self, raw: bytes) -> str:
        """Return the address."""
        return super().decode(raw[:4] if not raw[4:].strip(b"\0") else raw)

    def encode(self, value: Any) -> bytes:
        """Return 16 bytes."""
        text = str(value)
        family = socket.AF_INET6 if ":" in text else socket.AF_INET
        return (IPv6 if family == socket.AF_INET6 else IPv4).encode(text).ljust(16, b"\0")


SockAddr, SockStorage = SocketAddress(), SocketAddress(128)
InetAddr = InetUnion()
