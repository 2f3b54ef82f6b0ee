"""Actions: their attributes, and TCA_ACT_OPTIONS by kind.

Sources: include/uapi/linux/pkt_cls.h, include/uapi/linux/tc_act/*.h, ife.h. tunnel_key and
pedit are in _tc_packet.
"""

from dissectors._ethertype import ETH_P, ETH_P_HOST
from dissectors._tc import (
    BYTES,
    CLASSID,
    CLOCKID,
    RATE,
    RATE64,
    RATE_TABLE,
    RATESPEC,
    TCF_T,
    TICKS,
    TICKS64,
    VERDICT,
)
from dissectors._tc_packet import GEN, PEDIT, TUNNEL_KEY
from dissectors._tc_stats import STATS_OF_ACTION
from nlscope.spec import (
    S32,
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Bitfield32,
    Bytes,
    Constants,
    Enum,
    Flag,
    Flags,
    Growing,
    Hex,
    IPv4,
    IPv6,
    Mac,
    Multi,
    Nest,
    Pad,
    Padding,
    Select,
    Str,
    Struct,
    Unit,
)
from nlscope.spec.tc import UpToNul


class ActFlag(Constants, prefix="TCA_ACT_FLAGS"):
    NO_PERCPU_STATS = 0x1
    SKIP_HW = 0x2
    SKIP_SW = 0x4


class HwStats(Constants, prefix="TCA_ACT_HW_STATS"):
    IMMEDIATE = 0x1
    DELAYED = 0x2


class GactChance(Constants, prefix="PGACT"):
    NONE = 0
    NETRAND = 1
    DETERM = 2


class MirredAction(Constants, prefix="TCA"):
    EGRESS_REDIR = 1
    EGRESS_MIRROR = 2
    INGRESS_REDIR = 3
    INGRESS_MIRROR = 4


class CsumUpdate(Constants, prefix="TCA_CSUM_UPDATE_FLAG"):
    IPV4HDR = 0x01
    ICMP = 0x02
    IGMP = 0x04
    TCP = 0x08
    UDP = 0x10
    UDPLITE = 0x20
    SCTP = 0x40


class VlanAction(Constants, prefix="TCA_VLAN_ACT"):
    POP = 1
    PUSH = 2
    MODIFY = 3
    POP_ETH = 4
    PUSH_ETH = 5


class MplsAction(Constants, prefix="TCA_MPLS_ACT"):
    POP = 1
    PUSH = 2
    MODIFY = 3
    DEC_TTL = 4
    MAC_PUSH = 5


class SkbeditFlag(Constants, prefix="SKBEDIT_F"):
    PRIORITY = 0x01
    QUEUE_MAPPING = 0x02
    MARK = 0x04
    PTYPE = 0x08
    MASK = 0x10
    INHERITDSFIELD = 0x20
    TXQ_SKBHASH = 0x40


class PacketType(Constants, prefix="PACKET"):
    HOST = 0
    BROADCAST = 1
    MULTICAST = 2
    OTHERHOST = 3
    OUTGOING = 4
    LOOPBACK = 5
    USER = 6
    KERNEL = 7


class SkbmodFlag(Constants, prefix="SKBMOD_F"):
    DMAC = 0x01
    SMAC = 0x02
    ETYPE = 0x04
    SWAPMAC = 0x08
    ECN = 0x10


class CtAction(Constants, prefix="TCA_CT_ACT"):
    COMMIT = 0x01
    FORCE = 0x02
    CLEAR = 0x04
    NAT = 0x08
    NAT_SRC = 0x10
    NAT_DST = 0x20


class NatFlag(Constants, prefix="TCA_NAT_FLAG"):
    EGRESS = 1


class IfeFlag(Constants, prefix="IFE"):
    DECODE = 0
    ENCODE = 1


