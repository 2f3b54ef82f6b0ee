"""The expressions of nftables rules (linux/netfilter/nf_tables.h, nf_tables_compat.h)."""

from dissectors._nft_data import DATA, Id, Reg
from dissectors._nft_keys import (
    BitwiseOp,
    ByteorderOp,
    CmpOp,
    ConnlimitFlag,
    CtDirection,
    CtKey,
    DynsetFlag,
    DynsetOp,
    ExthdrFlag,
    ExthdrOp,
    FibFlag,
    FibResult,
    HashType,
    InnerFlag,
    InnerType,
    LimitFlag,
    LimitType,
    LogFlag,
    LogLevel,
    LookupFlag,
    MetaKey,
    NatFlag,
    NatType,
    NumgenType,
    ObjectType,
    OsfFlag,
    OsfTtl,
    PayloadBase,
    PayloadCsum,
    PayloadCsumFlag,
    QueueFlag,
    QuotaFlag,
    RangeOp,
    RejectCode,
    RejectType,
    RtKey,
    SocketKey,
    SynproxyFlag,
    TunnelKey,
    TunnelMode,
    XfrmDirection,
    XfrmKey,
)
from nlscope.spec import (
    U8,
    U16BE,
    U32BE,
    U64BE,
    Attrs,
    Binary,
    Enum,
    Flags,
    Hex,
    Multi,
    Nest,
    NfProto,
    Pad,
    Select,
    Str,
    Unit,
)

Millis = Unit(U64BE, "ms")
Value = Nest(DATA)

