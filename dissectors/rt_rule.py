"""Routing policy rules (include/uapi/linux/fib_rules.h)."""

from dissectors._ip_proto import IpProto
from dissectors._rtnl import AddressFamily, Protocol, Table
from dissectors._rtnl_cacheinfo import RTGENMSG
from dissectors._rtnl_old import OLD_DUMP
from nlscope.spec import (
    IP,
    REPLY,
    S32,
    U8,
    U16,
    U32,
    U32BE,
    U64BE,
    Attrs,
    Constants,
    Each,
    Enum,
    Flags,
    Hex,
    Op,
    Pad,
    Padding,
    Realms,
    Route,
    Str,
    Struct,
)


class Rtm(Constants, prefix="RTM"):
    NEWRULE = 32
    DELRULE = 33
    GETRULE = 34


class RuleAction(Constants, prefix="FR_ACT"):
    UNSPEC = 0
    TO_TBL = 1
    GOTO = 2
    NOP = 3
    RES3 = 4
    RES4 = 5
    BLACKHOLE = 6
    UNREACHABLE = 7
    PROHIBIT = 8


class RuleFlag(Constants, prefix="FIB_RULE"):
    PERMANENT = 0x01
    INVERT = 0x02
    UNRESOLVED = 0x04
    IIF_DETACHED = 0x08
    DEV_DETACHED = 0x08
    OIF_DETACHED = 0x10
    FIND_SADDR = 0x10000


FIB_RULE_HDR = "fib_rule_hdr" / Struct(
    "frh_family" / Enum(U8, AddressFamily),
    "frh_dst_len" / U8,
    "frh_src_len" / U8,
    "frh_tos" / Hex(U8),
    "frh_table" / Enum(U8, Table),
    Padding(2),
    "frh_action" / Enum(U8, RuleAction),
    "frh_flags" / Flags(U32, RuleFlag),
)
UID_RANGE = Struct("start" / U32, "end" / U32)
PORT_RANGE = Struct("start" / U16, "end" / U16)
ATTRS = Attrs(
    "FRA",
    {
        1: "dst" / IP,
        2: "src" / IP,
        3: "iifname" / Str,
        4: "goto" / U32 * "priority of the rule to go on with",
        5: "unused2" / Pad,
        6: "priority" / U32,
        7: "unused3" / Pad,
        8: "unused4" / Pad,
        9: "unused5" / Pad,
        10: "fwmark" / Hex(U32),
        11: "flow" / Realms * "realms, source in the upper half",
        12: "tun_id" / U64BE,
        13: "suppress_ifgroup" / S32 * "-1: none",
        14: "suppress_prefixlen" / S32 * "-1: none",
        15: "table" / Enum(U32, Table) * "in full, frh_table has 8 bits",
        16: "fwmask" / Hex(U32),
        17: "oifname" / Str,
        18: "pad" / Pad,
        19: "l3mdev" / U8,
        20: "uid_range" / UID_RANGE,
        21: "protocol" / Enum(U8, Protocol),
        22: "ip_proto" / Enum(U8, IpProto),
        23: "sport_range" / PORT_RANGE,
        24: "dport_range" / PORT_RANGE,
        25: "dscp" / U8,
        26: "flowlabel" / Hex(U32BE),
        27: "flowlabel_mask" / Hex(U32BE),
        28: "sport_mask" / Hex(U16),
        29: "dport_mask" / Hex(U16),
        30: "dscp_mask" / Hex(U8),
    },
)

_MATCH = (
    "not{frh_flags?=INVERT}",
    "from {src?-}/{frh_src_len}|from all",
    "to {dst}/{frh_dst_len}",
    "fwmark {fwmark:#x}/{fwmask:#x}|fwmark {fwmark:#x}",
    "iif {iifname}",
    "oif {oifname}",
    "uidrange {uid_range.start}-{uid_range.end}",
    "ipproto {ip_proto!l}",
    Each("sport_range", ("sport {start}-{end?-start}|sport {start}",)),
    "sport_mask {sport_mask:#x}",
    Each("dport_range", ("dport {start}-{end?-start}|dport {start}",)),
    "dport_mask {dport_mask:#x}",
    "tun_id {tun_id}",
    "dscp {dscp}",
    "flowlabel {flowlabel:#x}",
)
_ACTION = (
    "goto {goto}|{frh_action?-TO_TBL,UNSPEC,GOTO!l}"
    "|lookup [l3mdev-table]{l3mdev?~0}|lookup {table?-UNSPEC!l}"
    "|{frh_action?=TO_TBL}lookup {frh_table!l}"
)
_RULE = Op(info=("{priority}:|0:", *_MATCH, _ACTION))
FAMILY = Route(
    "rule",
    Rtm,
    header=FIB_RULE_HDR,
    short=RTGENMSG,
    old=OLD_DUMP,
    attrs=ATTRS,
    ops={(Rtm.NEWRULE, REPLY): _RULE, (Rtm.DELRULE, REPLY): _RULE},
    info={
        0: ("{priority}:", *_MATCH, _ACTION),
        Rtm.GETRULE: ("{frh_family}|{rtgen_family}",),
    },
)
