"""Tunnels without a device, of routes and nexthops, and the flags of both.

Sources: include/uapi/linux/{lwtunnel,mpls_iptunnel,ila,seg6,seg6_iptunnel,seg6_local,
rpl,rpl_iptunnel,ioam6,ioam6_iptunnel,if_tunnel}.h.
"""

from dissectors._rtnl import Table
from nlscope.spec import (
    S32,
    U8,
    U16BE,
    U32,
    U32BE,
    U64,
    U64BE,
    Array,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flags,
    Hex,
    IfIndex,
    IPv4,
    IPv6,
    Multi,
    Nest,
    Pad,
    Padding,
    Select,
    Str,
    Struct,
    Unit,
)
from nlscope.spec.mpls import Labels
from nlscope.spec.segments import Segments


class RtnhFlag(Constants, prefix="RTNH_F"):
    DEAD = 0x01
    PERVASIVE = 0x02
    ONLINK = 0x04
    OFFLOAD = 0x08
    LINKDOWN = 0x10
    UNRESOLVED = 0x20
    TRAP = 0x40


class EncapType(Constants, prefix="LWTUNNEL_ENCAP"):
    NONE = 0
    MPLS = 1
    IP = 2
    ILA = 3
    IP6 = 4
    SEG6 = 5
    BPF = 6
    SEG6_LOCAL = 7
    RPL = 8
    IOAM6 = 9
    XFRM = 10


class TunnelFlag(Constants, prefix="TUNNEL"):
    CSUM = 0x01
    ROUTING = 0x02
    KEY = 0x04
    SEQ = 0x08
    STRICT = 0x10
    REC = 0x20
    VERSION = 0x40
    NO_KEY = 0x80
    DONT_FRAGMENT = 0x0100
    OAM = 0x0200
    CRIT_OPT = 0x0400
    GENEVE_OPT = 0x0800
    VXLAN_OPT = 0x1000
    NOCACHE = 0x2000
    ERSPAN_OPT = 0x4000
    GTP_OPT = 0x8000


class IlaDir(Constants, prefix="ILA_DIR"):
    IN = 0x01
    OUT = 0x02


class IlaCsum(Constants, prefix="ILA_CSUM"):
    ADJUST_TRANSPORT = 0
    NEUTRAL_MAP = 1
    NO_ACTION = 2
    NEUTRAL_MAP_AUTO = 3


class IlaIdent(Constants, prefix="ILA_ATYPE"):
    IID = 0
    LUID = 1
    VIRT_V4 = 2
    VIRT_UNI_V6 = 3
    VIRT_MULTI_V6 = 4
    NONLOCAL_ADDR = 5
    RSVD_1 = 6
    RSVD_2 = 7
    USE_FORMAT = 32


class IlaHook(Constants, prefix="ILA_HOOK"):
    ROUTE_OUTPUT = 0
    ROUTE_INPUT = 1


class Seg6Mode(Constants, prefix="SEG6_IPTUN_MODE"):
    INLINE = 0
    ENCAP = 1
    L2ENCAP = 2
    ENCAP_RED = 3
    L2ENCAP_RED = 4


class SrhFlag(Constants, prefix="SR6_FLAG1"):
    HMAC = 0x08
    ALERT = 0x10
    OAM = 0x20
    PROTECTED = 0x40


class Seg6Action(Constants, prefix="SEG6_LOCAL_ACTION"):
    UNSPEC = 0
    END = 1
    END_X = 2
    END_T = 3
    END_DX2 = 4
    END_DX6 = 5
    END_DX4 = 6
    END_DT6 = 7
    END_DT4 = 8
    END_B6 = 9
    END_B6_ENCAP = 10
    END_BM = 11
    END_S = 12
    END_AS = 13
    END_AM = 14
    END_BPF = 15
    END_DT46 = 16


class Seg6Flavor(Constants, prefix="SEG6_LOCAL_FLV_OP"):  # each bit is 1 << the constant
    PSP = 0x02
    USP = 0x04
    USD = 0x08
    NEXT_CSID = 0x10


class Ioam6Mode(Constants, prefix="IOAM6_IPTUNNEL_MODE"):
    INLINE = 1
    ENCAP = 2
    AUTO = 3


MPLS = Attrs("MPLS_IPTUNNEL", {1: "dst" / Labels, 2: "ttl" / U8})

GENEVE = Attrs(
    "LWTUNNEL_IP_OPT_GENEVE",
    {1: "class" / Hex(U16BE), 2: "type" / Hex(U8), 3: "data" / Binary},
)
VXLAN = Attrs("LWTUNNEL_IP_OPT_VXLAN", {1: "gbp" / Hex(U32)})
ERSPAN = Attrs(
    "LWTUNNEL_IP_OPT_ERSPAN",
    {1: "ver" / U8, 2: "index" / U32BE, 3: "dir" / U8, 4: "hwid" / U8},
)
IP_OPTS = Attrs(
    "LWTUNNEL_IP_OPTS",
    {
        1: "geneve" / Multi(Nest(GENEVE)),
        2: "vxlan" / Nest(VXLAN),
        3: "erspan" / Nest(ERSPAN),
    },
)
IP4 = Attrs(
    "LWTUNNEL_IP",
    {
        1: "id" / U64BE,
        2: "dst" / IPv4,
        3: "src" / IPv4,
        4: "ttl" / U8,
        5: "tos" / Hex(U8),
        6: "flags" / Flags(U16BE, TunnelFlag),
        7: "pad" / Pad,
        8: "opts" / Nest(IP_OPTS),
    },
)
IP6 = Attrs(
    "LWTUNNEL_IP6",
    {
        1: "id" / U64BE,
        2: "dst" / IPv6,
        3: "src" / IPv6,
        4: "hoplimit" / U8,
        5: "tc" / Hex(U8),
        6: "flags" / Flags(U16BE, TunnelFlag),
        7: "pad" / Pad,
        8: "opts" / Nest(IP_OPTS),
    },
)

