"""Stateful objects of nftables (linux/netfilter/nf_tables.h)."""

from dissectors import _nft_userdata as userdata
from dissectors._cttimeout import BY_PROTOCOL
from dissectors._ip_proto import IpProto
from dissectors._nft_expr import CONNLIMIT, COUNTER, LIMIT, QUOTA, SYNPROXY
from dissectors._nft_keys import ObjectType
from nlscope.spec import (
    U8,
    U16BE,
    U32,
    U32BE,
    U64BE,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flags,
    Hex,
    IPv4,
    IPv6,
    Multi,
    Nest,
    NfProto,
    Pad,
    Select,
    Str,
    Unit,
)


class TunnelFlag(Constants, prefix="NFT_TUNNEL_F"):
    ZERO_CSUM_TX = 1
    DONT_FRAGMENT = 2
    SEQ_NUMBER = 4


CT_HELPER = Attrs(
    "NFTA_CT_HELPER",
    {
        1: "name" / Str,
        2: "l3proto" / Enum(U16BE, NfProto),
        3: "l4proto" / Enum(U8, IpProto),
    },
)
CT_TIMEOUT = Attrs(
    "NFTA_CT_TIMEOUT",
    {
        1: "l3proto" / Enum(U16BE, NfProto),
        2: "l4proto" / Enum(U8, IpProto),
        3: "data" / BY_PROTOCOL,
    },
)
CT_EXPECT = Attrs(
    "NFTA_CT_EXPECT",
    {
        1: "l3proto" / Enum(U16BE, NfProto),
        2: "l4proto" / Enum(U8, IpProto),
        3: "dport" / U16BE,
        # in host order, nft_ct_expect_obj_init() in net/netfilter/nft_ct.c
        4: "timeout" / Unit(U32, "ms"),
        5: "size" / U8 * "how many may wait at once",
    },
)
SECMARK = Attrs("NFTA_SECMARK", {1: "ctx" / Str})
TUNNEL_IP = Attrs("NFTA_TUNNEL_KEY_IP", {1: "src" / IPv4, 2: "dst" / IPv4})
TUNNEL_IP6 = Attrs(
    "NFTA_TUNNEL_KEY_IP6",
    {1: "src" / IPv6, 2: "dst" / IPv6, 3: "flowlabel" / Hex(U32BE)},
)
VXLAN = Attrs("NFTA_TUNNEL_KEY_VXLAN", {1: "gbp" / U32BE})
ERSPAN = Attrs(
    "NFTA_TUNNEL_KEY_ERSPAN",
    {1: "version" / U32BE, 2: "v1_index" / U32BE, 3: "v2_hwid" / U8, 4: "v2_dir" / U8},
)
GENEVE = Attrs(
    "NFTA_TUNNEL_KEY_GENEVE",
    {1: "class" / Hex(U16BE), 2: "type" / Hex(U8), 3: "data" / Binary},
)
TUNNEL_OPTS = Attrs(
    "NFTA_TUNNEL_KEY_OPTS",
    {1: "vxlan" / Nest(VXLAN), 2: "erspan" / Nest(ERSPAN), 3: "geneve" / Multi(GENEVE)},
)
TUNNEL = Attrs(
    "NFTA_TUNNEL_KEY",
    {
        1: "id" / U32BE,
        2: "ip" / Nest(TUNNEL_IP),
        3: "ip6" / Nest(TUNNEL_IP6),
        4: "flags" / Flags(U32BE, TunnelFlag),
        5: "tos" / Hex(U8),
        6: "ttl" / U8,
        7: "sport" / U16BE,
        8: "dport" / U16BE,
        9: "opts" / Nest(TUNNEL_OPTS),
    },
)
BY_TYPE = {
    "COUNTER": COUNTER,
    "QUOTA": QUOTA,
    "CT_HELPER": CT_HELPER,
    "LIMIT": LIMIT,
    "CONNLIMIT": CONNLIMIT,
    "TUNNEL": TUNNEL,
    "CT_TIMEOUT": CT_TIMEOUT,
    "SECMARK": SECMARK,
    "CT_EXPECT": CT_EXPECT,
    "SYNPROXY": SYNPROXY,
}
OBJECT = Attrs(
    "NFTA_OBJ",
    {
        1: "table" / Str,
        2: "name" / Str,
        3: "type" / Enum(U32BE, ObjectType),
        4: "data" / Select("type", BY_TYPE),
        5: "use" / U32BE,
        6: "handle" / U64BE,
        7: "pad" / Pad,
        8: "userdata" / userdata.Object,
    },
)
