"""TCA_OPTIONS of qdiscs, by kind (include/uapi/linux/pkt_sched.h).

RED, netem and the qdiscs for offloads are in _tc_red, _tc_netem and _tc_offload.
"""

from dissectors._tc import (
    BYTES,
    CLASSID,
    PACKETS,
    RATE,
    RATE64,
    RATE_TABLE,
    RATESPEC,
    TICKS,
    US,
    LinkLayer,
)
from dissectors._tc_netem import NETEM
from dissectors._tc_offload import CBS, ETF, MQPRIO, TAPRIO
from dissectors._tc_red import CHOKE, GRED, RED, SFQ
from nlscope.spec import (
    S16,
    S32,
    U8,
    U16,
    U32,
    Array,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flag,
    Flags,
    Headed,
    Hex,
    Multi,
    Nest,
    Pad,
    Padding,
    Struct,
    Unit,
)


class PlugAction(Constants, prefix="TCQ_PLUG"):
    BUFFER = 0
    RELEASE_ONE = 1
    RELEASE_INDEFINITE = 2
    LIMIT = 3


class CakeFlow(Constants, prefix="CAKE_FLOW"):
    NONE = 0
    SRC_IP = 1
    DST_IP = 2
    HOSTS = 3
    FLOWS = 4
    DUAL_SRC = 5
    DUAL_DST = 6
    TRIPLE = 7


class CakeDiffserv(Constants, prefix="CAKE_DIFFSERV"):
    DIFFSERV3 = 0
    DIFFSERV4 = 1
    DIFFSERV8 = 2
    BESTEFFORT = 3
    PRECEDENCE = 4


class CakeAck(Constants, prefix="CAKE_ACK"):
    NONE = 0
    FILTER = 1
    AGGRESSIVE = 2


class CakeAtm(Constants, prefix="CAKE_ATM"):
    NONE = 0
    ATM = 1
    PTM = 2


class CbqLssFlag(Constants, prefix="TCF_CBQ_LSS"):
    BOUNDED = 1
    ISOLATED = 2


class CbqLssChange(Constants, prefix="TCF_CBQ_LSS"):
    FLAGS = 1
    EWMA = 2
    MAXIDLE = 4
    MINIDLE = 8
    OFFTIME = 0x10
    AVPKT = 0x20


class CbqOverlimit(Constants, prefix="TC_CBQ_OVL"):
    CLASSIC = 0
    DELAY = 1
    LOWPRIO = 2
    DROP = 3
    RCLASSIC = 4


class Dualpi2Overload(Constants, prefix="TC_DUALPI2_DROP_OVERLOAD"):
    OVERFLOW = 0
    DROP = 1


class Dualpi2Early(Constants, prefix="TC_DUALPI2_DROP_EARLY"):
    DROP_DEQUEUE = 0
    DROP_ENQUEUE = 1


class Dualpi2Ecn(Constants, prefix="TC_DUALPI2_ECN_MASK"):
    L4S_ECT = 1
    CLA_ECT = 2
    ANY_ECT = 3


class Dualpi2Gso(Constants, prefix="TC_DUALPI2_SPLIT_GSO"):
    NO_SPLIT_GSO = 0
    SPLIT_GSO = 1


