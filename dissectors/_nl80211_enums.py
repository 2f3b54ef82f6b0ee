"""Enums and flags of nl80211 (include/uapi/linux/nl80211.h, kernel 7.2)."""

from nlscope.spec import Constants


class Iftype(Constants, prefix="NL80211_IFTYPE"):
    UNSPECIFIED = 0
    ADHOC = 1
    STATION = 2
    AP = 3
    AP_VLAN = 4
    WDS = 5
    MONITOR = 6
    MESH_POINT = 7
    P2P_CLIENT = 8
    P2P_GO = 9
    P2P_DEVICE = 10
    OCB = 11
    NAN = 12
    NAN_DATA = 13
    PD = 14


class StaFlag(Constants, prefix="NL80211_STA_FLAG"):
    AUTHORIZED = 0x2
    SHORT_PREAMBLE = 0x4
    WME = 0x8
    MFP = 0x10
    AUTHENTICATED = 0x20
    TDLS_PEER = 0x40
    ASSOCIATED = 0x80
    SPP_AMSDU = 0x100


HeGi = Constants.make(
    "NL80211_RATE_INFO_HE_GI",
    {
        0: "0_8",
        1: "1_6",
        2: "3_2",
    },
)


HeLtf = Constants.make(
    "NL80211_RATE_INFO_HE",
    {
        0: "1XLTF",
        1: "2XLTF",
        2: "4XLTF",
    },
)


HeRuAlloc = Constants.make(
    "NL80211_RATE_INFO_HE_RU_ALLOC",
    {
        0: "26",
        1: "52",
        2: "106",
        3: "242",
        4: "484",
        5: "996",
        6: "2x996",
    },
)


EhtGi = Constants.make(
    "NL80211_RATE_INFO_EHT_GI",
    {
        0: "0_8",
        1: "1_6",
        2: "3_2",
    },
)


EhtLtf = Constants.make(
    "NL80211_RATE_INFO_EHT",
    {0: "1XLTF", 1: "2XLTF", 2: "4XLTF", 3: "6XLTF", 4: "8XLTF"},
)


EhtRuAlloc = Constants.make(
    "NL80211_RATE_INFO_EHT_RU_ALLOC",
    {
        0: "26",
        1: "52",
        2: "52P26",
        3: "106",
        4: "106P26",
        5: "242",
        6: "484",
        7: "484P242",
        8: "996",
        9: "996P484",
        10: "996P484P242",
        11: "2x996",
        12: "2x996P484",
        13: "3x996",
        14: "3x996P484",
        15: "4x996",
    },
)


class MpathFlag(Constants, prefix="NL80211_MPATH_FLAG"):
    ACTIVE = 0x1
    RESOLVING = 0x2
    SN_VALID = 0x4
    FIXED = 0x8
    RESOLVED = 0x10


class RegInitiator(Constants, prefix="NL80211_REGDOM_SET_BY"):
    CORE = 0
    USER = 1
    DRIVER = 2
    COUNTRY_IE = 3


class RegType(Constants, prefix="NL80211_REGDOM_TYPE"):
    COUNTRY = 0
    WORLD = 1
    CUSTOM_WORLD = 2
    INTERSECTION = 3


class RegRuleFlag(Constants, prefix="NL80211_RRF"):
    NO_OFDM = 0x1
    NO_CCK = 0x2
    NO_INDOOR = 0x4
    NO_OUTDOOR = 0x8
    DFS = 0x10
    PTP_ONLY = 0x20
    PTMP_ONLY = 0x40
    NO_IR = 0x80
    AUTO_BW = 0x800
    IR_CONCURRENT = 0x1000
    NO_HT40MINUS = 0x2000
    NO_HT40PLUS = 0x4000
    NO_80MHZ = 0x8000
    NO_160MHZ = 0x10000
    NO_HE = 0x20000
    NO_320MHZ = 0x40000
    NO_EHT = 0x80000
    PSD = 0x100000
    DFS_CONCURRENT = 0x200000
    NO_6GHZ_VLP_CLIENT = 0x400000
    NO_6GHZ_AFC_CLIENT = 0x800000
    ALLOW_6GHZ_VLP_AP = 0x1000000
    ALLOW_20MHZ_ACTIVITY = 0x2000000
    NO_UHR = 0x4000000


class DfsRegion(Constants, prefix="NL80211_DFS"):
    UNSET = 0
    FCC = 1
    ETSI = 2
    JP = 3


