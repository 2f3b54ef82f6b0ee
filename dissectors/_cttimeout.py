"""Timeouts of each layer 4 protocol (linux/netfilter/nfnetlink_cttimeout.h)."""

from dissectors._netfilter import Seconds
from nlscope.spec import Attrs, Select


def _timeouts(prefix: str, *names: str) -> Attrs:
    return Attrs(prefix, {n: name / Seconds for n, name in enumerate(names, 1)})


GENERIC = _timeouts("CTA_TIMEOUT_GENERIC", "timeout")
TCP = _timeouts(
    "CTA_TIMEOUT_TCP",
    "syn_sent",
    "syn_recv",
    "established",
    "fin_wait",
    "close_wait",
    "last_ack",
    "time_wait",
    "close",
    "syn_sent2",
    "retrans",
    "unack",
)
UDP = _timeouts("CTA_TIMEOUT_UDP", "unreplied", "replied")
UDPLITE = _timeouts("CTA_TIMEOUT_UDPLITE", "unreplied", "replied")
ICMP = _timeouts("CTA_TIMEOUT_ICMP", "timeout")
DCCP = _timeouts(
    "CTA_TIMEOUT_DCCP",
    "request",
    "respond",
    "partopen",
    "open",
    "closereq",
    "closing",
    "timewait",
)
SCTP = _timeouts(
    "CTA_TIMEOUT_SCTP",
    "closed",
    "cookie_wait",
    "cookie_echoed",
    "established",
    "shutdown_sent",
    "shutdown_recd",
    "shutdown_ack_sent",
    "heartbeat_sent",
    "heartbeat_acked",
)
ICMPV6 = _timeouts("CTA_TIMEOUT_ICMPV6", "timeout")
GRE = _timeouts("CTA_TIMEOUT_GRE", "unreplied", "replied")
BY_PROTOCOL = Select(
    "l4proto",
    {
        "TCP": TCP,
        "UDP": UDP,
        "UDPLITE": UDPLITE,
        "ICMP": ICMP,
        "DCCP": DCCP,
        "SCTP": SCTP,
        "ICMPV6": ICMPV6,
        "GRE": GRE,
    },
    GENERIC,
)
