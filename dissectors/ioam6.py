"""IOAM6, in-situ measurements in IPv6 (include/uapi/linux/ioam6_genl.h, kernel 7.2).

A trace event has the number of the command that adds a namespace.
"""

from nlscope.spec import (
    REPLY,
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Binary,
    Constants,
    Flag,
    Genl,
    Hex,
    Op,
    Pad,
    Payload,
)


class Cmd(Constants, prefix="IOAM6_CMD"):
    ADD_NAMESPACE = 1
    DEL_NAMESPACE = 2
    DUMP_NAMESPACES = 3
    ADD_SCHEMA = 4
    DEL_SCHEMA = 5
    DUMP_SCHEMAS = 6
    NS_SET_SCHEMA = 7


class Reply(Constants, prefix="IOAM6"):
    EVENT_TRACE = 1
    CMD_DUMP_NAMESPACES = 3
    CMD_DUMP_SCHEMAS = 6


ATTRS = Attrs(
    "IOAM6_ATTR",
    {
        1: "ns_id" / U16,
        2: "ns_data" / Hex(U32),
        3: "ns_data_wide" / Hex(U64),
        4: "sc_id" / U32,
        5: "sc_data" / Payload,
        6: "sc_none" / Flag,
        7: "pad" / Pad,
    },
)
EVENT = Attrs(
    "IOAM6_EVENT_ATTR",
    {
        1: "trace_namespace" / U16,
        2: "trace_nodelen" / U8 * "4-byte words of data of each node",
        3: "trace_type" / Hex(U32),
        4: "trace_data" / Binary,
    },
)

FAMILY = Genl(
    "IOAM6",
    Cmd,
    replies=Reply,
    attrs=ATTRS,
    groups=("ioam6_events",),
    info=(
        "namespace {ns_id}",
        "data {ns_data:#x}",
        "wide {ns_data_wide:#x}",
        "schema {sc_id}|{sc_none?schema none}",
        "{sc_data!q}",
    ),
    ops={
        (Reply.EVENT_TRACE, REPLY): Op(
            attrs=EVENT,
            info=(
                "namespace {trace_namespace}",
                "nodelen {trace_nodelen}",
                "type {trace_type:#x}",
            ),
        ),
    },
)
