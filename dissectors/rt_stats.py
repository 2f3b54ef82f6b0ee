"""Counters of interfaces by group (struct if_stats_msg in include/uapi/linux/if_link.h)."""

from dissectors._link_stats import AF_SPEC, LINK_STATS64, OFFLOAD_XSTATS, XSTATS
from dissectors._rtnl import AddressFamily
from nlscope.spec import (
    REQUEST,
    U8,
    U32,
    Attrs,
    Constants,
    Enum,
    Flags,
    Nest,
    Op,
    Pad,
    Padding,
    Route,
    Struct,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWSTATS = 92
    GETSTATS = 94
    SETSTATS = 95


class Filter(Constants, prefix="IFLA_STATS"):  # each bit is 1 << (the constant - 1)
    LINK_64 = 0x01
    LINK_XSTATS = 0x02
    LINK_XSTATS_SLAVE = 0x04
    LINK_OFFLOAD_XSTATS = 0x08
    AF_SPEC = 0x10


class OffloadFilter(Constants, prefix="IFLA_OFFLOAD_XSTATS"):  # likewise
    CPU_HIT = 0x01
    HW_S_INFO = 0x02
    L3_STATS = 0x04


IF_STATS_MSG = "if_stats_msg" / Struct(
    "family" / Enum(U8, AddressFamily),
    Padding(3),
    "ifindex" / Unit(U32, "ifindex"),
    "filter_mask" / Flags(U32, Filter),
)
ATTRS = Attrs(
    "IFLA_STATS",
    {
        0: "pad" / Pad,
        1: "link_64" / LINK_STATS64,
        2: "link_xstats" / Nest(XSTATS),
        3: "link_xstats_slave" / Nest(XSTATS),
        4: "link_offload_xstats" / Nest(OFFLOAD_XSTATS),
        5: "af_spec" / Nest(AF_SPEC),
    },
    irregular={"pad": "IFLA_STATS_UNSPEC"},
)
FILTERS = Attrs("IFLA_STATS", {4: "link_offload_xstats" / Flags(U32, OffloadFilter)})
GETSET = Attrs(
    "IFLA_STATS",
    {1: "get_filters" / Nest(FILTERS), 2: "set_offload_xstats_l3_stats" / U8},
)

FAMILY = Route(
    "stats",
    Rtm,
    header=IF_STATS_MSG,
    attrs=ATTRS,
    ops={
        (Rtm.GETSTATS, REQUEST): Op(attrs=GETSET),
        (Rtm.SETSTATS, REQUEST): Op(
            attrs=GETSET,
            info=("dev {ifindex}", "l3_stats {set_offload_xstats_l3_stats}"),
        ),
    },
    info=(
        "dev {ifindex?-0}",
        "rx {link_64.rx_packets} packets {link_64.rx_bytes} bytes|{filter_mask}",
        "tx {link_64.tx_packets} packets {link_64.tx_bytes} bytes",
        "{link_xstats!p}",
        "{link_xstats_slave!p}",
        "{link_offload_xstats!p}",
        "{af_spec!p}",
    ),
)
