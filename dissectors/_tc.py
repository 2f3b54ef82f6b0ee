"""What qdiscs, filters and actions share: units, handles, verdicts, rates, times.

Sources: include/uapi/linux/pkt_sched.h, include/uapi/linux/pkt_cls.h.
"""

from nlscope.spec import S16, S32, U8, U16, U32, U64, Binary, Constants, Enum, Struct, Unit
from nlscope.spec.tc import Handle, Verdict

CLASSID = Handle(U32)
VERDICT = Verdict(S32)
TICKS = Unit(U32, "ticks of 64 ns")
TICKS64 = Unit(U64, "ticks of 64 ns")
BYTES = Unit(U32, "bytes")
PACKETS = Unit(U32, "packets")
US = Unit(U32, "us")
RATE = Unit(U32, "bytes/s")
RATE64 = Unit(U64, "bytes/s")
PROBABILITY = Unit(U32, "/2^32")
# 256 times in ticks, by the size of a packet >> cell_log
RATE_TABLE = Binary * "struct tc_ratespec's table, 256 x u32"


class LinkLayer(Constants, prefix="TC_LINKLAYER"):
    UNAWARE = 0
    ETHERNET = 1
    ATM = 2


class Clock(Constants, prefix="CLOCK"):
    REALTIME = 0
    MONOTONIC = 1
    PROCESS_CPUTIME_ID = 2
    THREAD_CPUTIME_ID = 3
    MONOTONIC_RAW = 4
    REALTIME_COARSE = 5
    MONOTONIC_COARSE = 6
    BOOTTIME = 7
    REALTIME_ALARM = 8
    BOOTTIME_ALARM = 9
    SGI_CYCLE = 10
    TAI = 11


CLOCKID = Enum(S32, Clock)
RATESPEC = Struct(
    "cell_log" / U8,
    "linklayer" / Enum(U8, LinkLayer),
    "overhead" / U16,
    "cell_align" / S16,
    "mpu" / U16,
    "rate" / RATE,
)
TCF_T = Struct(
    "install" / Unit(U64, "cs"),
    "lastuse" / Unit(U64, "cs"),
    "expires" / Unit(U64, "cs"),
    "firstuse" / Unit(U64, "cs"),
)
