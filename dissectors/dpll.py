"""dpll, digital phase-locked loops (include/uapi/linux/dpll.h, kernel 7.2)."""

from nlscope.spec import (
    S32,
    S64,
    U32,
    U64,
    Attrs,
    Constants,
    Each,
    Enum,
    Flags,
    Genl,
    Hex,
    Multi,
    Nest,
    Op,
    Pad,
    Sint,
    Str,
    Unit,
)


class Cmd(Constants, prefix="DPLL_CMD"):
    DEVICE_ID_GET = 1
    DEVICE_GET = 2
    DEVICE_SET = 3
    DEVICE_CREATE_NTF = 4
    DEVICE_DELETE_NTF = 5
    DEVICE_CHANGE_NTF = 6
    PIN_ID_GET = 7
    PIN_GET = 8
    PIN_SET = 9
    PIN_CREATE_NTF = 10
    PIN_DELETE_NTF = 11
    PIN_CHANGE_NTF = 12


class Mode(Constants, prefix="DPLL_MODE"):
    MANUAL = 1
    AUTOMATIC = 2


class LockStatus(Constants, prefix="DPLL_LOCK_STATUS"):
    UNLOCKED = 1
    LOCKED = 2
    LOCKED_HO_ACQ = 3
    HOLDOVER = 4


class LockStatusError(Constants, prefix="DPLL_LOCK_STATUS_ERROR"):
    NONE = 1
    UNDEFINED = 2
    MEDIA_DOWN = 3
    FRACTIONAL_FREQUENCY_OFFSET_TOO_HIGH = 4


class ClockQualityLevel(Constants, prefix="DPLL_CLOCK_QUALITY_LEVEL"):
    ITU_OPT1_PRC = 1
    ITU_OPT1_SSU_A = 2
    ITU_OPT1_SSU_B = 3
    ITU_OPT1_EEC1 = 4
    ITU_OPT1_PRTC = 5
    ITU_OPT1_EPRTC = 6
    ITU_OPT1_EEEC = 7
    ITU_OPT1_EPRC = 8


class Type(Constants, prefix="DPLL_TYPE"):
    PPS = 1
    EEC = 2
    GENERIC = 3


class PinType(Constants, prefix="DPLL_PIN_TYPE"):
    MUX = 1
    EXT = 2
    SYNCE_ETH_PORT = 3
    INT_OSCILLATOR = 4
    GNSS = 5
    INT_NCO = 6


class PinDirection(Constants, prefix="DPLL_PIN_DIRECTION"):
    INPUT = 1
    OUTPUT = 2


class PinState(Constants, prefix="DPLL_PIN_STATE"):
    CONNECTED = 1
    DISCONNECTED = 2
    SELECTABLE = 3


class PinOperstate(Constants, prefix="DPLL_PIN_OPERSTATE"):
    ACTIVE = 1
    STANDBY = 2
    NO_SIGNAL = 3
    QUAL_FAILED = 4


class PinCapabilities(Constants, prefix="DPLL_PIN_CAPABILITIES"):
    DIRECTION_CAN_CHANGE = 0x1
    PRIORITY_CAN_CHANGE = 0x2
    STATE_CAN_CHANGE = 0x4
    STATE_CONNECTED_OVERRIDE = 0x8


class FeatureState(Constants, prefix="DPLL_FEATURE_STATE"):
    DISABLE = 0
    ENABLE = 1


