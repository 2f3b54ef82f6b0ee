"""Geneve options one after another (RFC 8926, 3.5), as Open vSwitch passes them."""

from __future__ import annotations

from typing import Any

from nlscope.spec.leaves import Leaf, Misfit, unhex


class GeneveOptions(Leaf):
    """Geneve options one after another: class, type, reserved bits, data."""

    def decode(self, raw: bytes) -> list[dict[str, Any]]:
        """Return each option; Misfit if the last is cut."""
        options, at = [], 0
        while at < len(raw):
            end = at + 4 + 4 * (raw[at + 3] & 31) if at + 4 <= len(raw) else len(raw) + 1
            if end > len(raw):
                msg = f"{len(raw) - at} bytes, too few for a Geneve option"
                raise Misfit(msg)
            option = {"class": int.from_bytes(raw[at : at + 2], "big"), "type": raw[at + 2]}
            reserved = {"reserved": raw[at + 3] >> 5} if raw[at + 3] >> 5 else {}
            options.append({**option, **reserved, "data": raw[at + 4 : end]})
            at = end
        return options

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a list of options, or of hex."""
        if not isinstance(value, (list, tuple)):
            return unhex(value)
        return b"".join(map(_option, value))


def _option(each: dict[str, Any]) -> bytes:
    data = unhex(each["data"])
    if len(data) % 4 or len(data) > 124:
        msg = f"{len(data)} bytes of data, not a multiple of 4 up to 124"
        raise Misfit(msg)
    head = int(each["class"]).to_bytes(2, "big") + bytes([int(each["type"])])
    return head + bytes([int(each.get("reserved", 0)) << 5 | len(data) // 4]) + data


GeneveOpts = GeneveOptions()
