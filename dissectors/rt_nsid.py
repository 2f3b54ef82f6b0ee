"""Ids of peer network namespaces (include/uapi/linux/net_namespace.h)."""

from dissectors._rtnl_cacheinfo import RTGENMSG
from nlscope.spec import U32, Attrs, Constants, NetnsId, Route


class Rtm(Constants, prefix="RTM"):
    NEWNSID = 88
    DELNSID = 89
    GETNSID = 90


ATTRS = Attrs(
    "NETNSA",
    {
        1: "nsid" / NetnsId * "-1: not assigned",
        2: "pid" / U32,
        3: "fd" / U32,
        4: "target_nsid" / NetnsId * "the namespace that is asked",
        5: "current_nsid" / NetnsId * "the id that the asking namespace knows it by",
    },
)

FAMILY = Route(
    "nsid",
    Rtm,
    header=RTGENMSG,
    attrs=ATTRS,
    info=(
        "nsid {nsid}|pid {pid}|fd {fd}|{rtgen_family}",
        "target {target_nsid}",
        "current {current_nsid}",
    ),
)
