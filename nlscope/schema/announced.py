"""What the kernel announces of a generic netlink family (CTRL_CMD_NEWFAMILY)."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlscope.schema.tlv import attributes, integer, text

CTRL_CMD_NEWFAMILY = 1
_ID, _NAME, _VERSION, _HDRSIZE, _MAXATTR, _OPS, _GROUPS = range(1, 8)
_FLAGS = {  # GENL_*, include/uapi/linux/genetlink.h
    0x01: "admin-perm",
    0x02: "do",
    0x04: "dump",
    0x08: "policy",
    0x10: "uns-admin-perm",
}


@dataclass(slots=True)
class Announced:
    """A family: ops maps its commands to flags, groups its multicast groups to ids."""

    name: str = ""
    id: int = 0
    version: int = 0
    header: int = 0
    most: int = 0
    ops: dict[int, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)


def announced(data: bytes, order: str) -> Announced:
    """Return the family that the attributes of a CTRL_CMD_NEWFAMILY describe."""
    found = Announced()
    for number, payload in attributes(data, order):
        if number == _NAME:
            found.name = text(payload)
        elif number == _OPS:
            found.ops = dict(_pairs(payload, order, 1, 2))
        elif number == _GROUPS:
            pairs = _groups(payload, order)
            found.groups = dict(pairs)
        elif number == _ID:
            found.id = integer(payload, order)
        elif number == _VERSION:
            found.version = integer(payload, order)
        elif number == _HDRSIZE:
            found.header = integer(payload, order)
        elif number == _MAXATTR:
            found.most = integer(payload, order)
    return found


def _pairs(data: bytes, order: str, key: int, value: int) -> list[tuple[int, int]]:
    held = [dict(attributes(each, order)) for _, each in attributes(data, order)]
    return [
        (integer(each.get(key, b""), order), integer(each.get(value, b""), order))
        for each in held
    ]


def _groups(data: bytes, order: str) -> list[tuple[str, int]]:
    held = [dict(attributes(each, order)) for _, each in attributes(data, order)]
    return [(text(each.get(1, b"")), integer(each.get(2, b""), order)) for each in held]


def op_flags(bits: int) -> list[str]:
    """Return the names of a command's flags."""
    return [name for bit, name in _FLAGS.items() if bits & bit]
