"""gtp, GPRS tunnelling contexts (include/uapi/linux/gtp.h)."""

from nlscope.spec import (
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Constants,
    Enum,
    Genl,
    Hex,
    IfIndex,
    IPv4,
    IPv6,
    Pad,
)


class Cmd(Constants, prefix="GTP_CMD"):
    NEWPDP = 0
    DELPDP = 1
    GETPDP = 2
    ECHOREQ = 3


class Version(Constants, prefix="GTP"):
    V0 = 0
    V1 = 1


class Family(Constants, prefix="AF"):
    INET = 2
    INET6 = 10


ATTRS = Attrs(
    "GTPA",
    {
        1: "link" / IfIndex,
        2: "version" / Enum(U32, Version),
        3: "tid" / Hex(U64),
        4: "peer_address" / IPv4,
        5: "ms_address" / IPv4,
        6: "flow" / U16,
        7: "net_ns_fd" / U32,
        8: "i_tei" / Hex(U32),
        9: "o_tei" / Hex(U32),
        10: "pad" / Pad,
        11: "peer_addr6" / IPv6,
        12: "ms_addr6" / IPv6,
        13: "family" / Enum(U8, Family),
    },
)

FAMILY = Genl(
    "gtp",
    Cmd,
    attrs=ATTRS,
    groups=("gtp",),
    unnumbered="GETPDP",  # gtp_genl_fill_info() puts the family's id there
    info=(
        "dev {link}",
        "{version}",
        "tid {tid:#x}",
        "tei {i_tei:#x}/{o_tei:#x}",
        "ms_addr {ms_address}|ms_addr {ms_addr6}",
        "peer_addr {peer_address}|peer_addr {peer_addr6}",
    ),
)
