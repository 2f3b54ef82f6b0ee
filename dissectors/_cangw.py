"""CAN gateway jobs (include/uapi/linux/can/gw.h).

They travel as RTM_NEWROUTE, RTM_DELROUTE and RTM_GETROUTE with family AF_CAN (29).
"""

from dissectors._rtnl import AddressFamily
from nlscope.spec import (
    S8,
    U8,
    U16,
    U32,
    Attrs,
    Bytes,
    Constants,
    Enum,
    Flags,
    Hex,
    Padding,
    Route,
    Struct,
    Unit,
)

AF_CAN = 29


class Rtm(Constants, prefix="RTM"):
    NEWROUTE = 24
    DELROUTE = 25
    GETROUTE = 26


class GwType(Constants, prefix="CGW_TYPE"):
    UNSPEC = 0
    CAN_CAN = 1


class GwFlag(Constants, prefix="CGW_FLAGS"):
    CAN_ECHO = 0x01
    CAN_SRC_TSTAMP = 0x02
    CAN_IIF_TX_OK = 0x04
    CAN_FD = 0x08


class Mod(Constants, prefix="CGW_MOD"):
    ID = 0x01
    DLC = 0x02
    LEN = 0x02
    DATA = 0x04
    FLAGS = 0x08


class Crc8Profile(Constants, prefix="CGW_CRC8PRF"):
    UNSPEC = 0
    U8_1 = 1
    U8_16 = 2
    SFFID_XOR = 3


Crc8Profile.irregular = {"U8_1": "CGW_CRC8PRF_1U8", "U8_16": "CGW_CRC8PRF_16U8"}

RTCANMSG = "rtcanmsg" / Struct(
    "can_family" / Enum(U8, AddressFamily),
    "gwtype" / Enum(U8, GwType),
    "flags" / Flags(U16, GwFlag),
)
FRAME_MOD = Struct(
    "can_id" / Hex(U32),
    "len" / U8,
    Padding(2),
    "len8_dlc" / U8,
    "data" / Bytes(8),
    "modtype" / Flags(U8, Mod),
)
FDFRAME_MOD = Struct(
    "can_id" / Hex(U32),
    "len" / U8,
    "flags" / Hex(U8),
    Padding(2),
    "data" / Bytes(64),
    "modtype" / Flags(U8, Mod),
)
CSUM_XOR = Struct(
    "from_idx" / S8, "to_idx" / S8, "result_idx" / S8, "init_xor_val" / Hex(U8)
)
CSUM_CRC8 = Struct(
    "from_idx" / S8,
    "to_idx" / S8,
    "result_idx" / S8,
    "init_crc_val" / Hex(U8),
    "final_xor_val" / Hex(U8),
    "crctab" / Bytes(256),
    "profile" / Enum(U8, Crc8Profile),
    "profile_data" / Bytes(20),
)
FILTER = Struct("can_id" / Hex(U32), "can_mask" / Hex(U32))
ATTRS = Attrs(
    "CGW",
    {
        1: "mod_and" / FRAME_MOD,
        2: "mod_or" / FRAME_MOD,
        3: "mod_xor" / FRAME_MOD,
        4: "mod_set" / FRAME_MOD,
        5: "cs_xor" / CSUM_XOR,
        6: "cs_crc8" / CSUM_CRC8,
        7: "handled" / U32,
        8: "dropped" / U32,
        9: "src_if" / Unit(U32, "ifindex"),
        10: "dst_if" / Unit(U32, "ifindex"),
        11: "filter" / FILTER,
        12: "deleted" / U32,
        13: "lim_hops" / U8,
        14: "mod_uid" / U32,
        15: "fdmod_and" / FDFRAME_MOD,
        16: "fdmod_or" / FDFRAME_MOD,
        17: "fdmod_xor" / FDFRAME_MOD,
        18: "fdmod_set" / FDFRAME_MOD,
    },
)

CANGW = Route(
    "cangw",
    Rtm,
    header=RTCANMSG,
    attrs=ATTRS,
    info=(
        "from {src_if?-0}|all jobs",
        "to {dst_if?-0}",
        "{flags?-0!l}",
        "filter {filter.can_id:x}:{filter.can_mask:x}",
        *(
            f"{name[4:]} {{{name}.modtype}} {{{name}.can_id:X}}.{{{name}.len}}"
            f".{{{name}.data}}"
            for name in ("mod_and", "mod_or", "mod_xor", "mod_set")
        ),
        "hops {lim_hops}",
        "handled {handled}",
        "dropped {dropped}",
    ),
)
