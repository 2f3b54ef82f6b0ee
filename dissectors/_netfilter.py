"""What several netfilter subsystems share (linux/netfilter.h, netfilter/nfnetlink.h)."""

from typing import ClassVar

from nlscope.spec import (
    U8,
    U16BE,
    U32BE,
    Attrs,
    Constants,
    Enum,
    Hex,
    Unit,
)


class Subsystem(Constants, prefix="NFNL_SUBSYS"):
    NONE = 0
    CTNETLINK = 1
    CTNETLINK_EXP = 2
    QUEUE = 3
    ULOG = 4
    OSF = 5
    IPSET = 6
    ACCT = 7
    CTNETLINK_TIMEOUT = 8
    CTHELPER = 9
    NFTABLES = 10
    NFT_COMPAT = 11
    HOOK = 12


class Verdict(Constants, prefix="NF"):
    DROP = 0
    ACCEPT = 1
    STOLEN = 2
    QUEUE = 3
    REPEAT = 4
    STOP = 5
    CONTINUE = 0xFFFFFFFF
    BREAK = 0xFFFFFFFE
    JUMP = 0xFFFFFFFD
    GOTO = 0xFFFFFFFC
    RETURN = 0xFFFFFFFB

    irregular: ClassVar[dict[str, str]] = {
        "CONTINUE": "NFT_CONTINUE",
        "BREAK": "NFT_BREAK",
        "JUMP": "NFT_JUMP",
        "GOTO": "NFT_GOTO",
        "RETURN": "NFT_RETURN",
    }


class InetHook(Constants, prefix="NF_INET"):
    PRE_ROUTING = 0
    LOCAL_IN = 1
    FORWARD = 2
    LOCAL_OUT = 3
    POST_ROUTING = 4
    INGRESS = 5


class NetdevHook(Constants, prefix="NF_NETDEV"):
    INGRESS = 0
    EGRESS = 1


class ArpHook(Constants, prefix="NF_ARP"):
    IN = 0
    OUT = 1
    FORWARD = 2


class BridgeHook(Constants, prefix="NF_BR"):
    PRE_ROUTING = 0
    LOCAL_IN = 1
    FORWARD = 2
    LOCAL_OUT = 3
    POST_ROUTING = 4
    BROUTING = 5


class CtInfo(Constants, prefix="IP_CT"):
    ESTABLISHED = 0
    RELATED = 1
    NEW = 2
    ESTABLISHED_REPLY = 3
    RELATED_REPLY = 4
    NEW_REPLY = 5
    UNTRACKED = 7


class CopyMode(Constants, prefix="NFQNL_COPY"):
    NONE = 0
    META = 1
    PACKET = 2


EtherType = Hex(U16BE)
IfIndexBE = Unit(U32BE, "ifindex")
Seconds = Unit(U32BE, "s")
HookOfPacket = Enum(U8, InetHook)
HOOKS = {
    "netdev": Enum(U32BE, NetdevHook),
    "arp": Enum(U32BE, ArpHook),
    "bridge": Enum(U32BE, BridgeHook),
}
Hook = Enum(U32BE, InetHook)


def vlan(prefix: str) -> Attrs:
    """Return the attributes of a packet's VLAN tag, the same for queue and log."""
    return Attrs(prefix, {1: "proto" / EtherType, 2: "tci" / Hex(U16BE)})