NOTHING = Attrs("TCA", {})
FIFO = Struct("limit" / U32 * "packets, of bfifo bytes")
SKBPRIO = Struct("limit" / PACKETS)
PRIO = Struct("bands" / S32, "priomap" / U8[16] * "bands of the priorities 0 to 15")
# tc leaves an empty nest after the struct, where once was TCA_PRIO_MQ.
PRIO_NEST = Headed("tc_prio_qopt" / PRIO, Attrs("TCA", {2: "options" / Nest(NOTHING)}))
MULTIQ = Struct("bands" / U16, "max_bands" / U16)
PLUG = Struct("action" / Enum(S32, PlugAction), "limit" / BYTES)
HFSC = Struct("defcls" / U16 * "minor of the default class, in tc in hex")
TBF = Attrs(
    "TCA_TBF",
    {
        1: "parms"
        / Struct(
            "rate" / RATESPEC,
            "peakrate" / RATESPEC,
            "limit" / BYTES,
            "buffer" / TICKS,
            "mtu" / TICKS,
        ),
        2: "rtab" / RATE_TABLE,
        3: "ptab" / RATE_TABLE,
        4: "rate64" / RATE64,
        5: "prate64" / RATE64,
        6: "burst" / BYTES,
        7: "pburst" / BYTES,
        8: "pad" / Pad,
    },
)
HTB = Attrs(
    "TCA_HTB",
    {
        1: "parms"
        / Struct(
            "rate" / RATESPEC,
            "ceil" / RATESPEC,
            "buffer" / TICKS,
            "cbuffer" / TICKS,
            "quantum" / BYTES,
            "level" / U32 * "depth below, told by the kernel",
            "prio" / U32,
        ),
        2: "init"
        / Struct(
            "version" / Hex(U32) * "3; the kernel's, 3.17 is 0x30011",
            "rate2quantum" / U32,
            "defcls" / Hex(U32) * "minor of the default class",
            "debug" / U32,
            "direct_pkts" / U32 * "packets that no class shaped",
        ),
        3: "ctab" / RATE_TABLE,
        4: "rtab" / RATE_TABLE,
        5: "direct_qlen" / PACKETS,
        6: "rate64" / RATE64,
        7: "ceil64" / RATE64,
        8: "pad" / Pad,
        9: "offload" / Flag,
    },
)
SERVICE_CURVE = Struct("m1" / RATE, "d" / US, "m2" / RATE)
HFSC_CLASS = Attrs(
    "TCA_HFSC",
    {1: "rsc" / SERVICE_CURVE, 2: "fsc" / SERVICE_CURVE, 3: "usc" / SERVICE_CURVE},
)
DRR = Attrs("TCA_DRR", {1: "quantum" / BYTES})
QFQ = Attrs("TCA_QFQ", {1: "weight" / U32, 2: "lmax" / BYTES})
ETS = Attrs(
    "TCA_ETS",
    {
        1: "nbands" / U8,
        2: "nstrict" / U8,
        3: "quanta" / Nest(Attrs("TCA_ETS", {4: "quanta_band" / Multi(BYTES)})),
        4: "quanta_band" / BYTES * "of a class",
        5: "priomap" / Nest(Attrs("TCA_ETS", {6: "priomap_band" / Multi(U8)})),
        6: "priomap_band" / U8,
    },
)
SFB = Attrs(
    "TCA_SFB",
    {
        1: "parms"
        / Struct(
            "rehash_interval" / Unit(U32, "ms"),
            "warmup_time" / Unit(U32, "ms"),
            "max" / PACKETS,
            "bin_size" / PACKETS,
            "increment" / Unit(U32, "/65535"),
            "decrement" / Unit(U32, "/65535"),
            "limit" / PACKETS,
            "penalty_rate" / Unit(U32, "packets/s"),
            "penalty_burst" / PACKETS,
        )
    },
)
CODEL = Attrs(
    "TCA_CODEL",
    {
        1: "target" / US,
        2: "limit" / PACKETS,
        3: "interval" / US,
        4: "ecn" / U32,
        5: "ce_threshold" / US,
    },
)
FQ_CODEL = Attrs(
    "TCA_FQ_CODEL",
    {
        1: "target" / US,
        2: "limit" / PACKETS,
        3: "interval" / US,
        4: "ecn" / U32,
        5: "flows" / U32,
        6: "quantum" / BYTES,
        7: "ce_threshold" / US,
        8: "drop_batch_size" / PACKETS,
        9: "memory_limit" / BYTES,
        10: "ce_threshold_selector" / Hex(U8),
        11: "ce_threshold_mask" / Hex(U8),
    },
)
FQ = Attrs(
    "TCA_FQ",
    {
        1: "plimit" / PACKETS,
        2: "flow_plimit" / PACKETS,
        3: "quantum" / BYTES,
        4: "initial_quantum" / BYTES,
        5: "rate_enable" / U32,
        6: "flow_default_rate" / RATE * "obsolete",
        7: "flow_max_rate" / RATE * "0xffffffff: no limit",
        8: "buckets_log" / U32,
        9: "flow_refill_delay" / US,
        10: "orphan_mask" / U32,
        11: "low_rate_threshold" / RATE,
        12: "ce_threshold" / US * "0xffffffff: never",
        13: "timer_slack" / Unit(U32, "ns"),
        14: "horizon" / US,
        15: "horizon_drop" / U8,
        16: "priomap" / PRIO,
        17: "weights" / Array(S32),
        18: "offload_horizon" / US,
    },
)
HHF = Attrs(
    "TCA_HHF",
    {
        1: "backlog_limit" / PACKETS,
        2: "quantum" / BYTES,
        3: "hh_flows_limit" / U32,
        4: "reset_timeout" / US,
        5: "admit_bytes" / BYTES,
        6: "evict_timeout" / US,
        7: "non_hh_weight" / U32,
    },
)
PIE = Attrs(
    "TCA_PIE",
    {
        1: "target" / US,
        2: "limit" / PACKETS,
        3: "tupdate" / US,
        4: "alpha" / Unit(U32, "/16"),
        5: "beta" / Unit(U32, "/16"),
        6: "ecn" / U32,
        7: "bytemode" / U32,
        8: "dq_rate_estimator" / U32,
    },
)
FQ_PIE = Attrs(
    "TCA_FQ_PIE",
    {
        1: "limit" / PACKETS,
        2: "flows" / U32,
        3: "target" / US,
        4: "tupdate" / US,
        5: "alpha" / Unit(U32, "/16"),
        6: "beta" / Unit(U32, "/16"),
        7: "quantum" / BYTES,
        8: "memory_limit" / BYTES,
        9: "ecn_prob" / Unit(U32, "%"),
        10: "ecn" / U32,
        11: "bytemode" / U32,
        12: "dq_rate_estimator" / U32,
    },
)
DUALPI2 = Attrs(
    "TCA_DUALPI2",
    {
        1: "limit" / PACKETS,
        2: "memory_limit" / BYTES,
        3: "target" / US,
        4: "tupdate" / US,
        5: "alpha" / Unit(U32, "Hz/256"),
        6: "beta" / Unit(U32, "Hz/256"),
        7: "step_thresh_pkts" / PACKETS,
        8: "step_thresh_us" / US,
        9: "min_qlen_step" / PACKETS,
        10: "coupling" / U8,
        11: "drop_overload" / Enum(U8, Dualpi2Overload),
        12: "drop_early" / Enum(U8, Dualpi2Early),
        13: "c_protection" / Unit(U8, "%"),
        14: "ecn_mask" / Enum(U8, Dualpi2Ecn),
        15: "split_gso" / Enum(U8, Dualpi2Gso),
        16: "pad" / Pad,
    },
)
CAKE = Attrs(
    "TCA_CAKE",
    {
        1: "pad" / Pad,
        2: "base_rate64" / RATE64 * "0: no limit",
        3: "diffserv_mode" / Enum(U32, CakeDiffserv),
        4: "atm" / Enum(U32, CakeAtm),
        5: "flow_mode" / Enum(U32, CakeFlow),
        6: "overhead" / Unit(S32, "bytes"),
        7: "rtt" / US,
        8: "target" / US,
        9: "autorate" / U32,
        10: "memory" / BYTES,
        11: "nat" / U32,
        12: "raw" / U32,
        13: "wash" / U32,
        14: "mpu" / BYTES,
        15: "ingress" / U32,
        16: "ack_filter" / Enum(U32, CakeAck),
        17: "split_gso" / U32,
        18: "fwmark" / Hex(U32),
    },
)
CBQ = Attrs(  # gone in 6.3, as are dsmark and atm
    "TCA_CBQ",
    {
        1: "lssopt"
        / Struct(
            "change" / Flags(U8, CbqLssChange),
            "flags" / Flags(U8, CbqLssFlag),
            "ewma_log" / U8,
            "level" / U8,
            "maxidle" / TICKS,
            "minidle" / TICKS,
            "offtime" / TICKS,
            "avpkt" / BYTES,
        ),
        2: "wrropt"
        / Struct(
            "flags" / U8,
            "priority" / U8,
            "cpriority" / U8,
            Padding(1),
            "allot" / U32,
            "weight" / U32,
        ),
        3: "fopt" / Struct("split" / CLASSID, "defmap" / Hex(U32), "defchange" / Hex(U32)),
        4: "ovl_strategy"
        / Struct(
            "strategy" / Enum(U8, CbqOverlimit),
            "priority2" / U8,
            "pad" / U16,
            "penalty" / TICKS,
        ),
        5: "rate" / RATESPEC,
        6: "rtab" / RATE_TABLE,
        7: "police" / Struct("police" / U8, Padding(3)),
    },
)
DSMARK = Attrs(
    "TCA_DSMARK",
    {
        1: "indices" / U16,
        2: "default_index" / U16,
        3: "set_tc_index" / Flag,
        4: "mask" / Hex(U8),
        5: "value" / Hex(U8),
    },
)
ATM = Attrs(
    "TCA_ATM",
    {
        1: "fd" / U32,
        2: "ptr" / Binary,
        3: "hdr" / Binary * "link-layer header",
        4: "excess" / CLASSID,
        5: "addr" / Binary * "struct sockaddr_atmpvc",
        6: "state" / U32,
    },
)
STAB = Attrs(
    "TCA_STAB",
    {
        1: "base"
        / Struct(
            "cell_log" / U8,
            "size_log" / U8,
            "cell_align" / Unit(S16, "bytes"),
            "overhead" / Unit(S32, "bytes"),
            "linklayer" / Enum(U32, LinkLayer),
            "mpu" / BYTES,
            "mtu" / BYTES,
            "tsize" / U32 * "entries of the table",
        ),
        2: "data" / Array(U16),
    },
)

