"""IPv4 and IPv6 addresses of interfaces (include/uapi/linux/if_addr.h)."""

from dissectors._rtnl_cacheinfo import IFA_CACHEINFO, IFADDRMSG, RTGENMSG, IfaFlag
from dissectors._rtnl_old import OLD_DUMP
from nlscope.spec import (
    IP,
    U8,
    U32,
    Attrs,
    Constants,
    Enum,
    Flags,
    NetnsId,
    Route,
    Select,
    Str,
)


class Rtm(Constants, prefix="RTM"):
    NEWADDR = 20
    DELADDR = 21
    GETADDR = 22


class IfaProt(Constants, prefix="IFAPROT"):
    UNSPEC = 0
    KERNEL_LO = 1
    KERNEL_RA = 2
    KERNEL_LL = 3


ATTRS = Attrs(
    "IFA",
    {
        1: "address"
        / Select("ifa_family", {"MCTP": U8}, IP)
        * "the peer's address on point-to-point links",
        2: "local" / Select("ifa_family", {"MCTP": U8, "PHONET": U8}, IP),
        3: "label" / Str,
        4: "broadcast" / IP,
        5: "anycast" / IP,
        6: "cacheinfo" / IFA_CACHEINFO,
        7: "multicast" / IP,
        8: "flags" / Flags(U32, IfaFlag) * "all bits, ifa_flags has the low eight",
        9: "rt_priority" / U32 * "metric of the prefix route",
        10: "target_netnsid" / NetnsId,
        11: "proto" / Enum(U8, IfaProt) * "who set the address",
        12: "mc_users" / U32,
    },
)

_ADDRESS = (
    "{local} peer {address?-local}/{ifa_prefixlen}"
    "|{local}/{ifa_prefixlen}|{address}/{ifa_prefixlen}"
)
FAMILY = Route(
    "addr",
    Rtm,
    header=IFADDRMSG,
    short=RTGENMSG,
    old=OLD_DUMP,
    attrs=ATTRS,
    info={
        0: (
            _ADDRESS,
            "brd {broadcast}",
            "dev {ifa_index}",
            "scope {ifa_scope?-UNIVERSE!l}",
            "label {label}",
            "metric {rt_priority?-0}",
            "{flags?-PERMANENT!l}",
            "valid_lft {cacheinfo.ifa_valid?-4294967295}s",
            "preferred_lft {cacheinfo.ifa_prefered?-4294967295}s",
            "proto {proto?-UNSPEC!l}",
        ),
        Rtm.GETADDR: (
            "{local}/{ifa_prefixlen}|{address}/{ifa_prefixlen}|{ifa_family}|{rtgen_family}",
            "dev {ifa_index?-0}",
        ),
    },
)
