"""Enums of ethtool (include/uapi/linux/{ethtool,ethtool_netlink}.h, kernel 7.2)."""

from nlscope.spec import Constants


class HeaderFlags(Constants, prefix="ETHTOOL_FLAG"):
    COMPACT_BITSETS = 0x1
    OMIT_REPLY = 0x2
    STATS = 0x4


class UdpTunnelType(Constants, prefix="ETHTOOL_UDP_TUNNEL_TYPE"):
    VXLAN = 0
    GENEVE = 1
    VXLAN_GPE = 2


class ModuleFwFlashStatus(Constants, prefix="ETHTOOL_MODULE_FW_FLASH_STATUS"):
    STARTED = 1
    IN_PROGRESS = 2
    COMPLETED = 3
    ERROR = 4


class C33PseExtState(Constants, prefix="ETHTOOL_C33_PSE_EXT_STATE"):
    NONE = 0
    ERROR_CONDITION = 1
    MR_MPS_VALID = 2
    MR_PSE_ENABLE = 3
    OPTION_DETECT_TED = 4
    OPTION_VPORT_LIM = 5
    OVLD_DETECTED = 6
    PD_DLL_POWER_TYPE = 7
    POWER_NOT_AVAILABLE = 8
    SHORT_DETECTED = 9


class PhyUpstreamType(Constants, prefix="PHY_UPSTREAM"):
    MAC = 0
    PHY = 1


class TcpDataSplit(Constants, prefix="ETHTOOL_TCP_DATA_SPLIT"):
    UNKNOWN = 0
    DISABLED = 1
    ENABLED = 2


class HwtstampSource(Constants, prefix="HWTSTAMP_SOURCE"):
    NETDEV = 1
    PHYLIB = 2


class InputXfrm(Constants, prefix="RXH_XFRM"):
    SYM_XOR = 0x1
    SYM_OR_XOR = 0x2


class RxfhFields(Constants, prefix="RXH"):
    L2DA = 0x2
    VLAN = 0x4
    L3_PROTO = 0x8
    IP_SRC = 0x10
    IP_DST = 0x20
    L4_B_0_1 = 0x40
    L4_B_2_3 = 0x80
    GTP_TEID = 0x100
    IP6_FL = 0x200
    DISCARD = 0x80000000


class PseEvent(Constants, prefix="ETHTOOL"):
    PSE_EVENT_OVER_CURRENT = 0x1
    PSE_EVENT_OVER_TEMP = 0x2
    C33_PSE_EVENT_DETECTION = 0x4
    C33_PSE_EVENT_CLASSIFICATION = 0x8
    C33_PSE_EVENT_DISCONNECTION = 0x10
    PSE_EVENT_OVER_BUDGET = 0x20
    PSE_EVENT_SW_PW_CONTROL_ERROR = 0x40


class StringSet(Constants, prefix="ETH_SS"):
    TEST = 0
    STATS = 1
    PRIV_FLAGS = 2
    NTUPLE_FILTERS = 3
    FEATURES = 4
    RSS_HASH_FUNCS = 5
    TUNABLES = 6
    PHY_STATS = 7
    PHY_TUNABLES = 8
    LINK_MODES = 9
    MSG_CLASSES = 10
    WOL_MODES = 11
    SOF_TIMESTAMPING = 12
    TS_TX_TYPES = 13
    TS_RX_FILTERS = 14
    UDP_TUNNEL_TYPES = 15
    STATS_STD = 16
    STATS_ETH_PHY = 17
    STATS_ETH_MAC = 18
    STATS_ETH_CTRL = 19
    STATS_RMON = 20
    STATS_PHY = 21
    TS_FLAGS = 22


class StatsGroup(Constants, prefix="ETHTOOL_STATS"):
    ETH_PHY = 0
    ETH_MAC = 1
    ETH_CTRL = 2
    RMON = 3
    PHY = 4


class MacStatsSource(Constants, prefix="ETHTOOL_MAC_STATS_SRC"):
    AGGREGATE = 0
    EMAC = 1
    PMAC = 2


class MmVerify(Constants, prefix="ETHTOOL_MM_VERIFY_STATUS"):
    UNKNOWN = 0
    INITIAL = 1
    VERIFYING = 2
    SUCCEEDED = 3
    FAILED = 4
    DISABLED = 5


class OnOff(Constants, prefix="AUTONEG"):
    DISABLE = 0
    ENABLE = 1


