"""MAC80211_HWSIM, simulated wireless radios (the driver's mac80211_hwsim.h, kernel 7.2)."""

from dissectors._nl80211_enums import Cipher, EhtGi, EhtRuAlloc, HeGi, HeRuAlloc, Iftype
from dissectors._nl80211_offload import (
    PMSR_FTM_CAPA,
    PMSR_FTM_REQ,
    PMSR_FTM_RESP,
    PMSR_REQ,
    PMSR_RESP,
)
from dissectors.nl80211 import PEER_MEASUREMENTS, PMSR_PEER
from nlscope.spec import (
    S8,
    S32,
    U8,
    U16,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flag,
    Flags,
    Genl,
    Hex,
    Indexed,
    Mac,
    Nest,
    Pad,
    Str,
    Struct,
    Unit,
)


class Cmd(Constants, prefix="HWSIM_CMD"):
    REGISTER = 1
    FRAME = 2
    TX_INFO_FRAME = 3
    NEW_RADIO = 4
    DEL_RADIO = 5
    GET_RADIO = 6
    ADD_MAC_ADDR = 7
    DEL_MAC_ADDR = 8
    START_PMSR = 9
    ABORT_PMSR = 10
    REPORT_PMSR = 11
    NOTIFY = 12


class TxFlag(Constants, prefix="HWSIM"):
    TX_CTL_REQ_TX_STATUS = 0x1
    TX_CTL_NO_ACK = 0x2
    TX_STAT_ACK = 0x4


RateFlag = Constants.make(
    "MAC80211_HWSIM_TX_RC",
    {
        0x001: "USE_RTS_CTS",
        0x002: "USE_CTS_PROTECT",
        0x004: "USE_SHORT_PREAMBLE",
        0x008: "MCS",
        0x010: "GREEN_FIELD",
        0x020: "40_MHZ_WIDTH",
        0x040: "DUP_DATA",
        0x080: "SHORT_GI",
        0x100: "VHT_MCS",
        0x200: "80_MHZ_WIDTH",
        0x400: "160_MHZ_WIDTH",
    },
)
IftypeFlag = Constants.make(
    "NL80211_IFTYPE", {1 << number: name for number, name in Iftype.names.items()}
)


class RateInfoFlag(Constants, prefix="RATE_INFO_FLAGS"):  # include/net/cfg80211.h
    MCS = 0x01
    VHT_MCS = 0x02
    SHORT_GI = 0x04
    DMG = 0x08
    HE_MCS = 0x10
    EDMG = 0x20
    EXTENDED_SC_DMG = 0x40
    EHT_MCS = 0x80


