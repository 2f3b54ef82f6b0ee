"""Sockets of shared memory communications (include/uapi/linux/smc_diag.h)."""

from dissectors._rtnl import AddressFamily
from dissectors._sock_diag import COOKIE, Msg, Shutdown
from nlscope.spec import (
    REQUEST,
    SOCK_DIAG,
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Family,
    Flags,
    Growing,
    Hex,
    IfIndex,
    Op,
    Padding,
    Struct,
    Text,
    Uid,
    Unit,
)
from nlscope.spec.sockaddr import InetAddr


class State(Constants, prefix="SMC"):
    ACTIVE = 1
    INIT = 2
    CLOSED = 7
    LISTEN = 10
    PEERCLOSEWAIT1 = 20
    PEERCLOSEWAIT2 = 21
    APPCLOSEWAIT1 = 22
    APPCLOSEWAIT2 = 23
    APPFINCLOSEWAIT = 24
    PEERFINCLOSEWAIT = 25
    PEERABORTWAIT = 26
    PROCESSABORT = 27


class Mode(Constants, prefix="SMC_DIAG_MODE"):
    SMCR = 0
    FALLBACK_TCP = 1
    SMCD = 2


class Extension(Constants, prefix="SMC_DIAG"):  # each bit is 1 << the constant - 1
    CONNINFO = 0x01
    LGRINFO = 0x02
    SHUTDOWN = 0x04
    DMBINFO = 0x08
    FALLBACK = 0x10


class Role(Constants, prefix="SMC"):
    CLNT = 0
    SERV = 1


_SOCKID = (
    "idiag_sport" / U16BE,
    "idiag_dport" / U16BE,
    "idiag_src" / InetAddr,
    "idiag_dst" / InetAddr,
    "idiag_if" / IfIndex,
    "idiag_cookie" / COOKIE,
)
REQ = "smc_diag_req" / Struct(
    "diag_family" / Enum(U8, AddressFamily),
    Padding(2),
    "diag_ext" / Flags(U8, Extension),
    *_SOCKID,
)
MSG = "smc_diag_msg" / Struct(
    "diag_family" / Enum(U8, AddressFamily),
    "diag_state" / Enum(U8, State),
    "diag_mode" / Enum(U8, Mode) * "once diag_fallback",
    "diag_shutdown" / Flags(U8, Shutdown),
    *_SOCKID,
    "diag_uid" / Uid,
    "diag_inode" / U64,
)
CURSOR = Struct("reserved" / U16, "wrap" / U16, "count" / U32)
CONNINFO = Struct(
    "token" / Hex(U32),
    "sndbuf_size" / Unit(U32, "bytes"),
    "rmbe_size" / Unit(U32, "bytes"),
    "peer_rmbe_size" / Unit(U32, "bytes"),
    "rx_prod" / CURSOR,
    "rx_cons" / CURSOR,
    "tx_prod" / CURSOR,
    "tx_cons" / CURSOR,
    "rx_prod_flags" / Hex(U8),
    "rx_conn_state_flags" / Hex(U8),
    "tx_prod_flags" / Hex(U8),
    "tx_conn_state_flags" / Hex(U8),
    "tx_prep" / CURSOR,
    "tx_sent" / CURSOR,
    "tx_fin" / CURSOR,
)
LINKINFO = Struct(
    "link_id" / U8,
    "ibname" / Text(64),
    "ibport" / U8,
    "gid" / Text(40),
    "peer_gid" / Text(40),
)
DMBINFO = Growing(
    Struct(
        "linkid" / Hex(U32),
        Padding(4),
        "peer_gid" / Hex(U64),
        "my_gid" / Hex(U64),
        "token" / Hex(U64),
        "peer_token" / Hex(U64),
        "peer_gid_ext" / Hex(U64),
        "my_gid_ext" / Hex(U64),
    )
)
ATTRS = Attrs(
    "SMC_DIAG",
    {
        1: "conninfo" / CONNINFO,
        2: "lgrinfo" / Struct("lnk" / LINKINFO, "role" / Enum(U8, Role)),
        3: "shutdown" / Flags(U8, Shutdown),
        4: "dmbinfo" / DMBINFO,
        5: "fallback" / Struct("reason" / Hex(U32), "peer_diagnosis" / Hex(U32)),
    },
)

SMC = Family(
    "smc_diag",
    SOCK_DIAG,
    Msg,
    header=MSG,
    attrs=ATTRS,
    info=(
        "smc {diag_state}",
        "{idiag_src}:{idiag_sport}",
        "-> {idiag_dst}:{idiag_dport?-0}",
        "{diag_mode}",
        "ino {diag_inode}",
    ),
    ops={(20, REQUEST): Op(header=REQ, info=("smc", "{diag_ext}"))},
)
