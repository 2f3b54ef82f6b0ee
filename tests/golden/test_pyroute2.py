"""Every attribute of rtnetlink objects, as pyroute2's own decoder has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
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
    # pyroute2 knows the encap types mpls and a few more, not ip, seg6local: hex there;
    # the commands and NAME.log prove ours (test_route_values.py)
    "RTA_ENCAP": str,
}


def ours(field: Field) -> Any:
    """Return a field's value with numbers for names, nests as (constant, value)."""
    if field.parts is not None and field.value is None:
        return [pair for part in field.parts for pair in pairs(part)]
    return number(getattr(field.spec, "type", None), field.value)


def pairs(part: Field) -> Iterator[tuple[str, Any]]:
    if isinstance(part.spec, Entry):
        yield part.spec.const, ours(part)


def number(kind: Any, value: Any) -> Any:
    """Return the number behind an enum's or flags' names, members in a list."""
    if isinstance(value, dict):
        types = {sub.name: sub.subcon for sub in getattr(kind, "subcons", ())}
        return [number(types.get(name), each) for name, each in value.items()]
    if isinstance(kind, Enum):
        return kind.number(list(value) if isinstance(value, tuple) else value)
    return value.hex(":") if isinstance(value, bytes) else value


def theirs(const: str, value: Any) -> Any:
    """Return what pyroute2 decoded in the same form."""
    if const in SPELLED_OTHERWISE:
        return SPELLED_OTHERWISE[const](value)
    if (
        isinstance(value, list) and value and "label" in value[0]
    ):  # an MPLS stack, one text here
        return "/".join(str(each["label"]) for each in value)
    if isinstance(value, dict) and "attrs" in value:
        return [(name, theirs(name, each)) for name, each in value["attrs"]]
    if isinstance(value, dict):
        names = [name for name in value if name not in ("header", "__pad", "value")]
        return [value[name] for name in names]
    return value


def hops(field: Field) -> list[Any]:
    """Return the nexthops of a multipath route in pyroute2's form."""
    return [
        [
            number(None, head.value["rtnh_hops"]),
            head.value["rtnh_ifindex"],
            [pair for part in record.parts or () for pair in pairs(part)],
        ]
        for record in field.parts or ()
        for head in (record.parts or ())[:1]
    ]


def differences(root: Field, decoded: Any) -> Iterator[str]:
    """Yield what differs between a tree and pyroute2's message, header and attributes."""
    items = [item for item in root.items if item.name != "nlmsghdr"]
    head, listed = items[0], [item for item in items if isinstance(item.spec, Entry)]
    assert isinstance(head.spec, Header)
    fixed = [
        number(member.spec.type, member.value)  # type: ignore[union-attr]
        for member in head.items
        if member.kind != "padding"
    ]
    spare = {"header", "attrs", "__pad", "res1", "res2", "value", "event"}
    other = [decoded[name] for name, _ in decoded.fields if name not in spare]
    if fixed != other:
        yield f"{head.name}: {fixed}, pyroute2 {other}"
    for item, (const, value) in zip(listed, decoded["attrs"], strict=True):
        assert isinstance(item.spec, Entry)
        if const == "UNKNOWN" or isinstance(value, UNDECODED_THERE.get(const, ())):
            continue
        if const != item.spec.const:
            yield f"{item.spec.const}: pyroute2 calls it {const}"
        elif const == "RTA_MULTIPATH":
            want = [[h["hops"], h["oif"], theirs("", h)] for h in value]
            if hops(item) != want:
                yield f"{const}: {hops(item)}, pyroute2 {want}"
        elif ours(item) != theirs(const, value):
            yield f"{const}: {ours(item)}, pyroute2 {theirs(const, value)}"


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
        decoded.decode()
        root = dissect(message, registry(), opened(capture).context)
        wrong.update(differences(root, decoded))
    assert wrong == set()
