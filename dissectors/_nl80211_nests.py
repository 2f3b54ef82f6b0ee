"""Nests of nl80211: stations, bands, scans, mesh, keys (include/uapi/linux/nl80211.h)."""

from dissectors._nl80211_enums import (
    Ac,
    Band,
    BssCannotUse,
    BssScanWidth,
    BssStatus,
    BssUseFor,
    Cipher,
    CqmRssiEvent,
    DfsState,
    EhtGi,
    EhtLtf,
    EhtRuAlloc,
    HeGi,
    HeLtf,
    HeRuAlloc,
    Iftype,
    KeyMode,
    KeyType,
    MeshPowerMode,
    MpathFlag,
    PlinkState,
    RegRuleFlag,
    StaFlag,
    TidConfig,
    TxrateGi,
    TxRateSetting,
)
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
    Indexed,
    Mac,
    Nest,
    Pad,
    Struct,
    Unit,
)
from nlscope.spec.ieee80211 import Elements, Ssid

TXQ_STATS = Attrs(
    "NL80211_TXQ_STATS",
    {
        1: "backlog_bytes" / U32,
        2: "backlog_packets" / U32,
        3: "flows" / U32,
        4: "drops" / U32,
        5: "ecn_marks" / U32,
        6: "overlimit" / U32,
        7: "overmemory" / U32,
        8: "collisions" / U32,
        9: "tx_bytes" / U32,
        10: "tx_packets" / U32,
        11: "max_flows" / U32,
    },
)


RATE_INFO = Attrs(
    "NL80211_RATE_INFO",
    {
        1: "bitrate" / Unit(U16, "100 kbit/s"),
        2: "mcs" / U8,
        3: "40_mhz_width" / Flag,
        4: "short_gi" / Flag,
        5: "bitrate32" / Unit(U32, "100 kbit/s"),
        6: "vht_mcs" / U8,
        7: "vht_nss" / U8,
        8: "80_mhz_width" / Flag,
        9: "80p80_mhz_width" / Flag,
        10: "160_mhz_width" / Flag,
        11: "10_mhz_width" / Flag,
        12: "5_mhz_width" / Flag,
        13: "he_mcs" / U8,
        14: "he_nss" / U8,
        15: "he_gi" / Enum(U8, HeGi),
        16: "he_dcm" / U8,
        17: "he_ru_alloc" / Enum(U8, HeRuAlloc),
        18: "320_mhz_width" / Flag,
        19: "eht_mcs" / U8,
        20: "eht_nss" / U8,
        21: "eht_gi" / Enum(U8, EhtGi),
        22: "eht_ru_alloc" / Enum(U8, EhtRuAlloc),
        23: "s1g_mcs" / U8,
        24: "s1g_nss" / U8,
        25: "1_mhz_width" / Flag,
        26: "2_mhz_width" / Flag,
        27: "4_mhz_width" / Flag,
        28: "8_mhz_width" / Flag,
        29: "16_mhz_width" / Flag,
        30: "uhr_mcs" / U8,
        31: "uhr_elr" / Flag,
        32: "uhr_im" / Flag,
    },
)


STA_BSS_PARAM = Attrs(
    "NL80211_STA_BSS_PARAM",
    {
        1: "cts_prot" / Flag,
        2: "short_preamble" / Flag,
        3: "short_slot_time" / Flag,
        4: "dtim_period" / U8,
        5: "beacon_interval" / Unit(U16, "TU"),
    },
)


TID_STATS = Attrs(
    "NL80211_TID_STATS",
    {
        1: "rx_msdu" / U64,
        2: "tx_msdu" / U64,
        3: "tx_msdu_retries" / U64,
        4: "tx_msdu_failed" / U64,
        5: "pad" / Pad,
        6: "txq_stats" / Nest(TXQ_STATS),
    },
)


STA_FLAG_UPDATE = Struct("mask" / Flags(U32, StaFlag), "set" / Flags(U32, StaFlag))


