"""psample, sampled packets (include/uapi/linux/psample.h, kernel 7.2)."""

from nlscope.spec import (
    U8,
    U16,
    U16BE,
    U32,
    U64,
    U64BE,
    Attrs,
    Binary,
    Constants,
    Flag,
    Genl,
    Hex,
    IPv4,
    IPv6,
    Nest,
    Pad,
    Say,
    Unit,
)
from nlscope.spec.packet import frame


class Cmd(Constants, prefix="PSAMPLE_CMD"):
    SAMPLE = 0
    GET_GROUP = 1
    NEW_GROUP = 2
    DEL_GROUP = 3


TUNNEL = Attrs(
    "PSAMPLE_TUNNEL_KEY_ATTR",
    {
        0: "id" / U64BE,
        1: "ipv4_src" / IPv4,
        2: "ipv4_dst" / IPv4,
        3: "tos" / U8,
        4: "ttl" / U8,
        5: "dont_fragment" / Flag,
        6: "csum" / Flag,
        7: "oam" / Flag,
        8: "geneve_opts" / Binary,
        9: "tp_src" / U16BE,
        10: "tp_dst" / U16BE,
        11: "vxlan_opts" / Binary,
        12: "ipv6_src" / IPv6,
        13: "ipv6_dst" / IPv6,
        14: "pad" / Pad,
        15: "erspan_opts" / Binary,
        16: "ipv4_info_bridge" / Flag,
    },
)
ATTRS = Attrs(
    "PSAMPLE_ATTR",
    {
        0: "iifindex" / Unit(U16, "ifindex"),
        1: "oifindex" / Unit(U16, "ifindex"),
        2: "origsize" / U32,
        3: "sample_group" / U32,
        4: "group_seq" / U32,
        5: "sample_rate" / U32 * "one of so many packets",
        6: "data" / Binary,
        7: "group_refcount" / U32,
        8: "tunnel" / Nest(TUNNEL),
        9: "pad" / Pad,
        10: "out_tc" / U16,
        11: "out_tc_occ" / Unit(U64, "bytes"),
        12: "latency" / Unit(U64, "ns"),
        13: "timestamp" / Unit(U64, "ns"),
        14: "proto" / Hex(U16) * "ethertype",
        15: "user_cookie" / Binary,
        16: "sample_probability" / Flag * "sample_rate is of 4294967295",
    },
)

FAMILY = Genl(
    "psample",
    Cmd,
    attrs=ATTRS,
    groups=("config", "packets"),
    info=(
        "group {sample_group}",
        "seq {group_seq}",
        "refcount {group_refcount}",
        "in {iifindex}",
        "out {oifindex}",
        "rate {sample_rate}",
        Say(frame, ("data",)),
        "origsize {origsize}",
        "proto {proto:#06x}",
    ),
)
