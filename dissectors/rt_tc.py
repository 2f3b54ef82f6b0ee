"""Traffic control: qdiscs, classes, filters, actions, chains.

Sources: include/uapi/linux/{rtnetlink,pkt_sched,pkt_cls}.h, net/sched/*_api.c.
"""

from dissectors._ethertype import ETH_P
from dissectors._rtnl import AddressFamily
from dissectors._rtnl_cacheinfo import RTGENMSG
from dissectors._tc import CLASSID
from dissectors._tc_action import ACT
from dissectors._tc_filter import FILTERS
from dissectors._tc_qdisc import CLASSES, QDISCS, STAB
from dissectors._tc_stats import (
    OF_CLASS,
    OF_QDISC,
    STATS,
    STATS_OF_ACTION,
    STATS_OF_CLASS,
    TC_STATS,
)
from nlscope.spec import (
    S8,
    U8,
    U16,
    U32,
    Attrs,
    Binary,
    Bitfield32,
    Constants,
    Each,
    Enum,
    Flag,
    Hex,
    IfIndex,
    Indexed,
    Nest,
    Op,
    Pad,
    Padding,
    Route,
    Select,
    Str,
    Struct,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWQDISC = 36
    DELQDISC = 37
    GETQDISC = 38
    NEWTCLASS = 40
    DELTCLASS = 41
    GETTCLASS = 42
    NEWTFILTER = 44
    DELTFILTER = 45
    GETTFILTER = 46
    NEWACTION = 48
    DELACTION = 49
    GETACTION = 50
    NEWCHAIN = 100
    DELCHAIN = 101
    GETCHAIN = 102


class DumpFlag(Constants, prefix="TCA_DUMP_FLAGS"):
    TERSE = 1


class RootFlag(Constants, prefix="TCA_ACT_FLAG"):
    LARGE_DUMP_ON = 1
    TERSE_DUMP = 2


_BEGIN = ("tcm_family" / Enum(U8, AddressFamily), Padding(3), "tcm_ifindex" / IfIndex)
QDISC_MSG = "tcmsg" / Struct(
    *_BEGIN,
    "tcm_handle" / CLASSID,
    "tcm_parent" / CLASSID,
    "tcm_info" / U32 * "references to it",
)
CLASS_MSG = "tcmsg" / Struct(
    *_BEGIN,
    "tcm_handle" / CLASSID,
    "tcm_parent" / CLASSID,
    "tcm_info" / CLASSID * "the qdisc of a leaf",
)
# tcm_info in its halves, as a little-endian machine has them
FILTER_MSG = "tcmsg" / Struct(
    *_BEGIN,
    "tcm_handle" / Hex(U32) * "a number of the classifier's, of fw the mark",
    "tcm_parent" / CLASSID * "the index of a shared block where tcm_ifindex is -1",
    "tcm_protocol" / ETH_P * "half of tcm_info",
    "tcm_prio" / U16 * "half of tcm_info",
)
CHAIN_MSG = "tcmsg" / Struct(
    *_BEGIN,
    "tcm_handle" / Hex(U32),
    "tcm_parent" / CLASSID * "the index of a shared block where tcm_ifindex is -1",
    "tcm_info" / Hex(U32),
)
TCAMSG = "tcamsg" / Struct("tca_family" / Enum(U8, AddressFamily), Padding(3))

_REST = {
    1: "kind" / Str,
    3: "stats" / TC_STATS,
    5: "rate"
    / Struct(
        "interval" / S8 * "2^interval is the period in s",
        "ewma_log" / U8 * "log of the weight of the past",
    ),
    6: "fcnt" / U32,
    8: "stab" / Nest(STAB),
    9: "pad" / Pad,
    10: "dump_invisible" / Flag,
    11: "chain" / U32,
    12: "hw_offload" / U8,
    13: "ingress_block" / U32,
    14: "egress_block" / U32,
    15: "dump_flags" / Bitfield32(DumpFlag),
    16: "ext_warn_msg" / Str,
}
QDISC = Attrs(
    "TCA",
    {
        **_REST,
        2: "options" / Select("kind", QDISCS),
        4: "xstats" / Select("kind", OF_QDISC),
        7: "stats2" / Nest(STATS),
    },
)
CLASS = Attrs(
    "TCA",
    {
        **_REST,
        2: "options" / Select("kind", CLASSES),
        4: "xstats" / Select("kind", OF_CLASS),
        7: "stats2" / Nest(STATS_OF_CLASS),
    },
)
FILTER = Attrs(
    "TCA",
    {
        **_REST,
        2: "options" / Select("kind", FILTERS),
        4: "xstats" / Binary,
        7: "stats2" / Nest(STATS_OF_ACTION),
    },
)
ROOT = Attrs(
    "TCA_ROOT",
    {
        1: "tab" / Indexed(ACT),
        2: "flags" / Bitfield32(RootFlag),
        3: "count" / U32 * "actions in a dump",
        4: "time_delta" / Unit(U32, "ms"),
        5: "ext_warn_msg" / Str,
    },
)

_DEV = "dev {tcm_ifindex?-0}"
_PARENT = "{tcm_parent?root}|parent {tcm_parent?-none}"
_WARNING = "{ext_warn_msg!q}"
_QDISC = (
    "qdisc {kind} {tcm_handle?-none}|qdisc {kind}|qdisc {tcm_handle?-none}|qdisc",
    _DEV,
    _PARENT,
    "default 0x{options.init.defcls:x}|default 0x{options.defcls:x}",
    "rate {options.rate64!r}|rate {options.parms.rate.rate!r}",
    "{options!p}",
    "ingress_block {ingress_block}",
    "egress_block {egress_block}",
    _WARNING,
)
_CLASS = (
    "class {kind} {tcm_handle?-none}|class {kind}|class {tcm_handle?-none}|class",
    _PARENT,
    _DEV,
    "leaf {tcm_info?-none}",
    "rate {options.rate64!r}|rate {options.parms.rate.rate!r}",
    "ceil {options.ceil64!r}|ceil {options.parms.ceil.rate!r}",
    "prio {options.parms.prio}",
    "quantum {options.parms.quantum?-0}",
    "{options.rsc!p}|{options.fsc!p}|{options.usc!p}|{options.parms.prio?~-}|{options!p}",
    _WARNING,
)
_FILTER = (
    "filter",
    _DEV,
    "{tcm_parent?root}|{tcm_parent?ingress}|{tcm_parent?egress}|parent {tcm_parent?-none}",
    "prio {tcm_prio?-0}",
    "protocol {tcm_protocol?-0!l}",
    "{kind}",
    "chain {chain?-0}",
    "handle 0x{tcm_handle?-0:x}",
    "{options!p}",
    Each("options.sel.keys", ("match {val:08x}/{mask:08x} at {off}",)),
    "match {options.ematches.list!b}",
    "action {options.act!b}|police {options.police.tbf.index}",
    _WARNING,
)
_CHAIN = ("chain", _DEV, _PARENT, "chain {chain}", "{kind}", _WARNING)
_INDEX = (
    "index {tab.index?-0}|index {tab.options.parms.index?-0}"
    "|index {tab.options.parms_ex.index?-0}|index {tab.options.tbf.index?-0}"
    "|index {tab.options.act.index?-0}"
)
_ACTION = (
    Each(
        "tab",
        (
            "action {kind}",
            "{options!p}",
            "index {index?-0}",
        ),
        ", ",
    ),
    "total {count}",
    _WARNING,
)
_KINDS = {
    "QDISC": Op(attrs=QDISC, header=QDISC_MSG, info=_QDISC),
    "TCLASS": Op(attrs=CLASS, header=CLASS_MSG, info=_CLASS),
    "TFILTER": Op(attrs=FILTER, header=FILTER_MSG, info=_FILTER),
    "ACTION": Op(attrs=ROOT, header=TCAMSG, info=_ACTION),
    "CHAIN": Op(attrs=FILTER, header=CHAIN_MSG, info=_CHAIN),
}
FAMILY = Route(
    "tc",
    Rtm,
    header=QDISC_MSG,
    short=RTGENMSG,
    attrs=QDISC,
    ops={number: _KINDS[name[3:]] for name, number in Rtm.numbers.items()},
)
