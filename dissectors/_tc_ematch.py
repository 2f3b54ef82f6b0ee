"""Extended matches (include/uapi/linux/pkt_cls.h, include/uapi/linux/tc_ematch/*.h)."""

from nlscope.spec import (
    S32,
    U8,
    U16,
    U32,
    U32BE,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flags,
    Hex,
    Indexed,
    Nest,
    Padding,
    Str,
    Struct,
    Text,
)
from nlscope.spec.inner import Listed, Tagged
from nlscope.spec.tc import Bits


class EmatchKind(Constants, prefix="TCF_EM"):
    CONTAINER = 0
    CMP = 1
    NBYTE = 2
    U32 = 3
    META = 4
    TEXT = 5
    VLAN = 6
    CANID = 7
    IPSET = 8
    IPT = 9


class EmatchFlag(Constants, prefix="TCF_EM"):
    REL_AND = 0x1
    REL_OR = 0x2
    INVERT = 0x4
    SIMPLE = 0x8


class EmatchProgram(Constants, prefix="TCF_EM_PROG"):
    TC = 0


class Layer(Constants, prefix="TCF_LAYER"):
    LINK = 0
    NETWORK = 1
    TRANSPORT = 2


class Operand(Constants, prefix="TCF_EM_OPND"):
    EQ = 0
    GT = 1
    LT = 2


class Align(Constants, prefix="TCF_EM_ALIGN"):
    U8 = 1
    U16 = 2
    U32 = 4


class MetaType(Constants, prefix="TCF_META_TYPE"):
    VAR = 0
    INT = 1


class MetaId(Constants, prefix="TCF_META_ID"):
    VALUE = 0
    RANDOM = 1
    LOADAVG_0 = 2
    LOADAVG_1 = 3
    LOADAVG_2 = 4
    DEV = 5
    PRIORITY = 6
    PROTOCOL = 7
    PKTTYPE = 8
    PKTLEN = 9
    DATALEN = 10
    MACLEN = 11
    NFMARK = 12
    TCINDEX = 13
    RTCLASSID = 14
    RTIIF = 15
    SK_FAMILY = 16
    SK_STATE = 17
    SK_REUSE = 18
    SK_BOUND_IF = 19
    SK_REFCNT = 20
    SK_SHUTDOWN = 21
    SK_PROTO = 22
    SK_TYPE = 23
    SK_RCVBUF = 24
    SK_RMEM_ALLOC = 25
    SK_WMEM_ALLOC = 26
    SK_OMEM_ALLOC = 27
    SK_WMEM_QUEUED = 28
    SK_RCV_QLEN = 29
    SK_SND_QLEN = 30
    SK_ERR_QLEN = 31
    SK_FORWARD_ALLOCS = 32
    SK_SNDBUF = 33
    SK_ALLOCS = 34
    SK_ROUTE_CAPS = 35
    SK_HASH = 36
    SK_LINGERTIME = 37
    SK_ACK_BACKLOG = 38
    SK_MAX_ACK_BACKLOG = 39
    SK_PRIO = 40
    SK_RCVLOWAT = 41
    SK_RCVTIMEO = 42
    SK_SNDTIMEO = 43
    SK_SENDMSG_OFF = 44
    SK_WRITE_PENDING = 45
    VLAN_TAG = 46
    RXHASH = 47


MetaId.irregular = {"SK_ROUTE_CAPS": "__TCF_META_ID_SK_ROUTE_CAPS"}

CMP = Bits(
    {"val": 32, "mask": 32, "off": 16, "align": 4, "flags": 4, "layer": 4, "opnd": 4},
    {"align": Align, "layer": Layer, "opnd": Operand},
)
NBYTE = Bits({"off": 16, "len": 12, "layer": 4}, {"layer": Layer}, rest="pattern")
U32_KEY = Struct("mask" / Hex(U32BE), "val" / Hex(U32BE), "off" / S32, "offmask" / S32)
META_VAL = Struct(
    "kind"
    / Bits(
        {"id": 11, "reserved": 1, "type": 4}, {"id": MetaId, "type": MetaType}, low=True
    ),
    "shift" / U8,
    "op" / Enum(U8, Operand),
)
META = Listed(
    {
        1: "hdr" / Struct("left" / META_VAL, "right" / META_VAL),
        2: "lvalue" / Binary,
        3: "rvalue" / Binary,
    }
)
TEXT = Struct(
    "algo" / Text(16),
    "from_offset" / U16,
    "to_offset" / U16,
    "pattern_len" / U16,
    "layers"
    / Bits({"from_layer": 4, "to_layer": 4}, {"from_layer": Layer, "to_layer": Layer}),
    Padding(1),
    "pattern" / Binary,
)
IPSET = Struct("index" / U16, "dim" / U8, "flags" / Hex(U8))
IPT = Listed(
    {
        1: "hook" / U32,
        2: "match_name" / Str,
        3: "match_revision" / U8,
        4: "nfproto" / U8,
        5: "match_data" / Binary,
    }
)
EMATCH = Tagged(
    Struct(
        "matchid" / U16,
        "kind" / Enum(U16, EmatchKind),
        "flags" / Flags(U16, EmatchFlag),
        Padding(2),
    ),
    "kind",
    {
        "CONTAINER": "ref" / U32,
        "CMP": "cmp" / CMP,
        "NBYTE": "nbyte" / NBYTE,
        "U32": "u32" / U32_KEY,
        "META": "meta" / META,
        "TEXT": "text" / TEXT,
        "CANID": "rules" / Binary * "array of struct can_filter",
        "IPSET": "ipset" / IPSET,
        "IPT": "ipt" / IPT,
    },
)
EMATCHES = Attrs(
    "TCA_EMATCH_TREE",
    {
        1: "hdr" / Struct("nmatches" / U16, "progid" / Enum(U16, EmatchProgram)),
        2: "list" / Indexed(EMATCH),
    },
)
EMATCH_TREE = Nest(EMATCHES)
