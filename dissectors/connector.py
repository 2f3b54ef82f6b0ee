"""The connector and its events of processes (include/uapi/linux/{connector,cn_proc}.h)."""

from nlscope.spec import (
    S32,
    U16,
    U32,
    U64,
    Constants,
    Enum,
    Flags,
    Gid,
    Growing,
    Payload,
    Raw,
    Select,
    Struct,
    Text,
    Uid,
    Unit,
)
from nlscope.spec.unions import BySize, Union

CONNECTOR = 11


class Idx(Constants, prefix="CN_IDX"):
    PROC = 1
    CIFS = 2
    W1 = 3
    V86D = 4
    BB = 5
    DST = 6
    DM = 7
    DRBD = 8
    KVP = 9
    VSS = 10


Idx.irregular = {
    "W1": "CN_W1_IDX",
    "DST": "CN_DST_IDX",
    "KVP": "CN_KVP_IDX",
    "VSS": "CN_VSS_IDX",
}


class McastOp(Constants, prefix="PROC_CN_MCAST"):
    LISTEN = 1
    IGNORE = 2


class Event(Constants, prefix="PROC_EVENT"):
    NONE = 0
    FORK = 0x00000001
    EXEC = 0x00000002
    UID = 0x00000004
    GID = 0x00000040
    SID = 0x00000080
    PTRACE = 0x00000100
    COMM = 0x00000200
    NONZERO_EXIT = 0x20000000
    COREDUMP = 0x40000000
    EXIT = 0x80000000


CN_MSG = "cn_msg" / Struct(
    "idx" / Enum(U32, Idx),
    "val" / U32,
    "seq" / U32,
    "ack" / U32,
    "len" / U16 * "bytes of the data",
    "flags" / U16,
)
_PROCESS = ("process_pid" / S32, "process_tgid" / S32)
_PARENT = ("parent_pid" / S32, "parent_tgid" / S32)
_EXIT = Struct(*_PROCESS, "exit_code" / U32, "exit_signal" / U32, *_PARENT)
PROC_EVENT = Growing(
    Struct(
        "what" / Enum(U32, Event),
        "cpu" / U32,
        "timestamp_ns" / Unit(U64, "ns since boot"),
        "event_data"
        / Union(
            "what",
            {
                "NONE": Struct("err" / U32),
                "FORK": Struct(*_PARENT, "child_pid" / S32, "child_tgid" / S32),
                "EXEC": Struct(*_PROCESS),
                "UID": Struct(*_PROCESS, "ruid" / Uid, "euid" / Uid),
                "GID": Struct(*_PROCESS, "rgid" / Gid, "egid" / Gid),
                "SID": Struct(*_PROCESS),
                "PTRACE": Struct(*_PROCESS, "tracer_pid" / S32, "tracer_tgid" / S32),
                "COMM": Struct(*_PROCESS, "comm" / Text(16)),
                "NONZERO_EXIT": _EXIT,
                "COREDUMP": Struct(*_PROCESS, *_PARENT),
                "EXIT": _EXIT,
            },
            size=24,
        ),
    )
)
MCAST_OP = Struct("mcast_op" / Enum(U32, McastOp))
PROC_INPUT = Struct("mcast_op" / Enum(U32, McastOp), "event_type" / Flags(U32, Event))

_TEMPLATES = (
    "{proc.what?=FORK}fork pid {proc.event_data.parent_pid} -> {proc.event_data.child_pid}",
    (
        "{proc.what?=EXIT}exit pid {proc.event_data.process_pid}"
        " {proc.event_data.exit_code!w}"
    ),
    '{proc.what?=COMM}comm pid {proc.event_data.process_pid} "{proc.event_data.comm}"',
    (
        "{proc.what?=UID}uid pid {proc.event_data.process_pid}"
        " real {proc.event_data.ruid} effective {proc.event_data.euid}"
    ),
    (
        "{proc.what?=GID}gid pid {proc.event_data.process_pid}"
        " real {proc.event_data.rgid} effective {proc.event_data.egid}"
    ),
    (
        "{proc.what?=PTRACE}ptrace pid {proc.event_data.process_pid}"
        " by {proc.event_data.tracer_pid}"
    ),
    "{proc.what?=NONE}ack {proc.event_data.err}",
    "{proc.what!l} pid {proc.event_data.process_pid}",
    "{proc.mcast_op!l} {proc.event_type}",
    "{proc.mcast_op!l}",
    "{idx} {val} {data}",
    "{idx} {val}",
)
FAMILY = Raw(
    "connector",
    CONNECTOR,
    Select(
        "idx",
        {
            "PROC": "proc"
            / BySize({range(5): MCAST_OP, range(5, 9): PROC_INPUT}, PROC_EVENT)
        },
        "data" / Payload,
    ),
    commands=Constants.make("", {3: "cn_msg"}),
    header=CN_MSG,
    errors=False,
    info=("|".join(_TEMPLATES),),
)
