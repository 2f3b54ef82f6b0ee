"""Which type each IP set has, as a capture tells (linux/netfilter/ipset/ip_set.h)."""

from __future__ import annotations

from bisect import bisect_right

from nlscope.model import Message
from nlscope.schema.tlv import attributes, text

NFNL_SUBSYS_IPSET = 6
CREATE, LIST, SAVE, HEADER = 2, 7, 8, 12  # IPSET_CMD_*
TEACHING = tuple(NFNL_SUBSYS_IPSET << 8 | each for each in (CREATE, LIST, SAVE, HEADER))
_SETNAME, _TYPENAME = 2, 3  # IPSET_ATTR_*
_BODY = 20  # after nlmsghdr and nfgenmsg


class SetTypes:
    """The types of sets by name, each from the message on that told it."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[int, str]]] = {}

    def observe(self, message: Message) -> None:
        """Learn from a message of the teaching types."""
        held = dict(attributes(message.data[_BODY:], message.frame.order))
        if _SETNAME in held and held.get(_TYPENAME):
            known = self._known.setdefault(text(held[_SETNAME]), [])
            kind = text(held[_TYPENAME])
            if not known or known[-1][1] != kind:
                known.append((message.no, kind))

    def find(self, name: str, no: int) -> str:
        """Return the type of a set at a message number, "" if it is not known."""
        known = self._known.get(name, [])
        at = bisect_right(known, no, key=lambda pair: pair[0]) - 1
        return known[max(at, 0)][1] if known else ""
