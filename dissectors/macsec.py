"""macsec, IEEE 802.1AE link encryption (include/uapi/linux/if_macsec.h)."""

from typing import ClassVar

from nlscope.spec import (
    U8,
    U32,
    U64,
    U64BE,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Enum,
    Genl,
    Hex,
    IfIndex,
    Indexed,
    Nest,
    Pad,
    Secret,
    Uint,
)


class Cmd(Constants, prefix="MACSEC_CMD"):
    GET_TXSC = 0
    ADD_RXSC = 1
    DEL_RXSC = 2
    UPD_RXSC = 3
    ADD_TXSA = 4
    DEL_TXSA = 5
    UPD_TXSA = 6
    ADD_RXSA = 7
    DEL_RXSA = 8
    UPD_RXSA = 9
    UPD_OFFLOAD = 10


class Validate(Constants, prefix="MACSEC_VALIDATE"):
    DISABLED = 0
    CHECK = 1
    STRICT = 2


class Offload(Constants, prefix="MACSEC_OFFLOAD"):
    OFF = 0
    PHY = 1
    MAC = 2


class Cipher(Constants, prefix="MACSEC_CIPHER_ID"):
    GCM_AES_128 = 0x0080C20001000001
    GCM_AES_256 = 0x0080C20001000002
    GCM_AES_XPN_128 = 0x0080C20001000003
    GCM_AES_XPN_256 = 0x0080C20001000004
    GCM_AES_128_DEFAULT = 0x0080020001000001
    irregular: ClassVar[dict[str, str]] = {
        "GCM_AES_128_DEFAULT": "MACSEC_DEFAULT_CIPHER_ID"
    }


SA_STATS = Attrs(
    "MACSEC_SA_STATS_ATTR",
    {
        1: "in_pkts_ok" / U32,
        2: "in_pkts_invalid" / U32,
        3: "in_pkts_not_valid" / U32,
        4: "in_pkts_not_using_sa" / U32,
        5: "in_pkts_unused_sa" / U32,
        6: "out_pkts_protected" / U32,
        7: "out_pkts_encrypted" / U32,
    },
)
SA = Attrs(
    "MACSEC_SA_ATTR",
    {
        1: "an" / U8 * "association number, 0 to 3",
        2: "active" / U8,
        3: "pn" / Uint * "packet number, 8 bytes with an XPN cipher",
        4: "key" / Secret(Binary),
        5: "keyid" / Bytes(16),
        6: "stats" / Nest(SA_STATS),
        7: "pad" / Pad,
        8: "ssci" / Hex(U32),
        9: "salt" / Bytes(12),
    },
)
RXSC_STATS = Attrs(
    "MACSEC_RXSC_STATS_ATTR",
    {
        1: "in_octets_validated" / U64,
        2: "in_octets_decrypted" / U64,
        3: "in_pkts_unchecked" / U64,
        4: "in_pkts_delayed" / U64,
        5: "in_pkts_ok" / U64,
        6: "in_pkts_invalid" / U64,
        7: "in_pkts_late" / U64,
        8: "in_pkts_not_valid" / U64,
        9: "in_pkts_not_using_sa" / U64,
        10: "in_pkts_unused_sa" / U64,
        11: "pad" / Pad,
    },
)
RXSC = Attrs(
    "MACSEC_RXSC_ATTR",
    {
        1: "sci" / Hex(U64BE) * "MAC address and port",
        2: "active" / U8,
        3: "sa_list" / Indexed(SA),
        4: "stats" / Nest(RXSC_STATS),
        5: "pad" / Pad,
    },
)
TXSC_STATS = Attrs(
    "MACSEC_TXSC_STATS_ATTR",
    {
        1: "out_pkts_protected" / U64,
        2: "out_pkts_encrypted" / U64,
        3: "out_octets_protected" / U64,
        4: "out_octets_encrypted" / U64,
        5: "pad" / Pad,
    },
)
SECY_STATS = Attrs(
    "MACSEC_SECY_STATS_ATTR",
    {
        1: "out_pkts_untagged" / U64,
        2: "in_pkts_untagged" / U64,
        3: "out_pkts_too_long" / U64,
        4: "in_pkts_no_tag" / U64,
        5: "in_pkts_bad_tag" / U64,
        6: "in_pkts_unknown_sci" / U64,
        7: "in_pkts_no_sci" / U64,
        8: "in_pkts_overrun" / U64,
        9: "pad" / Pad,
    },
)
SECY = Attrs(
    "MACSEC_SECY_ATTR",
    {
        1: "sci" / Hex(U64BE) * "MAC address and port",
        2: "encoding_sa" / U8,
        3: "window" / U32,
        4: "cipher_suite" / Enum(U64, Cipher),
        5: "icv_len" / U8,
        6: "protect" / U8,
        7: "replay" / U8,
        8: "oper" / U8,
        9: "validate" / Enum(U8, Validate),
        10: "encrypt" / U8,
        11: "inc_sci" / U8,
        12: "es" / U8,
        13: "scb" / U8,
        14: "pad" / Pad,
    },
)
OFFLOAD = Attrs(
    "MACSEC_OFFLOAD_ATTR",
    {1: "type" / Enum(U8, Offload), 2: "pad" / Pad},
)
ATTRS = Attrs(
    "MACSEC_ATTR",
    {
        1: "ifindex" / IfIndex,
        2: "rxsc_config" / Nest(RXSC),
        3: "sa_config" / Nest(SA),
        4: "secy" / Nest(SECY),
        5: "txsa_list" / Indexed(SA),
        6: "rxsc_list" / Indexed(RXSC),
        7: "txsc_stats" / Nest(TXSC_STATS),
        8: "secy_stats" / Nest(SECY_STATS),
        9: "offload" / Nest(OFFLOAD),
    },
)

FAMILY = Genl(
    "macsec",
    Cmd,
    attrs=ATTRS,
    info=(
        "dev {ifindex}",
        "txsc {secy.sci:016x}",
        "{secy.cipher_suite}",
        "encrypt {secy.encrypt}",
        "on SA {secy.encoding_sa}",
        "rxsc {rxsc_config.sci:016x}",
        "sa {sa_config.an}",
        "pn {sa_config.pn}",
        "active {sa_config.active}|active {rxsc_config.active}",
        "key {sa_config.keyid}",
        "offload {offload.type}",
    ),
)
