"""nl802154, IEEE 802.15.4 radios (include/net/nl802154.h, not in uapi).

The kernel converts nothing: PAN ids and addresses are little-endian. Kernels before 6.3
number the SEC attributes, which CONFIG_IEEE802154_NL802154_EXPERIMENTAL adds, from 30.
"""

from nlscope.spec import (
    S8,
    S32,
    U8,
    U16,
    U16LE,
    U32,
    U32BE,
    U64,
    U64LE,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Enum,
    Flag,
    Genl,
    Hex,
    IfIndex,
    Indexed,
    Multi,
    Nest,
    NestTypeValue,
    Pad,
    Secret,
    Str,
    Unit,
)


class Cmd(Constants, prefix="NL802154_CMD"):
    GET_WPAN_PHY = 1
    SET_WPAN_PHY = 2
    NEW_WPAN_PHY = 3
    DEL_WPAN_PHY = 4
    GET_INTERFACE = 5
    SET_INTERFACE = 6
    NEW_INTERFACE = 7
    DEL_INTERFACE = 8
    SET_CHANNEL = 9
    SET_PAN_ID = 10
    SET_SHORT_ADDR = 11
    SET_TX_POWER = 12
    SET_CCA_MODE = 13
    SET_CCA_ED_LEVEL = 14
    SET_MAX_FRAME_RETRIES = 15
    SET_BACKOFF_EXPONENT = 16
    SET_MAX_CSMA_BACKOFFS = 17
    SET_LBT_MODE = 18
    SET_ACKREQ_DEFAULT = 19
    SET_WPAN_PHY_NETNS = 20
    SET_SEC_PARAMS = 21
    GET_SEC_KEY = 22
    NEW_SEC_KEY = 23
    DEL_SEC_KEY = 24
    GET_SEC_DEV = 25
    NEW_SEC_DEV = 26
    DEL_SEC_DEV = 27
    GET_SEC_DEVKEY = 28
    NEW_SEC_DEVKEY = 29
    DEL_SEC_DEVKEY = 30
    GET_SEC_LEVEL = 31
    NEW_SEC_LEVEL = 32
    DEL_SEC_LEVEL = 33
    SCAN_EVENT = 34
    TRIGGER_SCAN = 35
    ABORT_SCAN = 36
    SCAN_DONE = 37
    SEND_BEACONS = 38
    STOP_BEACONS = 39
    ASSOCIATE = 40
    DISASSOCIATE = 41
    SET_MAX_ASSOCIATIONS = 42
    LIST_ASSOCIATIONS = 43


class Iftype(Constants, prefix="NL802154_IFTYPE"):
    UNSPEC = 0xFFFFFFFF
    NODE = 0
    MONITOR = 1
    COORD = 2


class Cca(Constants, prefix="NL802154_CCA"):
    ENERGY = 1
    CARRIER = 2
    ENERGY_CARRIER = 3
    ALOHA = 4
    UWB_SHR = 5
    UWB_MULTIPLEXED = 6


class CcaOpt(Constants, prefix="NL802154_CCA_OPT"):
    ENERGY_CARRIER_AND = 0
    ENERGY_CARRIER_OR = 1


class Lbt(Constants, prefix="NL802154_SUPPORTED_BOOL"):
    FALSE = 0
    TRUE = 1
    BOTH = 3


class ScanType(Constants, prefix="NL802154_SCAN"):
    ED = 1
    ACTIVE = 2
    PASSIVE = 3
    ORPHAN = 4
    ENHANCED_ACTIVE = 5
    RIT_PASSIVE = 6


class ScanDone(Constants, prefix="NL802154_SCAN_DONE_REASON"):
    FINISHED = 1
    ABORTED = 2


class AddrMode(Constants, prefix="NL802154_DEV_ADDR"):
    NONE = 0
    SHORT = 2
    EXTENDED = 3


class PeerType(Constants, prefix="NL802154_PEER_TYPE"):
    UNSPEC = 0
    PARENT = 1
    CHILD = 2


class KeyIdMode(Constants, prefix="NL802154_KEY_ID_MODE"):
    IMPLICIT = 0
    INDEX = 1
    INDEX_SHORT = 2
    INDEX_EXTENDED = 3


