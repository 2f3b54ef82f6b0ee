"""ovs_meter, Open vSwitch's rate limits (include/uapi/linux/openvswitch.h)."""

from dissectors._ovs import FLOW_STATS, OVS_HEADER
from nlscope.spec import (
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Flag,
    Genl,
    Indexed,
    Pad,
    Unit,
)


class Cmd(Constants, prefix="OVS_METER_CMD"):
    FEATURES = 1
    SET = 2
    DEL = 3
    GET = 4


class BandType(Constants, prefix="OVS_METER_BAND_TYPE"):
    DROP = 1


BAND = Attrs(
    "OVS_BAND_ATTR",
    {
        1: "type" / Enum(U32, BandType),
        2: "rate" / U32 * "kbit/s if kbps is set, else packets a second",
        3: "burst" / U32,
        4: "stats" / FLOW_STATS,
    },
)
ATTRS = Attrs(
    "OVS_METER_ATTR",
    {
        1: "id" / U32,
        2: "kbps" / Flag,
        3: "stats" / FLOW_STATS,
        4: "bands" / Indexed(BAND),
        5: "used" / Unit(U64, "ms"),
        6: "clear" / Flag,
        7: "max_meters" / U32,
        8: "max_bands" / U32,
        9: "pad" / Pad,
    },
)

FAMILY = Genl(
    "ovs_meter",
    Cmd,
    header=OVS_HEADER,
    attrs=ATTRS,
    groups=("ovs_meter",),
    info=(
        "dp {dp_ifindex}",
        "meter {id}",
        "{kbps}",
        "bands {bands.type} rate {bands.rate}",
        "packets:{stats.n_packets} bytes:{stats.n_bytes}",
        "max_meters:{max_meters} max_bands:{max_bands}",
    ),
)
