"""Packets of the ULOG target, gone since 3.17 (linux/netfilter_ipv4/ipt_ULOG.h).

Its protocol is NETLINK_NFLOG, now free for others; long and size_t are taken to be those
of 64-bit machines.
"""

from nlscope.spec import (
    S64,
    U8,
    U32,
    U64,
    Binary,
    Bytes,
    Constants,
    Enum,
    Family,
    Hex,
    Padding,
    Struct,
    Text,
    Unit,
)

NFLOG = 5


class Msg(Constants, prefix="ULOG_NL"):
    EVENT = 111


class Hook(Constants, prefix="NF_INET"):
    PRE_ROUTING = 0
    LOCAL_IN = 1
    FORWARD = 2
    LOCAL_OUT = 3
    POST_ROUTING = 4


PACKET = "ulog_packet_msg" / Struct(
    "mark" / Hex(U64),
    "timestamp_sec" / Unit(S64, "s since 1970"),
    "timestamp_usec" / Unit(S64, "us"),
    "hook" / Enum(U32, Hook),
    "indev_name" / Text(16),
    "outdev_name" / Text(16),
    Padding(4),
    "data_len" / Unit(U64, "bytes"),
    "prefix" / Text(32),
    "mac_len" / U8,
    "mac" / Bytes(80),
    Padding(7),
)

FAMILY = Family(
    "ulog",
    NFLOG,
    Msg,
    header=PACKET,
    attrs="payload" / Binary,
    info=("{prefix}", "{hook}", "in {indev_name}", "out {outdev_name}"),
)
