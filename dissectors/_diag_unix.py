"""Unix sockets (include/uapi/linux/unix_diag.h)."""

from dissectors._rtnl import AddressFamily
from dissectors._sock_diag import (
    COOKIE,
    SKMEMINFO,
    Msg,
    Shutdown,
    SockType,
    State,
    States,
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
    Uid,
)
from nlscope.spec.unix import UnixName


class Show(Constants, prefix="UDIAG_SHOW"):
    NAME = 0x01
    VFS = 0x02
    PEER = 0x04
    ICONS = 0x08
    RQLEN = 0x10
    MEMINFO = 0x20
    UID = 0x40


REQ = "unix_diag_req" / Struct(
    "sdiag_family" / Enum(U8, AddressFamily),
    "sdiag_protocol" / U8,
    Padding(2),
    "udiag_states" / Flags(U32, States),
    "udiag_ino" / U32,
    "udiag_show" / Flags(U32, Show),
    "udiag_cookie" / COOKIE * "all bits: any",
)
MSG = "unix_diag_msg" / Struct(
    "udiag_family" / Enum(U8, AddressFamily),
    "udiag_type" / Enum(U8, SockType),
    "udiag_state" / Enum(U8, State),
    Padding(1),
    "udiag_ino" / U32,
    "udiag_cookie" / COOKIE,
)
ATTRS = Attrs(
    "UNIX_DIAG",
    {
        0: "name" / UnixName,
        1: "vfs" / Struct("udiag_vfs_ino" / U32, "udiag_vfs_dev" / Hex(U32)),
        2: "peer" / U32 * "inode of the other end",
        3: "icons" / Array(U32) * "inodes of connections that wait to be accepted",
        4: "rqlen" / Struct("udiag_rqueue" / U32, "udiag_wqueue" / U32),
        5: "meminfo" / SKMEMINFO,
        6: "shutdown" / Flags(U8, Shutdown),
        7: "uid" / Uid,
    },
)

_SOUGHT = Op(
    header=REQ,
    info=("unix", "ino {udiag_ino?-0}", "show {udiag_show}"),
)
UNIX = Family(
    "unix_diag",
    SOCK_DIAG,
    Msg,
    header=MSG,
    attrs=ATTRS,
    info=(
        "unix {udiag_type!l}",
        "{udiag_state}",
        "{name}",
        "ino {udiag_ino}",
        "peer {peer}",
        "Recv-Q {rqlen.rqueue?-0}",
        "uid {uid?-0}",
    ),
    ops={(20, REQUEST): _SOUGHT, (21, REQUEST): _SOUGHT},
)
