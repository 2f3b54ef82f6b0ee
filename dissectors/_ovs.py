"""Open vSwitch: what its families share (include/uapi/linux/openvswitch.h, kernel 7.2)."""

from nlscope.spec import (
    IP,
    S32,
    U8,
    U16,
    U16BE,
    U32,
    U32BE,
    U64,
    U64BE,
    Array,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Enum,
    Flag,
    Flags,
    Hex,
    IPv4,
    IPv6,
    Mac,
    Nest,
    Pad,
    Padding,
    Str,
    Struct,
    Unit,
)
from nlscope.spec.geneve import GeneveOpts


class FragType(Constants, prefix="OVS_FRAG_TYPE"):
    NONE = 0
    FIRST = 1
    LATER = 2
    ANY = 255


class CtState(Constants, prefix="OVS_CS_F"):
    NEW = 0x01
    ESTABLISHED = 0x02
    RELATED = 0x04
    REPLY_DIR = 0x08
    INVALID = 0x10
    TRACKED = 0x20
    SRC_NAT = 0x40
    DST_NAT = 0x80


class HashAlg(Constants, prefix="OVS_HASH_ALG"):
    L4 = 0
    SYM_L4 = 1


OVS_HEADER = "ovs_header" / Struct("dp_ifindex" / Unit(S32, "ifindex"))
FLOW_STATS = Struct("n_packets" / U64, "n_bytes" / U64)

KEY_ETHERNET = Struct("eth_src" / Mac, "eth_dst" / Mac)
KEY_IPV4 = Struct(
    "ipv4_src" / IPv4,
    "ipv4_dst" / IPv4,
    "ipv4_proto" / U8,
    "ipv4_tos" / U8,
    "ipv4_ttl" / U8,
    "ipv4_frag" / Enum(U8, FragType),
)
KEY_IPV6 = Struct(
    "ipv6_src" / IPv6,
    "ipv6_dst" / IPv6,
    "ipv6_label" / Hex(U32BE),
    "ipv6_proto" / U8,
    "ipv6_tclass" / U8,
    "ipv6_hlimit" / U8,
    "ipv6_frag" / Enum(U8, FragType),
)
KEY_TCP = Struct("tcp_src" / U16BE, "tcp_dst" / U16BE)
KEY_UDP = Struct("udp_src" / U16BE, "udp_dst" / U16BE)
KEY_SCTP = Struct("sctp_src" / U16BE, "sctp_dst" / U16BE)
KEY_ICMP = Struct("icmp_type" / U8, "icmp_code" / U8)
KEY_ICMPV6 = Struct("icmpv6_type" / U8, "icmpv6_code" / U8)
KEY_ARP = Struct(
    "arp_sip" / IPv4,
    "arp_tip" / IPv4,
    "arp_op" / U16BE,
    "arp_sha" / Mac,
    "arp_tha" / Mac,
    Padding(2),
)
KEY_ND = Struct("nd_target" / IPv6, "nd_sll" / Mac, "nd_tll" / Mac)
KEY_MPLS = Struct("mpls_lse" / Hex(U32BE) * "label, traffic class, bottom, TTL")
KEY_ND_EXTENSIONS = Struct("nd_reserved" / Hex(U32BE), "nd_options_type" / U8, Padding(3))
KEY_CT_TUPLE_IPV4 = Struct(
    "ipv4_src" / IPv4,
    "ipv4_dst" / IPv4,
    "src_port" / U16BE,
    "dst_port" / U16BE,
    "ipv4_proto" / U8,
    Padding(3),
)
KEY_CT_TUPLE_IPV6 = Struct(
    "ipv6_src" / IPv6,
    "ipv6_dst" / IPv6,
    "src_port" / U16BE,
    "dst_port" / U16BE,
    "ipv6_proto" / U8,
    Padding(3),
)
NSH_BASE = Struct(
    "flags" / U8,
    "ttl" / U8,
    "mdtype" / U8,
    "np" / U8,
    "path_hdr" / Hex(U32BE),
)
NSH_KEY = Attrs(
    "OVS_NSH_KEY_ATTR",
    {1: "base" / NSH_BASE, 2: "md1" / Bytes(16), 3: "md2" / Binary},
)
VXLAN_EXT = Attrs("OVS_VXLAN_EXT", {1: "gbp" / Hex(U32)})
TUNNEL_KEY = Attrs(
    "OVS_TUNNEL_KEY_ATTR",
    {
        0: "id" / U64BE,
        1: "ipv4_src" / IPv4,
        2: "ipv4_dst" / IPv4,
        3: "tos" / U8,
        4: "ttl" / U8,
        5: "dont_fragment" / Flag,
        6: "csum" / Flag,
        7: "oam" / Flag,
        8: "geneve_opts" / GeneveOpts,
        9: "tp_src" / U16BE,
        10: "tp_dst" / U16BE,
        11: "vxlan_opts" / Nest(VXLAN_EXT),
        12: "ipv6_src" / IPv6,
        13: "ipv6_dst" / IPv6,
        14: "pad" / Pad,
        15: "erspan_opts" / Binary,
        16: "ipv4_info_bridge" / Flag,
    },
)
KEY: Attrs = Attrs(
    "OVS_KEY_ATTR",
    {
        1: "encap" / Nest(lambda: KEY),
        2: "priority" / Hex(U32),
        3: "in_port" / U32,
        4: "ethernet" / KEY_ETHERNET,
        5: "vlan" / Hex(U16BE) * "tag control information, bit 0x1000 says there is a tag",
        6: "ethertype" / Hex(U16BE),
        7: "ipv4" / KEY_IPV4,
        8: "ipv6" / KEY_IPV6,
        9: "tcp" / KEY_TCP,
        10: "udp" / KEY_UDP,
        11: "icmp" / KEY_ICMP,
        12: "icmpv6" / KEY_ICMPV6,
        13: "arp" / KEY_ARP,
        14: "nd" / KEY_ND,
        15: "skb_mark" / Hex(U32),
        16: "tunnel" / Nest(TUNNEL_KEY),
        17: "sctp" / KEY_SCTP,
        18: "tcp_flags" / Hex(U16BE),
        19: "dp_hash" / Hex(U32),
        20: "recirc_id" / Hex(U32),
        21: "mpls" / Array(KEY_MPLS) * "a label stack entry each, outermost first",
        22: "ct_state" / Flags(U32, CtState),
        23: "ct_zone" / U16,
        24: "ct_mark" / Hex(U32),
        25: "ct_labels" / Bytes(16),
        26: "ct_orig_tuple_ipv4" / KEY_CT_TUPLE_IPV4,
        27: "ct_orig_tuple_ipv6" / KEY_CT_TUPLE_IPV6,
        28: "nsh" / Nest(NSH_KEY),
        29: "packet_type" / Hex(U32BE) * "for programs among themselves",
        30: "nd_extensions" / KEY_ND_EXTENSIONS * "for programs among themselves",
        31: "tunnel_info" / Binary * "inside the kernel only",
        32: "ipv6_exthdrs" / Struct("hdrs" / Hex(U16)),
    },
)
# OVS_ACTION_ATTR_SET_MASKED: each key is followed by a mask of the same type
MASKED_KEY = Attrs(
    "OVS_KEY_ATTR",
    {
        number: kind.name / Struct("key" / kind.subcon, "mask" / kind.subcon)
        for number, kind in KEY.entries.items()
        if kind.name not in ("encap", "tunnel", "mpls", "nsh", "tunnel_info")
    }
    | {21: "mpls" / Struct("key" / KEY_MPLS, "mask" / KEY_MPLS), 28: "nsh" / Nest(NSH_KEY)},
)

