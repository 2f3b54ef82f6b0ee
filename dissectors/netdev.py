"""netdev, queues, NAPIs and page pools (include/uapi/linux/netdev.h, kernel 7.2)."""

from nlscope.spec import (
    S32,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Flags,
    Genl,
    IfIndex,
    Multi,
    Nest,
    Op,
    Pad,
    Uint,
    Unit,
)


class Cmd(Constants, prefix="NETDEV_CMD"):
    DEV_GET = 1
    DEV_ADD_NTF = 2
    DEV_DEL_NTF = 3
    DEV_CHANGE_NTF = 4
    PAGE_POOL_GET = 5
    PAGE_POOL_ADD_NTF = 6
    PAGE_POOL_DEL_NTF = 7
    PAGE_POOL_CHANGE_NTF = 8
    PAGE_POOL_STATS_GET = 9
    QUEUE_GET = 10
    NAPI_GET = 11
    QSTATS_GET = 12
    BIND_RX = 13
    NAPI_SET = 14
    BIND_TX = 15
    QUEUE_CREATE = 16


class XdpAct(Constants, prefix="NETDEV_XDP_ACT"):
    BASIC = 0x1
    REDIRECT = 0x2
    NDO_XMIT = 0x4
    XSK_ZEROCOPY = 0x8
    HW_OFFLOAD = 0x10
    RX_SG = 0x20
    NDO_XMIT_SG = 0x40


class XdpRxMetadata(Constants, prefix="NETDEV_XDP_RX_METADATA"):
    TIMESTAMP = 0x1
    HASH = 0x2
    VLAN_TAG = 0x4


class XskFlags(Constants, prefix="NETDEV_XSK_FLAGS"):
    TX_TIMESTAMP = 0x1
    TX_CHECKSUM = 0x2
    TX_LAUNCH_TIME_FIFO = 0x4


class QueueType(Constants, prefix="NETDEV_QUEUE_TYPE"):
    RX = 0
    TX = 1


class QstatsScope(Constants, prefix="NETDEV_QSTATS_SCOPE"):
    QUEUE = 0x1


class NapiThreaded(Constants, prefix="NETDEV_NAPI_THREADED"):
    DISABLED = 0
    ENABLED = 1
    BUSY_POLL = 2


XSK_INFO = Attrs("NETDEV_A_XSK_INFO", {})
DEV = Attrs(
    "NETDEV_A_DEV",
    {
        1: "ifindex" / IfIndex,
        2: "pad" / Pad,
        3: "xdp_features" / Flags(U64, XdpAct),
        4: "xdp_zc_max_segs" / U32,
        5: "xdp_rx_metadata_features" / Flags(U64, XdpRxMetadata),
        6: "xsk_features" / Flags(U64, XskFlags),
    },
)
IO_URING = Attrs(
    "NETDEV_A_IO_URING_PROVIDER_INFO",
    {
        1: "rx_buf_len" / Unit(Uint, "bytes"),
    },
)
PAGE_POOL = Attrs(
    "NETDEV_A_PAGE_POOL",
    {
        1: "id" / Uint,
        2: "ifindex" / IfIndex,
        3: "napi_id" / Uint,
        4: "inflight" / Uint,
        5: "inflight_mem" / Unit(Uint, "bytes"),
        6: "detach_time" / Unit(Uint, "s"),
        7: "dmabuf" / U32,
        8: "io_uring" / Nest(IO_URING),
    },
)
POOL_INFO = Attrs(
    "NETDEV_A_PAGE_POOL",
    {
        1: "id" / Uint,
        2: "ifindex" / IfIndex,
    },
)
PAGE_POOL_STATS = Attrs(
    "NETDEV_A_PAGE_POOL_STATS",
    {
        1: "info" / Nest(POOL_INFO),
        8: "alloc_fast" / Uint,
        9: "alloc_slow" / Uint,
        10: "alloc_slow_high_order" / Uint,
        11: "alloc_empty" / Uint,
        12: "alloc_refill" / Uint,
        13: "alloc_waive" / Uint,
        14: "recycle_cached" / Uint,
        15: "recycle_cache_full" / Uint,
        16: "recycle_ring" / Uint,
        17: "recycle_ring_full" / Uint,
        18: "recycle_released_refcnt" / Uint,
    },
)
NAPI = Attrs(
    "NETDEV_A_NAPI",
    {
        1: "ifindex" / IfIndex,
        2: "id" / U32,
        3: "irq" / U32,
        4: "pid" / U32,
        5: "defer_hard_irqs" / U32,
        6: "gro_flush_timeout" / Unit(Uint, "ns"),
        7: "irq_suspend_timeout" / Unit(Uint, "ns"),
        8: "threaded" / Enum(U32, NapiThreaded),
    },
)
QUEUE_ID = Attrs(
    "NETDEV_A_QUEUE",
    {
        1: "id" / U32,
        3: "type" / Enum(U32, QueueType),
    },
)
LEASE = Attrs(
    "NETDEV_A_LEASE",
    {
        1: "ifindex" / IfIndex,
        2: "queue" / Nest(QUEUE_ID),
        3: "netns_id" / S32,
    },
)
QUEUE = Attrs(
    "NETDEV_A_QUEUE",
    {
        1: "id" / U32,
        2: "ifindex" / IfIndex,
        3: "type" / Enum(U32, QueueType),
        4: "napi_id" / U32,
        5: "dmabuf" / U32,
        6: "io_uring" / Nest(IO_URING),
        7: "xsk" / Nest(XSK_INFO),
        8: "lease" / Nest(LEASE),
    },
)
QSTATS = Attrs(
    "NETDEV_A_QSTATS",
    {
        1: "ifindex" / IfIndex,
        2: "queue_type" / Enum(U32, QueueType),
        3: "queue_id" / U32,
        4: "scope" / Flags(Uint, QstatsScope),
        8: "rx_packets" / Uint,
        9: "rx_bytes" / Uint,
        10: "tx_packets" / Uint,
        11: "tx_bytes" / Uint,
        12: "rx_alloc_fail" / Uint,
        13: "rx_hw_drops" / Uint,
        14: "rx_hw_drop_overruns" / Uint,
        15: "rx_csum_complete" / Uint,
        16: "rx_csum_unnecessary" / Uint,
        17: "rx_csum_none" / Uint,
        18: "rx_csum_bad" / Uint,
        19: "rx_hw_gro_packets" / Uint,
        20: "rx_hw_gro_bytes" / Uint,
        21: "rx_hw_gro_wire_packets" / Uint,
        22: "rx_hw_gro_wire_bytes" / Uint,
        23: "rx_hw_drop_ratelimits" / Uint,
        24: "tx_hw_drops" / Uint,
        25: "tx_hw_drop_errors" / Uint,
        26: "tx_csum_none" / Uint,
        27: "tx_needs_csum" / Uint,
        28: "tx_hw_gso_packets" / Uint,
        29: "tx_hw_gso_bytes" / Uint,
        30: "tx_hw_gso_wire_packets" / Uint,
        31: "tx_hw_gso_wire_bytes" / Uint,
        32: "tx_hw_drop_ratelimits" / Uint,
        33: "tx_stop" / Uint,
        34: "tx_wake" / Uint,
    },
)
DMABUF = Attrs(
    "NETDEV_A_DMABUF",
    {
        1: "ifindex" / IfIndex,
        2: "queues" / Multi(Nest(QUEUE_ID)),
        3: "fd" / U32,
        4: "id" / U32,
        5: "rx_page_size" / Unit(U32, "B"),
    },
)

