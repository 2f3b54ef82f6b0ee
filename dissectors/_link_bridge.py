"""Bridges, their ports and their VLANs: IFLA_BR*_* (include/uapi/linux/if_link.h).

VLANs of ports are in include/uapi/linux/if_bridge.h, in IFLA_AF_SPEC of AF_BRIDGE.
"""

from dissectors._bridge_mcast import QUERIER, RouterType
from dissectors._link_bridge_rings import CFM, MRP
from dissectors.rt_vlan import StpState, VlanFlag
from nlscope.spec import (
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Flag,
    Flags,
    Hex,
    Mac,
    Multi,
    Nest,
    Pad,
    Struct,
    Unit,
)

VlanProtocol = Constants.make("ETH_P", {0x8100: "8021Q", 0x88A8: "8021AD"})


class BoolOpt(Constants, prefix="BR_BOOLOPT"):  # each bit is 1 << the constant
    NO_LL_LEARN = 0x01
    MCAST_VLAN_SNOOPING = 0x02
    MST_ENABLE = 0x04
    MDB_OFFLOAD_FAIL_NOTIFICATION = 0x08
    FDB_LOCAL_VLAN_0 = 0x10


class StpMode(Constants, prefix="BR_STP_MODE"):
    AUTO = 0
    USER = 1
    KERNEL = 2


class PortMode(Constants, prefix="BRIDGE_MODE"):
    UNSPEC = 0
    HAIRPIN = 1


class BridgeFlag(Constants, prefix="BRIDGE_FLAGS"):
    MASTER = 0x01
    SELF = 0x02


class BridgeMode(Constants, prefix="BRIDGE_MODE"):
    VEB = 0
    VEPA = 1
    UNDEF = 0xFFFF


