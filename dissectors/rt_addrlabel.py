"""Labels of IPv6 address selection, RFC 6724 (include/uapi/linux/if_addrlabel.h)."""

from dissectors._rtnl import AddressFamily
from dissectors._rtnl_cacheinfo import RTGENMSG
from dissectors._rtnl_old import OLD_DUMP
from nlscope.spec import (
    U8,
    U32,
    Attrs,
    Constants,
    Enum,
    IPv6,
    Padding,
    Route,
    Struct,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWADDRLABEL = 72
    DELADDRLABEL = 73
    GETADDRLABEL = 74


IFADDRLBLMSG = "ifaddrlblmsg" / Struct(
    "ifal_family" / Enum(U8, AddressFamily),
    Padding(1),
    "ifal_prefixlen" / U8,
    "ifal_flags" / U8,
    "ifal_index" / Unit(U32, "ifindex"),
    "ifal_seq" / U32 * "counts the changes of the table",
)
ATTRS = Attrs("IFAL", {1: "address" / IPv6, 2: "label" / U32})

FAMILY = Route(
    "addrlabel",
    Rtm,
    header=IFADDRLBLMSG,
    short=RTGENMSG,
    old=OLD_DUMP,
    attrs=ATTRS,
    info=(
        "prefix {address}/{ifal_prefixlen}|{ifal_family}|{rtgen_family}",
        "dev {ifal_index?-0}",
        "label {label}",
    ),
)
