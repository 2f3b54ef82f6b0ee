"""TCA_OPTIONS of netem: struct tc_netem_qopt, then attributes (pkt_sched.h)."""

from dissectors._tc import PACKETS, PROBABILITY, RATE, RATE64, TICKS
from nlscope.spec import (
    S16,
    S32,
    S64,
    U32,
    U64,
    Array,
    Attrs,
    Headed,
    Nest,
    Pad,
    Struct,
    Unit,
)

_NS = Unit(S64, "ns")
NETEM_QOPT = "tc_netem_qopt" / Struct(
    "latency" / TICKS * "0 where latency64 says it",
    "limit" / PACKETS,
    "loss" / PROBABILITY * "at random; for models see loss_model",
    "gap" / PACKETS,
    "duplicate" / PROBABILITY,
    "jitter" / TICKS,
)
LOSS = Attrs(
    "NETEM_LOSS",
    {
        1: "gi"
        / Struct(
            "p13" / PROBABILITY,
            "p31" / PROBABILITY,
            "p32" / PROBABILITY,
            "p14" / PROBABILITY,
            "p23" / PROBABILITY,
        )
        * "4-state Markov model",
        2: "ge"
        / Struct(
            "p" / PROBABILITY, "r" / PROBABILITY, "h" / PROBABILITY, "k1" / PROBABILITY
        )
        * "Gilbert-Elliot model",
    },
)
ATTRS = Attrs(
    "TCA_NETEM",
    {
        1: "corr"
        / Struct(
            "delay_corr" / PROBABILITY,
            "loss_corr" / PROBABILITY,
            "dup_corr" / PROBABILITY,
        ),
        2: "delay_dist" / Array(S16) * "quantiles of the jitter, scaled by 8192",
        3: "reorder" / Struct("probability" / PROBABILITY, "correlation" / PROBABILITY),
        4: "corrupt" / Struct("probability" / PROBABILITY, "correlation" / PROBABILITY),
        5: "loss_model" / Nest(LOSS),
        6: "rate"
        / Struct(
            "rate" / RATE,
            "packet_overhead" / Unit(S32, "bytes"),
            "cell_size" / Unit(U32, "bytes"),
            "cell_overhead" / Unit(S32, "bytes"),
        ),
        7: "ecn" / U32,
        8: "rate64" / RATE64,
        9: "pad" / Pad,
        10: "latency64" / _NS,
        11: "jitter64" / _NS,
        12: "slot"
        / Struct(
            "min_delay" / _NS,
            "max_delay" / _NS,
            "max_packets" / S32,
            "max_bytes" / S32,
            "dist_delay" / _NS,
            "dist_jitter" / _NS,
        ),
        13: "slot_dist" / Array(S16),
        14: "prng_seed" / U64,
    },
    irregular={"loss_model": "TCA_NETEM_LOSS"},
)
NETEM = Headed(NETEM_QOPT, ATTRS)
