"""Accounting objects (linux/netfilter/nfnetlink_acct.h)."""

from nlscope.spec import (
    U32BE,
    U64BE,
    Attrs,
    Constants,
    Flags,
    Nest,
    Netfilter,
    Pad,
    Str,
)


class Msg(Constants, prefix="NFNL_MSG_ACCT"):
    NEW = 0
    GET = 1
    GET_CTRZERO = 2
    DEL = 3
    OVERQUOTA = 4


class AcctFlag(Constants, prefix="NFACCT_F"):
    QUOTA_PKTS = 1
    QUOTA_BYTES = 2
    OVERQUOTA = 4


FILTER = Attrs(
    "NFACCT_FILTER",
    {1: "mask" / Flags(U32BE, AcctFlag), 2: "value" / Flags(U32BE, AcctFlag)},
)
ATTRS = Attrs(
    "NFACCT",
    {
        1: "name" / Str,
        2: "pkts" / U64BE,
        3: "bytes" / U64BE,
        4: "use" / U32BE * "number of references to it",
        5: "flags" / Flags(U32BE, AcctFlag),
        6: "quota" / U64BE,
        7: "filter" / Nest(FILTER),
        8: "pad" / Pad,
    },
)

FAMILY = Netfilter(
    "nfacct",
    7,
    Msg,
    attrs=ATTRS,
    info=(
        "{name}|all",
        "pkts {pkts}",
        "bytes {bytes}",
        "quota {quota}",
        "{flags}",
    ),
    groups=("acct-quota",),
)
