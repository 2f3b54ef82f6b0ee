"""NET_DM, the drop monitor (include/uapi/linux/net_dropmon.h)."""

from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flag,
    Genl,
    Hex,
    IfIndex,
    Multi,
    Nest,
    Op,
    Pad,
    Say,
    Str,
    Struct,
    Unit,
)
from nlscope.spec.packet import frame


class Cmd(Constants, prefix="NET_DM_CMD"):
    ALERT = 1
    CONFIG = 2
    START = 3
    STOP = 4
    PACKET_ALERT = 5
    CONFIG_GET = 6
    CONFIG_NEW = 7
    STATS_GET = 8
    STATS_NEW = 9


class AlertMode(Constants, prefix="NET_DM_ALERT_MODE"):
    SUMMARY = 0
    PACKET = 1


class Origin(Constants, prefix="NET_DM_ORIGIN"):
    SW = 0
    HW = 1


DROP_POINT = Struct("pc" / Hex(U64) * "address in the kernel", "count" / U32)
ALERT = Attrs(
    "NET_DM",
    {0: "alert" / Struct("entries" / U32, "points" / Array(DROP_POINT))},
)
IN_PORT = Attrs(
    "NET_DM_ATTR_PORT",
    {0: "netdev_ifindex" / IfIndex, 1: "netdev_name" / Str},
)
STATS = Attrs("NET_DM_ATTR_STATS", {0: "dropped" / U64})
HW_ENTRIES = Attrs(
    "NET_DM_ATTR",
    {18: "hw_entry" / Multi(Nest(lambda: ATTRS))},
)
ATTRS: Attrs = Attrs(
    "NET_DM_ATTR",
    {
        1: "alert_mode" / Enum(U8, AlertMode),
        2: "pc" / Hex(U64) * "address in the kernel",
        3: "symbol" / Str,
        4: "in_port" / Nest(IN_PORT),
        5: "timestamp" / Unit(U64, "ns") * "since 1970",
        6: "proto" / Hex(U16) * "ethertype",
        7: "payload" / Binary,
        8: "pad" / Pad,
        9: "trunc_len" / U32,
        10: "orig_len" / U32,
        11: "queue_len" / U32,
        12: "stats" / Nest(STATS),
        13: "hw_stats" / Nest(STATS),
        14: "origin" / Enum(U16, Origin),
        15: "hw_trap_group_name" / Str,
        16: "hw_trap_name" / Str,
        17: "hw_entries" / Nest(HW_ENTRIES),
        18: "hw_entry" / Multi(Nest(lambda: ATTRS)),
        19: "hw_trap_count" / U32,
        20: "sw_drops" / Flag,
        21: "hw_drops" / Flag,
        22: "flow_action_cookie" / Binary,
        23: "reason" / Str,
    },
)

FAMILY = Genl(
    "NET_DM",
    Cmd,
    attrs=ATTRS,
    version=2,
    groups=("events",),
    info=(
        "{symbol}|{hw_trap_name}|at {pc:#x}",
        "reason {reason}",
        "origin {origin}",
        "input port {in_port.netdev_name}|input port {in_port.netdev_ifindex}",
        Say(frame, ("payload",)),
        "proto {proto:#06x}",
        "length {orig_len}",
        "alert mode {alert_mode}",
        "trunc {trunc_len}",
        "queue {queue_len}",
        "dropped {stats.dropped}",
        "hw dropped {hw_stats.dropped}",
        "{sw_drops}",
        "{hw_drops}",
    ),
    ops={Cmd.ALERT: Op(attrs=ALERT, info=("{alert.entries} drop points",))},
)
