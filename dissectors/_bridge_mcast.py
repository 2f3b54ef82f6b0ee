"""What bridges tell of multicast in several objects (include/uapi/linux/if_bridge.h)."""

from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Headed,
    IPv4,
    IPv6,
    Multi,
    Pad,
    Struct,
    Unit,
)


class RouterType(Constants, prefix="MDB_RTR_TYPE"):
    DISABLED = 0
    TEMP_QUERY = 1
    PERM = 2
    TEMP = 3


ROUTER_PORT = "port" / Struct("ifindex" / Unit(U32, "ifindex"))
ROUTER_PATTR = Attrs(
    "MDBA_ROUTER_PATTR",
    {
        1: "timer" / Unit(U32, "cs"),
        2: "type" / Enum(U8, RouterType),
        3: "inet_timer" / Unit(U32, "cs"),
        4: "inet6_timer" / Unit(U32, "cs"),
        5: "vid" / U16,
    },
)
ROUTER = Attrs("MDBA_ROUTER", {1: "port" / Multi(Headed(ROUTER_PORT, ROUTER_PATTR))})
QUERIER = Attrs(
    "BRIDGE_QUERIER",
    {
        1: "ip_address" / IPv4,
        2: "ip_port" / Unit(U32, "ifindex"),
        3: "ip_other_timer" / Unit(U64, "cs"),
        4: "pad" / Pad,
        5: "ipv6_address" / IPv6,
        6: "ipv6_port" / Unit(U32, "ifindex"),
        7: "ipv6_other_timer" / Unit(U64, "cs"),
    },
)