STA_INFO = Attrs(
    "NL80211_STA_INFO",
    {
        1: "inactive_time" / Unit(U32, "ms"),
        2: "rx_bytes" / U32,
        3: "tx_bytes" / U32,
        4: "llid" / U16,
        5: "plid" / U16,
        6: "plink_state" / Enum(U8, PlinkState),
        7: "signal" / Unit(S8, "dBm"),
        8: "tx_bitrate" / Nest(RATE_INFO),
        9: "rx_packets" / U32,
        10: "tx_packets" / U32,
        11: "tx_retries" / U32,
        12: "tx_failed" / U32,
        13: "signal_avg" / Unit(S8, "dBm"),
        14: "rx_bitrate" / Nest(RATE_INFO),
        15: "bss_param" / Nest(STA_BSS_PARAM),
        16: "connected_time" / Unit(U32, "s"),
        17: "sta_flags" / STA_FLAG_UPDATE,
        18: "beacon_loss" / U32,
        19: "t_offset" / S64,
        20: "local_pm" / Enum(U32, MeshPowerMode),
        21: "peer_pm" / Enum(U32, MeshPowerMode),
        22: "nonpeer_pm" / Enum(U32, MeshPowerMode),
        23: "rx_bytes64" / U64,
        24: "tx_bytes64" / U64,
        25: "chain_signal" / Indexed(Unit(S8, "dBm")),
        26: "chain_signal_avg" / Indexed(Unit(S8, "dBm")),
        27: "expected_throughput" / Unit(U32, "kbit/s"),
        28: "rx_drop_misc" / U64,
        29: "beacon_rx" / U64,
        30: "beacon_signal_avg" / Unit(S8, "dBm"),
        31: "tid_stats" / Indexed(TID_STATS) * "by TID + 1, 17 for frames without QoS",
        32: "rx_duration" / Unit(U64, "us"),
        33: "pad" / Pad,
        34: "ack_signal" / Unit(S8, "dBm"),
        35: "ack_signal_avg" / Unit(S8, "dBm"),
        36: "rx_mpdus" / U32,
        37: "fcs_error_count" / U32,
        38: "connected_to_gate" / U8,
        39: "tx_duration" / Unit(U64, "us"),
        40: "airtime_weight" / U16,
        41: "airtime_link_metric" / U32,
        42: "assoc_at_boottime" / Unit(U64, "ns"),
        43: "connected_to_as" / U8,
    },
)


MPATH_INFO = Attrs(
    "NL80211_MPATH_INFO",
    {
        1: "frame_qlen" / U32,
        2: "sn" / U32,
        3: "metric" / U32,
        4: "exptime" / Unit(U32, "ms"),
        5: "flags" / Flags(U8, MpathFlag),
        6: "discovery_timeout" / Unit(U32, "ms"),
        7: "discovery_retries" / U8,
        8: "hop_count" / U8,
        9: "path_change" / U32,
    },
)


_IFTYPE_NAMES = {n: name.lower() for n, name in Iftype.names.items() if n}
IFTYPES = Attrs("NL80211_IFTYPE", {n: name / Flag for n, name in _IFTYPE_NAMES.items()})


BAND_IFTYPE = Attrs(
    "NL80211_BAND_IFTYPE_ATTR",
    {
        1: "iftypes" / Nest(IFTYPES),
        2: "he_cap_mac" / Binary,
        3: "he_cap_phy" / Binary,
        4: "he_cap_mcs_set" / Binary,
        5: "he_cap_ppe" / Binary,
        6: "he_6ghz_capa" / Hex(U16),
        7: "vendor_elems" / Elements,
        8: "eht_cap_mac" / Binary,
        9: "eht_cap_phy" / Binary,
        10: "eht_cap_mcs_set" / Binary,
        11: "eht_cap_ppe" / Binary,
        12: "uhr_cap_mac" / Binary,
        13: "uhr_cap_phy" / Binary,
    },
)


WMMR = Attrs(
    "NL80211_WMMR",
    {
        1: "cw_min" / U16,
        2: "cw_max" / U16,
        3: "aifsn" / U8,
        4: "txop" / U16,
    },
)


