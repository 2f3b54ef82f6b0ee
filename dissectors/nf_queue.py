"""Packets that wait for a verdict (linux/netfilter/nfnetlink_queue.h)."""

from dissectors._conntrack import CONNECTION, EXPECTATION
from dissectors._netfilter import (
    CopyMode,
    CtInfo,
    EtherType,
    HookOfPacket,
    IfIndexBE,
    Verdict,
    vlan,
)
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


class Msg(Constants, prefix="NFQNL_MSG"):
    PACKET = 0
    VERDICT = 1
    CONFIG = 2
    VERDICT_BATCH = 3


class ConfigCmd(Constants, prefix="NFQNL_CFG_CMD"):
    NONE = 0
    BIND = 1
    UNBIND = 2
    PF_BIND = 3
    PF_UNBIND = 4


class ConfigFlag(Constants, prefix="NFQA_CFG_F"):
    FAIL_OPEN = 0x01
    CONNTRACK = 0x02
    GSO = 0x04
    UID_GID = 0x08
    SECCTX = 0x10


class SkbInfo(Constants, prefix="NFQA_SKB"):
    CSUMNOTREADY = 1
    GSO = 2
    CSUM_NOTVERIFIED = 4


HEADER = "nfgenmsg" / Struct(
    "nfgen_family" / Enum(U8, NfProto), "version" / U8, "res_id" / U16BE * "the queue"
)
ATTRS = Attrs(
    "NFQA",
    {
        1: "packet_hdr"
        / Struct("packet_id" / U32BE, "hw_protocol" / EtherType, "hook" / HookOfPacket),
        2: "verdict_hdr" / Struct("verdict" / Enum(U32BE, Verdict), "id" / U32BE),
        3: "mark" / Hex(U32BE),
        4: "timestamp" / Struct("sec" / U64BE, "usec" / U64BE),
        5: "ifindex_indev" / IfIndexBE,
        6: "ifindex_outdev" / IfIndexBE,
        7: "ifindex_physindev" / IfIndexBE,
        8: "ifindex_physoutdev" / IfIndexBE,
        9: "hwaddr" / Struct("hw_addrlen" / U16BE, Padding(2), "hw_addr" / MacLeaf(8)),
        10: "payload" / Binary,
        11: "ct" / Nest(CONNECTION),
        12: "ct_info" / Enum(U32BE, CtInfo),
        13: "cap_len" / Unit(U32BE, "bytes"),
        14: "skb_info" / Flags(U32BE, SkbInfo),
        15: "exp" / Nest(EXPECTATION),
        16: "uid" / Shown(U32BE, "uid"),
        17: "gid" / Shown(U32BE, "gid"),
        18: "secctx" / Str,
        19: "vlan" / Nest(vlan("NFQA_VLAN")),
        20: "l2hdr" / Binary,
        21: "priority" / Hex(U32BE),
        22: "cgroup_classid" / Hex(U32BE),
    },
)
CONFIG = Attrs(
    "NFQA_CFG",
    {
        1: "cmd"
        / Struct("command" / Enum(U8, ConfigCmd), Padding(1), "pf" / Enum(U16BE, NfProto)),
        2: "params" / Struct("copy_range" / U32BE, "copy_mode" / Enum(U8, CopyMode)),
        3: "queue_maxlen" / U32BE,
        4: "mask" / Flags(U32BE, ConfigFlag),
        5: "flags" / Flags(U32BE, ConfigFlag),
    },
)

FAMILY = Netfilter(
    "nfqueue",
    3,
    Msg,
    header=HEADER,
    attrs=ATTRS,
    info=(
        "queue {res_id}",
        "packet {packet_hdr.packet_id}|packet {verdict_hdr.id}",
        Say(packet, ("payload",)),
        "hook {packet_hdr.hook}",
        "{verdict_hdr.verdict}",
        "in {ifindex_indev}",
        "out {ifindex_outdev}",
        "mark {mark:#x}",
    ),
    ops={
        Msg.CONFIG: Op(
            attrs=CONFIG,
            info=(
                "queue {res_id}",
                "{cmd.command}",
                "copy {params.copy_mode} {params.copy_range}",
                "maxlen {queue_maxlen}",
                "{flags}",
            ),
        ),
    },
)
