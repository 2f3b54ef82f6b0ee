"""IP sets (linux/netfilter/ipset/ip_set.h).

Their integers are big-endian and say so: NLA_F_NET_BYTEORDER.
"""

from dissectors._ip_proto import IpProto
from dissectors._ipset_errno import ERRNOS
from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Each,
    Enum,
    Flags,
    Hex,
    IPv4,
    IPv6,
    LinkAddr,
    Multi,
    Nest,
    Netfilter,
    NfProto,
    Op,
    Pad,
    Str,
    Unit,
)


class Cmd(Constants, prefix="IPSET_CMD"):
    NONE = 0
    PROTOCOL = 1
    CREATE = 2
    DESTROY = 3
    FLUSH = 4
    RENAME = 5
    SWAP = 6
    LIST = 7
    SAVE = 8
    ADD = 9
    DEL = 10
    TEST = 11
    HEADER = 12
    TYPE = 13
    GET_BYNAME = 14
    GET_BYINDEX = 15


class CmdFlag(Constants, prefix="IPSET_FLAG"):
    EXIST = 0x001
    LIST_SETNAME = 0x002
    LIST_HEADER = 0x004
    SKIP_COUNTER_UPDATE = 0x008
    SKIP_SUBCOUNTER_UPDATE = 0x010
    MATCH_COUNTERS = 0x020
    RETURN_NOMATCH = 0x080
    MAP_SKBMARK = 0x100
    MAP_SKBPRIO = 0x200
    MAP_SKBQUEUE = 0x400


class CadtFlag(Constants, prefix="IPSET_FLAG"):
    BEFORE = 0x01
    PHYSDEV = 0x02
    NOMATCH = 0x04
    WITH_COUNTERS = 0x08
    WITH_COMMENT = 0x10
    WITH_FORCEADD = 0x20
    WITH_SKBINFO = 0x40
    IFACE_WILDCARD = 0x80


IPADDR = Attrs("IPSET_ATTR", {1: "ipaddr_ipv4" / IPv4, 2: "ipaddr_ipv6" / IPv6})
Address = Nest(IPADDR)
_COMMON = {
    1: "ip" / Address,
    2: "ip_to" / Address,
    3: "cidr" / U8,
    4: "port" / U16,
    5: "port_to" / U16,
    6: "timeout" / Unit(U32, "s"),
    7: "proto" / Enum(U8, IpProto),
    8: "cadt_flags" / Flags(U32, CadtFlag),
    9: "cadt_lineno" / U32,
    10: "mark" / Hex(U32),
    11: "markmask" / Hex(U32),
    12: "bitmask" / Address,
}
CREATE = Attrs(
    "IPSET_ATTR",
    _COMMON
    | {
        17: "initval" / Hex(U32),
        18: "hashsize" / U32,
        19: "maxelem" / U32,
        20: "netmask" / U8,
        21: "bucketsize" / U8,
        22: "resize" / U8,
        23: "size" / U32,
        24: "elements" / U32,
        25: "references" / U32,
        26: "memsize" / Unit(U32, "bytes"),
    },
)
ELEMENT = Attrs(
    "IPSET_ATTR",
    _COMMON
    | {
        17: "ether" / LinkAddr,
        18: "name" / Str,
        19: "nameref" / Str,
        20: "ip2" / Address,
        21: "cidr2" / U8,
        22: "ip2_to" / Address,
        23: "iface" / Str,
        24: "bytes" / U64,
        25: "packets" / U64,
        26: "comment" / Str,
        27: "skbmark" / Hex(U64) * "mark in the upper half, mask in the lower",
        28: "skbprio" / Hex(U32) * "major and minor",
        29: "skbqueue" / U16,
        30: "pad" / Pad,
    },
)
ELEMENTS = Attrs("IPSET_ATTR", {7: "data" / Multi(Nest(ELEMENT))})


def _command(data: Attrs, third: str = "typename", tenth: str = "revision_min") -> Attrs:
    """Return the attributes of a command: of data, and of what has several names."""
    return Attrs(
        "IPSET_ATTR",
        {
            1: "protocol" / U8,
            2: "setname" / Str,
            3: third / Str,
            4: "revision" / U8,
            5: "family" / Enum(U8, NfProto),
            6: "flags" / Flags(U32, CmdFlag),
            7: "data" / Nest(data),
            8: "adt" / Nest(ELEMENTS),
            9: "lineno" / U32,
            10: tenth / U8,
            11: "index" / U16,
        },
    )


_ON_SET = _command(CREATE)
_ON_ELEMENT = _command(ELEMENT)
_ON_TWO_SETS = _command(CREATE, third="setname2")
_ON_PROTOCOL = _command(CREATE, tenth="protocol_min")


_ELEMENT_OF = (
    (
        "{ip.ipaddr_ipv4}/{cidr}"
        "|{ip.ipaddr_ipv4}-{ip_to.ipaddr_ipv4}|{ip.ipaddr_ipv4}"
        "|{ip.ipaddr_ipv6}/{cidr}|{ip.ipaddr_ipv6}"
    ),
    "{ether}",
    "{name}",
    "{proto!l}:{port}|{port}-{port_to}|{port}",
    (
        "{ip2.ipaddr_ipv4}/{cidr2}|{ip2.ipaddr_ipv4}"
        "|{ip2.ipaddr_ipv6}/{cidr2}|{ip2.ipaddr_ipv6}"
    ),
    "{iface}",
    "mark {mark:#x}",
    "timeout {timeout}",
    "packets {packets} bytes {bytes}",
    "skbmark {skbmark!h}",
    "skbprio {skbprio!c}",
    "skbqueue {skbqueue}",
    "comment {comment!q}",
    "nomatch{cadt_flags?=NOMATCH}",
)
_MEMBER = (Each("data", _ELEMENT_OF),)
_SET_INFO = (
    "{setname}|all sets",
    "{typename}",
    "{family}",
    "range {data.port}-{data.port_to}|range {data.ip.ipaddr_ipv4}-{data.ip_to.ipaddr_ipv4}",
    "hashsize {data.hashsize}",
    "maxelem {data.maxelem}",
    "timeout {data.timeout}",
    "netmask {data.netmask}",
    "markmask {data.markmask:#x}",
    "size {data.size}",
    "{data.cadt_flags?-0!l}",
    "entries {data.elements}",
    "references {data.references?-0}",
    "index {index}",
    Each("adt.data", _ELEMENT_OF, ", ", "members: "),
)
_ELEMENT = Op(attrs=_ON_ELEMENT, info=("{setname}", *_MEMBER))

FAMILY = Netfilter(
    "ipset",
    6,
    Cmd,
    errnos=ERRNOS,
    exclusive=True,
    attrs=_ON_SET,
    info=_SET_INFO,
    ops={
        Cmd.PROTOCOL: Op(
            attrs=_ON_PROTOCOL, info=("version {protocol}", "minimum {protocol_min}")
        ),
        Cmd.RENAME: Op(attrs=_ON_TWO_SETS, info=("{setname}", "to {setname2}")),
        Cmd.SWAP: Op(attrs=_ON_TWO_SETS, info=("{setname}", "with {setname2}")),
        Cmd.TYPE: Op(
            info=(
                "{typename}",
                "{family}",
                "revisions {revision_min}-{revision}|revision {revision}",
            )
        ),
        Cmd.ADD: _ELEMENT,
        Cmd.DEL: _ELEMENT,
        Cmd.TEST: _ELEMENT,
    },
)
