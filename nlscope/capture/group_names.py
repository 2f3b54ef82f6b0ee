"""Multicast groups by name: "link", "genl_test", "conntrack-new", "uevent", "all".

Sources: RTNLGRP_*, NFNLGRP_*, XFRMNLGRP_*, SELNLGRP_*, SKNLGRP_* and AUDIT_NLGRP_* of
include/uapi/linux, CN_IDX_* of connector.h, RDMA_NL_GROUP_* of rdma_netlink.h; the groups
of lib/kobject_uevent.c and of systemd's libudev.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from nlscope.model import PROTOCOLS, protocol_name
from nlscope.schema.announced import Announced
from nlscope.spec import GENERIC, NETFILTER, ROUTE, SOCK_DIAG

XFRM, SELINUX, AUDIT, CONNECTOR, UEVENT, RDMA = 6, 7, 9, 11, 15, 20
CN_IDX_PROC = 1
_CONTROLLER = 16  # GENL_ID_CTRL is also the id of its group "notify"
_MOST = 32  # MAX_LINKS
NAMES = {  # in the order of their numbers, from 1; "-" is a number without a group
    protocol: tuple(names.split())
    for protocol, names in {
        ROUTE: "link notify neigh tc ipv4-ifaddr ipv4-mroute ipv4-route ipv4-rule "
        "ipv6-ifaddr ipv6-mroute ipv6-route ipv6-ifinfo decnet-ifaddr - decnet-route "
        "decnet-rule - ipv6-prefix ipv6-rule nd-useropt phonet-ifaddr phonet-route dcb "
        "ipv4-netconf ipv6-netconf mdb mpls-route nsid mpls-netconf ipv4-mroute-r "
        "ipv6-mroute-r nexthop brvlan mctp-ifaddr tunnel stats ipv4-mcaddr ipv6-mcaddr "
        "ipv6-acaddr",
        NETFILTER: "conntrack-new conntrack-update conntrack-destroy conntrack-exp-new "
        "conntrack-exp-update conntrack-exp-destroy nftables acct-quota nftrace",
        XFRM: "acquire expire sa policy aevents report migrate mapping",
        SOCK_DIAG: "inet-tcp-destroy inet-udp-destroy inet6-tcp-destroy inet6-udp-destroy",
        SELINUX: "avc",
        AUDIT: "readlog",
        CONNECTOR: "proc cifs w1 v86d bb dst dm drbd kvp vss",
        UEVENT: "kernel udev",
        RDMA: "- iwpm ls notify",
    }.items()
}
_WORDS = {"uevent": UEVENT} | {
    name.lower().replace("_", "-"): number for number, name in PROTOCOLS.items()
}


class GroupError(Exception):
    """What was asked for is no group, or none may be joined; one sentence."""


class Group(NamedTuple):
    """A multicast group of a protocol."""

    protocol: int
    number: int
    name: str


class Groups(NamedTuple):
    """What to join; follow says that generic families which appear later are too."""

    text: str
    groups: tuple[Group, ...]
    follow: bool = False


Families = Callable[[], Mapping[str, Announced]]


def parse(text: str, families: Families) -> Groups:
    """Return the groups of a list of names; families tells this kernel's.

    A name is a group's, PROTOCOL, FAMILY, PROTOCOL:GROUP or FAMILY:GROUP, a group there
    being a name or a number. GroupError for what is none of these.
    """
    words = [each.strip() for each in text.split(",")]
    found: dict[Group, None] = {}
    for word in words:
        found.update(dict.fromkeys(_named(word, families)))
    if any(each.protocol == GENERIC for each in found):
        found[Group(GENERIC, _CONTROLLER, "nlctrl:notify")] = None
    follow = any(_plain(word) in ("all", "generic") for word in words)
    return Groups(text, tuple(found), follow)


def of_family(family: Announced) -> list[Group]:
    """Return the groups of a generic netlink family."""
    return [
        Group(GENERIC, number, f"{family.name}:{name}")
        for name, number in family.groups.items()
    ]


def _named(word: str, families: Families) -> list[Group]:
    """Return the groups that one word means, at least one."""
    plain = _plain(word)
    if plain == "all":
        return [*_generic(families), *(g for protocol in NAMES for g in _known(protocol))]
    first, colon, second = word.partition(":")
    if colon:
        return [_within(first, second, families)]
    if plain in _WORDS:
        return _of_protocol(plain, families)
    for protocol in NAMES:
        for group in _known(protocol):
            if group.name == plain:
                return [group]
    family = _family(word, families)
    if family is None:
        raise GroupError(_unknown(word, families))
    return _some(of_family(family), f"{family.name} has no multicast groups")


def _of_protocol(word: str, families: Families) -> list[Group]:
    number = _WORDS[word]
    found = _generic(families) if number == GENERIC else list(_known(number))
    return _some(found, f"the groups of {word} have no names: {word}:1 is its first")


def _some(groups: list[Group], otherwise: str) -> list[Group]:
    if not groups:
        raise GroupError(otherwise)
    return groups


def _within(first: str, second: str, families: Families) -> Group:
    """Return a group of a protocol or of a family."""
    protocol = _WORDS.get(_plain(first), int(first) if first.isdecimal() else -1)
    if 0 <= protocol < _MOST:
        if second.isdecimal() and 0 < int(second) < 1 << 31:
            return Group(protocol, int(second), name_of(protocol, int(second)))
        known = list(_known(protocol))
    else:
        family = _family(first, families)
        known = of_family(family) if family else []
    named = {group.name.rpartition(":")[2]: group for group in known}
    for name, group in named.items():
        if _plain(name) == _plain(second):
            return group
    there = f"; it has {', '.join(named)}" if named else ""
    message = f"{first} has no multicast group {second!r}{there}"
    raise GroupError(message)


def _plain(word: str) -> str:
    return word.lower().replace("_", "-")


def name_of(protocol: int, number: int) -> str:
    """Return the name of a group, or PROTOCOL:NUMBER."""
    for group in _known(protocol):
        if group.number == number:
            return group.name
    return f"{protocol_name(protocol).lower()}:{number}"


def numbers(protocol: int) -> dict[str, int]:
    """Return the groups of a protocol by name."""
    return {group.name: group.number for group in _known(protocol)}


def _known(protocol: int) -> Iterator[Group]:
    for number, name in enumerate(NAMES.get(protocol, ()), 1):
        if name != "-":
            yield Group(protocol, number, name)


def _generic(families: Families) -> list[Group]:
    return [group for each in families().values() for group in of_family(each)]


def _family(word: str, families: Families) -> Announced | None:
    for name, family in families().items():
        if _plain(name) == _plain(word):
            return family
    return None


def _unknown(word: str, families: Families) -> str:
    names = (name for names in NAMES.values() for name in names)
    near = difflib.get_close_matches(word, [*names, *_WORDS, *families()], 3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"there is no multicast group, protocol or family {word!r}{hint}"
