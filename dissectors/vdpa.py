"""vdpa, virtio data paths in hardware (include/uapi/linux/vdpa.h, kernel 7.2)."""

from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Flags,
    Genl,
    Hex,
    Mac,
    Multi,
    Op,
    Pad,
    Select,
    Str,
    Unit,
)


class Cmd(Constants, prefix="VDPA_CMD"):
    MGMTDEV_NEW = 1
    MGMTDEV_GET = 2
    DEV_NEW = 3
    DEV_DEL = 4
    DEV_GET = 5
    DEV_CONFIG_GET = 6
    DEV_VSTATS_GET = 7
    DEV_ATTR_SET = 8


class DeviceId(Constants, prefix="VIRTIO_ID"):  # virtio_ids.h
    NET = 1
    BLOCK = 2
    CONSOLE = 3
    RNG = 4
    BALLOON = 5
    SCSI = 8
    GPU = 16
    INPUT = 18
    VSOCK = 19
    CRYPTO = 20
    IOMMU = 23
    MEM = 24
    SOUND = 25
    FS = 26
    PMEM = 27


DeviceClass = Constants.make(
    "VIRTIO_ID", {1 << number: name for number, name in DeviceId.names.items()}
)
TRANSPORT = {  # virtio_config.h, virtio_ring.h
    24: "F_NOTIFY_ON_EMPTY",
    27: "F_ANY_LAYOUT",
    28: "RING_F_INDIRECT_DESC",
    29: "RING_F_EVENT_IDX",
    32: "F_VERSION_1",
    33: "F_ACCESS_PLATFORM",
    34: "F_RING_PACKED",
    35: "F_IN_ORDER",
    36: "F_ORDER_PLATFORM",
    37: "F_SR_IOV",
    38: "F_NOTIFICATION_DATA",
    40: "F_RING_RESET",
    41: "F_ADMIN_VQ",
}
NET = {  # virtio_net.h
    0: "NET_F_CSUM",
    1: "NET_F_GUEST_CSUM",
    2: "NET_F_CTRL_GUEST_OFFLOADS",
    3: "NET_F_MTU",
    5: "NET_F_MAC",
    6: "NET_F_GSO",
    7: "NET_F_GUEST_TSO4",
    8: "NET_F_GUEST_TSO6",
    9: "NET_F_GUEST_ECN",
    10: "NET_F_GUEST_UFO",
    11: "NET_F_HOST_TSO4",
    12: "NET_F_HOST_TSO6",
    13: "NET_F_HOST_ECN",
    14: "NET_F_HOST_UFO",
    15: "NET_F_MRG_RXBUF",
    16: "NET_F_STATUS",
    17: "NET_F_CTRL_VQ",
    18: "NET_F_CTRL_RX",
    19: "NET_F_CTRL_VLAN",
    20: "NET_F_CTRL_RX_EXTRA",
    21: "NET_F_GUEST_ANNOUNCE",
    22: "NET_F_MQ",
    23: "NET_F_CTRL_MAC_ADDR",
    52: "NET_F_VQ_NOTF_COAL",
    53: "NET_F_NOTF_COAL",
    54: "NET_F_GUEST_USO4",
    55: "NET_F_GUEST_USO6",
    56: "NET_F_HOST_USO",
    57: "NET_F_HASH_REPORT",
    59: "NET_F_GUEST_HDRLEN",
    60: "NET_F_RSS",
    61: "NET_F_RSC_EXT",
    62: "NET_F_STANDBY",
    63: "NET_F_SPEED_DUPLEX",
}
BLOCK = {  # virtio_blk.h
    0: "BLK_F_BARRIER",
    1: "BLK_F_SIZE_MAX",
    2: "BLK_F_SEG_MAX",
    4: "BLK_F_GEOMETRY",
    5: "BLK_F_RO",
    6: "BLK_F_BLK_SIZE",
    7: "BLK_F_SCSI",
    9: "BLK_F_FLUSH",
    10: "BLK_F_TOPOLOGY",
    11: "BLK_F_CONFIG_WCE",
    12: "BLK_F_MQ",
    13: "BLK_F_DISCARD",
    14: "BLK_F_WRITE_ZEROES",
    16: "BLK_F_SECURE_ERASE",
    17: "BLK_F_ZONED",
}
NetFeature = Constants.make("VIRTIO", {1 << n: s for n, s in (TRANSPORT | NET).items()})
BlockFeature = Constants.make("VIRTIO", {1 << n: s for n, s in (TRANSPORT | BLOCK).items()})
FEATURES = Select(
    "dev_id",
    {"NET": Flags(U64, NetFeature), "BLOCK": Flags(U64, BlockFeature)},
    Hex(U64),
)


