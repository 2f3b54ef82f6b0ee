"""CAN controllers (include/uapi/linux/can/netlink.h)."""

from nlscope.spec import (
    U16,
    U32,
    Array,
    Attrs,
    Constants,
    Enum,
    Flags,
    Nest,
    Struct,
    Text,
    Unit,
)

_MODES = {
    0x01: "LOOPBACK",
    0x02: "LISTENONLY",
    0x04: "3_SAMPLES",
    0x08: "ONE_SHOT",
    0x10: "BERR_REPORTING",
    0x20: "FD",
    0x40: "PRESUME_ACK",
    0x80: "FD_NON_ISO",
    0x100: "CC_LEN8_DLC",
    0x200: "TDC_AUTO",
    0x400: "TDC_MANUAL",
    0x800: "RESTRICTED",
    0x1000: "XL",
    0x2000: "XL_TDC_AUTO",
    0x4000: "XL_TDC_MANUAL",
    0x8000: "XL_TMS",
}
ControlMode = Constants.make("CAN_CTRLMODE", _MODES)


class State(Constants, prefix="CAN_STATE"):
    ERROR_ACTIVE = 0
    ERROR_WARNING = 1
    ERROR_PASSIVE = 2
    BUS_OFF = 3
    STOPPED = 4
    SLEEPING = 5


BITTIMING = Struct(
    "bitrate" / Unit(U32, "bit/s"),
    "sample_point" / U32 * "1/1000 of a bit",
    "tq" / Unit(U32, "ns") * "time quantum",
    "prop_seg" / U32 * "in time quanta",
    "phase_seg1" / U32 * "in time quanta",
    "phase_seg2" / U32 * "in time quanta",
    "sjw" / U32 * "in time quanta",
    "brp" / U32 * "prescaler",
)
BITTIMING_CONST = Struct(
    "name" / Text(16),
    "tseg1_min" / U32,
    "tseg1_max" / U32,
    "tseg2_min" / U32,
    "tseg2_max" / U32,
    "sjw_max" / U32,
    "brp_min" / U32,
    "brp_max" / U32,
    "brp_inc" / U32,
)
CTRLMODE = Struct(
    "mask" / Flags(U32, ControlMode) * "which to change", "flags" / Flags(U32, ControlMode)
)
XSTATS = Struct(
    "bus_error" / U32,
    "error_warning" / U32,
    "error_passive" / U32,
    "bus_off" / U32,
    "arbitration_lost" / U32,
    "restarts" / U32,
)
TDC = Attrs(
    "IFLA_CAN_TDC",
    {
        1: "tdcv_min" / U32,
        2: "tdcv_max" / U32,
        3: "tdco_min" / U32,
        4: "tdco_max" / U32,
        5: "tdcf_min" / U32,
        6: "tdcf_max" / U32,
        7: "tdcv" / U32,
        8: "tdco" / U32,
        9: "tdcf" / U32,
    },
)
PWM = Attrs(
    "IFLA_CAN_PWM",
    {
        1: "pwms_min" / U32,
        2: "pwms_max" / U32,
        3: "pwml_min" / U32,
        4: "pwml_max" / U32,
        5: "pwmo_min" / U32,
        6: "pwmo_max" / U32,
        7: "pwms" / U32,
        8: "pwml" / U32,
        9: "pwmo" / U32,
    },
)
CTRLMODE_EXT = Attrs("IFLA_CAN_CTRLMODE", {1: "supported" / Flags(U32, ControlMode)})
RATES = Array(Unit(U32, "bit/s"))
CAN = Attrs(
    "IFLA_CAN",
    {
        1: "bittiming" / BITTIMING,
        2: "bittiming_const" / BITTIMING_CONST,
        3: "clock" / Struct("freq" / Unit(U32, "Hz")),
        4: "state" / Enum(U32, State),
        5: "ctrlmode" / CTRLMODE,
        6: "restart_ms" / Unit(U32, "ms"),
        7: "restart" / U32,
        8: "berr_counter" / Struct("txerr" / U16, "rxerr" / U16),
        9: "data_bittiming" / BITTIMING,
        10: "data_bittiming_const" / BITTIMING_CONST,
        11: "termination" / Unit(U16, "ohm"),
        12: "termination_const" / Array(Unit(U16, "ohm")),
        13: "bitrate_const" / RATES,
        14: "data_bitrate_const" / RATES,
        15: "bitrate_max" / Unit(U32, "bit/s"),
        16: "tdc" / Nest(TDC),
        17: "ctrlmode_ext" / Nest(CTRLMODE_EXT),
        18: "xl_data_bittiming" / BITTIMING,
        19: "xl_data_bittiming_const" / BITTIMING_CONST,
        20: "xl_data_bitrate_const" / RATES,
        21: "xl_tdc" / Nest(TDC),
        22: "xl_pwm" / Nest(PWM),
    },
)
