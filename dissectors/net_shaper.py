"""net-shaper, rate limits in network devices (uapi net_shaper.h, kernel 7.2)."""

from nlscope.spec import (
    U32,
    Attrs,
    Constants,
    Each,
    Enum,
    Flag,
    Genl,
    IfIndex,
    Multi,
    Nest,
    Op,
    Uint,
)


class Cmd(Constants, prefix="NET_SHAPER_CMD"):
    GET = 1
    SET = 2
    DELETE = 3
    GROUP = 4
    CAP_GET = 5


class Scope(Constants, prefix="NET_SHAPER_SCOPE"):
    UNSPEC = 0
    NETDEV = 1
    QUEUE = 2
    NODE = 3


class Metric(Constants, prefix="NET_SHAPER_METRIC"):
    BPS = 0
    PPS = 1


HANDLE = Attrs(
    "NET_SHAPER_A_HANDLE",
    {1: "scope" / Enum(U32, Scope), 2: "id" / U32 * "queue or node, by scope"},
)
LEAF = Attrs(
    "NET_SHAPER_A",
    {1: "handle" / Nest(HANDLE), 6: "priority" / U32, 7: "weight" / U32},
)
ATTRS = Attrs(
    "NET_SHAPER_A",
    {
        1: "handle" / Nest(HANDLE),
        2: "metric" / Enum(U32, Metric),
        3: "bw_min" / Uint,
        4: "bw_max" / Uint * "0 for unlimited",
        5: "burst" / Uint,
        6: "priority" / U32,
        7: "weight" / U32,
        8: "ifindex" / IfIndex,
        9: "parent" / Nest(HANDLE),
        10: "leaves" / Multi(Nest(LEAF)),
    },
)
CAPS = Attrs(
    "NET_SHAPER_A_CAPS",
    {
        1: "ifindex" / IfIndex,
        2: "scope" / Enum(U32, Scope),
        3: "support_metric_bps" / Flag,
        4: "support_metric_pps" / Flag,
        5: "support_nesting" / Flag,
        6: "support_bw_min" / Flag,
        7: "support_bw_max" / Flag,
        8: "support_burst" / Flag,
        9: "support_priority" / Flag,
        10: "support_weight" / Flag,
    },
)

FAMILY = Genl(
    "net-shaper",
    Cmd,
    attrs=ATTRS,
    info=(
        "dev {ifindex}",
        "{handle.scope} {handle.id}|{handle.scope}",
        "parent {parent.scope} {parent.id}|parent {parent.scope}",
        "metric {metric}",
        "bw-min {bw_min}",
        "bw-max {bw_max}",
        "burst {burst}",
        "weight {weight}",
        Each("leaves", ("{handle.scope} {handle.id}", "weight {weight}"), ", ", "leaves "),
    ),
    ops={Cmd.CAP_GET: Op(attrs=CAPS, info=("dev {ifindex}", "{scope}"))},
)