class NetStatus(Constants, prefix="VIRTIO_NET_S"):
    LINK_UP = 0x1
    ANNOUNCE = 0x2


COMMON = {
    0: "pad" / Pad,
    1: "mgmtdev_bus_name" / Str,
    2: "mgmtdev_dev_name" / Str,
    3: "mgmtdev_supported_classes" / Flags(U64, DeviceClass),
    4: "dev_name" / Str,
    5: "dev_id" / Enum(U32, DeviceId),
    6: "dev_vendor_id" / Hex(U32),
    7: "dev_max_vqs" / U32,
    8: "dev_max_vq_size" / U16,
    9: "dev_min_vq_size" / U16,
    10: "dev_net_cfg_macaddr" / Mac,
    11: "dev_net_status" / Flags(U16, NetStatus),
    12: "dev_net_cfg_max_vqp" / U16,
    13: "dev_net_cfg_mtu" / U16,
    14: "dev_negotiated_features" / FEATURES,
    15: "dev_mgmtdev_max_vqs" / U32,
    16: "dev_supported_features" / FEATURES,
    17: "dev_queue_index" / U32,
    18: "dev_vendor_attr_name" / Multi(Str),
    19: "dev_vendor_attr_value" / Multi(U64),
    20: "dev_features" / FEATURES,
}
CONFIG = Attrs(
    "VDPA_ATTR",
    {
        **COMMON,
        21: "dev_blk_cfg_capacity" / Unit(U64, "512 bytes"),
        22: "dev_blk_cfg_size_max" / U32,
        23: "dev_blk_cfg_blk_size" / U32,
        24: "dev_blk_cfg_seg_max" / U32,
        25: "dev_blk_cfg_num_queues" / U16,
        26: "dev_blk_cfg_phy_blk_exp" / U8,
        27: "dev_blk_cfg_align_offset" / U8,
        28: "dev_blk_cfg_min_io_size" / U16,
        29: "dev_blk_cfg_opt_io_size" / U32,
        30: "dev_blk_cfg_max_discard_sec" / U32,
        31: "dev_blk_cfg_max_discard_seg" / U32,
        32: "dev_blk_cfg_discard_sec_align" / U32,
        33: "dev_blk_cfg_max_write_zeroes_sec" / U32,
        34: "dev_blk_cfg_max_write_zeroes_seg" / U32,
        35: "dev_blk_read_only" / U8,
        36: "dev_blk_flush" / U8,
    },
)
# the number had this name in Linux 6.1 only, which sent it with DEV_CONFIG_GET
ATTRS = Attrs("VDPA_ATTR", {**COMMON, 21: "vdpa_dev_supported_features" / FEATURES})

FAMILY = Genl(
    "vdpa",
    Cmd,
    attrs=ATTRS,
    info=(
        "{mgmtdev_bus_name}/{mgmtdev_dev_name}|{mgmtdev_dev_name}",
        "{dev_name}:|{mgmtdev_supported_classes}",
        "type {dev_id}",
        "max_vqs {dev_max_vqs}|max_vqs {dev_mgmtdev_max_vqs}",
        "max_vq_size {dev_max_vq_size}",
        "mac {dev_net_cfg_macaddr}",
        "{dev_net_status}",
        "mtu {dev_net_cfg_mtu}",
        "max_vqp {dev_net_cfg_max_vqp}",
        "queue {dev_queue_index}",
        "{dev_vendor_attr_name} {dev_vendor_attr_value}",
    ),
    ops={
        Cmd.DEV_CONFIG_GET: Op(
            attrs=CONFIG,
            info=(
                "{dev_name}:",
                "type {dev_id}",
                "mac {dev_net_cfg_macaddr}",
                "{dev_net_status}",
                "mtu {dev_net_cfg_mtu}",
                "max_vqp {dev_net_cfg_max_vqp}",
                "capacity {dev_blk_cfg_capacity}",
            ),
        ),
    },
)
