"""Connections and expectations, also part of queued and logged packets.

Source: linux/netfilter/nfnetlink_conntrack.h, nf_conntrack_*.h.
"""

from typing import ClassVar

from dissectors._ip_proto import IpProto
from dissectors._netfilter import Seconds
from nlscope.spec import (
    S32BE,
    U8,
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
    IPv4,
    IPv6,
    Nest,
    Pad,
    Str,
    Struct,
    Unit,
)


class Status(Constants, prefix="IPS"):
    EXPECTED = 0x1
    SEEN_REPLY = 0x2
    ASSURED = 0x4
    CONFIRMED = 0x8
    SRC_NAT = 0x10
    DST_NAT = 0x20
    SEQ_ADJUST = 0x40
    SRC_NAT_DONE = 0x80
    DST_NAT_DONE = 0x100
    DYING = 0x200
    FIXED_TIMEOUT = 0x400
    TEMPLATE = 0x800
    NAT_CLASH = 0x1000
    HELPER = 0x2000
    OFFLOAD = 0x4000
    HW_OFFLOAD = 0x8000


class TcpState(Constants, prefix="TCP_CONNTRACK"):
    NONE = 0
    SYN_SENT = 1
    SYN_RECV = 2
    ESTABLISHED = 3
    FIN_WAIT = 4
    CLOSE_WAIT = 5
    LAST_ACK = 6
    TIME_WAIT = 7
    CLOSE = 8
    SYN_SENT2 = 9
    MAX = 10
    IGNORE = 11
    RETRANS = 12
    UNACK = 13
    TIMEOUT_MAX = 14


class TcpFlag(Constants, prefix="IP_CT_TCP_FLAG"):
    WINDOW_SCALE = 0x01
    SACK_PERM = 0x02
    CLOSE_INIT = 0x04
    BE_LIBERAL = 0x08
    DATA_UNACKNOWLEDGED = 0x10
    MAXACK_SET = 0x20
    EXP_CHALLENGE_ACK = 0x40
    SIMULTANEOUS_OPEN = 0x80

    irregular: ClassVar[dict[str, str]] = {
        "EXP_CHALLENGE_ACK": "IP_CT_EXP_CHALLENGE_ACK",
        "SIMULTANEOUS_OPEN": "IP_CT_TCP_SIMULTANEOUS_OPEN",
    }


class DccpState(Constants, prefix="CT_DCCP"):
    NONE = 0
    REQUEST = 1
    RESPOND = 2
    PARTOPEN = 3
    OPEN = 4
    CLOSEREQ = 5
    CLOSING = 6
    TIMEWAIT = 7
    IGNORE = 8
    INVALID = 9


class DccpRole(Constants, prefix="CT_DCCP_ROLE"):
    CLIENT = 0
    SERVER = 1


class SctpState(Constants, prefix="SCTP_CONNTRACK"):
    NONE = 0
    CLOSED = 1
    COOKIE_WAIT = 2
    COOKIE_ECHOED = 3
    ESTABLISHED = 4
    SHUTDOWN_SENT = 5
    SHUTDOWN_RECD = 6
    SHUTDOWN_ACK_SENT = 7
    HEARTBEAT_SENT = 8
    HEARTBEAT_ACKED = 9


class FilterFlag(Constants, prefix="CTA_FILTER_F"):
    CTA_IP_SRC = 0x001
    CTA_IP_DST = 0x002
    CTA_TUPLE_ZONE = 0x004
    CTA_PROTO_NUM = 0x008
    CTA_PROTO_SRC_PORT = 0x010
    CTA_PROTO_DST_PORT = 0x020
    CTA_PROTO_ICMP_TYPE = 0x040
    CTA_PROTO_ICMP_CODE = 0x080
    CTA_PROTO_ICMP_ID = 0x100
    CTA_PROTO_ICMPV6_TYPE = 0x200
    CTA_PROTO_ICMPV6_CODE = 0x400
    CTA_PROTO_ICMPV6_ID = 0x800


class ExpectFlag(Constants, prefix="NF_CT_EXPECT"):
    PERMANENT = 1
    INACTIVE = 2
    USERSPACE = 4


