"""TIPC as its configuration was before TIPCv2 (include/uapi/linux/tipc_config.h)."""

from nlscope.spec import (
    U16,
    U32,
    U32BE,
    Binary,
    Constants,
    Enum,
    Genl,
    Hex,
    Padding,
    Str,
    Struct,
    Text,
)
from nlscope.spec.tipc import ErrorText, Tlvs, ZoneAddress


class LegacyCmd(Constants, prefix="TIPC_GENL"):
    CMD = 1


class ConfigCmd(Constants, prefix="TIPC_CMD"):
    NOOP = 0x0000
    GET_NODES = 0x0001
    GET_MEDIA_NAMES = 0x0002
    GET_BEARER_NAMES = 0x0003
    GET_LINKS = 0x0004
    SHOW_NAME_TABLE = 0x0005
    SHOW_PORTS = 0x0006
    SHOW_LINK_STATS = 0x000B
    SHOW_STATS = 0x000F
    GET_REMOTE_MNG = 0x4003
    GET_MAX_PORTS = 0x4004
    GET_MAX_PUBL = 0x4005
    GET_MAX_SUBSCR = 0x4006
    GET_MAX_ZONES = 0x4007
    GET_MAX_CLUSTERS = 0x4008
    GET_MAX_NODES = 0x4009
    GET_MAX_SLAVES = 0x400A
    GET_NETID = 0x400B
    ENABLE_BEARER = 0x4101
    DISABLE_BEARER = 0x4102
    SET_LINK_TOL = 0x4107
    SET_LINK_PRI = 0x4108
    SET_LINK_WINDOW = 0x4109
    SET_LOG_SIZE = 0x410A
    DUMP_LOG = 0x410B
    RESET_LINK_STATS = 0x410C
    SET_NODE_ADDR = 0x8001
    SET_REMOTE_MNG = 0x8003
    SET_MAX_PORTS = 0x8004
    SET_MAX_PUBL = 0x8005
    SET_MAX_SUBSCR = 0x8006
    SET_MAX_ZONES = 0x8007
    SET_MAX_CLUSTERS = 0x8008
    SET_MAX_NODES = 0x8009
    SET_MAX_SLAVES = 0x800A
    SET_NETID = 0x800B
    NOT_NET_ADMIN = 0xC001


ADDRESS = ZoneAddress()
LINK_NAME = Text(68)

LEGACY_HEADER = "tipc_genlmsghdr" / Struct(
    "dest" / Hex(U32),
    "tipc_cmd" / Enum(U16, ConfigCmd),
    Padding(2),
)

NAME_QUERY = Struct(
    "depth" / Hex(U32BE) * "1 type, 2 name, 3 port, 4 all; 0x80000000 is all types",
    "type" / U32BE,
    "lowbound" / U32BE,
    "upbound" / U32BE,
)
TLVS = Tlvs(
    {
        0: "none" / Binary,
        1: "void" / Binary,
        2: "unsigned" / U32BE,
        3: "string" / Str,
        4: "large_string" / Str,
        5: "ultra_string" / Str,
        16: "error_string" / ErrorText(),
        17: "net_addr" / ADDRESS,
        18: "media_name" / Str,
        19: "bearer_name" / Str,
        20: "link_name" / Str,
        21: "node_info" / Struct("addr" / ADDRESS, "up" / U32BE),
        22: "link_info" / Struct("dest" / ADDRESS, "up" / U32BE, "str" / LINK_NAME),
        23: "bearer_config"
        / Struct("priority" / U32BE, "disc_domain" / ADDRESS, "name" / Text(32)),
        24: "link_config" / Struct("value" / U32BE, "name" / LINK_NAME),
        25: "name_tbl_query" / NAME_QUERY,
        26: "port_ref" / U32BE,
    }
)

FAMILY = Genl(
    "TIPC",
    LegacyCmd,
    header=LEGACY_HEADER,
    attrs="tlvs" / TLVS,
    info=("{tipc_cmd}", "dest {dest?-0}", "{tlvs!p}"),
)
