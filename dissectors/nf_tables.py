"""nftables: tables, chains, rules, sets, objects (linux/netfilter/nf_tables.h)."""

from dissectors import _nft_userdata as userdata
from dissectors._conntrack import Status
from dissectors._ip_proto import IpProto
from dissectors._netfilter import HOOKS, Hook, IfIndexBE, Verdict
from dissectors._nft_data import DEVICES, VERDICT, Id
from dissectors._nft_expr import COUNTER, EXPRS
from dissectors._nft_keys import CtDirection
from dissectors._nft_obj import OBJECT
from dissectors._nft_set import ELEMENTS, SET
from dissectors._nft_types import CtState
from nlscope.spec import (
    S32BE,
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
    Nest,
    Netfilter,
    NfProto,
    Op,
    Pad,
    Select,
    Str,
)


class Msg(Constants, prefix="NFT_MSG"):
    NEWTABLE = 0
    GETTABLE = 1
    DELTABLE = 2
    NEWCHAIN = 3
    GETCHAIN = 4
    DELCHAIN = 5
    NEWRULE = 6
    GETRULE = 7
    DELRULE = 8
    NEWSET = 9
    GETSET = 10
    DELSET = 11
    NEWSETELEM = 12
    GETSETELEM = 13
    DELSETELEM = 14
    NEWGEN = 15
    GETGEN = 16
    TRACE = 17
    NEWOBJ = 18
    GETOBJ = 19
    DELOBJ = 20
    GETOBJ_RESET = 21
    NEWFLOWTABLE = 22
    GETFLOWTABLE = 23
    DELFLOWTABLE = 24
    GETRULE_RESET = 25
    DESTROYTABLE = 26
    DESTROYCHAIN = 27
    DESTROYRULE = 28
    DESTROYSET = 29
    DESTROYSETELEM = 30
    DESTROYOBJ = 31
    DESTROYFLOWTABLE = 32
    GETSETELEM_RESET = 33


class TableFlag(Constants, prefix="NFT_TABLE_F"):
    DORMANT = 1
    OWNER = 2
    PERSIST = 4


class ChainFlag(Constants, prefix="NFT_CHAIN"):
    BASE = 1
    HW_OFFLOAD = 2
    BINDING = 4


class CompatFlag(Constants, prefix="NFT_RULE_COMPAT_F"):
    UNUSED = 1
    INV = 2


class FlowtableFlag(Constants, prefix="NFT_FLOWTABLE"):
    HW_OFFLOAD = 1
    COUNTER = 2


class TraceType(Constants, prefix="NFT_TRACETYPE"):
    UNSPEC = 0
    POLICY = 1
    RETURN = 2
    RULE = 3


TABLE = Attrs(
    "NFTA_TABLE",
    {
        1: "name" / Str,
        2: "flags" / Flags(U32BE, TableFlag),
        3: "use" / U32BE * "number of chains in it",
        4: "handle" / U64BE,
        5: "pad" / Pad,
        6: "userdata" / userdata.Table,
        7: "owner" / U32BE * "port id of the program that owns it",
    },
)
HOOK = Attrs(
    "NFTA_HOOK",
    {
        1: "hooknum" / Select("nfgen_family", HOOKS, Hook),
        2: "priority" / S32BE,
        3: "dev" / Str,
        4: "devs" / Nest(DEVICES),
    },
)
CHAIN = Attrs(
    "NFTA_CHAIN",
    {
        1: "table" / Str,
        2: "handle" / U64BE,
        3: "name" / Str,
        4: "hook" / Nest(HOOK),
        5: "policy" / Enum(U32BE, Verdict),
        6: "use" / U32BE * "number of references to it",
        7: "type" / Str,
        8: "counters" / Nest(COUNTER),
        9: "pad" / Pad,
        10: "flags" / Flags(U32BE, ChainFlag),
        11: "id" / Id,
        12: "userdata" / userdata.Chain,
    },
)
COMPAT = Attrs(
    "NFTA_RULE_COMPAT",
    {1: "proto" / Enum(U32BE, IpProto), 2: "flags" / Flags(U32BE, CompatFlag)},
)
RULE = Attrs(
    "NFTA_RULE",
    {
        1: "table" / Str,
        2: "chain" / Str,
        3: "handle" / U64BE,
        4: "expressions" / Nest(EXPRS),
        5: "compat" / Nest(COMPAT),
        6: "position" / U64BE * "handle of the rule before it",
        7: "userdata" / userdata.Rule,
        8: "pad" / Pad,
        9: "id" / Id,
        10: "position_id" / Id,
        11: "chain_id" / Id,
    },
)
GEN = Attrs(
    "NFTA_GEN",
    {1: "id" / U32BE, 2: "proc_pid" / U32BE, 3: "proc_name" / Str},
)
FLOWTABLE_HOOK = Attrs(
    "NFTA_FLOWTABLE_HOOK",
    {1: "num" / HOOKS["netdev"], 2: "priority" / S32BE, 3: "devs" / Nest(DEVICES)},
)
FLOWTABLE = Attrs(
    "NFTA_FLOWTABLE",
    {
        1: "table" / Str,
        2: "name" / Str,
        3: "hook" / Nest(FLOWTABLE_HOOK),
        4: "use" / U32BE,
        5: "handle" / U64BE,
        6: "pad" / Pad,
        7: "flags" / Flags(U32BE, FlowtableFlag),
    },
)
TRACE = Attrs(
    "NFTA_TRACE",
    {
        1: "table" / Str,
        2: "chain" / Str,
        3: "rule_handle" / U64BE,
        4: "type" / Enum(U32BE, TraceType),
        5: "verdict" / Nest(VERDICT),
        6: "id" / Hex(U32BE) * "the same for all events of one packet",
        7: "ll_header" / Binary,
        8: "network_header" / Binary,
        9: "transport_header" / Binary,
        10: "iif" / IfIndexBE,
        11: "iiftype" / U16BE,
        12: "oif" / IfIndexBE,
        13: "oiftype" / U16BE,
        14: "mark" / Hex(U32BE),
        15: "nfproto" / Enum(U32BE, NfProto),
        16: "policy" / Enum(U32BE, Verdict),
        17: "pad" / Pad,
        18: "ct_id" / U32BE,
        19: "ct_direction" / Enum(U8, CtDirection),
        20: "ct_status" / Flags(U32BE, Status),
        21: "ct_state" / Flags(U32BE, CtState),
    },
)

