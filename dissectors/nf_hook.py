"""The functions at each netfilter hook (linux/netfilter/nfnetlink_hook.h)."""

from dissectors._netfilter import HOOKS, Hook
from nlscope.spec import (
    S32BE,
    U8,
    U32BE,
    Attrs,
    Constants,
    Enum,
    Nest,
    Netfilter,
    NfProto,
    Select,
    Str,
)


class Msg(Constants, prefix="NFNL_MSG_HOOK"):
    GET = 0


class ChainType(Constants, prefix="NFNL_HOOK_TYPE"):
    NFTABLES = 1
    BPF = 2
    NFT_FLOWTABLE = 3


CHAIN = Attrs(
    "NFNLA_CHAIN", {1: "table" / Str, 2: "family" / Enum(U8, NfProto), 3: "name" / Str}
)
BPF = Attrs("NFNLA_HOOK_BPF", {1: "id" / U32BE})
INFO = Attrs(
    "NFNLA_HOOK_INFO",
    {
        1: "desc" / Select("type", {"BPF": BPF}, CHAIN),
        2: "type" / Enum(U32BE, ChainType),
    },
)
ATTRS = Attrs(
    "NFNLA_HOOK",
    {
        1: "hooknum" / Select("nfgen_family", HOOKS, Hook),
        2: "priority" / S32BE,
        3: "dev" / Str,
        4: "function_name" / Str,
        5: "module_name" / Str,
        6: "chain_info" / Nest(INFO),
    },
)

FAMILY = Netfilter(
    "nfhook",
    12,
    Msg,
    attrs=ATTRS,
    info=(
        "{nfgen_family}",
        "hook {hooknum}",
        "priority {priority}",
        "device {dev}",
        "{function_name}",
        "[{module_name}]",
        (
            "chain {chain_info.desc.family} {chain_info.desc.table}"
            " {chain_info.desc.name}|bpf {chain_info.desc.id}"
        ),
    ),
)
