"""IPv6 prefixes heard in router advertisements (include/uapi/linux/rtnetlink.h)."""

from dissectors._rtnl import AddressFamily
from dissectors._rtnl_cacheinfo import RTGENMSG
from nlscope.spec import (
    U8,
    U32,
    Attrs,
    Constants,
    Enum,
    Flags,
    IfIndex,
    IPv6,
    Padding,
    Route,
    Struct,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWPREFIX = 52


class PrefixFlag(Constants, prefix="IF_PREFIX"):  # include/net/if_inet6.h
    ONLINK = 0x01
    AUTOCONF = 0x02


PREFIXMSG = "prefixmsg" / Struct(
    "prefix_family" / Enum(U8, AddressFamily),
    Padding(3),
    "prefix_ifindex" / IfIndex,
    "prefix_type" / U8 * "ND option number, 3",
    "prefix_len" / U8,
    "prefix_flags" / Flags(U8, PrefixFlag),
    Padding(1),
)
CACHEINFO = Struct(
    "preferred_time" / Unit(U32, "s"),
    "valid_time" / Unit(U32, "s"),
)
ATTRS = Attrs("PREFIX", {1: "address" / IPv6, 2: "cacheinfo" / CACHEINFO})

FAMILY = Route(
    "prefix",
    Rtm,
    header=PREFIXMSG,
    short=RTGENMSG,
    attrs=ATTRS,
    info=(
        "{address}/{prefix_len}",
        "dev {prefix_ifindex}",
        "{prefix_flags?ONLINK}",
        "valid {cacheinfo.valid_time}",
        "preferred {cacheinfo.preferred_time}",
    ),
)
