"""TCA_OPTIONS of the flower classifier (include/uapi/linux/pkt_cls.h).

Numbers are big-endian where cls_flower.c reads them so: VLAN ids and MPLS labels are not.
"""

from dissectors._ethertype import ETH_P
from dissectors._ip_proto import IpProto
from dissectors._tc import CLASSID
from dissectors._tc_action import ACT
from nlscope.spec import (
    U8,
    U16,
    U16BE,
    U32,
    U32BE,
    U64BE,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flags,
    Hex,
    Indexed,
    IPv4,
    IPv6,
    Mac,
    Multi,
    Nest,
    Str,
)


class ClsFlag(Constants, prefix="TCA_CLS_FLAGS"):
    SKIP_HW = 0x01
    SKIP_SW = 0x02
    IN_HW = 0x04
    NOT_IN_HW = 0x08
    VERBOSE = 0x10


class KeyFlag(Constants, prefix="TCA_FLOWER_KEY_FLAGS"):
    IS_FRAGMENT = 0x01
    FRAG_IS_FIRST = 0x02
    TUNNEL_CSUM = 0x04
    TUNNEL_DONT_FRAGMENT = 0x08
    TUNNEL_OAM = 0x10
    TUNNEL_CRIT_OPT = 0x20


class CtState(Constants, prefix="TCA_FLOWER_KEY_CT_FLAGS"):
    NEW = 0x01
    ESTABLISHED = 0x02
    RELATED = 0x04
    TRACKED = 0x08
    INVALID = 0x10
    REPLY = 0x20


