"""ila, identifier-locator addressing of IPv6 (include/uapi/linux/ila.h).

Locators and identifiers are halves of IPv6 addresses, in network order.
"""

from nlscope.spec import (
    U8,
    U32,
    U64BE,
    Attrs,
    Constants,
    Enum,
    Flags,
    Genl,
    Hex,
    IfIndex,
    Pad,
)


class Cmd(Constants, prefix="ILA_CMD"):
    ADD = 1
    DEL = 2
    GET = 3
    FLUSH = 4


class Direction(Constants, prefix="ILA_DIR"):
    IN = 0x1
    OUT = 0x2


class CsumMode(Constants, prefix="ILA_CSUM"):
    ADJUST_TRANSPORT = 0
    NEUTRAL_MAP = 1
    NO_ACTION = 2
    NEUTRAL_MAP_AUTO = 3


class IdentType(Constants, prefix="ILA_ATYPE"):
    IID = 0
    LUID = 1
    VIRT_V4 = 2
    VIRT_UNI_V6 = 3
    VIRT_MULTI_V6 = 4
    NONLOCAL_ADDR = 5
    RSVD_1 = 6
    RSVD_2 = 7
    USE_FORMAT = 32


class HookType(Constants, prefix="ILA_HOOK"):
    ROUTE_OUTPUT = 0
    ROUTE_INPUT = 1


ATTRS = Attrs(
    "ILA_ATTR",
    {
        1: "locator" / Hex(U64BE),
        2: "identifier" / Hex(U64BE),
        3: "locator_match" / Hex(U64BE),
        4: "ifindex" / IfIndex,
        5: "dir" / Flags(U32, Direction),
        6: "pad" / Pad,
        7: "csum_mode" / Enum(U8, CsumMode),
        8: "ident_type" / Enum(U8, IdentType),
        9: "hook_type" / Enum(U8, HookType),
    },
)

FAMILY = Genl(
    "ila",
    Cmd,
    attrs=ATTRS,
    info=(
        "loc_match {locator_match:#x}",
        "loc {locator:#x}",
        "dev {ifindex}",
        "csum-mode {csum_mode}",
        "ident-type {ident_type}",
    ),
)
