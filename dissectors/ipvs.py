"""IPVS, the kernel's load balancer (include/uapi/linux/ip_vs.h)."""

from nlscope.spec import (
    S32,
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Flags,
    Genl,
    Hex,
    IPv4,
    IPv6,
    Nest,
    Op,
    Pad,
    Select,
    Str,
    Struct,
    Unit,
)
from nlscope.spec.sockaddr import InetAddr


class Cmd(Constants, prefix="IPVS_CMD"):
    NEW_SERVICE = 1
    SET_SERVICE = 2
    DEL_SERVICE = 3
    GET_SERVICE = 4
    NEW_DEST = 5
    SET_DEST = 6
    DEL_DEST = 7
    GET_DEST = 8
    NEW_DAEMON = 9
    DEL_DAEMON = 10
    GET_DAEMON = 11
    SET_CONFIG = 12
    GET_CONFIG = 13
    SET_INFO = 14
    GET_INFO = 15
    ZERO = 16
    FLUSH = 17


class Family(Constants, prefix="AF"):
    INET = 2
    INET6 = 10


class Protocol(Constants, prefix="IPPROTO"):
    TCP = 6
    UDP = 17
    SCTP = 132


class ServiceFlag(Constants, prefix="IP_VS_SVC_F"):
    PERSISTENT = 0x01
    HASHED = 0x02
    ONEPACKET = 0x04
    SCHED1 = 0x08
    SCHED2 = 0x10
    SCHED3 = 0x20


class Forward(Constants, prefix="IP_VS_CONN_F"):
    MASQ = 0
    LOCALNODE = 1
    TUNNEL = 2
    DROUTE = 3
    BYPASS = 4


class TunnelType(Constants, prefix="IP_VS_CONN_F_TUNNEL_TYPE"):
    IPIP = 0
    GUE = 1
    GRE = 2


class TunnelFlag(Constants, prefix="IP_VS_TUNNEL_ENCAP_FLAG"):
    CSUM = 0x1
    REMCSUM = 0x2


class DaemonState(Constants, prefix="IP_VS_STATE"):
    NONE = 0
    MASTER = 1
    BACKUP = 2


STATS = Attrs(
    "IPVS_STATS_ATTR",
    {
        1: "conns" / U32,
        2: "inpkts" / U32,
        3: "outpkts" / U32,
        4: "inbytes" / U64,
        5: "outbytes" / U64,
        6: "cps" / U32 * "connections a second",
        7: "inpps" / U32,
        8: "outpps" / U32,
        9: "inbps" / U32 * "bytes a second",
        10: "outbps" / U32 * "bytes a second",
        11: "pad" / Pad,
    },
)
STATS64 = Attrs(
    "IPVS_STATS_ATTR",
    {
        number: kind if kind.name == "pad" else kind.name / U64
        for number, kind in STATS.entries.items()
    },
)
SERVICE = Attrs(
    "IPVS_SVC_ATTR",
    {
        1: "af" / Enum(U16, Family),
        2: "protocol" / Enum(U16, Protocol),
        3: "addr" / Select("af", {"INET6": IPv6}, InetAddr),
        4: "port" / U16BE,
        5: "fwmark" / U32,
        6: "sched_name" / Str,
        7: "flags" / Struct("flags" / Flags(U32, ServiceFlag), "mask" / Hex(U32)),
        8: "timeout" / Unit(U32, "s"),
        9: "netmask" / Select("af", {"INET6": U32}, IPv4) * "for IPv6 a prefix length",
        10: "stats" / Nest(STATS),
        11: "pe_name" / Str,
        12: "stats64" / Nest(STATS64),
    },
)
DEST = Attrs(
    "IPVS_DEST_ATTR",
    {
        1: "addr" / Select("addr_family", {"INET6": IPv6}, InetAddr),
        2: "port" / U16BE,
        3: "fwd_method" / Enum(U32, Forward),
        4: "weight" / S32,
        5: "u_thresh" / U32,
        6: "l_thresh" / U32,
        7: "active_conns" / U32,
        8: "inact_conns" / U32,
        9: "persist_conns" / U32,
        10: "stats" / Nest(STATS),
        11: "addr_family" / Enum(U16, Family),
        12: "stats64" / Nest(STATS64),
        13: "tun_type" / Enum(U8, TunnelType),
        14: "tun_port" / U16BE,
        15: "tun_flags" / Flags(U16, TunnelFlag),
    },
)
DAEMON = Attrs(
    "IPVS_DAEMON_ATTR",
    {
        1: "state" / Enum(U32, DaemonState),
        2: "mcast_ifn" / Str,
        3: "sync_id" / U32,
        4: "sync_maxlen" / U16,
        5: "mcast_group" / IPv4,
        6: "mcast_group6" / IPv6,
        7: "mcast_port" / U16,
        8: "mcast_ttl" / U8,
    },
)
ATTRS = Attrs(
    "IPVS_CMD_ATTR",
    {
        1: "service" / Nest(SERVICE),
        2: "dest" / Nest(DEST),
        3: "daemon" / Nest(DAEMON),
        4: "timeout_tcp" / Unit(U32, "s"),
        5: "timeout_tcp_fin" / Unit(U32, "s"),
        6: "timeout_udp" / Unit(U32, "s"),
    },
)
INFO = Attrs(
    "IPVS_INFO_ATTR",
    {1: "version" / Hex(U32), 2: "conn_tab_size" / U32},
)

FAMILY = Genl(
    "IPVS",
    Cmd,
    attrs=ATTRS,
    info=(
        (
            "fwmark {service.fwmark}"
            "|{service.af?=INET6}{service.protocol} [{service.addr}]:{service.port}"
            "|{service.protocol} {service.addr}:{service.port}"
        ),
        "{service.sched_name}",
        "persistent {service.timeout?-0}|",
        "{dest.addr_family?=INET6}-> [{dest.addr}]:{dest.port}|-> {dest.addr}:{dest.port}",
        "{dest.fwd_method}",
        "weight {dest.weight}",
        "active {dest.active_conns} inactive {dest.inact_conns}",
        "conns {service.stats64.conns}|conns {dest.stats64.conns}",
        "daemon {daemon.state} {daemon.mcast_ifn} syncid {daemon.sync_id}",
        "tcp {timeout_tcp} tcpfin {timeout_tcp_fin} udp {timeout_udp}",
    ),
    ops={
        Cmd.SET_INFO: Op(
            attrs=INFO,
            info=("version {version!v}", "size={conn_tab_size}"),
        ),
    },
)