USERSPACE = Attrs(
    "OVS_USERSPACE_ATTR",
    {
        1: "pid" / U32 * "netlink port",
        2: "userdata" / Binary,
        3: "egress_tun_port" / U32,
        4: "actions" / Flag,
    },
)
SAMPLE = Attrs(
    "OVS_SAMPLE_ATTR",
    {
        1: "probability" / U32 * "of 4294967295",
        2: "actions" / Nest(lambda: ACTION),
    },
)
NAT = Attrs(
    "OVS_NAT_ATTR",
    {
        1: "src" / Flag,
        2: "dst" / Flag,
        3: "ip_min" / IP,
        4: "ip_max" / IP,
        5: "proto_min" / U16,
        6: "proto_max" / U16,
        7: "persistent" / Flag,
        8: "proto_hash" / Flag,
        9: "proto_random" / Flag,
    },
)
CT = Attrs(
    "OVS_CT_ATTR",
    {
        1: "commit" / Flag,
        2: "zone" / U16,
        3: "mark" / Struct("value" / Hex(U32), "mask" / Hex(U32)),
        4: "labels" / Struct("value" / Bytes(16), "mask" / Bytes(16)),
        5: "helper" / Str,
        6: "nat" / Nest(NAT),
        7: "force_commit" / Flag,
        8: "eventmask" / Hex(U32) * "bits of enum ip_conntrack_events",
        9: "timeout" / Str,
    },
)
CHECK_PKT_LEN = Attrs(
    "OVS_CHECK_PKT_LEN_ATTR",
    {
        1: "pkt_len" / U16,
        2: "actions_if_greater" / Nest(lambda: ACTION),
        3: "actions_if_less_equal" / Nest(lambda: ACTION),
    },
)
DEC_TTL = Attrs("OVS_DEC_TTL_ATTR", {1: "action" / Nest(lambda: ACTION)})
PSAMPLE = Attrs("OVS_PSAMPLE_ATTR", {1: "group" / U32, 2: "cookie" / Binary})
ACTION: Attrs = Attrs(
    "OVS_ACTION_ATTR",
    {
        1: "output" / U32 * "port",
        2: "userspace" / Nest(USERSPACE),
        3: "set" / Nest(KEY),
        4: "push_vlan" / Struct("vlan_tpid" / Hex(U16BE), "vlan_tci" / Hex(U16BE)),
        5: "pop_vlan" / Flag,
        6: "sample" / Nest(SAMPLE),
        7: "recirc" / Hex(U32),
        8: "hash" / Struct("hash_alg" / Enum(U32, HashAlg), "hash_basis" / U32),
        9: "push_mpls"
        / Struct("mpls_lse" / Hex(U32BE), "mpls_ethertype" / Hex(U16BE), Padding(2)),
        10: "pop_mpls" / Hex(U16BE) * "ethertype",
        11: "set_masked" / Nest(MASKED_KEY),
        12: "ct" / Nest(CT),
        13: "trunc" / Struct("max_len" / U32),
        14: "push_eth" / KEY_ETHERNET,
        15: "pop_eth" / Flag,
        16: "ct_clear" / Flag,
        17: "push_nsh" / Nest(NSH_KEY),
        18: "pop_nsh" / Flag,
        19: "meter" / U32,
        20: "clone" / Nest(lambda: ACTION),
        21: "check_pkt_len" / Nest(CHECK_PKT_LEN),
        22: "add_mpls"
        / Struct("mpls_lse" / Hex(U32BE), "mpls_ethertype" / Hex(U16BE), "tun_flags" / U16),
        23: "dec_ttl" / Nest(DEC_TTL),
        24: "drop" / U32 * "reason",
        25: "psample" / Nest(PSAMPLE),
    },
)
