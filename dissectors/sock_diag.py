"""Sockets, each address family with structs of its own (include/uapi/linux/sock_diag.h).

A reply without a known family is one of TIPC: it has no header, only the attributes of
include/uapi/linux/tipc_netlink.h.
"""

from dissectors._diag_inet import INET
from dissectors._diag_netlink import NETLINK
from dissectors._diag_packet import PACKET
from dissectors._diag_smc import SMC
from dissectors._diag_unix import UNIX
from dissectors._diag_vsock import VSOCK
from dissectors._diag_xdp import XDP
from dissectors._rtnl import AddressFamily
from dissectors._sock_diag import Msg, States
from dissectors.tipc import ATTRS as TIPC_ATTRS
from nlscope.spec import (
    REQUEST,
    SOCK_DIAG,
    U8,
    U32,
    Enum,
    Family,
    Flags,
    Op,
    Padding,
    Struct,
)

REQ = "sock_diag_req" / Struct(
    "sdiag_family" / Enum(U8, AddressFamily), "sdiag_protocol" / U8
)
TIPC_REQ = "tipc_sock_diag_req" / Struct(
    "sdiag_family" / Enum(U8, AddressFamily),
    "sdiag_protocol" / U8,
    Padding(2),
    "tidiag_states" / Flags(U32, States),
)
_TIPC_SOCKET = ("tipc {sock.type!l}", "addr {sock.addr:#x}", "ref {sock.ref}")

FAMILY = Family(
    "sock_diag",
    SOCK_DIAG,
    Msg,
    attrs=TIPC_ATTRS,
    info=_TIPC_SOCKET,
    ops={
        (20, REQUEST): Op(header=REQ, info=("{sdiag_family!l}",)),
        (21, REQUEST): Op(header=REQ, info=("{sdiag_family!l}",)),
    },
    variants={
        AddressFamily.UNIX: UNIX,
        AddressFamily.INET: INET,
        AddressFamily.INET6: INET,
        AddressFamily.NETLINK: NETLINK,
        AddressFamily.PACKET: PACKET,
        AddressFamily.TIPC: Family(
            "tipc_diag",
            SOCK_DIAG,
            Msg,
            attrs=TIPC_ATTRS,
            info=_TIPC_SOCKET,
            ops={(20, REQUEST): Op(header=TIPC_REQ, info=("tipc",))},
        ),
        AddressFamily.VSOCK: VSOCK,
        AddressFamily.SMC: SMC,
        AddressFamily.XDP: XDP,
    },
)
