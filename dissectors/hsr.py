"""HSR, redundant rings and parallel networks (include/uapi/linux/hsr_netlink.h)."""

from nlscope.spec import U16, U32, Attrs, Constants, Genl, IfIndex, Mac, Multi, Unit


class Cmd(Constants, prefix="HSR_C"):
    RING_ERROR = 1
    NODE_DOWN = 2
    GET_NODE_STATUS = 3
    SET_NODE_STATUS = 4
    GET_NODE_LIST = 5
    SET_NODE_LIST = 6


ATTRS = Attrs(
    "HSR_A",
    {
        1: "node_addr" / Multi(Mac),
        2: "ifindex" / IfIndex,
        3: "if1_age" / Unit(U32, "ms"),
        4: "if2_age" / Unit(U32, "ms"),
        5: "node_addr_b" / Mac,
        6: "if1_seq" / U16,
        7: "if2_seq" / U16,
        8: "if1_ifindex" / IfIndex,
        9: "if2_ifindex" / IfIndex,
        10: "addr_b_ifindex" / IfIndex,
    },
)

FAMILY = Genl(
    "HSR",
    Cmd,
    attrs=ATTRS,
    groups=("hsr-network",),
    info=(
        "dev {ifindex}",
        "node {node_addr}",
        "addr-b {node_addr_b}",
        "age {if1_age}/{if2_age} ms",
    ),
)
