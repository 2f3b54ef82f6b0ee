"""Packets logged to user space, NFLOG (linux/netfilter/nfnetlink_log.h)."""

from dissectors._conntrack import CONNECTION
from dissectors._netfilter import CtInfo, EtherType, HookOfPacket, IfIndexBE, vlan
from nlscope.spec import (
    U8,
    U16BE,
    U32BE,
    U64BE,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flags,
    Hex,
    MacLeaf,
    Nest,
    Netfilter,
    NfProto,
    Op,
    Padding,
    Say,
    Shown,
    Str,
    Struct,
    Unit,
)
from nlscope.spec.packet import packet


class Msg(Constants, prefix="NFULNL_MSG"):
    PACKET = 0
    CONFIG = 1


class ConfigCmd(Constants, prefix="NFULNL_CFG_CMD"):
    NONE = 0
    BIND = 1
    UNBIND = 2
    PF_BIND = 3
    PF_UNBIND = 4


class ConfigFlag(Constants, prefix="NFULNL_CFG_F"):
    SEQ = 1
    SEQ_GLOBAL = 2
    CONNTRACK = 4


class CopyMode(Constants, prefix="NFULNL_COPY"):
    NONE = 0
    META = 1
    PACKET = 2


HEADER = "nfgenmsg" / Struct(
    "nfgen_family" / Enum(U8, NfProto), "version" / U8, "res_id" / U16BE * "the group"
)
ATTRS = Attrs(
    "NFULA",
    {
        1: "packet_hdr"
        / Struct("hw_protocol" / EtherType, "hook" / HookOfPacket, Padding(1)),
        2: "mark" / Hex(U32BE),
        3: "timestamp" / Struct("sec" / U64BE, "usec" / U64BE),
        4: "ifindex_indev" / IfIndexBE,
        5: "ifindex_outdev" / IfIndexBE,
        6: "ifindex_physindev" / IfIndexBE,
        7: "ifindex_physoutdev" / IfIndexBE,
        8: "hwaddr" / Struct("hw_addrlen" / U16BE, Padding(2), "hw_addr" / MacLeaf(8)),
        9: "payload" / Binary,
        10: "prefix" / Str,
        11: "uid" / Shown(U32BE, "uid"),
        12: "seq" / U32BE,
        13: "seq_global" / U32BE,
        14: "gid" / Shown(U32BE, "gid"),
        15: "hwtype" / U16BE * "ARPHRD_*",
        16: "hwheader" / Binary,
        17: "hwlen" / Unit(U16BE, "bytes"),
        18: "ct" / Nest(CONNECTION),
        19: "ct_info" / Enum(U32BE, CtInfo),
        20: "vlan" / Nest(vlan("NFULA_VLAN")),
        21: "l2hdr" / Binary,
    },
)
CONFIG = Attrs(
    "NFULA_CFG",
    {
        1: "cmd" / Struct("command" / Enum(U8, ConfigCmd)),
        2: "mode"
        / Struct("copy_range" / U32BE, "copy_mode" / Enum(U8, CopyMode), Padding(1)),
        3: "nlbufsiz" / Unit(U32BE, "bytes"),
        4: "timeout" / Unit(U32BE, "10 ms"),
        5: "qthresh" / U32BE,
        6: "flags" / Flags(U16BE, ConfigFlag),
    },
)

FAMILY = Netfilter(
    "nflog",
    4,
    Msg,
    header=HEADER,
    attrs=ATTRS,
    info=(
        "group {res_id}",
        "{prefix!q}",
        Say(packet, ("payload",)),
        "hook {packet_hdr.hook}",
        "in {ifindex_indev}",
        "out {ifindex_outdev}",
        "mark {mark:#x}",
    ),
    ops={
        Msg.CONFIG: Op(
            attrs=CONFIG,
            info=(
                "group {res_id}",
                "{cmd.command}",
                "copy {mode.copy_mode} {mode.copy_range}",
                "timeout {timeout}",
                "qthresh {qthresh}",
                "{flags}",
            ),
        ),
    },
)
