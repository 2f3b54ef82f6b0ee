"""Timeout policies of connections (linux/netfilter/nfnetlink_cttimeout.h)."""

from dissectors._cttimeout import BY_PROTOCOL
from dissectors._ip_proto import IpProto
from nlscope.spec import U8, U16BE, U32BE, Attrs, Constants, Enum, Netfilter, NfProto, Str


class Msg(Constants, prefix="IPCTNL_MSG_TIMEOUT"):
    NEW = 0
    GET = 1
    DELETE = 2
    DEFAULT_SET = 3
    DEFAULT_GET = 4


ATTRS = Attrs(
    "CTA_TIMEOUT",
    {
        1: "name" / Str,
        2: "l3proto" / Enum(U16BE, NfProto),
        3: "l4proto" / Enum(U8, IpProto),
        4: "data" / BY_PROTOCOL,
        5: "use" / U32BE,
    },
)

FAMILY = Netfilter(
    "cttimeout",
    8,
    Msg,
    attrs=ATTRS,
    info=("{name}|all", "{l3proto}", "{l4proto!l}", "{data!p}"),
)
