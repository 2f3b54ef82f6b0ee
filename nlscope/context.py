"""What a capture teaches of itself: family ids, policies, the requests behind errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nlscope.model import Message
from nlscope.schema.ipsets import SetTypes
from nlscope.schema.policy import CTRL_CMD_GETPOLICY, Policies
from nlscope.schema.tlv import attributes, integer, text
from nlscope.schema.versions import Versions
from nlscope.spec import GENERIC, Family

GENL_ID_CTRL = 16  # include/uapi/linux/genetlink.h
CTRL_CMD_NEWFAMILY, CTRL_CMD_DELFAMILY = 1, 2
CTRL_CMD_NEWMCAST_GRP, CTRL_CMD_DELMCAST_GRP = 7, 8
_NAMING = {
    CTRL_CMD_NEWFAMILY,
    CTRL_CMD_DELFAMILY,
    CTRL_CMD_NEWMCAST_GRP,
    CTRL_CMD_DELMCAST_GRP,
}
_TEACHING = {*_NAMING, CTRL_CMD_GETPOLICY}
CTRL_ATTR_FAMILY_ID, CTRL_ATTR_FAMILY_NAME = 1, 2


class Context:
    """Facts learnt from the messages in order, each versioned by its message number.

    request, if set, returns the request that an error answers, from the capture.
    policies holds what the kernel told that families accept, ipsets the types of IP sets.
    link returns the name of an interface index at a message number, source the place of a
    message's source among the several of the capture, or 0. told returns what other
    messages tell selectors, for the message number, the byte order and the body of one.
    system, if set, returns what this machine calls a number of a kind, for captures that
    are made on it.
    """

    def __init__(self) -> None:
        self._names: Versions[tuple[int, int], str | None] = Versions()
        self._telling: set[int] = set()  # sources that announce families
        self.policies = Policies()
        self.ipsets = SetTypes()
        self.request: Callable[[Message], Message | None] = lambda _message: None
        self.link: Callable[[int, int], str | None] = lambda _index, _no: None
        self.source: Callable[[int], int] = lambda _no: 0
        self.several = False
        self.told: Callable[[int, str, bytes], Mapping[str, Any]] = lambda *_: {}
        self.system: Callable[[str, int], str | None] | None = None

    def observe(self, message: Message) -> None:
        """Learn from one message; call it once for each, in the order of the capture."""
        if message.frame.protocol != GENERIC or message.type != GENL_ID_CTRL:
            return
        data = message.data
        if len(data) < 20 or data[16] not in _TEACHING:
            return
        number, name = _family(data, message.frame.order)
        if number is None:
            return
        if data[16] == CTRL_CMD_GETPOLICY:
            held = self.family_name(number, message.no)
            turn = message.portid, message.seq
            self.policies.observe(number, held, data[20:], message.frame.order, turn)
            return
        source = self.source(message.no)
        self._telling.add(source)
        if name is not None:
            self._names.tell((source, number), message.no, name)
        if data[16] == CTRL_CMD_DELFAMILY:
            self._names.tell((source, number), message.no + 1, None)

    def family_name(self, number: int, no: int) -> str | None:
        """Return the name that a generic netlink id has at a message number.

        Before it was first announced it has the name that comes first; once its family
        is gone it has none. A source that tells none has the names of the first.
        """
        return self._names.at(self._key(number, self.source(no)), no)

    def name(self, kind: str, number: int, no: int) -> str | None:
        """Return what a number of a kind is called at a message number, None if unknown."""
        if kind == "realms":
            return self._realms(number)
        if kind == "genl family":
            return self.family_name(number, no)
        known = self.link(number, no) if kind == "ifindex" else None
        if known is not None or self.system is None:
            return known
        elsewhere = kind in ("ifindex", "nsid") and self.several
        return None if elsewhere else self.system(kind, number)

    def ipset(self, name: str, no: int) -> str:
        """Return the type that an IP set has at a message number, "" if unknown."""
        return self.ipsets.find(name, no, self.source(no))

    def _realms(self, number: int) -> str:
        """Return the realms of a route as ip(8) writes them, [FROM/]TO."""
        sides = [number >> 16, number & 0xFFFF] if number >> 16 else [number]
        system = self.system
        names = [(system and system("realm", each)) or str(each) for each in sides]
        return "/".join(names)

    def policy(self, number: int, name: str | None) -> Family | None:
        """Return what the kernel's policy says of a family id while it has a name."""
        policy = self.policies.find(number, name)
        return None if policy is None else policy.family

    def changes(self, number: int, source: int = 0) -> list[int]:
        """Return the message numbers from which a generic netlink id has a new meaning."""
        return [no for no, _name in self._names.of(self._key(number, source))]

    def _key(self, number: int, source: int) -> tuple[int, int]:
        return source if source in self._telling else 0, number

    @property
    def names(self) -> set[str]:
        """The generic netlink families that the capture names."""
        return {name for name in self._names if name}


def _family(data: bytes, order: str) -> tuple[int | None, str | None]:
    number, name = None, None
    for kind, payload in attributes(data[20:], order):
        if kind == CTRL_ATTR_FAMILY_ID and len(payload) == 2:
            number = integer(payload, order)
        elif kind == CTRL_ATTR_FAMILY_NAME:
            name = text(payload)
    return number, name
