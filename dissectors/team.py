"""team, network teaming (include/uapi/linux/if_team.h, kernel 7.2)."""

from nlscope.spec import (
    S32,
    U8,
    U32,
    Attrs,
    Binary,
    Constants,
    Each,
    Enum,
    Flag,
    Genl,
    IfIndex,
    Multi,
    Nest,
    Select,
    Str,
    Unit,
)


class Cmd(Constants, prefix="TEAM_CMD"):
    NOOP = 0
    OPTIONS_SET = 1
    OPTIONS_GET = 2
    PORT_LIST_GET = 3


class OptionType(Constants, prefix="NLA"):  # include/net/netlink.h
    U32 = 3
    STRING = 5
    FLAG = 6
    BINARY = 11
    S32 = 14


class Duplex(Constants, prefix="DUPLEX"):
    HALF = 0
    FULL = 1
    UNKNOWN = 255


OPTION = Attrs(
    "TEAM_ATTR_OPTION",
    {
        1: "name" / Str,
        2: "changed" / Flag,
        3: "type" / Enum(U8, OptionType),
        4: "data"
        / Select("type", {"U32": U32, "STRING": Str, "FLAG": Flag, "S32": S32}, Binary),
        5: "removed" / Flag,
        6: "port_ifindex" / IfIndex,
        7: "array_index" / U32,
    },
)
OPTIONS = Attrs("TEAM_ATTR_ITEM", {1: "option" / Multi(Nest(OPTION))})
PORT = Attrs(
    "TEAM_ATTR_PORT",
    {
        1: "ifindex" / IfIndex,
        2: "changed" / Flag,
        3: "linkup" / Flag,
        4: "speed" / Unit(U32, "Mbit/s"),
        5: "duplex" / Enum(U8, Duplex),
        6: "removed" / Flag,
    },
)
PORTS = Attrs("TEAM_ATTR_ITEM", {1: "port" / Multi(Nest(PORT))})
ATTRS = Attrs(
    "TEAM_ATTR",
    {
        1: "team_ifindex" / IfIndex,
        2: "list_option" / Nest(OPTIONS),
        3: "list_port" / Nest(PORTS),
    },
)

FAMILY = Genl(
    "team",
    Cmd,
    attrs=ATTRS,
    groups=("change_event",),
    info=(
        "dev {team_ifindex}",
        Each(
            "list_option.option",
            ("{name} {data}|{name} {type}", "port {port_ifindex}", "removed{removed?~-}"),
            ", ",
            "options ",
        ),
        Each(
            "list_port.port",
            (
                "{ifindex}",
                "up{linkup?~-}|down",
                "{speed?-0}Mbit/s",
                "{duplex!l}",
                "removed{removed?~-}",
            ),
            ", ",
            "ports ",
        ),
    ),
)
