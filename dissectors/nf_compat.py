"""Which xtables extensions nft_compat has (linux/netfilter/nf_tables_compat.h)."""

from nlscope.spec import U32BE, Attrs, Constants, Netfilter, Str


class Msg(Constants, prefix="NFNL_MSG_COMPAT"):
    GET = 0


ATTRS = Attrs(
    "NFTA_COMPAT",
    {1: "name" / Str, 2: "rev" / U32BE, 3: "type" / U32BE * "0: a match, 1: a target"},
)

FAMILY = Netfilter(
    "nftcompat",
    11,
    Msg,
    attrs=ATTRS,
    info=("{nfgen_family}", "{name}", "revision {rev}", "type {type}"),
)
