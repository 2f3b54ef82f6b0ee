"""CONTROL_EXMPL, the example module of kmod/ (kmod/control_exmpl.h)."""

from nlscope.spec import (
    S8,
    S16,
    S32,
    S64,
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Attrs,
    Binary,
    Bitfield32,
    Constants,
    Enum,
    Flag,
    Flags,
    Genl,
    Indexed,
    IPv4,
    IPv6,
    Mac,
    Multi,
    Nest,
    Pad,
    Sint,
    Str,
    Uint,
    Unit,
)


class Cmd(Constants, prefix="DOC_EXMPL_C"):
    ECHO = 1
    EVENT = 2
    LIST = 3
    FAIL = 4
    TYPES = 5


class Color(Constants, prefix="DOC_EXMPL_COLOR"):
    RED = 0
    GREEN = 1
    BLUE = 2


class Bit(Constants, prefix="DOC_EXMPL_BIT"):
    LOW = 0x00000001
    MIDDLE = 0x00010000
    HIGH = 0x40000000


NEST: Attrs = Attrs(
    "DOC_EXMPL_N",
    {
        1: "value" / U32,
        2: "name" / Str,
        3: "nest" / Nest(lambda: NEST),
    },
)
ATTRS = Attrs(
    "DOC_EXMPL_A",
    {
        1: "msg" / Str,
        2: "index" / U32,
        3: "count" / U32,
        4: "errno" / U32,
        5: "err_offs" / U32,
        6: "err_miss_type" / U32,
        7: "err_miss_nest" / U32,
        8: "err_policy" / U32,
        9: "err_cookie" / Binary,
        10: "pad" / Pad,
        16: "u8" / U8,
        17: "u16" / U16,
        18: "u32" / U32,
        19: "u64" / U64,
        20: "s8" / S8,
        21: "s16" / S16,
        22: "s32" / S32,
        23: "s64" / S64,
        24: "uint" / Uint,
        25: "sint" / Sint,
        26: "be16" / U16BE,
        27: "ipv4" / IPv4,
        28: "msecs" / Unit(U64, "ms"),
        29: "string" / Str,
        30: "nul_string" / Str,
        31: "flag" / Flag,
        32: "binary" / Binary,
        33: "binary_range" / Binary,
        34: "mac" / Mac,
        35: "ipv6" / IPv6,
        36: "bitfield32" / Bitfield32(),
        37: "nest" / Nest(NEST),
        38: "nest_array" / Indexed(NEST),
        39: "u32_array" / Indexed(U32),
        40: "multi" / Multi(U16),
        41: "at_least" / U8,
        42: "color" / Enum(U8, Color),
        43: "range" / U32,
        44: "full_range" / U64,
        45: "srange" / S16,
        46: "sfull_range" / S64,
        47: "mask" / Flags(U32, Bit),
        48: "reject" / Binary,
    },
)

FAMILY = Genl(
    "CONTROL_EXMPL",
    Cmd,
    attrs=ATTRS,
    info={
        Cmd.ECHO: ("{msg!q}",),
        Cmd.EVENT: ("{index}", "{msg!q}"),
        Cmd.LIST: ("{index}", "{msg!q}"),
    },
    groups=("events",),
)