ILA = Attrs(
    "ILA_ATTR",
    {
        1: "locator" / Hex(U64BE),
        2: "identifier" / Hex(U64BE),
        3: "locator_match" / Hex(U64BE),
        4: "ifindex" / IfIndex,
        5: "dir" / Flags(U32, IlaDir),
        6: "pad" / Pad,
        7: "csum_mode" / Enum(U8, IlaCsum),
        8: "ident_type" / Enum(U8, IlaIdent),
        9: "hook_type" / Enum(U8, IlaHook),
    },
)

_SRH = (
    "nexthdr" / U8,
    "hdrlen" / U8 * "8-byte units after the first",
    "type" / U8 * "routing header type, 4",
    "segments_left" / U8,
    "first_segment" / U8,
    "flags" / Flags(U8, SrhFlag),
    "tag" / U16BE,
    "segments" / Segments * "last hop first",
)
SEG6 = Attrs(
    "SEG6_IPTUNNEL",
    {
        1: "srh" / Struct("mode" / Enum(S32, Seg6Mode), *_SRH),
        2: "src" / IPv6,
        3: "table" / Enum(U32, Table),
    },
)

BPF_PROG = Attrs("LWT_BPF_PROG", {1: "fd" / U32, 2: "name" / Str})
BPF = Attrs(
    "LWT_BPF",
    {
        1: "in" / Nest(BPF_PROG),
        2: "out" / Nest(BPF_PROG),
        3: "xmit" / Nest(BPF_PROG),
        4: "xmit_headroom" / Unit(U32, "bytes"),
    },
)

SEG6_BPF = Attrs(
    "SEG6_LOCAL_BPF",
    {1: "prog" / U32 * "descriptor in requests, id in answers", 2: "prog_name" / Str},
)
SEG6_COUNTERS = Attrs(
    "SEG6_LOCAL_CNT",
    {1: "pad" / Pad, 2: "packets" / U64, 3: "bytes" / U64, 4: "errors" / U64},
)
SEG6_FLAVORS = Attrs(
    "SEG6_LOCAL_FLV",
    {
        1: "operation" / Flags(U32, Seg6Flavor),
        2: "lcblock_bits" / U8,
        3: "lcnode_fn_bits" / U8,
    },
)
SEG6_LOCAL = Attrs(
    "SEG6_LOCAL",
    {
        1: "action" / Enum(U32, Seg6Action),
        2: "srh" / Struct(*_SRH),
        3: "table" / Enum(U32, Table),
        4: "nh4" / IPv4,
        5: "nh6" / IPv6,
        6: "iif" / Unit(U32, "ifindex"),
        7: "oif" / Unit(U32, "ifindex"),
        8: "bpf" / Nest(SEG6_BPF),
        9: "vrftable" / Enum(U32, Table),
        10: "counters" / Nest(SEG6_COUNTERS),
        11: "flavors" / Nest(SEG6_FLAVORS),
    },
)

RPL_SRH = Struct(
    "nexthdr" / U8,
    "hdrlen" / U8 * "8-byte units after the first",
    "type" / U8 * "routing header type, 3",
    "segments_left" / U8,
    "cmpr" / Hex(U8) * "CmprI in the upper four bits, CmprE in the lower",
    "pad" / Hex(U8) * "in the upper four bits",
    Padding(2),
    "segments" / Array(IPv6),
)
RPL = Attrs("RPL_IPTUNNEL", {1: "srh" / RPL_SRH})

IOAM6_TRACE = Struct(
    "namespace_id" / U16BE,
    "nodelen" / Hex(U8) * "in the upper five bits, overflow in the next",
    "remlen" / U8,
    "type" / Hex(U32BE) * "which data each node adds, bit 0 first",
    "data" / Binary,
)
IOAM6 = Attrs(
    "IOAM6_IPTUNNEL",
    {
        1: "mode" / Enum(U8, Ioam6Mode),
        2: "dst" / IPv6,
        3: "trace" / IOAM6_TRACE,
        4: "freq_k" / U32,
        5: "freq_n" / U32,
        6: "src" / IPv6,
    },
)

XFRM = Attrs("LWT_XFRM", {1: "if_id" / Hex(U32), 2: "link" / Unit(U32, "ifindex")})

ENCAP = Select(
    "encap_type",
    {
        "MPLS": Nest(MPLS),
        "IP": Nest(IP4),
        "ILA": Nest(ILA),
        "IP6": Nest(IP6),
        "SEG6": Nest(SEG6),
        "BPF": Nest(BPF),
        "SEG6_LOCAL": Nest(SEG6_LOCAL),
        "RPL": Nest(RPL),
        "IOAM6": Nest(IOAM6),
        "XFRM": Nest(XFRM),
    },
)