TUPLE_IP = Attrs(
    "CTA_IP",
    {1: "v4_src" / IPv4, 2: "v4_dst" / IPv4, 3: "v6_src" / IPv6, 4: "v6_dst" / IPv6},
)
TUPLE_PROTO = Attrs(
    "CTA_PROTO",
    {
        1: "num" / Enum(U8, IpProto),
        2: "src_port" / U16BE,
        3: "dst_port" / U16BE,
        4: "icmp_id" / U16BE,
        5: "icmp_type" / U8,
        6: "icmp_code" / U8,
        7: "icmpv6_id" / U16BE,
        8: "icmpv6_type" / U8,
        9: "icmpv6_code" / U8,
    },
)
TUPLE = Attrs(
    "CTA_TUPLE",
    {1: "ip" / Nest(TUPLE_IP), 2: "proto" / Nest(TUPLE_PROTO), 3: "zone" / U16BE},
)
TCP_FLAGS = Struct("flags" / Flags(U8, TcpFlag), "mask" / Flags(U8, TcpFlag))
TCP = Attrs(
    "CTA_PROTOINFO_TCP",
    {
        1: "state" / Enum(U8, TcpState),
        2: "wscale_original" / U8,
        3: "wscale_reply" / U8,
        4: "flags_original" / TCP_FLAGS,
        5: "flags_reply" / TCP_FLAGS,
    },
)
DCCP = Attrs(
    "CTA_PROTOINFO_DCCP",
    {
        1: "state" / Enum(U8, DccpState),
        2: "role" / Enum(U8, DccpRole),
        3: "handshake_seq" / U64BE,
        4: "pad" / Pad,
    },
)
SCTP = Attrs(
    "CTA_PROTOINFO_SCTP",
    {
        1: "state" / Enum(U8, SctpState),
        2: "vtag_original" / Hex(U32BE),
        3: "vtag_reply" / Hex(U32BE),
    },
)
PROTOINFO = Attrs(
    "CTA_PROTOINFO", {1: "tcp" / Nest(TCP), 2: "dccp" / Nest(DCCP), 3: "sctp" / Nest(SCTP)}
)
COUNTERS = Attrs(
    "CTA_COUNTERS",
    {
        1: "packets" / U64BE,
        2: "bytes" / U64BE,
        3: "packets32" / U32BE,
        4: "bytes32" / U32BE,
        5: "pad" / Pad,
    },
    irregular={"packets32": "CTA_COUNTERS32_PACKETS", "bytes32": "CTA_COUNTERS32_BYTES"},
)
TIMESTAMP = Attrs(
    "CTA_TIMESTAMP",
    {1: "start" / Unit(U64BE, "ns"), 2: "stop" / Unit(U64BE, "ns"), 3: "pad" / Pad},
)
NAT_PROTO = Attrs("CTA_PROTONAT", {1: "port_min" / U16BE, 2: "port_max" / U16BE})
NAT = Attrs(
    "CTA_NAT",
    {
        1: "v4_minip" / IPv4,
        2: "v4_maxip" / IPv4,
        3: "proto" / Nest(NAT_PROTO),
        4: "v6_minip" / IPv6,
        5: "v6_maxip" / IPv6,
    },
)
SEQADJ = Attrs(
    "CTA_SEQADJ",
    {1: "correction_pos" / U32BE, 2: "offset_before" / S32BE, 3: "offset_after" / S32BE},
)
HELP = Attrs("CTA_HELP", {1: "name" / Str, 2: "info" / Binary * "the helper's own"})
SECCTX = Attrs("CTA_SECCTX", {1: "name" / Str})
SYNPROXY = Attrs("CTA_SYNPROXY", {1: "isn" / U32BE, 2: "its" / U32BE, 3: "tsoff" / U32BE})
FILTER = Attrs(
    "CTA_FILTER",
    {1: "orig_flags" / Flags(U32, FilterFlag), 2: "reply_flags" / Flags(U32, FilterFlag)},
)
CONNECTION = Attrs(
    "CTA",
    {
        1: "tuple_orig" / Nest(TUPLE),
        2: "tuple_reply" / Nest(TUPLE),
        3: "status" / Flags(U32BE, Status),
        4: "protoinfo" / Nest(PROTOINFO),
        5: "help" / Nest(HELP),
        6: "nat_src" / Nest(NAT),
        7: "timeout" / Seconds,
        8: "mark" / U32BE,
        9: "counters_orig" / Nest(COUNTERS),
        10: "counters_reply" / Nest(COUNTERS),
        11: "use" / U32BE * "number of references to it",
        12: "id" / U32BE,
        13: "nat_dst" / Nest(NAT),
        14: "tuple_master" / Nest(TUPLE),
        15: "seq_adj_orig" / Nest(SEQADJ),
        16: "seq_adj_reply" / Nest(SEQADJ),
        17: "secmark" / U32BE,
        18: "zone" / U16BE,
        19: "secctx" / Nest(SECCTX),
        20: "timestamp" / Nest(TIMESTAMP),
        21: "mark_mask" / Hex(U32BE),
        22: "labels" / Binary * "one bit a label, in words of the host",
        23: "labels_mask" / Binary,
        24: "synproxy" / Nest(SYNPROXY),
        25: "filter" / Nest(FILTER),
        26: "status_mask" / Flags(U32BE, Status),
        27: "timestamp_event" / Unit(U64BE, "ns"),
    },
)
EXPECT_NAT = Attrs("CTA_EXPECT_NAT", {1: "dir" / U32BE, 2: "tuple" / Nest(TUPLE)})
EXPECTATION = Attrs(
    "CTA_EXPECT",
    {
        1: "master" / Nest(TUPLE),
        2: "tuple" / Nest(TUPLE),
        3: "mask" / Nest(TUPLE),
        4: "timeout" / Seconds,
        5: "id" / U32BE,
        6: "help_name" / Str,
        7: "zone" / U16BE,
        8: "flags" / Flags(U32BE, ExpectFlag),
        9: "class" / U32BE,
        10: "nat" / Nest(EXPECT_NAT),
        11: "fn" / Str,
    },
)


def tuple_info(path: str) -> tuple[str, ...]:
    """Return the templates that show the tuple at a path as conntrack does."""
    return (
        f"src={{{path}.ip.v4_src}}|src={{{path}.ip.v6_src}}",
        f"dst={{{path}.ip.v4_dst}}|dst={{{path}.ip.v6_dst}}",
        f"sport={{{path}.proto.src_port}}",
        f"dport={{{path}.proto.dst_port}}",
        f"type={{{path}.proto.icmp_type}}|type={{{path}.proto.icmpv6_type}}",
        f"code={{{path}.proto.icmp_code}}|code={{{path}.proto.icmpv6_code}}",
        f"id={{{path}.proto.icmp_id}}|id={{{path}.proto.icmpv6_id}}",
    )
