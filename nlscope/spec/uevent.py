"""Uevents: what the kernel, and udev after it, say of devices.

Sources: kobject_uevent_net_broadcast() in lib/kobject_uevent.c; struct
monitor_netlink_header in src/libsystemd/sd-device/device-monitor.c of systemd.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from nlscope.spec.bits import Ordered
from nlscope.spec.leaves import Misfit, unhex

_UDEV = b"libudev\0"
_MAGIC = 0xFEEDCAFE
_HEAD = "III"  # its size, where the properties are and how many bytes
_HASHES = struct.Struct(">IIII")
_MEMBERS = (
    "filter_subsystem_hash",
    "filter_devtype_hash",
    "filter_tag_bloom_hi",
    "filter_tag_bloom_lo",
)
_START = 40  # sizeof(struct monitor_netlink_header)


class UeventLeaf(Ordered):
    """A uevent as a dict: its header, then the properties by their own names.

    The header is the kernel's add@/devices/..., or libudev, whose hashes follow it.
    Bytes that are neither stay bytes.
    """

    def decode(self, raw: bytes) -> dict[str, Any] | bytes:
        """Return the properties, or the bytes if writing them would lose something."""
        try:
            values = _udev(raw) if raw.startswith(_UDEV) else _kernel(raw)
            return values if self.encode(values) == raw else raw
        except (ValueError, struct.error):
            return raw

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a dict; bytes pass through."""
        if not isinstance(value, Mapping):
            return unhex(value)
        said = {str(name): each for name, each in value.items()}
        header = said.pop("header", None)
        if not isinstance(header, str):
            msg = "a uevent has a header"
            raise Misfit(msg)
        hashes = (
            [int(said.pop(name, 0)) for name in _MEMBERS] if header == "libudev" else []
        )
        lines = b"".join(f"{name}={each}\0".encode() for name, each in said.items())
        if not hashes:
            return header.encode() + b"\0" + lines
        head = _UDEV + struct.pack(">I", _MAGIC)
        head += struct.pack(self.order + _HEAD, _START, _START, len(lines))
        return head + _HASHES.pack(*hashes) + lines


def _kernel(raw: bytes) -> dict[str, Any]:
    header, _, rest = raw.partition(b"\0")
    return {"header": header.decode()} | _properties(rest)


def _udev(raw: bytes) -> dict[str, Any]:
    hashes = _HASHES.unpack_from(raw, len(_UDEV) + 16)
    said = dict(zip(_MEMBERS, hashes, strict=True))
    return {"header": "libudev"} | said | _properties(raw[_START:])


def _properties(raw: bytes) -> dict[str, str]:
    pairs = [line.partition("=") for line in raw.decode().split("\0")[:-1]]
    return {name: value for name, _, value in pairs}


Uevent = UeventLeaf()
