"""Lifetimes and headers that several rtnetlink objects share.

Sources: include/uapi/linux/{rtnetlink,if_addr}.h.
"""

from dissectors._rtnl import AddressFamily, Scope
from nlscope.spec import U8, U32, Constants, Enum, Flags, Struct, Unit


class IfaFlag(Constants, prefix="IFA_F"):
    SECONDARY = 0x01
    TEMPORARY = 0x01
    NODAD = 0x02
    OPTIMISTIC = 0x04
    DADFAILED = 0x08
    HOMEADDRESS = 0x10
    DEPRECATED = 0x20
    TENTATIVE = 0x40
    PERMANENT = 0x80
    MANAGETEMPADDR = 0x100
    NOPREFIXROUTE = 0x200
    MCAUTOJOIN = 0x400
    STABLE_PRIVACY = 0x800


RTGENMSG = "rtgenmsg" / Struct("rtgen_family" / Enum(U8, AddressFamily))

IFADDRMSG = "ifaddrmsg" / Struct(
    "ifa_family" / Enum(U8, AddressFamily),
    "ifa_prefixlen" / U8,
    "ifa_flags" / Flags(U8, IfaFlag),
    "ifa_scope" / Enum(U8, Scope),
    "ifa_index" / Unit(U32, "ifindex"),
)

IFA_CACHEINFO = Struct(
    "ifa_prefered" / Unit(U32, "s") * "seconds left, 4294967295 for ever",
    "ifa_valid" / Unit(U32, "s") * "seconds left, 4294967295 for ever",
    "cstamp" / Unit(U32, "cs") * "created, 1/100 s after boot",
    "tstamp" / Unit(U32, "cs") * "updated, 1/100 s after boot",
)
