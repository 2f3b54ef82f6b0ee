"""Neighbours: ARP, NDISC and bridge forwarding entries (include/uapi/linux/neighbour.h)."""

from dissectors._rtnl import AddressFamily, Protocol, RouteType
from dissectors._rtnl_cacheinfo import RTGENMSG
from dissectors._rtnl_old import OLD_DUMP
from nlscope.spec import (
    IP,
    U8,
    U16,
    U16BE,
    U32,
    Attrs,
    Constants,
    Enum,
    Flag,
    Flags,
    IfIndex,
    LinkAddr,
    Nest,
    NetnsId,
    Padding,
    Route,
    Select,
    Struct,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWNEIGH = 28
    DELNEIGH = 29
    GETNEIGH = 30


class Nud(Constants, prefix="NUD"):
    INCOMPLETE = 0x01
    REACHABLE = 0x02
    STALE = 0x04
    DELAY = 0x08
    PROBE = 0x10
    FAILED = 0x20
    NOARP = 0x40
    PERMANENT = 0x80


class Ntf(Constants, prefix="NTF"):
    USE = 0x01
    SELF = 0x02
    MASTER = 0x04
    PROXY = 0x08
    EXT_LEARNED = 0x10
    OFFLOADED = 0x20
    STICKY = 0x40
    ROUTER = 0x80


class NtfExt(Constants, prefix="NTF_EXT"):
    MANAGED = 0x01
    LOCKED = 0x02
    EXT_VALIDATED = 0x04


class FdbNotify(Constants, prefix="FDB_NOTIFY"):
    BIT = 0x01
    INACTIVE_BIT = 0x02


NDMSG = "ndmsg" / Struct(
    "ndm_family" / Enum(U8, AddressFamily),
    Padding(3),
    "ndm_ifindex" / IfIndex,
    "ndm_state" / Flags(U16, Nud),
    "ndm_flags" / Flags(U8, Ntf),
    "ndm_type" / Enum(U8, RouteType),
)
CACHEINFO = Struct(
    "ndm_confirmed" / Unit(U32, "cs") * "1/100 s ago",
    "ndm_used" / Unit(U32, "cs") * "1/100 s ago",
    "ndm_updated" / Unit(U32, "cs") * "1/100 s ago",
    "ndm_refcnt" / U32,
)
FDB_EXT = Attrs(
    "NFEA",
    {1: "activity_notify" / Flags(U8, FdbNotify), 2: "dont_refresh" / Flag},
)
ATTRS = Attrs(
    "NDA",
    {
        1: "dst" / Select("ndm_family", {"MCTP": U8}, IP),
        2: "lladdr" / LinkAddr,
        3: "cacheinfo" / CACHEINFO,
        4: "probes" / U32,
        5: "vlan" / U16,
        6: "port" / U16BE * "UDP port of a VXLAN peer",
        7: "vni" / U32,
        8: "ifindex" / Unit(U32, "ifindex"),
        9: "master" / Unit(U32, "ifindex"),
        10: "link_netnsid" / NetnsId,
        11: "src_vni" / U32,
        12: "protocol" / Enum(U8, Protocol),
        13: "nh_id" / U32,
        14: "fdb_ext_attrs" / Nest(FDB_EXT),
        15: "flags_ext" / Flags(U32, NtfExt),
        16: "ndm_state_mask" / Flags(U16, Nud),
        17: "ndm_flags_mask" / Flags(U8, Ntf),
    },
)

_ENTRY = (
    "{ndm_family?=BRIDGE}{lladdr} dev {ndm_ifindex} dst {dst}"
    "|{ndm_family?=BRIDGE}{lladdr} dev {ndm_ifindex}"
    "|{dst} dev {ndm_ifindex} lladdr {lladdr}|{dst} dev {ndm_ifindex}"
    "|{lladdr} dev {ndm_ifindex}|dev {ndm_ifindex}"
)
_STATES = (
    "permanent{ndm_family?=BRIDGE}{ndm_state?=PERMANENT}"
    "|static{ndm_family?=BRIDGE}{ndm_state?=NOARP}|{ndm_family?~BRIDGE}{ndm_state?-0}"
)
_FLAGS = (
    "self{ndm_family?=BRIDGE}{ndm_flags?=SELF}",
    "port {port}",
    *(
        f"{name.lower()}{{ndm_flags?={name}}}"
        for name in ("PROXY", "ROUTER", "OFFLOADED", "STICKY")
    ),
    "extern_learn{ndm_flags?=EXT_LEARNED}",
    "{flags_ext!l}",
    "proto {protocol?-UNSPEC!l}",
)
FAMILY = Route(
    "neigh",
    Rtm,
    header=NDMSG,
    short=RTGENMSG,
    old=OLD_DUMP,
    attrs=ATTRS,
    info={
        0: (
            _ENTRY,
            "vlan {vlan}",
            "vni {vni}",
            "nhid {nh_id}",
            "master {master}",
            *_FLAGS,
            _STATES,
        ),
        Rtm.GETNEIGH: (
            "{dst}|{lladdr}|{ndm_family}|{rtgen_family}",
            "dev {ndm_ifindex?-0}",
            "vlan {vlan}",
            "vni {vni}",
            "master {master}",
            "proxy{ndm_flags?=PROXY}",
        ),
    },
)
