"""Routes of IPv4, IPv6, MPLS and multicast (include/uapi/linux/rtnetlink.h)."""

from dissectors._cangw import CANGW
from dissectors._ip_proto import IpProto
from dissectors._route_encap import ENCAP, EncapType, RtnhFlag
from dissectors._rtnl import AddressFamily, Protocol, RouteType, Scope, Table
from dissectors._rtnl_cacheinfo import RTGENMSG
from dissectors._rtnl_old import OLD_DUMP
from nlscope.spec import (
    IP,
    S32,
    U8,
    U16,
    U16BE,
    U32,
    U32BE,
    U64,
    Attrs,
    Binary,
    Constants,
    Each,
    Enum,
    Flags,
    Hex,
    IfIndex,
    Nest,
    Pad,
    Realms,
    Records,
    Route,
    Say,
    Select,
    Str,
    Struct,
    Uid,
    Uint,
    Unit,
)
from nlscope.spec.addresses import Address
from nlscope.spec.mpls import Labels
from nlscope.spec.segments import seg6


class Rtm(Constants, prefix="RTM"):
    NEWROUTE = 24
    DELROUTE = 25
    GETROUTE = 26


RtmFlag = Constants.make(
    "RTM_F",
    {
        0x100: "NOTIFY",
        0x200: "CLONED",
        0x400: "EQUALIZE",
        0x800: "PREFIX",
        0x1000: "LOOKUP_TABLE",
        0x2000: "FIB_MATCH",
        0x4000: "RT_OFFLOAD",
        0x8000: "RT_TRAP",
        0x20000000: "OFFLOAD_FAILED",
        **RtnhFlag.names,
    },
)
RtmFlag.irregular = {
    "RT_OFFLOAD": "RTM_F_OFFLOAD",
    "RT_TRAP": "RTM_F_TRAP",
    **{name: RtnhFlag.const(name) for name in RtnhFlag.numbers},
}


class Pref(Constants, prefix="ICMPV6_ROUTER_PREF"):
    MEDIUM = 0
    HIGH = 1
    INVALID = 2
    LOW = 3


class DelReason(Constants, prefix="RT_DEL_REASON"):
    UNSPEC = 0
    EXPIRED = 1
    RA_WITHDRAWN = 2


class Feature(Constants, prefix="RTAX_FEATURE"):
    ECN = 0x01
    SACK = 0x02
    TIMESTAMP = 0x04
    ALLFRAG = 0x08
    TCP_USEC_TS = 0x10


class Lock(Constants, prefix="RTAX"):  # each bit is 1 << the constant
    MTU = 0x4
    WINDOW = 0x8
    RTT = 0x10
    RTTVAR = 0x20
    SSTHRESH = 0x40
    CWND = 0x80
    ADVMSS = 0x100
    REORDERING = 0x200
    HOPLIMIT = 0x400
    INITCWND = 0x800
    FEATURES = 0x1000
    RTO_MIN = 0x2000
    INITRWND = 0x4000
    QUICKACK = 0x8000
    CC_ALGO = 0x10000
    FASTOPEN_NO_COOKIE = 0x20000


RTMSG = "rtmsg" / Struct(
    "rtm_family" / Enum(U8, AddressFamily),
    "rtm_dst_len" / U8,
    "rtm_src_len" / U8,
    "rtm_tos" / Hex(U8),
    "rtm_table" / Enum(U8, Table),
    "rtm_protocol" / Enum(U8, Protocol),
    "rtm_scope" / Enum(U8, Scope),
    "rtm_type" / Enum(U8, RouteType),
    "rtm_flags" / Flags(U32, RtmFlag),
)
RTNEXTHOP = "rtnexthop" / Struct(
    "rtnh_len" / U16,
    "rtnh_flags" / Flags(U8, RtnhFlag),
    "rtnh_hops" / U8 * "weight less one; of multicast routes the TTL",
    "rtnh_ifindex" / IfIndex,
)
RTVIA = Struct("rtvia_family" / Enum(U16, AddressFamily), "rtvia_addr" / Address)
CACHEINFO = Struct(
    "rta_clntref" / U32,
    "rta_lastuse" / Unit(U32, "cs"),
    "rta_expires" / Unit(S32, "cs"),
    "rta_error" / S32 * "errno, negative",
    "rta_used" / U32,
    "rta_id" / U32,
    "rta_ts" / U32,
    "rta_tsage" / U32,
)
MFC_STATS = Struct("mfcs_packets" / U64, "mfcs_bytes" / U64, "mfcs_wrong_if" / U64)
METRICS = Attrs(
    "RTAX",
    {
        1: "lock" / Flags(U32, Lock) * "metrics that the kernel must not adapt",
        2: "mtu" / Unit(U32, "bytes"),
        3: "window" / Unit(U32, "bytes"),
        4: "rtt" / Unit(U32, "ms/8"),
        5: "rttvar" / Unit(U32, "ms/4"),
        6: "ssthresh" / U32,
        7: "cwnd" / U32,
        8: "advmss" / Unit(U32, "bytes"),
        9: "reordering" / U32,
        10: "hoplimit" / U32,
        11: "initcwnd" / U32,
        12: "features" / Flags(U32, Feature),
        13: "rto_min" / Unit(U32, "ms"),
        14: "initrwnd" / U32,
        15: "quickack" / U32,
        16: "cc_algo" / Str,
        17: "fastopen_no_cookie" / U32,
    },
)