FREQUENCY = Attrs(
    "NL80211_FREQUENCY_ATTR",
    {
        1: "freq" / Unit(U32, "MHz"),
        2: "disabled" / Flag,
        3: "no_ir" / Flag,
        4: "no_ibss" / Flag * "the same as no_ir, for old programs",
        5: "radar" / Flag,
        6: "max_tx_power" / Unit(U32, "mBm"),
        7: "dfs_state" / Enum(U32, DfsState),
        8: "dfs_time" / Unit(U32, "ms"),
        9: "no_ht40_minus" / Flag,
        10: "no_ht40_plus" / Flag,
        11: "no_80mhz" / Flag,
        12: "no_160mhz" / Flag,
        13: "dfs_cac_time" / Unit(U32, "ms"),
        14: "indoor_only" / Flag,
        15: "ir_concurrent" / Flag,
        16: "no_20mhz" / Flag,
        17: "no_10mhz" / Flag,
        18: "wmm" / Indexed(WMMR),
        19: "no_he" / Flag,
        20: "offset" / Unit(U32, "kHz"),
        21: "1mhz" / Flag,
        22: "2mhz" / Flag,
        23: "4mhz" / Flag,
        24: "8mhz" / Flag,
        25: "16mhz" / Flag,
        26: "no_320mhz" / Flag,
        27: "no_eht" / Flag,
        28: "psd" / Unit(S8, "dBm"),
        29: "dfs_concurrent" / Flag,
        30: "no_6ghz_vlp_client" / Flag,
        31: "no_6ghz_afc_client" / Flag,
        32: "can_monitor" / Flag,
        33: "allow_6ghz_vlp_ap" / Flag,
        34: "allow_20mhz_activity" / Flag,
        35: "no_4mhz" / Flag,
        36: "no_8mhz" / Flag,
        37: "no_16mhz" / Flag,
        38: "s1g_no_primary" / Flag,
        39: "no_uhr" / Flag,
        40: "cac_start_time" / Unit(U64, "ns"),
        41: "pad" / Pad,
    },
    irregular={"no_ibss": "__NL80211_FREQUENCY_ATTR_NO_IBSS"},
)


BITRATE = Attrs(
    "NL80211_BITRATE_ATTR",
    {
        1: "rate" / Unit(U32, "100 kbit/s"),
        2: "2ghz_shortpreamble" / Flag,
    },
)


BAND = Attrs(
    "NL80211_BAND_ATTR",
    {
        1: "freqs" / Indexed(FREQUENCY),
        2: "rates" / Indexed(BITRATE),
        3: "ht_mcs_set" / Bytes(16),
        4: "ht_capa" / Hex(U16),
        5: "ht_ampdu_factor" / U8,
        6: "ht_ampdu_density" / U8,
        7: "vht_mcs_set" / Bytes(8),
        8: "vht_capa" / Hex(U32),
        9: "iftype_data" / Indexed(BAND_IFTYPE),
        10: "edmg_channels" / U8,
        11: "edmg_bw_config" / U8,
        12: "s1g_mcs_nss_set" / Bytes(5),
        13: "s1g_capa" / Bytes(10),
    },
)


BANDS = Attrs(
    "NL80211_BAND",
    {
        0: "2ghz" / Nest(BAND),
        1: "5ghz" / Nest(BAND),
        2: "60ghz" / Nest(BAND),
        3: "6ghz" / Nest(BAND),
        4: "s1ghz" / Nest(BAND),
        5: "lc" / Nest(BAND),
    },
)


REG_RULE = Attrs(
    "NL80211_ATTR",
    {
        1: "reg_rule_flags" / Flags(U32, RegRuleFlag),
        2: "freq_range_start" / Unit(U32, "kHz"),
        3: "freq_range_end" / Unit(U32, "kHz"),
        4: "freq_range_max_bw" / Unit(U32, "kHz"),
        5: "power_rule_max_ant_gain" / Unit(U32, "mBi"),
        6: "power_rule_max_eirp" / Unit(U32, "mBm"),
        7: "dfs_cac_time" / Unit(U32, "ms"),
        8: "power_rule_psd" / Unit(S8, "dBm"),
    },
)


RSSI_ADJUST = Struct("band" / Enum(U8, Band), "delta" / Unit(S8, "dB"))


SCHED_SCAN_MATCH = Attrs(
    "NL80211_SCHED_SCAN_MATCH_ATTR",
    {
        1: "ssid" / Ssid,
        2: "rssi" / Unit(S32, "dBm"),
        3: "relative_rssi" / Flag,
        4: "rssi_adjust" / RSSI_ADJUST,
        5: "bssid" / Mac,
    },
)


