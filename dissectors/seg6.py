"""SEG6, segment routing over IPv6 (include/uapi/linux/seg6_genl.h)."""

from nlscope.spec import (
    S32,
    U8,
    U32,
    Attrs,
    Binary,
    Constants,
    Enum,
    Genl,
    Hex,
    IPv6,
    Nest,
    Secret,
)


class Cmd(Constants, prefix="SEG6_CMD"):
    SETHMAC = 1
    DUMPHMAC = 2
    SET_TUNSRC = 3
    GET_TUNSRC = 4


class HmacAlgo(Constants, prefix="SEG6_HMAC_ALGO"):  # seg6_hmac.h
    SHA1 = 1
    SHA256 = 2


ATTRS: Attrs = Attrs(
    "SEG6_ATTR",
    {
        1: "dst" / IPv6 * "source address of the tunnels",
        2: "dstlen" / S32,
        3: "hmackeyid" / Hex(U32),
        4: "secret" / Secret(Binary),
        5: "secretlen" / U8 * "0 to delete the key",
        6: "algid" / Enum(U8, HmacAlgo),
        7: "hmacinfo" / Nest(lambda: ATTRS),
    },
)

FAMILY = Genl(
    "SEG6",
    Cmd,
    attrs=ATTRS,
    info=(
        "addr {dst}",
        "hmac {hmackeyid:#x}",
        "algo {algid}",
        "secret of {secretlen} bytes",
    ),
)
