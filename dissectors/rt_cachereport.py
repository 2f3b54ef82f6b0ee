"""Packets that multicast routing hands to its daemon (include/uapi/linux/mroute.h).

IPMRA_CREPORT_* of mroute.h and IP6MRA_CREPORT_* of mroute6.h have the same numbers.
"""

from dissectors._rtnl import Table
from dissectors._rtnl_cacheinfo import RTGENMSG
from nlscope.spec import IP, U8, U32, Attrs, Binary, Constants, Enum, Route


class Rtm(Constants, prefix="RTM"):
    NEWCACHEREPORT = 96


class IgmpMsg(Constants, prefix="IGMPMSG"):
    NOCACHE = 1
    WRONGVIF = 2
    WHOLEPKT = 3
    WRVIFWHOLE = 4


ATTRS = Attrs(
    "IPMRA_CREPORT",
    {
        1: "msgtype" / Enum(U8, IgmpMsg),
        2: "vif_id" / U32,
        3: "src_addr" / IP,
        4: "dst_addr" / IP,
        5: "pkt" / Binary,
        6: "table" / Enum(U32, Table),
    },
)

FAMILY = Route(
    "cachereport",
    Rtm,
    header=RTGENMSG,
    attrs=ATTRS,
    info=("{msgtype}", "({src_addr},{dst_addr})", "vif {vif_id}", "table {table}"),
)
