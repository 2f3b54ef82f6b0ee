"""TCP, UDP, raw, SCTP, DCCP and MPTCP sockets (include/uapi/linux/inet_diag.h)."""

from dissectors._diag_inet_info import BBR, DCTCP, INFO, VEGAS
from dissectors._diag_inet_ulp import ULP
from dissectors._ip_proto import IpProto
from dissectors._rtnl import AddressFamily
from dissectors._sock_diag import (
    BY_FAMILY,
    COOKIE,
    DESTROY,
    GROUPS,
    SKMEMINFO,
    Msg,
    Shutdown,
    State,
    States,
)
from nlscope.spec import (
    REQUEST,
    SOCK_DIAG,
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Enum,
    Family,
    Flags,
    Hex,
    IfIndex,
    Multi,
    Nest,
    Op,
    Pad,
    Secret,
    Str,
    Struct,
    Uid,
    Unit,
)
from nlscope.spec.inet_diag import Bytecode
from nlscope.spec.sockaddr import SockStorage
from nlscope.spec.unions import IpUnion


class Extension(Constants, prefix="INET_DIAG"):  # each bit is 1 << the constant - 1
    MEMINFO = 0x01
    INFO = 0x02
    VEGASINFO = 0x04
    CONG = 0x08
    TOS = 0x10
    TCLASS = 0x20
    SKMEMINFO = 0x40
    SHUTDOWN = 0x80


class Timer(Constants, prefix="IDIAG_TIMER"):
    OFF = 0
    ON = 1
    KEEPALIVE = 2
    TIMEWAIT = 3
    PROBE0 = 4
    DELACK = 5


class SockOpt(Constants, prefix=""):  # the bits of struct inet_diag_sockopt
    recverr = 0x0001
    is_icsk = 0x0002
    freebind = 0x0004
    hdrincl = 0x0008
    mc_loop = 0x0010
    transparent = 0x0020
    mc_all = 0x0040
    nodefrag = 0x0080


class SockOpt2(Constants, prefix=""):  # those of its second byte
    bind_address_no_port = 0x01
    recverr_rfc4884 = 0x02
    defer_connect = 0x04


def sockid(family: str) -> tuple[object, ...]:
    """Return the members of struct inet_diag_sockid, after those of its struct."""
    return (
        "idiag_sport" / U16BE,
        "idiag_dport" / U16BE,
        "idiag_src" / IpUnion(family),
        "idiag_dst" / IpUnion(family),
        "idiag_if" / IfIndex,
        "idiag_cookie" / COOKIE * "all bits: any",
    )