SURVEY_INFO = Attrs(
    "NL80211_SURVEY_INFO",
    {
        1: "frequency" / Unit(U32, "MHz"),
        2: "noise" / Unit(S8, "dBm"),
        3: "in_use" / Flag,
        4: "time" / Unit(U64, "ms"),
        5: "time_busy" / Unit(U64, "ms"),
        6: "time_ext_busy" / Unit(U64, "ms"),
        7: "time_rx" / Unit(U64, "ms"),
        8: "time_tx" / Unit(U64, "ms"),
        9: "time_scan" / Unit(U64, "ms"),
        10: "pad" / Pad,
        11: "time_bss_rx" / Unit(U64, "ms"),
        12: "frequency_offset" / Unit(U32, "kHz"),
    },
)


MNTR_FLAGS = Attrs(
    "NL80211_MNTR_FLAG",
    {
        1: "fcsfail" / Flag,
        2: "plcpfail" / Flag,
        3: "control" / Flag,
        4: "other_bss" / Flag,
        5: "cook_frames" / Flag,
        6: "active" / Flag,
        7: "skip_tx" / Flag,
    },
)


MESHCONF = Attrs(
    "NL80211_MESHCONF",
    {
        1: "retry_timeout" / Unit(U16, "ms"),
        2: "confirm_timeout" / Unit(U16, "ms"),
        3: "holding_timeout" / Unit(U16, "ms"),
        4: "max_peer_links" / U16,
        5: "max_retries" / U8,
        6: "ttl" / U8,
        7: "auto_open_plinks" / U8,
        8: "hwmp_max_preq_retries" / U8,
        9: "path_refresh_time" / Unit(U32, "ms"),
        10: "min_discovery_timeout" / Unit(U16, "ms"),
        11: "hwmp_active_path_timeout" / Unit(U32, "TU"),
        12: "hwmp_preq_min_interval" / Unit(U16, "TU"),
        13: "hwmp_net_diam_trvs_time" / Unit(U16, "TU"),
        14: "hwmp_rootmode" / U8,
        15: "element_ttl" / U8,
        16: "hwmp_rann_interval" / Unit(U16, "TU"),
        17: "gate_announcements" / U8,
        18: "hwmp_perr_min_interval" / Unit(U16, "TU"),
        19: "forwarding" / U8,
        20: "rssi_threshold" / Unit(S32, "dBm"),
        21: "sync_offset_max_neighbor" / U32,
        22: "ht_opmode" / Hex(U16),
        23: "hwmp_path_to_root_timeout" / Unit(U32, "TU"),
        24: "hwmp_root_interval" / Unit(U16, "TU"),
        25: "hwmp_confirmation_interval" / Unit(U16, "TU"),
        26: "power_mode" / Enum(U32, MeshPowerMode),
        27: "awake_window" / Unit(U16, "TU"),
        28: "plink_timeout" / Unit(U32, "s"),
        29: "connected_to_gate" / U8,
        30: "nolearn" / U8,
        31: "connected_to_as" / U8,
    },
)


MESH_SETUP = Attrs(
    "NL80211_MESH_SETUP",
    {
        1: "enable_vendor_path_sel" / U8,
        2: "enable_vendor_metric" / U8,
        3: "ie" / Elements,
        4: "userspace_auth" / Flag,
        5: "userspace_ampe" / Flag,
        6: "enable_vendor_sync" / U8,
        7: "userspace_mpm" / Flag,
        8: "auth_protocol" / U8,
    },
)


TXQ = Attrs(
    "NL80211_TXQ_ATTR",
    {
        1: "ac" / Enum(U8, Ac),
        2: "txop" / Unit(U16, "32 us"),
        3: "cwmin" / U16,
        4: "cwmax" / U16,
        5: "aifs" / U8,
    },
)