IMMEDIATE = Attrs("NFTA_IMMEDIATE", {1: "dreg" / Reg, 2: "data" / Value})
BITWISE = Attrs(
    "NFTA_BITWISE",
    {
        1: "sreg" / Reg,
        2: "dreg" / Reg,
        3: "len" / Unit(U32BE, "bytes"),
        4: "mask" / Value,
        5: "xor" / Value,
        6: "op" / Enum(U32BE, BitwiseOp),
        7: "data" / Value * "the distance of a shift",
        8: "sreg2" / Reg,
    },
)
BYTEORDER = Attrs(
    "NFTA_BYTEORDER",
    {
        1: "sreg" / Reg,
        2: "dreg" / Reg,
        3: "op" / Enum(U32BE, ByteorderOp),
        4: "len" / Unit(U32BE, "bytes"),
        5: "size" / Unit(U32BE, "bytes"),
    },
)
CMP = Attrs("NFTA_CMP", {1: "sreg" / Reg, 2: "op" / Enum(U32BE, CmpOp), 3: "data" / Value})
RANGE = Attrs(
    "NFTA_RANGE",
    {
        1: "sreg" / Reg,
        2: "op" / Enum(U32BE, RangeOp),
        3: "from_data" / Value,
        4: "to_data" / Value,
    },
)
LOOKUP = Attrs(
    "NFTA_LOOKUP",
    {
        1: "set" / Str,
        2: "sreg" / Reg,
        3: "dreg" / Reg,
        4: "set_id" / Id,
        5: "flags" / Flags(U32BE, LookupFlag),
    },
)
DYNSET = Attrs(
    "NFTA_DYNSET",
    {
        1: "set_name" / Str,
        2: "set_id" / Id,
        3: "op" / Enum(U32BE, DynsetOp),
        4: "sreg_key" / Reg,
        5: "sreg_data" / Reg,
        6: "timeout" / Millis,
        7: "expr" / Nest(lambda: EXPR),
        8: "pad" / Pad,
        9: "flags" / Flags(U32BE, DynsetFlag),
        10: "expressions" / Nest(lambda: EXPRS),
    },
)
PAYLOAD = Attrs(
    "NFTA_PAYLOAD",
    {
        1: "dreg" / Reg,
        2: "base" / Enum(U32BE, PayloadBase),
        3: "offset" / Unit(U32BE, "bytes"),
        4: "len" / Unit(U32BE, "bytes"),
        5: "sreg" / Reg,
        6: "csum_type" / Enum(U32BE, PayloadCsum),
        7: "csum_offset" / Unit(U32BE, "bytes"),
        8: "csum_flags" / Flags(U32BE, PayloadCsumFlag),
    },
)
INNER = Attrs(
    "NFTA_INNER",
    {
        1: "num" / U32BE,
        2: "type" / Enum(U32BE, InnerType),
        3: "flags" / Flags(U32BE, InnerFlag),
        4: "hdrsize" / Unit(U32BE, "bytes"),
        5: "expr" / Nest(lambda: EXPR),
    },
)
EXTHDR = Attrs(
    "NFTA_EXTHDR",
    {
        1: "dreg" / Reg,
        2: "type" / U8 * "of extension header, option or chunk",
        3: "offset" / Unit(U32BE, "bytes"),
        4: "len" / Unit(U32BE, "bytes"),
        5: "flags" / Flags(U32BE, ExthdrFlag),
        6: "op" / Enum(U32BE, ExthdrOp),
        7: "sreg" / Reg,
    },
)
META = Attrs(
    "NFTA_META", {1: "dreg" / Reg, 2: "key" / Enum(U32BE, MetaKey), 3: "sreg" / Reg}
)
RT = Attrs("NFTA_RT", {1: "dreg" / Reg, 2: "key" / Enum(U32BE, RtKey)})
SOCKET = Attrs(
    "NFTA_SOCKET",
    {1: "key" / Enum(U32BE, SocketKey), 2: "dreg" / Reg, 3: "level" / U32BE},
)
CT = Attrs(
    "NFTA_CT",
    {
        1: "dreg" / Reg,
        2: "key" / Enum(U32BE, CtKey),
        3: "direction" / Enum(U8, CtDirection),
        4: "sreg" / Reg,
    },
)
HASH = Attrs(
    "NFTA_HASH",
    {
        1: "sreg" / Reg,
        2: "dreg" / Reg,
        3: "len" / Unit(U32BE, "bytes"),
        4: "modulus" / U32BE,
        5: "seed" / Hex(U32BE),
        6: "offset" / U32BE,
        7: "type" / Enum(U32BE, HashType),
        8: "set_name" / Str,
        9: "set_id" / Id,
    },
)
NUMGEN = Attrs(
    "NFTA_NG",
    {
        1: "dreg" / Reg,
        2: "modulus" / U32BE,
        3: "type" / Enum(U32BE, NumgenType),
        4: "offset" / U32BE,
        5: "set_name" / Str,
        6: "set_id" / Id,
    },
)
FIB = Attrs(
    "NFTA_FIB",
    {
        1: "dreg" / Reg,
        2: "result" / Enum(U32BE, FibResult),
        3: "flags" / Flags(U32BE, FibFlag),
    },
)
XFRM = Attrs(
    "NFTA_XFRM",
    {
        1: "dreg" / Reg,
        2: "key" / Enum(U32BE, XfrmKey),
        3: "dir" / Enum(U8, XfrmDirection),
        4: "spnum" / U32BE,
    },
)
TUNNEL = Attrs(
    "NFTA_TUNNEL",
    {
        1: "key" / Enum(U32BE, TunnelKey),
        2: "dreg" / Reg,
        3: "mode" / Enum(U32BE, TunnelMode),
    },
)
OSF = Attrs(
    "NFTA_OSF",
    {1: "dreg" / Reg, 2: "ttl" / Enum(U8, OsfTtl), 3: "flags" / Flags(U32BE, OsfFlag)},
)
FLOW = Attrs("NFTA_FLOW", {1: "table_name" / Str})
LIMIT = Attrs(
    "NFTA_LIMIT",
    {
        1: "rate" / U64BE * "packets or bytes",
        2: "unit" / Unit(U64BE, "s") * "in which the rate is allowed",
        3: "burst" / U32BE,
        4: "type" / Enum(U32BE, LimitType),
        5: "flags" / Flags(U32BE, LimitFlag),
        6: "pad" / Pad,
    },
)
CONNLIMIT = Attrs(
    "NFTA_CONNLIMIT", {1: "count" / U32BE, 2: "flags" / Flags(U32BE, ConnlimitFlag)}
)
COUNTER = Attrs("NFTA_COUNTER", {1: "bytes" / U64BE, 2: "packets" / U64BE, 3: "pad" / Pad})
LAST = Attrs(
    "NFTA_LAST",
    {
        1: "set" / U32BE * "whether a packet ever came by",
        2: "msecs" / Millis * "since the last packet",
        3: "pad" / Pad,
    },
)
QUOTA = Attrs(
    "NFTA_QUOTA",
    {
        1: "bytes" / U64BE,
        2: "flags" / Flags(U32BE, QuotaFlag),
        3: "pad" / Pad,
        4: "consumed" / Unit(U64BE, "bytes"),
    },
)
LOG = Attrs(
    "NFTA_LOG",
    {
        1: "group" / U16BE,
        2: "prefix" / Str,
        3: "snaplen" / Unit(U32BE, "bytes"),
        4: "qthreshold" / U16BE,
        5: "level" / Enum(U32BE, LogLevel),
        6: "flags" / Flags(U32BE, LogFlag),
    },
)
QUEUE = Attrs(
    "NFTA_QUEUE",
    {
        1: "num" / U16BE,
        2: "total" / U16BE * "number of queues from num on",
        3: "flags" / Flags(U16BE, QueueFlag),
        4: "sreg_qnum" / Reg,
    },
)
REJECT = Attrs(
    "NFTA_REJECT",
    {
        1: "type" / Enum(U32BE, RejectType),
        2: "icmp_code" / Select("type", {"ICMPX_UNREACH": Enum(U8, RejectCode)}, U8),
    },
)
NAT = Attrs(
    "NFTA_NAT",
    {
        1: "type" / Enum(U32BE, NatType),
        2: "family" / Enum(U32BE, NfProto),
        3: "reg_addr_min" / Reg,
        4: "reg_addr_max" / Reg,
        5: "reg_proto_min" / Reg,
        6: "reg_proto_max" / Reg,
        7: "flags" / Flags(U32BE, NatFlag),
    },
)
MASQ = Attrs(
    "NFTA_MASQ",
    {
        1: "flags" / Flags(U32BE, NatFlag),
        2: "reg_proto_min" / Reg,
        3: "reg_proto_max" / Reg,
    },
)
REDIR = Attrs(
    "NFTA_REDIR",
    {
        1: "reg_proto_min" / Reg,
        2: "reg_proto_max" / Reg,
        3: "flags" / Flags(U32BE, NatFlag),
    },
)
TPROXY = Attrs(
    "NFTA_TPROXY",
    {1: "family" / Enum(U32BE, NfProto), 2: "reg_addr" / Reg, 3: "reg_port" / Reg},
)
DUP = Attrs("NFTA_DUP", {1: "sreg_addr" / Reg, 2: "sreg_dev" / Reg})
FWD = Attrs(
    "NFTA_FWD",
    {1: "sreg_dev" / Reg, 2: "sreg_addr" / Reg, 3: "nfproto" / Enum(U32BE, NfProto)},
)
OBJREF = Attrs(
    "NFTA_OBJREF",
    {
        1: "imm_type" / Enum(U32BE, ObjectType),
        2: "imm_name" / Str,
        3: "set_sreg" / Reg,
        4: "set_name" / Str,
        5: "set_id" / Id,
    },
)
SYNPROXY = Attrs(
    "NFTA_SYNPROXY",
    {1: "mss" / U16BE, 2: "wscale" / U8, 3: "flags" / Flags(U32BE, SynproxyFlag)},
)
MATCH = Attrs(
    "NFTA_MATCH",
    {1: "name" / Str, 2: "rev" / U32BE, 3: "info" / Binary * "as struct xt_..._info"},
)
TARGET = Attrs(
    "NFTA_TARGET",
    {1: "name" / Str, 2: "rev" / U32BE, 3: "info" / Binary * "as struct xt_..._info"},
)
NOTRACK = Attrs("NFTA_NOTRACK", {})

