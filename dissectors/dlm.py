"""DLM, waits of the distributed lock manager (include/uapi/linux/dlm_netlink.h, 64-bit)."""

from nlscope.spec import (
    S8,
    S32,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Genl,
    Hex,
    Padding,
    Struct,
    Text,
)


class Cmd(Constants, prefix="DLM_CMD"):
    HELLO = 1
    TIMEOUT = 2


class Status(Constants, prefix="DLM_STATUS"):
    WAITING = 1
    GRANTED = 2
    CONVERT = 3


class Mode(Constants, prefix="DLM_LOCK"):  # dlmconstants.h
    IV = -1
    NL = 0
    CR = 1
    CW = 2
    PR = 3
    PW = 4
    EX = 5


LOCK = Struct(
    "version" / U16,
    Padding(2),
    "lockspace_id" / Hex(U32),
    "nodeid" / S32,
    "ownpid" / S32,
    "id" / Hex(U32),
    "remid" / Hex(U32),
    "xid" / U64,
    "status" / Enum(S8, Status),
    "grmode" / Enum(S8, Mode),
    "rqmode" / Enum(S8, Mode),
    Padding(5),
    "timestamp" / U64,
    "resource_namelen" / S32,
    "resource_name" / Text(64),
    Padding(4),
)
ATTRS = Attrs("DLM_TYPE", {1: "lock" / LOCK})

FAMILY = Genl(
    "DLM",
    Cmd,
    attrs=ATTRS,
    info=(
        "lock {lock.id:#x}",
        "{lock.resource_name!q}",
        "{lock.status}",
        "granted {lock.grmode}",
        "requested {lock.rqmode}",
        "node {lock.nodeid}",
        "pid {lock.ownpid}",
    ),
)
