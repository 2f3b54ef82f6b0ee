"""struct nlmsghdr and genlmsghdr, and the flags that each kind of message has.

Source: include/uapi/linux/netlink.h, include/uapi/linux/genetlink.h.
"""

from __future__ import annotations

from functools import lru_cache

from nlscope.spec import ERRNO, U8, U16, U32, Constants, Struct, split_flags
from nlscope.table import Header, header

NLMSGHDR = "nlmsghdr" / Struct(
    "nlmsg_len" / U32,
    "nlmsg_type" / U16,
    "nlmsg_flags" / U16,
    "nlmsg_seq" / U32,
    "nlmsg_pid" / U32,
)
NLMSGERR = "nlmsgerr" / Struct(ERRNO)
GENLMSGHDR = "genlmsghdr" / Struct("cmd" / U8, "version" / U8, "reserved" / U16)

NOOP, ERROR, DONE, OVERRUN = 1, 2, 3, 4
NLM_F_CAPPED, NLM_F_ACK_TLVS = 0x100, 0x200
MIN_TYPE = 16  # NLMSG_MIN_TYPE: below it are control messages


class Control(Constants, prefix="NLMSG"):
    """The control messages of every protocol."""

    NOOP = 1
    ERROR = 2
    DONE = 3
    OVERRUN = 4


_COMMON = {
    "REQUEST": 0x01,
    "MULTI": 0x02,
    "ACK": 0x04,
    "ECHO": 0x08,
    "DUMP_INTR": 0x10,
    "DUMP_FILTERED": 0x20,
}


def _flags(**more: int) -> type[Constants]:
    names = {bit: name for name, bit in (_COMMON | more).items()}
    return Constants.make("NLM_F", names)


AnyFlags = _flags()
GetFlags = _flags(DUMP=0x300, ROOT=0x100, MATCH=0x200, ATOMIC=0x400)
NewFlags = _flags(REPLACE=0x100, EXCL=0x200, CREATE=0x400, APPEND=0x800)
DeleteFlags = _flags(NONREC=0x100, BULK=0x200)
AckFlags = _flags(CAPPED=0x100, ACK_TLVS=0x200)

_WORDS = (
    (GetFlags, ("GET", "DUMP", "LIST", "SHOW", "FIND")),
    (DeleteFlags, ("DEL", "REMOVE", "FLUSH", "DESTROY")),
    (NewFlags, ("NEW", "ADD", "CREATE", "SET", "REPLACE", "UPDATE", "UPD", "APPEND")),
)
NLM_F_DUMP = 0x300


def flag_set(command: str, flags: int, *, request: bool) -> type[Constants]:
    """Return the flags that a message of a command's short name can have."""
    for names, words in _WORDS:
        if any(word in command for word in words):
            return names
    return GetFlags if request and flags & NLM_F_DUMP == NLM_F_DUMP else AnyFlags


@lru_cache(4096)
def flag_names(command: str, flags: int, *, request: bool, ack: bool) -> tuple[str, ...]:
    """Return the names of nlmsg_flags; ack says that it is an error or a done."""
    names = AckFlags if ack else flag_set(command, flags, request=request)
    return split_flags(names, flags)


def nlmsghdr(order: str) -> Header:
    """Return the netlink header for an order."""
    return header(NLMSGHDR, order)


def genlmsghdr(order: str) -> Header:
    """Return the generic netlink header for an order."""
    return header(GENLMSGHDR, order)


def nlmsgerr(order: str) -> Header:
    """Return the errno before an echoed request, and at the end of a dump."""
    return header(NLMSGERR, order)
