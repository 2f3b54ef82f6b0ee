"""nl80211, wireless devices (include/uapi/linux/nl80211.h, kernel 7.2)."""

from dissectors._nl80211_enums import (
    AclPolicy,
    Akm,
    ApSettings,
    ApSmeFeature,
    AuthType,
    Band,
    ChannelType,
    ChanWidth,
    Cipher,
    ConnFailedReason,
    CritProto,
    DfsRegion,
    ExternalAuth,
    ExtFeature,
    Feature,
    HiddenSsid,
    Iftype,
    KeyType,
    MeshPowerMode,
    Mfp,
    PlinkAction,
    PlinkState,
    PmsrFtmReqType,
    ProbeRespOffload,
    ProtocolFeature,
    PsState,
    RadarEvent,
    RegInitiator,
    RegType,
    RxmgmtFlag,
    SaePwe,
    ScanFlag,
    SmpsMode,
    StaFlag,
    TdlsOperation,
    TdlsPeer,
    TimeoutReason,
    TxPowerSetting,
    UserRegHint,
    WpaVersion,
)
from dissectors._nl80211_nests import (
    BANDS,
    BSS,
    BSS_PARAM,
    CQM,
    FREQUENCY,
    IFTYPES,
    KEY,
    KEY_DEFAULT_TYPES,
    MESH_SETUP,
    MESHCONF,
    MNTR_FLAGS,
    MPATH_INFO,
    REG_RULE,
    RSSI_ADJUST,
    SCHED_SCAN_MATCH,
    STA_FLAG_UPDATE,
    STA_INFO,
    SURVEY_INFO,
    TID_CONFIG,
    TX_RATES,
    TXQ,
    TXQ_STATS,
)
from dissectors._nl80211_offload import (
    BSS_SELECT,
    COALESCE_RULE,
    COALESCE_SUPPORT,
    FILS_DISCOVERY,
    FTM_RESP,
    FTM_STATS,
    HE_BSS_COLOR,
    HE_OBSS_PD,
    IFACE_COMB,
    IFTYPE_AKM,
    MBSSID_CONFIG,
    NAN_CAPA,
    NAN_CONF,
    NAN_FUNC,
    NAN_MATCH,
    NAN_PEER_MAP,
    PKTPAT,
    PMKSA_CANDIDATE,
    PMSR_CAPA_TYPES,
    PMSR_REQ,
    PMSR_RESP,
    REKEY_DATA,
    S1G_SHORT_BEACON,
    SAR,
    SCHED_SCAN_PLAN,
    STA_WME,
    UNSOL_BCAST_PROBE_RESP,
    VENDOR_CMD,
    WIPHY_RADIO,
    WOWLAN_SUPPORT,
    WOWLAN_TCP,
)
from nlscope.spec import (
    S8,
    S16,
    S32,
    U8,
    U16,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Each,
    Enum,
    Flag,
    Flags,
    Genl,
    Hex,
    IfIndex,
    Indexed,
    Mac,
    Multi,
    Nest,
    Pad,
    Say,
    Secret,
    Select,
    Str,
    Unit,
)
from nlscope.spec.capabilities import HtCapability, VhtCapability
from nlscope.spec.frame80211 import eapol, frame, ssid, subtype
from nlscope.spec.ieee80211 import BitArray, Elements, Ssid


