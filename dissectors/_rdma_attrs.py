"""Attributes of RDMA devices (enum rdma_nldev_attr in rdma/rdma_netlink.h)."""

from nlscope.spec import (
    S32,
    S64,
    U8,
    U32,
    U64,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flags,
    Hex,
    Multi,
    Nest,
    Pad,
    Str,
)
from nlscope.spec.sockaddr import SockStorage


class NodeType(Constants, prefix="RDMA_NODE"):
    IB_CA = 1
    IB_SWITCH = 2
    IB_ROUTER = 3
    RNIC = 4
    USNIC = 5
    USNIC_UDP = 6
    UNSPECIFIED = 7


class PortState(Constants, prefix="IB_PORT"):
    NOP = 0
    DOWN = 1
    INIT = 2
    ARMED = 3
    ACTIVE = 4
    ACTIVE_DEFER = 5


class PhysState(Constants, prefix="IB_PORT_PHYS_STATE"):
    SLEEP = 1
    POLLING = 2
    DISABLED = 3
    PORT_CONFIGURATION_TRAINING = 4
    LINK_UP = 5
    LINK_ERROR_RECOVERY = 6
    PHY_TEST = 7


class QpType(Constants, prefix="IB_QPT"):
    SMI = 0
    GSI = 1
    RC = 2
    UC = 3
    UD = 4
    RAW_IPV6 = 5
    RAW_ETHERTYPE = 6
    RAW_PACKET = 8
    XRC_INI = 9
    XRC_TGT = 10
    DRIVER = 255


class QpState(Constants, prefix="IB_QPS"):
    RESET = 0
    INIT = 1
    RTR = 2
    RTS = 3
    SQD = 4
    SQE = 5
    ERR = 6


class MigState(Constants, prefix="IB_MIG"):
    MIGRATED = 0
    REARM = 1
    ARMED = 2


class PortSpace(Constants, prefix="RDMA_PS"):
    IPOIB = 0x0002
    IB = 0x013F
    TCP = 0x0106
    UDP = 0x0111


class PollCtx(Constants, prefix="IB_POLL"):
    SOFTIRQ = 0
    WORKQUEUE = 1
    UNBOUND_WORKQUEUE = 2
    DIRECT = 3


class PrintType(Constants, prefix="RDMA_NLDEV_PRINT_TYPE"):
    UNSPEC = 0
    HEX = 1


class CounterMode(Constants, prefix="RDMA_COUNTER_MODE"):
    NONE = 0
    AUTO = 1
    MANUAL = 2


class CounterMask(Constants, prefix="RDMA_COUNTER_MASK"):
    QP_TYPE = 0x1
    PID = 0x2


class NotifyEvent(Constants, prefix="RDMA"):
    REGISTER_EVENT = 0
    UNREGISTER_EVENT = 1
    NETDEV_ATTACH_EVENT = 2
    NETDEV_DETACH_EVENT = 3
    RENAME_EVENT = 4
    NETDEV_RENAME_EVENT = 5


class DeviceType(Constants, prefix="RDMA_DEVICE_TYPE"):
    SMI = 1


class NameAssign(Constants, prefix="RDMA_NAME_ASSIGN_TYPE"):
    UNKNOWN = 0
    USER = 1


class Driver(Constants, prefix="RDMA_DRIVER"):
    UNKNOWN = 0
    MLX5 = 1
    MLX4 = 2
    CXGB3 = 3
    CXGB4 = 4
    MTHCA = 5
    BNXT_RE = 6
    OCRDMA = 7
    NES = 8
    I40IW = 9
    VMW_PVRDMA = 10
    QEDR = 11
    HNS = 12
    USNIC = 13
    RXE = 14
    HFI1 = 15
    QIB = 16
    EFA = 17
    SIW = 18
    ERDMA = 19
    MANA = 20
    IONIC = 21


