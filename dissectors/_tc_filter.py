"""TCA_OPTIONS of classifiers, by kind (include/uapi/linux/pkt_cls.h)."""

from dissectors._ip_proto import IpProto
from dissectors._tc import CLASSID
from dissectors._tc_action import ACT, POLICE, SOCK_FILTER
from dissectors._tc_ematch import EMATCH_TREE, U32_KEY
from dissectors._tc_flower import CLS_FLAGS, FLOWER
from nlscope.spec import (
    IP,
    S16,
    S32,
    U8,
    U16,
    U16BE,
    U32,
    U32BE,
    U64,
    Array,
    Attrs,
    Bytes,
    Constants,
    Enum,
    Flags,
    Hex,
    Indexed,
    Nest,
    Pad,
    Padding,
    Str,
    Struct,
    Unit,
)


class U32Flag(Constants, prefix="TC_U32"):
    TERMINAL = 1
    OFFSET = 2
    VAROFFSET = 4
    EAT = 8


class FlowKey(Constants, prefix="FLOW_KEY"):  # each bit is 1 << the constant
    SRC = 0x00001
    DST = 0x00002
    PROTO = 0x00004
    PROTO_SRC = 0x00008
    PROTO_DST = 0x00010
    IIF = 0x00020
    PRIORITY = 0x00040
    MARK = 0x00080
    NFCT = 0x00100
    NFCT_SRC = 0x00200
    NFCT_DST = 0x00400
    NFCT_PROTO_SRC = 0x00800
    NFCT_PROTO_DST = 0x01000
    RTCLASSID = 0x02000
    SKUID = 0x04000
    SKGID = 0x08000
    VLAN_TAG = 0x10000
    RXHASH = 0x20000


class FlowMode(Constants, prefix="FLOW_MODE"):
    MAP = 0
    HASH = 1


class BpfFlag(Constants, prefix="TCA_BPF_FLAG"):
    ACT_DIRECT = 1


_ACT, _POLICE = Indexed(ACT), Nest(POLICE)
U32_FILTER = Attrs(
    "TCA_U32",
    {
        1: "classid" / CLASSID,
        2: "hash" / Hex(U32) * "hash table and bucket, 0x80012000 is 800:12:",
        3: "link" / Hex(U32) * "hash table to go on with",
        4: "divisor" / U32,
        5: "sel"
        / Struct(
            "flags" / Flags(U8, U32Flag),
            "offshift" / U8,
            "nkeys" / U8,
            Padding(1),
            "offmask" / Hex(U16BE),
            "off" / U16,
            "offoff" / S16,
            "hoff" / S16,
            "hmask" / Hex(U32BE),
            "keys" / Array(U32_KEY),
        ),
        6: "police" / _POLICE,
        7: "act" / _ACT,
        8: "indev" / Str,
        9: "pcnt"
        / Struct(
            "rcnt" / U64 * "packets tried",
            "rhit" / U64 * "packets that matched",
            "kcnts" / Array(U64) * "hits of each key",
        ),
        10: "mark" / Struct("val" / Hex(U32), "mask" / Hex(U32), "success" / U32),
        11: "flags" / CLS_FLAGS,
        12: "pad" / Pad,
    },
)
MATCHALL = Attrs(
    "TCA_MATCHALL",
    {
        1: "classid" / CLASSID,
        2: "act" / _ACT,
        3: "flags" / CLS_FLAGS,
        4: "pcnt" / Struct("rhit" / U64),
        5: "pad" / Pad,
    },
)
FW = Attrs(
    "TCA_FW",
    {
        1: "classid" / CLASSID,
        2: "police" / _POLICE,
        3: "indev" / Str,
        4: "act" / _ACT,
        5: "mask" / Hex(U32),
    },
)
ROUTE = Attrs(
    "TCA_ROUTE4",
    {
        1: "classid" / CLASSID,
        2: "to" / U32 * "realm",
        3: "from" / U32 * "realm",
        4: "iif" / Unit(U32, "ifindex"),
        5: "police" / _POLICE,
        6: "act" / _ACT,
    },
)
BASIC = Attrs(
    "TCA_BASIC",
    {
        1: "classid" / CLASSID,
        2: "ematches" / EMATCH_TREE,
        3: "act" / _ACT,
        4: "police" / _POLICE,
        5: "pcnt" / Struct("rcnt" / U64, "rhit" / U64),
        6: "pad" / Pad,
    },
)
CGROUP = Attrs(
    "TCA_CGROUP", {1: "act" / _ACT, 2: "police" / _POLICE, 3: "ematches" / EMATCH_TREE}
)
FLOW = Attrs(
    "TCA_FLOW",
    {
        1: "keys" / Flags(U32, FlowKey),
        2: "mode" / Enum(U32, FlowMode),
        3: "baseclass" / CLASSID,
        4: "rshift" / U32,
        5: "addend" / U32,
        6: "mask" / Hex(U32),
        7: "xor" / Hex(U32),
        8: "divisor" / U32,
        9: "act" / _ACT,
        10: "police" / _POLICE,
        11: "ematches" / EMATCH_TREE,
        12: "perturb" / Unit(U32, "s"),
    },
)
BPF = Attrs(
    "TCA_BPF",
    {
        1: "act" / _ACT,
        2: "police" / _POLICE,
        3: "classid" / CLASSID,
        4: "ops_len" / U16,
        5: "ops" / Array(SOCK_FILTER),
        6: "fd" / U32,
        7: "name" / Str,
        8: "flags" / Flags(U32, BpfFlag),
        9: "flags_gen" / CLS_FLAGS,
        10: "tag" / Bytes(8),
        11: "id" / U32,
    },
)
_GPI = Struct("key" / Hex(U32), "mask" / Hex(U32), "offset" / S32)
RSVP = Attrs(  # gone in 6.3, as is tcindex
    "TCA_RSVP",
    {
        1: "classid" / CLASSID,
        2: "dst" / IP,
        3: "src" / IP,
        4: "pinfo"
        / Struct(
            "dpi" / _GPI,
            "spi" / _GPI,
            "protocol" / Enum(U8, IpProto),
            "tunnelid" / U8,
            "tunnelhdr" / U8,
            Padding(1),
        ),
        5: "police" / _POLICE,
        6: "act" / _ACT,
    },
)
TCINDEX = Attrs(
    "TCA_TCINDEX",
    {
        1: "hash" / U32,
        2: "mask" / Hex(U16),
        3: "shift" / S32,
        4: "fall_through" / U32,
        5: "classid" / CLASSID,
        6: "police" / _POLICE,
        7: "act" / _ACT,
    },
)
FILTERS = {
    "basic": BASIC,
    "bpf": BPF,
    "cgroup": CGROUP,
    "flow": FLOW,
    "flower": FLOWER,
    "fw": FW,
    "matchall": MATCHALL,
    "route": ROUTE,
    "rsvp": RSVP,
    "rsvp6": RSVP,
    "tcindex": TCINDEX,
    "u32": U32_FILTER,
}
