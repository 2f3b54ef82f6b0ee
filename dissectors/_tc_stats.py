"""Counters of traffic control: what all have, and what qdiscs and classes add by kind.

Sources: include/uapi/linux/gen_stats.h, include/uapi/linux/pkt_sched.h. Structs are those
of 64-bit kernels; a 32-bit one leaves out the padding at the end.
"""

from dissectors._tc import BYTES, PACKETS, PROBABILITY, RATE, RATE64, US
from nlscope.spec import (
    S32,
    S64,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Growing,
    Indexed,
    Nest,
    Pad,
    Padding,
    Select,
    Struct,
    Unit,
)


class FqCodelXstats(Constants, prefix="TCA_FQ_CODEL_XSTATS"):
    QDISC = 0
    CLASS = 1


TC_STATS = Growing(
    Struct(
        "bytes" / U64,
        "packets" / U32,
        "drops" / U32,
        "overlimits" / U32,
        "bps" / RATE,
        "pps" / Unit(U32, "packets/s"),
        "qlen" / PACKETS,
        "backlog" / BYTES,
        Padding(4),
    )
)
BASIC = Growing(Struct("bytes" / U64, "packets" / U32, Padding(4)))
RATE_EST = Struct("bps" / RATE, "pps" / Unit(U32, "packets/s"))
RATE_EST64 = Struct("bps" / RATE64, "pps" / Unit(U64, "packets/s"))
QUEUE = Struct(
    "qlen" / PACKETS,
    "backlog" / BYTES,
    "drops" / U32,
    "requeues" / U32,
    "overlimits" / U32,
)

TIN = Attrs(
    "TCA_CAKE_TIN_STATS",
    {
        1: "pad" / Pad,
        2: "sent_packets" / U32,
        3: "sent_bytes64" / U64,
        4: "dropped_packets" / U32,
        5: "dropped_bytes64" / U64,
        6: "acks_dropped_packets" / U32,
        7: "acks_dropped_bytes64" / U64,
        8: "ecn_marked_packets" / U32,
        9: "ecn_marked_bytes64" / U64,
        10: "backlog_packets" / U32,
        11: "backlog_bytes" / U32,
        12: "threshold_rate64" / RATE64,
        13: "target_us" / US,
        14: "interval_us" / US,
        15: "way_indirect_hits" / U32,
        16: "way_misses" / U32,
        17: "way_collisions" / U32,
        18: "peak_delay_us" / US,
        19: "avg_delay_us" / US,
        20: "base_delay_us" / US,
        21: "sparse_flows" / U32,
        22: "bulk_flows" / U32,
        23: "unresponsive_flows" / U32,
        24: "max_skblen" / BYTES,
        25: "flow_quantum" / BYTES,
    },
)
CAKE = Attrs(
    "TCA_CAKE_STATS",
    {
        1: "pad" / Pad,
        2: "capacity_estimate64" / RATE64,
        3: "memory_limit" / BYTES,
        4: "memory_used" / BYTES,
        5: "avg_netoff" / BYTES,
        6: "min_netlen" / BYTES,
        7: "max_netlen" / BYTES,
        8: "min_adjlen" / BYTES,
        9: "max_adjlen" / BYTES,
        10: "tin_stats" / Indexed(TIN),
        11: "deficit" / S32,
        12: "cobalt_count" / U32,
        13: "dropping" / U32,
        14: "drop_next_us" / Unit(S32, "us"),
        15: "p_drop" / PROBABILITY,
        16: "blue_timer_us" / Unit(S32, "us"),
        17: "active_queues" / U32,
    },
)
TAPRIO = Attrs(
    "TCA_TAPRIO_OFFLOAD_STATS",
    {1: "pad" / Pad, 2: "window_drops" / U64, 3: "tx_overruns" / U64},
)
RED = Struct("early" / U32, "pdrop" / U32, "other" / U32, "marked" / U32)
CHOKE = Struct("early" / U32, "pdrop" / U32, "other" / U32, "marked" / U32, "matched" / U32)
SFB = Struct(
    "earlydrop" / U32,
    "penaltydrop" / U32,
    "bucketdrop" / U32,
    "queuedrop" / U32,
    "childdrop" / U32 * "drops in the child qdisc",
    "marked" / U32,
    "maxqlen" / U32,
    "maxprob" / Unit(U32, "/65535"),
    "avgprob" / Unit(U32, "/65535"),
)
CODEL = Struct(
    "maxpacket" / BYTES,
    "count" / U32 * "drops since the dropping state was entered",
    "lastcount" / U32,
    "ldelay" / US,
    "drop_next" / Unit(S32, "us"),
    "drop_overlimit" / U32,
    "ecn_mark" / U32,
    "dropping" / U32,
    "ce_mark" / U32,
)
FQ_CODEL = Struct(
    "type" / Enum(U32, FqCodelXstats),
    "maxpacket" / BYTES,
    "drop_overlimit" / U32,
    "ecn_mark" / U32,
    "new_flow_count" / U32,
    "new_flows_len" / U32,
    "old_flows_len" / U32,
    "ce_mark" / U32,
    "memory_usage" / BYTES,
    "drop_overmemory" / U32,
)
FQ_CODEL_CLASS = Struct(
    "type" / Enum(U32, FqCodelXstats),
    "deficit" / S32,
    "ldelay" / US,
    "count" / U32,
    "lastcount" / U32,
    "dropping" / U32,
    "drop_next" / Unit(S32, "us"),
    Padding(12),
)
FQ = Growing(
    Struct(
        "gc_flows" / U64,
        "highprio_packets" / U64,
        "tcp_retrans" / U64,
        "throttled" / U64,
        "flows_plimit" / U64,
        "pkts_too_long" / U64,
        "allocation_errors" / U64,
        "time_next_delayed_flow" / Unit(S64, "ns"),
        "flows" / U32,
        "inactive_flows" / U32,
        "throttled_flows" / U32,
        "unthrottle_latency_ns" / Unit(U32, "ns"),
        "ce_mark" / U64,
        "horizon_drops" / U64,
        "horizon_caps" / U64,
        "fastpath_packets" / U64,
        "band_drops" / U64[3],
        "band_pkt_count" / U32[3],
        Padding(4),
    )
)
HHF = Struct(
    "drop_overlimit" / U32,
    "hh_overlimit" / U32,
    "hh_tot_count" / U32,
    "hh_cur_count" / U32,
)
PIE = Struct(
    "prob" / U64,
    "delay" / US,
    "avg_dq_rate" / RATE,
    "dq_rate_estimating" / U32,
    "packets_in" / U32,
    "dropped" / U32,
    "overlimit" / U32,
    "maxq" / U32,
    "ecn_mark" / U32,
)
FQ_PIE = Struct(
    "packets_in" / U32,
    "dropped" / U32,
    "overlimit" / U32,
    "overmemory" / U32,
    "ecn_mark" / U32,
    "new_flow_count" / U32,
    "new_flows_len" / U32,
    "old_flows_len" / U32,
    "memory_usage" / BYTES,
)
DUALPI2 = Struct(
    "prob" / PROBABILITY,
    "delay_c" / US,
    "delay_l" / US,
    "packets_in_c" / U32,
    "packets_in_l" / U32,
    "maxq" / U32,
    "ecn_mark" / U32,
    "step_marks" / U32,
    "credit" / S32,
    "memory_used" / BYTES,
    "max_memory_used" / BYTES,
    "memory_limit" / BYTES,
)
NETEM = Growing(
    Struct(
        "delayed" / U64,
        "dropped" / U64,
        "corrupted" / U64,
        "duplicated" / U64,
        "reordered" / U64,
        "ecn_marked" / U64,
        "allocation_errors" / U64,
    )
)
CBQ = Struct("borrows" / U32, "overactions" / U32, "avgidle" / S32, "undertime" / S32)
HTB_CLASS = Struct(
    "lends" / U32,
    "borrows" / U32,
    "giants" / U32,
    "tokens" / Unit(S32, "ticks of 64 ns"),
    "ctokens" / Unit(S32, "ticks of 64 ns"),
)
HFSC_CLASS = Struct("work" / U64, "rtwork" / U64, "period" / U32, "level" / U32)
DRR_CLASS = Struct("deficit" / U32)
QFQ_CLASS = Struct("weight" / U32, "lmax" / BYTES)
SFQ_CLASS = Struct("allot" / S32)

