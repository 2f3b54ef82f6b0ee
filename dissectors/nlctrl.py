"""nlctrl, the generic-netlink controller (include/uapi/linux/genetlink.h)."""

from nlscope.spec import (
    POLICY,
    U32,
    Attrs,
    Constants,
    FamilyId,
    Flags,
    Genl,
    Indexed,
    Multi,
    NestTypeValue,
    Str,
)


class Cmd(Constants, prefix="CTRL_CMD"):
    NEWFAMILY = 1
    DELFAMILY = 2
    GETFAMILY = 3
    NEWOPS = 4
    DELOPS = 5
    GETOPS = 6
    NEWMCAST_GRP = 7
    DELMCAST_GRP = 8
    GETMCAST_GRP = 9
    GETPOLICY = 10


class OpFlag(Constants, prefix="GENL"):
    ADMIN_PERM = 0x01
    CMD_CAP_DO = 0x02
    CMD_CAP_DUMP = 0x04
    CMD_CAP_HASPOL = 0x08
    UNS_ADMIN_PERM = 0x10


OP = Attrs("CTRL_ATTR_OP", {1: "id" / U32, 2: "flags" / Flags(U32, OpFlag)})
GROUP = Attrs("CTRL_ATTR_MCAST_GRP", {1: "name" / Str, 2: "id" / U32})
OP_POLICY = Attrs("CTRL_ATTR_POLICY", {1: "do" / U32, 2: "dump" / U32})
ATTRS = Attrs(
    "CTRL_ATTR",
    {
        1: "family_id" / FamilyId,
        2: "family_name" / Str,
        3: "version" / U32,
        4: "hdrsize" / U32,
        5: "maxattr" / U32,
        6: "ops" / Indexed(OP),
        7: "mcast_groups" / Indexed(GROUP),
        8: "policy" / Multi(NestTypeValue(POLICY, "policy_id", "attr_id")),
        9: "op_policy" / Multi(NestTypeValue(OP_POLICY, "op_id")),
        10: "op" / U32,
    },
)

_MORE = (
    "version {version}",
    "op {op}",
    "groups {mcast_groups.name}",
    "{op_policy!p}",
    "{policy!p}",
)
FAMILY = Genl(
    "nlctrl",
    Cmd,
    attrs=ATTRS,
    version=2,
    id=16,
    info=("{family_name!q} id {family_id:d}|{family_name!q}|{family_id}", *_MORE),
    groups=("notify",),
)