_BY_FAMILY = {"MPLS": Labels, "MCTP": U8, "PHONET": U8}
ATTRS: Attrs = Attrs(
    "RTA",
    {
        1: "dst" / Select("rtm_family", _BY_FAMILY, IP),
        2: "src" / IP,
        3: "iif" / Unit(U32, "ifindex"),
        4: "oif" / Unit(U32, "ifindex"),
        5: "gateway" / IP,
        6: "priority" / U32 * "metric",
        7: "prefsrc" / IP,
        8: "metrics" / Nest(METRICS),
        9: "multipath" / Records(RTNEXTHOP, "rtnh_len", lambda: ATTRS),
        10: "protoinfo" / Binary * "not used",
        11: "flow" / Realms * "realms, source in the upper half",
        12: "cacheinfo" / CACHEINFO,
        13: "session" / Binary * "not used",
        14: "mp_algo" / Binary * "not used",
        15: "table" / Enum(U32, Table) * "in full, rtm_table has 8 bits",
        16: "mark" / Hex(U32),
        17: "mfc_stats" / MFC_STATS,
        18: "via" / RTVIA,
        19: "newdst" / Labels,
        20: "pref" / Enum(U8, Pref),
        21: "encap_type" / Enum(U16, EncapType),
        22: "encap" / ENCAP,
        23: "expires" / Uint * "s; of multicast routes 1/100 s in 64 bits",
        24: "pad" / Pad,
        25: "uid" / Uid,
        26: "ttl_propagate" / U8,
        27: "ip_proto" / Enum(U8, IpProto),
        28: "sport" / U16BE,
        29: "dport" / U16BE,
        30: "nh_id" / U32,
        31: "flowlabel" / Hex(U32BE),
        32: "del_reason" / Enum(U32, DelReason),
    },
)

_ENCAP = (
    "{encap_type?=MPLS}encap mpls {encap.dst} ttl {encap.ttl}"
    "|{encap_type?=MPLS}encap mpls {encap.dst}"
    "|encap {encap_type?-SEG6!l} {encap!p}|encap {encap_type?-SEG6!l}"
)
_SEG6 = Say(seg6, ("encap",))
_VIA = "via {gateway}|via {via.rtvia_family!l} {via.rtvia_addr}"
_NEXTHOPS = Each(
    "multipath",
    (
        "nexthop",
        "as to {newdst}",
        _ENCAP,
        _SEG6,
        _VIA,
        "dev {rtnh_ifindex?-0}",
        "weight {rtnh_hops!m}",
        "{rtnh_flags?-0!l}",
    ),
)
_METRICS = Each(
    "metrics",
    (
        "lock {lock!l}",
        *(f"{name} {{{name}}}" for name in ("mtu", "window", "ssthresh", "cwnd")),
        *(f"{name} {{{name}}}" for name in ("advmss", "reordering", "hoplimit")),
        *(f"{name} {{{name}}}" for name in ("initcwnd", "initrwnd", "quickack")),
        "rtt {rtt}/8ms",
        "rttvar {rttvar}/4ms",
        "rto_min {rto_min}ms",
        "features {features!l}",
        "congctl {cc_algo}",
        "fastopen_no_cookie {fastopen_no_cookie}",
    ),
)
_TABLE = "table {table?-MAIN,UNSPEC!l}|table {rtm_table?-MAIN,UNSPEC,COMPAT!l}"
_ROUTE = (
    "{rtm_type?-UNICAST,UNSPEC!l}",
    "{rtm_family?=MPLS}{dst}|{dst}/{rtm_dst_len}|default",
    "from {src}/{rtm_src_len}",
    "as to {newdst}",
    _ENCAP,
    _SEG6,
    "nhid {nh_id}",
    _VIA,
    "dev {oif}",
    "iif {iif}",
    _TABLE,
    "proto {rtm_protocol?-BOOT,UNSPEC!l}",
    "scope {rtm_scope?-UNIVERSE,NOWHERE!l}",
    "src {prefsrc}",
    "metric {priority}",
    "{rtm_flags?-0!l}",
    "realm {flow}",
    "mark {mark:#x}",
    _METRICS,
    "expires {cacheinfo.rta_expires?-0!t}s",
    "error {cacheinfo.rta_error?-0}",
    "pref {pref?-MEDIUM!l}",
    _NEXTHOPS,
)
FAMILY = Route(
    "route",
    Rtm,
    header=RTMSG,
    short=RTGENMSG,
    old=OLD_DUMP,
    attrs=ATTRS,
    variants={AddressFamily.CAN: CANGW},
    info={
        0: _ROUTE,
        Rtm.GETROUTE: (
            "{rtm_family?=MPLS}{dst}|{dst}/{rtm_dst_len}|{rtm_family}|{rtgen_family}",
            "from {src}/{rtm_src_len}",
            "table {table?-UNSPEC!l}|table {rtm_table?-UNSPEC!l}",
            "proto {rtm_protocol?-UNSPEC!l}",
            "{rtm_type?-UNSPEC!l}",
            "dev {oif}",
            "iif {iif}",
            "uid {uid?-0}",
            "mark {mark:#x}",
            "ipproto {ip_proto!l}",
            "sport {sport}",
            "dport {dport}",
            "fibmatch{rtm_flags?=FIB_MATCH}",
            "cloned{rtm_flags?=CLONED}",
        ),
    },
)