RateInfoBw = Constants.make(
    "RATE_INFO_BW",
    {
        0: "20",
        1: "5",
        2: "10",
        3: "40",
        4: "80",
        5: "160",
        6: "HE_RU",
        7: "320",
        8: "EHT_RU",
        9: "1",
        10: "2",
        11: "4",
        12: "8",
        13: "16",
    },
)
RATE_INFO = Attrs(
    "HWSIM_RATE_INFO_ATTR",
    {
        1: "flags" / Flags(U8, RateInfoFlag),
        2: "mcs" / U8,
        3: "legacy" / Unit(U16, "100 kbit/s"),
        4: "nss" / U8,
        5: "bw" / Enum(U8, RateInfoBw),
        6: "he_gi" / Enum(U8, HeGi),
        7: "he_dcm" / U8,
        8: "he_ru_alloc" / Enum(U8, HeRuAlloc),
        9: "n_bounded_ch" / U8,
        10: "eht_gi" / Enum(U8, EhtGi),
        11: "eht_ru_alloc" / Enum(U8, EhtRuAlloc),
    },
)
# as in nl80211, where the driver's policy does not say otherwise
FTM_RESP = Attrs(
    PMSR_FTM_RESP.prefix,
    {
        **PMSR_FTM_RESP.entries,
        2: "burst_index" / U16,
        5: "busy_retry_time" / Unit(U8, "s"),
        11: "tx_rate" / Nest(RATE_INFO),
        12: "rx_rate" / Nest(RATE_INFO),
        30: "availability_window" / Unit(U32, "ms"),
    },
)
FTM_CAPA = Attrs(
    PMSR_FTM_CAPA.prefix,
    {
        **PMSR_FTM_CAPA.entries,
        7: "max_bursts_exponent" / U8,
        8: "max_ftms_per_burst" / U8,
    },
)
CAPA_TYPES = Attrs("NL80211_PMSR_TYPE", {1: "ftm" / Nest(FTM_CAPA)})
SUPPORT = Attrs(
    PEER_MEASUREMENTS.prefix,
    {**PEER_MEASUREMENTS.entries, 4: "type_capa" / Nest(CAPA_TYPES)},
)
FTM_REQ = Attrs(
    PMSR_FTM_REQ.prefix,
    {**PMSR_FTM_REQ.entries, 18: "aw_duration" / Unit(U8, "ms")},
)
REQ_TYPES = Attrs("NL80211_PMSR_TYPE", {1: "ftm" / Nest(FTM_REQ)})
REQ = Attrs(PMSR_REQ.prefix, {**PMSR_REQ.entries, 1: "data" / Nest(REQ_TYPES)})
PEER_REQUEST = Attrs(PMSR_PEER.prefix, {**PMSR_PEER.entries, 3: "req" / Nest(REQ)})
REQUEST = Attrs(
    PEER_MEASUREMENTS.prefix,
    {**PEER_MEASUREMENTS.entries, 5: "peers" / Indexed(PEER_REQUEST)},
)
RESP_TYPES = Attrs("NL80211_PMSR_TYPE", {1: "ftm" / Nest(FTM_RESP)})
RESP = Attrs(PMSR_RESP.prefix, {**PMSR_RESP.entries, 1: "data" / Nest(RESP_TYPES)})
PEER_RESULT = Attrs(PMSR_PEER.prefix, {**PMSR_PEER.entries, 4: "resp" / Nest(RESP)})
RESULT = Attrs(PEER_MEASUREMENTS.prefix, {5: "peers" / Indexed(PEER_RESULT)})
ATTRS = Attrs(
    "HWSIM_ATTR",
    {
        1: "addr_receiver" / Mac,
        2: "addr_transmitter" / Mac,
        3: "frame" / Binary,
        4: "flags" / Flags(U32, TxFlag),
        5: "rx_rate" / U32,
        6: "signal" / Unit(S32, "dBm"),
        7: "tx_info" / Array(Struct("idx" / S8, "count" / U8)),
        8: "cookie" / Hex(U64),
        9: "channels" / U32,
        10: "radio_id" / U32,
        11: "reg_hint_alpha2" / Str,
        12: "reg_custom_reg" / U32,
        13: "reg_strict_reg" / Flag,
        14: "support_p2p_device" / Flag,
        15: "use_chanctx" / Flag,
        16: "destroy_radio_on_close" / Flag,
        17: "radio_name" / Str,
        18: "no_vif" / Flag,
        19: "freq" / Unit(U32, "MHz"),
        20: "pad" / Pad,
        21: "tx_info_flags" / Array(Struct("idx" / S8, "flags" / Flags(U16, RateFlag))),
        22: "perm_addr" / Mac,
        23: "iftype_support" / Flags(U32, IftypeFlag),
        24: "cipher_support" / Array(Enum(U32, Cipher)),
        25: "mlo_support" / Flag,
        26: "pmsr_support" / Nest(SUPPORT),
        27: "pmsr_request" / Nest(REQUEST),
        28: "pmsr_result" / Nest(RESULT),
        29: "multi_radio" / Flag,
        30: "support_nan_device" / Flag,
        31: "support_background_radar" / Flag,
    },
)

FAMILY = Genl(
    "MAC80211_HWSIM",
    Cmd,
    attrs=ATTRS,
    groups=("config",),
    info=(
        "radio {radio_id}",
        "{radio_name}",
        "channels {channels}",
        "{addr_transmitter}",
        "> {addr_receiver}",
        "{freq} MHz",
        "signal {signal} dBm",
        "{flags}",
        "cookie {cookie:#x}",
        "reg {reg_hint_alpha2}",
    ),
)
