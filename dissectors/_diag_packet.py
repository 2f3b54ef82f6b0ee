"""Packet sockets (include/uapi/linux/packet_diag.h)."""

from dissectors._ethertype import EtherType
from dissectors._rtnl import AddressFamily
from dissectors._sock_diag import COOKIE, SKMEMINFO, Msg, SockType
from nlscope.spec import (
    REQUEST,
    SOCK_DIAG,
    U8,
    U16,
    U32,
    Array,
    Attrs,
    Bytes,
    Constants,
    Enum,
    Family,
    Flags,
    Hex,
    IfIndex,
    Op,
    Padding,
    Struct,
    Uid,
    Unit,
)
from nlscope.spec.bits import Bits


class Show(Constants, prefix="PACKET_SHOW"):
    INFO = 0x01
    MCLIST = 0x02
    RING_CFG = 0x04
    FANOUT = 0x08
    MEMINFO = 0x10
    FILTER = 0x20


class InfoFlag(Constants, prefix="PDI"):
    RUNNING = 0x01
    AUXDATA = 0x02
    ORIGDEV = 0x04
    VNETHDR = 0x08
    LOSS = 0x10


class Version(Constants, prefix="TPACKET"):
    V1 = 0
    V2 = 1
    V3 = 2


class Membership(Constants, prefix="PACKET_MR"):
    MULTICAST = 0
    PROMISC = 1
    ALLMULTI = 2
    UNICAST = 3


REQ = "packet_diag_req" / Struct(
    "sdiag_family" / Enum(U8, AddressFamily),
    "sdiag_protocol" / U8,
    Padding(2),
    "pdiag_ino" / U32,
    "pdiag_show" / Flags(U32, Show),
    "pdiag_cookie" / COOKIE,
)
MSG = "packet_diag_msg" / Struct(
    "pdiag_family" / Enum(U8, AddressFamily),
    "pdiag_type" / Enum(U8, SockType),
    "pdiag_num" / Enum(U16, EtherType),
    "pdiag_ino" / U32,
    "pdiag_cookie" / COOKIE,
)
INFO = Struct(
    "pdi_index" / IfIndex,
    "pdi_version" / Enum(U32, Version),
    "pdi_reserve" / U32,
    "pdi_copy_thresh" / U32,
    "pdi_tstamp" / U32,
    "pdi_flags" / Flags(U32, InfoFlag),
)
MCLIST = Struct(
    "pdmc_index" / IfIndex,
    "pdmc_count" / U32,
    "pdmc_type" / Enum(U16, Membership),
    "pdmc_alen" / U16 * "bytes of the address",
    "pdmc_addr" / Bytes(32),
)
RING = Struct(
    "pdr_block_size" / Unit(U32, "bytes"),
    "pdr_block_nr" / U32,
    "pdr_frame_size" / Unit(U32, "bytes"),
    "pdr_frame_nr" / U32,
    "pdr_retire_tmo" / Unit(U32, "ms"),
    "pdr_sizeof_priv" / Unit(U32, "bytes"),
    "pdr_features" / Hex(U32),
)
SOCK_FILTER = Struct("code" / Hex(U16), "jt" / U8, "jf" / U8, "k" / U32)
ATTRS = Attrs(
    "PACKET_DIAG",
    {
        0: "info" / INFO,
        1: "mclist" / Array(MCLIST),
        2: "rx_ring" / RING,
        3: "tx_ring" / RING,
        4: "fanout" / Bits(4, id=16, type=16),
        5: "uid" / Uid,
        6: "meminfo" / SKMEMINFO,
        7: "filter" / Array(SOCK_FILTER),
    },
)

PACKET = Family(
    "packet_diag",
    SOCK_DIAG,
    Msg,
    header=MSG,
    attrs=ATTRS,
    info=(
        "packet {pdiag_type!l}",
        "{pdiag_num}",
        "dev {info.pdi_index?-0}",
        "ino {pdiag_ino}",
        "{info.pdi_flags}",
    ),
    ops={(20, REQUEST): Op(header=REQ, info=("packet", "show {pdiag_show}"))},
)
