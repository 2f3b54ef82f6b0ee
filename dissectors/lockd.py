"""lockd, the NFS lock manager (include/uapi/linux/lockd_netlink.h, kernel 7.2)."""

from nlscope.spec import U16, U32, Attrs, Constants, Genl, Unit


class Cmd(Constants, prefix="LOCKD_CMD"):
    SERVER_SET = 1
    SERVER_GET = 2


ATTRS = Attrs(
    "LOCKD_A_SERVER",
    {1: "gracetime" / Unit(U32, "s"), 2: "tcp_port" / U16, 3: "udp_port" / U16},
)

FAMILY = Genl(
    "lockd",
    Cmd,
    attrs=ATTRS,
    info=("grace {gracetime} s", "tcp-port {tcp_port}", "udp-port {udp_port}"),
)
