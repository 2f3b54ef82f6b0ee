"""Connection tracking helpers in user space (linux/netfilter/nfnetlink_cthelper.h)."""

from dissectors._ip_proto import IpProto
from dissectors._netfilter import Seconds
from nlscope.spec import (
    U8,
    U16BE,
    U32BE,
    Attrs,
    Constants,
    Enum,
    Nest,
    Netfilter,
    NfProto,
    Str,
    Unit,
)


class Msg(Constants, prefix="NFNL_MSG_CTHELPER"):
    NEW = 0
    GET = 1
    DEL = 2


class Status(Constants, prefix="NFCT_HELPER_STATUS"):
    DISABLED = 0
    ENABLED = 1


TUPLE = Attrs(
    "NFCTH_TUPLE",
    {1: "l3protonum" / Enum(U16BE, NfProto), 2: "l4protonum" / Enum(U8, IpProto)},
)
POLICY = Attrs(
    "NFCTH_POLICY",
    {1: "name" / Str, 2: "expect_max" / U32BE, 3: "expect_timeout" / Seconds},
)
POLICIES = Attrs(
    "NFCTH_POLICY",
    {
        1: "set_num" / U32BE,
        2: "set1" / Nest(POLICY),
        3: "set2" / Nest(POLICY),
        4: "set3" / Nest(POLICY),
        5: "set4" / Nest(POLICY),
    },
)
ATTRS = Attrs(
    "NFCTH",
    {
        1: "name" / Str,
        2: "tuple" / Nest(TUPLE),
        3: "queue_num" / U32BE,
        4: "policy" / Nest(POLICIES),
        5: "priv_data_len" / Unit(U32BE, "bytes"),
        6: "status" / Enum(U32BE, Status),
    },
)

FAMILY = Netfilter(
    "cthelper",
    9,
    Msg,
    attrs=ATTRS,
    info=(
        "{name}|all",
        "{tuple.l3protonum}",
        "{tuple.l4protonum}",
        "queue {queue_num}",
        "{status}",
    ),
)
