"""ovs_ct_limit, connection limits of zones (include/uapi/linux/openvswitch.h)."""

from dissectors._ovs import OVS_HEADER
from nlscope.spec import S32, U32, Array, Attrs, Constants, Each, Genl, Struct


class Cmd(Constants, prefix="OVS_CT_LIMIT_CMD"):
    SET = 1
    DEL = 2
    GET = 3


ZONE_LIMIT = Struct(
    "zone_id" / S32 * "-1 for zones without a limit of their own",
    "limit" / U32,
    "count" / U32,
)
ATTRS = Attrs("OVS_CT_LIMIT_ATTR", {1: "zone_limit" / Array(ZONE_LIMIT)})

FAMILY = Genl(
    "ovs_ct_limit",
    Cmd,
    header=OVS_HEADER,
    attrs=ATTRS,
    groups=("ovs_ct_limit",),
    info=(
        "dp {dp_ifindex?-0}",
        Each(
            "zone_limit",
            (
                "default limit={limit}{zone_id?=-1}|zone={zone_id}",
                "limit={limit}{zone_id?~-1}",
                "count={count}{zone_id?~-1}",
            ),
        ),
    ),
)
