"""Attribute sets of ethtool (include/uapi/linux/ethtool_netlink.h, kernel 7.2)."""

from dissectors._ethtool_enums import (
    C33Admin,
    C33Power,
    C33PseExtState,
    CableCode,
    CablePair,
    CableSource,
    CableTestStatus,
    Duplex,
    FecMode,
    HeaderFlags,
    HwtstampSource,
    InputXfrm,
    LinkExtState,
    MacStatsSource,
    MasterSlaveCfg,
    MasterSlaveState,
    Mdi,
    MmVerify,
    ModuleFwFlashStatus,
    OnOff,
    PhyUpstreamType,
    PodlAdmin,
    PodlPower,
    Port,
    PowerMode,
    PowerModePolicy,
    PseEvent,
    RateMatching,
    RxfhFields,
    StatsGroup,
    StringSet,
    TcpDataSplit,
    Transceiver,
    UdpTunnelType,
)
from nlscope.spec import (
    S16,
    S32,
    U8,
    U16,
    U16BE,
    U32,
    U64,
    Array,
    Attrs,
    Binary,
    Enum,
    Flag,
    Flags,
    Hex,
    IfIndex,
    Multi,
    Nest,
    Pad,
    Secret,
    Select,
    Str,
    Uint,
    Unit,
)

