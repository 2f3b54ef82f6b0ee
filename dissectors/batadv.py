"""batadv, B.A.T.M.A.N. advanced meshes (include/uapi/linux/batman_adv.h)."""

from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Flag,
    Flags,
    Genl,
    Hex,
    IfIndex,
    IPv4,
    Mac,
    Pad,
    Str,
    Unit,
)


class Cmd(Constants, prefix="BATADV_CMD"):
    GET_MESH = 1
    GET_MESH_INFO = 1
    TP_METER = 2
    TP_METER_CANCEL = 3
    GET_ROUTING_ALGOS = 4
    GET_HARDIF = 5
    GET_HARDIFS = 5
    GET_TRANSTABLE_LOCAL = 6
    GET_TRANSTABLE_GLOBAL = 7
    GET_ORIGINATORS = 8
    GET_NEIGHBORS = 9
    GET_GATEWAYS = 10
    GET_BLA_CLAIM = 11
    GET_BLA_BACKBONE = 12
    GET_DAT_CACHE = 13
    GET_MCAST_FLAGS = 14
    SET_MESH = 15
    SET_HARDIF = 16
    GET_VLAN = 17
    SET_VLAN = 18


class TtFlag(Constants, prefix="BATADV_TT_CLIENT"):
    DEL = 0x001
    ROAM = 0x002
    WIFI = 0x010
    ISOLA = 0x020
    NOPURGE = 0x100
    NEW = 0x200
    PENDING = 0x400
    TEMP = 0x800


class McastFlag(Constants, prefix="BATADV_MCAST"):  # batadv_packet.h
    WANT_ALL_UNSNOOPABLES = 0x01
    WANT_ALL_IPV4 = 0x02
    WANT_ALL_IPV6 = 0x04
    WANT_NO_RTR4 = 0x08
    WANT_NO_RTR6 = 0x10
    HAVE_MC_PTYPE_CAPA = 0x20


class McastPrivFlag(Constants, prefix="BATADV_MCAST_FLAGS"):
    BRIDGED = 0x01
    QUERIER_IPV4_EXISTS = 0x02
    QUERIER_IPV6_EXISTS = 0x04
    QUERIER_IPV4_SHADOWING = 0x08
    QUERIER_IPV6_SHADOWING = 0x10


class GwMode(Constants, prefix="BATADV_GW_MODE"):
    OFF = 0
    CLIENT = 1
    SERVER = 2


class TpReason(Constants, prefix="BATADV_TP_REASON"):
    COMPLETE = 3
    CANCEL = 4
    DST_UNREACHABLE = 128
    RESEND_LIMIT = 129
    ALREADY_ONGOING = 130
    MEMORY_ERROR = 131
    CANT_SEND = 132
    TOO_MANY = 133


