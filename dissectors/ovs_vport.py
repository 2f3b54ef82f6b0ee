"""ovs_vport, the ports of Open vSwitch's datapaths (include/uapi/linux/openvswitch.h)."""

from dissectors._ovs import OVS_HEADER
from nlscope.spec import (
    U16,
    U32,
    U64,
    Array,
    Attrs,
    Constants,
    Enum,
    Flag,
    Genl,
    IfIndex,
    Nest,
    NetnsId,
    Pad,
    Str,
    Struct,
)


class Cmd(Constants, prefix="OVS_VPORT_CMD"):
    NEW = 1
    DEL = 2
    GET = 3
    SET = 4


class Type(Constants, prefix="OVS_VPORT_TYPE"):
    UNSPEC = 0
    NETDEV = 1
    INTERNAL = 2
    GRE = 3
    VXLAN = 4
    GENEVE = 5


STATS = Struct(
    "rx_packets" / U64,
    "tx_packets" / U64,
    "rx_bytes" / U64,
    "tx_bytes" / U64,
    "rx_errors" / U64,
    "tx_errors" / U64,
    "rx_dropped" / U64,
    "tx_dropped" / U64,
)
VXLAN_EXT = Attrs("OVS_VXLAN_EXT", {1: "gbp" / Flag})
TUNNEL = Attrs(
    "OVS_TUNNEL_ATTR",
    {1: "dst_port" / U16, 2: "extension" / Nest(VXLAN_EXT)},
)
UPCALL = Attrs(
    "OVS_VPORT_UPCALL_ATTR",
    {0: "success" / U64, 1: "fail" / U64, 7: "pad" / Pad},
    irregular={"pad": "OVS_VPORT_ATTR_PAD"},
)
ATTRS = Attrs(
    "OVS_VPORT_ATTR",
    {
        1: "port_no" / U32,
        2: "type" / Enum(U32, Type),
        3: "name" / Str,
        4: "options" / Nest(TUNNEL),
        5: "upcall_pid" / Array(U32) * "netlink ports",
        6: "stats" / STATS,
        7: "pad" / Pad,
        8: "ifindex" / IfIndex,
        9: "netnsid" / NetnsId,
        10: "upcall_stats" / Nest(UPCALL),
    },
)

FAMILY = Genl(
    "ovs_vport",
    Cmd,
    header=OVS_HEADER,
    attrs=ATTRS,
    groups=("ovs_vport",),
    info=(
        "dp {dp_ifindex?-0}",
        "port {port_no}:",
        "{name}",
        "({type})",
        "RX packets:{stats.rx_packets} TX packets:{stats.tx_packets}",
    ),
)
