"""Nests of nl80211: wake-up, NAN, ranging, SAR (include/uapi/linux/nl80211.h)."""

from dissectors._nl80211_enums import (
    Akm,
    Band,
    ChanWidth,
    CoalesceCondition,
    FtmFailure,
    NanFuncType,
    NanPublishType,
    NanTermReason,
    PmsrStatus,
    Preamble,
    SarType,
)
from dissectors._nl80211_nests import IFTYPES, RATE_INFO, RSSI_ADJUST
from nlscope.spec import (
    S8,
    S32,
    S64,
    U8,
    U16,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Bytes,
    Enum,
    Flag,
    Flags,
    Hex,
    IfIndex,
    Indexed,
    IPv4,
    Mac,
    Multi,
    Nest,
    Pad,
    Secret,
    Struct,
    Unit,
)
from nlscope.spec.ieee80211 import Elements

PKTPAT = Attrs(
    "NL80211_PKTPAT",
    {
        1: "mask" / Binary,
        2: "pattern" / Binary,
        3: "offset" / U32,
    },
)
PATTERN_SUPPORT = Struct(
    "max_patterns" / U32,
    "min_pattern_len" / U32,
    "max_pattern_len" / U32,
    "max_pkt_offset" / U32,
)
TOKEN_FEATURE = Struct("min_len" / U32, "max_len" / U32, "bufsize" / U32)
TCP_DATA_SEQ = Struct("start" / U32, "offset" / U32, "len" / U32)
TCP_DATA_TOKEN = Struct("offset" / U32, "len" / U32, "token_stream" / Binary)
WOWLAN_TCP = Attrs(
    "NL80211_WOWLAN_TCP",
    {
        1: "src_ipv4" / IPv4,
        2: "dst_ipv4" / IPv4,
        3: "dst_mac" / Mac,
        4: "src_port" / U16,
        5: "dst_port" / U16,
        6: "data_payload" / Binary,
        7: "data_payload_seq" / TCP_DATA_SEQ,
        8: "data_payload_token" / TCP_DATA_TOKEN,
        9: "data_interval" / Unit(U32, "s"),
        10: "wake_payload" / Binary,
        11: "wake_mask" / Binary,
    },
)
WOWLAN_TCP_SUPPORT = Attrs(
    "NL80211_WOWLAN_TCP",
    {
        6: "data_payload" / U32,
        7: "data_payload_seq" / Flag,
        8: "data_payload_token" / TOKEN_FEATURE,
        9: "data_interval" / Unit(U32, "s"),
        10: "wake_payload" / U32,
    },
)
WOWLAN_SUPPORT = Attrs(
    "NL80211_WOWLAN_TRIG",
    {
        1: "any" / Flag,
        2: "disconnect" / Flag,
        3: "magic_pkt" / Flag,
        4: "pkt_pattern" / PATTERN_SUPPORT,
        5: "gtk_rekey_supported" / Flag,
        6: "gtk_rekey_failure" / Flag,
        7: "eap_ident_request" / Flag,
        8: "4way_handshake" / Flag,
        9: "rfkill_release" / Flag,
        14: "tcp_connection" / Nest(WOWLAN_TCP_SUPPORT),
        18: "net_detect" / U32 * "match sets at most",
        20: "unprotected_deauth_disassoc" / Flag,
    },
)
COALESCE_RULE = Attrs(
    "NL80211_ATTR_COALESCE_RULE",
    {
        1: "delay" / Unit(U32, "ms"),
        2: "condition" / Enum(U32, CoalesceCondition),
        3: "pkt_pattern" / Indexed(PKTPAT),
    },
)
COALESCE_SUPPORT = Struct(
    "max_rules" / U32,
    "pat" / PATTERN_SUPPORT,
    "max_delay" / Unit(U32, "ms"),
)
IFACE_LIMIT = Attrs(
    "NL80211_IFACE_LIMIT",
    {
        1: "max" / U32,
        2: "types" / Nest(IFTYPES),
    },
)
IFACE_COMB = Attrs(
    "NL80211_IFACE_COMB",
    {
        1: "limits" / Indexed(IFACE_LIMIT),
        2: "maxnum" / U32,
        3: "sta_ap_bi_match" / Flag,
        4: "num_channels" / U32,
        5: "radar_detect_widths" / Hex(U32) * "bits of enum nl80211_chan_width",
        6: "radar_detect_regions" / Hex(U32),
        7: "bi_min_gcd" / Unit(U32, "TU"),
    },
)
REKEY_DATA = Attrs(
    "NL80211_REKEY_DATA",
    {
        1: "kek" / Secret(Binary),
        2: "kck" / Secret(Binary),
        3: "replay_ctr" / Bytes(8),
        4: "akm" / Enum(U32, Akm),
    },
)
STA_WME = Attrs(
    "NL80211_STA_WME",
    {
        1: "uapsd_queues" / U8,
        2: "max_sp" / U8,
    },
)
PMKSA_CANDIDATE = Attrs(
    "NL80211_PMKSA_CANDIDATE",
    {
        1: "index" / U32,
        2: "bssid" / Mac,
        3: "preauth" / Flag,
    },
)
SCHED_SCAN_PLAN = Attrs(
    "NL80211_SCHED_SCAN_PLAN",
    {
        1: "interval" / Unit(U32, "s"),
        2: "iterations" / U32,
    },
)
BSS_SELECT = Attrs(
    "NL80211_BSS_SELECT_ATTR",
    {
        1: "rssi" / Flag,
        2: "band_pref" / Enum(U32, Band),
        3: "rssi_adjust" / RSSI_ADJUST,
    },
)
NAN_SRF = Attrs(
    "NL80211_NAN_SRF",
    {
        1: "include" / Flag,
        2: "bf" / Binary,
        3: "bf_idx" / U8,
        4: "mac_addrs" / Indexed(Mac),
    },
)
NAN_FUNC = Attrs(
    "NL80211_NAN_FUNC",
    {
        1: "type" / Enum(U8, NanFuncType),
        2: "service_id" / Bytes(6),
        3: "publish_type" / Flags(U8, NanPublishType),
        4: "publish_bcast" / Flag,
        5: "subscribe_active" / Flag,
        6: "follow_up_id" / U8,
        7: "follow_up_req_id" / U8,
        8: "follow_up_dest" / Mac,
        9: "close_range" / Flag,
        10: "ttl" / U32,
        11: "service_info" / Binary,
        12: "srf" / Nest(NAN_SRF),
        13: "rx_match_filter" / Indexed(Binary),
        14: "tx_match_filter" / Indexed(Binary),
        15: "instance_id" / U8,
        16: "term_reason" / Enum(U8, NanTermReason),
    },
)
NAN_MATCH = Attrs(
    "NL80211_NAN_MATCH",
    {
        1: "func_local" / Nest(NAN_FUNC),
        2: "func_peer" / Nest(NAN_FUNC),
    },
)
NAN_BAND_CONF = Attrs(
    "NL80211_NAN_BAND_CONF",
    {
        1: "band" / Enum(U8, Band),
        2: "freq" / Unit(U16, "MHz"),
        3: "rssi_close" / Unit(S8, "dBm"),
        4: "rssi_middle" / Unit(S8, "dBm"),
        5: "wake_dw" / U8,
        6: "disable_scan" / Flag,
    },
)
NAN_CONF = Attrs(
    "NL80211_NAN_CONF",
    {
        1: "cluster_id" / Mac,
        2: "extra_attrs" / Binary,
        3: "vendor_elems" / Elements,
        4: "band_configs" / Indexed(NAN_BAND_CONF),
        5: "scan_period" / Unit(U16, "s"),
        6: "scan_dwell_time" / Unit(U16, "TU"),
        7: "discovery_beacon_interval" / Unit(U8, "TU"),
        8: "notify_dw" / Flag,
    },
)
NAN_PHY_CAP = Attrs(
    "NL80211_NAN_PHY_CAP_ATTR",
    {
        1: "ht_mcs_set" / Bytes(16),
        2: "ht_capa" / Hex(U16),
        3: "ht_ampdu_factor" / U8,
        4: "ht_ampdu_density" / U8,
        5: "vht_mcs_set" / Bytes(8),
        6: "vht_capa" / Hex(U32),
        7: "he_mac" / Binary,
        8: "he_phy" / Binary,
        9: "he_mcs_set" / Binary,
        10: "he_ppe" / Binary,
    },
)
NAN_CAPA = Attrs(
    "NL80211_NAN_CAPA",
    {
        1: "configurable_sync" / Flag,
        2: "userspace_de" / Flag,
        3: "op_mode" / Hex(U8),
        4: "num_antennas" / Hex(U8) * "transmitting in the low nibble",
        5: "max_channel_switch_time" / Unit(U16, "us"),
        6: "capabilities" / Hex(U8),
        7: "phy" / Nest(NAN_PHY_CAP),
    },
)
NAN_PEER_MAP = Attrs(
    "NL80211_NAN_PEER_MAP_ATTR",
    {1: "map_id" / U8, 2: "time_slots" / Array(U8) * "channel by slot, 255 for none"},
)
FTM_RESP = Attrs(
    "NL80211_FTM_RESP_ATTR",
    {
        1: "enabled" / Flag,
        2: "lci" / Binary,
        3: "civicloc" / Binary,
    },
)
FTM_STATS = Attrs(
    "NL80211_FTM_STATS",
    {
        1: "success_num" / U32,
        2: "partial_num" / U32,
        3: "failed_num" / U32,
        4: "asap_num" / U32,
        5: "non_asap_num" / U32,
        6: "total_duration_msec" / Unit(U64, "ms"),
        7: "unknown_triggers_num" / U32,
        8: "reschedule_requests_num" / U32,
        9: "out_of_window_triggers_num" / U32,
        10: "pad" / Pad,
    },
)
PMSR_FTM_TYPE_CAPA = Attrs(
    "NL80211_PMSR_FTM_TYPE_CAPA_ATTR",
    {
        1: "infra_support" / Flag,
        2: "pd_support" / Flag,
    },
)
PMSR_FTM_CAPA: Attrs = Attrs(
    "NL80211_PMSR_FTM_CAPA_ATTR",
    {
        1: "asap" / Flag,
        2: "non_asap" / Flag,
        3: "req_lci" / Flag,
        4: "req_civicloc" / Flag,
        5: "preambles" / Hex(U32) * "bits of enum nl80211_preamble",
        6: "bandwidths" / Hex(U32) * "bits of enum nl80211_chan_width",
        7: "max_bursts_exponent" / U32,
        8: "max_ftms_per_burst" / U32,
        9: "trigger_based" / Flag,
        10: "non_trigger_based" / Flag,
        11: "6ghz_support" / Flag,
        12: "max_tx_ltf_rep" / U32,
        13: "max_rx_ltf_rep" / U32,
        14: "max_tx_sts" / U32,
        15: "max_rx_sts" / U32,
        16: "max_total_ltf_tx" / U32,
        17: "max_total_ltf_rx" / U32,
        18: "rsta_support" / Flag,
        19: "ista_caps" / Nest(lambda: PMSR_FTM_CAPA),
        20: "rsta_caps" / Nest(lambda: PMSR_FTM_CAPA),
        21: "support_ntb" / Flag,
        22: "support_tb" / Flag,
        23: "support_edca" / Flag,
        24: "type_caps" / Nest(PMSR_FTM_TYPE_CAPA),
        25: "concurrent_ista_rsta_support" / Flag,
        26: "max_num_tx_antennas" / U8,
        27: "max_num_rx_antennas" / U8,
        28: "min_interval_edca" / Unit(U32, "ms"),
        29: "min_interval_ntb" / Unit(U32, "ms"),
        30: "pd_preambles" / Hex(U32) * "bits of enum nl80211_preamble",
        31: "pd_bandwidths" / Hex(U32) * "bits of enum nl80211_chan_width",
    },
)
PMSR_FTM_REQ = Attrs(
    "NL80211_PMSR_FTM_REQ_ATTR",
    {
        1: "asap" / Flag,
        2: "preamble" / Enum(U32, Preamble),
        3: "num_bursts_exp" / U8,
        4: "burst_period" / Unit(U16, "100 ms"),
        5: "burst_duration" / U8,
        6: "ftms_per_burst" / U8,
        7: "num_ftmr_retries" / U8,
        8: "request_lci" / Flag,
        9: "request_civicloc" / Flag,
        10: "trigger_based" / Flag,
        11: "non_trigger_based" / Flag,
        12: "lmr_feedback" / Flag,
        13: "bss_color" / U8,
        14: "rsta" / Flag,
        15: "min_time_between_measurements" / Unit(U32, "100 us"),
        16: "max_time_between_measurements" / Unit(U32, "10 ms"),
        17: "nominal_time" / Unit(U32, "ms"),
        18: "aw_duration" / Unit(U32, "ms"),
        19: "num_measurements" / U32,
        20: "pad" / Pad,
        21: "ingress" / Unit(U64, "mm"),
        22: "egress" / Unit(U64, "mm"),
        23: "pd_suppress_results" / Flag,
    },
)
PMSR_FTM_RESP = Attrs(
    "NL80211_PMSR_FTM_RESP_ATTR",
    {
        1: "fail_reason" / Enum(U32, FtmFailure),
        2: "burst_index" / U32,
        3: "num_ftmr_attempts" / U32,
        4: "num_ftmr_successes" / U32,
        5: "busy_retry_time" / Unit(U32, "s"),
        6: "num_bursts_exp" / U8,
        7: "burst_duration" / U8,
        8: "ftms_per_burst" / U8,
        9: "rssi_avg" / Unit(S32, "0.5 dBm"),
        10: "rssi_spread" / Unit(S32, "0.5 dBm"),
        11: "tx_rate" / Nest(RATE_INFO),
        12: "rx_rate" / Nest(RATE_INFO),
        13: "rtt_avg" / Unit(S64, "ps"),
        14: "rtt_variance" / Unit(U64, "ps^2"),
        15: "rtt_spread" / Unit(U64, "ps"),
        16: "dist_avg" / Unit(S64, "mm"),
        17: "dist_variance" / Unit(U64, "mm^2"),
        18: "dist_spread" / Unit(U64, "mm"),
        19: "lci" / Binary,
        20: "civicloc" / Binary,
        21: "pad" / Pad,
        22: "burst_period" / Unit(U16, "100 ms"),
        23: "tx_ltf_repetition_count" / U32,
        24: "rx_ltf_repetition_count" / U32,
        25: "max_time_between_measurements" / Unit(U32, "10 ms"),
        26: "min_time_between_measurements" / Unit(U32, "100 us"),
        27: "num_tx_spatial_streams" / U8,
        28: "num_rx_spatial_streams" / U8,
        29: "nominal_time" / Unit(U32, "ms"),
        30: "availability_window" / Unit(U8, "ms"),
        31: "channel_width" / Enum(U32, ChanWidth),
        32: "preamble" / Enum(U32, Preamble),
        33: "is_delayed_lmr" / Flag,
    },
)
PMSR_CAPA_TYPES = Attrs("NL80211_PMSR_TYPE", {1: "ftm" / Nest(PMSR_FTM_CAPA)})
PMSR_REQ_TYPES = Attrs("NL80211_PMSR_TYPE", {1: "ftm" / Nest(PMSR_FTM_REQ)})
PMSR_RESP_TYPES = Attrs("NL80211_PMSR_TYPE", {1: "ftm" / Nest(PMSR_FTM_RESP)})
PMSR_REQ = Attrs(
    "NL80211_PMSR_REQ_ATTR",
    {
        1: "data" / Nest(PMSR_REQ_TYPES),
        2: "get_ap_tsf" / Flag,
    },
)
PMSR_RESP = Attrs(
    "NL80211_PMSR_RESP_ATTR",
    {
        1: "data" / Nest(PMSR_RESP_TYPES),
        2: "status" / Enum(U32, PmsrStatus),
        3: "host_time" / Unit(U64, "ns"),
        4: "ap_tsf" / Unit(U64, "us"),
        5: "final" / Flag,
        6: "pad" / Pad,
    },
)
HE_OBSS_PD = Attrs(
    "NL80211_HE_OBSS_PD_ATTR",
    {
        1: "min_offset" / U8,
        2: "max_offset" / U8,
        3: "non_srg_max_offset" / U8,
        4: "bss_color_bitmap" / Bytes(8),
        5: "partial_bssid_bitmap" / Bytes(8),
        6: "sr_ctrl" / U8,
    },
)
HE_BSS_COLOR = Attrs(
    "NL80211_HE_BSS_COLOR_ATTR",
    {
        1: "color" / U8,
        2: "disabled" / Flag,
        3: "partial" / Flag,
    },
)
IFTYPE_AKM = Attrs(
    "NL80211_IFTYPE_AKM_ATTR",
    {
        1: "iftypes" / Nest(IFTYPES),
        2: "suites" / Array(Enum(U32, Akm)),
    },
)
FILS_DISCOVERY = Attrs(
    "NL80211_FILS_DISCOVERY_ATTR",
    {
        1: "int_min" / Unit(U32, "TU"),
        2: "int_max" / Unit(U32, "TU"),
        3: "tmpl" / Binary,
    },
)
UNSOL_BCAST_PROBE_RESP = Attrs(
    "NL80211_UNSOL_BCAST_PROBE_RESP_ATTR",
    {
        1: "int" / Unit(U32, "TU"),
        2: "tmpl" / Binary,
    },
)
SAR_SPECS = Attrs(
    "NL80211_SAR_ATTR_SPECS",
    {
        1: "power" / Unit(S32, "0.25 dBm"),
        2: "range_index" / U32,
        3: "start_freq" / Unit(U32, "kHz"),
        4: "end_freq" / Unit(U32, "kHz"),
    },
)
SAR = Attrs(
    "NL80211_SAR_ATTR",
    {
        1: "type" / Enum(U32, SarType),
        2: "specs" / Indexed(SAR_SPECS),
    },
)
MBSSID_CONFIG = Attrs(
    "NL80211_MBSSID_CONFIG_ATTR",
    {
        1: "max_interfaces" / U8,
        2: "max_ema_profile_periodicity" / U8,
        3: "index" / U8,
        4: "tx_ifindex" / IfIndex,
        5: "ema" / Flag,
        6: "tx_link_id" / U8,
    },
)
WIPHY_RADIO_FREQ = Attrs(
    "NL80211_WIPHY_RADIO_FREQ_ATTR",
    {1: "start" / Unit(U32, "kHz"), 2: "end" / Unit(U32, "kHz")},
)
WIPHY_RADIO = Attrs(
    "NL80211_WIPHY_RADIO_ATTR",
    {
        1: "index" / U32,
        2: "freq_range" / Multi(Nest(WIPHY_RADIO_FREQ)),
        3: "interface_combination" / Multi(Nest(IFACE_COMB)),
        4: "antenna_mask" / Hex(U32),
        5: "rts_threshold" / U32,
    },
)
S1G_SHORT_BEACON = Attrs(
    "NL80211_S1G_SHORT_BEACON_ATTR", {1: "head" / Binary, 2: "tail" / Binary}
)
VENDOR_CMD = Struct("vendor_id" / Hex(U32), "subcmd" / U32)