class Cmd(Constants, prefix="NL80211_CMD"):
    GET_WIPHY = 1
    SET_WIPHY = 2
    NEW_WIPHY = 3
    DEL_WIPHY = 4
    GET_INTERFACE = 5
    SET_INTERFACE = 6
    NEW_INTERFACE = 7
    DEL_INTERFACE = 8
    GET_KEY = 9
    SET_KEY = 10
    NEW_KEY = 11
    DEL_KEY = 12
    GET_BEACON = 13
    SET_BEACON = 14
    START_AP = 15
    NEW_BEACON = 15
    STOP_AP = 16
    DEL_BEACON = 16
    GET_STATION = 17
    SET_STATION = 18
    NEW_STATION = 19
    DEL_STATION = 20
    GET_MPATH = 21
    SET_MPATH = 22
    NEW_MPATH = 23
    DEL_MPATH = 24
    SET_BSS = 25
    SET_REG = 26
    REQ_SET_REG = 27
    GET_MESH_CONFIG = 28
    SET_MESH_CONFIG = 29
    SET_MGMT_EXTRA_IE = 30
    GET_REG = 31
    GET_SCAN = 32
    TRIGGER_SCAN = 33
    NEW_SCAN_RESULTS = 34
    SCAN_ABORTED = 35
    REG_CHANGE = 36
    AUTHENTICATE = 37
    ASSOCIATE = 38
    DEAUTHENTICATE = 39
    DISASSOCIATE = 40
    MICHAEL_MIC_FAILURE = 41
    REG_BEACON_HINT = 42
    JOIN_IBSS = 43
    LEAVE_IBSS = 44
    TESTMODE = 45
    CONNECT = 46
    ROAM = 47
    DISCONNECT = 48
    SET_WIPHY_NETNS = 49
    GET_SURVEY = 50
    NEW_SURVEY_RESULTS = 51
    SET_PMKSA = 52
    DEL_PMKSA = 53
    FLUSH_PMKSA = 54
    REMAIN_ON_CHANNEL = 55
    CANCEL_REMAIN_ON_CHANNEL = 56
    SET_TX_BITRATE_MASK = 57
    REGISTER_FRAME = 58
    REGISTER_ACTION = 58
    FRAME = 59
    ACTION = 59
    FRAME_TX_STATUS = 60
    ACTION_TX_STATUS = 60
    SET_POWER_SAVE = 61
    GET_POWER_SAVE = 62
    SET_CQM = 63
    NOTIFY_CQM = 64
    SET_CHANNEL = 65
    SET_WDS_PEER = 66
    FRAME_WAIT_CANCEL = 67
    JOIN_MESH = 68
    LEAVE_MESH = 69
    UNPROT_DEAUTHENTICATE = 70
    UNPROT_DISASSOCIATE = 71
    NEW_PEER_CANDIDATE = 72
    GET_WOWLAN = 73
    SET_WOWLAN = 74
    START_SCHED_SCAN = 75
    STOP_SCHED_SCAN = 76
    SCHED_SCAN_RESULTS = 77
    SCHED_SCAN_STOPPED = 78
    SET_REKEY_OFFLOAD = 79
    PMKSA_CANDIDATE = 80
    TDLS_OPER = 81
    TDLS_MGMT = 82
    UNEXPECTED_FRAME = 83
    PROBE_CLIENT = 84
    REGISTER_BEACONS = 85
    UNEXPECTED_4ADDR_FRAME = 86
    SET_NOACK_MAP = 87
    CH_SWITCH_NOTIFY = 88
    START_P2P_DEVICE = 89
    STOP_P2P_DEVICE = 90
    CONN_FAILED = 91
    SET_MCAST_RATE = 92
    SET_MAC_ACL = 93
    RADAR_DETECT = 94
    GET_PROTOCOL_FEATURES = 95
    UPDATE_FT_IES = 96
    FT_EVENT = 97
    CRIT_PROTOCOL_START = 98
    CRIT_PROTOCOL_STOP = 99
    GET_COALESCE = 100
    SET_COALESCE = 101
    CHANNEL_SWITCH = 102
    VENDOR = 103
    SET_QOS_MAP = 104
    ADD_TX_TS = 105
    DEL_TX_TS = 106
    GET_MPP = 107
    JOIN_OCB = 108
    LEAVE_OCB = 109
    CH_SWITCH_STARTED_NOTIFY = 110
    TDLS_CHANNEL_SWITCH = 111
    TDLS_CANCEL_CHANNEL_SWITCH = 112
    WIPHY_REG_CHANGE = 113
    ABORT_SCAN = 114
    START_NAN = 115
    STOP_NAN = 116
    ADD_NAN_FUNCTION = 117
    DEL_NAN_FUNCTION = 118
    CHANGE_NAN_CONFIG = 119
    NAN_MATCH = 120
    SET_MULTICAST_TO_UNICAST = 121
    UPDATE_CONNECT_PARAMS = 122
    SET_PMK = 123
    DEL_PMK = 124
    PORT_AUTHORIZED = 125
    RELOAD_REGDB = 126
    EXTERNAL_AUTH = 127
    STA_OPMODE_CHANGED = 128
    CONTROL_PORT_FRAME = 129
    GET_FTM_RESPONDER_STATS = 130
    PEER_MEASUREMENT_START = 131
    PEER_MEASUREMENT_RESULT = 132
    PEER_MEASUREMENT_COMPLETE = 133
    NOTIFY_RADAR = 134
    UPDATE_OWE_INFO = 135
    PROBE_MESH_LINK = 136
    SET_TID_CONFIG = 137
    UNPROT_BEACON = 138
    CONTROL_PORT_FRAME_TX_STATUS = 139
    SET_SAR_SPECS = 140
    OBSS_COLOR_COLLISION = 141
    COLOR_CHANGE_REQUEST = 142
    COLOR_CHANGE_STARTED = 143
    COLOR_CHANGE_ABORTED = 144
    COLOR_CHANGE_COMPLETED = 145
    SET_FILS_AAD = 146
    ASSOC_COMEBACK = 147
    ADD_LINK = 148
    REMOVE_LINK = 149
    ADD_LINK_STA = 150
    MODIFY_LINK_STA = 151
    REMOVE_LINK_STA = 152
    SET_HW_TIMESTAMP = 153
    LINKS_REMOVED = 154
    SET_TID_TO_LINK_MAPPING = 155
    ASSOC_MLO_RECONF = 156
    EPCS_CFG = 157
    NAN_NEXT_DW_NOTIFICATION = 158
    NAN_CLUSTER_JOINED = 159
    INCUMBENT_SIGNAL_DETECT = 160
    NAN_SET_LOCAL_SCHED = 161
    NAN_SCHED_UPDATE_DONE = 162
    NAN_SET_PEER_SCHED = 163
    NAN_ULW_UPDATE = 164
    NAN_CHANNEL_EVAC = 165
    START_PD = 166
    STOP_PD = 167