PARMS = Struct(*GEN)
SOCK_FILTER = Struct("code" / Hex(U16), "jt" / U8, "jf" / U8, "k" / Hex(U32))
GACT = Attrs(
    "TCA_GACT",
    {
        1: "tm" / TCF_T,
        2: "parms" / PARMS,
        3: "prob"
        / Struct(
            "ptype" / Enum(U16, GactChance),
            "pval" / U16 * "one packet of so many",
            "paction" / VERDICT,
        ),
        4: "pad" / Pad,
    },
)
MIRRED = Attrs(
    "TCA_MIRRED",
    {
        1: "tm" / TCF_T,
        2: "parms"
        / Struct(
            *GEN, "eaction" / Enum(S32, MirredAction), "ifindex" / Unit(U32, "ifindex")
        ),
        3: "pad" / Pad,
        4: "blockid" / U32,
    },
)
CSUM = Attrs(
    "TCA_CSUM",
    {
        1: "parms" / Struct(*GEN, "update_flags" / Flags(U32, CsumUpdate)),
        2: "tm" / TCF_T,
        3: "pad" / Pad,
    },
)
VLAN = Attrs(
    "TCA_VLAN",
    {
        1: "tm" / TCF_T,
        2: "parms" / Struct(*GEN, "v_action" / Enum(S32, VlanAction)),
        3: "push_vlan_id" / U16,
        4: "push_vlan_protocol" / ETH_P,
        5: "pad" / Pad,
        6: "push_vlan_priority" / U8,
        7: "push_eth_dst" / Mac,
        8: "push_eth_src" / Mac,
    },
)
MPLS = Attrs(
    "TCA_MPLS",
    {
        1: "tm" / TCF_T,
        2: "parms" / Struct(*GEN, "m_action" / Enum(S32, MplsAction)),
        3: "pad" / Pad,
        4: "proto" / ETH_P,
        5: "label" / U32,
        6: "tc" / U8,
        7: "ttl" / U8,
        8: "bos" / U8,
    },
)
SKBEDIT = Attrs(
    "TCA_SKBEDIT",
    {
        1: "tm" / TCF_T,
        2: "parms" / PARMS,
        3: "priority" / CLASSID,
        4: "queue_mapping" / U16,
        5: "mark" / Hex(U32),
        6: "pad" / Pad,
        7: "ptype" / Enum(U16, PacketType),
        8: "mask" / Hex(U32),
        9: "flags" / Flags(U64, SkbeditFlag),
        10: "queue_mapping_max" / U16,
    },
)
SKBMOD = Attrs(
    "TCA_SKBMOD",
    {
        1: "tm" / TCF_T,
        2: "parms" / Struct(*GEN, Padding(4), "flags" / Flags(U64, SkbmodFlag)),
        3: "dmac" / Mac,
        4: "smac" / Mac,
        5: "etype" / ETH_P_HOST,
        6: "pad" / Pad,
    },
)
CONNMARK = Attrs(
    "TCA_CONNMARK",
    {
        1: "parms" / Struct(*GEN, "zone" / U16, Padding(2)),
        2: "tm" / TCF_T,
        3: "pad" / Pad,
    },
)
CTINFO = Attrs(
    "TCA_CTINFO",
    {
        1: "pad" / Pad,
        2: "tm" / TCF_T,
        3: "act" / PARMS,
        4: "zone" / U16,
        5: "parms_dscp_mask" / Hex(U32),
        6: "parms_dscp_statemask" / Hex(U32),
        7: "parms_cpmark_mask" / Hex(U32),
        8: "stats_dscp_set" / U64,
        9: "stats_dscp_error" / U64,
        10: "stats_cpmark_set" / U64,
    },
)
CT = Attrs(
    "TCA_CT",
    {
        1: "parms" / PARMS,
        2: "tm" / TCF_T,
        3: "action" / Flags(U16, CtAction),
        4: "zone" / U16,
        5: "mark" / Hex(U32),
        6: "mark_mask" / Hex(U32),
        7: "labels" / Binary,
        8: "labels_mask" / Binary,
        9: "nat_ipv4_min" / IPv4,
        10: "nat_ipv4_max" / IPv4,
        11: "nat_ipv6_min" / IPv6,
        12: "nat_ipv6_max" / IPv6,
        13: "nat_port_min" / U16BE,
        14: "nat_port_max" / U16BE,
        15: "pad" / Pad,
        16: "helper_name" / Str,
        17: "helper_family" / U8,
        18: "helper_proto" / U8,
    },
)
POLICE = Attrs(
    "TCA_POLICE",
    {
        1: "tbf"
        / Struct(
            "index" / U32,
            "action" / VERDICT * "of packets above the rate",
            "limit" / BYTES,
            "burst" / TICKS,
            "mtu" / BYTES,
            "rate" / RATESPEC,
            "peakrate" / RATESPEC,
            "refcnt" / S32,
            "bindcnt" / S32,
            "capab" / U32,
        ),
        2: "rate" / RATE_TABLE,
        3: "peakrate" / RATE_TABLE,
        4: "avrate" / RATE,
        5: "result" / VERDICT * "of packets within the rate",
        6: "tm" / TCF_T,
        7: "pad" / Pad,
        8: "rate64" / RATE64,
        9: "peakrate64" / RATE64,
        10: "pktrate64" / Unit(U64, "packets/s"),
        11: "pktburst64" / TICKS64,
    },
)
SAMPLE = Attrs(
    "TCA_SAMPLE",
    {
        1: "tm" / TCF_T,
        2: "parms" / PARMS,
        3: "rate" / U32 * "one packet of so many",
        4: "trunc_size" / BYTES,
        5: "psample_group" / U32,
        6: "pad" / Pad,
    },
)
# The value is left out where the packet's own is to be sent.
_METADATUM = Growing(Struct("value" / U32))
IFE = Attrs(
    "TCA_IFE",
    {
        1: "parms" / Struct(*GEN, "flags" / Enum(U16, IfeFlag), Padding(2)),
        2: "tm" / TCF_T,
        3: "dmac" / Mac,
        4: "smac" / Mac,
        5: "type" / ETH_P_HOST,
        6: "metalst"
        / Nest(
            Attrs(
                "IFE_META",
                {
                    1: "skbmark" / _METADATUM,
                    2: "hashid" / _METADATUM,
                    3: "prio" / _METADATUM,
                    4: "qmap" / _METADATUM,
                    5: "tcindex" / Growing(Struct("value" / U16)),
                },
            )
        ),
        7: "pad" / Pad,
    },
)
NAT = Attrs(
    "TCA_NAT",
    {
        1: "parms"
        / Struct(
            *GEN,
            "old_addr" / IPv4,
            "new_addr" / IPv4,
            "mask" / IPv4,
            "flags" / Flags(U32, NatFlag),
        ),
        2: "tm" / TCF_T,
        3: "pad" / Pad,
    },
)
BPF = Attrs(
    "TCA_ACT_BPF",
    {
        1: "tm" / TCF_T,
        2: "parms" / PARMS,
        3: "ops_len" / U16,
        4: "ops" / Array(SOCK_FILTER),
        5: "fd" / U32,
        6: "name" / Str,
        7: "pad" / Pad,
        8: "tag" / Bytes(8),
        9: "id" / U32,
    },
)
SIMPLE = Attrs(
    "TCA_DEF", {1: "tm" / TCF_T, 2: "parms" / PARMS, 3: "data" / UpToNul, 4: "pad" / Pad}
)
GATE_ENTRY = Attrs(
    "TCA_GATE_ENTRY",
    {
        1: "index" / U32,
        2: "gate" / Flag * "open",
        3: "interval" / Unit(U32, "ns"),
        4: "ipv" / S32 * "internal priority, -1: as it is",
        5: "max_octets" / S32 * "-1: no limit",
    },
)
GATE = Attrs(
    "TCA_GATE",
    {
        1: "tm" / TCF_T,
        2: "parms" / PARMS,
        3: "pad" / Pad,
        4: "priority" / S32,
        5: "entry_list"
        / Nest(Attrs("TCA_GATE", {1: "one_entry" / Multi(Nest(GATE_ENTRY))})),
        6: "base_time" / Unit(U64, "ns"),
        7: "cycle_time" / Unit(U64, "ns"),
        8: "cycle_time_ext" / Unit(U64, "ns"),
        9: "flags" / Hex(U32),
        10: "clockid" / CLOCKID,
    },
)
IPT = Attrs(  # gone in 6.8
    "TCA_IPT",
    {
        1: "table" / Str,
        2: "hook" / U32,
        3: "index" / U32,
        4: "cnt" / Struct("refcnt" / S32, "bindcnt" / S32),
        5: "tm" / TCF_T,
        6: "targ" / Binary * "struct xt_entry_target",
        7: "pad" / Pad,
    },
)
ACTIONS = {
    "bpf": BPF,
    "connmark": CONNMARK,
    "csum": CSUM,
    "ct": CT,
    "ctinfo": CTINFO,
    "gact": GACT,
    "gate": GATE,
    "ife": IFE,
    "ipt": IPT,
    "mirred": MIRRED,
    "mpls": MPLS,
    "nat": NAT,
    "pedit": PEDIT,
    "police": POLICE,
    "sample": SAMPLE,
    "simple": SIMPLE,
    "skbedit": SKBEDIT,
    "skbmod": SKBMOD,
    "tunnel_key": TUNNEL_KEY,
    "vlan": VLAN,
    "xt": IPT,
}
ACT = Attrs(
    "TCA_ACT",
    {
        1: "kind" / Str,
        2: "options" / Select("kind", ACTIONS),
        3: "index" / U32,
        4: "stats" / Nest(STATS_OF_ACTION),
        5: "pad" / Pad,
        6: "cookie" / Binary * "in the answer to a flush TCA_FCNT, how many are gone",
        7: "flags" / Bitfield32(ActFlag),
        8: "hw_stats" / Bitfield32(HwStats),
        9: "used_hw_stats" / Bitfield32(HwStats),
        10: "in_hw_count" / U32,
    },
)
