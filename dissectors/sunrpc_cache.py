"""sunrpc, caches of the RPC server (include/uapi/linux/sunrpc_netlink.h, kernel 7.2)."""

from nlscope.spec import (
    U32,
    U64,
    Attrs,
    Constants,
    Each,
    Flag,
    Flags,
    Genl,
    Gid,
    Multi,
    Nest,
    Op,
    Str,
    Uid,
    Unit,
)


class Cmd(Constants, prefix="SUNRPC_CMD"):
    CACHE_NOTIFY = 1
    IP_MAP_GET_REQS = 2
    IP_MAP_SET_REQS = 3
    UNIX_GID_GET_REQS = 4
    UNIX_GID_SET_REQS = 5
    CACHE_FLUSH = 6


class CacheType(Constants, prefix="SUNRPC_CACHE_TYPE"):
    IP_MAP = 0x1
    UNIX_GID = 0x2


NOTIFY = Attrs("SUNRPC_A_CACHE_NOTIFY", {1: "cache_type" / Flags(U32, CacheType)})
IP_MAP = Attrs(
    "SUNRPC_A_IP_MAP",
    {
        1: "seqno" / U64,
        2: "class" / Str,
        3: "addr" / Str,
        4: "domain" / Str,
        5: "negative" / Flag,
        6: "expiry" / Unit(U64, "s"),
    },
)
IP_MAPS = Attrs("SUNRPC_A_IP_MAP_REQS", {1: "requests" / Multi(Nest(IP_MAP))})
UNIX_GID = Attrs(
    "SUNRPC_A_UNIX_GID",
    {
        1: "seqno" / U64,
        2: "uid" / Uid,
        3: "gids" / Multi(Gid),
        4: "negative" / Flag,
        5: "expiry" / Unit(U64, "s"),
    },
)
UNIX_GIDS = Attrs("SUNRPC_A_UNIX_GID_REQS", {1: "requests" / Multi(Nest(UNIX_GID))})
FLUSH = Attrs("SUNRPC_A_CACHE_FLUSH", {1: "mask" / Flags(U32, CacheType)})

FAMILY = Genl(
    "sunrpc",
    Cmd,
    groups=("none", "exportd"),
    ops={
        Cmd.CACHE_NOTIFY: Op(attrs=NOTIFY, info=("{cache_type}",)),
        **dict.fromkeys(
            (Cmd.IP_MAP_GET_REQS, Cmd.IP_MAP_SET_REQS),
            Op(
                attrs=IP_MAPS,
                info=(
                    Each(
                        "requests",
                        ("class {class} addr {addr}", "domain {domain}", "{negative}"),
                        ", ",
                    ),
                ),
            ),
        ),
        **dict.fromkeys(
            (Cmd.UNIX_GID_GET_REQS, Cmd.UNIX_GID_SET_REQS),
            Op(
                attrs=UNIX_GIDS,
                info=(Each("requests", ("uid {uid}", "gids {gids}", "{negative}"), ", "),),
            ),
        ),
        Cmd.CACHE_FLUSH: Op(attrs=FLUSH, info=("{mask}",)),
    },
)
