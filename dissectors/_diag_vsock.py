"""Sockets of virtual machines (include/uapi/linux/vm_sockets_diag.h)."""

from dissectors._rtnl import AddressFamily
from dissectors._sock_diag import COOKIE, Msg, Shutdown, SockType, State, States
from nlscope.spec import (
    REQUEST,
    SOCK_DIAG,
    U8,
    U32,
    Constants,
    Enum,
    Family,
    Flags,
    Op,
    Padding,
    Struct,
)


class Cid(Constants, prefix="VMADDR_CID"):
    HYPERVISOR = 0
    LOCAL = 1
    HOST = 2
    ANY = 0xFFFFFFFF


class Port(Constants, prefix="VMADDR_PORT"):
    ANY = 0xFFFFFFFF


REQ = "vsock_diag_req" / Struct(
    "sdiag_family" / Enum(U8, AddressFamily),
    "sdiag_protocol" / U8,
    Padding(2),
    "vdiag_states" / Flags(U32, States),
    "vdiag_ino" / U32,
    "vdiag_show" / U32,
    "vdiag_cookie" / COOKIE,
)
MSG = "vsock_diag_msg" / Struct(
    "vdiag_family" / Enum(U8, AddressFamily),
    "vdiag_type" / Enum(U8, SockType),
    "vdiag_state" / Enum(U8, State),
    "vdiag_shutdown" / Flags(U8, Shutdown),
    "vdiag_src_cid" / Enum(U32, Cid),
    "vdiag_src_port" / Enum(U32, Port),
    "vdiag_dst_cid" / Enum(U32, Cid),
    "vdiag_dst_port" / Enum(U32, Port),
    "vdiag_ino" / U32,
    "vdiag_cookie" / COOKIE,
)

VSOCK = Family(
    "vsock_diag",
    SOCK_DIAG,
    Msg,
    header=MSG,
    info=(
        "vsock {vdiag_type!l}",
        "{vdiag_state}",
        "{vdiag_src_cid}:{vdiag_src_port}",
        "-> {vdiag_dst_cid}:{vdiag_dst_port}",
        "ino {vdiag_ino}",
    ),
    ops={(20, REQUEST): Op(header=REQ, info=("vsock",))},
)
