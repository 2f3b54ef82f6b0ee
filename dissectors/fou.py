"""fou, ports of foo over UDP (include/uapi/linux/fou.h, kernel 7.2)."""

from nlscope.spec import (
    U8,
    U16BE,
    Attrs,
    Constants,
    Enum,
    Flag,
    Genl,
    IfIndex,
    IPv4,
    IPv6,
)


class Cmd(Constants, prefix="FOU_CMD"):
    ADD = 1
    DEL = 2
    GET = 3


class EncapType(Constants, prefix="FOU_ENCAP"):
    UNSPEC = 0
    DIRECT = 1
    GUE = 2


class Family(Constants, prefix="AF"):
    INET = 2
    INET6 = 10


ATTRS = Attrs(
    "FOU_ATTR",
    {
        1: "port" / U16BE,
        2: "af" / Enum(U8, Family),
        3: "ipproto" / U8,
        4: "type" / Enum(U8, EncapType),
        5: "remcsum_nopartial" / Flag,
        6: "local_v4" / IPv4,
        7: "local_v6" / IPv6,
        8: "peer_v4" / IPv4,
        9: "peer_v6" / IPv6,
        10: "peer_port" / U16BE,
        11: "ifindex" / IfIndex,
    },
)

FAMILY = Genl(
    "fou",
    Cmd,
    attrs=ATTRS,
    info=(
        "port {port}",
        "{type}",
        "ipproto {ipproto?-0}",
        "{af}",
        "local {local_v4?-0.0.0.0}|local {local_v6}",
        "peer {peer_v4?-0.0.0.0}|peer {peer_v6}",
        "peer_port {peer_port?-0}",
        "dev {ifindex?-0}",
    ),
)
