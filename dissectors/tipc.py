"""TIPCv2 (include/uapi/linux/tipc_netlink.h)."""

from nlscope.spec import (
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flag,
    Genl,
    Hex,
    Nest,
    Pad,
    Secret,
    Str,
    Uid,
    Unit,
)
from nlscope.spec.sockaddr import SockAddr


class Cmd(Constants, prefix="TIPC_NL"):
    LEGACY = 1
    BEARER_DISABLE = 2
    BEARER_ENABLE = 3
    BEARER_GET = 4
    BEARER_SET = 5
    SOCK_GET = 6
    PUBL_GET = 7
    LINK_GET = 8
    LINK_SET = 9
    LINK_RESET_STATS = 10
    MEDIA_GET = 11
    MEDIA_SET = 12
    NODE_GET = 13
    NET_GET = 14
    NET_SET = 15
    NAME_TABLE_GET = 16
    MON_SET = 17
    MON_GET = 18
    MON_PEER_GET = 19
    PEER_REMOVE = 20
    BEARER_ADD = 21
    UDP_GET_REMOTEIP = 22
    KEY_SET = 23
    KEY_FLUSH = 24
    ADDR_LEGACY_GET = 25


class Scope(Constants, prefix="TIPC"):
    ZONE_SCOPE = 1
    CLUSTER_SCOPE = 2
    NODE_SCOPE = 3


class SockType(Constants, prefix="SOCK"):
    STREAM = 1
    DGRAM = 2
    RDM = 4
    SEQPACKET = 5