OF_QDISC = {
    "cake": Nest(CAKE),
    "cake_mq": Nest(CAKE),
    "cbq": CBQ,
    "choke": CHOKE,
    "codel": CODEL,
    "dualpi2": DUALPI2,
    "fq": FQ,
    "fq_codel": FQ_CODEL,
    "fq_pie": FQ_PIE,
    "hhf": HHF,
    "netem": NETEM,
    "pie": PIE,
    "red": RED,
    "sfb": SFB,
    "taprio": Nest(TAPRIO),
}
OF_CLASS = {
    "cake": Nest(CAKE),
    "cake_mq": Nest(CAKE),
    "cbq": CBQ,
    "drr": DRR_CLASS,
    "fq_codel": FQ_CODEL_CLASS,
    "hfsc": HFSC_CLASS,
    "htb": HTB_CLASS,
    "qfq": QFQ_CLASS,
    "sfq": SFQ_CLASS,
    "taprio": Nest(TAPRIO),
}
_COMMON = {
    1: "basic" / BASIC,
    2: "rate_est" / RATE_EST,
    3: "queue" / QUEUE,
    5: "rate_est64" / RATE_EST64,
    6: "pad" / Pad,
    7: "basic_hw" / BASIC * "of these, what the hardware forwarded",
    8: "pkt64" / U64,
}
STATS = Attrs("TCA_STATS", {**_COMMON, 4: "app" / Select("kind", OF_QDISC)})
STATS_OF_CLASS = Attrs("TCA_STATS", {**_COMMON, 4: "app" / Select("kind", OF_CLASS)})
STATS_OF_ACTION = Attrs("TCA_STATS", _COMMON)
