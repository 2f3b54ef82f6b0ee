"""nfc, near field communication (include/uapi/linux/nfc.h)."""

from nlscope.spec import (
    U8,
    U16,
    U32,
    Attrs,
    Binary,
    Constants,
    Enum,
    Flags,
    Genl,
    Hex,
    Indexed,
    Str,
    Unit,
)


class Cmd(Constants, prefix="NFC"):
    CMD_GET_DEVICE = 1
    CMD_DEV_UP = 2
    CMD_DEV_DOWN = 3
    CMD_DEP_LINK_UP = 4
    CMD_DEP_LINK_DOWN = 5
    CMD_START_POLL = 6
    CMD_STOP_POLL = 7
    CMD_GET_TARGET = 8
    EVENT_TARGETS_FOUND = 9
    EVENT_DEVICE_ADDED = 10
    EVENT_DEVICE_REMOVED = 11
    EVENT_TARGET_LOST = 12
    EVENT_TM_ACTIVATED = 13
    EVENT_TM_DEACTIVATED = 14
    CMD_LLC_GET_PARAMS = 15
    CMD_LLC_SET_PARAMS = 16
    CMD_ENABLE_SE = 17
    CMD_DISABLE_SE = 18
    CMD_LLC_SDREQ = 19
    EVENT_LLC_SDRES = 20
    CMD_FW_DOWNLOAD = 21
    EVENT_SE_ADDED = 22
    EVENT_SE_REMOVED = 23
    EVENT_SE_CONNECTIVITY = 24
    EVENT_SE_TRANSACTION = 25
    CMD_GET_SE = 26
    CMD_SE_IO = 27
    CMD_ACTIVATE_TARGET = 28
    CMD_VENDOR = 29
    CMD_DEACTIVATE_TARGET = 30


Protocol = Constants.make(
    "NFC_PROTO",
    {
        0x02: "JEWEL_MASK",
        0x04: "MIFARE_MASK",
        0x08: "FELICA_MASK",
        0x10: "ISO14443_MASK",
        0x20: "NFC_DEP_MASK",
        0x40: "ISO14443_B_MASK",
        0x80: "ISO15693_MASK",
    },
)


class CommMode(Constants, prefix="NFC_COMM"):
    ACTIVE = 0
    PASSIVE = 1


class RfMode(Constants, prefix="NFC_RF"):
    INITIATOR = 0
    TARGET = 1
    NONE = 2


class SeType(Constants, prefix="NFC_SE"):
    UICC = 1
    EMBEDDED = 2


SDP = Attrs("NFC_SDP_ATTR", {1: "uri" / Str, 2: "sap" / U8})
ATTRS = Attrs(
    "NFC_ATTR",
    {
        1: "device_index" / U32,
        2: "device_name" / Str,
        3: "protocols" / Flags(U32, Protocol),
        4: "target_index" / U32,
        5: "target_sens_res" / Hex(U16),
        6: "target_sel_res" / Hex(U8),
        7: "target_nfcid1" / Binary,
        8: "target_sensb_res" / Binary,
        9: "target_sensf_res" / Binary,
        10: "comm_mode" / Enum(U8, CommMode),
        11: "rf_mode" / Enum(U8, RfMode),
        12: "device_powered" / U8,
        13: "im_protocols" / Flags(U32, Protocol),
        14: "tm_protocols" / Flags(U32, Protocol),
        15: "llc_param_lto" / Unit(U8, "10 ms"),
        16: "llc_param_rw" / U8,
        17: "llc_param_miux" / U16,
        18: "se" / Binary,
        19: "llc_sdp" / Indexed(SDP),
        20: "firmware_name" / Str,
        21: "se_index" / U32,
        22: "se_type" / Enum(U8, SeType),
        23: "se_aid" / Binary,
        24: "firmware_download_status" / U32,
        25: "se_apdu" / Binary,
        26: "target_iso15693_dsfid" / Hex(U8),
        27: "target_iso15693_uid" / Binary,
        28: "se_params" / Binary,
        29: "vendor_id" / Hex(U32),
        30: "vendor_subcmd" / U32,
        31: "vendor_data" / Binary,
        32: "target_ats" / Binary,
    },
)

FAMILY = Genl(
    "nfc",
    Cmd,
    attrs=ATTRS,
    groups=("events",),
    info=(
        "{device_name}|nfc{device_index}",
        "target {target_index}",
        "{protocols}",
        "im {im_protocols}",
        "tm {tm_protocols}",
        "{comm_mode}",
        "{rf_mode}",
        "nfcid1 {target_nfcid1}",
        "se {se_index}",
        "{se_type}",
        "aid {se_aid}",
        "sdp {llc_sdp.uri}",
        "firmware {firmware_name!q}",
        "status {firmware_download_status}",
        "vendor {vendor_id:#x}",
    ),
)
