"""Which type each IP set has, as a capture tells (linux/netfilter/ipset/ip_set.h)."""

from __future__ import annotations

from nlscope.model import Message
from nlscope.schema.tlv import attributes, text
from nlscope.schema.versions import Versions

NFNL_SUBSYS_IPSET = 6
CREATE, LIST, SAVE, HEADER = 2, 7, 8, 12  # IPSET_CMD_*
TEACHING = tuple(NFNL_SUBSYS_IPSET << 8 | each for each in (CREATE, LIST, SAVE, HEADER))
_SETNAME, _TYPENAME = 2, 3  # IPSET_ATTR_*
_BODY = 20  # after nlmsghdr and nfgenmsg


class SetTypes:
    """The types of sets by source and name, each from the message on that told it."""

    def __init__(self) -> None:
        self._known: Versions[tuple[int, str], str] = Versions()

    def observe(self, message: Message, source: int = 0) -> None:
        """Learn from a message of the teaching types."""
        held = dict(attributes(message.data[_BODY:], message.frame.order))
        if _SETNAME in held and held.get(_TYPENAME):
            key = source, text(held[_SETNAME])
            self._known.tell(key, message.no, text(held[_TYPENAME]))

    def find(self, name: str, no: int, source: int = 0) -> str:
        """Return the type of a set at a message number, "" if it is not known."""
        return self._known.at((source, name), no) or ""