_QUEUE = ("dev {ifindex}", "queue {type} {id}", "napi {napi_id}", "dmabuf {dmabuf}")
_POOL = ("page pool {id}", "dev {ifindex}", "napi {napi_id}", "inflight {inflight}")
_DEV = Op(attrs=DEV, info=("dev {ifindex}", "xdp {xdp_features}", "xsk {xsk_features}"))
_PAGE_POOL = Op(attrs=PAGE_POOL, info=_POOL)
_BIND = Op(
    attrs=DMABUF,
    info=("dev {ifindex}", "queues {queues.type} {queues.id}", "fd {fd}", "dmabuf {id}"),
)
_NAPI = Op(
    attrs=NAPI,
    info=("dev {ifindex}", "napi {id}", "irq {irq}", "pid {pid}", "threaded {threaded}"),
)
FAMILY = Genl(
    "netdev",
    Cmd,
    attrs=DEV,
    groups=("mgmt", "page-pool"),
    ops={
        Cmd.DEV_GET: _DEV,
        Cmd.DEV_ADD_NTF: _DEV,
        Cmd.DEV_DEL_NTF: _DEV,
        Cmd.DEV_CHANGE_NTF: _DEV,
        Cmd.PAGE_POOL_GET: _PAGE_POOL,
        Cmd.PAGE_POOL_ADD_NTF: _PAGE_POOL,
        Cmd.PAGE_POOL_DEL_NTF: _PAGE_POOL,
        Cmd.PAGE_POOL_CHANGE_NTF: _PAGE_POOL,
        Cmd.PAGE_POOL_STATS_GET: Op(
            attrs=PAGE_POOL_STATS,
            info=("page pool {info.id}", "dev {info.ifindex}", "fast {alloc_fast}"),
        ),
        Cmd.QUEUE_GET: Op(attrs=QUEUE, info=_QUEUE),
        Cmd.QUEUE_CREATE: Op(attrs=QUEUE, info=_QUEUE),
        Cmd.NAPI_GET: _NAPI,
        Cmd.NAPI_SET: _NAPI,
        Cmd.QSTATS_GET: Op(
            attrs=QSTATS,
            info=(
                "dev {ifindex}",
                "{queue_type} {queue_id}",
                "rx {rx_packets}",
                "tx {tx_packets}",
            ),
        ),
        Cmd.BIND_RX: _BIND,
        Cmd.BIND_TX: _BIND,
    },
)