class SecLevel(Constants, prefix="NL802154_SECLEVEL"):
    NONE = 0
    MIC32 = 1
    MIC64 = 2
    MIC128 = 3
    ENC = 4
    ENC_MIC32 = 5
    ENC_MIC64 = 6
    ENC_MIC128 = 7


class Frame(Constants, prefix="NL802154_FRAME"):
    BEACON = 0
    DATA = 1
    ACK = 2
    CMD = 3


class CmdFrame(Constants, prefix="NL802154_CMD_FRAME"):
    ASSOC_REQUEST = 1
    ASSOC_RESPONSE = 2
    DISASSOC_NOTIFY = 3
    DATA_REQUEST = 4
    PAN_ID_CONFLICT_NOTIFY = 5
    ORPHAN_NOTIFY = 6
    BEACON_REQUEST = 7
    COORD_REALIGNMENT = 8
    GTS_REQUEST = 9


class DevKey(Constants, prefix="NL802154_DEVKEY"):
    IGNORE = 0
    RESTRICT = 1
    RECORD = 2


CHANNELS = Attrs("", {n: f"{n}" / Flag for n in range(32)})
IFTYPES = Attrs(
    "NL802154_IFTYPE",
    {n: name.lower() / Flag for n, name in Iftype.names.items() if n < 3},
)
CCA_MODES = Attrs(
    "NL802154_CCA",
    {n: name.lower() / Flag for n, name in Cca.names.items()},
)
CCA_OPTS = Attrs(
    "NL802154_CCA_OPT",
    {n: name.lower() / Flag for n, name in CcaOpt.names.items()},
)
CAPS = Attrs(
    "NL802154_CAP_ATTR",
    {
        1: "iftypes" / Nest(IFTYPES),
        2: "channels" / NestTypeValue(CHANNELS, "page"),
        3: "tx_powers" / Indexed(Unit(S32, "mBm")),
        4: "cca_ed_levels" / Indexed(Unit(S32, "mBm")),
        5: "cca_modes" / Nest(CCA_MODES),
        6: "cca_opts" / Nest(CCA_OPTS),
        7: "min_minbe" / U8,
        8: "max_minbe" / U8,
        9: "min_maxbe" / U8,
        10: "max_maxbe" / U8,
        11: "min_csma_backoffs" / U8,
        12: "max_csma_backoffs" / U8,
        13: "min_frame_retries" / S8,
        14: "max_frame_retries" / S8,
        15: "lbt" / Enum(U32, Lbt),
    },
)
COORD = Attrs(
    "NL802154_COORD",
    {
        1: "panid" / Hex(U16LE),
        2: "addr" / Binary * "2 or 8 bytes",
        3: "channel" / U8,
        4: "page" / U8,
        5: "preamble_code" / U8,
        6: "mean_prf" / U8,
        7: "superframe_spec" / Hex(U16),
        8: "link_quality" / U8,
        9: "gts_permit" / Flag,
        10: "payload_data" / Binary,
        11: "pad" / Pad,
    },
)
DEV_ADDR = Attrs(
    "NL802154_DEV_ADDR_ATTR",
    {
        1: "pan_id" / Hex(U16LE),
        2: "mode" / Enum(U32, AddrMode),
        3: "short" / Hex(U16LE),
        4: "extended" / Hex(U64LE),
        5: "pad" / Pad,
    },
)
PEER = Attrs(
    "NL802154_DEV_ADDR_ATTR",
    DEV_ADDR.entries
    | {2: "mode" / Enum(U8, AddrMode), 6: "peer_type" / Enum(U8, PeerType)},
)
KEY_ID = Attrs(
    "NL802154_KEY_ID_ATTR",
    {
        1: "mode" / Enum(U32, KeyIdMode),
        2: "index" / U8,
        3: "implicit" / Nest(DEV_ADDR),
        4: "source_short" / Hex(U32),
        5: "source_extended" / Hex(U64LE),
        6: "pad" / Pad,
    },
)
LEVEL = Attrs(
    "NL802154_SECLEVEL_ATTR",
    {
        1: "levels" / Enum(U32, SecLevel),
        2: "frame" / Enum(U32, Frame),
        3: "cmd_frame" / Enum(U32, CmdFrame),
        4: "dev_override" / U8,
    },
)
DEVICE = Attrs(
    "NL802154_DEV_ATTR",
    {
        1: "frame_counter" / U32,
        2: "pan_id" / Hex(U16LE),
        3: "short_addr" / Hex(U16LE),
        4: "extended_addr" / Hex(U64LE),
        5: "seclevel_exempt" / U8,
        6: "key_mode" / Enum(U32, DevKey),
        7: "pad" / Pad,
    },
)
DEVKEY = Attrs(
    "NL802154_DEVKEY_ATTR",
    {
        1: "frame_counter" / U32,
        2: "extended_addr" / Hex(U64LE),
        3: "id" / Nest(KEY_ID),
        4: "pad" / Pad,
    },
)
KEY = Attrs(
    "NL802154_KEY_ATTR",
    {
        1: "id" / Nest(KEY_ID),
        2: "usage_frames" / Hex(U8) * "bits of enum nl802154_frames",
        3: "usage_cmds" / Binary * "bits of enum nl802154_cmd_frames",
        4: "bytes" / Secret(Bytes(16)),
    },
)
PAGES = Attrs(
    "NL802154_ATTR",
    {22: "supported_channel" / Multi(Hex(U32)) * "bits of channels, page after page"},
)
ATTRS = Attrs(
    "NL802154_ATTR",
    {
        1: "wpan_phy" / Unit(U32, "phy"),
        2: "wpan_phy_name" / Str,
        3: "ifindex" / IfIndex,
        4: "ifname" / Str,
        5: "iftype" / Enum(U32, Iftype),
        6: "wpan_dev" / Hex(U64),
        7: "page" / U8,
        8: "channel" / U8,
        9: "pan_id" / Hex(U16LE),
        10: "short_addr" / Hex(U16LE),
        11: "tx_power" / Unit(S32, "mBm"),
        12: "cca_mode" / Enum(U32, Cca),
        13: "cca_opt" / Enum(U32, CcaOpt),
        14: "cca_ed_level" / Unit(S32, "mBm"),
        15: "max_frame_retries" / S8,
        16: "max_be" / U8,
        17: "min_be" / U8,
        18: "max_csma_backoffs" / U8,
        19: "lbt_mode" / U8,
        20: "generation" / U32,
        21: "channels_supported" / Nest(PAGES),
        22: "supported_channel" / Hex(U32),
        23: "extended_addr" / Hex(U64LE),
        24: "wpan_phy_caps" / Nest(CAPS),
        25: "supported_commands" / Indexed(Enum(U32, Cmd)),
        26: "ackreq_default" / U8,
        27: "pad" / Pad,
        28: "pid" / U32,
        29: "netns_fd" / U32,
        30: "coordinator" / Nest(COORD),
        31: "scan_type" / Enum(U8, ScanType),
        32: "scan_flags" / Hex(U32),
        33: "scan_channels" / Hex(U32),
        34: "scan_preamble_codes" / Hex(U64),
        35: "scan_mean_prf" / U8,
        36: "scan_duration" / U8,
        37: "scan_done_reason" / Enum(U8, ScanDone),
        38: "beacon_interval" / U8,
        39: "max_associations" / U32,
        40: "peer" / Nest(PEER),
        41: "sec_enabled" / U8,
        42: "sec_out_level" / Enum(U32, SecLevel),
        43: "sec_out_key_id" / Nest(KEY_ID),
        44: "sec_frame_counter" / U32BE,
        45: "sec_level" / Nest(LEVEL),
        46: "sec_device" / Nest(DEVICE),
        47: "sec_devkey" / Nest(DEVKEY),
        48: "sec_key" / Nest(KEY),
    },
)

FAMILY = Genl(
    "nl802154",
    Cmd,
    attrs=ATTRS,
    groups=("config",),
    info=(
        "{wpan_phy_name}|phy#{wpan_phy}",
        "{ifname}|dev {ifindex}",
        "{iftype}",
        "pan_id {pan_id:#06x}",
        "short_addr {short_addr:#06x}",
        "ext_addr {extended_addr:#018x}",
        "page {page}",
        "channel {channel}",
        "tx_power {tx_power} mBm",
        "scan {scan_type}",
        "{scan_done_reason}",
    ),
)
