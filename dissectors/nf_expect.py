"""Expected connections (linux/netfilter/nfnetlink_conntrack.h)."""

from dissectors._conntrack import EXPECTATION, tuple_info
from dissectors.nf_conntrack import OF_CPU
from nlscope.spec import U32BE, Attrs, Constants, Netfilter, Op


class Msg(Constants, prefix="IPCTNL_MSG_EXP"):
    NEW = 0
    GET = 1
    DELETE = 2
    GET_STATS_CPU = 3


STATS = Attrs("CTA_STATS_EXP", {1: "new" / U32BE, 2: "create" / U32BE, 3: "delete" / U32BE})

FAMILY = Netfilter(
    "expect",
    2,
    Msg,
    attrs=EXPECTATION,
    info=(
        "{tuple.proto.num!l}|{nfgen_family}",
        "{timeout}",
        *tuple_info("tuple"),
        (
            "master {master.ip.v4_src}:{master.proto.src_port}"
            "->{master.ip.v4_dst}:{master.proto.dst_port}"
        ),
        "[{flags?PERMANENT}]",
        "[{flags?INACTIVE}]",
        "[{flags?USERSPACE}]",
        "zone={zone}",
        "helper={help_name}",
    ),
    ops={
        Msg.GET_STATS_CPU: Op(
            attrs=STATS,
            header=OF_CPU,
            info=("cpu={res_id} new={new} create={create} delete={delete}|all CPUs",),
        ),
    },
    groups=("conntrack-exp-new", "conntrack-exp-update", "conntrack-exp-destroy"),
)