REQ = "inet_diag_req" / Struct(
    "idiag_family" / Enum(U8, AddressFamily),
    "idiag_src_len" / U8,
    "idiag_dst_len" / U8,
    "idiag_ext" / Flags(U8, Extension),
    *sockid("idiag_family"),
    "idiag_states" / Flags(U32, States),
    "idiag_dbs" / U32,
)
REQ_V2 = "inet_diag_req_v2" / Struct(
    "sdiag_family" / Enum(U8, AddressFamily),
    "sdiag_protocol" / Enum(U8, IpProto),
    "idiag_ext" / Flags(U8, Extension),
    "sdiag_raw_protocol" / U8 * "of raw sockets, else padding",
    "idiag_states" / Flags(U32, States),
    *sockid("sdiag_family"),
)
MSG = "inet_diag_msg" / Struct(
    "idiag_family" / Enum(U8, AddressFamily),
    "idiag_state" / Enum(U8, State),
    "idiag_timer" / Enum(U8, Timer),
    "idiag_retrans" / U8,
    *sockid("idiag_family"),
    "idiag_expires" / Unit(U32, "ms"),
    "idiag_rqueue" / U32 * "of listeners the length of the accept queue",
    "idiag_wqueue" / U32 * "of listeners the most that the queue holds",
    "idiag_uid" / Uid,
    "idiag_inode" / U32,
)
MEMINFO = Struct(
    "idiag_rmem" / U32, "idiag_wmem" / U32, "idiag_fmem" / U32, "idiag_tmem" / U32
)
MD5SIG = Struct(
    "tcpm_family" / Enum(U8, AddressFamily),
    "tcpm_prefixlen" / U8,
    "tcpm_keylen" / U16,
    "tcpm_addr" / IpUnion("tcpm_family"),
    "tcpm_key" / Secret(Bytes(80)),
)
STORAGE = Attrs(
    "SK_DIAG_BPF_STORAGE",
    {1: "pad" / Pad, 2: "map_id" / U32, 3: "map_value" / Binary},
)
STORAGES = Attrs(
    "SK_DIAG_BPF",
    {1: "storage" / Multi(Nest(STORAGE))},
)
STORAGES_REQ = Attrs("SK_DIAG_BPF_STORAGE_REQ", {1: "map_fd" / Multi(U32)})
REQ_ATTRS = Attrs(
    "INET_DIAG_REQ",
    {
        1: "bytecode" / Bytecode(),
        2: "sk_bpf_storages" / Nest(STORAGES_REQ),
        3: "protocol" / Enum(U32, IpProto) * "where sdiag_protocol has too few bits",
    },
)
ATTRS = Attrs(
    "INET_DIAG",
    {
        1: "meminfo" / MEMINFO,
        2: "info" / INFO,
        3: "vegasinfo" / VEGAS,
        4: "cong" / Str,
        5: "tos" / Hex(U8),
        6: "tclass" / Hex(U8),
        7: "skmeminfo" / SKMEMINFO,
        8: "shutdown" / Flags(U8, Shutdown),
        9: "dctcpinfo" / DCTCP,
        10: "protocol" / Enum(U8, IpProto),
        11: "skv6only" / U8,
        12: "locals" / Array(SockStorage),
        13: "peers" / Array(SockStorage),
        14: "pad" / Pad,
        15: "mark" / Hex(U32),
        16: "bbrinfo" / BBR,
        17: "class_id" / Hex(U32),
        18: "md5sig" / Array(MD5SIG),
        19: "ulp_info" / Nest(ULP),
        20: "sk_bpf_storages" / Nest(STORAGES),
        21: "cgroup_id" / U64,
        22: "sockopt"
        / Struct("flags" / Flags(U8, SockOpt), "flags2" / Flags(U8, SockOpt2)),
    },
)

_SRC = "{idiag_family?=INET6}[{idiag_src}]:{idiag_sport}|{idiag_src}:{idiag_sport}"
_DST = (
    "{idiag_family?=INET6}-> [{idiag_dst}]:{idiag_dport?-0}|-> {idiag_dst}:{idiag_dport?-0}"
)
_FOUND = (
    "{protocol!l}",
    "{idiag_state}",
    _SRC,
    _DST,
    "Recv-Q {idiag_rqueue?-0}",
    "Send-Q {idiag_wqueue?-0}",
    "dev {idiag_if?-0}",
    "uid {idiag_uid?-0}",
    "ino {idiag_inode?-0}",
    "timer {idiag_timer?-OFF!l} {idiag_expires}ms",
    "{cong}",
    "ulp {ulp_info.name}",
    "rtt {info.tcpi_rtt?-0}us",
    "cwnd {info.tcpi_snd_cwnd?-0}",
    "retrans {info.tcpi_total_retrans?-0}",
    "mark {mark?-0:#x}",
)
_FROM = (
    "{sdiag_family?=INET6}from [{idiag_src}]:{idiag_sport?-0}"
    "|from {idiag_src}:{idiag_sport?-0}"
)
_TO = (
    "{sdiag_family?=INET6}to [{idiag_dst}]:{idiag_dport?-0}|to {idiag_dst}:{idiag_dport?-0}"
)
_SOUGHT = (
    "{protocol!l}|{sdiag_protocol!l}",
    "{sdiag_family!l}|{idiag_family!l}",
    _FROM,
    _TO,
    "{idiag_ext}",
    "{bytecode?~NONE}filtered",
)
_OLD = Op(header=REQ, attrs=REQ_ATTRS, info=_SOUGHT)
_NEW = Op(header=REQ_V2, attrs=REQ_ATTRS, info=_SOUGHT)
INET = Family(
    "inet_diag",
    SOCK_DIAG,
    Msg,
    header=MSG,
    attrs=ATTRS,
    info=_FOUND,
    ops={
        (18, REQUEST): _OLD,
        (19, REQUEST): _OLD,
        (BY_FAMILY, REQUEST): _NEW,
        (DESTROY, REQUEST): _NEW,
    },
    groups=GROUPS,
)