class UserRegHint(Constants, prefix="NL80211_USER_REG_HINT"):
    USER = 0
    CELL_BASE = 1
    INDOOR = 2


class MeshPowerMode(Constants, prefix="NL80211_MESH_POWER"):
    UNKNOWN = 0
    ACTIVE = 1
    LIGHT_SLEEP = 2
    DEEP_SLEEP = 3


class Ac(Constants, prefix="NL80211_AC"):
    VO = 0
    VI = 1
    BE = 2
    BK = 3


class ChannelType(Constants, prefix="NL80211_CHAN"):
    NO_HT = 0
    HT20 = 1
    HT40MINUS = 2
    HT40PLUS = 3


class KeyMode(Constants, prefix="NL80211_KEY"):
    RX_TX = 0
    NO_TX = 1
    SET_TX = 2


ChanWidth = Constants.make(
    "NL80211_CHAN_WIDTH",
    {
        0: "20_NOHT",
        1: "20",
        2: "40",
        3: "80",
        4: "80P80",
        5: "160",
        6: "5",
        7: "10",
        8: "1",
        9: "2",
        10: "4",
        11: "8",
        12: "16",
        13: "320",
    },
)


BssScanWidth = Constants.make(
    "NL80211_BSS_CHAN_WIDTH",
    {
        0: "20",
        1: "10",
        2: "5",
        3: "1",
        4: "2",
    },
)


class BssUseFor(Constants, prefix="NL80211_BSS_USE_FOR"):
    NORMAL = 0x1
    MLD_LINK = 0x2


BssCannotUse = Constants.make(
    "NL80211_BSS_CANNOT_USE", {0x1: "NSTR_NONPRIMARY", 0x2: "6GHZ_PWR_MISMATCH"}
)


class BssStatus(Constants, prefix="NL80211_BSS_STATUS"):
    AUTHENTICATED = 0
    ASSOCIATED = 1
    IBSS_JOINED = 2


class AuthType(Constants, prefix="NL80211_AUTHTYPE"):
    OPEN_SYSTEM = 0
    SHARED_KEY = 1
    FT = 2
    NETWORK_EAP = 3
    SAE = 4
    FILS_SK = 5
    FILS_SK_PFS = 6
    FILS_PK = 7
    EPPKE = 8
    IEEE8021X = 9


class KeyType(Constants, prefix="NL80211_KEYTYPE"):
    GROUP = 0
    PAIRWISE = 1
    PEERKEY = 2


class Mfp(Constants, prefix="NL80211_MFP"):
    NO = 0
    REQUIRED = 1
    OPTIONAL = 2


WpaVersion = Constants.make("NL80211_WPA_VERSION", {0x1: "1", 0x2: "2", 0x4: "3"})


class TxrateGi(Constants, prefix="NL80211_TXRATE"):
    DEFAULT_GI = 0
    FORCE_SGI = 1
    FORCE_LGI = 2


Band = Constants.make(
    "NL80211_BAND",
    {
        0: "2GHZ",
        1: "5GHZ",
        2: "60GHZ",
        3: "6GHZ",
        4: "S1GHZ",
        5: "LC",
    },
)


class PsState(Constants, prefix="NL80211_PS"):
    DISABLED = 0
    ENABLED = 1


class CqmRssiEvent(Constants, prefix="NL80211_CQM_RSSI"):
    THRESHOLD_EVENT_LOW = 0
    THRESHOLD_EVENT_HIGH = 1
    BEACON_LOSS_EVENT = 2


class TxPowerSetting(Constants, prefix="NL80211_TX_POWER"):
    AUTOMATIC = 0
    LIMITED = 1
    FIXED = 2


class TidConfig(Constants, prefix="NL80211_TID_CONFIG"):
    ENABLE = 0
    DISABLE = 1


class TxRateSetting(Constants, prefix="NL80211_TX_RATE"):
    AUTOMATIC = 0
    LIMITED = 1
    FIXED = 2


class CoalesceCondition(Constants, prefix="NL80211_COALESCE_CONDITION"):
    MATCH = 0
    NO_MATCH = 1


class PlinkState(Constants, prefix="NL80211_PLINK"):
    LISTEN = 0
    OPN_SNT = 1
    OPN_RCVD = 2
    CNF_RCVD = 3
    ESTAB = 4
    HOLDING = 5
    BLOCKED = 6


