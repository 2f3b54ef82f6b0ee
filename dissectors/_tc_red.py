"""TCA_OPTIONS of the RED kind of qdiscs: red, gred, choke, sfq (pkt_sched.h)."""

from dissectors._tc import BYTES, PACKETS, PROBABILITY
from nlscope.spec import (
    S32,
    U8,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Bitfield32,
    Constants,
    Flags,
    Growing,
    Multi,
    Nest,
    Pad,
    Padding,
    Struct,
    Unit,
)


class RedFlag(Constants, prefix="TC_RED"):
    ECN = 1
    HARDDROP = 2
    ADAPTATIVE = 4
    NODROP = 8


IDLE_TABLE = Binary * "256 x u8, log of how much the average decays while idle"
RED_PARMS = Struct(
    "limit" / BYTES,
    "qth_min" / BYTES,
    "qth_max" / BYTES,
    "Wlog" / U8,
    "Plog" / U8,
    "Scell_log" / U8,
    "flags" / Flags(U8, RedFlag),
)
RED = Attrs(
    "TCA_RED",
    {
        1: "parms" / RED_PARMS,
        2: "stab" / IDLE_TABLE,
        3: "max_p" / PROBABILITY,
        4: "flags" / Bitfield32(RedFlag),
        5: "early_drop_block" / U32,
        6: "mark_block" / U32,
    },
)
CHOKE = Attrs(
    "TCA_CHOKE",
    {
        1: "parms"
        / Struct(
            "limit" / PACKETS,
            "qth_min" / PACKETS,
            "qth_max" / PACKETS,
            "Wlog" / U8,
            "Plog" / U8,
            "Scell_log" / U8,
            "flags" / Flags(U8, RedFlag),
        ),
        2: "stab" / IDLE_TABLE,
        3: "max_p" / PROBABILITY,
    },
)
GRED_VQ = Attrs(
    "TCA_GRED_VQ",
    {
        1: "pad" / Pad,
        2: "dp" / U32,
        3: "stat_bytes" / U64,
        4: "stat_packets" / U32,
        5: "stat_backlog" / BYTES,
        6: "stat_prob_drop" / U32,
        7: "stat_prob_mark" / U32,
        8: "stat_forced_drop" / U32,
        9: "stat_forced_mark" / U32,
        10: "stat_pdrop" / U32,
        11: "stat_other" / U32,
        12: "flags" / Flags(U32, RedFlag),
    },
)
GRED_QUEUE = Struct(
    "limit" / BYTES,
    "qth_min" / BYTES,
    "qth_max" / BYTES,
    "DP" / U32,
    "backlog" / BYTES,
    "qave" / BYTES,
    "forced" / U32,
    "early" / U32,
    "other" / U32,
    "pdrop" / U32,
    "Wlog" / U8,
    "Plog" / U8,
    "Scell_log" / U8,
    "prio" / U8,
    "packets" / U32,
    "bytesin" / U32,
)
GRED = Attrs(
    "TCA_GRED",
    {
        1: "parms" / Array(GRED_QUEUE) * "one queue in requests, all 16 in answers",
        2: "stab" / IDLE_TABLE,
        3: "dps"
        / Struct(
            "DPs" / U32,
            "def_DP" / U32,
            "grio" / U8,
            "flags" / Flags(U8, RedFlag),
            Padding(2),
        ),
        4: "max_p" / Array(PROBABILITY),
        5: "limit" / BYTES,
        6: "vq_list" / Nest(Attrs("TCA_GRED_VQ", {1: "entry" / Multi(Nest(GRED_VQ))})),
    },
)
SFQ = Growing(
    Struct(
        "v0"
        / Struct(
            "quantum" / BYTES,
            "perturb_period" / Unit(S32, "s"),
            "limit" / PACKETS,
            "divisor" / U32,
            "flows" / U32,
        ),
        "depth" / PACKETS,
        "headdrop" / U32,
        "limit" / BYTES,
        "qth_min" / BYTES,
        "qth_max" / BYTES,
        "Wlog" / U8,
        "Plog" / U8,
        "Scell_log" / U8,
        "flags" / Flags(U8, RedFlag),
        "max_P" / PROBABILITY,
        "stats"
        / Struct(
            "prob_drop" / U32,
            "forced_drop" / U32,
            "prob_mark" / U32,
            "forced_mark" / U32,
            "prob_mark_head" / U32,
            "forced_mark_head" / U32,
        ),
    )
)