STA_FLAGS = Attrs(
    "NL80211_STA_FLAG",
    {bits.bit_length() - 1: n.lower() / Flag for bits, n in StaFlag.names.items()},
)
FRAME_TYPE = Attrs("NL80211_ATTR", {101: "frame_type" / Multi(Hex(U16))})
FRAME_TYPES = Attrs(
    "NL80211_IFTYPE",
    {n: name.lower() / Nest(FRAME_TYPE) for n, name in Iftype.names.items()},
)
SCAN_SUPP_RATES = Attrs(
    "NL80211_BAND",
    {n: f"{name.lower()}" / Array(U8) for n, name in Band.names.items()},
)

ATTRS: Attrs = Attrs(
    "NL80211_ATTR",
    {
        1: "wiphy" / Unit(U32, "phy"),
        2: "wiphy_name" / Str,
        3: "ifindex" / IfIndex,
        4: "ifname" / Str,
        5: "iftype" / Enum(U32, Iftype),
        6: "mac" / Mac,
        7: "key_data" / Secret(Binary),
        8: "key_idx" / U8,
        9: "key_cipher" / Enum(U32, Cipher),
        10: "key_seq" / Binary,
        11: "key_default" / Flag,
        12: "beacon_interval" / Unit(U32, "TU"),
        13: "dtim_period" / U32,
        14: "beacon_head" / Binary,
        15: "beacon_tail" / Elements,
        16: "sta_aid" / U16,
        17: "sta_flags" / Nest(STA_FLAGS),
        18: "sta_listen_interval" / U16,
        19: "sta_supported_rates" / Array(Unit(U8, "500 kbit/s")),
        20: "sta_vlan" / IfIndex,
        21: "sta_info" / Nest(STA_INFO),
        22: "wiphy_bands" / Nest(BANDS),
        23: "mntr_flags" / Nest(MNTR_FLAGS),
        24: "mesh_id" / Ssid,
        25: "sta_plink_action" / Enum(U8, PlinkAction),
        26: "mpath_next_hop" / Mac,
        27: "mpath_info" / Nest(MPATH_INFO),
        28: "bss_cts_prot" / U8,
        29: "bss_short_preamble" / U8,
        30: "bss_short_slot_time" / U8,
        31: "ht_capability" / HtCapability,
        32: "supported_iftypes" / Nest(IFTYPES),
        33: "reg_alpha2" / Str,
        34: "reg_rules" / Indexed(REG_RULE),
        35: "mesh_config" / Nest(MESHCONF),
        36: "bss_basic_rates" / Array(Unit(U8, "500 kbit/s")),
        37: "wiphy_txq_params" / Indexed(TXQ),
        38: "wiphy_freq" / Unit(U32, "MHz"),
        39: "wiphy_channel_type" / Enum(U32, ChannelType),
        40: "key_default_mgmt" / Flag,
        41: "mgmt_subtype" / U8,
        42: "ie" / Elements,
        43: "max_num_scan_ssids" / U8,
        44: "scan_frequencies" / Indexed(Unit(U32, "MHz")),
        45: "scan_ssids" / Indexed(Ssid),
        46: "generation" / U32,
        47: "bss" / Nest(BSS),
        48: "reg_initiator" / Enum(U8, RegInitiator),
        49: "reg_type" / Enum(U8, RegType),
        50: "supported_commands" / Indexed(Enum(U32, Cmd)),
        51: "frame" / Binary * "802.11 frame from its header on, without FCS",
        52: "ssid" / Ssid,
        53: "auth_type" / Enum(U32, AuthType),
        54: "reason_code" / U16,
        55: "key_type" / Enum(U32, KeyType),
        56: "max_scan_ie_len" / U16,
        57: "cipher_suites" / Array(Enum(U32, Cipher)),
        58: "freq_before" / Nest(FREQUENCY),
        59: "freq_after" / Nest(FREQUENCY),
        60: "freq_fixed" / Flag,
        61: "wiphy_retry_short" / U8,
        62: "wiphy_retry_long" / U8,
        63: "wiphy_frag_threshold" / U32,
        64: "wiphy_rts_threshold" / U32,
        65: "timed_out" / Flag,
        66: "use_mfp" / Enum(U32, Mfp),
        67: "sta_flags2" / STA_FLAG_UPDATE,
        68: "control_port" / Flag,
        69: "testdata" / Binary,
        70: "privacy" / Flag,
        71: "disconnected_by_ap" / Flag,
        72: "status_code" / U16,
        73: "cipher_suites_pairwise" / Array(Enum(U32, Cipher)),
        74: "cipher_suite_group" / Enum(U32, Cipher),
        75: "wpa_versions" / Flags(U32, WpaVersion),
        76: "akm_suites" / Array(Enum(U32, Akm)),
        77: "req_ie" / Elements,
        78: "resp_ie" / Elements,
        79: "prev_bssid" / Mac,
        80: "key" / Nest(KEY),
        81: "keys" / Indexed(KEY),
        82: "pid" / Unit(U32, "pid"),
        83: "4addr" / U8,
        84: "survey_info" / Nest(SURVEY_INFO),
        85: "pmkid" / Bytes(16),
        86: "max_num_pmkids" / U8,
        87: "duration" / Unit(U32, "ms"),
        88: "cookie" / Hex(U64),
        89: "wiphy_coverage_class" / U8,
        90: "tx_rates" / Nest(TX_RATES),
        91: "frame_match" / Binary,
        92: "ack" / Flag,
        93: "ps_state" / Enum(U32, PsState),
        94: "cqm" / Nest(CQM),
        95: "local_state_change" / Flag,
        96: "ap_isolate" / U8,
        97: "wiphy_tx_power_setting" / Enum(U32, TxPowerSetting),
        98: "wiphy_tx_power_level" / Unit(S32, "mBm"),
        99: "tx_frame_types" / Nest(FRAME_TYPES),
        100: "rx_frame_types" / Nest(FRAME_TYPES),
        101: "frame_type" / Hex(U16),
        102: "control_port_ethertype" / Select("cmd", {"NEW_WIPHY": Flag}, Hex(U16)),
        103: "control_port_no_encrypt" / Flag,
        104: "support_ibss_rsn" / Flag,
        105: "wiphy_antenna_tx" / Hex(U32),
        106: "wiphy_antenna_rx" / Hex(U32),
        107: "mcast_rate" / Unit(U32, "100 kbit/s"),
        108: "offchannel_tx_ok" / Flag,
        109: "bss_ht_opmode" / Hex(U16),
        110: "key_default_types" / Nest(KEY_DEFAULT_TYPES),
        111: "max_remain_on_channel_duration" / Unit(U32, "ms"),
        112: "mesh_setup" / Nest(MESH_SETUP),
        113: "wiphy_antenna_avail_tx" / Hex(U32),
        114: "wiphy_antenna_avail_rx" / Hex(U32),
        115: "support_mesh_auth" / Flag,
        116: "sta_plink_state" / Enum(U8, PlinkState),
        117: "wowlan_triggers" / Nest(lambda: WOWLAN),
        118: "wowlan_triggers_supported" / Nest(WOWLAN_SUPPORT),
        119: "sched_scan_interval" / Unit(U32, "ms"),
        120: "interface_combinations" / Indexed(IFACE_COMB),
        121: "software_iftypes" / Nest(IFTYPES),
        122: "rekey_data" / Nest(REKEY_DATA),
        123: "max_num_sched_scan_ssids" / U8,
        124: "max_sched_scan_ie_len" / U16,
        125: "scan_supp_rates" / Nest(SCAN_SUPP_RATES),
        126: "hidden_ssid" / Enum(U32, HiddenSsid),
        127: "ie_probe_resp" / Elements,
        128: "ie_assoc_resp" / Elements,
        129: "sta_wme" / Nest(STA_WME),
        130: "support_ap_uapsd" / Flag,
        131: "roam_support" / Flag,
        132: "sched_scan_match" / Indexed(SCHED_SCAN_MATCH),
        133: "max_match_sets" / U8,
        134: "pmksa_candidate" / Nest(PMKSA_CANDIDATE),
        135: "tx_no_cck_rate" / Flag,
        136: "tdls_action" / U8,
        137: "tdls_dialog_token" / U8,
        138: "tdls_operation" / Enum(U8, TdlsOperation),
        139: "tdls_support" / Flag,
        140: "tdls_external_setup" / Flag,
        141: "device_ap_sme" / Flags(U32, ApSmeFeature),
        142: "dont_wait_for_ack" / Flag,
        143: "feature_flags" / Flags(U32, Feature),
        144: "probe_resp_offload" / Flags(U32, ProbeRespOffload),
        145: "probe_resp" / Binary,
        146: "dfs_region" / Enum(U8, DfsRegion),
        147: "disable_ht" / Flag,
        148: "ht_capability_mask" / HtCapability,
        149: "noack_map" / Hex(U16),
        150: "inactivity_timeout" / Unit(U16, "s"),
        151: "rx_signal_dbm" / Unit(S32, "dBm"),
        152: "bg_scan_period" / Unit(U16, "s"),
        153: "wdev" / Hex(U64),
        154: "user_reg_hint_type" / Enum(U32, UserRegHint),
        155: "conn_failed_reason" / Enum(U32, ConnFailedReason),
        156: "auth_data" / Binary,
        157: "vht_capability" / VhtCapability,
        158: "scan_flags" / Flags(U32, ScanFlag),
        159: "channel_width" / Enum(U32, ChanWidth),
        160: "center_freq1" / Unit(U32, "MHz"),
        161: "center_freq2" / Unit(U32, "MHz"),
        162: "p2p_ctwindow" / Unit(U8, "TU"),
        163: "p2p_oppps" / U8,
        164: "local_mesh_power_mode" / Enum(U32, MeshPowerMode),
        165: "acl_policy" / Enum(U32, AclPolicy),
        166: "mac_addrs" / Indexed(Mac),
        167: "mac_acl_max" / U32,
        168: "radar_event" / Enum(U32, RadarEvent),
        169: "ext_capa" / Binary,
        170: "ext_capa_mask" / Binary,
        171: "sta_capability" / Hex(U16),
        172: "sta_ext_capability" / Binary,
        173: "protocol_features" / Flags(U32, ProtocolFeature),
        174: "split_wiphy_dump" / Flag,
        175: "disable_vht" / Flag,
        176: "vht_capability_mask" / VhtCapability,
        177: "mdid" / Hex(U16),
        178: "ie_ric" / Elements,
        179: "crit_prot_id" / Enum(U16, CritProto),
        180: "max_crit_prot_duration" / Unit(U16, "ms"),
        181: "peer_aid" / U16,
        182: "coalesce_rule"
        / Select("cmd", {"NEW_WIPHY": COALESCE_SUPPORT}, Indexed(COALESCE_RULE)),
        183: "ch_switch_count" / U32,
        184: "ch_switch_block_tx" / Flag,
        185: "csa_ies" / Nest(lambda: ATTRS),
        186: "cntdwn_offs_beacon" / Array(U16),
        187: "cntdwn_offs_presp" / Array(U16),
        188: "rxmgmt_flags" / Flags(U32, RxmgmtFlag),
        189: "sta_supported_channels" / Array(U8),
        190: "sta_supported_oper_classes" / Array(U8),
        191: "handle_dfs" / Flag,
        192: "support_5_mhz" / Flag,
        193: "support_10_mhz" / Flag,
        194: "opmode_notif" / U8,
        195: "vendor_id" / Hex(U32),
        196: "vendor_subcmd" / U32,
        197: "vendor_data" / Select("cmd", {"NEW_WIPHY": Indexed(VENDOR_CMD)}, Binary),
        198: "vendor_events" / Indexed(VENDOR_CMD),
        199: "qos_map" / Binary,
        200: "mac_hint" / Mac,
        201: "wiphy_freq_hint" / Unit(U32, "MHz"),
        202: "max_ap_assoc_sta" / U32,
        203: "tdls_peer_capability" / Flags(U32, TdlsPeer),
        204: "socket_owner" / Flag,
        205: "csa_c_offsets_tx" / Array(U16),
        206: "max_csa_counters" / U8,
        207: "tdls_initiator" / Flag,
        208: "use_rrm" / Flag,
        209: "wiphy_dyn_ack" / Flag,
        210: "tsid" / U8,
        211: "user_prio" / U8,
        212: "admitted_time" / Unit(U16, "32 us"),
        213: "smps_mode" / Enum(U8, SmpsMode),
        214: "oper_class" / U8,
        215: "mac_mask" / Mac,
        216: "wiphy_self_managed_reg" / Flag,
        217: "ext_features" / BitArray(ExtFeature),
        218: "survey_radio_stats" / Flag,
        219: "netns_fd" / U32,
        220: "sched_scan_delay" / Unit(U32, "s"),
        221: "reg_indoor" / Flag,
        222: "max_num_sched_scan_plans" / U32,
        223: "max_scan_plan_interval" / Unit(U32, "s"),
        224: "max_scan_plan_iterations" / U32,
        225: "sched_scan_plans" / Indexed(SCHED_SCAN_PLAN),
        226: "pbss" / Flag,
        227: "bss_select" / Nest(BSS_SELECT),
        228: "sta_support_p2p_ps" / U8,
        229: "pad" / Pad,
        230: "iftype_ext_capa" / Indexed(lambda: ATTRS),
        231: "mu_mimo_group_data" / Binary,
        232: "mu_mimo_follow_mac_addr" / Mac,
        233: "scan_start_time_tsf" / Unit(U64, "us"),
        234: "scan_start_time_tsf_bssid" / Mac,
        235: "measurement_duration" / Unit(U16, "TU"),
        236: "measurement_duration_mandatory" / Flag,
        237: "mesh_peer_aid" / U16,
        238: "nan_master_pref" / U8,
        239: "bands" / Hex(U32) * "bits of enum nl80211_band",
        240: "nan_func" / Nest(NAN_FUNC),
        241: "nan_match" / Nest(NAN_MATCH),
        242: "fils_kek" / Secret(Binary),
        243: "fils_nonces" / Binary,
        244: "multicast_to_unicast_enabled" / Flag,
        245: "bssid" / Mac,
        246: "sched_scan_relative_rssi" / Unit(S8, "dB"),
        247: "sched_scan_rssi_adjust" / RSSI_ADJUST,
        248: "timeout_reason" / Enum(U32, TimeoutReason),
        249: "fils_erp_username" / Binary,
        250: "fils_erp_realm" / Binary,
        251: "fils_erp_next_seq_num" / U16,
        252: "fils_erp_rrk" / Secret(Binary),
        253: "fils_cache_id" / Bytes(2),
        254: "pmk" / Secret(Binary),
        255: "sched_scan_multi" / Flag,
        256: "sched_scan_max_reqs" / U32,
        257: "want_1x_4way_hs" / Flag,
        258: "pmkr0_name" / Binary,
        259: "port_authorized" / Flag,
        260: "external_auth_action" / Enum(U32, ExternalAuth),
        261: "external_auth_support" / Flag,
        262: "nss" / U8,
        263: "ack_signal" / Unit(S32, "dBm"),
        264: "control_port_over_nl80211" / Flag,
        265: "txq_stats" / Nest(TXQ_STATS),
        266: "txq_limit" / Unit(U32, "packets"),
        267: "txq_memory_limit" / Unit(U32, "bytes"),
        268: "txq_quantum" / Unit(U32, "bytes"),
        269: "he_capability" / Binary,
        270: "ftm_responder" / Nest(FTM_RESP),
        271: "ftm_responder_stats" / Nest(FTM_STATS),
        272: "timeout" / Unit(U32, "ms"),
        273: "peer_measurements" / Nest(lambda: PEER_MEASUREMENTS),
        274: "airtime_weight" / U16,
        275: "sta_tx_power_setting" / Enum(U8, TxPowerSetting),
        276: "sta_tx_power" / Unit(S16, "mBm"),
        277: "sae_password" / Secret(Binary),
        278: "twt_responder" / Flag,
        279: "he_obss_pd" / Nest(HE_OBSS_PD),
        280: "wiphy_edmg_channels" / U8,
        281: "wiphy_edmg_bw_config" / U8,
        282: "vlan_id" / U16,
        283: "he_bss_color" / Nest(HE_BSS_COLOR),
        284: "iftype_akm_suites" / Indexed(IFTYPE_AKM),
        285: "tid_config"
        / Select("cmd", {"NEW_WIPHY": Nest(TID_CONFIG)}, Indexed(TID_CONFIG)),
        286: "control_port_no_preauth" / Flag,
        287: "pmk_lifetime" / Unit(U32, "s"),
        288: "pmk_reauth_threshold" / Unit(U8, "%"),
        289: "receive_multicast" / Flag,
        290: "wiphy_freq_offset" / Unit(U32, "kHz"),
        291: "center_freq1_offset" / Unit(U32, "kHz"),
        292: "scan_freq_khz" / Indexed(Unit(U32, "kHz")),
        293: "he_6ghz_capability" / Hex(U16),
        294: "fils_discovery" / Nest(FILS_DISCOVERY),
        295: "unsol_bcast_probe_resp" / Nest(UNSOL_BCAST_PROBE_RESP),
        296: "s1g_capability" / Binary,
        297: "s1g_capability_mask" / Binary,
        298: "sae_pwe" / Enum(U8, SaePwe),
        299: "reconnect_requested" / Flag,
        300: "sar_spec" / Nest(SAR),
        301: "disable_he" / Flag,
        302: "obss_color_bitmap" / Hex(U64),
        303: "color_change_count" / Select("cmd", {"COLOR_CHANGE_STARTED": U32}, U8),
        304: "color_change_color" / U8,
        305: "color_change_elems" / Nest(lambda: ATTRS),
        306: "mbssid_config" / Nest(MBSSID_CONFIG),
        307: "mbssid_elems" / Indexed(Elements),
        308: "radar_background" / Flag,
        309: "ap_settings_flags" / Flags(U32, ApSettings),
        310: "eht_capability" / Binary,
        311: "disable_eht" / Flag,
        312: "mlo_links" / Indexed(lambda: ATTRS),
        313: "mlo_link_id" / U8,
        314: "mld_addr" / Mac,
        315: "mlo_support" / Flag,
        316: "max_num_akm_suites" / U16,
        317: "eml_capability" / Hex(U16),
        318: "mld_capa_and_ops" / Hex(U16),
        319: "tx_hw_timestamp" / Unit(U64, "ns"),
        320: "rx_hw_timestamp" / Unit(U64, "ns"),
        321: "td_bitmap" / Binary,
        322: "punct_bitmap" / Hex(U32),
        323: "max_hw_timestamp_peers" / U16,
        324: "hw_timestamp_enabled" / Flag,
        325: "ema_rnr_elems" / Indexed(Elements),
        326: "mlo_link_disabled" / Flag,
        327: "bss_dump_include_use_data" / Flag,
        328: "mlo_ttlm_dlink" / Array(Hex(U16)) * "links by TID",
        329: "mlo_ttlm_ulink" / Array(Hex(U16)) * "links by TID",
        330: "assoc_spp_amsdu" / Flag,
        331: "wiphy_radios" / Indexed(WIPHY_RADIO),
        332: "wiphy_interface_combinations" / Indexed(IFACE_COMB),
        333: "vif_radio_mask" / Hex(U32),
        334: "supported_selectors" / Array(U8),
        335: "mlo_reconf_rem_links" / Hex(U16),
        336: "epcs" / Flag,
        337: "assoc_mld_ext_capa_ops" / Hex(U16),
        338: "wiphy_radio_index" / U8,
        339: "s1g_long_beacon_period" / U8,
        340: "s1g_short_beacon" / Nest(S1G_SHORT_BEACON),
        341: "bss_param" / Select("cmd", {"NEW_WIPHY": Nest(BSS_PARAM)}, Flag),
        342: "nan_config" / Nest(NAN_CONF),
        343: "nan_new_cluster" / Flag,
        344: "nan_capabilities" / Nest(NAN_CAPA),
        345: "s1g_primary_2mhz" / Flag,
        346: "epp_peer" / Flag,
        347: "uhr_capability" / Binary,
        348: "disable_uhr" / Flag,
        349: "incumbent_signal_interference_bitmap" / Hex(U32),
        350: "uhr_operation" / Binary,
        351: "nan_channel" / Multi(Nest(lambda: ATTRS)),
        352: "nan_channel_entry" / Binary,
        353: "nan_time_slots" / Array(U8) * "channel by slot, 255 for none",
        354: "nan_rx_nss" / U8,
        355: "nan_avail_blob" / Binary,
        356: "nan_sched_deferred" / Flag,
        357: "nan_sched_update_success" / Flag,
        358: "nan_nmi_mac" / Mac,
        359: "nan_ulw" / Binary,
        360: "nan_committed_dw" / U16,
        361: "nan_seq_id" / U8,
        362: "nan_max_chan_switch_time" / Unit(U16, "us"),
        363: "nan_peer_maps" / Indexed(NAN_PEER_MAP),
        364: "assoc_encrypted" / Flag,
        365: "npca_primary_freq" / Unit(U32, "MHz"),
        366: "npca_punct_bitmap" / Hex(U32),
        367: "sta_dump_link_stats" / Flag,
    },
)