class PlinkAction(Constants, prefix="NL80211_PLINK_ACTION"):
    NO_ACTION = 0
    OPEN = 1
    BLOCK = 2


class HiddenSsid(Constants, prefix="NL80211_HIDDEN_SSID"):
    NOT_IN_USE = 0
    ZERO_LEN = 1
    ZERO_CONTENTS = 2


class TdlsOperation(Constants, prefix="NL80211_TDLS"):
    DISCOVERY_REQ = 0
    SETUP = 1
    TEARDOWN = 2
    ENABLE_LINK = 3
    DISABLE_LINK = 4


class ApSmeFeature(Constants, prefix="NL80211_AP_SME"):
    SA_QUERY_OFFLOAD = 0x1


class Feature(Constants, prefix="NL80211_FEATURE"):
    SK_TX_STATUS = 0x1
    HT_IBSS = 0x2
    INACTIVITY_TIMER = 0x4
    CELL_BASE_REG_HINTS = 0x8
    P2P_DEVICE_NEEDS_CHANNEL = 0x10
    SAE = 0x20
    LOW_PRIORITY_SCAN = 0x40
    SCAN_FLUSH = 0x80
    AP_SCAN = 0x100
    VIF_TXPOWER = 0x200
    NEED_OBSS_SCAN = 0x400
    P2P_GO_CTWIN = 0x800
    P2P_GO_OPPPS = 0x1000
    ADVERTISE_CHAN_LIMITS = 0x4000
    FULL_AP_CLIENT_STATE = 0x8000
    USERSPACE_MPM = 0x10000
    ACTIVE_MONITOR = 0x20000
    AP_MODE_CHAN_WIDTH_CHANGE = 0x40000
    DS_PARAM_SET_IE_IN_PROBES = 0x80000
    WFA_TPC_IE_IN_PROBES = 0x100000
    QUIET = 0x200000
    TX_POWER_INSERTION = 0x400000
    ACKTO_ESTIMATION = 0x800000
    STATIC_SMPS = 0x1000000
    DYNAMIC_SMPS = 0x2000000
    SUPPORTS_WMM_ADMISSION = 0x4000000
    MAC_ON_CREATE = 0x8000000
    TDLS_CHANNEL_SWITCH = 0x10000000
    SCAN_RANDOM_MAC_ADDR = 0x20000000
    SCHED_SCAN_RANDOM_MAC_ADDR = 0x40000000
    ND_RANDOM_MAC_ADDR = 0x80000000


ExtFeature = Constants.make(
    "NL80211_EXT_FEATURE",
    {
        0: "VHT_IBSS",
        1: "RRM",
        2: "MU_MIMO_AIR_SNIFFER",
        3: "SCAN_START_TIME",
        4: "BSS_PARENT_TSF",
        5: "SET_SCAN_DWELL",
        6: "BEACON_RATE_LEGACY",
        7: "BEACON_RATE_HT",
        8: "BEACON_RATE_VHT",
        9: "FILS_STA",
        10: "MGMT_TX_RANDOM_TA",
        11: "MGMT_TX_RANDOM_TA_CONNECTED",
        12: "SCHED_SCAN_RELATIVE_RSSI",
        13: "CQM_RSSI_LIST",
        14: "FILS_SK_OFFLOAD",
        15: "4WAY_HANDSHAKE_STA_PSK",
        16: "4WAY_HANDSHAKE_STA_1X",
        17: "FILS_MAX_CHANNEL_TIME",
        18: "ACCEPT_BCAST_PROBE_RESP",
        19: "OCE_PROBE_REQ_HIGH_TX_RATE",
        20: "OCE_PROBE_REQ_DEFERRAL_SUPPRESSION",
        21: "MFP_OPTIONAL",
        22: "LOW_SPAN_SCAN",
        23: "LOW_POWER_SCAN",
        24: "HIGH_ACCURACY_SCAN",
        25: "DFS_OFFLOAD",
        26: "CONTROL_PORT_OVER_NL80211",
        27: "ACK_SIGNAL_SUPPORT",
        28: "TXQS",
        29: "SCAN_RANDOM_SN",
        30: "SCAN_MIN_PREQ_CONTENT",
        31: "CAN_REPLACE_PTK0",
        32: "ENABLE_FTM_RESPONDER",
        33: "AIRTIME_FAIRNESS",
        34: "AP_PMKSA_CACHING",
        35: "SCHED_SCAN_BAND_SPECIFIC_RSSI_THOLD",
        36: "EXT_KEY_ID",
        37: "STA_TX_PWR",
        38: "SAE_OFFLOAD",
        39: "VLAN_OFFLOAD",
        40: "AQL",
        41: "BEACON_PROTECTION",
        42: "CONTROL_PORT_NO_PREAUTH",
        43: "PROTECTED_TWT",
        44: "DEL_IBSS_STA",
        45: "MULTICAST_REGISTRATIONS",
        46: "BEACON_PROTECTION_CLIENT",
        47: "SCAN_FREQ_KHZ",
        48: "CONTROL_PORT_OVER_NL80211_TX_STATUS",
        49: "OPERATING_CHANNEL_VALIDATION",
        50: "4WAY_HANDSHAKE_AP_PSK",
        51: "SAE_OFFLOAD_AP",
        52: "FILS_DISCOVERY",
        53: "UNSOL_BCAST_PROBE_RESP",
        54: "BEACON_RATE_HE",
        55: "SECURE_LTF",
        56: "SECURE_RTT",
        57: "PROT_RANGE_NEGO_AND_MEASURE",
        58: "BSS_COLOR",
        59: "FILS_CRYPTO_OFFLOAD",
        60: "RADAR_BACKGROUND",
        61: "POWERED_ADDR_CHANGE",
        62: "PUNCT",
        63: "SECURE_NAN",
        64: "AUTH_AND_DEAUTH_RANDOM_TA",
        65: "OWE_OFFLOAD",
        66: "OWE_OFFLOAD_AP",
        67: "DFS_CONCURRENT",
        68: "SPP_AMSDU_SUPPORT",
        69: "BEACON_RATE_EHT",
        70: "EPPKE",
        71: "ASSOC_FRAME_ENCRYPTION",
        72: "IEEE8021X_AUTH",
        73: "ROC_ADDR_FILTER",
        74: "SET_KEY_LTF_SEED",
        75: "PROBE_AP",
    },
)


