"""IP settings per interface, as in /proc/sys/net (include/uapi/linux/netconf.h)."""

from dissectors._rtnl import AddressFamily
from nlscope.spec import (
    S32,
    U8,
    Attrs,
    Constants,
    Enum,
    IfIndex,
    Route,
    Struct,
)


class Rtm(Constants, prefix="RTM"):
    NEWNETCONF = 80
    DELNETCONF = 81
    GETNETCONF = 82


class RpFilter(Constants):
    OFF = 0
    STRICT = 1
    LOOSE = 2


NETCONFMSG = "netconfmsg" / Struct("ncm_family" / Enum(U8, AddressFamily))
ATTRS = Attrs(
    "NETCONFA",
    {
        1: "ifindex" / IfIndex * "-1 for all interfaces, -2 for the default",
        2: "forwarding" / S32,
        3: "rp_filter" / Enum(S32, RpFilter),
        4: "mc_forwarding" / S32,
        5: "proxy_neigh" / S32,
        6: "ignore_routes_with_linkdown" / S32,
        7: "input" / S32 * "AF_MPLS: labelled packets are accepted",
        8: "bc_forwarding" / S32,
        9: "force_forwarding" / S32,
    },
)

FAMILY = Route(
    "netconf",
    Rtm,
    header=NETCONFMSG,
    attrs=ATTRS,
    info=(
        "{ncm_family}",
        "dev {ifindex}",
        "forwarding {forwarding}",
        "rp_filter {rp_filter}",
        "mc_forwarding {mc_forwarding}",
        "proxy_neigh {proxy_neigh}",
        "ignore_routes_with_linkdown {ignore_routes_with_linkdown}",
        "input {input}",
        "bc_forwarding {bc_forwarding}",
        "force_forwarding {force_forwarding}",
    ),
)
