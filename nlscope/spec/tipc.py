"""TLVs of the configuration that TIPC had before TIPCv2, all in network order.

Source: include/uapi/linux/tipc_config.h.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from construct import ConstructError

from nlscope.spec.inner import Listed
from nlscope.spec.leaves import Leaf, Misfit

_CLUSTER_BITS, _NODE_BITS = 12, 12
_REASONS = {
    0x80: "TLV_ERROR",
    0x81: "NOT_NET_ADMIN",
    0x82: "NOT_ZONE_MSTR",
    0x83: "NO_REMOTE",
    0x84: "NOT_SUPPORTED",
    0x85: "INVALID_VALUE",
}
_CODES = {name: code for code, name in _REASONS.items()}


class ZoneAddress(Leaf):
    """A network address, <zone.cluster.node>."""

    size = 4

    def decode(self, raw: bytes) -> str:
        """Return 1.1.10."""
        number = int.from_bytes(raw, "big")
        node = number & (1 << _NODE_BITS) - 1
        cluster = number >> _NODE_BITS & (1 << _CLUSTER_BITS) - 1
        return f"{number >> _NODE_BITS + _CLUSTER_BITS}.{cluster}.{node}"

    def encode(self, value: Any) -> bytes:
        """Return the bytes of three numbers with dots between; Misfit if they are not."""
        parts = str(value).split(".")
        if len(parts) != 3 or not all(part.isdecimal() for part in parts):
            msg = f"{value!r} is no address ZONE.CLUSTER.NODE"
            raise Misfit(msg)
        zone, cluster, node = map(int, parts)
        if zone >> 8 or cluster >> _CLUSTER_BITS or node >> _NODE_BITS:
            msg = f"{value!r} is no address: at most 255.4095.4095"
            raise Misfit(msg)
        number = (zone << _CLUSTER_BITS | cluster) << _NODE_BITS | node
        return number.to_bytes(4, "big")


class ErrorText(Leaf):
    """Why a request failed: text, its first byte a code of a known reason if above 0x7f."""

    def decode(self, raw: bytes) -> str:
        """Return the reason's name, the text, or both."""
        text, _, rest = raw.partition(b"\0")
        if rest or not raw.endswith(b"\0"):
            msg = "no text with a NUL at its end"
            raise Misfit(msg)
        reason = _REASONS.get(text[0], "") if text else ""
        said = text[1:] if reason else text
        return " ".join(filter(None, (reason, said.decode("latin-1"))))

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a reason's name and a text."""
        first, _, rest = str(value).partition(" ")
        if first in _CODES:
            return bytes([_CODES[first]]) + rest.encode("latin-1", "replace") + b"\0"
        return str(value).encode("latin-1", "replace") + b"\0"


class Tlvs(Listed):
    """A list of TLVs as a dict by name, those that repeat as lists."""

    head = struct.Struct(">HH")  # struct tlv_desc

    def decode(self, raw: bytes) -> dict[str, Any] | bytes:
        """Return the values by name, or the bytes if they are no such list."""
        held: dict[str, list[Any]] = {}
        try:
            for name, value in self._attributes(raw):
                held.setdefault(name, []).append(value)
            values = {name: v[0] if len(v) == 1 else v for name, v in held.items()}
            return values if self.encode(values) == raw else raw
        except (Misfit, ConstructError, struct.error):
            return raw

    def pairs(self, value: Any) -> Iterator[tuple[str, Any]]:
        """Yield the name and the value of each TLV."""
        for name, each in value.items():
            for one in each if isinstance(each, list) else [each]:
                yield name, one