# what refers to the attributes themselves
WOWLAN: Attrs = Attrs(
    "NL80211_WOWLAN_TRIG",
    {
        1: "any" / Flag,
        2: "disconnect" / Flag,
        3: "magic_pkt" / Flag,
        4: "pkt_pattern"
        / Select(
            "cmd",
            {"SET_WOWLAN": Indexed(PKTPAT), "GET_WOWLAN": Indexed(PKTPAT)},
            U32,
        ),
        5: "gtk_rekey_supported" / Flag,
        6: "gtk_rekey_failure" / Flag,
        7: "eap_ident_request" / Flag,
        8: "4way_handshake" / Flag,
        9: "rfkill_release" / Flag,
        10: "wakeup_pkt_80211" / Binary,
        11: "wakeup_pkt_80211_len" / U32,
        12: "wakeup_pkt_8023" / Binary,
        13: "wakeup_pkt_8023_len" / U32,
        14: "tcp_connection" / Nest(WOWLAN_TCP),
        15: "wakeup_tcp_match" / Flag,
        16: "wakeup_tcp_connlost" / Flag,
        17: "wakeup_tcp_nomoretokens" / Flag,
        18: "net_detect" / Nest(ATTRS),
        19: "net_detect_results" / Indexed(ATTRS),
        20: "unprotected_deauth_disassoc" / Flag,
    },
)
PMSR_PEER = Attrs(
    "NL80211_PMSR_PEER_ATTR",
    {
        1: "addr" / Mac,
        2: "chan" / Nest(ATTRS),
        3: "req" / Nest(PMSR_REQ),
        4: "resp" / Nest(PMSR_RESP),
        5: "req_type" / Enum(U32, PmsrFtmReqType),
    },
)
PEER_MEASUREMENTS: Attrs = Attrs(
    "NL80211_PMSR_ATTR",
    {
        1: "max_peers" / U32,
        2: "report_ap_tsf" / Flag,
        3: "randomize_mac_addr" / Flag,
        4: "type_capa" / Nest(PMSR_CAPA_TYPES),
        5: "peers" / Indexed(PMSR_PEER),
        6: "max_peer_ista_role" / U32,
        7: "max_peer_rsta_role" / U32,
    },
)

