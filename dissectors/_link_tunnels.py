"""Tunnels: GRE, IP in IP, VTI, VXLAN, GENEVE and their like.

Sources: include/uapi/linux/{if_link,if_tunnel,ip6_tunnel,amt}.h. Addresses are those of
the outer packets: 4 bytes over IPv4, 16 over IPv6.
"""

from dissectors._ip_proto import IpProto
from nlscope.spec import (
    IP,
    U8,
    U16,
    U16BE,
    U32,
    U32BE,
    Attrs,
    Bytes,
    Constants,
    Enum,
    Flag,
    Flags,
    Hex,
    IPv4,
    IPv6,
    Struct,
    Unit,
)


class GreFlag(Constants, prefix="GRE"):
    VERSION = 0x0007
    ACK = 0x0080
    REC = 0x0700
    STRICT = 0x0800
    SEQ = 0x1000
    KEY = 0x2000
    ROUTING = 0x4000
    CSUM = 0x8000


class Ip6TunnelFlag(Constants, prefix="IP6_TNL_F"):
    IGN_ENCAP_LIMIT = 0x01
    USE_ORIG_TCLASS = 0x02
    USE_ORIG_FLOWLABEL = 0x04
    MIP6_DEV = 0x08
    RCV_DSCP_COPY = 0x10
    USE_ORIG_FWMARK = 0x20
    ALLOW_LOCAL_REMOTE = 0x40
    CAP_XMIT = 0x10000  # these three: include/net/ip6_tunnel.h
    CAP_RCV = 0x20000
    CAP_PER_PACKET = 0x40000


class SitFlag(Constants, prefix="SIT"):
    ISATAP = 0x0001


class EncapType(Constants, prefix="TUNNEL_ENCAP"):
    NONE = 0
    FOU = 1
    GUE = 2
    MPLS = 3


class EncapFlag(Constants, prefix="TUNNEL_ENCAP_FLAG"):
    CSUM = 0x01
    CSUM6 = 0x02
    REMCSUM = 0x04


class ErspanDirection(Constants):
    INGRESS = 0
    EGRESS = 1


class VxlanDf(Constants, prefix="VXLAN_DF"):
    UNSET = 0
    SET = 1
    INHERIT = 2


class LabelPolicy(Constants, prefix="VXLAN_LABEL"):
    FIXED = 0
    INHERIT = 1


class GeneveDf(Constants, prefix="GENEVE_DF"):
    UNSET = 0
    SET = 1
    INHERIT = 2


class AmtMode(Constants, prefix="AMT_MODE"):
    GATEWAY = 0
    RELAY = 1


class GtpRole(Constants, prefix="GTP_ROLE"):
    GGSN = 0
    SGSN = 1


IFINDEX = Unit(U32, "ifindex")
PORT_RANGE = Struct("low" / U16BE, "high" / U16BE)