BY_NAME = {
    "bitwise": BITWISE,
    "byteorder": BYTEORDER,
    "cmp": CMP,
    "connlimit": CONNLIMIT,
    "counter": COUNTER,
    "ct": CT,
    "dup": DUP,
    "dynset": DYNSET,
    "exthdr": EXTHDR,
    "fib": FIB,
    "flow_offload": FLOW,
    "fwd": FWD,
    "hash": HASH,
    "immediate": IMMEDIATE,
    "inner": INNER,
    "last": LAST,
    "limit": LIMIT,
    "log": LOG,
    "lookup": LOOKUP,
    "masq": MASQ,
    "match": MATCH,
    "meta": META,
    "nat": NAT,
    "notrack": NOTRACK,
    "numgen": NUMGEN,
    "objref": OBJREF,
    "osf": OSF,
    "payload": PAYLOAD,
    "queue": QUEUE,
    "quota": QUOTA,
    "range": RANGE,
    "redir": REDIR,
    "reject": REJECT,
    "rt": RT,
    "socket": SOCKET,
    "synproxy": SYNPROXY,
    "target": TARGET,
    "tproxy": TPROXY,
    "tunnel": TUNNEL,
    "xfrm": XFRM,
}
EXPR: Attrs = Attrs("NFTA_EXPR", {1: "name" / Str, 2: "data" / Select("name", BY_NAME)})
EXPRS: Attrs = Attrs("NFTA_LIST", {1: "elem" / Multi(Nest(EXPR))})
