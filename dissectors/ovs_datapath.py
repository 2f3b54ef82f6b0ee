"""ovs_datapath, Open vSwitch's datapaths (include/uapi/linux/openvswitch.h)."""

from dissectors._ovs import OVS_HEADER
from nlscope.spec import (
    U32,
    U64,
    Array,
    Attrs,
    Constants,
    Flags,
    Genl,
    IfIndex,
    Pad,
    Padding,
    Str,
    Struct,
)


class Cmd(Constants, prefix="OVS_DP_CMD"):
    NEW = 1
    DEL = 2
    GET = 3
    SET = 4


class UserFeature(Constants, prefix="OVS_DP_F"):
    UNALIGNED = 0x1
    VPORT_PIDS = 0x2
    TC_RECIRC_SHARING = 0x4
    DISPATCH_UPCALL_PER_CPU = 0x8


DP_STATS = Struct("n_hit" / U64, "n_missed" / U64, "n_lost" / U64, "n_flows" / U64)
MEGAFLOW_STATS = Struct(
    "n_mask_hit" / U64,
    "n_masks" / U32,
    Padding(4),
    "n_cache_hit" / U64,
    Padding(8),
)
ATTRS = Attrs(
    "OVS_DP_ATTR",
    {
        1: "name" / Str,
        2: "upcall_pid" / U32 * "netlink port",
        3: "stats" / DP_STATS,
        4: "megaflow_stats" / MEGAFLOW_STATS,
        5: "user_features" / Flags(U32, UserFeature),
        6: "pad" / Pad,
        7: "masks_cache_size" / U32,
        8: "per_cpu_pids" / Array(U32) * "netlink ports",
        9: "ifindex" / IfIndex,
    },
)

FAMILY = Genl(
    "ovs_datapath",
    Cmd,
    header=OVS_HEADER,
    attrs=ATTRS,
    version=2,
    groups=("ovs_datapath",),
    info=(
        "{name}|dp {dp_ifindex}",
        "hit:{stats.n_hit} missed:{stats.n_missed} lost:{stats.n_lost}",
        "flows:{stats.n_flows}",
        "features {user_features}",
    ),
)
