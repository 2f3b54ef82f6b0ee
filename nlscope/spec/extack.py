"""Extended acknowledgements and attribute policies, which every protocol shares.

Source: enum nlmsgerr_attrs, netlink_attribute_type, netlink_policy_type_attr in
include/uapi/linux/netlink.h.
"""

from __future__ import annotations

import errno

from nlscope.spec.constants import Constants, Enum
from nlscope.spec.leaves import S32, S64, U32, U64, Binary, Hex, Pad, Str
from nlscope.spec.tables import Attrs, Nest


class AttrType(Constants, prefix="NL_ATTR_TYPE"):
    """What the kernel says an attribute is."""

    INVALID = 0
    FLAG = 1
    U8 = 2
    U16 = 3
    U32 = 4
    U64 = 5
    S8 = 6
    S16 = 7
    S32 = 8
    S64 = 9
    BINARY = 10
    STRING = 11
    NUL_STRING = 12
    NESTED = 13
    NESTED_ARRAY = 14
    BITFIELD32 = 15
    SINT = 16
    UINT = 17


POLICY = Attrs(
    "NL_POLICY_TYPE_ATTR",
    {
        1: "type" / Enum(U32, AttrType),
        2: "min_value_s" / S64,
        3: "max_value_s" / S64,
        4: "min_value_u" / U64,
        5: "max_value_u" / U64,
        6: "min_length" / U32,
        7: "max_length" / U32,
        8: "policy_idx" / U32,
        9: "policy_maxtype" / U32,
        10: "bitfield32_mask" / Hex(U32),
        11: "pad" / Pad,
        12: "mask" / Hex(U64),
    },
)

EXTACK = Attrs(
    "NLMSGERR_ATTR",
    {
        1: "msg" / Str,
        2: "offs" / U32,
        3: "cookie" / Binary,
        4: "policy" / Nest(POLICY),
        5: "miss_type" / U32,
        6: "miss_nest" / U32,
    },
)

_KERNEL_ONLY = {  # include/linux/errno.h, never meant to reach a program
    512: "ERESTARTSYS",
    513: "ERESTARTNOINTR",
    514: "ERESTARTNOHAND",
    515: "ENOIOCTLCMD",
    516: "ERESTART_RESTARTBLOCK",
    517: "EPROBE_DEFER",
    518: "EOPENSTALE",
    519: "ENOPARAM",
    521: "EBADHANDLE",
    522: "ENOTSYNC",
    523: "EBADCOOKIE",
    524: "ENOTSUPP",
    525: "ETOOSMALL",
    526: "ESERVERFAULT",
    527: "EBADTYPE",
    528: "EJUKEBOX",
    529: "EIOCBQUEUED",
    530: "ERECALLCONFLICT",
    531: "ENOGRACE",
}
Errno = Constants.make(
    "",
    {-number: name for number, name in ({**errno.errorcode, **_KERNEL_ONLY}).items()}
    | {-errno.EOPNOTSUPP: "EOPNOTSUPP", -errno.EAGAIN: "EAGAIN"},
)
ERRNO = "error" / Enum(S32, Errno)