ProbeRespOffload = Constants.make(
    "NL80211_PROBE_RESP_OFFLOAD_SUPPORT",
    {0x1: "WPS", 0x2: "WPS2", 0x4: "P2P", 0x8: "80211U"},
)


class ConnFailedReason(Constants, prefix="NL80211_CONN_FAIL"):
    MAX_CLIENTS = 0
    BLOCKED_CLIENT = 1


class TimeoutReason(Constants, prefix="NL80211_TIMEOUT"):
    UNSPECIFIED = 0
    SCAN = 1
    AUTH = 2
    ASSOC = 3


class ScanFlag(Constants, prefix="NL80211_SCAN_FLAG"):
    LOW_PRIORITY = 0x1
    FLUSH = 0x2
    AP = 0x4
    RANDOM_ADDR = 0x8
    FILS_MAX_CHANNEL_TIME = 0x10
    ACCEPT_BCAST_PROBE_RESP = 0x20
    OCE_PROBE_REQ_HIGH_TX_RATE = 0x40
    OCE_PROBE_REQ_DEFERRAL_SUPPRESSION = 0x80
    LOW_SPAN = 0x100
    LOW_POWER = 0x200
    HIGH_ACCURACY = 0x400
    RANDOM_SN = 0x800
    MIN_PREQ_CONTENT = 0x1000
    FREQ_KHZ = 0x2000
    COLOCATED_6GHZ = 0x4000


class AclPolicy(Constants, prefix="NL80211_ACL_POLICY"):
    ACCEPT_UNLESS_LISTED = 0
    DENY_UNLESS_LISTED = 1


class SmpsMode(Constants, prefix="NL80211_SMPS"):
    OFF = 0
    STATIC = 1
    DYNAMIC = 2


class RadarEvent(Constants, prefix="NL80211_RADAR"):
    DETECTED = 0
    CAC_FINISHED = 1
    CAC_ABORTED = 2
    NOP_FINISHED = 3
    PRE_CAC_EXPIRED = 4
    CAC_STARTED = 5


class DfsState(Constants, prefix="NL80211_DFS"):
    USABLE = 0
    UNAVAILABLE = 1
    AVAILABLE = 2


class ProtocolFeature(Constants, prefix="NL80211_PROTOCOL_FEATURE"):
    SPLIT_WIPHY_DUMP = 0x1


class CritProto(Constants, prefix="NL80211_CRIT_PROTO"):
    UNSPEC = 0
    DHCP = 1
    EAPOL = 2
    APIPA = 3


