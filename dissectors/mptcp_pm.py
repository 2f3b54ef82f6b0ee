"""mptcp_pm, MPTCP's path manager and its events (include/uapi/linux/mptcp_pm.h)."""

from nlscope.spec import (
    EVENT,
    REPLY,
    U8,
    U16,
    U16BE,
    U32,
    Attrs,
    Constants,
    Enum,
    Flags,
    Genl,
    Hex,
    IfIndex,
    IPv4,
    IPv6,
    Multi,
    Nest,
    Op,
    Unit,
)


class Cmd(Constants, prefix="MPTCP_PM_CMD"):
    ADD_ADDR = 1
    DEL_ADDR = 2
    GET_ADDR = 3
    FLUSH_ADDRS = 4
    SET_LIMITS = 5
    GET_LIMITS = 6
    SET_FLAGS = 7
    ANNOUNCE = 8
    REMOVE = 9
    SUBFLOW_CREATE = 10
    SUBFLOW_DESTROY = 11


# events share their numbers with commands
Event = Constants.make(
    "MPTCP",
    {
        1: "EVENT_CREATED",
        2: "EVENT_ESTABLISHED",
        3: "EVENT_CLOSED",
        6: "EVENT_ANNOUNCED",
        7: "EVENT_REMOVED",
        10: "EVENT_SUB_ESTABLISHED",
        11: "EVENT_SUB_CLOSED",
        13: "EVENT_SUB_PRIORITY",
        15: "EVENT_LISTENER_CREATED",
        16: "EVENT_LISTENER_CLOSED",
    },
)


class AddrFlag(Constants, prefix="MPTCP_PM_ADDR_FLAG"):
    SIGNAL = 0x01
    SUBFLOW = 0x02
    BACKUP = 0x04
    FULLMESH = 0x08
    IMPLICIT = 0x10
    LAMINAR = 0x20


class EventFlag(Constants, prefix="MPTCP_PM_EV_FLAG"):
    DENY_JOIN_ID0 = 0x1
    SERVER_SIDE = 0x2


class ResetReason(Constants, prefix="MPTCP_RST"):
    EUNSPEC = 0
    EMPTCP = 1
    ERESOURCE = 2
    EPROHIBIT = 3
    EWQ2BIG = 4
    EBADPERF = 5
    EMIDDLEBOX = 6


class Family(Constants, prefix="AF"):
    INET = 2
    INET6 = 10


ADDR = Attrs(
    "MPTCP_PM_ADDR_ATTR",
    {
        1: "family" / Enum(U16, Family),
        2: "id" / U8,
        3: "addr4" / IPv4,
        4: "addr6" / IPv6,
        5: "port" / U16,
        6: "flags" / Flags(U32, AddrFlag),
        7: "if_idx" / IfIndex,
    },
)
ATTRS = Attrs(
    "MPTCP_PM_ATTR",
    {
        1: "addr" / Multi(Nest(ADDR)),
        2: "rcv_add_addrs" / U32,
        3: "subflows" / U32,
        4: "token" / Hex(U32),
        5: "loc_id" / U8,
        6: "addr_remote" / Nest(ADDR),
    },
)
FOUND = Attrs("MPTCP_PM_ATTR", ATTRS.entries | {1: "addr" / Nest(ADDR)})
EVENT_ATTRS = Attrs(
    "MPTCP_ATTR",
    {
        1: "token" / Hex(U32),
        2: "family" / Enum(U16, Family),
        3: "loc_id" / U8,
        4: "rem_id" / U8,
        5: "saddr4" / IPv4,
        6: "saddr6" / IPv6,
        7: "daddr4" / IPv4,
        8: "daddr6" / IPv6,
        9: "sport" / U16BE,
        10: "dport" / U16BE,
        11: "backup" / U8,
        12: "error" / U8 * "errno",
        13: "flags" / Flags(U16, EventFlag),
        14: "timeout" / Unit(U32, "s"),
        15: "if_idx" / IfIndex,
        16: "reset_reason" / Enum(U32, ResetReason),
        17: "reset_flags" / Hex(U32),
        18: "server_side" / U8,
    },
)

_ADDR = (
    "{addr.addr4}|{addr.addr6}",
    "port {addr.port}",
    "id {addr.id}",
    "{addr.flags}",
    "dev {addr.if_idx}",
)
_LIMITS = ("add_addr_accepted {rcv_add_addrs}", "subflows {subflows}")
_EVENT = (
    "token {token:08x}",
    "remid {rem_id}",
    "locid {loc_id}",
    "{saddr4}:{sport}|[{saddr6}]:{sport}",
    "-> {daddr4}:{dport}|-> [{daddr6}]:{dport}|-> {daddr4}|-> {daddr6}",
    "backup {backup}",
    "error {error}",
    "{flags}",
    "reset_reason {reset_reason}",
)
FAMILY = Genl(
    "mptcp_pm",
    Cmd,
    events=Event,
    attrs=ATTRS,
    groups=("mptcp_pm_cmds", "mptcp_pm_events"),
    info=("token {token:08x}", *_ADDR, *_LIMITS, "remote {addr_remote.addr4}"),
    ops={(number, EVENT): Op(attrs=EVENT_ATTRS, info=_EVENT) for number in Event.names}
    | {(Cmd.GET_ADDR, REPLY): Op(attrs=FOUND)},
)