BSS = Attrs(
    "NL80211_BSS",
    {
        1: "bssid" / Mac,
        2: "frequency" / Unit(U32, "MHz"),
        3: "tsf" / Unit(U64, "us"),
        4: "beacon_interval" / Unit(U16, "TU"),
        5: "capability" / Hex(U16),
        6: "information_elements" / Elements,
        7: "signal_mbm" / Unit(S32, "mBm"),
        8: "signal_unspec" / Unit(U8, "%"),
        9: "status" / Enum(U32, BssStatus),
        10: "seen_ms_ago" / Unit(U32, "ms"),
        11: "beacon_ies" / Elements,
        12: "chan_width" / Enum(U32, BssScanWidth),
        13: "beacon_tsf" / Unit(U64, "us"),
        14: "presp_data" / Flag,
        15: "last_seen_boottime" / Unit(U64, "ns"),
        16: "pad" / Pad,
        17: "parent_tsf" / Unit(U64, "us"),
        18: "parent_bssid" / Mac,
        19: "chain_signal" / Indexed(Unit(S8, "dBm")),
        20: "frequency_offset" / Unit(U32, "kHz"),
        21: "mlo_link_id" / U8,
        22: "mld_addr" / Mac,
        23: "use_for" / Flags(U32, BssUseFor),
        24: "cannot_use_reasons" / Flags(U64, BssCannotUse),
    },
)


KEY_DEFAULT_TYPES = Attrs(
    "NL80211_KEY_DEFAULT_TYPE",
    {
        1: "unicast" / Flag,
        2: "multicast" / Flag,
    },
)


KEY = Attrs(
    "NL80211_KEY",
    {
        1: "data" / Binary * "secret",
        2: "idx" / U8,
        3: "cipher" / Enum(U32, Cipher),
        4: "seq" / Binary,
        5: "default" / Flag,
        6: "default_mgmt" / Flag,
        7: "type" / Enum(U32, KeyType),
        8: "default_types" / Nest(KEY_DEFAULT_TYPES),
        9: "mode" / Enum(U8, KeyMode),
        10: "default_beacon" / Flag,
    },
)


NSS_MCS = Array(Hex(U16))


TXRATE = Attrs(
    "NL80211_TXRATE",
    {
        1: "legacy" / Array(Unit(U8, "500 kbit/s")),
        2: "ht" / Array(U8),
        3: "vht" / NSS_MCS,
        4: "gi" / Enum(U8, TxrateGi),
        5: "he" / NSS_MCS,
        6: "he_gi" / Enum(U8, HeGi),
        7: "he_ltf" / Enum(U8, HeLtf),
        8: "eht" / NSS_MCS,
        9: "eht_gi" / Enum(U8, EhtGi),
        10: "eht_ltf" / Enum(U8, EhtLtf),
    },
)


TX_RATES = Attrs(
    "NL80211_BAND",
    {
        0: "2ghz" / Nest(TXRATE),
        1: "5ghz" / Nest(TXRATE),
        2: "60ghz" / Nest(TXRATE),
        3: "6ghz" / Nest(TXRATE),
        4: "s1ghz" / Nest(TXRATE),
        5: "lc" / Nest(TXRATE),
    },
)


CQM = Attrs(
    "NL80211_ATTR_CQM",
    {
        1: "rssi_thold" / Array(Unit(S32, "dBm")),
        2: "rssi_hyst" / Unit(U32, "dB"),
        3: "rssi_threshold_event" / Enum(U32, CqmRssiEvent),
        4: "pkt_loss_event" / U32,
        5: "txe_rate" / Unit(U32, "%"),
        6: "txe_pkts" / U32,
        7: "txe_intvl" / Unit(U32, "s"),
        8: "beacon_loss_event" / Flag,
        9: "rssi_level" / Unit(S32, "dBm"),
    },
)


TID_CONFIG = Attrs(
    "NL80211_TID_CONFIG_ATTR",
    {
        1: "pad" / Pad,
        2: "vif_supp" / Hex(U64),
        3: "peer_supp" / Hex(U64),
        4: "override" / Flag,
        5: "tids" / Hex(U16),
        6: "noack" / Enum(U8, TidConfig),
        7: "retry_short" / U8,
        8: "retry_long" / U8,
        9: "ampdu_ctrl" / Enum(U8, TidConfig),
        10: "rtscts_ctrl" / Enum(U8, TidConfig),
        11: "amsdu_ctrl" / Enum(U8, TidConfig),
        12: "tx_rate_type" / Enum(U8, TxRateSetting),
        13: "tx_rate" / Nest(TX_RATES),
    },
)
