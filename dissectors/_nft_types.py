"""What the keys and data of sets can be, by nft's numbers (include/datatype.h of nft).

The names are nft's; integers that are the host's own are big-endian in sets of intervals.
"""

from dissectors._conntrack import Status
from dissectors._ethertype import EtherType
from dissectors._ip_proto import IpProto
from dissectors._nft_keys import CtDirection
from dissectors._nft_names import (
    Day,
    DccpType,
    Dscp,
    Ecn,
    IcmpCode,
    IcmpType,
    Icmpv6Code,
    Icmpv6Type,
    IcmpxCode,
    IgmpType,
    MhType,
)
from dissectors._rtnl import LinkType, RouteType
from dissectors._tc_action import PacketType
from nlscope.spec import (
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Bytes,
    Constants,
    Enum,
    Filled,
    Flags,
    Gid,
    Hex,
    IfIndex,
    IPv4,
    IPv6,
    LinkGroup,
    Mac,
    NfProto,
    Realms,
    SetTypes,
    Uid,
    Unit,
)


class CtState(Constants, prefix="NF_CT_STATE"):
    INVALID = 0x01
    ESTABLISHED = 0x02
    RELATED = 0x04
    NEW = 0x08
    UNTRACKED = 0x40


class ArpOp(Constants, prefix="ARPOP"):
    REQUEST = 1
    REPLY = 2
    RREQUEST = 3
    RREPLY = 4
    INREQUEST = 8
    INREPLY = 9
    NAK = 10


class TcpFlag(Constants, prefix="TCPHDR"):
    FIN = 0x01
    SYN = 0x02
    RST = 0x04
    PSH = 0x08
    ACK = 0x10
    URG = 0x20
    ECE = 0x40
    CWR = 0x80


class CtEvent(Constants, prefix="IPCT"):
    NEW = 0x1
    RELATED = 0x2
    DESTROY = 0x4
    REPLY = 0x8
    ASSURED = 0x10
    PROTOINFO = 0x20
    HELPER = 0x40
    MARK = 0x80
    SEQADJ = 0x100
    SECMARK = 0x200
    LABEL = 0x400
    SYNPROXY = 0x800


Types = SetTypes(
    {
        2: "nf_proto" / Enum(U8, NfProto),
        4: "integer" / U32 * "of any size",
        5: "string" / Filled(16) * "of any size",
        6: "ll_addr" / Mac * "of any size",
        7: "ipv4_addr" / IPv4,
        8: "ipv6_addr" / IPv6,
        9: "ether_addr" / Mac,
        10: "ether_type" / Enum(U16BE, EtherType),
        11: "arp_op" / Enum(U16BE, ArpOp),
        12: "inet_proto" / Enum(U8, IpProto),
        13: "inet_service" / U16BE,
        14: "icmp_type" / Enum(U8, IcmpType),
        15: "tcp_flag" / Flags(U8, TcpFlag),
        16: "dccp_pkttype" / Enum(U8, DccpType),
        17: "mh_type" / Enum(U8, MhType),
        18: "time" / Unit(U32, "ms"),
        19: "mark" / Hex(U32),
        20: "iface_index" / IfIndex,
        21: "iface_type" / Enum(U16, LinkType),
        22: "realm" / Realms,
        23: "classid" / Hex(U32),
        24: "uid" / Uid,
        25: "gid" / Gid,
        26: "ct_state" / Flags(U32, CtState),
        27: "ct_dir" / Enum(U8, CtDirection),
        28: "ct_status" / Flags(U32, Status),
        29: "icmpv6_type" / Enum(U8, Icmpv6Type),
        30: "ct_label" / Bytes(16),
        31: "pkt_type" / Enum(U8, PacketType),
        32: "icmp_code" / Enum(U8, IcmpCode),
        33: "icmpv6_code" / Enum(U8, Icmpv6Code),
        34: "icmpx_code" / Enum(U8, IcmpxCode),
        35: "devgroup" / LinkGroup,
        36: "dscp" / Enum(U8, Dscp),
        37: "ecn" / Enum(U8, Ecn),
        38: "fib_addrtype" / Enum(U32, RouteType),
        39: "boolean" / U8,
        40: "ct_event" / Flags(U32, CtEvent),
        41: "ifname" / Filled(16),
        42: "igmp_type" / Enum(U8, IgmpType),
        43: "time_date" / Unit(U64, "ns"),
        44: "hour" / Unit(U32, "s"),
        45: "day" / Enum(U8, Day),
        46: "cgroupsv2" / U64,
    }
)
