"""Counters of interfaces and what RTM_NEWSTATS has of them beyond the basic ones.

Sources: include/uapi/linux/{if_link,if_bridge,if_bonding,mpls}.h.
"""

from dissectors.rt_vlan import VlanFlag
from nlscope.spec import (
    U8,
    U16,
    U64,
    Attrs,
    Flags,
    Growing,
    Multi,
    Nest,
    Pad,
    Padding,
    Struct,
)

_BASIC = (
    "rx_packets",
    "tx_packets",
    "rx_bytes",
    "tx_bytes",
    "rx_errors",
    "tx_errors",
    "rx_dropped",
    "tx_dropped",
    "multicast",
)
_DETAILED = (
    "collisions",
    "rx_length_errors",
    "rx_over_errors",
    "rx_crc_errors",
    "rx_frame_errors",
    "rx_fifo_errors",
    "rx_missed_errors",
    "tx_aborted_errors",
    "tx_carrier_errors",
    "tx_fifo_errors",
    "tx_heartbeat_errors",
    "tx_window_errors",
    "rx_compressed",
    "tx_compressed",
    "rx_nohandler",
    "rx_otherhost_dropped",
)
LINK_STATS64 = Growing(Struct(*(name / U64 for name in (*_BASIC, *_DETAILED))))
HW_STATS64 = Growing(Struct(*(name / U64 for name in _BASIC)))

VLAN_XSTATS = Struct(
    "rx_bytes" / U64,
    "rx_packets" / U64,
    "tx_bytes" / U64,
    "tx_packets" / U64,
    "vid" / U16,
    "flags" / Flags(U16, VlanFlag),
    Padding(4),
)


_MCAST = (
    *("igmp_v1queries", "igmp_v2queries", "igmp_v3queries", "igmp_leaves"),
    *("igmp_v1reports", "igmp_v2reports", "igmp_v3reports", "igmp_parse_errors"),
    *("mld_v1queries", "mld_v2queries", "mld_leaves"),
    *("mld_v1reports", "mld_v2reports", "mld_parse_errors"),
    *("mcast_bytes", "mcast_packets"),
)
_BOTH = Struct("rx" / U64, "tx" / U64)
MCAST_STATS = Growing(
    Struct(*(name / (U64 if "parse_errors" in name else _BOTH) for name in _MCAST))
)
STP_XSTATS = Struct(
    "transition_blk" / U64,
    "transition_fwd" / U64,
    "rx_bpdu" / U64,
    "tx_bpdu" / U64,
    "rx_tcn" / U64,
    "tx_tcn" / U64,
)
BRIDGE_XSTATS = Attrs(
    "BRIDGE_XSTATS",
    {
        1: "vlan" / Multi(VLAN_XSTATS),
        2: "mcast" / MCAST_STATS,
        3: "pad" / Pad,
        4: "stp" / STP_XSTATS,
    },
)
BOND_3AD = Attrs(
    "BOND_3AD_STAT",
    {
        0: "lacpdu_rx" / U64,
        1: "lacpdu_tx" / U64,
        2: "lacpdu_unknown_rx" / U64,
        3: "lacpdu_illegal_rx" / U64,
        4: "marker_rx" / U64,
        5: "marker_tx" / U64,
        6: "marker_resp_rx" / U64,
        7: "marker_resp_tx" / U64,
        8: "marker_unknown_rx" / U64,
        9: "pad" / Pad,
    },
)
BOND_XSTATS = Attrs("BOND", {1: "xstats_3ad" / Nest(BOND_3AD)})
XSTATS = Attrs(
    "LINK_XSTATS_TYPE", {1: "bridge" / Nest(BRIDGE_XSTATS), 2: "bond" / Nest(BOND_XSTATS)}
)

HW_S_INFO = Attrs("IFLA_OFFLOAD_XSTATS_HW_S_INFO", {1: "request" / U8, 2: "used" / U8})
HW_S = Attrs("IFLA_OFFLOAD_XSTATS", {3: "l3_stats" / Nest(HW_S_INFO)})
OFFLOAD_XSTATS = Attrs(
    "IFLA_OFFLOAD_XSTATS",
    {
        1: "cpu_hit" / LINK_STATS64,
        2: "hw_s_info" / Nest(HW_S),
        3: "l3_stats" / HW_STATS64,
    },
)

MPLS_LINK_STATS = Struct(
    "rx_packets" / U64,
    "tx_packets" / U64,
    "rx_bytes" / U64,
    "tx_bytes" / U64,
    "rx_errors" / U64,
    "tx_errors" / U64,
    "rx_dropped" / U64,
    "tx_dropped" / U64,
    "rx_noroute" / U64,
)
MPLS_STATS = Attrs(
    "MPLS_STATS",
    {0: "pad" / Pad, 1: "link" / MPLS_LINK_STATS},
    irregular={"pad": "MPLS_STATS_UNSPEC"},
)
AF_SPEC = Attrs("AF", {28: "mpls" / Nest(MPLS_STATS)})