class Duplex(Constants, prefix="DUPLEX"):
    HALF = 0x00
    FULL = 0x01
    UNKNOWN = 0xFF


class Port(Constants, prefix="PORT"):
    TP = 0x00
    AUI = 0x01
    MII = 0x02
    FIBRE = 0x03
    BNC = 0x04
    DA = 0x05
    NONE = 0xEF
    OTHER = 0xFF


class Transceiver(Constants, prefix="XCVR"):
    INTERNAL = 0
    EXTERNAL = 1


class Mdi(Constants, prefix="ETH_TP"):
    MDI_INVALID = 0
    MDI = 1
    MDI_X = 2
    MDI_AUTO = 3


class MasterSlaveCfg(Constants, prefix="MASTER_SLAVE_CFG"):
    UNSUPPORTED = 0
    UNKNOWN = 1
    MASTER_PREFERRED = 2
    SLAVE_PREFERRED = 3
    MASTER_FORCE = 4
    SLAVE_FORCE = 5


class MasterSlaveState(Constants, prefix="MASTER_SLAVE_STATE"):
    UNSUPPORTED = 0
    UNKNOWN = 1
    MASTER = 2
    SLAVE = 3
    ERR = 4


class RateMatching(Constants, prefix="RATE_MATCH"):
    NONE = 0
    PAUSE = 1
    CRS = 2
    OPEN_LOOP = 3


class FecMode(Constants, prefix="ETHTOOL_LINK_MODE"):
    FEC_NONE_BIT = 49
    FEC_RS_BIT = 50
    FEC_BASER_BIT = 51
    FEC_LLRS_BIT = 74


class LinkExtState(Constants, prefix="ETHTOOL_LINK_EXT_STATE"):
    AUTONEG = 0
    LINK_TRAINING_FAILURE = 1
    LINK_LOGICAL_MISMATCH = 2
    BAD_SIGNAL_INTEGRITY = 3
    NO_CABLE = 4
    CABLE_ISSUE = 5
    EEPROM_ISSUE = 6
    CALIBRATION_FAILURE = 7
    POWER_BUDGET_EXCEEDED = 8
    OVERHEAT = 9
    MODULE = 10
    OTP_SPEED_VIOLATION = 11
    BMC_REQUEST_DOWN = 12


class CablePair(Constants, prefix="ETHTOOL_A_CABLE_PAIR"):
    A = 0
    B = 1
    C = 2
    D = 3


class CableCode(Constants, prefix="ETHTOOL_A_CABLE_RESULT_CODE"):
    UNSPEC = 0
    OK = 1
    OPEN = 2
    SAME_SHORT = 3
    CROSS_SHORT = 4
    IMPEDANCE_MISMATCH = 5
    NOISE = 6
    RESOLUTION_NOT_POSSIBLE = 7


class CableSource(Constants, prefix="ETHTOOL_A_CABLE_INF_SRC"):
    UNSPEC = 0
    TDR = 1
    ALCD = 2


class CableTestStatus(Constants, prefix="ETHTOOL_A_CABLE_TEST_NTF_STATUS"):
    UNSPEC = 0
    STARTED = 1
    COMPLETED = 2


class PowerModePolicy(Constants, prefix="ETHTOOL_MODULE_POWER_MODE_POLICY"):
    HIGH = 1
    AUTO = 2


class PowerMode(Constants, prefix="ETHTOOL_MODULE_POWER_MODE"):
    LOW = 1
    HIGH = 2


class PodlAdmin(Constants, prefix="ETHTOOL_PODL_PSE_ADMIN_STATE"):
    UNKNOWN = 1
    DISABLED = 2
    ENABLED = 3


class PodlPower(Constants, prefix="ETHTOOL_PODL_PSE_PW_D_STATUS"):
    UNKNOWN = 1
    DISABLED = 2
    SEARCHING = 3
    DELIVERING = 4
    SLEEP = 5
    IDLE = 6
    ERROR = 7


class C33Admin(Constants, prefix="ETHTOOL_C33_PSE_ADMIN_STATE"):
    UNKNOWN = 1
    DISABLED = 2
    ENABLED = 3


class C33Power(Constants, prefix="ETHTOOL_C33_PSE_PW_D_STATUS"):
    UNKNOWN = 1
    DISABLED = 2
    SEARCHING = 3
    DELIVERING = 4
    TEST = 5
    FAULT = 6
    OTHERFAULT = 7
