"""The audit system: its records, its state, its rules (include/uapi/linux/audit.h)."""

from dissectors._audit_types import Msg
from nlscope.spec import (
    U32,
    Constants,
    Enum,
    Family,
    Flags,
    Growing,
    Hex,
    Op,
    Payload,
    Say,
    Struct,
    Uid,
    Unit,
)
from nlscope.spec.audit_rule import rule

AUDIT = 9


class StatusMask(Constants, prefix="AUDIT_STATUS"):
    ENABLED = 0x0001
    FAILURE = 0x0002
    PID = 0x0004
    RATE_LIMIT = 0x0008
    BACKLOG_LIMIT = 0x0010
    BACKLOG_WAIT_TIME = 0x0020
    LOST = 0x0040
    BACKLOG_WAIT_TIME_ACTUAL = 0x0080


class Failure(Constants, prefix="AUDIT_FAIL"):
    SILENT = 0
    PRINTK = 1
    PANIC = 2


class FeatureBitmap(Constants, prefix="AUDIT_FEATURE_BITMAP"):
    BACKLOG_LIMIT = 0x01
    BACKLOG_WAIT_TIME = 0x02
    EXECUTABLE_PATH = 0x04
    EXCLUDE_EXTEND = 0x08
    SESSIONID_FILTER = 0x10
    LOST_RESET = 0x20
    FILTER_FS = 0x40


class Feature(Constants, prefix="AUDIT_FEATURE"):  # each bit is 1 << the constant
    ONLY_UNSET_LOGINUID = 0x1
    LOGINUID_IMMUTABLE = 0x2


Filter = Constants.make(
    "AUDIT_FILTER",
    {
        0x00: "USER",
        0x01: "TASK",
        0x02: "ENTRY",
        0x03: "WATCH",
        0x04: "EXIT",
        0x05: "EXCLUDE",
        0x06: "FS",
        0x07: "URING_EXIT",
        0x10: "USER|PREPEND",
        0x11: "TASK|PREPEND",
        0x14: "EXIT|PREPEND",
        0x15: "EXCLUDE|PREPEND",
        0x16: "FS|PREPEND",
        0x17: "URING_EXIT|PREPEND",
    },
)


class Action(Constants, prefix="AUDIT"):
    NEVER = 0
    POSSIBLE = 1
    ALWAYS = 2


class RuleField(Constants, prefix="AUDIT"):
    PID = 0
    UID = 1
    EUID = 2
    SUID = 3
    FSUID = 4
    GID = 5
    EGID = 6
    SGID = 7
    FSGID = 8
    LOGINUID = 9
    PERS = 10
    ARCH = 11
    MSGTYPE = 12
    SUBJ_USER = 13
    SUBJ_ROLE = 14
    SUBJ_TYPE = 15
    SUBJ_SEN = 16
    SUBJ_CLR = 17
    PPID = 18
    OBJ_USER = 19
    OBJ_ROLE = 20
    OBJ_TYPE = 21
    OBJ_LEV_LOW = 22
    OBJ_LEV_HIGH = 23
    LOGINUID_SET = 24
    SESSIONID = 25
    FSTYPE = 26
    DEVMAJOR = 100
    DEVMINOR = 101
    INODE = 102
    EXIT = 103
    SUCCESS = 104
    WATCH = 105
    PERM = 106
    DIR = 107
    FILETYPE = 108
    OBJ_UID = 109
    OBJ_GID = 110
    FIELD_COMPARE = 111
    EXE = 112
    SADDR_FAM = 113
    ARG0 = 200
    ARG1 = 201
    ARG2 = 202
    ARG3 = 203
    FILTERKEY = 210


class Operator(Constants, prefix="AUDIT"):
    NONE = 0
    BIT_MASK = 0x08000000
    LESS_THAN = 0x10000000
    GREATER_THAN = 0x20000000
    NOT_EQUAL = 0x30000000
    EQUAL = 0x40000000
    BIT_TEST = 0x48000000
    LESS_THAN_OR_EQUAL = 0x50000000
    GREATER_THAN_OR_EQUAL = 0x60000000


