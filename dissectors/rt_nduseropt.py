"""Options of router advertisements that user space handles, DNS servers for one.

Source: struct nduseroptmsg in include/uapi/linux/rtnetlink.h; net/ipv6/ndisc.c sends
one option a message, nduseropt_opts_len bytes of it, then the attributes.
"""

from dissectors._rtnl import AddressFamily
from nlscope.spec import (
    U8,
    U16,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Enum,
    Headed,
    IfIndex,
    IPv6,
    Padding,
    Route,
    Select,
    Struct,
)


class Rtm(Constants, prefix="RTM"):
    NEWNDUSEROPT = 68


class Option(Constants, prefix="ND_OPT"):  # include/net/ndisc.h
    SOURCE_LL_ADDR = 1
    TARGET_LL_ADDR = 2
    PREFIX_INFO = 3
    REDIRECT_HDR = 4
    MTU = 5
    NONCE = 14
    ROUTE_INFO = 24
    RDNSS = 25
    DNSSL = 31
    SIXCO = 34
    CAPTIVE_PORTAL = 37
    PREF64 = 38


Option.irregular = {"SIXCO": "ND_OPT_6CO"}

NDUSEROPTMSG = "nduseroptmsg" / Struct(
    "nduseropt_family" / Enum(U8, AddressFamily),
    Padding(1),
    "nduseropt_opts_len" / U16 * "bytes of options",
    "nduseropt_ifindex" / IfIndex,
    "nduseropt_icmp_type" / U8,
    "nduseropt_icmp_code" / U8,
    Padding(6),
)
ATTRS = Attrs("NDUSEROPT", {1: "srcaddr" / IPv6})


def option(size: int) -> Struct:
    """Return the type of an option of so many bytes."""
    return "nd_opt" / Struct(
        "nd_opt_type" / Enum(U8, Option),
        "nd_opt_len" / U8 * "in 8 bytes, these two included",
        "data" / Bytes(size - 2),
    )


OPTIONS = Select(
    "nduseropt_opts_len",
    {size: "option" / Headed(option(size), ATTRS) for size in range(8, 520, 8)},
    "option" / Binary,
)

FAMILY = Route(
    "nduseropt",
    Rtm,
    header=NDUSEROPTMSG,
    attrs=OPTIONS,
    info=(
        "{option.nd_opt_type}",
        "from {option.srcaddr}",
        "dev {nduseropt_ifindex}",
    ),
)