# All nests hold attributes of this same set.
_SAME = Nest(lambda: NLDEV)
_EACH = Multi(_SAME)
NLDEV: Attrs = Attrs(
    "RDMA_NLDEV_ATTR",
    {
        0: "pad" / Pad,
        1: "dev_index" / U32,
        2: "dev_name" / Str,
        3: "port_index" / U32 * "of a device the number of its ports",
        4: "cap_flags" / Hex(U64),
        5: "fw_version" / Str,
        6: "node_guid" / Hex(U64),
        7: "sys_image_guid" / Hex(U64),
        8: "subnet_prefix" / Hex(U64),
        9: "lid" / U32,
        10: "sm_lid" / U32,
        11: "lmc" / U8,
        12: "port_state" / Enum(U8, PortState),
        13: "port_phys_state" / Enum(U8, PhysState),
        14: "dev_node_type" / Enum(U8, NodeType),
        15: "res_summary" / _SAME,
        16: "res_summary_entry" / _EACH,
        17: "res_summary_entry_name" / Str,
        18: "res_summary_entry_curr" / U64,
        19: "res_qp" / _SAME,
        20: "res_qp_entry" / _EACH,
        21: "res_lqpn" / U32,
        22: "res_rqpn" / U32,
        23: "res_rq_psn" / U32,
        24: "res_sq_psn" / U32,
        25: "res_path_mig_state" / Enum(U8, MigState),
        26: "res_type" / Enum(U8, QpType),
        27: "res_state" / Enum(U8, QpState),
        28: "res_pid" / U32,
        29: "res_kern_name" / Str,
        30: "res_cm_id" / _SAME,
        31: "res_cm_id_entry" / _EACH,
        32: "res_ps" / Enum(U32, PortSpace),
        33: "res_src_addr" / SockStorage,
        34: "res_dst_addr" / SockStorage,
        35: "res_cq" / _SAME,
        36: "res_cq_entry" / _EACH,
        37: "res_cqe" / U32,
        38: "res_usecnt" / U64,
        39: "res_poll_ctx" / Enum(U8, PollCtx),
        40: "res_mr" / _SAME,
        41: "res_mr_entry" / _EACH,
        42: "res_rkey" / Hex(U32),
        43: "res_lkey" / Hex(U32),
        44: "res_iova" / Hex(U64),
        45: "res_mrlen" / U64,
        46: "res_pd" / _SAME,
        47: "res_pd_entry" / _EACH,
        48: "res_local_dma_lkey" / Hex(U32),
        49: "res_unsafe_global_rkey" / Hex(U32),
        50: "ndev_index" / U32,
        51: "ndev_name" / Str,
        52: "driver" / _SAME,
        53: "driver_entry" / _EACH,
        54: "driver_string" / Str,
        55: "driver_print_type" / Enum(U8, PrintType),
        56: "driver_s32" / S32,
        57: "driver_u32" / U32,
        58: "driver_s64" / S64,
        59: "driver_u64" / U64,
        60: "res_pdn" / U32,
        61: "res_cqn" / U32,
        62: "res_mrn" / U32,
        63: "res_cm_idn" / U32,
        64: "res_ctxn" / U32,
        65: "link_type" / Str,
        66: "sys_netns_mode" / U8 * "1: shared, 0: exclusive",
        67: "dev_protocol" / Str,
        68: "net_ns_fd" / U32,
        69: "chardev_type" / Str,
        70: "chardev_name" / Str,
        71: "chardev_abi" / U64,
        72: "chardev" / Hex(U64),
        73: "uverbs_driver_id" / Enum(U32, Driver),
        74: "stat_mode" / Enum(U32, CounterMode),
        75: "stat_res" / U32,
        76: "stat_auto_mode_mask" / Flags(U32, CounterMask),
        77: "stat_counter" / _SAME,
        78: "stat_counter_entry" / _EACH,
        79: "stat_counter_id" / U32,
        80: "stat_hwcounters" / _SAME,
        81: "stat_hwcounter_entry" / _EACH,
        82: "stat_hwcounter_entry_name" / Str,
        83: "stat_hwcounter_entry_value" / U64,
        84: "dev_dim" / U8,
        85: "res_raw" / Binary,
        86: "res_ctx" / _SAME,
        87: "res_ctx_entry" / _EACH,
        88: "res_srq" / _SAME,
        89: "res_srq_entry" / _EACH,
        90: "res_srqn" / U32,
        91: "min_range" / U32,
        92: "max_range" / U32,
        93: "sys_copy_on_fork" / U8,
        94: "stat_hwcounter_index" / U32,
        95: "stat_hwcounter_dynamic" / U8,
        96: "sys_privileged_qkey_mode" / U8,
        97: "driver_details" / U8,
        98: "res_subtype" / Str,
        99: "dev_type" / Enum(U8, DeviceType),
        100: "parent_name" / Str,
        101: "name_assign_type" / Enum(U8, NameAssign),
        102: "event_type" / Enum(U8, NotifyEvent),
        103: "sys_monitor_mode" / U8,
        104: "stat_opcounter_enabled" / U8,
        105: "frmr_pools" / _SAME,
        106: "frmr_pool_entry" / _EACH,
        107: "frmr_pool_key" / _SAME,
        108: "frmr_pool_key_ats" / U8,
        109: "frmr_pool_key_access_flags" / Hex(U32),
        110: "frmr_pool_key_vendor_key" / Hex(U64),
        111: "frmr_pool_key_num_dma_blocks" / U64,
        112: "frmr_pool_queue_handles" / U32,
        113: "frmr_pool_max_in_use" / U64,
        114: "frmr_pool_in_use" / U64,
        115: "frmr_pools_aging_period" / U32,
        116: "frmr_pool_pinned_handles" / U32,
        117: "frmr_pool_key_kernel_vendor_key" / Hex(U64),
    },
    irregular={
        "net_ns_fd": "RDMA_NLDEV_NET_NS_FD",
        "sys_netns_mode": "RDMA_NLDEV_SYS_ATTR_NETNS_MODE",
        "sys_copy_on_fork": "RDMA_NLDEV_SYS_ATTR_COPY_ON_FORK",
        "sys_privileged_qkey_mode": "RDMA_NLDEV_SYS_ATTR_PRIVILEGED_QKEY_MODE",
        "sys_monitor_mode": "RDMA_NLDEV_SYS_ATTR_MONITOR_MODE",
    },
)