_TABLE = Op(
    attrs=TABLE,
    info=("{nfgen_family}", "{name}", "{flags}", "handle {handle}", "{userdata}"),
)
_CHAIN = Op(
    attrs=CHAIN,
    info=(
        "{nfgen_family}",
        "{table}",
        "{name}",
        "handle {handle}",
        "type {type}",
        "hook {hook.hooknum} priority {hook.priority}",
        "device {hook.dev}|device {hook.devs.name}",
        "policy {policy}",
        "{userdata}",
    ),
)
_RULE = Op(
    attrs=RULE,
    info=(
        "{nfgen_family}",
        "{table}",
        (
            "{chain} handle {handle}: {expressions!b}"
            "|{chain}: {expressions!b}|{chain} handle {handle}"
            "|{chain} id {id:#x}|{chain}"
        ),
        "after {position}",
        "{userdata}",
    ),
)
_SET = Op(
    attrs=SET,
    info=(
        "{nfgen_family}",
        "{table}",
        "{name}",
        "handle {handle}",
        "type {key_type} : {data_type}|type {key_type}",
        "flags {flags?-0}",
        "timeout {timeout}ms",
        "size {desc.size}",
    ),
)


def _elements(does: str, listed: str = "{{ {elements!e} }}") -> Op:
    """Return a list of elements; does is what is done with them, as nft writes it."""
    return Op(
        attrs=ELEMENTS,
        told=True,
        info=(does, "{nfgen_family}", "{table}", "{set}", listed),
    )


_OBJECT = Op(
    attrs=OBJECT,
    info=(
        "{nfgen_family}",
        "{table}",
        "{name}",
        "{type}",
        "handle {handle}",
        (
            "packets {data.packets} bytes {data.bytes}|{data.bytes} bytes"
            "|rate {data.rate} in {data.unit}s"
        ),
    ),
)
_FLOWTABLE = Op(
    attrs=FLOWTABLE,
    info=(
        "{nfgen_family}",
        "{table}",
        "{name}",
        "handle {handle}",
        "hook {hook.num} priority {hook.priority}",
        "devices {hook.devs.name}",
    ),
)
_GEN = Op(
    attrs=GEN, info=("generation {id}|generation", "by process {proc_pid} ({proc_name})")
)
_TRACE = Op(
    attrs=TRACE,
    info=(
        "{id:#x}",
        "{nfproto}|{nfgen_family}",
        "{table}",
        "{chain}",
        "{type}",
        "handle {rule_handle}",
        "{verdict.code} {verdict.chain}|{verdict.code}|{policy}",
    ),
)

FAMILY = Netfilter(
    "nft",
    10,
    Msg,
    ops={
        Msg.NEWTABLE: _TABLE,
        Msg.GETTABLE: _TABLE,
        Msg.DELTABLE: _TABLE,
        Msg.DESTROYTABLE: _TABLE,
        Msg.NEWCHAIN: _CHAIN,
        Msg.GETCHAIN: _CHAIN,
        Msg.DELCHAIN: _CHAIN,
        Msg.DESTROYCHAIN: _CHAIN,
        Msg.NEWRULE: _RULE,
        Msg.GETRULE: _RULE,
        Msg.GETRULE_RESET: _RULE,
        Msg.DELRULE: _RULE,
        Msg.DESTROYRULE: _RULE,
        Msg.NEWSET: _SET,
        Msg.GETSET: _SET,
        Msg.DELSET: _SET,
        Msg.DESTROYSET: _SET,
        Msg.NEWSETELEM: _elements("{nlmsg_flags?~MULTI}add element|element"),
        Msg.GETSETELEM: _elements("{nlmsg_flags?~DUMP}get element", "{{ {elements!a} }}"),
        Msg.GETSETELEM_RESET: _elements("reset element"),
        Msg.DELSETELEM: _elements("delete element"),
        Msg.DESTROYSETELEM: _elements("destroy element"),
        Msg.NEWGEN: _GEN,
        Msg.GETGEN: _GEN,
        Msg.TRACE: _TRACE,
        Msg.NEWOBJ: _OBJECT,
        Msg.GETOBJ: _OBJECT,
        Msg.GETOBJ_RESET: _OBJECT,
        Msg.DELOBJ: _OBJECT,
        Msg.DESTROYOBJ: _OBJECT,
        Msg.NEWFLOWTABLE: _FLOWTABLE,
        Msg.GETFLOWTABLE: _FLOWTABLE,
        Msg.DELFLOWTABLE: _FLOWTABLE,
        Msg.DESTROYFLOWTABLE: _FLOWTABLE,
    },
    groups=("nftables", "nftrace"),
)