DPLL = Attrs(
    "DPLL_A",
    {
        1: "id" / U32,
        2: "module_name" / Str,
        3: "pad" / Pad,
        4: "clock_id" / Hex(U64),
        5: "mode" / Enum(U32, Mode),
        6: "mode_supported" / Multi(Enum(U32, Mode)),
        7: "lock_status" / Enum(U32, LockStatus),
        8: "temp" / Unit(S32, "m°C"),
        9: "type" / Enum(U32, Type),
        10: "lock_status_error" / Enum(U32, LockStatusError),
        11: "clock_quality_level" / Multi(Enum(U32, ClockQualityLevel)),
        12: "phase_offset_monitor" / Enum(U32, FeatureState),
        13: "phase_offset_avg_factor" / U32,
        14: "frequency_monitor" / Enum(U32, FeatureState),
    },
)
FREQUENCY_RANGE = Attrs(
    "DPLL_A_PIN",
    {
        13: "frequency_min" / Unit(U64, "Hz"),
        14: "frequency_max" / Unit(U64, "Hz"),
    },
)
PIN_PARENT_DEVICE = Attrs(
    "DPLL_A_PIN",
    {
        2: "parent_id" / U32,
        10: "direction" / Enum(U32, PinDirection),
        15: "prio" / U32,
        16: "state" / Enum(U32, PinState),
        32: "operstate" / Enum(U32, PinOperstate),
        23: "phase_offset" / Unit(S64, "ps/1000"),
        24: "fractional_frequency_offset" / Unit(Sint, "ppm"),
        30: "fractional_frequency_offset_ppt" / Unit(Sint, "ppt"),
    },
)
PIN_PARENT_PIN = Attrs(
    "DPLL_A_PIN",
    {
        2: "parent_id" / U32,
        16: "state" / Enum(U32, PinState),
    },
)
REFERENCE_SYNC = Attrs(
    "DPLL_A_PIN",
    {
        1: "id" / U32,
        16: "state" / Enum(U32, PinState),
    },
)
PIN = Attrs(
    "DPLL_A_PIN",
    {
        1: "id" / U32,
        2: "parent_id" / U32,
        3: "module_name" / Str,
        4: "pad" / Pad,
        5: "clock_id" / Hex(U64),
        6: "board_label" / Str,
        7: "panel_label" / Str,
        8: "package_label" / Str,
        9: "type" / Enum(U32, PinType),
        10: "direction" / Enum(U32, PinDirection),
        11: "frequency" / Unit(U64, "Hz"),
        12: "frequency_supported" / Multi(Nest(FREQUENCY_RANGE)),
        13: "frequency_min" / Unit(U64, "Hz"),
        14: "frequency_max" / Unit(U64, "Hz"),
        15: "prio" / U32,
        16: "state" / Enum(U32, PinState),
        17: "capabilities" / Flags(U32, PinCapabilities),
        18: "parent_device" / Multi(Nest(PIN_PARENT_DEVICE)),
        19: "parent_pin" / Multi(Nest(PIN_PARENT_PIN)),
        20: "phase_adjust_min" / Unit(S32, "ps"),
        21: "phase_adjust_max" / Unit(S32, "ps"),
        22: "phase_adjust" / Unit(S32, "ps"),
        23: "phase_offset" / Unit(S64, "ps/1000"),
        24: "fractional_frequency_offset" / Unit(Sint, "ppm"),
        25: "esync_frequency" / Unit(U64, "Hz"),
        26: "esync_frequency_supported" / Multi(Nest(FREQUENCY_RANGE)),
        27: "esync_pulse" / Unit(U32, "%"),
        28: "reference_sync" / Multi(Nest(REFERENCE_SYNC)),
        29: "phase_adjust_gran" / Unit(U32, "ps"),
        30: "fractional_frequency_offset_ppt" / Unit(Sint, "ppt"),
        31: "measured_frequency" / Unit(U64, "mHz"),
        32: "operstate" / Enum(U32, PinOperstate),
    },
)

_DEVICE = Op(
    attrs=DPLL,
    info=(
        "device {id}",
        "{module_name}",
        "clock {clock_id:#018x}",
        "{type}",
        "mode {mode}",
        "{lock_status}",
        "{lock_status_error}",
    ),
)
_PIN = Op(
    attrs=PIN,
    info=(
        "pin {id}",
        "{module_name}",
        "clock {clock_id:#018x}",
        "{board_label!q}|{panel_label!q}|{package_label!q}",
        "{type}",
        "{frequency} Hz",
        Each(
            "parent_device",
            (
                "device {parent_id}",
                "{direction!l}",
                "prio {prio}",
                "{state!l}",
                "{operstate!l}",
                "phase {phase_offset?-0!k}ps",
            ),
            ", ",
        ),
        Each("parent_pin", ("parent pin {parent_id} {state!l}|parent pin {parent_id}",)),
    ),
)
FAMILY = Genl(
    "dpll",
    Cmd,
    attrs=DPLL,
    groups=("monitor",),
    ops={
        Cmd.DEVICE_ID_GET: _DEVICE,
        Cmd.DEVICE_GET: _DEVICE,
        Cmd.DEVICE_SET: _DEVICE,
        Cmd.DEVICE_CREATE_NTF: _DEVICE,
        Cmd.DEVICE_DELETE_NTF: _DEVICE,
        Cmd.DEVICE_CHANGE_NTF: _DEVICE,
        Cmd.PIN_ID_GET: _PIN,
        Cmd.PIN_GET: _PIN,
        Cmd.PIN_SET: _PIN,
        Cmd.PIN_CREATE_NTF: _PIN,
        Cmd.PIN_DELETE_NTF: _PIN,
        Cmd.PIN_CHANGE_NTF: _PIN,
    },
)
