"""TCM-USER, SCSI targets in user space (include/uapi/linux/target_core_user.h)."""

from nlscope.spec import S32, U8, U32, U64, Attrs, Constants, Genl, Pad, Str, Unit


class Cmd(Constants, prefix="TCMU_CMD"):
    ADDED_DEVICE = 1
    REMOVED_DEVICE = 2
    RECONFIG_DEVICE = 3
    ADDED_DEVICE_DONE = 4
    REMOVED_DEVICE_DONE = 5
    RECONFIG_DEVICE_DONE = 6
    SET_FEATURES = 7


ATTRS = Attrs(
    "TCMU_ATTR",
    {
        1: "device" / Str,
        2: "minor" / U32,
        3: "pad" / Pad,
        4: "dev_cfg" / Str,
        5: "dev_size" / Unit(U64, "bytes"),
        6: "writecache" / U8,
        7: "cmd_status" / S32,
        8: "device_id" / U32,
        9: "supp_kern_cmd_reply" / U8,
    },
)

FAMILY = Genl(
    "TCM-USER",
    Cmd,
    version=2,
    attrs=ATTRS,
    groups=("config",),
    info=(
        "device {device_id}",
        "{device}",
        "minor {minor}",
        "config {dev_cfg!q}",
        "size {dev_size} bytes",
        "writecache {writecache}",
        "status {cmd_status}",
    ),
)
