"""ovs_packet, packets that Open vSwitch hands up or down.

Source: include/uapi/linux/openvswitch.h.
"""

from dissectors._ovs import ACTION, KEY, OVS_HEADER, TUNNEL_KEY
from nlscope.spec import (
    U16,
    U32,
    U64,
    Attrs,
    Binary,
    Constants,
    Flag,
    Genl,
    Hex,
    Nest,
    Say,
)
from nlscope.spec.ovs_actions import actions
from nlscope.spec.ovs_flow import flow
from nlscope.spec.packet import frame


class Cmd(Constants, prefix="OVS_PACKET_CMD"):
    MISS = 1
    ACTION = 2
    EXECUTE = 3


ATTRS = Attrs(
    "OVS_PACKET_ATTR",
    {
        1: "packet" / Binary * "from its Ethernet header on",
        2: "key" / Nest(KEY),
        3: "actions" / Nest(ACTION),
        4: "userdata" / Binary,
        5: "egress_tun_key" / Nest(TUNNEL_KEY),
        6: "unused1" / Binary,
        7: "unused2" / Binary,
        8: "probe" / Flag,
        9: "mru" / U16 * "longest IP fragment received",
        10: "len" / U32 * "before truncation",
        11: "hash" / Hex(U64) * "the skb's hash in the low 32 bits, flags above",
        12: "upcall_pid" / U32 * "netlink port for upcalls while it executes",
    },
)

FAMILY = Genl(
    "ovs_packet",
    Cmd,
    header=OVS_HEADER,
    attrs=ATTRS,
    info=(
        "dp {dp_ifindex}",
        Say(flow, ("key",)),
        Say(frame, ("packet",)),
        Say(actions, ("actions",)),
        "len {len}",
    ),
)
