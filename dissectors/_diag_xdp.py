"""XDP sockets (include/uapi/linux/xdp_diag.h)."""

from dissectors._rtnl import AddressFamily
from dissectors._sock_diag import COOKIE, SKMEMINFO, Msg, SockType
from nlscope.spec import (
    REQUEST,
    SOCK_DIAG,
    U8,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Family,
    Flags,
    IfIndex,
    Op,
    Padding,
    Struct,
    Uid,
    Unit,
)


class Show(Constants, prefix="XDP_SHOW"):
    INFO = 0x01
    RING_CFG = 0x02
    UMEM = 0x04
    MEMINFO = 0x08
    STATS = 0x10


class UmemFlag(Constants, prefix="XDP_DU_F"):
    ZEROCOPY = 0x1


REQ = "xdp_diag_req" / Struct(
    "sdiag_family" / Enum(U8, AddressFamily),
    "sdiag_protocol" / U8,
    Padding(2),
    "xdiag_ino" / U32,
    "xdiag_show" / Flags(U32, Show),
    "xdiag_cookie" / COOKIE,
)
MSG = "xdp_diag_msg" / Struct(
    "xdiag_family" / Enum(U8, AddressFamily),
    "xdiag_type" / Enum(U8, SockType),
    Padding(2),
    "xdiag_ino" / U32,
    "xdiag_cookie" / COOKIE,
)
RING = Struct("entries" / U32 * "descriptors")
UMEM = Struct(
    "size" / Unit(U64, "bytes"),
    "id" / U32,
    "num_pages" / U32,
    "chunk_size" / Unit(U32, "bytes"),
    "headroom" / Unit(U32, "bytes"),
    "ifindex" / IfIndex,
    "queue_id" / U32,
    "flags" / Flags(U32, UmemFlag),
    "refs" / U32,
)
STATS = Struct(
    "n_rx_dropped" / U64,
    "n_rx_invalid" / U64,
    "n_rx_full" / U64,
    "n_fill_ring_empty" / U64,
    "n_tx_invalid" / U64,
    "n_tx_ring_empty" / U64,
)
ATTRS = Attrs(
    "XDP_DIAG",
    {
        1: "info" / Struct("ifindex" / IfIndex, "queue_id" / U32),
        2: "uid" / Uid,
        3: "rx_ring" / RING,
        4: "tx_ring" / RING,
        5: "umem" / UMEM,
        6: "umem_fill_ring" / RING,
        7: "umem_completion_ring" / RING,
        8: "meminfo" / SKMEMINFO,
        9: "stats" / STATS,
    },
)

XDP = Family(
    "xdp_diag",
    SOCK_DIAG,
    Msg,
    header=MSG,
    attrs=ATTRS,
    info=(
        "xdp {xdiag_type!l}",
        "dev {info.ifindex} queue {info.queue_id}",
        "ino {xdiag_ino}",
    ),
    ops={(20, REQUEST): Op(header=REQ, info=("xdp", "show {xdiag_show}"))},
)
