"""Netlink sockets (include/uapi/linux/netlink_diag.h)."""

from dissectors._rtnl import AddressFamily
from dissectors._sock_diag import (
    COOKIE,
    SKMEMINFO,
    Msg,
    NetlinkProtocol,
    SockType,
)
from nlscope.spec import (
    REQUEST,
    SOCK_DIAG,
    U8,
    U32,
    Array,
    Attrs,
    Constants,
    Enum,
    Family,
    Flags,
    Hex,
    Op,
    Padding,
    Struct,
    Unit,
)


class Show(Constants, prefix="NDIAG_SHOW"):
    MEMINFO = 0x1
    GROUPS = 0x2
    RING_CFG = 0x4
    FLAGS = 0x8


class SocketFlag(Constants, prefix="NDIAG_FLAG"):
    CB_RUNNING = 0x01
    PKTINFO = 0x02
    BROADCAST_ERROR = 0x04
    NO_ENOBUFS = 0x08
    LISTEN_ALL_NSID = 0x10
    CAP_ACK = 0x20


class SocketState(Constants, prefix="NETLINK"):
    UNCONNECTED = 0
    CONNECTED = 1
    CLOSE = 7


SocketState.irregular = {"CLOSE": "TCP_CLOSE"}  # sk_state of sockets never connected


Sought = Constants.make("NETLINK", {**NetlinkProtocol.names, 255: "ALL"})
Sought.irregular = {"ALL": "NDIAG_PROTO_ALL"}

REQ = "netlink_diag_req" / Struct(
    "sdiag_family" / Enum(U8, AddressFamily),
    "sdiag_protocol" / Enum(U8, Sought),
    Padding(2),
    "ndiag_ino" / U32,
    "ndiag_show" / Flags(U32, Show),
    "ndiag_cookie" / COOKIE,
)
MSG = "netlink_diag_msg" / Struct(
    "ndiag_family" / Enum(U8, AddressFamily),
    "ndiag_type" / Enum(U8, SockType),
    "ndiag_protocol" / Enum(U8, NetlinkProtocol),
    "ndiag_state" / Enum(U8, SocketState),
    "ndiag_portid" / U32 * "0: the kernel",
    "ndiag_dst_portid" / U32,
    "ndiag_dst_group" / U32,
    "ndiag_ino" / U32,
    "ndiag_cookie" / COOKIE,
)
RING = Struct(
    "ndr_block_size" / Unit(U32, "bytes"),
    "ndr_block_nr" / U32,
    "ndr_frame_size" / Unit(U32, "bytes"),
    "ndr_frame_nr" / U32,
)
ATTRS = Attrs(
    "NETLINK_DIAG",
    {
        0: "meminfo" / SKMEMINFO,
        1: "groups" / Array(Hex(U32)) * "a bit each, group 1 in the lowest of the first",
        2: "rx_ring" / RING,
        3: "tx_ring" / RING,
        4: "flags" / Flags(U32, SocketFlag),
    },
)

NETLINK = Family(
    "netlink_diag",
    SOCK_DIAG,
    Msg,
    header=MSG,
    attrs=ATTRS,
    info=(
        "netlink {ndiag_protocol}",
        "port {ndiag_portid?-0}|kernel",
        "-> {ndiag_dst_portid?-0}",
        "ino {ndiag_ino?-0}",
    ),
    ops={
        (20, REQUEST): Op(
            header=REQ, info=("netlink {sdiag_protocol}", "show {ndiag_show}")
        )
    },
)
