"""Where tshark 4.0 and we differ, and who is right.

A line is: the name that Wireshark has for a field, what differs, as fnmatch patterns.
"""

from __future__ import annotations

from collections.abc import Mapping

EXPLAINED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "tshark is wrong: it reads another byte order": (
        ("netlink-sock_diag.inet_states", "value"),  # u32 of idiag_states, as big-endian
    ),
    "tshark is wrong: it reads one byte of two": (
        ("genl.family_id", "value"),  # family 999 is shown as 0xe7
    ),
    "tshark is wrong: it takes an AF_CAN route (struct rtcanmsg) for an IP route": (
        ("netlink-route.rt_*", "place"),
        ("netlink-route.rta_attr_type", "name"),  # RTA_PROTOINFO is CGW_MOD_XOR there
        ("netlink.attr_type", "name"),  # the same, and those below
    ),
    "tshark is wrong: it leaves out a level, an array's elements being numbered": (
        ("nl80211.if_combination_attrs", "name"),
    ),
    "tshark is wrong: a set's header has other attributes than an element": (
        ("netlink-netfilter.ipset.comment", "value"),  # IPSET_ATTR_MEMSIZE
    ),
    "tshark is wrong: statistics of a CPU have attributes of their own": (
        ("netlink-netfilter.ct.attr", "name"),  # CTA_STATS_INVALID
    ),
    "both are right: two names of one number": (
        ("netlink-netfilter.ipset_adt_attr", "name"),  # IPSET_ATTR_IP_FROM is _IP
        ("netlink-netfilter.family", "name"),  # AF_INET is "ip" to nftables
        ("netlink-sock_diag.family", "name"),  # AF_LOCAL is AF_UNIX
    ),
}