QDISCS = {
    "atm": Nest(ATM),
    "bfifo": FIFO,
    "blackhole": Nest(NOTHING),
    "cake": Nest(CAKE),
    "cake_mq": Nest(CAKE),
    "cbq": Nest(CBQ),
    "cbs": Nest(CBS),
    "choke": Nest(CHOKE),
    "clsact": Nest(NOTHING),
    "codel": Nest(CODEL),
    "drr": Nest(DRR),
    "dsmark": Nest(DSMARK),
    "dualpi2": Nest(DUALPI2),
    "etf": Nest(ETF),
    "ets": Nest(ETS),
    "fq": Nest(FQ),
    "fq_codel": Nest(FQ_CODEL),
    "fq_pie": Nest(FQ_PIE),
    "gred": Nest(GRED),
    "hfsc": HFSC,
    "hhf": Nest(HHF),
    "htb": Nest(HTB),
    "ingress": Nest(NOTHING),
    "mq": Nest(NOTHING),
    "mqprio": MQPRIO,
    "multiq": MULTIQ,
    "netem": NETEM,
    "noqueue": Nest(NOTHING),
    "pfifo": FIFO,
    "pfifo_fast": PRIO,
    "pfifo_head_drop": FIFO,
    "pie": Nest(PIE),
    "plug": PLUG,
    "prio": PRIO_NEST,
    "qfq": Nest(QFQ),
    "red": Nest(RED),
    "sfb": Nest(SFB),
    "sfq": SFQ,
    "skbprio": SKBPRIO,
    "taprio": Nest(TAPRIO),
    "tbf": Nest(TBF),
}
CLASSES = {
    **QDISCS,
    "hfsc": Nest(HFSC_CLASS),
}
