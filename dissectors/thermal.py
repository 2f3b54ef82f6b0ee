"""thermal, temperatures and cooling (include/uapi/linux/thermal.h, kernel 7.2).

Events share their numbers with the replies to commands, and nothing in a message tells
them apart in a dump, whose replies have neither port id nor sequence number.
"""

from nlscope.spec import (
    EVENT,
    S32,
    U32,
    Attrs,
    Constants,
    Enum,
    Flags,
    Genl,
    Multi,
    Nest,
    Op,
    Str,
    Unit,
)


class Cmd(Constants, prefix="THERMAL_GENL_CMD"):
    TZ_GET_ID = 1
    TZ_GET_TRIP = 2
    TZ_GET_TEMP = 3
    TZ_GET_GOV = 4
    TZ_GET_MODE = 5
    CDEV_GET = 6
    THRESHOLD_GET = 7
    THRESHOLD_ADD = 8
    THRESHOLD_DELETE = 9
    THRESHOLD_FLUSH = 10


Event = Constants.make(
    "THERMAL_GENL",
    {
        0: "SAMPLING_TEMP",
        1: "TZ_GET_ID|EVENT_TZ_CREATE",
        2: "EVENT_TZ_DELETE",
        3: "EVENT_TZ_DISABLE",
        4: "EVENT_TZ_ENABLE",
        5: "EVENT_TZ_TRIP_UP",
        6: "CDEV_GET|EVENT_TZ_TRIP_DOWN",
        7: "EVENT_TZ_TRIP_CHANGE",
        8: "EVENT_TZ_TRIP_ADD",
        9: "EVENT_TZ_TRIP_DELETE",
        10: "EVENT_CDEV_ADD",
        11: "EVENT_CDEV_DELETE",
        12: "EVENT_CDEV_STATE_UPDATE",
        13: "EVENT_TZ_GOV_CHANGE",
        14: "EVENT_CPU_CAPABILITY_CHANGE",
        15: "EVENT_THRESHOLD_ADD",
        16: "EVENT_THRESHOLD_DELETE",
        17: "EVENT_THRESHOLD_FLUSH",
        18: "EVENT_THRESHOLD_UP",
        19: "EVENT_THRESHOLD_DOWN",
    },
)


class Mode(Constants, prefix="THERMAL_DEVICE"):
    DISABLED = 0
    ENABLED = 1


class TripType(Constants, prefix="THERMAL_TRIP"):
    ACTIVE = 0
    PASSIVE = 1
    HOT = 2
    CRITICAL = 3


class Direction(Constants, prefix="THERMAL_THRESHOLD_WAY"):
    UP = 0x1
    DOWN = 0x2


TEMP = Unit(S32, "m°C")
# nests list one thing after another, so every attribute of theirs may repeat
INNER = {
    2: "tz_id" / Multi(U32),
    3: "tz_temp" / Multi(TEMP),
    5: "tz_trip_id" / Multi(U32),
    6: "tz_trip_type" / Multi(Enum(U32, TripType)),
    7: "tz_trip_temp" / Multi(TEMP),
    8: "tz_trip_hyst" / Multi(TEMP),
    10: "tz_name" / Multi(Str),
    15: "cdev_id" / Multi(U32),
    16: "cdev_cur_state" / Multi(U32),
    17: "cdev_max_state" / Multi(U32),
    18: "cdev_name" / Multi(Str),
    21: "cpu_capability_id" / Multi(U32),
    22: "cpu_capability_performance" / Multi(U32),
    23: "cpu_capability_efficiency" / Multi(U32),
    25: "threshold_temp" / Multi(TEMP),
    26: "threshold_direction" / Multi(Flags(U32, Direction)),
}
ITEMS = Attrs("THERMAL_GENL_ATTR", INNER)
ATTRS = Attrs(
    "THERMAL_GENL_ATTR",
    {
        1: "tz" / Nest(ITEMS),
        2: "tz_id" / U32,
        3: "tz_temp" / TEMP,
        4: "tz_trip" / Nest(ITEMS),
        5: "tz_trip_id" / U32,
        6: "tz_trip_type" / Enum(U32, TripType),
        7: "tz_trip_temp" / TEMP,
        8: "tz_trip_hyst" / TEMP,
        9: "tz_mode" / Enum(U32, Mode),
        10: "tz_name" / Str,
        11: "tz_cdev_weight" / U32,
        12: "tz_gov" / Nest(ITEMS),
        13: "tz_gov_name" / Str,
        14: "cdev" / Nest(ITEMS),
        15: "cdev_id" / U32,
        16: "cdev_cur_state" / U32,
        17: "cdev_max_state" / U32,
        18: "cdev_name" / Str,
        19: "gov_name" / Str,
        20: "cpu_capability" / Nest(ITEMS),
        21: "cpu_capability_id" / U32,
        22: "cpu_capability_performance" / U32,
        23: "cpu_capability_efficiency" / U32,
        24: "threshold" / Nest(ITEMS),
        25: "threshold_temp" / TEMP,
        26: "threshold_direction" / Flags(U32, Direction),
        27: "tz_prev_temp" / TEMP,
    },
)

_INFO = (
    "zones {tz.tz_id} {tz.tz_name}",
    "zone {tz_id}",
    "{tz_name!q}",
    "{tz_temp!k}°C",
    "{tz_mode}",
    "governor {tz_gov_name}",
    "trip {tz_trip_id}|trips {tz_trip.tz_trip_id}",
    "cdev {cdev_id}|cdevs {cdev.cdev_id} {cdev.cdev_name}",
    "{cdev_name!q}",
    "state {cdev_cur_state}",
    "threshold {threshold_temp!k}°C",
    "{threshold_direction}",
)
FAMILY = Genl(
    "thermal",
    Cmd,
    events=Event,
    attrs=ATTRS,
    groups=("sampling", "event"),
    ops={
        (1, EVENT): Op(info=("EVENT_TZ_CREATE{tz_id?~-}|TZ_GET_ID", *_INFO)),
        (6, EVENT): Op(info=("EVENT_TZ_TRIP_DOWN{tz_id?~-}|CDEV_GET", *_INFO)),
    },
    info=_INFO,
)
