"""Nexthops, their groups, and buckets (include/uapi/linux/nexthop.h)."""

from dissectors._route_encap import ENCAP, EncapType, RtnhFlag
from dissectors._rtnl import AddressFamily, Protocol, Scope
from nlscope.spec import (
    IP,
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Array,
    Attrs,
    Constants,
    Each,
    Enum,
    Flag,
    Flags,
    Multi,
    Nest,
    Op,
    Pad,
    Padding,
    Route,
    Struct,
    Uint,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWNEXTHOP = 104
    DELNEXTHOP = 105
    GETNEXTHOP = 106
    NEWNEXTHOPBUCKET = 116
    DELNEXTHOPBUCKET = 117
    GETNEXTHOPBUCKET = 118


class GroupType(Constants, prefix="NEXTHOP_GRP_TYPE"):
    MPATH = 0
    RES = 1


class OpFlag(Constants, prefix="NHA_OP_FLAG"):
    DUMP_STATS = 0x01
    DUMP_HW_STATS = 0x02
    RESP_GRP_RESVD_0 = 0x80000000


NHMSG = "nhmsg" / Struct(
    "nh_family" / Enum(U8, AddressFamily),
    "nh_scope" / Enum(U8, Scope),
    "nh_protocol" / Enum(U8, Protocol),
    Padding(1),
    "nh_flags" / Flags(U32, RtnhFlag),
)
NEXTHOP_GRP = Struct(
    "id" / U32,
    "weight" / U8 * "less one: 0 is weight 1",
    "weight_high" / U8 * "upper byte of the weight, kernel 6.12",
    Padding(2),
)
RES_GROUP = Attrs(
    "NHA_RES_GROUP",
    {
        0: "pad" / Pad,
        1: "buckets" / U16,
        2: "idle_timer" / Unit(U32, "cs"),
        3: "unbalanced_timer" / Unit(U32, "cs"),
        4: "unbalanced_time" / Unit(U64, "cs"),
    },
)
RES_BUCKET = Attrs(
    "NHA_RES_BUCKET",
    {
        0: "pad" / Pad,
        1: "index" / U16,
        2: "idle_time" / Unit(U64, "cs"),
        3: "nh_id" / U32,
    },
)
GROUP_STATS_ENTRY = Attrs(
    "NHA_GROUP_STATS_ENTRY", {1: "id" / U32, 2: "packets" / Uint, 3: "packets_hw" / Uint}
)
GROUP_STATS = Attrs("NHA_GROUP_STATS", {1: "entry" / Multi(Nest(GROUP_STATS_ENTRY))})
ATTRS = Attrs(
    "NHA",
    {
        1: "id" / U32,
        2: "group" / Array(NEXTHOP_GRP),
        3: "group_type" / Enum(U16, GroupType),
        4: "blackhole" / Flag,
        5: "oif" / Unit(U32, "ifindex"),
        6: "gateway" / IP,
        7: "encap_type" / Enum(U16, EncapType),
        8: "encap" / ENCAP,
        9: "groups" / Flag * "only groups, in dump requests",
        10: "master" / Unit(U32, "ifindex"),
        11: "fdb" / Flag,
        12: "res_group" / Nest(RES_GROUP),
        13: "res_bucket" / Nest(RES_BUCKET),
        14: "op_flags" / Flags(U32, OpFlag),
        15: "group_stats" / Nest(GROUP_STATS),
        16: "hw_stats_enable" / U32,
        17: "hw_stats_used" / U32,
        18: "dst_port" / U16BE * "UDP port of an fdb nexthop",
    },
)

_BUCKET = Op(
    info=(
        "id {id}",
        "index {res_bucket.index}",
        "idle_time {res_bucket.idle_time!t}s",
        "nhid {res_bucket.nh_id}",
    )
)
_BUCKET_ASKED = Op(
    info=("id {id}|{nh_family}", "index {res_bucket.index}", "nhid {res_bucket.nh_id}")
)
_NEXTHOP = (
    "id {id}",
    Each("group", ("{id},{weight?-0!m}|{id}",), "/", "group "),
    "type resilient{group_type?=RES}|type {group_type?-MPATH!l}",
    (
        "{encap_type?=MPLS}encap mpls {encap.dst}"
        "|encap {encap_type!l} {encap!p}|encap {encap_type!l}"
    ),
    "via {gateway}",
    "dev {oif}",
    "{blackhole}",
    "{fdb}",
    "{groups}",
    "master {master}",
    "buckets {res_group.buckets}",
    "idle_timer {res_group.idle_timer!t}s",
    "unbalanced_timer {res_group.unbalanced_timer?-0!t}s",
    "scope {nh_scope?-UNIVERSE!l}",
    "proto {nh_protocol?-UNSPEC!l}",
    "{nh_flags?-0!l}",
)
FAMILY = Route(
    "nexthop",
    Rtm,
    header=NHMSG,
    attrs=ATTRS,
    ops={
        Rtm.NEWNEXTHOPBUCKET: _BUCKET,
        Rtm.DELNEXTHOPBUCKET: _BUCKET,
        Rtm.GETNEXTHOPBUCKET: _BUCKET_ASKED,
    },
    info={0: _NEXTHOP, Rtm.GETNEXTHOP: (*_NEXTHOP, "{nh_family}")},
)