class RxmgmtFlag(Constants, prefix="NL80211_RXMGMT_FLAG"):
    ANSWERED = 0x1
    EXTERNAL_AUTH = 0x2


class TdlsPeer(Constants, prefix="NL80211_TDLS_PEER"):
    HT = 0x1
    VHT = 0x2
    WMM = 0x4
    HE = 0x8


class NanFuncType(Constants, prefix="NL80211_NAN_FUNC"):
    PUBLISH = 0
    SUBSCRIBE = 1
    FOLLOW_UP = 2


class NanPublishType(Constants, prefix="NL80211_NAN"):
    SOLICITED_PUBLISH = 0x1
    UNSOLICITED_PUBLISH = 0x2


class NanTermReason(Constants, prefix="NL80211_NAN_FUNC_TERM_REASON"):
    USER_REQUEST = 0
    TTL_EXPIRED = 1
    ERROR = 2


class ExternalAuth(Constants, prefix="NL80211_EXTERNAL_AUTH"):
    START = 0
    ABORT = 1


class Preamble(Constants, prefix="NL80211_PREAMBLE"):
    LEGACY = 0
    HT = 1
    VHT = 2
    DMG = 3
    HE = 4


class PmsrFtmReqType(Constants, prefix="NL80211_PMSR_FTM_REQ_TYPE"):
    INFRA = 0
    PD = 1


class PmsrStatus(Constants, prefix="NL80211_PMSR_STATUS"):
    SUCCESS = 0
    REFUSED = 1
    TIMEOUT = 2
    FAILURE = 3


class FtmFailure(Constants, prefix="NL80211_PMSR_FTM_FAILURE"):
    UNSPECIFIED = 0
    NO_RESPONSE = 1
    REJECTED = 2
    WRONG_CHANNEL = 3
    PEER_NOT_CAPABLE = 4
    INVALID_TIMESTAMP = 5
    PEER_BUSY = 6
    BAD_CHANGED_PARAMS = 7


class SaePwe(Constants, prefix="NL80211_SAE_PWE"):
    UNSPECIFIED = 0
    HUNT_AND_PECK = 1
    HASH_TO_ELEMENT = 2
    BOTH = 3


class SarType(Constants, prefix="NL80211_SAR_TYPE"):
    POWER = 0


class ApSettings(Constants, prefix="NL80211_AP_SETTINGS"):
    EXTERNAL_AUTH_SUPPORT = 0x1
    SA_QUERY_OFFLOAD_SUPPORT = 0x2


# cipher and key management suites of IEEE 802.11, include/linux/ieee80211.h
class Cipher(Constants, prefix="WLAN_CIPHER_SUITE"):
    USE_GROUP = 0x000FAC00
    WEP40 = 0x000FAC01
    TKIP = 0x000FAC02
    CCMP = 0x000FAC04
    WEP104 = 0x000FAC05
    AES_CMAC = 0x000FAC06
    GCMP = 0x000FAC08
    GCMP_256 = 0x000FAC09
    CCMP_256 = 0x000FAC0A
    BIP_GMAC_128 = 0x000FAC0B
    BIP_GMAC_256 = 0x000FAC0C
    BIP_CMAC_256 = 0x000FAC0D
    SMS4 = 0x00147201


Akm = Constants.make(
    "WLAN_AKM_SUITE",
    {
        0x000FAC01: "8021X",
        0x000FAC02: "PSK",
        0x000FAC03: "FT_8021X",
        0x000FAC04: "FT_PSK",
        0x000FAC05: "8021X_SHA256",
        0x000FAC06: "PSK_SHA256",
        0x000FAC07: "TDLS",
        0x000FAC08: "SAE",
        0x000FAC09: "FT_OVER_SAE",
        0x000FAC0A: "AP_PEER_KEY",
        0x000FAC0B: "8021X_SUITE_B",
        0x000FAC0C: "8021X_SUITE_B_192",
        0x000FAC0D: "FT_8021X_SHA384",
        0x000FAC0E: "FILS_SHA256",
        0x000FAC0F: "FILS_SHA384",
        0x000FAC10: "FT_FILS_SHA256",
        0x000FAC11: "FT_FILS_SHA384",
        0x000FAC12: "OWE",
        0x000FAC13: "FT_PSK_SHA384",
        0x000FAC14: "PSK_SHA384",
        0x506F9A02: "WFA_DPP",
    },
)
