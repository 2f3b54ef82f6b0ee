"""Every attribute of rtnetlink objects, as pyroute2's own decoder has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from pyroute2.netlink.exceptions import NetlinkNLADecodeError
from pyroute2.netlink.rtnl.fibmsg import fibmsg
from pyroute2.netlink.rtnl.ifaddrmsg import ifaddrmsg
from pyroute2.netlink.rtnl.ifinfmsg import ifinfmsg
from pyroute2.netlink.rtnl.ndmsg import ndmsg
from pyroute2.netlink.rtnl.rtmsg import rtmsg

from nlscope.dissect import dissect
from nlscope.model import Field, Message
from nlscope.session import Session
from nlscope.spec import Enum
from nlscope.table import Entry, Header
from tests.support import SHARED, needs_shared, registry, session

pytestmark = [pytest.mark.shared, needs_shared]

CAPTURES = [
    "addr",
    "route",
    "neigh",
    "rule",
    "bridge",
    "errors_extack",
    "link_types",
    "big",
]
DECODERS = {
    "addr": ifaddrmsg,
    "link": ifinfmsg,
    "neigh": ndmsg,
    "route": rtmsg,
    "rule": fibmsg,
}
MOST = 1000  # messages of a capture and family, evenly taken

SPELLED_OTHERWISE: dict[str, Callable[[Any], Any]] = {
    # a range is one text in pyroute2, a struct in the kernel and here
    "FRA_DPORT_RANGE": lambda text: [int(end) for end in text.split(":")],
    "FRA_SPORT_RANGE": lambda text: [int(end) for end in text.split(":")],
    "FRA_UID_RANGE": lambda text: [int(end) for end in text.split(":")],
    "RTA_VIA": lambda via: [via["family"], via["addr"]],
    # int in the kernel (struct fib_rule), where -1 is "none"; pyroute2 reads it unsigned
    "FRA_SUPPRESS_PREFIXLEN": lambda bits: bits - (1 << 32 if bits >> 31 else 0),
    "FRA_SUPPRESS_IFGROUP": lambda bits: bits - (1 << 32 if bits >> 31 else 0),
    # pyroute2 adds the HMAC, here none, and the name of the mode that it began with
    "SEG6_IPTUNNEL_SRH": lambda srh: theirs("", srh)[:-2],
}
UNDECODED_THERE = {
    # hex there for kinds that it does not know; the .log files prove ours
    "RTA_ENCAP": str,
    "IFLA_INFO_DATA": str,
}
OWN_NAMES = {
    # the kernel has one set of constants for these drivers, pyroute2 one for each
    "IFLA_IP6TNL_": "IFLA_IPTUN_",
    "IFLA_IPIP_": "IFLA_IPTUN_",
    "IFLA_SIT_": "IFLA_IPTUN_",
    "IFLA_IP6GRE_": "IFLA_GRE_",
    "IFLA_MACVTAP_": "IFLA_MACVLAN_",
}
KNOWN = {
    # pyroute2 is wrong
    "AF_INET": "takes the header of IFLA_INET_CONF for its first value",
    "IFLA_ADDRESS": "reads 6 bytes whatever the length; tunnels have 4 or 16",
    "IFLA_BROADCAST": "the same",
    "IFLA_PERM_ADDRESS": "has the 16 bytes of a tunnel6 device as hex, not as IPv6",
    "IFLA_BRPORT_BRIDGE_ID": "swaps the priority, which is big-endian: 32768 is default",
    "IFLA_BRPORT_ROOT_ID": "the same",
    "IFLA_BR_BRIDGE_ID": "the same",
    "IFLA_BR_ROOT_ID": "the same",
    "IFLA_BRIDGE_FLAGS": "calls it IFLA_BRIDGE_VLAN_FLAGS, which no header has",
    # both are right, in another form
    "IFLA_BOND_ARP_IP_TARGET": "a list there, the indexed nest that it is here",
    "IFLA_GENEVE_DF": "a name there",
    "IFLA_INET6_CONF": "unsigned there; the kernel's array is of s32, -1 is none",
    "IFLA_MACVLAN_FLAGS": "a name there",
    "IFLA_MACVLAN_MACADDR_MODE": "a name there",
    "IFLA_MACVLAN_MODE": "a name there",
    "IFLA_OPERSTATE": "a name there",
    "IFLA_VXLAN_TTL_INHERIT": "a flag there; the kernel answers with a u8",
    "IFLA_XDP_ATTACHED": "None there for 0",
}

MACS = ("IFLA_ADDRESS", "IFLA_BROADCAST", "IFLA_PERM_ADDRESS")  # compared if of 6 bytes


def own_name(const: str) -> str:
    for other, kernel in OWN_NAMES.items():
        const = const.replace(other, kernel)
    return const


def number(kind: Any, value: Any) -> Any:
    """Return the number behind an enum's or flags' names, a struct's members in a list."""
    while not isinstance(kind, Enum) and hasattr(kind, "subcon"):
        kind = kind.subcon
    if isinstance(value, dict):
        types = {sub.name: sub.subcon for sub in getattr(kind, "subcons", ())}
        return [number(types.get(name), each) for name, each in value.items()]
    if isinstance(kind, Enum):
        return kind.number(list(value) if isinstance(value, tuple) else value)
    return value.hex(":") if isinstance(value, bytes) else value


