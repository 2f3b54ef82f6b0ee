"""VFS_DQUOT, warnings of disk quotas (include/uapi/linux/quota.h)."""

from nlscope.spec import U32, U64, Attrs, Constants, Enum, Genl, Pad, Select, Shown


class Cmd(Constants, prefix="QUOTA_NL_C"):
    WARNING = 1


class Type(Constants):
    USRQUOTA = 0
    GRPQUOTA = 1
    PRJQUOTA = 2


class Warn(Constants, prefix="QUOTA_NL"):
    NOWARN = 0
    IHARDWARN = 1
    ISOFTLONGWARN = 2
    ISOFTWARN = 3
    BHARDWARN = 4
    BSOFTLONGWARN = 5
    BSOFTWARN = 6
    IHARDBELOW = 7
    ISOFTBELOW = 8
    BHARDBELOW = 9
    BSOFTBELOW = 10


ATTRS = Attrs(
    "QUOTA_NL_A",
    {
        1: "qtype" / Enum(U32, Type),
        2: "excess_id"
        / Select(
            "qtype", {"USRQUOTA": Shown(U64, "uid"), "GRPQUOTA": Shown(U64, "gid")}, U64
        )
        * "user, group or project over its quota",
        3: "warning" / Enum(U32, Warn),
        4: "dev_major" / U32,
        5: "dev_minor" / U32,
        6: "caused_id" / Shown(U64, "uid") * "user who did it",
        7: "pad" / Pad,
    },
)

FAMILY = Genl(
    "VFS_DQUOT",
    Cmd,
    attrs=ATTRS,
    id=17,
    groups=("events",),
    info=(
        "{warning}",
        "{qtype} {excess_id}",
        "dev {dev_major}:{dev_minor}",
        "by uid {caused_id}",
    ),
)
