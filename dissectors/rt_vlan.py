"""VLANs of bridges and their ports (BRIDGE_VLANDB in include/uapi/linux/if_bridge.h)."""

from dissectors._bridge_mcast import QUERIER, ROUTER, RouterType
from dissectors._rtnl import AddressFamily
from nlscope.spec import (
    REQUEST,
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Each,
    Enum,
    Flags,
    Multi,
    Nest,
    Op,
    Pad,
    Padding,
    Route,
    Struct,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWVLAN = 112
    DELVLAN = 113
    GETVLAN = 114


class StpState(Constants, prefix="BR_STATE"):
    DISABLED = 0
    LISTENING = 1
    LEARNING = 2
    FORWARDING = 3
    BLOCKING = 4


class VlanFlag(Constants, prefix="BRIDGE_VLAN_INFO"):
    MASTER = 0x01
    PVID = 0x02
    UNTAGGED = 0x04
    RANGE_BEGIN = 0x08
    RANGE_END = 0x10
    BRENTRY = 0x20
    ONLY_OPTS = 0x40


class DumpFlag(Constants, prefix="BRIDGE_VLANDB_DUMPF"):
    STATS = 0x01
    GLOBAL = 0x02


class LinkCommand(Constants, prefix="RTM"):
    SETLINK = 19
    DELLINK = 17


BR_VLAN_MSG = "br_vlan_msg" / Struct(
    "family" / Enum(U8, AddressFamily),
    Padding(3),
    "ifindex" / Unit(U32, "ifindex"),
)
VLAN_INFO = Struct("flags" / Flags(U16, VlanFlag), "vid" / U16)
TINFO = Attrs("BRIDGE_VLANDB_TINFO", {1: "id" / U32, 2: "cmd" / Enum(U32, LinkCommand)})
STATS = Attrs(
    "BRIDGE_VLANDB_STATS",
    {
        1: "rx_bytes" / U64,
        2: "rx_packets" / U64,
        3: "tx_bytes" / U64,
        4: "tx_packets" / U64,
        5: "pad" / Pad,
    },
)
ENTRY = Attrs(
    "BRIDGE_VLANDB_ENTRY",
    {
        1: "info" / VLAN_INFO,
        2: "range" / U16 * "last VLAN, where info has the first",
        3: "state" / Enum(U8, StpState),
        4: "tunnel_info" / Nest(TINFO),
        5: "stats" / Nest(STATS),
        6: "mcast_router" / Enum(U8, RouterType),
        7: "mcast_n_groups" / U32,
        8: "mcast_max_groups" / U32,
        9: "neigh_suppress" / U8,
        10: "neigh_forward_grat" / U8,
    },
)
ROUTER_PORTS = Attrs("MDBA", {2: "router" / Nest(ROUTER)})
CS = Unit(U64, "cs")
GOPTS = Attrs(
    "BRIDGE_VLANDB_GOPTS",
    {
        1: "id" / U16,
        2: "range" / U16,
        3: "mcast_snooping" / U8,
        4: "mcast_igmp_version" / U8,
        5: "mcast_mld_version" / U8,
        6: "mcast_last_member_cnt" / U32,
        7: "mcast_startup_query_cnt" / U32,
        8: "mcast_last_member_intvl" / CS,
        9: "pad" / Pad,
        10: "mcast_membership_intvl" / CS,
        11: "mcast_querier_intvl" / CS,
        12: "mcast_query_intvl" / CS,
        13: "mcast_query_response_intvl" / CS,
        14: "mcast_startup_query_intvl" / CS,
        15: "mcast_querier" / U8,
        16: "mcast_router_ports" / Nest(ROUTER_PORTS),
        17: "mcast_querier_state" / Nest(QUERIER),
        18: "msti" / U16,
    },
)
ATTRS = Attrs(
    "BRIDGE_VLANDB",
    {1: "entry" / Multi(Nest(ENTRY)), 2: "global_options" / Multi(Nest(GOPTS))},
)
DUMP = Attrs("BRIDGE_VLANDB_DUMP", {1: "flags" / Flags(U32, DumpFlag)})

FAMILY = Route(
    "vlan",
    Rtm,
    header=BR_VLAN_MSG,
    attrs=ATTRS,
    ops={
        (Rtm.GETVLAN, REQUEST): Op(
            attrs=DUMP, info=("dev {ifindex?-0}|{family}", "{flags?-0!l}")
        ),
    },
    info=(
        "dev {ifindex}",
        Each(
            "entry",
            (
                "vid {info.vid}-{range}|vid {info.vid}",
                "{info.flags?-0!l}",
                "{state!l}",
                "tunnel {tunnel_info.id}",
                "rx {stats.rx_packets} tx {stats.tx_packets} packets",
            ),
            ", ",
        ),
        Each(
            "global_options",
            ("vid {id}-{range}|vid {id}", "mcast_snooping {mcast_snooping}"),
            ", ",
            "global ",
        ),
    ),
)