CLS_FLAGS = Flags(U32, ClsFlag)
_KEY_FLAGS = Flags(U32BE, KeyFlag)
_CT_STATE = Flags(U16, CtState)
ENC_OPTS = Attrs(
    "TCA_FLOWER_KEY_ENC_OPTS",
    {
        1: "geneve"
        / Multi(
            Attrs(
                "TCA_FLOWER_KEY_ENC_OPT_GENEVE",
                {
                    1: "class" / Multi(Hex(U16BE)),
                    2: "type" / Multi(Hex(U8)),
                    3: "data" / Multi(Binary),
                },
            )
        ),
        2: "vxlan" / Nest(Attrs("TCA_FLOWER_KEY_ENC_OPT_VXLAN", {1: "gbp" / Hex(U32)})),
        3: "erspan"
        / Nest(
            Attrs(
                "TCA_FLOWER_KEY_ENC_OPT_ERSPAN",
                {1: "ver" / U8, 2: "index" / U32BE, 3: "dir" / U8, 4: "hwid" / U8},
            )
        ),
        4: "gtp"
        / Nest(
            Attrs("TCA_FLOWER_KEY_ENC_OPT_GTP", {1: "pdu_type" / Hex(U8), 2: "qfi" / U8})
        ),
        5: "pfcp"
        / Nest(Attrs("TCA_FLOWER_KEY_ENC_OPT_PFCP", {1: "type" / U8, 2: "seid" / U64BE})),
    },
)
MPLS_LSE = Attrs(
    "TCA_FLOWER_KEY_MPLS_OPT_LSE",
    {1: "depth" / U8, 2: "ttl" / U8, 3: "bos" / U8, 4: "tc" / U8, 5: "label" / U32},
)
CFM = Attrs(
    "TCA_FLOWER_KEY_CFM",
    {1: "md_level" / U8, 2: "opcode" / U8},
)
FLOWER = Attrs(
    "TCA_FLOWER",
    {
        1: "classid" / CLASSID,
        2: "indev" / Str,
        3: "act" / Indexed(ACT),
        4: "key_eth_dst" / Mac,
        5: "key_eth_dst_mask" / Mac,
        6: "key_eth_src" / Mac,
        7: "key_eth_src_mask" / Mac,
        8: "key_eth_type" / ETH_P,
        9: "key_ip_proto" / Enum(U8, IpProto),
        10: "key_ipv4_src" / IPv4,
        11: "key_ipv4_src_mask" / IPv4,
        12: "key_ipv4_dst" / IPv4,
        13: "key_ipv4_dst_mask" / IPv4,
        14: "key_ipv6_src" / IPv6,
        15: "key_ipv6_src_mask" / IPv6,
        16: "key_ipv6_dst" / IPv6,
        17: "key_ipv6_dst_mask" / IPv6,
        18: "key_tcp_src" / U16BE,
        19: "key_tcp_dst" / U16BE,
        20: "key_udp_src" / U16BE,
        21: "key_udp_dst" / U16BE,
        22: "flags" / CLS_FLAGS,
        23: "key_vlan_id" / U16,
        24: "key_vlan_prio" / U8,
        25: "key_vlan_eth_type" / ETH_P,
        26: "key_enc_key_id" / U32BE,
        27: "key_enc_ipv4_src" / IPv4,
        28: "key_enc_ipv4_src_mask" / IPv4,
        29: "key_enc_ipv4_dst" / IPv4,
        30: "key_enc_ipv4_dst_mask" / IPv4,
        31: "key_enc_ipv6_src" / IPv6,
        32: "key_enc_ipv6_src_mask" / IPv6,
        33: "key_enc_ipv6_dst" / IPv6,
        34: "key_enc_ipv6_dst_mask" / IPv6,
        35: "key_tcp_src_mask" / Hex(U16BE),
        36: "key_tcp_dst_mask" / Hex(U16BE),
        37: "key_udp_src_mask" / Hex(U16BE),
        38: "key_udp_dst_mask" / Hex(U16BE),
        39: "key_sctp_src_mask" / Hex(U16BE),
        40: "key_sctp_dst_mask" / Hex(U16BE),
        41: "key_sctp_src" / U16BE,
        42: "key_sctp_dst" / U16BE,
        43: "key_enc_udp_src_port" / U16BE,
        44: "key_enc_udp_src_port_mask" / Hex(U16BE),
        45: "key_enc_udp_dst_port" / U16BE,
        46: "key_enc_udp_dst_port_mask" / Hex(U16BE),
        47: "key_flags" / _KEY_FLAGS,
        48: "key_flags_mask" / _KEY_FLAGS,
        49: "key_icmpv4_code" / U8,
        50: "key_icmpv4_code_mask" / Hex(U8),
        51: "key_icmpv4_type" / U8,
        52: "key_icmpv4_type_mask" / Hex(U8),
        53: "key_icmpv6_code" / U8,
        54: "key_icmpv6_code_mask" / Hex(U8),
        55: "key_icmpv6_type" / U8,
        56: "key_icmpv6_type_mask" / Hex(U8),
        57: "key_arp_sip" / IPv4,
        58: "key_arp_sip_mask" / IPv4,
        59: "key_arp_tip" / IPv4,
        60: "key_arp_tip_mask" / IPv4,
        61: "key_arp_op" / U8,
        62: "key_arp_op_mask" / Hex(U8),
        63: "key_arp_sha" / Mac,
        64: "key_arp_sha_mask" / Mac,
        65: "key_arp_tha" / Mac,
        66: "key_arp_tha_mask" / Mac,
        67: "key_mpls_ttl" / U8,
        68: "key_mpls_bos" / U8,
        69: "key_mpls_tc" / U8,
        70: "key_mpls_label" / U32,
        71: "key_tcp_flags" / Hex(U16BE),
        72: "key_tcp_flags_mask" / Hex(U16BE),
        73: "key_ip_tos" / Hex(U8),
        74: "key_ip_tos_mask" / Hex(U8),
        75: "key_ip_ttl" / U8,
        76: "key_ip_ttl_mask" / Hex(U8),
        77: "key_cvlan_id" / U16,
        78: "key_cvlan_prio" / U8,
        79: "key_cvlan_eth_type" / ETH_P,
        80: "key_enc_ip_tos" / Hex(U8),
        81: "key_enc_ip_tos_mask" / Hex(U8),
        82: "key_enc_ip_ttl" / U8,
        83: "key_enc_ip_ttl_mask" / Hex(U8),
        84: "key_enc_opts" / Nest(ENC_OPTS),
        85: "key_enc_opts_mask" / Nest(ENC_OPTS),
        86: "in_hw_count" / U32,
        87: "key_port_src_min" / U16BE,
        88: "key_port_src_max" / U16BE,
        89: "key_port_dst_min" / U16BE,
        90: "key_port_dst_max" / U16BE,
        91: "key_ct_state" / _CT_STATE,
        92: "key_ct_state_mask" / _CT_STATE,
        93: "key_ct_zone" / U16,
        94: "key_ct_zone_mask" / Hex(U16),
        95: "key_ct_mark" / Hex(U32),
        96: "key_ct_mark_mask" / Hex(U32),
        97: "key_ct_labels" / Binary,
        98: "key_ct_labels_mask" / Binary,
        99: "key_mpls_opts"
        / Nest(Attrs("TCA_FLOWER_KEY_MPLS_OPTS", {1: "lse" / Multi(Nest(MPLS_LSE))})),
        100: "key_hash" / Hex(U32),
        101: "key_hash_mask" / Hex(U32),
        102: "key_num_of_vlans" / U8,
        103: "key_pppoe_sid" / U16BE,
        104: "key_ppp_proto" / Hex(U16BE),
        105: "key_l2tpv3_sid" / U32BE,
        106: "l2_miss" / U8,
        107: "key_cfm" / Nest(CFM),
        108: "key_spi" / Hex(U32BE),
        109: "key_spi_mask" / Hex(U32BE),
        110: "key_enc_flags" / _KEY_FLAGS,
        111: "key_enc_flags_mask" / _KEY_FLAGS,
    },
)
