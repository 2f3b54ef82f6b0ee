"""binder, failed transactions of Android IPC (uapi binder_netlink.h, kernel 7.2)."""

from nlscope.spec import U32, Attrs, Constants, Enum, Flag, Flags, Genl, Str, Unit


class Cmd(Constants, prefix="BINDER_CMD"):
    REPORT = 1


class Return(Constants, prefix="BR"):  # android/binder.h, those that a sender gets
    OK = 0x7201
    DEAD_REPLY = 0x7205
    TRANSACTION_COMPLETE = 0x7206
    FAILED_REPLY = 0x7211
    FROZEN_REPLY = 0x7212
    ONEWAY_SPAM_SUSPECT = 0x7213
    TRANSACTION_PENDING_FROZEN = 0x7214


class TransactionFlag(Constants, prefix="TF"):
    ONE_WAY = 0x01
    ROOT_OBJECT = 0x04
    STATUS_CODE = 0x08
    ACCEPT_FDS = 0x10
    CLEAR_BUF = 0x20
    UPDATE_TXN = 0x40


ATTRS = Attrs(
    "BINDER_A_REPORT",
    {
        1: "error" / Enum(U32, Return) * "what the sender got",
        2: "context" / Str,
        3: "from_pid" / U32,
        4: "from_tid" / U32,
        5: "to_pid" / U32,
        6: "to_tid" / U32,
        7: "is_reply" / Flag,
        8: "flags" / Flags(U32, TransactionFlag),
        9: "code" / U32 * "by the application",
        10: "data_size" / Unit(U32, "bytes"),
    },
)

FAMILY = Genl(
    "binder",
    Cmd,
    attrs=ATTRS,
    groups=("report",),
    info=(
        "{error}",
        "{context}",
        "from {from_pid}:{from_tid}",
        "to {to_pid}:{to_tid}",
        "code {code}",
        "{flags}",
        "{data_size} bytes",
    ),
)