CS = Unit(U64, "cs")
BRIDGE_ID = Struct("prio" / Hex(U16BE), "addr" / Mac)
MULTI_BOOLOPT = Struct(
    "optval" / Flags(U32, BoolOpt), "optmask" / Flags(U32, BoolOpt) * "which to change"
)
BRIDGE = Attrs(
    "IFLA_BR",
    {
        1: "forward_delay" / Unit(U32, "cs"),
        2: "hello_time" / Unit(U32, "cs"),
        3: "max_age" / Unit(U32, "cs"),
        4: "ageing_time" / Unit(U32, "cs"),
        5: "stp_state" / U32 * "0 off, 1 in the kernel, 2 in user space",
        6: "priority" / U16,
        7: "vlan_filtering" / U8,
        8: "vlan_protocol" / Enum(U16BE, VlanProtocol),
        9: "group_fwd_mask" / Hex(U16),
        10: "root_id" / BRIDGE_ID,
        11: "bridge_id" / BRIDGE_ID,
        12: "root_port" / U16,
        13: "root_path_cost" / U32,
        14: "topology_change" / U8,
        15: "topology_change_detected" / U8,
        16: "hello_timer" / CS,
        17: "tcn_timer" / CS,
        18: "topology_change_timer" / CS,
        19: "gc_timer" / CS,
        20: "group_addr" / Mac,
        21: "fdb_flush" / Flag,
        22: "mcast_router" / Enum(U8, RouterType),
        23: "mcast_snooping" / U8,
        24: "mcast_query_use_ifaddr" / U8,
        25: "mcast_querier" / U8,
        26: "mcast_hash_elasticity" / U32,
        27: "mcast_hash_max" / U32,
        28: "mcast_last_member_cnt" / U32,
        29: "mcast_startup_query_cnt" / U32,
        30: "mcast_last_member_intvl" / CS,
        31: "mcast_membership_intvl" / CS,
        32: "mcast_querier_intvl" / CS,
        33: "mcast_query_intvl" / CS,
        34: "mcast_query_response_intvl" / CS,
        35: "mcast_startup_query_intvl" / CS,
        36: "nf_call_iptables" / U8,
        37: "nf_call_ip6tables" / U8,
        38: "nf_call_arptables" / U8,
        39: "vlan_default_pvid" / U16,
        40: "pad" / Pad,
        41: "vlan_stats_enabled" / U8,
        42: "mcast_stats_enabled" / U8,
        43: "mcast_igmp_version" / U8,
        44: "mcast_mld_version" / U8,
        45: "vlan_stats_per_port" / U8,
        46: "multi_boolopt" / MULTI_BOOLOPT,
        47: "mcast_querier_state" / Nest(QUERIER),
        48: "fdb_n_learned" / U32,
        49: "fdb_max_learned" / U32,
        50: "stp_mode" / Enum(U32, StpMode),
    },
)
BRIDGE_PORT = Attrs(
    "IFLA_BRPORT",
    {
        1: "state" / Enum(U8, StpState),
        2: "priority" / U16,
        3: "cost" / U32,
        4: "mode" / Enum(U8, PortMode),
        5: "guard" / U8,
        6: "protect" / U8 * "root_block",
        7: "fast_leave" / U8,
        8: "learning" / U8,
        9: "unicast_flood" / U8,
        10: "proxyarp" / U8,
        11: "learning_sync" / U8,
        12: "proxyarp_wifi" / U8,
        13: "root_id" / BRIDGE_ID,
        14: "bridge_id" / BRIDGE_ID,
        15: "designated_port" / U16,
        16: "designated_cost" / U16,
        17: "id" / Hex(U16),
        18: "no" / Hex(U16),
        19: "topology_change_ack" / U8,
        20: "config_pending" / U8,
        21: "message_age_timer" / CS,
        22: "forward_delay_timer" / CS,
        23: "hold_timer" / CS,
        24: "flush" / Flag,
        25: "multicast_router" / Enum(U8, RouterType),
        26: "pad" / Pad,
        27: "mcast_flood" / U8,
        28: "mcast_to_ucast" / U8,
        29: "vlan_tunnel" / U8,
        30: "bcast_flood" / U8,
        31: "group_fwd_mask" / Hex(U16),
        32: "neigh_suppress" / U8,
        33: "isolated" / U8,
        34: "backup_port" / Unit(U32, "ifindex"),
        35: "mrp_ring_open" / U8,
        36: "mrp_in_open" / U8,
        37: "mcast_eht_hosts_limit" / U32,
        38: "mcast_eht_hosts_cnt" / U32,
        39: "locked" / U8,
        40: "mab" / U8,
        41: "mcast_n_groups" / U32,
        42: "mcast_max_groups" / U32,
        43: "neigh_vlan_suppress" / U8,
        44: "backup_nhid" / U32,
        45: "neigh_forward_grat" / U8,
    },
)

VLAN_INFO = Struct("flags" / Flags(U16, VlanFlag), "vid" / U16)
VLAN_TUNNEL = Attrs(
    "IFLA_BRIDGE_VLAN_TUNNEL",
    {1: "id" / U32, 2: "vid" / U16, 3: "flags" / Flags(U16, VlanFlag)},
)
MST_ENTRY = Attrs(
    "IFLA_BRIDGE_MST_ENTRY", {1: "msti" / U16, 2: "state" / Enum(U8, StpState)}
)
MST = Attrs("IFLA_BRIDGE_MST", {1: "entry" / Multi(Nest(MST_ENTRY))})
BRIDGE_SPEC = Attrs(
    "IFLA_BRIDGE",
    {
        0: "flags" / Flags(U16, BridgeFlag),
        1: "mode" / Enum(U16, BridgeMode),
        2: "vlan_info" / Multi(VLAN_INFO),
        3: "vlan_tunnel_info" / Multi(Nest(VLAN_TUNNEL)),
        4: "mrp" / Nest(MRP),
        5: "cfm" / Nest(CFM),
        6: "mst" / Nest(MST),
    },
)
