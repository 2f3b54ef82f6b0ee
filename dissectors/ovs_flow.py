"""ovs_flow, Open vSwitch's flow table (include/uapi/linux/openvswitch.h)."""

from dissectors._ovs import ACTION, FLOW_STATS, KEY, OVS_HEADER
from nlscope.spec import (
    U8,
    U32,
    U64,
    Attrs,
    Binary,
    Constants,
    Flag,
    Flags,
    Genl,
    Hex,
    Nest,
    Pad,
    Say,
    Unit,
)
from nlscope.spec.ovs_actions import actions
from nlscope.spec.ovs_flow import flow


class Cmd(Constants, prefix="OVS_FLOW_CMD"):
    NEW = 1
    DEL = 2
    GET = 3
    SET = 4


class UfidFlag(Constants, prefix="OVS_UFID_F"):
    OMIT_KEY = 0x1
    OMIT_MASK = 0x2
    OMIT_ACTIONS = 0x4


ATTRS = Attrs(
    "OVS_FLOW_ATTR",
    {
        1: "key" / Nest(KEY),
        2: "actions" / Nest(ACTION),
        3: "stats" / FLOW_STATS,
        4: "tcp_flags" / Hex(U8) * "all that were seen",
        5: "used" / Unit(U64, "ms"),
        6: "clear" / Flag,
        7: "mask" / Nest(KEY) * "bits of the key that count; absent for all",
        8: "probe" / Flag,
        9: "ufid" / Binary * "1 to 16 bytes that name the flow",
        10: "ufid_flags" / Flags(U32, UfidFlag),
        11: "pad" / Pad,
    },
)

FAMILY = Genl(
    "ovs_flow",
    Cmd,
    header=OVS_HEADER,
    attrs=ATTRS,
    groups=("ovs_flow",),
    info=(
        "dp {dp_ifindex}",
        "ufid:{ufid}",
        Say(flow, ("key", "mask")),
        "packets:{stats.n_packets}, bytes:{stats.n_bytes}",
        "used:{used}ms",
        "flags:{tcp_flags:#x}",
        Say(actions, ("actions",)),
    ),
)