GRE = Attrs(
    "IFLA_GRE",
    {
        1: "link" / IFINDEX,
        2: "iflags" / Flags(U16BE, GreFlag),
        3: "oflags" / Flags(U16BE, GreFlag),
        4: "ikey" / U32BE,
        5: "okey" / U32BE,
        6: "local" / IP,
        7: "remote" / IP,
        8: "ttl" / U8 * "0: that of the inner packet",
        9: "tos" / Hex(U8) * "1: that of the inner packet",
        10: "pmtudisc" / U8,
        11: "encap_limit" / U8,
        12: "flowinfo" / Hex(U32BE),
        13: "flags" / Flags(U32, Ip6TunnelFlag),
        14: "encap_type" / Enum(U16, EncapType),
        15: "encap_flags" / Flags(U16, EncapFlag),
        16: "encap_sport" / U16BE,
        17: "encap_dport" / U16BE,
        18: "collect_metadata" / Flag,
        19: "ignore_df" / U8,
        20: "fwmark" / Hex(U32),
        21: "erspan_index" / U32,
        22: "erspan_ver" / U8,
        23: "erspan_dir" / Enum(U8, ErspanDirection),
        24: "erspan_hwid" / Hex(U16),
    },
)
IPTUN = Attrs(
    "IFLA_IPTUN",
    {
        1: "link" / IFINDEX,
        2: "local" / IP,
        3: "remote" / IP,
        4: "ttl" / U8 * "0: that of the inner packet",
        5: "tos" / Hex(U8) * "1: that of the inner packet",
        6: "encap_limit" / U8,
        7: "flowinfo" / Hex(U32BE),
        8: "flags" / Flags(U16, SitFlag),
        9: "proto" / Enum(U8, IpProto) * "0: any",
        10: "pmtudisc" / U8,
        11: "6rd_prefix" / IPv6,
        12: "6rd_relay_prefix" / IPv4,
        13: "6rd_prefixlen" / U16,
        14: "6rd_relay_prefixlen" / U16,
        15: "encap_type" / Enum(U16, EncapType),
        16: "encap_flags" / Flags(U16, EncapFlag),
        17: "encap_sport" / U16BE,
        18: "encap_dport" / U16BE,
        19: "collect_metadata" / Flag,
        20: "fwmark" / Hex(U32),
    },
)
IP6TNL = Attrs(
    "IFLA_IPTUN",
    {**IPTUN.entries, 8: "flags" / Flags(U32, Ip6TunnelFlag)},
)
VTI = Attrs(
    "IFLA_VTI",
    {
        1: "link" / IFINDEX,
        2: "ikey" / U32BE,
        3: "okey" / U32BE,
        4: "local" / IP,
        5: "remote" / IP,
        6: "fwmark" / Hex(U32),
    },
)
VXLAN = Attrs(
    "IFLA_VXLAN",
    {
        1: "id" / U32 * "VNI",
        2: "group" / IPv4 * "group or remote address",
        3: "link" / IFINDEX,
        4: "local" / IPv4,
        5: "ttl" / U8,
        6: "tos" / Hex(U8),
        7: "learning" / U8,
        8: "ageing" / Unit(U32, "s"),
        9: "limit" / U32 * "forwarding entries at most",
        10: "port_range" / PORT_RANGE * "UDP source ports",
        11: "proxy" / U8,
        12: "rsc" / U8 * "route short circuit",
        13: "l2miss" / U8,
        14: "l3miss" / U8,
        15: "port" / U16BE * "UDP destination port",
        16: "group6" / IPv6 * "group or remote address",
        17: "local6" / IPv6,
        18: "udp_csum" / U8,
        19: "udp_zero_csum6_tx" / U8,
        20: "udp_zero_csum6_rx" / U8,
        21: "remcsum_tx" / U8,
        22: "remcsum_rx" / U8,
        23: "gbp" / Flag * "group policy",
        24: "remcsum_nopartial" / Flag,
        25: "collect_metadata" / U8 * "external",
        26: "label" / Hex(U32BE) * "flow label",
        27: "gpe" / Flag,
        28: "ttl_inherit" / U8,
        29: "df" / Enum(U8, VxlanDf),
        30: "vnifilter" / U8,
        31: "localbypass" / U8,
        32: "label_policy" / Enum(U32, LabelPolicy),
        33: "reserved_bits" / Bytes(8) * "those of struct vxlanhdr that are let pass",
        34: "mc_route" / U8,
    },
)
# vxlan_fill_info() tells what vxlan_policy takes as a mere flag
VXLAN_REQUEST = Attrs("IFLA_VXLAN", {**VXLAN.entries, 28: "ttl_inherit" / Flag})
GENEVE = Attrs(
    "IFLA_GENEVE",
    {
        1: "id" / U32 * "VNI",
        2: "remote" / IPv4,
        3: "ttl" / U8,
        4: "tos" / Hex(U8),
        5: "port" / U16BE * "UDP destination port",
        6: "collect_metadata" / Flag * "external",
        7: "remote6" / IPv6,
        8: "udp_csum" / U8,
        9: "udp_zero_csum6_tx" / U8,
        10: "udp_zero_csum6_rx" / U8,
        11: "label" / Hex(U32BE) * "flow label",
        12: "ttl_inherit" / U8,
        13: "df" / Enum(U8, GeneveDf),
        14: "inner_proto_inherit" / Flag,
        15: "port_range" / PORT_RANGE * "UDP source ports",
        16: "gro_hint" / Flag,
        17: "local" / IPv4,
        18: "local6" / IPv6,
    },
)
BAREUDP = Attrs(
    "IFLA_BAREUDP",
    {
        1: "port" / U16BE * "UDP destination port",
        2: "ethertype" / Hex(U16BE),
        3: "srcport_min" / U16,
        4: "multiproto_mode" / Flag,
    },
)
GTP = Attrs(
    "IFLA_GTP",
    {
        1: "fd0" / U32 * "socket of GTPv0",
        2: "fd1" / U32 * "socket of GTPv1",
        3: "pdp_hashsize" / U32,
        4: "role" / Enum(U32, GtpRole),
        5: "create_sockets" / U8,
        6: "restart_count" / U8,
        7: "local" / IPv4,
        8: "local6" / IPv6,
    },
)
AMT = Attrs(
    "IFLA_AMT",
    {
        1: "mode" / Enum(U32, AmtMode),
        2: "relay_port" / U16BE,
        3: "gateway_port" / U16BE,
        4: "link" / IFINDEX,
        5: "local_ip" / IPv4,
        6: "remote_ip" / IPv4,
        7: "discovery_ip" / IPv4,
        8: "max_tunnels" / U32,
    },
)
XFRM = Attrs(
    "IFLA_XFRM",
    {1: "link" / IFINDEX, 2: "if_id" / Hex(U32), 3: "collect_metadata" / Flag},
)