def theirs(const: str, value: Any) -> Any:
    """Return a leaf that pyroute2 decoded in the same form."""
    if const in SPELLED_OTHERWISE:
        return SPELLED_OTHERWISE[const](value)
    if isinstance(value, list) and value and "label" in value[0]:
        return "/".join(str(each["label"]) for each in value)  # MPLS, one text here
    if isinstance(value, dict):
        names = [name for name in value if name not in ("header", "__pad", "value")]
        return [value[name] for name in names]
    return value


def differences(root: Field, decoded: Any) -> Iterator[str]:
    """Yield what differs between a tree and pyroute2's message, header and attributes."""
    items = [item for item in root.items if item.name != "nlmsghdr"]
    assert isinstance(items[0].spec, Header)
    fixed = [
        number(member.spec.type, member.value)  # type: ignore[union-attr]
        for member in items[0].items
        if member.kind != "padding"
    ]
    spare = {"header", "attrs", "__pad", "res1", "res2", "value", "event"}
    names = [name for name, _ in decoded.fields if name not in spare]
    other = [decoded[name] for name in names if decoded[name] != ()]
    if fixed != other:
        yield f"{items[0].name}: {fixed}, pyroute2 {other}"
    yield from attributes(items, decoded["attrs"])


def attributes(items: list[Field], decoded: list[tuple[str, Any]]) -> Iterator[str]:
    """Yield what differs in a list of attributes and the lists in it."""
    listed = [item for item in items if isinstance(item.spec, Entry)]
    if len(listed) != len(decoded):
        yield f"{[item.name for item in listed]}, pyroute2 {[name for name, _ in decoded]}"
    for item, (const, value) in zip(listed, decoded, strict=False):
        assert isinstance(item.spec, Entry)
        if const == "UNKNOWN" or isinstance(value, UNDECODED_THERE.get(const, ())):
            continue
        if item.spec.const in KNOWN and (item.spec.const not in MACS or len(item.raw) != 6):
            continue
        if own_name(const) != own_name(item.spec.const):
            yield f"{item.spec.const}: pyroute2 calls it {const}"
        elif const == "RTA_MULTIPATH":
            yield from multipath(item, value)
        elif isinstance(value, dict) and "attrs" in value:
            yield from attributes(item.parts or [], value["attrs"])
        else:
            yield from leaf(const, item, theirs(const, value))


def leaf(const: str, item: Field, other: Any) -> Iterator[str]:
    own = number(getattr(item.spec, "type", None), item.value)
    if isinstance(own, list) and isinstance(other, list):
        own = own[: len(other)]  # kernels add members to structs
    if own != other:
        yield f"{const}: {own}, pyroute2 {other}"


def multipath(item: Field, hops: list[Any]) -> Iterator[str]:
    for record, hop in zip(item.parts or [], hops, strict=True):
        head, *listed = record.parts or []
        own = [head.value["rtnh_hops"], head.value["rtnh_ifindex"]]
        if own != [hop["hops"], hop["oif"]]:
            yield f"rtnexthop: {own}, pyroute2 {hop}"
        yield from attributes(listed, hop["attrs"])


@cache
def opened(capture: str) -> Session:
    return session(SHARED / f"{capture}.pcap")


def messages(capture: str, family: str) -> list[Message]:
    """Return a sample of a capture's messages of a family."""
    store = opened(capture).store
    known = next(each for each in registry() if each.name == family)
    found = [
        n
        for n, kind in enumerate(store.type)
        if int(kind) in known.commands.names and store.protocol[n] == 0
    ]
    step = max(1, len(found) // MOST)
    return [store[n] for n in found[::step]]


@pytest.mark.parametrize("capture", CAPTURES)
@pytest.mark.parametrize("family", DECODERS)
def test_same_values(capture: str, family: str) -> None:
    if family not in {each.name for each in registry()}:
        pytest.skip(f"no family {family}")
    wrong: set[str] = set()
    for message in messages(capture, family):
        decoded = DECODERS[family](message.data)
        try:
            decoded.decode()
        except NetlinkNLADecodeError:  # IFLA_AF_SPEC of requests that set a token
            assert family == "link"
            continue
        root = dissect(message, registry(), opened(capture).context)
        wrong.update(differences(root, decoded))
    assert wrong == set()