_WHO = ("{wiphy_name}|phy#{wiphy}", "{ifname}|dev {ifindex}", "{iftype}")
_CHANNEL = ("{wiphy_freq} MHz", "width {channel_width}|{wiphy_channel_type}")
_FRAME = (*_WHO, Say(frame, ("frame",)), *_CHANNEL, "signal {rx_signal_dbm} dBm", "*")
_CONTROL_PORT = (
    *_WHO,
    "{mac}",
    Say(eapol, ("frame",)),
    "ethertype {control_port_ethertype:#06x}",
    "*",
)
_LIMITS = ("{disabled}", "{no_ir}", "{radar}")
_RULES = Each(
    "reg_rules",
    (
        "({freq_range_start!k} - {freq_range_end!k} @ {freq_range_max_bw!k})",
        "{power_rule_max_eirp!d} dBm",
        "{reg_rule_flags?-0}",
    ),
    ", ",
)
FAMILY = Genl(
    "nl80211",
    Cmd,
    attrs=ATTRS,
    groups=("config", "scan", "regulatory", "mlme", "vendor", "nan", "testmode"),
    info={
        0: (
            *_WHO,
            "{mac}",
            Say(frame, ("frame",)),
            "ssid {ssid!q}",
            *_CHANNEL,
            "reason {reason_code}",
            "status {status_code}",
            "timeout {timed_out}",
            "*",
        ),
        Cmd.NEW_WIPHY: (
            "{wiphy_name}|phy#{wiphy}",
            "scan ssids {max_num_scan_ssids}",
            "ciphers {cipher_suites}",
            "supports {supported_iftypes!p}",
            "antennas tx {wiphy_antenna_avail_tx:#x} rx {wiphy_antenna_avail_rx:#x}",
            Each(
                "wiphy_bands.*",
                (
                    "{@}",
                    "ht {ht_capa:#06x}",
                    "vht {vht_capa:#x}",
                    Each("freqs", ("{freq} MHz", "{max_tx_power!d} dBm", *_LIMITS), ", "),
                    "rates {rates.rate}",
                ),
            ),
            "commands {supported_commands}",
            "{generation?=-}",
            "*",
        ),
        Cmd.NEW_INTERFACE: (
            *_WHO,
            "addr {mac}",
            "ssid {ssid!q}",
            *_CHANNEL,
            "txpower {wiphy_tx_power_level!d} dBm",
        ),
        Cmd.NEW_KEY: (  # the kernel tells all twice, in a nest and flat
            *_WHO,
            "{mac}",
            (
                "{key!p}|idx {key_idx} cipher {key_cipher} seq {key_seq}"
                "|idx {key_idx} cipher {key_cipher}|idx {key_idx}"
            ),
            "*",
        ),
        Cmd.GET_STATION: (*_WHO, "{mac}"),
        Cmd.NEW_STATION: (
            *_WHO,
            "{mac}",
            "{sta_flags2!p}",
            "aid {sta_aid}",
            "signal {sta_info.signal} dBm",
            "rx {sta_info.rx_bytes} tx {sta_info.tx_bytes} bytes",
        ),
        Cmd.GET_REG: (
            "country {reg_alpha2}: DFS-{dfs_region}|country {reg_alpha2}:",
            "phy#{wiphy}",
            "{reg_type}",
            _RULES,
        ),
        Cmd.SET_REG: ("country {reg_alpha2}: DFS-{dfs_region}", _RULES),
        Cmd.FRAME: _FRAME,
        Cmd.FRAME_TX_STATUS: (*_FRAME, "{ack}|no ack"),
        Cmd.UNPROT_DEAUTHENTICATE: _FRAME,
        Cmd.UNPROT_DISASSOCIATE: _FRAME,
        Cmd.CONTROL_PORT_FRAME: _CONTROL_PORT,
        Cmd.CONTROL_PORT_FRAME_TX_STATUS: (*_CONTROL_PORT, "{ack}|no ack"),
        Cmd.REGISTER_FRAME: (
            *_WHO,
            Say(subtype, ("frame_type",)),
            "*",
        ),
        Cmd.REQ_SET_REG: ("country {reg_alpha2}", "hint {user_reg_hint_type}"),
        Cmd.REG_CHANGE: (
            "{reg_type}",
            "country {reg_alpha2}",
            "by {reg_initiator}",
            "phy#{wiphy}",
        ),
        Cmd.WIPHY_REG_CHANGE: (
            "{reg_type}",
            "country {reg_alpha2}",
            "by {reg_initiator}",
            "phy#{wiphy}",
        ),
        Cmd.TRIGGER_SCAN: (
            "{ifname}|dev {ifindex}",
            "freq {scan_frequencies}",
            "ssid {scan_ssids!q}",
        ),
        Cmd.NEW_SCAN_RESULTS: (
            "{ifname}|dev {ifindex}",
            "{bss.bssid}",
            "{bss.frequency} MHz",
            "{bss.signal_mbm!d} dBm|{bss.signal_unspec}%",
            Say(ssid, ("bss",)),
            "{bss.status!l}",
            "{bss.seen_ms_ago} ms ago",
            "freq {scan_frequencies}",
            "ssid {scan_ssids!q}",
        ),
        Cmd.NEW_SURVEY_RESULTS: (
            "{ifname}|dev {ifindex}",
            "{survey_info.frequency} MHz",
            "noise {survey_info.noise} dBm",
            "{survey_info.in_use?True}|",
        ),
        Cmd.SET_POWER_SAVE: ("{ifname}|dev {ifindex}", "{ps_state}"),
        Cmd.GET_POWER_SAVE: ("{ifname}|dev {ifindex}", "{ps_state}"),
        Cmd.VENDOR: (*_WHO, "vendor {vendor_id:06x}", "subcmd {vendor_subcmd}"),
        Cmd.GET_PROTOCOL_FEATURES: ("{protocol_features}",),
    },
)
