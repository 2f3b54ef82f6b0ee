"""SMC_PNETID, physical network ids of SMC devices (include/uapi/linux/smc.h)."""

from nlscope.spec import U8, Attrs, Constants, Genl, Str


class Cmd(Constants, prefix="SMC_PNETID"):
    GET = 1
    ADD = 2
    DEL = 3
    FLUSH = 4


ATTRS = Attrs(
    "SMC_PNETID",
    {1: "name" / Str, 2: "ethname" / Str, 3: "ibname" / Str, 4: "ibport" / U8},
)

FAMILY = Genl(
    "SMC_PNETID",
    Cmd,
    attrs=ATTRS,
    info=("{name}", "eth {ethname}", "ib {ibname}:{ibport}|ib {ibname}"),
)