PROP = Attrs(
    "TIPC_NLA_PROP",
    {
        1: "prio" / U32,
        2: "tol" / Unit(U32, "ms"),
        3: "win" / U32,
        4: "mtu" / U32,
        5: "broadcast" / U32,
        6: "broadcast_ratio" / U32,
    },
)
UDP = Attrs(
    "TIPC_NLA_UDP",
    {1: "local" / SockAddr, 2: "remote" / SockAddr, 3: "multi_remoteip" / Flag},
)
BEARER = Attrs(
    "TIPC_NLA_BEARER",
    {
        1: "name" / Str,
        2: "prop" / Nest(PROP),
        3: "domain" / Hex(U32),
        4: "udp_opts" / Nest(UDP),
    },
)
CON = Attrs(
    "TIPC_NLA_CON",
    {
        1: "flag" / Flag,
        2: "node" / Hex(U32),
        3: "sock" / U32,
        4: "type" / U32,
        5: "inst" / U32,
    },
)
SOCK_STAT = Attrs(
    "TIPC_NLA_SOCK_STAT",
    {
        0: "rcvq" / U32,
        1: "sendq" / U32,
        2: "link_cong" / Flag,
        3: "conn_cong" / Flag,
        4: "drop" / U32,
    },
)
SOCK_GROUP = Attrs(
    "TIPC_NLA_SOCK_GROUP",
    {
        0: "id" / U32,
        1: "open" / Flag,
        2: "node_scope" / Flag,
        3: "cluster_scope" / Flag,
        4: "instance" / U32,
        5: "bc_send_next" / U32,
    },
)
SOCK = Attrs(
    "TIPC_NLA_SOCK",
    {
        1: "addr" / Hex(U32),
        2: "ref" / U32,
        3: "con" / Nest(CON),
        4: "has_publ" / Flag,
        5: "stat" / Nest(SOCK_STAT),
        6: "type" / Enum(U32, SockType),
        7: "ino" / U32,
        8: "uid" / Uid,
        9: "tipc_state" / U32,
        10: "cookie" / Hex(U64),
        11: "pad" / Pad,
        12: "group" / Nest(SOCK_GROUP),
    },
)
PUBL = Attrs(
    "TIPC_NLA_PUBL",
    {
        1: "type" / U32,
        2: "lower" / U32,
        3: "upper" / U32,
        4: "scope" / Enum(U32, Scope),
        5: "node" / Hex(U32),
        6: "ref" / U32,
        7: "key" / U32,
    },
)
STATS = Attrs(
    "TIPC_NLA_STATS",
    {
        1: "rx_info" / U32,
        2: "rx_fragments" / U32,
        3: "rx_fragmented" / U32,
        4: "rx_bundles" / U32,
        5: "rx_bundled" / U32,
        6: "tx_info" / U32,
        7: "tx_fragments" / U32,
        8: "tx_fragmented" / U32,
        9: "tx_bundles" / U32,
        10: "tx_bundled" / U32,
        11: "msg_prof_tot" / U32,
        12: "msg_len_cnt" / U32,
        13: "msg_len_tot" / U32,
        14: "msg_len_p0" / U32,
        15: "msg_len_p1" / U32,
        16: "msg_len_p2" / U32,
        17: "msg_len_p3" / U32,
        18: "msg_len_p4" / U32,
        19: "msg_len_p5" / U32,
        20: "msg_len_p6" / U32,
        21: "rx_states" / U32,
        22: "rx_probes" / U32,
        23: "rx_nacks" / U32,
        24: "rx_deferred" / U32,
        25: "tx_states" / U32,
        26: "tx_probes" / U32,
        27: "tx_nacks" / U32,
        28: "tx_acks" / U32,
        29: "retransmitted" / U32,
        30: "duplicates" / U32,
        31: "link_congs" / U32,
        32: "max_queue" / U32,
        33: "avg_queue" / U32,
    },
)
LINK = Attrs(
    "TIPC_NLA_LINK",
    {
        1: "name" / Str,
        2: "dest" / Hex(U32),
        3: "mtu" / U32,
        4: "broadcast" / Flag,
        5: "up" / Flag,
        6: "active" / Flag,
        7: "prop" / Nest(PROP),
        8: "stats" / Nest(STATS),
        9: "rx" / U32,
        10: "tx" / U32,
    },
)
MEDIA = Attrs("TIPC_NLA_MEDIA", {1: "name" / Str, 2: "prop" / Nest(PROP)})
NODE = Attrs(
    "TIPC_NLA_NODE",
    {
        1: "addr" / Hex(U32),
        2: "up" / Flag,
        3: "id" / Binary,
        4: "key" / Secret(Binary),
        5: "key_master" / Flag,
        6: "rekeying" / Unit(U32, "min"),
    },
)
NET = Attrs(
    "TIPC_NLA_NET",
    {
        1: "id" / U32,
        2: "addr" / Hex(U32),
        3: "nodeid" / Hex(U64),
        4: "nodeid_w1" / Hex(U64),
        5: "addr_legacy" / Flag,
    },
)
NAME_TABLE = Attrs("TIPC_NLA_NAME_TABLE", {1: "publ" / Nest(PUBL)})
MON = Attrs(
    "TIPC_NLA_MON",
    {
        1: "activation_threshold" / U32,
        2: "ref" / U32,
        3: "active" / Flag,
        4: "bearer_name" / Str,
        5: "peercnt" / U32,
        6: "listgen" / U32,
    },
)
MON_PEER = Attrs(
    "TIPC_NLA_MON_PEER",
    {
        1: "addr" / Hex(U32),
        2: "domgen" / U32,
        3: "applied" / U32,
        4: "upmap" / Hex(U64),
        5: "members" / Array(Hex(U32)),
        6: "up" / Flag,
        7: "head" / Flag,
        8: "local" / Flag,
        9: "pad" / Pad,
    },
)
ATTRS = Attrs(
    "TIPC_NLA",
    {
        1: "bearer" / Nest(BEARER),
        2: "sock" / Nest(SOCK),
        3: "publ" / Nest(PUBL),
        4: "link" / Nest(LINK),
        5: "media" / Nest(MEDIA),
        6: "node" / Nest(NODE),
        7: "net" / Nest(NET),
        8: "name_table" / Nest(NAME_TABLE),
        9: "mon" / Nest(MON),
        10: "mon_peer" / Nest(MON_PEER),
    },
)


FAMILY = Genl(
    "TIPCv2",
    Cmd,
    attrs=ATTRS,
    info=(
        "bearer {bearer.name}",
        "prio {bearer.prop.prio}",
        "local {bearer.udp_opts.local}",
        "link {link.name}",
        "{link.up}",
        "media {media.name}",
        "sock {sock.ref}",
        "publ {publ.type} {publ.lower}-{publ.upper}",
        "name {name_table.publ.type} {name_table.publ.lower}-{name_table.publ.upper}",
        "node {node.addr:x}",
        "{node.up}",
        "netid {net.id}",
        "address {net.addr:x}",
        "mon {mon.bearer_name}",
        "peer {mon_peer.addr:x}",
    ),
)