HEADER = Attrs(
    "ETHTOOL_A_HEADER",
    {
        1: "dev_index" / IfIndex,
        2: "dev_name" / Str,
        3: "flags" / Flags(U32, HeaderFlags),
        4: "phy_index" / U32,
    },
)
BITSET_BIT = Attrs(
    "ETHTOOL_A_BITSET_BIT",
    {
        1: "index" / U32,
        2: "name" / Str,
        3: "value" / Flag,
    },
)
BITSET_BITS = Attrs(
    "ETHTOOL_A_BITSET_BITS",
    {
        1: "bit" / Multi(Nest(BITSET_BIT)),
    },
)
BITSET = Attrs(
    "ETHTOOL_A_BITSET",
    {
        1: "nomask" / Flag,
        2: "size" / U32,
        3: "bits" / Nest(BITSET_BITS),
        4: "value" / Array(Hex(U32)) * "bits of a compact bitset",
        5: "mask" / Array(Hex(U32)),
    },
)
STRING = Attrs(
    "ETHTOOL_A_STRING",
    {
        1: "index" / U32,
        2: "value" / Str,
    },
)
STRINGS = Attrs(
    "ETHTOOL_A_STRINGS",
    {
        1: "string" / Multi(Nest(STRING)),
    },
)
STRINGSET = Attrs(
    "ETHTOOL_A_STRINGSET",
    {
        1: "id" / Enum(U32, StringSet),
        2: "count" / U32,
        3: "strings" / Nest(STRINGS),
    },
)
STRINGSETS = Attrs(
    "ETHTOOL_A_STRINGSETS",
    {
        1: "stringset" / Multi(Nest(STRINGSET)),
    },
)
STRSET = Attrs(
    "ETHTOOL_A_STRSET",
    {
        1: "header" / Nest(HEADER),
        2: "stringsets" / Nest(STRINGSETS),
        3: "counts_only" / Flag,
    },
)
PRIVFLAGS = Attrs(
    "ETHTOOL_A_PRIVFLAGS",
    {
        1: "header" / Nest(HEADER),
        2: "flags" / Nest(BITSET),
    },
)
RINGS = Attrs(
    "ETHTOOL_A_RINGS",
    {
        1: "header" / Nest(HEADER),
        2: "rx_max" / U32,
        3: "rx_mini_max" / U32,
        4: "rx_jumbo_max" / U32,
        5: "tx_max" / U32,
        6: "rx" / U32,
        7: "rx_mini" / U32,
        8: "rx_jumbo" / U32,
        9: "tx" / U32,
        10: "rx_buf_len" / U32,
        11: "tcp_data_split" / Enum(U8, TcpDataSplit),
        12: "cqe_size" / U32,
        13: "tx_push" / U8,
        14: "rx_push" / U8,
        15: "tx_push_buf_len" / U32,
        16: "tx_push_buf_len_max" / U32,
        17: "hds_thresh" / U32,
        18: "hds_thresh_max" / U32,
    },
)
MM_STAT = Attrs(
    "ETHTOOL_A_MM_STAT",
    {
        1: "pad" / Pad,
        2: "reassembly_errors" / U64,
        3: "smd_errors" / U64,
        4: "reassembly_ok" / U64,
        5: "rx_frag_count" / U64,
        6: "tx_frag_count" / U64,
        7: "hold_count" / U64,
    },
)
MM = Attrs(
    "ETHTOOL_A_MM",
    {
        1: "header" / Nest(HEADER),
        2: "pmac_enabled" / U8,
        3: "tx_enabled" / U8,
        4: "tx_active" / U8,
        5: "tx_min_frag_size" / U32,
        6: "rx_min_frag_size" / U32,
        7: "verify_enabled" / U8,
        8: "verify_status" / Enum(U8, MmVerify),
        9: "verify_time" / Unit(U32, "ms"),
        10: "max_verify_time" / Unit(U32, "ms"),
        11: "stats" / Nest(MM_STAT),
    },
)
LINKINFO = Attrs(
    "ETHTOOL_A_LINKINFO",
    {
        1: "header" / Nest(HEADER),
        2: "port" / Enum(U8, Port),
        3: "phyaddr" / U8,
        4: "tp_mdix" / Enum(U8, Mdi),
        5: "tp_mdix_ctrl" / Enum(U8, Mdi),
        6: "transceiver" / Enum(U8, Transceiver),
    },
)
LINKMODES = Attrs(
    "ETHTOOL_A_LINKMODES",
    {
        1: "header" / Nest(HEADER),
        2: "autoneg" / Enum(U8, OnOff),
        3: "ours" / Nest(BITSET),
        4: "peer" / Nest(BITSET),
        5: "speed" / Unit(U32, "Mbit/s"),
        6: "duplex" / Enum(U8, Duplex),
        7: "master_slave_cfg" / Enum(U8, MasterSlaveCfg),
        8: "master_slave_state" / Enum(U8, MasterSlaveState),
        9: "lanes" / U32,
        10: "rate_matching" / Enum(U8, RateMatching),
    },
)
LINKSTATE = Attrs(
    "ETHTOOL_A_LINKSTATE",
    {
        1: "header" / Nest(HEADER),
        2: "link" / U8,
        3: "sqi" / U32,
        4: "sqi_max" / U32,
        5: "ext_state" / Enum(U8, LinkExtState),
        6: "ext_substate" / U8,
        7: "ext_down_cnt" / U32,
    },
)
DEBUG = Attrs(
    "ETHTOOL_A_DEBUG",
    {
        1: "header" / Nest(HEADER),
        2: "msgmask" / Nest(BITSET),
    },
)
WOL = Attrs(
    "ETHTOOL_A_WOL",
    {
        1: "header" / Nest(HEADER),
        2: "modes" / Nest(BITSET),
        3: "sopass" / Secret(Binary),
    },
)
FEATURES = Attrs(
    "ETHTOOL_A_FEATURES",
    {
        1: "header" / Nest(HEADER),
        2: "hw" / Nest(BITSET),
        3: "wanted" / Nest(BITSET),
        4: "active" / Nest(BITSET),
        5: "nochange" / Nest(BITSET),
    },
)
CHANNELS = Attrs(
    "ETHTOOL_A_CHANNELS",
    {
        1: "header" / Nest(HEADER),
        2: "rx_max" / U32,
        3: "tx_max" / U32,
        4: "other_max" / U32,
        5: "combined_max" / U32,
        6: "rx_count" / U32,
        7: "tx_count" / U32,
        8: "other_count" / U32,
        9: "combined_count" / U32,
    },
)
IRQ_MODERATION = Attrs(
    "ETHTOOL_A_IRQ_MODERATION",
    {
        1: "usec" / U32,
        2: "pkts" / U32,
        3: "comps" / U32,
    },
)
PROFILE = Attrs(
    "ETHTOOL_A_PROFILE",
    {
        1: "irq_moderation" / Multi(Nest(IRQ_MODERATION)),
    },
)
COALESCE = Attrs(
    "ETHTOOL_A_COALESCE",
    {
        1: "header" / Nest(HEADER),
        2: "rx_usecs" / Unit(U32, "us"),
        3: "rx_max_frames" / U32,
        4: "rx_usecs_irq" / Unit(U32, "us"),
        5: "rx_max_frames_irq" / U32,
        6: "tx_usecs" / Unit(U32, "us"),
        7: "tx_max_frames" / U32,
        8: "tx_usecs_irq" / Unit(U32, "us"),
        9: "tx_max_frames_irq" / U32,
        10: "stats_block_usecs" / Unit(U32, "us"),
        11: "use_adaptive_rx" / U8,
        12: "use_adaptive_tx" / U8,
        13: "pkt_rate_low" / U32,
        14: "rx_usecs_low" / Unit(U32, "us"),
        15: "rx_max_frames_low" / U32,
        16: "tx_usecs_low" / Unit(U32, "us"),
        17: "tx_max_frames_low" / U32,
        18: "pkt_rate_high" / U32,
        19: "rx_usecs_high" / Unit(U32, "us"),
        20: "rx_max_frames_high" / U32,
        21: "tx_usecs_high" / Unit(U32, "us"),
        22: "tx_max_frames_high" / U32,
        23: "rate_sample_interval" / Unit(U32, "s"),
        24: "use_cqe_mode_tx" / U8,
        25: "use_cqe_mode_rx" / U8,
        26: "tx_aggr_max_bytes" / U32,
        27: "tx_aggr_max_frames" / U32,
        28: "tx_aggr_time_usecs" / Unit(U32, "us"),
        29: "rx_profile" / Nest(PROFILE),
        30: "tx_profile" / Nest(PROFILE),
        31: "rx_cqe_frames" / U32,
        32: "rx_cqe_nsecs" / Unit(U32, "ns"),
    },
)
PAUSE_STAT = Attrs(
    "ETHTOOL_A_PAUSE_STAT",
    {
        1: "pad" / Pad,
        2: "tx_frames" / U64,
        3: "rx_frames" / U64,
        4: "tx_pause_storm_events" / U64,
    },
)
PAUSE = Attrs(
    "ETHTOOL_A_PAUSE",
    {
        1: "header" / Nest(HEADER),
        2: "autoneg" / U8,
        3: "rx" / U8,
        4: "tx" / U8,
        5: "stats" / Nest(PAUSE_STAT),
        6: "stats_src" / Enum(U32, MacStatsSource),
    },
)
EEE = Attrs(
    "ETHTOOL_A_EEE",
    {
        1: "header" / Nest(HEADER),
        2: "modes_ours" / Nest(BITSET),
        3: "modes_peer" / Nest(BITSET),
        4: "active" / U8,
        5: "enabled" / U8,
        6: "tx_lpi_enabled" / U8,
        7: "tx_lpi_timer" / Unit(U32, "us"),
    },
)
TS_STAT = Attrs(
    "ETHTOOL_A_TS_STAT",
    {
        1: "tx_pkts" / Uint,
        2: "tx_lost" / Uint,
        3: "tx_err" / Uint,
        4: "tx_onestep_pkts_unconfirmed" / Uint,
    },
)
TS_HWTSTAMP_PROVIDER = Attrs(
    "ETHTOOL_A_TS_HWTSTAMP_PROVIDER",
    {
        1: "index" / U32,
        2: "qualifier" / U32,
    },
)
TSINFO = Attrs(
    "ETHTOOL_A_TSINFO",
    {
        1: "header" / Nest(HEADER),
        2: "timestamping" / Nest(BITSET),
        3: "tx_types" / Nest(BITSET),
        4: "rx_filters" / Nest(BITSET),
        5: "phc_index" / U32,
        6: "stats" / Nest(TS_STAT),
        7: "hwtstamp_provider" / Nest(TS_HWTSTAMP_PROVIDER),
        8: "hwtstamp_source" / Enum(U32, HwtstampSource),
        9: "hwtstamp_phyindex" / U32,
    },
)
CABLE_RESULT = Attrs(
    "ETHTOOL_A_CABLE_RESULT",
    {
        1: "pair" / Enum(U8, CablePair),
        2: "code" / Enum(U8, CableCode),
        3: "src" / Enum(U32, CableSource),
    },
)
CABLE_FAULT_LENGTH = Attrs(
    "ETHTOOL_A_CABLE_FAULT_LENGTH",
    {
        1: "pair" / Enum(U8, CablePair),
        2: "cm" / Unit(U32, "cm"),
        3: "src" / Enum(U32, CableSource),
    },
)
CABLE_NEST = Attrs(
    "ETHTOOL_A_CABLE_NEST",
    {
        1: "result" / Multi(Nest(CABLE_RESULT)),
        2: "fault_length" / Multi(Nest(CABLE_FAULT_LENGTH)),
    },
)
CABLE_TEST = Attrs(
    "ETHTOOL_A_CABLE_TEST",
    {
        1: "header" / Nest(HEADER),
    },
)
CABLE_TEST_NTF = Attrs(
    "ETHTOOL_A_CABLE_TEST_NTF",
    {
        1: "header" / Nest(HEADER),
        2: "status" / Enum(U8, CableTestStatus),
        3: "nest" / Nest(CABLE_NEST),
    },
)
CABLE_TEST_TDR_CFG = Attrs(
    "ETHTOOL_A_CABLE_TEST_TDR_CFG",
    {
        1: "first" / Unit(U32, "cm"),
        2: "last" / Unit(U32, "cm"),
        3: "step" / Unit(U32, "cm"),
        4: "pair" / Enum(U8, CablePair),
    },
)
CABLE_AMPLITUDE = Attrs(
    "ETHTOOL_A_CABLE_AMPLITUDE",
    {1: "pair" / Enum(U8, CablePair), 2: "mv" / Unit(S16, "mV")},
    irregular={"mv": "ETHTOOL_A_CABLE_AMPLITUDE_mV"},
)
CABLE_PULSE = Attrs(
    "ETHTOOL_A_CABLE_PULSE",
    {1: "mv" / Unit(S16, "mV")},
    irregular={"mv": "ETHTOOL_A_CABLE_PULSE_mV"},
)
CABLE_STEP = Attrs(
    "ETHTOOL_A_CABLE_STEP",
    {
        1: "first_distance" / Unit(U32, "cm"),
        2: "last_distance" / Unit(U32, "cm"),
        3: "step_distance" / Unit(U32, "cm"),
    },
)
CABLE_TDR_NEST = Attrs(
    "ETHTOOL_A_CABLE_TDR_NEST",
    {
        1: "step" / Multi(Nest(CABLE_STEP)),
        2: "amplitude" / Multi(Nest(CABLE_AMPLITUDE)),
        3: "pulse" / Multi(Nest(CABLE_PULSE)),
    },
)
CABLE_TEST_TDR_NTF = Attrs(
    "ETHTOOL_A_CABLE_TEST_TDR_NTF",
    {
        1: "header" / Nest(HEADER),
        2: "status" / Enum(U8, CableTestStatus),
        3: "nest" / Nest(CABLE_TDR_NEST),
    },
)
CABLE_TEST_TDR = Attrs(
    "ETHTOOL_A_CABLE_TEST_TDR",
    {
        1: "header" / Nest(HEADER),
        2: "cfg" / Nest(CABLE_TEST_TDR_CFG),
    },
)
TUNNEL_UDP_ENTRY = Attrs(
    "ETHTOOL_A_TUNNEL_UDP_ENTRY",
    {
        1: "port" / U16BE,
        2: "type" / Enum(U32, UdpTunnelType),
    },
)
TUNNEL_UDP_TABLE = Attrs(
    "ETHTOOL_A_TUNNEL_UDP_TABLE",
    {
        1: "size" / U32,
        2: "types" / Nest(BITSET),
        3: "entry" / Multi(Nest(TUNNEL_UDP_ENTRY)),
    },
)
TUNNEL_UDP = Attrs(
    "ETHTOOL_A_TUNNEL_UDP",
    {
        1: "table" / Multi(Nest(TUNNEL_UDP_TABLE)),
    },
)
TUNNEL_INFO = Attrs(
    "ETHTOOL_A_TUNNEL_INFO",
    {
        1: "header" / Nest(HEADER),
        2: "udp_ports" / Nest(TUNNEL_UDP),
    },
)
FEC_HIST = Attrs(
    "ETHTOOL_A_FEC_HIST",
    {
        1: "pad" / Pad,
        2: "bin_low" / U32,
        3: "bin_high" / U32,
        4: "bin_val" / Uint,
        5: "bin_val_per_lane" / Array(U64),
    },
)
FEC_STAT = Attrs(
    "ETHTOOL_A_FEC_STAT",
    {
        1: "pad" / Pad,
        2: "corrected" / Array(U64),
        3: "uncorr" / Array(U64),
        4: "corr_bits" / Array(U64),
        5: "hist" / Multi(Nest(FEC_HIST)),
    },
)
FEC = Attrs(
    "ETHTOOL_A_FEC",
    {
        1: "header" / Nest(HEADER),
        2: "modes" / Nest(BITSET),
        3: "auto" / U8,
        4: "active" / Enum(U32, FecMode),
        5: "stats" / Nest(FEC_STAT),
    },
)
MODULE_EEPROM = Attrs(
    "ETHTOOL_A_MODULE_EEPROM",
    {
        1: "header" / Nest(HEADER),
        2: "offset" / U32,
        3: "length" / U32,
        4: "page" / U8,
        5: "bank" / U8,
        6: "i2c_address" / Hex(U8),
        7: "data" / Binary,
    },
)
ETH_PHY = Attrs("ETHTOOL_A_STATS_ETH_PHY", {0: "5_sym_err" / U64})
ETH_MAC = Attrs(
    "ETHTOOL_A_STATS_ETH_MAC",
    {
        0: "2_tx_pkt" / U64,
        1: "3_single_col" / U64,
        2: "4_multi_col" / U64,
        3: "5_rx_pkt" / U64,
        4: "6_fcs_err" / U64,
        5: "7_align_err" / U64,
        6: "8_tx_bytes" / U64,
        7: "9_tx_defer" / U64,
        8: "10_late_col" / U64,
        9: "11_xs_col" / U64,
        10: "12_tx_int_err" / U64,
        11: "13_cs_err" / U64,
        12: "14_rx_bytes" / U64,
        13: "15_rx_int_err" / U64,
        14: "18_tx_mcast" / U64,
        15: "19_tx_bcast" / U64,
        16: "20_xs_defer" / U64,
        17: "21_rx_mcast" / U64,
        18: "22_rx_bcast" / U64,
        19: "23_ir_len_err" / U64,
        20: "24_oor_len" / U64,
        21: "25_too_long_err" / U64,
    },
)
ETH_CTRL = Attrs(
    "ETHTOOL_A_STATS_ETH_CTRL",
    {0: "3_tx" / U64, 1: "4_rx" / U64, 2: "5_rx_unsup" / U64},
)
RMON = Attrs(
    "ETHTOOL_A_STATS_RMON",
    {0: "undersize" / U64, 1: "oversize" / U64, 2: "frag" / U64, 3: "jabber" / U64},
)
PHY_STATS = Attrs(
    "ETHTOOL_A_STATS_PHY",
    {
        0: "rx_pkts" / U64,
        1: "rx_bytes" / U64,
        2: "rx_errors" / U64,
        3: "tx_pkts" / U64,
        4: "tx_bytes" / U64,
        5: "tx_errors" / U64,
    },
)
STAT = Select(
    "id",
    {
        "ETH_PHY": Nest(ETH_PHY),
        "ETH_MAC": Nest(ETH_MAC),
        "ETH_CTRL": Nest(ETH_CTRL),
        "RMON": Nest(RMON),
        "PHY": Nest(PHY_STATS),
    },
)
STATS_GRP: Attrs = Attrs(
    "ETHTOOL_A_STATS_GRP",
    {
        1: "pad" / Pad,
        2: "id" / Enum(U32, StatsGroup),
        3: "ss_id" / Enum(U32, StringSet),
        4: "stat" / Multi(STAT),
        5: "hist_rx" / Multi(Nest(lambda: STATS_GRP)),
        6: "hist_tx" / Multi(Nest(lambda: STATS_GRP)),
        7: "hist_bkt_low" / U32,
        8: "hist_bkt_hi" / U32,
        9: "hist_val" / U64,
    },
)
STATS = Attrs(
    "ETHTOOL_A_STATS",
    {
        1: "pad" / Pad,
        2: "header" / Nest(HEADER),
        3: "groups" / Nest(BITSET),
        4: "grp" / Multi(Nest(STATS_GRP)),
        5: "src" / Enum(U32, MacStatsSource),
    },
)
PHC_VCLOCKS = Attrs(
    "ETHTOOL_A_PHC_VCLOCKS",
    {
        1: "header" / Nest(HEADER),
        2: "num" / U32,
        3: "index" / Array(S32),
    },
)
MODULE = Attrs(
    "ETHTOOL_A_MODULE",
    {
        1: "header" / Nest(HEADER),
        2: "power_mode_policy" / Enum(U8, PowerModePolicy),
        3: "power_mode" / Enum(U8, PowerMode),
    },
)
C33_PSE_PW_LIMIT = Attrs(
    "ETHTOOL_A_C33_PSE_PW_LIMIT",
    {
        1: "min" / Unit(U32, "mW"),
        2: "max" / Unit(U32, "mW"),
    },
)
PSE = Attrs(
    "ETHTOOL_A",
    {
        1: "header" / Nest(HEADER),
        2: "podl_pse_admin_state" / Enum(U32, PodlAdmin),
        3: "podl_pse_admin_control" / Enum(U32, PodlAdmin),
        4: "podl_pse_pw_d_status" / Enum(U32, PodlPower),
        5: "c33_pse_admin_state" / Enum(U32, C33Admin),
        6: "c33_pse_admin_control" / Enum(U32, C33Admin),
        7: "c33_pse_pw_d_status" / Enum(U32, C33Power),
        8: "c33_pse_pw_class" / U32,
        9: "c33_pse_actual_pw" / Unit(U32, "mW"),
        10: "c33_pse_ext_state" / Enum(U32, C33PseExtState),
        11: "c33_pse_ext_substate" / U32,
        12: "c33_pse_avail_pw_limit" / Unit(U32, "mW"),
        13: "c33_pse_pw_limit_ranges" / Multi(Nest(C33_PSE_PW_LIMIT)),
        14: "pse_pw_d_id" / U32 * "power domain",
        15: "pse_prio_max" / U32,
        16: "pse_prio" / U32,
    },
    irregular={"header": "ETHTOOL_A_PSE_HEADER"},
)
FLOW = Attrs(
    "ETHTOOL_A_FLOW",
    {
        1: "ether" / Flags(Uint, RxfhFields),
        2: "ip4" / Flags(Uint, RxfhFields),
        3: "ip6" / Flags(Uint, RxfhFields),
        4: "tcp4" / Flags(Uint, RxfhFields),
        5: "tcp6" / Flags(Uint, RxfhFields),
        6: "udp4" / Flags(Uint, RxfhFields),
        7: "udp6" / Flags(Uint, RxfhFields),
        8: "sctp4" / Flags(Uint, RxfhFields),
        9: "sctp6" / Flags(Uint, RxfhFields),
        10: "ah4" / Flags(Uint, RxfhFields),
        11: "ah6" / Flags(Uint, RxfhFields),
        12: "esp4" / Flags(Uint, RxfhFields),
        13: "esp6" / Flags(Uint, RxfhFields),
        14: "ah_esp4" / Flags(Uint, RxfhFields),
        15: "ah_esp6" / Flags(Uint, RxfhFields),
        16: "gtpu4" / Flags(Uint, RxfhFields),
        17: "gtpu6" / Flags(Uint, RxfhFields),
        18: "gtpc4" / Flags(Uint, RxfhFields),
        19: "gtpc6" / Flags(Uint, RxfhFields),
        20: "gtpc_teid4" / Flags(Uint, RxfhFields),
        21: "gtpc_teid6" / Flags(Uint, RxfhFields),
        22: "gtpu_eh4" / Flags(Uint, RxfhFields),
        23: "gtpu_eh6" / Flags(Uint, RxfhFields),
        24: "gtpu_ul4" / Flags(Uint, RxfhFields),
        25: "gtpu_ul6" / Flags(Uint, RxfhFields),
        26: "gtpu_dl4" / Flags(Uint, RxfhFields),
        27: "gtpu_dl6" / Flags(Uint, RxfhFields),
    },
)
RSS = Attrs(
    "ETHTOOL_A_RSS",
    {
        1: "header" / Nest(HEADER),
        2: "context" / U32,
        3: "hfunc" / U32,
        4: "indir" / Array(U32),
        5: "hkey" / Binary * "key of the hash",
        6: "input_xfrm" / Flags(U32, InputXfrm),
        7: "start_context" / U32,
        8: "flow_hash" / Nest(FLOW),
    },
)
PLCA = Attrs(
    "ETHTOOL_A_PLCA",
    {
        1: "header" / Nest(HEADER),
        2: "version" / U16,
        3: "enabled" / U8,
        4: "status" / U8,
        5: "node_cnt" / U32,
        6: "node_id" / U32,
        7: "to_tmr" / Unit(U32, "bit times"),
        8: "burst_cnt" / U32,
        9: "burst_tmr" / Unit(U32, "bit times"),
    },
)
MODULE_FW_FLASH = Attrs(
    "ETHTOOL_A_MODULE_FW_FLASH",
    {
        1: "header" / Nest(HEADER),
        2: "file_name" / Str,
        3: "password" / Secret(Hex(U32)),
        4: "status" / Enum(U32, ModuleFwFlashStatus),
        5: "status_msg" / Str,
        6: "done" / Uint,
        7: "total" / Uint,
    },
)
PHY = Attrs(
    "ETHTOOL_A_PHY",
    {
        1: "header" / Nest(HEADER),
        2: "index" / U32,
        3: "drvname" / Str,
        4: "name" / Str,
        5: "upstream_type" / Enum(U32, PhyUpstreamType),
        6: "upstream_index" / U32,
        7: "upstream_sfp_name" / Str,
        8: "downstream_sfp_name" / Str,
    },
)
TSCONFIG = Attrs(
    "ETHTOOL_A_TSCONFIG",
    {
        1: "header" / Nest(HEADER),
        2: "hwtstamp_provider" / Nest(TS_HWTSTAMP_PROVIDER),
        3: "tx_types" / Nest(BITSET),
        4: "rx_filters" / Nest(BITSET),
        5: "hwtstamp_flags" / Nest(BITSET),
    },
)
PSE_NTF = Attrs(
    "ETHTOOL_A_PSE_NTF",
    {
        1: "header" / Nest(HEADER),
        2: "events" / Flags(Uint, PseEvent),
    },
)
MSE_CAPABILITIES = Attrs(
    "ETHTOOL_A_MSE_CAPABILITIES",
    {
        1: "max_average_mse" / Uint,
        2: "max_peak_mse" / Uint,
        3: "refresh_rate_ps" / Unit(Uint, "ps"),
        4: "num_symbols" / Uint,
    },
)
MSE_SNAPSHOT = Attrs(
    "ETHTOOL_A_MSE_SNAPSHOT",
    {
        1: "average_mse" / Uint,
        2: "peak_mse" / Uint,
        3: "worst_peak_mse" / Uint,
    },
)
MSE = Attrs(
    "ETHTOOL_A_MSE",
    {
        1: "header" / Nest(HEADER),
        2: "capabilities" / Nest(MSE_CAPABILITIES),
        3: "channel_a" / Nest(MSE_SNAPSHOT),
        4: "channel_b" / Nest(MSE_SNAPSHOT),
        5: "channel_c" / Nest(MSE_SNAPSHOT),
        6: "channel_d" / Nest(MSE_SNAPSHOT),
        7: "worst_channel" / Nest(MSE_SNAPSHOT),
        8: "link" / Nest(MSE_SNAPSHOT),
    },
)
