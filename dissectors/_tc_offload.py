"""TCA_OPTIONS of qdiscs for scheduling hardware: mqprio, taprio, cbs, etf (pkt_sched.h)."""

from dissectors._tc import CLOCKID
from nlscope.spec import (
    S32,
    S64,
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
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


class MqprioHw(Constants, prefix="TC_MQPRIO_HW_OFFLOAD"):
    NONE = 0
    TCS = 1


class MqprioMode(Constants, prefix="TC_MQPRIO_MODE"):
    DCB = 0
    CHANNEL = 1


class MqprioShaper(Constants, prefix="TC_MQPRIO_SHAPER"):
    DCB = 0
    BW_RATE = 1


class Preemption(Constants, prefix="TC_FP"):
    EXPRESS = 1
    PREEMPTIBLE = 2


class TaprioCmd(Constants, prefix="TC_TAPRIO_CMD"):
    SET_GATES = 0
    SET_AND_HOLD = 1
    SET_AND_RELEASE = 2


class TaprioFlag(Constants, prefix="TCA_TAPRIO_ATTR_FLAG"):
    TXTIME_ASSIST = 0x1
    FULL_OFFLOAD = 0x2


class EtfFlag(Constants, prefix="TC_ETF"):
    DEADLINE_MODE_ON = 0x1
    OFFLOAD_ON = 0x2
    SKIP_SOCK_CHECK = 0x4


MQPRIO_QOPT = "tc_mqprio_qopt" / Struct(
    "num_tc" / U8,
    "prio_tc_map" / U8[16] * "traffic classes of the priorities 0 to 15",
    "hw" / Enum(U8, MqprioHw),
    "count" / U16[16] * "queues of each traffic class",
    "offset" / U16[16] * "first queue of each traffic class",
)
_BYTES64 = Unit(U64, "bytes/s")
MQPRIO = Headed(
    MQPRIO_QOPT,
    Attrs(
        "TCA_MQPRIO",
        {
            1: "mode" / Enum(U16, MqprioMode),
            2: "shaper" / Enum(U16, MqprioShaper),
            3: "min_rate64"
            / Nest(Attrs("TCA_MQPRIO", {3: "min_rate64" / Multi(_BYTES64)})),
            4: "max_rate64"
            / Nest(Attrs("TCA_MQPRIO", {4: "max_rate64" / Multi(_BYTES64)})),
            5: "tc_entry"
            / Multi(
                Attrs(
                    "TCA_MQPRIO_TC_ENTRY",
                    {1: "index" / U32, 2: "fp" / Enum(U32, Preemption)},
                )
            ),
        },
    ),
)
TAPRIO_ENTRY = Attrs(
    "TCA_TAPRIO_SCHED_ENTRY",
    {
        1: "index" / U32,
        2: "cmd" / Enum(U8, TaprioCmd),
        3: "gate_mask" / Hex(U32),
        4: "interval" / Unit(U32, "ns"),
    },
)
TAPRIO: Attrs = Attrs(
    "TCA_TAPRIO_ATTR",
    {
        1: "priomap" / MQPRIO_QOPT.subcon,
        2: "sched_entry_list"
        / Nest(Attrs("TCA_TAPRIO_SCHED", {1: "entry" / Multi(TAPRIO_ENTRY)})),
        3: "sched_base_time" / Unit(S64, "ns"),
        4: "sched_single_entry" / Nest(TAPRIO_ENTRY),
        5: "sched_clockid" / CLOCKID,
        6: "pad" / Pad,
        7: "admin_sched" / Nest(lambda: TAPRIO) * "the schedule that is to come",
        8: "sched_cycle_time" / Unit(S64, "ns"),
        9: "sched_cycle_time_extension" / Unit(S64, "ns"),
        10: "flags" / Flags(U32, TaprioFlag),
        11: "txtime_delay" / Unit(U32, "ns"),
        12: "tc_entry"
        / Multi(
            Attrs(
                "TCA_TAPRIO_TC_ENTRY",
                {
                    1: "index" / U32,
                    2: "max_sdu" / Unit(U32, "bytes"),
                    3: "fp" / Enum(U32, Preemption),
                },
            )
        ),
    },
    irregular={"pad": "TCA_TAPRIO_PAD"},
)
CBS = Attrs(
    "TCA_CBS",
    {
        1: "parms"
        / Struct(
            "offload" / U8,
            Padding(3),
            "hicredit" / Unit(S32, "bytes"),
            "locredit" / Unit(S32, "bytes"),
            "idleslope" / Unit(S32, "kbit/s"),
            "sendslope" / Unit(S32, "kbit/s"),
        )
    },
)
ETF = Attrs(
    "TCA_ETF",
    {
        1: "parms"
        / Struct(
            "delta" / Unit(S32, "ns"),
            "clockid" / CLOCKID,
            "flags" / Flags(U32, EtfFlag),
        )
    },
)
