"""What 802.11 puts into attributes: elements, SSIDs and bitmaps of any length.

Source: struct element and enum ieee80211_eid in include/linux/ieee80211.h.
"""

from __future__ import annotations

from typing import Any

from nlscope.spec.constants import Constants
from nlscope.spec.elements import content
from nlscope.spec.leaves import Leaf, Misfit, unhex


class Eid(Constants, prefix="WLAN_EID"):
    """Element ids that the kernel names."""

    SSID = 0
    SUPP_RATES = 1
    FH_PARAMS = 2
    DS_PARAMS = 3
    CF_PARAMS = 4
    TIM = 5
    IBSS_PARAMS = 6
    COUNTRY = 7
    REQUEST = 10
    QBSS_LOAD = 11
    EDCA_PARAM_SET = 12
    TSPEC = 13
    TCLAS = 14
    SCHEDULE = 15
    CHALLENGE = 16
    PWR_CONSTRAINT = 32
    PWR_CAPABILITY = 33
    TPC_REQUEST = 34
    TPC_REPORT = 35
    SUPPORTED_CHANNELS = 36
    CHANNEL_SWITCH = 37
    MEASURE_REQUEST = 38
    MEASURE_REPORT = 39
    QUIET = 40
    IBSS_DFS = 41
    ERP_INFO = 42
    TS_DELAY = 43
    TCLAS_PROCESSING = 44
    HT_CAPABILITY = 45
    QOS_CAPA = 46
    RSN = 48
    EXT_SUPP_RATES = 50
    AP_CHAN_REPORT = 51
    NEIGHBOR_REPORT = 52
    RCPI = 53
    MOBILITY_DOMAIN = 54
    FAST_BSS_TRANSITION = 55
    TIMEOUT_INTERVAL = 56
    RIC_DATA = 57
    DSE_REGISTERED_LOCATION = 58
    SUPPORTED_REGULATORY_CLASSES = 59
    EXT_CHANSWITCH_ANN = 60
    HT_OPERATION = 61
    SECONDARY_CHANNEL_OFFSET = 62
    BSS_AVG_ACCESS_DELAY = 63
    ANTENNA_INFO = 64
    RSNI = 65
    MEASUREMENT_PILOT_TX_INFO = 66
    BSS_AVAILABLE_CAPACITY = 67
    BSS_AC_ACCESS_DELAY = 68
    TIME_ADVERTISEMENT = 69
    RRM_ENABLED_CAPABILITIES = 70
    MULTIPLE_BSSID = 71
    BSS_COEX_2040 = 72
    BSS_INTOLERANT_CHL_REPORT = 73
    OVERLAP_BSS_SCAN_PARAM = 74
    RIC_DESCRIPTOR = 75
    MMIE = 76
    NON_TX_BSSID_CAP = 83
    MULTI_BSSID_IDX = 85
    FMS_DESCRIPTOR = 86
    WNM_SLEEP_MODE = 93
    LINK_ID = 101
    WAKEUP_SCHEDULE = 102
    CHAN_SWITCH_TIMING = 104
    PTI_CONTROL = 105
    PU_BUFFER_STATUS = 106
    INTERWORKING = 107
    ADVERTISEMENT_PROTOCOL = 108
    ROAMING_CONSORTIUM = 111
    MESH_CONFIG = 113
    MESH_ID = 114
    LINK_METRIC_REPORT = 115
    CONGESTION_NOTIFICATION = 116
    PEER_MGMT = 117
    CHAN_SWITCH_PARAM = 118
    MESH_AWAKE_WINDOW = 119
    BEACON_TIMING = 120
    MCCAOP_ADVERT = 123
    GANN = 125
    RANN = 126
    EXT_CAPABILITY = 127
    PREQ = 130
    PREP = 131
    PERR = 132
    PXU = 137
    PXUC = 138
    AUTH_MESH_PEER_EXCH = 139
    MIC = 140
    DMG_OPERATION = 151
    DMG_CAPABILITIES = 148
    CISCO_VENDOR_SPECIFIC = 150
    AID_RESPONSE = 211
    S1G_BCN_COMPAT = 213
    S1G_SHORT_BCN_INTERVAL = 214
    S1G_CAPABILITIES = 217
    S1G_OPERATION = 232
    VHT_CAPABILITY = 191
    VHT_OPERATION = 192
    EXTENDED_BSS_LOAD = 193
    WIDE_BW_CHANNEL_SWITCH = 194
    TX_POWER_ENVELOPE = 195
    CHANNEL_SWITCH_WRAPPER = 196
    AID = 197
    QUIET_CHANNEL = 198
    OPMODE_NOTIF = 199
    REDUCED_NEIGHBOR_REPORT = 201
    S1G_TWT = 216
    VENDOR_SPECIFIC = 221
    RSNX = 244
    FRAGMENT = 242
    EXTENSION = 255


class ElementList(Leaf):
    """Information elements, id, length and data each: [{"id": name, "data": bytes}].

    The data of an SSID is text where it reads as text; "content" is what the data of
    others says, and no part of the bytes.
    """

    def decode(self, raw: bytes) -> list[dict[str, Any]]:
        """Return the elements; Misfit if a length runs past the end."""
        elements, at = [], 0
        while at < len(raw):
            body = at + 2
            end = body + raw[at + 1] if body <= len(raw) else body
            if end > len(raw):
                msg = f"element {raw[at]} at {at} runs past the end"
                raise Misfit(msg)
            data: Any = raw[body:end]
            number = raw[at]
            if number == Eid.SSID:
                data = Ssid.decode(data)
            element = {"id": Eid.names.get(number, number), "data": data}
            if said := content(number, raw[body:end]):
                element["content"] = said
            elements.append(element)
            at = end
        return elements

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a list of elements, or of hex."""
        if not isinstance(value, (list, tuple)):
            return unhex(value)
        return b"".join(map(_element, value))


def _element(element: dict[str, Any]) -> bytes:
    name = element["id"]
    number = Eid.number(name) if isinstance(name, str) else int(name)
    value = element["data"]
    data = Ssid.encode(value) if number == Eid.SSID else unhex(value)
    if len(data) > 0xFF:
        msg = f"{len(data)} bytes, an element has 255"
        raise Misfit(msg)
    return bytes([number, len(data)]) + data


class SsidText(Leaf):
    """A network's name: any bytes, text where they read as text."""

    def decode(self, raw: bytes) -> str | bytes:
        """Return printable UTF-8 as text, anything else as it is."""
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            return raw
        return text if text.isprintable() else raw

    def encode(self, value: Any) -> bytes:
        """Return the bytes of the name."""
        return value if isinstance(value, bytes) else str(value).encode()


class BitArray(Leaf):
    """Bytes of bits, the lowest of the first byte being 0: a list of their names."""

    def __init__(self, constants: type[Constants]) -> None:
        super().__init__()
        self.constants = constants

    def decode(self, raw: bytes) -> list[str | int]:
        """Return the names of the bits that are set, their numbers if they have none."""
        names = self.constants.names
        bits = (n for n in range(8 * len(raw)) if raw[n >> 3] >> (n & 7) & 1)
        return [names.get(n, n) for n in bits]

    def encode(self, value: Any) -> bytes:
        """Return as many bytes as the highest bit needs."""
        bits = 0
        for each in value:
            number = each if isinstance(each, int) else self.constants.number(each)
            bits |= 1 << number
        return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


Ssid = SsidText()
Elements = ElementList()
