"""802.15.4 MAC, the older interface of IEEE 802.15.4 (include/linux/nl802154.h)."""

from nlscope.spec import (
    S8,
    S32,
    U8,
    U16,
    U32,
    U64,
    Attrs,
    Binary,
    Bytes,
    Constants,
    Genl,
    Hex,
    IfIndex,
    LinkAddr,
    Pad,
    Secret,
    Str,
    Unit,
)


class Cmd(Constants, prefix="IEEE802154"):
    ASSOCIATE_REQ = 1
    ASSOCIATE_CONF = 2
    DISASSOCIATE_REQ = 3
    DISASSOCIATE_CONF = 4
    GET_REQ = 5
    GET_CONF = 6
    RESET_REQ = 7
    RESET_CONF = 8
    SCAN_REQ = 9
    SCAN_CONF = 10
    SET_REQ = 11
    SET_CONF = 12
    START_REQ = 13
    START_CONF = 14
    SYNC_REQ = 15
    POLL_REQ = 16
    POLL_CONF = 17
    ASSOCIATE_INDIC = 18
    ASSOCIATE_RESP = 19
    DISASSOCIATE_INDIC = 20
    BEACON_NOTIFY_INDIC = 21
    ORPHAN_INDIC = 22
    ORPHAN_RESP = 23
    COMM_STATUS_INDIC = 24
    SYNC_LOSS_INDIC = 25
    GTS_REQ = 26
    GTS_INDIC = 27
    GTS_CONF = 28
    RX_ENABLE_REQ = 29
    RX_ENABLE_CONF = 30
    LIST_IFACE = 31
    LIST_PHY = 32
    ADD_IFACE = 33
    DEL_IFACE = 34
    SET_MACPARAMS = 35
    LLSEC_GETPARAMS = 36
    LLSEC_SETPARAMS = 37
    LLSEC_LIST_KEY = 38
    LLSEC_ADD_KEY = 39
    LLSEC_DEL_KEY = 40
    LLSEC_LIST_DEV = 41
    LLSEC_ADD_DEV = 42
    LLSEC_DEL_DEV = 43
    LLSEC_LIST_DEVKEY = 44
    LLSEC_ADD_DEVKEY = 45
    LLSEC_DEL_DEVKEY = 46
    LLSEC_LIST_SECLEVEL = 47
    LLSEC_ADD_SECLEVEL = 48
    LLSEC_DEL_SECLEVEL = 49


ATTRS = Attrs(
    "IEEE802154_ATTR",
    {
        1: "dev_name" / Str,
        2: "dev_index" / IfIndex,
        3: "status" / U8,
        4: "short_addr" / Hex(U16),
        5: "hw_addr" / LinkAddr,
        6: "pan_id" / Hex(U16),
        7: "channel" / U8,
        8: "coord_short_addr" / Hex(U16),
        9: "coord_hw_addr" / LinkAddr,
        10: "coord_pan_id" / Hex(U16),
        11: "src_short_addr" / Hex(U16),
        12: "src_hw_addr" / LinkAddr,
        13: "src_pan_id" / Hex(U16),
        14: "dest_short_addr" / Hex(U16),
        15: "dest_hw_addr" / LinkAddr,
        16: "dest_pan_id" / Hex(U16),
        17: "capability" / Hex(U8),
        18: "reason" / U8,
        19: "scan_type" / U8,
        20: "channels" / Hex(U32),
        21: "duration" / U8,
        22: "ed_list" / Bytes(27),
        23: "bcn_ord" / U8,
        24: "sf_ord" / U8,
        25: "pan_coord" / U8,
        26: "bat_ext" / U8,
        27: "coord_realign" / U8,
        28: "sec" / U8,
        29: "page" / U8,
        30: "channel_page_list" / Binary * "u32 a page: its number in the top 5 bits",
        31: "phy_name" / Str,
        32: "dev_type" / U8,
        33: "txpower" / Unit(S8, "dBm"),
        34: "lbt_enabled" / U8,
        35: "cca_mode" / U8,
        36: "cca_ed_level" / Unit(S32, "mBm"),
        37: "csma_retries" / U8,
        38: "csma_min_be" / U8,
        39: "csma_max_be" / U8,
        40: "frame_retries" / S8,
        41: "llsec_enabled" / U8,
        42: "llsec_seclevel" / U8,
        43: "llsec_key_mode" / U8,
        44: "llsec_key_source_short" / Hex(U32),
        45: "llsec_key_source_extended" / Hex(U64),
        46: "llsec_key_id" / U8,
        47: "llsec_frame_counter" / U32,
        48: "llsec_key_bytes" / Secret(Bytes(16)),
        49: "llsec_key_usage_frame_types" / Hex(U8),
        50: "llsec_key_usage_commands" / Bytes(32),
        51: "llsec_frame_type" / U8,
        52: "llsec_cmd_frame_id" / U8,
        53: "llsec_seclevels" / Hex(U8),
        54: "llsec_dev_override" / U8,
        55: "llsec_dev_key_mode" / U8,
        56: "pad" / Pad,
    },
)

FAMILY = Genl(
    "802.15.4 MAC",
    Cmd,
    attrs=ATTRS,
    groups=("coordinator", "beacon"),
    info=(
        "{phy_name}",
        "{dev_name}|dev {dev_index}",
        "{hw_addr}",
        "pan_id {pan_id:#06x}",
        "short_addr {short_addr:#06x}",
        "page {page}",
        "channel {channel}",
        "status {status}",
    ),
)
