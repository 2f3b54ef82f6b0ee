"""The actions pedit and tunnel_key (include/uapi/linux/tc_act/tc_{pedit,tunnel_key}.h)."""

from dissectors._tc import TCF_T, VERDICT
from nlscope.spec import (
    S32,
    U8,
    U16,
    U16BE,
    U32,
    U32BE,
    Array,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flag,
    Hex,
    IPv4,
    IPv6,
    Multi,
    Nest,
    Pad,
    Padding,
    Struct,
)


class TunnelKeyAction(Constants, prefix="TCA_TUNNEL_KEY_ACT"):
    SET = 1
    RELEASE = 2


class PeditHeader(Constants, prefix="TCA_PEDIT_KEY_EX_HDR_TYPE"):
    NETWORK = 0
    ETH = 1
    IP4 = 2
    IP6 = 3
    TCP = 4
    UDP = 5


class PeditCmd(Constants, prefix="TCA_PEDIT_KEY_EX_CMD"):
    SET = 0
    ADD = 1


GEN = (  # tc_gen, with which the struct of every action begins
    "index" / U32,
    "capab" / U32,
    "action" / VERDICT,
    "refcnt" / S32,
    "bindcnt" / S32,
)
# Masks and values are 4 bytes of the packet.
PEDIT_SEL = Struct(
    *GEN,
    "nkeys" / U8,
    "flags" / Hex(U8),
    Padding(2),
    "keys"
    / Array(
        Struct(
            "mask" / Hex(U32BE),
            "val" / Hex(U32BE),
            "off" / U32,
            "at" / U32,
            "offmask" / Hex(U32),
            "shift" / U32,
        )
    ),
)
PEDIT_KEY = Attrs(
    "TCA_PEDIT_KEY_EX",
    {1: "htype" / Enum(U16, PeditHeader), 2: "cmd" / Enum(U16, PeditCmd)},
)
PEDIT = Attrs(
    "TCA_PEDIT",
    {
        1: "tm" / TCF_T,
        2: "parms" / PEDIT_SEL,
        3: "pad" / Pad,
        4: "parms_ex" / PEDIT_SEL,
        5: "keys_ex" / Nest(Attrs("TCA_PEDIT", {6: "key_ex" / Multi(Nest(PEDIT_KEY))})),
        6: "key_ex" / Nest(PEDIT_KEY),
    },
)
# The three of an option repeat, one option after another.
GENEVE = Attrs(
    "TCA_TUNNEL_KEY_ENC_OPT_GENEVE",
    {1: "class" / Multi(Hex(U16BE)), 2: "type" / Multi(Hex(U8)), 3: "data" / Multi(Binary)},
)
VXLAN = Attrs("TCA_TUNNEL_KEY_ENC_OPT_VXLAN", {1: "gbp" / Hex(U32)})
ERSPAN = Attrs(
    "TCA_TUNNEL_KEY_ENC_OPT_ERSPAN",
    {1: "ver" / U8, 2: "index" / U32BE, 3: "dir" / U8, 4: "hwid" / U8},
)
TUNNEL_OPTS = Attrs(
    "TCA_TUNNEL_KEY_ENC_OPTS",
    {
        1: "geneve" / Multi(Nest(GENEVE)),
        2: "vxlan" / Nest(VXLAN),
        3: "erspan" / Nest(ERSPAN),
    },
)
TUNNEL_KEY = Attrs(
    "TCA_TUNNEL_KEY",
    {
        1: "tm" / TCF_T,
        2: "parms" / Struct(*GEN, "t_action" / Enum(S32, TunnelKeyAction)),
        3: "enc_ipv4_src" / IPv4,
        4: "enc_ipv4_dst" / IPv4,
        5: "enc_ipv6_src" / IPv6,
        6: "enc_ipv6_dst" / IPv6,
        7: "enc_key_id" / U32BE,
        8: "pad" / Pad,
        9: "enc_dst_port" / U16BE,
        10: "no_csum" / U8,
        11: "enc_opts" / Nest(TUNNEL_OPTS),
        12: "enc_tos" / Hex(U8),
        13: "enc_ttl" / U8,
        14: "no_frag" / Flag,
    },
)