VID = Hex(U16)  # the high bit says that there is a VLAN
ATTRS = Attrs(
    "BATADV_ATTR",
    {
        1: "version" / Str,
        2: "algo_name" / Str,
        3: "mesh_ifindex" / IfIndex,
        4: "mesh_ifname" / Str,
        5: "mesh_address" / Mac,
        6: "hard_ifindex" / IfIndex,
        7: "hard_ifname" / Str,
        8: "hard_address" / Mac,
        9: "orig_address" / Mac,
        10: "tpmeter_result" / Enum(U8, TpReason),
        11: "tpmeter_test_time" / Unit(U32, "ms"),
        12: "tpmeter_bytes" / U64,
        13: "tpmeter_cookie" / U32,
        14: "pad" / Pad,
        15: "active" / Flag,
        16: "tt_address" / Mac,
        17: "tt_ttvn" / U8 * "version of the translation table",
        18: "tt_last_ttvn" / U8,
        19: "tt_crc32" / Hex(U32),
        20: "tt_vid" / VID,
        21: "tt_flags" / Flags(U32, TtFlag),
        22: "flag_best" / Flag,
        23: "last_seen_msecs" / Unit(U32, "ms"),
        24: "neigh_address" / Mac,
        25: "tq" / U8 * "quality of the path, 255 is best",
        26: "throughput" / Unit(U32, "kbit/s"),
        27: "bandwidth_up" / Unit(U32, "100 kbit/s"),
        28: "bandwidth_down" / Unit(U32, "100 kbit/s"),
        29: "router" / Mac,
        30: "bla_own" / Flag,
        31: "bla_address" / Mac,
        32: "bla_vid" / VID,
        33: "bla_backbone" / Mac,
        34: "bla_crc" / Hex(U16),
        35: "dat_cache_ip4address" / IPv4,
        36: "dat_cache_hwaddress" / Mac,
        37: "dat_cache_vid" / VID,
        38: "mcast_flags" / Flags(U32, McastFlag),
        39: "mcast_flags_priv" / Flags(U32, McastPrivFlag),
        40: "vlanid" / U16,
        41: "aggregated_ogms_enabled" / U8,
        42: "ap_isolation_enabled" / U8,
        43: "isolation_mark" / Hex(U32),
        44: "isolation_mask" / Hex(U32),
        45: "bonding_enabled" / U8,
        46: "bridge_loop_avoidance_enabled" / U8,
        47: "distributed_arp_table_enabled" / U8,
        48: "fragmentation_enabled" / U8,
        49: "gw_bandwidth_down" / Unit(U32, "100 kbit/s"),
        50: "gw_bandwidth_up" / Unit(U32, "100 kbit/s"),
        51: "gw_mode" / Enum(U8, GwMode),
        52: "gw_sel_class" / U32,
        53: "hop_penalty" / U8,
        54: "log_level" / Hex(U32),
        55: "multicast_forceflood_enabled" / U8,
        56: "network_coding_enabled" / U8,
        57: "orig_interval" / Unit(U32, "ms"),
        58: "elp_interval" / Unit(U32, "ms"),
        59: "throughput_override" / Unit(U32, "100 kbit/s"),
        60: "multicast_fanout" / U32,
    },
)

_MESH = "{mesh_ifname}|dev {mesh_ifindex}"
_HARD = "{hard_ifname}|if {hard_ifindex}"
FAMILY = Genl(
    "batadv",
    Cmd,
    attrs=ATTRS,
    groups=("config", "tpmeter"),
    info={
        0: (_MESH, _HARD, "{algo_name}", "orig {orig_address}", "gw_mode {gw_mode}"),
        Cmd.GET_MESH: (
            _MESH,
            "{algo_name}",
            "MainIF {hard_ifname}/{hard_address}",
            "orig_interval {orig_interval}",
            "gw_mode {gw_mode}",
        ),
        Cmd.SET_MESH: (
            _MESH,
            "orig_interval {orig_interval}",
            "gw_mode {gw_mode}",
            "down {gw_bandwidth_down}",
            "up {gw_bandwidth_up}",
        ),
        Cmd.GET_ROUTING_ALGOS: ("{algo_name}",),
        Cmd.GET_TRANSTABLE_LOCAL: (
            _MESH,
            "{tt_address}",
            "vid {tt_vid:#x}",
            "[{tt_flags}]",
            "crc {tt_crc32:#010x}",
        ),
        Cmd.GET_TRANSTABLE_GLOBAL: (
            _MESH,
            "{tt_address}",
            "vid {tt_vid:#x}",
            "[{tt_flags}]",
            "via {orig_address}",
        ),
        Cmd.GET_ORIGINATORS: (
            _MESH,
            "{orig_address}",
            "{last_seen_msecs} ms ago",
            "tq {tq}|{throughput} kbit/s",
            "via {neigh_address}",
            _HARD,
        ),
        Cmd.GET_NEIGHBORS: (
            _MESH,
            "{neigh_address}",
            "{last_seen_msecs} ms ago",
            "{throughput} kbit/s",
            _HARD,
        ),
        Cmd.GET_GATEWAYS: (
            _MESH,
            "{orig_address}",
            "via {router}",
            "down {bandwidth_down} up {bandwidth_up}",
        ),
        Cmd.GET_BLA_CLAIM: (
            _MESH,
            "{bla_address}",
            "vid {bla_vid:#x}",
            "via {bla_backbone}",
        ),
        Cmd.GET_BLA_BACKBONE: (_MESH, "{bla_backbone}", "vid {bla_vid:#x}"),
        Cmd.GET_DAT_CACHE: (_MESH, "{dat_cache_ip4address}", "{dat_cache_hwaddress}"),
        Cmd.TP_METER: (
            _MESH,
            "to {orig_address}",
            "{tpmeter_result}",
            "{tpmeter_bytes} bytes",
        ),
    },
)
