"""VNIs that a VXLAN device accepts (struct tunnel_msg in include/uapi/linux/if_link.h)."""

from dissectors._rtnl import AddressFamily
from nlscope.spec import (
    U8,
    U32,
    U64,
    Attrs,
    Constants,
    Each,
    Enum,
    Flags,
    IPv4,
    IPv6,
    Multi,
    Nest,
    Pad,
    Padding,
    Route,
    Struct,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWTUNNEL = 120
    DELTUNNEL = 121
    GETTUNNEL = 122


class MsgFlag(Constants, prefix="TUNNEL_MSG_FLAG"):
    STATS = 0x01


TUNNEL_MSG = "tunnel_msg" / Struct(
    "family" / Enum(U8, AddressFamily),
    "flags" / Flags(U8, MsgFlag),
    Padding(2),
    "ifindex" / Unit(U32, "ifindex"),
)
STATS = Attrs(
    "VNIFILTER_ENTRY_STATS",
    {
        1: "rx_bytes" / U64,
        2: "rx_pkts" / U64,
        3: "rx_drops" / U64,
        4: "rx_errors" / U64,
        5: "tx_bytes" / U64,
        6: "tx_pkts" / U64,
        7: "tx_drops" / U64,
        8: "tx_errors" / U64,
        9: "pad" / Pad,
    },
)
ENTRY = Attrs(
    "VXLAN_VNIFILTER_ENTRY",
    {
        1: "start" / U32,
        2: "end" / U32,
        3: "group" / IPv4,
        4: "group6" / IPv6,
        5: "stats" / Nest(STATS),
    },
)
ATTRS = Attrs("VXLAN_VNIFILTER", {1: "entry" / Multi(Nest(ENTRY))})

FAMILY = Route(
    "tunnel",
    Rtm,
    header=TUNNEL_MSG,
    attrs=ATTRS,
    info=(
        "dev {ifindex?-0}|{family}",
        Each(
            "entry",
            (
                "vni {start}-{end}|vni {start}",
                "group {group}|group {group6}",
                "rx {stats.rx_pkts} tx {stats.tx_pkts} packets",
            ),
        ),
    ),
)
