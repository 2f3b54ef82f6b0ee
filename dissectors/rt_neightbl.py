"""Neighbour tables and their settings per device (include/uapi/linux/neighbour.h)."""

from dissectors._rtnl import AddressFamily
from dissectors._rtnl_cacheinfo import RTGENMSG
from dissectors._rtnl_old import OLD_DUMP
from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Growing,
    Hex,
    Nest,
    Pad,
    Padding,
    Route,
    Str,
    Struct,
    Unit,
)


class Rtm(Constants, prefix="RTM"):
    NEWNEIGHTBL = 64
    GETNEIGHTBL = 66
    SETNEIGHTBL = 67


NDTMSG = "ndtmsg" / Struct("ndtm_family" / Enum(U8, AddressFamily), Padding(3))
CONFIG = Struct(
    "ndtc_key_len" / U16,
    "ndtc_entry_size" / U16,
    "ndtc_entries" / U32,
    "ndtc_last_flush" / Unit(U32, "ms"),
    "ndtc_last_rand" / Unit(U32, "ms"),
    "ndtc_hash_rnd" / Hex(U32),
    "ndtc_hash_mask" / Hex(U32),
    "ndtc_hash_chain_gc" / U32,
    "ndtc_proxy_qlen" / U32,
)
STATS = Growing(
    Struct(
        "ndts_allocs" / U64,
        "ndts_destroys" / U64,
        "ndts_hash_grows" / U64,
        "ndts_res_failed" / U64,
        "ndts_lookups" / U64,
        "ndts_hits" / U64,
        "ndts_rcv_probes_mcast" / U64,
        "ndts_rcv_probes_ucast" / U64,
        "ndts_periodic_gc_runs" / U64,
        "ndts_forced_gc_runs" / U64,
        "ndts_table_fulls" / U64,
    )
)
MS = Unit(U64, "ms")
PARMS = Attrs(
    "NDTPA",
    {
        1: "ifindex" / Unit(U32, "ifindex"),
        2: "refcnt" / U32,
        3: "reachable_time" / MS,
        4: "base_reachable_time" / MS,
        5: "retrans_time" / MS,
        6: "gc_staletime" / MS,
        7: "delay_probe_time" / MS,
        8: "queue_len" / Unit(U32, "packets"),
        9: "app_probes" / U32,
        10: "ucast_probes" / U32,
        11: "mcast_probes" / U32,
        12: "anycast_delay" / MS,
        13: "proxy_delay" / MS,
        14: "proxy_qlen" / U32,
        15: "locktime" / MS,
        16: "queue_lenbytes" / Unit(U32, "bytes"),
        17: "mcast_reprobes" / U32,
        18: "pad" / Pad,
        19: "interval_probe_time_ms" / MS,
    },
)
ATTRS = Attrs(
    "NDTA",
    {
        1: "name" / Str,
        2: "thresh1" / U32,
        3: "thresh2" / U32,
        4: "thresh3" / U32,
        5: "config" / CONFIG,
        6: "parms" / Nest(PARMS),
        7: "stats" / STATS,
        8: "gc_interval" / MS,
        9: "pad" / Pad,
    },
)

FAMILY = Route(
    "neightbl",
    Rtm,
    header=NDTMSG,
    short=RTGENMSG,
    old=OLD_DUMP,
    attrs=ATTRS,
    info=(
        "{ndtm_family}|{rtgen_family}",
        "{name}",
        "dev {parms.ifindex}",
        "reachable {parms.reachable_time}",
        "base_reachable {parms.base_reachable_time}",
        "retrans {parms.retrans_time}",
        "gc_stale {parms.gc_staletime}",
        "delay_probe {parms.delay_probe_time}",
        "entries {config.ndtc_entries}",
        "thresh1 {thresh1}",
        "thresh2 {thresh2}",
        "thresh3 {thresh3}",
        "gc_interval {gc_interval}",
    ),
)
