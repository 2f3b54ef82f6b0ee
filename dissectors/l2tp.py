"""l2tp, L2TP tunnels and sessions (include/uapi/linux/l2tp.h)."""

from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flag,
    Flags,
    Genl,
    IPv4,
    IPv6,
    Nest,
    Pad,
    Str,
    Unit,
)


class Cmd(Constants, prefix="L2TP_CMD"):
    NOOP = 0
    TUNNEL_CREATE = 1
    TUNNEL_DELETE = 2
    TUNNEL_MODIFY = 3
    TUNNEL_GET = 4
    SESSION_CREATE = 5
    SESSION_DELETE = 6
    SESSION_MODIFY = 7
    SESSION_GET = 8


class PwType(Constants, prefix="L2TP_PWTYPE"):
    NONE = 0x00
    ETH_VLAN = 0x04
    ETH = 0x05
    PPP = 0x07
    PPP_AC = 0x08
    IP = 0x0B


class L2SpecType(Constants, prefix="L2TP_L2SPECTYPE"):
    NONE = 0
    DEFAULT = 1


class EncapType(Constants, prefix="L2TP_ENCAPTYPE"):
    UDP = 0
    IP = 1


class SeqMode(Constants, prefix="L2TP_SEQ"):
    NONE = 0
    IP = 1
    ALL = 2


class Debug(Constants, prefix="L2TP_MSG"):
    DEBUG = 0x1
    CONTROL = 0x2
    SEQ = 0x4
    DATA = 0x8


STATS = Attrs(
    "L2TP_ATTR",
    {
        1: "tx_packets" / U64,
        2: "tx_bytes" / U64,
        3: "tx_errors" / U64,
        4: "rx_packets" / U64,
        5: "rx_bytes" / U64,
        6: "rx_seq_discards" / U64,
        7: "rx_oos_packets" / U64,
        8: "rx_errors" / U64,
        9: "stats_pad" / Pad,
        10: "rx_cookie_discards" / U64,
        11: "rx_invalid" / U64,
    },
)
ATTRS = Attrs(
    "L2TP_ATTR",
    {
        1: "pw_type" / Enum(U16, PwType),
        2: "encap_type" / Enum(U16, EncapType),
        3: "offset" / U16,
        4: "data_seq" / Enum(U8, SeqMode),
        5: "l2spec_type" / Enum(U8, L2SpecType),
        6: "l2spec_len" / U8,
        7: "proto_version" / U8,
        8: "ifname" / Str,
        9: "conn_id" / U32 * "tunnel",
        10: "peer_conn_id" / U32,
        11: "session_id" / U32,
        12: "peer_session_id" / U32,
        13: "udp_csum" / U8,
        14: "vlan_id" / U16,
        15: "cookie" / Binary * "0, 4 or 8 bytes",
        16: "peer_cookie" / Binary * "0, 4 or 8 bytes",
        17: "debug" / Flags(U32, Debug),
        18: "recv_seq" / U8,
        19: "send_seq" / U8,
        20: "lns_mode" / U8,
        21: "using_ipsec" / U8,
        22: "recv_timeout" / Unit(U64, "ms"),
        23: "fd" / U32,
        24: "ip_saddr" / IPv4,
        25: "ip_daddr" / IPv4,
        26: "udp_sport" / U16,
        27: "udp_dport" / U16,
        28: "mtu" / U16,
        29: "mru" / U16,
        30: "stats" / Nest(STATS),
        31: "ip6_saddr" / IPv6,
        32: "ip6_daddr" / IPv6,
        33: "udp_zero_csum6_tx" / Flag,
        34: "udp_zero_csum6_rx" / Flag,
        35: "pad" / Pad,
    },
)

_TUNNEL = (
    "tunnel {conn_id}",
    "peer {peer_conn_id}",
    "encap {encap_type}",
    "from {ip_saddr} to {ip_daddr}|from {ip6_saddr} to {ip6_daddr}",
    "ports {udp_sport}/{udp_dport}",
)
FAMILY = Genl(
    "l2tp",
    Cmd,
    attrs=ATTRS,
    groups=("l2tp",),
    info=(
        "session {session_id}",
        "peer session {peer_session_id}",
        *_TUNNEL,
        "{ifname}",
        "{pw_type}",
        "cookie {cookie}",
    ),
)
