"""What a target knows by name: families and their groups, interfaces."""

from __future__ import annotations

import struct

from nlscope.schema.tlv import attributes, integer, text
from nlscope.spec import GENERIC, ROUTE
from nlscope.talk import Talk

GENL_ID_CTRL, CTRL_CMD_GETFAMILY = 16, 3  # include/uapi/linux/genetlink.h
_FAMILY_ID, _FAMILY_NAME, _GROUPS = 1, 2, 7  # CTRL_ATTR_*
_GROUP_NAME, _GROUP_ID = 1, 2  # CTRL_ATTR_MCAST_GRP_*
_RTM_NEWLINK, _RTM_GETLINK, _IFLA_IFNAME = 16, 18, 3
_FLAGS = 0x05  # NLM_F_REQUEST | NLM_F_ACK: the end of the answer is marked
_ORDER = "<" if struct.pack("=H", 1) == b"\1\0" else ">"


class Directory:
    """Asks a target for numbers by name; it sends requests of its own."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._seq = 0
        self._families: dict[str, dict[int, bytes]] = {}

    def family(self, name: str) -> int | None:
        """Return the id of a generic netlink family, None if there is none."""
        known = self._family(name)
        return integer(known[_FAMILY_ID], _ORDER) if _FAMILY_ID in known else None

    def groups(self, name: str) -> dict[str, int]:
        """Return the multicast groups of a family."""
        found = {}
        for _, group in attributes(self._family(name).get(_GROUPS, b""), _ORDER):
            parts = dict(attributes(group, _ORDER))
            if _GROUP_NAME in parts and _GROUP_ID in parts:
                found[text(parts[_GROUP_NAME])] = integer(parts[_GROUP_ID], _ORDER)
        return found

    def interface(self, name: str) -> int | None:
        """Return the index of an interface, None if there is none."""
        for raw in self._ask(ROUTE, _RTM_GETLINK, bytes(16) + _text(_IFLA_IFNAME, name)):
            if struct.unpack_from("=H", raw, 4)[0] == _RTM_NEWLINK:
                index: int = struct.unpack_from("=i", raw, 20)[0]
                return index
        return None

    def interface_name(self, index: int) -> str | None:
        """Return the name of an interface, None if there is no such index."""
        for raw in self._ask(
            ROUTE, _RTM_GETLINK, struct.pack("=BxHiII", 0, 0, index, 0, 0)
        ):
            if struct.unpack_from("=H", raw, 4)[0] == _RTM_NEWLINK:
                found = dict(attributes(raw[32:], _ORDER))
                return text(found[_IFLA_IFNAME]) if _IFLA_IFNAME in found else None
        return None

    def _family(self, name: str) -> dict[int, bytes]:
        if name not in self._families:
            payload = struct.pack("=BBH", CTRL_CMD_GETFAMILY, 1, 0)
            payload += _text(_FAMILY_NAME, name)
            for raw in self._ask(GENERIC, GENL_ID_CTRL, payload):
                if struct.unpack_from("=H", raw, 4)[0] == GENL_ID_CTRL:
                    self._families[name] = dict(attributes(raw[20:], _ORDER))
        return self._families.get(name, {})

    def _ask(self, protocol: int, kind: int, payload: bytes) -> list[bytes]:
        self._seq += 1
        port = self._talk.peer(protocol).port
        head = struct.pack("=IHHII", 16 + len(payload), kind, _FLAGS, self._seq, port)
        return self._talk.ask(protocol, head + payload + bytes(-len(payload) % 4))


def _text(number: int, value: str) -> bytes:
    raw = value.encode() + b"\0"
    return struct.pack("=HH", 4 + len(raw), number) + raw + bytes(-len(raw) % 4)