STATUS = "status" / Growing(
    Struct(
        "mask" / Flags(U32, StatusMask),
        "enabled" / U32 * "2: for good, until the next boot",
        "failure" / Enum(U32, Failure),
        "pid" / U32,
        "rate_limit" / Unit(U32, "messages/s"),
        "backlog_limit" / U32,
        "lost" / U32,
        "backlog" / U32,
        "feature_bitmap" / Flags(U32, FeatureBitmap) * "once version",
        "backlog_wait_time" / U32 * "in ticks of the kernel",
        "backlog_wait_time_actual" / U32,
    )
)
FEATURES = "features" / Struct(
    "vers" / U32,
    "mask" / Flags(U32, Feature),
    "features" / Flags(U32, Feature),
    "lock" / Flags(U32, Feature),
)
TTY = "tty" / Struct("enabled" / U32, "log_passwd" / U32)
RULE = "rule" / Struct(
    "flags" / Enum(U32, Filter),
    "action" / Enum(U32, Action),
    "field_count" / U32,
    "mask" / Hex(U32)[64] * "a bit for each system call",
    "fields" / Enum(U32, RuleField)[64],
    "values" / U32[64] * "of text fields the length of the text in buf",
    "fieldflags" / Enum(U32, Operator)[64],
    "buflen" / Unit(U32, "bytes"),
    "buf" / Payload,
)
SIGNAL_INFO = "signal_info" / Struct("uid" / Uid, "pid" / U32, "ctx" / Payload)
EQUIV = "equiv" / Struct("oldlen" / U32, "newlen" / U32, "buf" / Payload)

_STATUS = Op(
    attrs=STATUS,
    info=(
        "enabled {status.enabled}",
        "failure {status.failure!l}",
        "pid {status.pid}",
        "backlog {status.backlog}/{status.backlog_limit}",
        "lost {status.lost?-0}",
        "rate {status.rate_limit?-0}/s",
        "set {status.mask?-0}",
    ),
)
_SET = Op(
    attrs=STATUS,
    info=(
        "enabled {status.enabled}{status.mask?=ENABLED}",
        "failure {status.failure!l}{status.mask?=FAILURE}",
        "pid {status.pid}{status.mask?=PID}",
        "rate {status.rate_limit}/s{status.mask?=RATE_LIMIT}",
        "backlog {status.backlog_limit}{status.mask?=BACKLOG_LIMIT}",
        "wait {status.backlog_wait_time}{status.mask?=BACKLOG_WAIT_TIME}",
        "set {status.mask}",
    ),
)
_RULE = Op(
    attrs=RULE,
    info=(Say(rule, ("rule",)),),
)
_FEATURES = Op(
    attrs=FEATURES,
    info=(
        "version {features.vers}",
        "features {features.features?-0}",
        "lock {features.lock?-0}",
        "mask {features.mask?-0}",
    ),
)
_TTY = Op(attrs=TTY, info=("enabled {tty.enabled} log_passwd {tty.log_passwd}",))

FAMILY = Family(
    "audit",
    AUDIT,
    Msg,
    attrs="text" / Payload,
    info=("{text}",),
    ops={
        Msg.GET: _STATUS,
        Msg.SET: _SET,
        Msg.ADD_RULE: _RULE,
        Msg.DEL_RULE: _RULE,
        Msg.LIST_RULES: _RULE,
        Msg.SIGNAL_INFO: Op(
            attrs=SIGNAL_INFO,
            info=("uid {signal_info.uid} pid {signal_info.pid}",),
        ),
        Msg.MAKE_EQUIV: Op(attrs=EQUIV, info=("{equiv.buf!q}",)),
        Msg.SET_FEATURE: _FEATURES,
        Msg.GET_FEATURE: _FEATURES,
        Msg.TTY_GET: _TTY,
        Msg.TTY_SET: _TTY,
    },
    groups=("READLOG",),
)
