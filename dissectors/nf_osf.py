"""Fingerprints of operating systems (linux/netfilter/nfnetlink_osf.h)."""

from nlscope.spec import (
    U8,
    U16,
    U32,
    Array,
    Attrs,
    Constants,
    Enum,
    Netfilter,
    Struct,
    Text,
)


class Msg(Constants, prefix="OSF_MSG"):
    ADD = 0
    REMOVE = 1


class Wss(Constants, prefix="OSF_WSS"):
    PLAIN = 0
    MSS = 1
    MTU = 2
    MODULO = 3


class TcpOption(Constants, prefix="OSFOPT"):
    EOL = 0
    NOP = 1
    MSS = 2
    WSO = 3
    SACKP = 4
    SACK = 5
    ECHO = 6
    ECHOREPLY = 7
    TS = 8
    POCP = 9
    POSP = 10
    EMPTY = 255


WILDCARD = Struct("wc" / Enum(U32, Wss), "val" / U32)
OPTION = Struct("kind" / Enum(U16, TcpOption), "length" / U16, "wc" / WILDCARD)
FINGER = Struct(
    "wss" / WILDCARD,
    "ttl" / U8,
    "df" / U8,
    "ss" / U16,
    "mss" / U16,
    "opt_num" / U16,
    "genre" / Text(32),
    "version" / Text(32),
    "subtype" / Text(32),
    "opt" / Array(OPTION) * "40 of them, opt_num are used",
)
ATTRS = Attrs("OSF_ATTR", {1: "finger" / FINGER})

FAMILY = Netfilter(
    "osf",
    5,
    Msg,
    attrs=ATTRS,
    info=("{finger.genre!q}", "{finger.version!q}", "{finger.subtype!q}"),
)
