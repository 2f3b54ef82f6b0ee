"""Connection tracking (linux/netfilter/nfnetlink_conntrack.h)."""

from dissectors._conntrack import CONNECTION, tuple_info
from nlscope.spec import (
    REPLY,
    U8,
    U16BE,
    U32BE,
    Attrs,
    Constants,
    Enum,
    Netfilter,
    NfProto,
    Op,
    Struct,
)


class Msg(Constants, prefix="IPCTNL_MSG_CT"):
    NEW = 0
    GET = 1
    DELETE = 2
    GET_CTRZERO = 3
    GET_STATS_CPU = 4
    GET_STATS = 5
    GET_DYING = 6
    GET_UNCONFIRMED = 7


OF_CPU = "nfgenmsg" / Struct(
    "nfgen_family" / Enum(U8, NfProto), "version" / U8, "res_id" / U16BE * "the CPU"
)
# ctnetlink_exp_stat_fill_info() answers IPCTNL_MSG_EXP_GET_STATS_CPU under this subsystem
OF_EXPECTATIONS = Attrs(
    "CTA_STATS_EXP", {1: "new" / U32BE, 2: "create" / U32BE, 3: "delete" / U32BE}
)
_EXP_CPU = "expectations cpu={res_id} new={new} create={create} delete={delete}"
STATS = Attrs(
    "CTA_STATS",
    {
        1: "searched" / U32BE,
        2: "found" / U32BE,
        3: "new" / U32BE,
        4: "invalid" / U32BE,
        5: "ignore" / U32BE,
        6: "delete" / U32BE,
        7: "delete_list" / U32BE,
        8: "insert" / U32BE,
        9: "insert_failed" / U32BE,
        10: "drop" / U32BE,
        11: "early_drop" / U32BE,
        12: "error" / U32BE,
        13: "search_restart" / U32BE,
        14: "clash_resolve" / U32BE,
        15: "chain_toolong" / U32BE,
    },
)
STATS_GLOBAL = Attrs("CTA_STATS_GLOBAL", {1: "entries" / U32BE, 2: "max_entries" / U32BE})

_CPU = (
    "cpu={res_id} found={found} insert={insert} insert_failed={insert_failed}"
    " drop={drop} early_drop={early_drop} error={error}|all CPUs"
)
_CONNECTION = (
    "{tuple_orig.proto.num!l}|{nfgen_family}",
    "{timeout}",
    "{protoinfo.tcp.state}|{protoinfo.sctp.state}|{protoinfo.dccp.state}",
    *tuple_info("tuple_orig"),
    "packets={counters_orig.packets} bytes={counters_orig.bytes}",
    "[UNREPLIED]{status?~SEEN_REPLY}",
    *tuple_info("tuple_reply"),
    "packets={counters_reply.packets} bytes={counters_reply.bytes}",
    "[{status?ASSURED}]",
    "[{status?HW_OFFLOAD}]|[{status?OFFLOAD}]",
    "mark={mark}/{mark_mask:#x}|mark={mark}",
    "secmark={secmark?-0}",
    "zone={zone}",
    "helper={help.name}",
    "id={id}",
)
# a dump's answers are MULTI; a single one goes to a port, as what a request changed does
_CHANGE = "[NEW]{nlmsg_flags?=CREATE}|[UPDATE]{nlmsg_flags?~MULTI}{nlmsg_pid?=0}"
FAMILY = Netfilter(
    "conntrack",
    1,
    Msg,
    attrs=CONNECTION,
    info=_CONNECTION,
    ops={
        (Msg.NEW, REPLY): Op(
            info=(_CHANGE, *_CONNECTION),
        ),
        (Msg.DELETE, REPLY): Op(info=("[DESTROY]", *_CONNECTION)),
        (Msg.GET_CTRZERO, REPLY): Op(
            attrs=OF_EXPECTATIONS, header=OF_CPU, info=(_EXP_CPU,)
        ),
        Msg.GET_STATS_CPU: Op(attrs=STATS, header=OF_CPU, info=(_CPU,)),
        Msg.GET_STATS: Op(
            attrs=STATS_GLOBAL, info=("{entries} entries|entries", "of {max_entries}")
        ),
    },
    groups=("conntrack-new", "conntrack-update", "conntrack-destroy"),
)
