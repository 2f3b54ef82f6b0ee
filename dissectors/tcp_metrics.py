"""tcp_metrics, what TCP remembers of destinations (include/uapi/linux/tcp_metrics.h)."""

from nlscope.spec import (
    S32,
    U16,
    U32,
    U64,
    Attrs,
    Binary,
    Constants,
    Genl,
    IPv4,
    IPv6,
    Nest,
    Pad,
    Unit,
)


class Cmd(Constants, prefix="TCP_METRICS_CMD"):
    GET = 1
    DEL = 2


# the kernel numbers these from TCP_METRIC_RTT + 1
METRICS = Attrs(
    "TCP_METRIC",
    {
        1: "rtt" / Unit(U32, "ms/8"),
        2: "rttvar" / Unit(U32, "ms/4"),
        3: "ssthresh" / U32,
        4: "cwnd" / U32,
        5: "reordering" / U32,
        6: "rtt_us" / Unit(U32, "us/8"),
        7: "rttvar_us" / Unit(U32, "us/4"),
    },
)
ATTRS = Attrs(
    "TCP_METRICS_ATTR",
    {
        1: "addr_ipv4" / IPv4,
        2: "addr_ipv6" / IPv6,
        3: "age" / Unit(U64, "ms"),
        4: "tw_tsval" / U32,
        5: "tw_ts_stamp" / S32,
        6: "vals" / Nest(METRICS),
        7: "fopen_mss" / U16,
        8: "fopen_syn_drops" / U16,
        9: "fopen_syn_drop_ts" / Unit(U64, "ms"),
        10: "fopen_cookie" / Binary,
        11: "saddr_ipv4" / IPv4,
        12: "saddr_ipv6" / IPv6,
        13: "pad" / Pad,
    },
)

FAMILY = Genl(
    "tcp_metrics",
    Cmd,
    attrs=ATTRS,
    info=(
        "{addr_ipv4}|{addr_ipv6}",
        "age {age} ms",
        "cwnd {vals.cwnd}",
        "ssthresh {vals.ssthresh}",
        "rtt {vals.rtt_us}|rtt {vals.rtt}",
        "rttvar {vals.rttvar_us}|rttvar {vals.rttvar}",
        "fo_mss {fopen_mss}",
        "fo_cookie {fopen_cookie}",
        "source {saddr_ipv4}|source {saddr_ipv6}",
    ),
)
