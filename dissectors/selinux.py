"""SELinux: enforcing mode and policy (include/uapi/linux/selinux_netlink.h)."""

from nlscope.spec import S32, U32, Constants, Family, Op, Struct

SELINUX = 7


class Msg(Constants, prefix="SELNL_MSG"):
    SETENFORCE = 16
    POLICYLOAD = 17


FAMILY = Family(
    "selinux",
    SELINUX,
    Msg,
    ops={
        Msg.SETENFORCE: Op(
            header="selnl_msg_setenforce" / Struct("val" / S32),
            info=("{val?=0}permissive|enforcing",),
        ),
        Msg.POLICYLOAD: Op(
            header="selnl_msg_policyload" / Struct("seqno" / U32),
            info=("policy {seqno}",),
        ),
    },
    groups=("AVC",),
)
