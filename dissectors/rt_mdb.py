"""Multicast groups of bridges and VXLAN devices (include/uapi/linux/if_bridge.h)."""

from dissectors._bridge_mcast import ROUTER
from dissectors._rtnl import AddressFamily, Protocol
from nlscope.spec import (
    IP,
    REQUEST,
    U8,
    U16,
    U32,
    Attrs,
    Constants,
    Each,
    Enum,
    Flags,
    Headed,
    Hex,
    Multi,
    Nest,
    Op,
    Padding,
    Route,
    Struct,
    Unit,
)
from nlscope.spec.addresses import Group


class Rtm(Constants, prefix="RTM"):
    NEWMDB = 84
    DELMDB = 85
    GETMDB = 86


class MdbState(Constants, prefix="MDB"):
    TEMPORARY = 0
    PERMANENT = 1


class MdbFlag(Constants, prefix="MDB_FLAGS"):
    OFFLOAD = 0x01
    FAST_LEAVE = 0x02
    STAR_EXCL = 0x04
    BLOCKED = 0x08
    OFFLOAD_FAILED = 0x10


class GroupMode(Constants, prefix="MCAST"):  # include/uapi/linux/in.h
    EXCLUDE = 0
    INCLUDE = 1


BR_PORT_MSG = "br_port_msg" / Struct(
    "family" / Enum(U8, AddressFamily),
    Padding(3),
    "ifindex" / Unit(U32, "ifindex"),
)
BR_MDB_ENTRY = "br_mdb_entry" / Struct(
    "ifindex" / Unit(U32, "ifindex"),
    "state" / Enum(U8, MdbState),
    "flags" / Flags(U8, MdbFlag),
    "vid" / U16,
    "addr" / Group,
    Padding(2),
)
SRCATTR = Attrs("MDBA_MDB_SRCATTR", {1: "address" / IP, 2: "timer" / Unit(U32, "cs")})
SRCLIST = Attrs("MDBA_MDB_SRCLIST", {1: "entry" / Multi(Nest(SRCATTR))})
EATTR = Attrs(
    "MDBA_MDB_EATTR",
    {
        1: "timer" / Unit(U32, "cs"),
        2: "src_list" / Nest(SRCLIST),
        3: "group_mode" / Enum(U8, GroupMode),
        4: "source" / IP,
        5: "rtprot" / Enum(U8, Protocol),
        6: "dst" / IP,
        7: "dst_port" / U16,
        8: "vni" / U32,
        9: "ifindex" / Unit(U32, "ifindex"),
        10: "src_vni" / U32,
    },
)
ENTRY = Attrs("MDBA_MDB_ENTRY", {1: "info" / Multi(Headed(BR_MDB_ENTRY, EATTR))})
MDB = Attrs("MDBA_MDB", {1: "entry" / Multi(Nest(ENTRY))})
ATTRS = Attrs("MDBA", {1: "mdb" / Nest(MDB), 2: "router" / Nest(ROUTER)})

SET_SRCATTR = Attrs("MDBE_SRCATTR", {1: "address" / IP})
SET_SRC_LIST = Attrs("MDBE_SRC_LIST", {1: "entry" / Multi(Nest(SET_SRCATTR))})
SET_ATTR = Attrs(
    "MDBE_ATTR",
    {
        1: "source" / IP,
        2: "src_list" / Nest(SET_SRC_LIST),
        3: "group_mode" / Enum(U8, GroupMode),
        4: "rtprot" / Enum(U8, Protocol),
        5: "dst" / IP,
        6: "dst_port" / U16,
        7: "vni" / U32,
        8: "ifindex" / Unit(U32, "ifindex"),
        9: "src_vni" / U32,
        10: "state_mask" / Hex(U8),
    },
)
SET = Attrs(
    "MDBA_SET_ENTRY",
    {1: "entry" / BR_MDB_ENTRY, 2: "attrs" / Nest(SET_ATTR)},
    irregular={"entry": "MDBA_SET_ENTRY"},
)
GET = Attrs(
    "MDBA_GET_ENTRY",
    {1: "entry" / BR_MDB_ENTRY, 2: "attrs" / Nest(SET_ATTR)},
    irregular={"entry": "MDBA_GET_ENTRY"},
)

_ENTRY = (
    "dev {ifindex?-0}|{family}",
    "port {entry.ifindex?-0}",
    "grp {entry.addr}",
    "src {attrs.source}",
    "{entry.state!l}",
    "vid {entry.vid?-0}",
    "proto {attrs.rtprot!l}",
    "filter_mode {attrs.group_mode!l}",
    "dst {attrs.dst}",
    "vni {attrs.vni}",
)
_INFO = (
    "port {ifindex}",
    "grp {addr}",
    "src {source}",
    "{state!l}",
    "vid {vid?-0}",
    "{flags?-0!l}",
    "proto {rtprot?-UNSPEC!l}",
    "filter_mode {group_mode!l}",
    "dst {dst}",
    "vni {vni}",
)
FAMILY = Route(
    "mdb",
    Rtm,
    header=BR_PORT_MSG,
    attrs=ATTRS,
    ops={
        (Rtm.NEWMDB, REQUEST): Op(attrs=SET, info=_ENTRY),
        (Rtm.DELMDB, REQUEST): Op(attrs=SET, info=_ENTRY),
        (Rtm.GETMDB, REQUEST): Op(attrs=GET, info=_ENTRY),
    },
    info=(
        "dev {ifindex}",
        Each("mdb.entry.info", _INFO, ", "),
        "router {router.port.ifindex}",
    ),
)
