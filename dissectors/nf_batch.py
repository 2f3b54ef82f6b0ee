"""Batches of netfilter changes, all or nothing (linux/netfilter/nfnetlink.h)."""

from dissectors._netfilter import Subsystem
from nlscope.spec import (
    U8,
    U16BE,
    U32BE,
    Attrs,
    Constants,
    Enum,
    Netfilter,
    NfProto,
    Struct,
)


class Msg(Constants, prefix="NFNL_MSG"):
    BATCH_BEGIN = 16
    BATCH_END = 17


HEADER = "nfgenmsg" / Struct(
    "nfgen_family" / Enum(U8, NfProto),
    "version" / U8,
    "res_id" / Enum(U16BE, Subsystem) * "the subsystem that the batch is for",
)
ATTRS = Attrs(
    "NFNL_BATCH",
    {1: "genid" / U32BE * "fail unless this is the generation of the rule set"},
)

FAMILY = Netfilter(
    "nfnetlink",
    0,
    Msg,
    header=HEADER,
    attrs=ATTRS,
    info=("{res_id}", "genid {genid}"),
)
