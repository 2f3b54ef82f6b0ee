"""HT, VHT, HE and EHT capabilities and operation elements of IEEE 802.11.

Sources: IEEE Std 802.11-2020, 9.4.2.55 to 9.4.2.158, 802.11ax, 802.11be;
include/linux/ieee80211-ht.h, -vht.h, -he.h, -eht.h.
"""

from __future__ import annotations

from typing import Any

from nlscope.spec.leaves import Leaf, Misfit, unhex

_HT = {
    0: "LDPC",
    1: "WIDTH_40",
    4: "GREENFIELD",
    5: "SGI_20",
    6: "SGI_40",
    7: "TX_STBC",
    10: "DELAYED_BA",
    11: "MAX_AMSDU_7935",
    12: "DSSS_CCK_40",
    14: "INTOLERANT_40",
    15: "LSIG_TXOP",
}
_VHT = {
    4: "RX_LDPC",
    5: "SGI_80",
    6: "SGI_160",
    7: "TX_STBC",
    11: "SU_BEAMFORMER",
    12: "SU_BEAMFORMEE",
    19: "MU_BEAMFORMER",
    20: "MU_BEAMFORMEE",
    21: "TXOP_PS",
    22: "HTC",
    28: "RX_ANTENNA_PATTERN",
    29: "TX_ANTENNA_PATTERN",
}
_SMPS = ("STATIC", "DYNAMIC", "RESERVED", "DISABLED")
_VHT_MCS = ("0-7", "0-8", "0-9", "")
_HE_MCS = ("0-7", "0-9", "0-11", "")
_HE_WIDTHS = {1: "40_IN_2GHZ", 2: "40_80_IN_5GHZ", 3: "160_IN_5GHZ", 4: "80_80_IN_5GHZ"}
_OFFSETS = {0: "NONE", 1: "ABOVE", 3: "BELOW"}


def le16(data: bytes, at: int) -> int:
    """Return the 16 bit integer at an offset; IndexError if it is not there."""
    return data[at] | data[at + 1] << 8


def le32(data: bytes, at: int) -> int:
    """Return the 32 bit integer at an offset; IndexError if it is not there."""
    return le16(data, at) | le16(data, at + 2) << 16


def signed(byte: int) -> int:
    """Return a byte as a signed number."""
    return byte - 256 if byte > 127 else byte


def bits(data: bytes) -> list[int]:
    """Return the numbers of the bits that are set, 0 being the first byte's lowest."""
    number = int.from_bytes(data, "little")
    return [n for n in range(8 * len(data)) if number >> n & 1]


def mcs_map(number: int, ranges: tuple[str, ...]) -> dict[str, str]:
    """Return the MCS that each number of spatial streams has, by two bits each."""
    said = {str(n + 1): ranges[number >> 2 * n & 3] for n in range(8)}
    return {streams: mcs for streams, mcs in said.items() if mcs}


def _ranges(numbers: list[int]) -> str:
    """Return 0-7,32 of a rising list."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ",".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)


def _flags(number: int, names: dict[int, str]) -> list[str]:
    return [name for n, name in names.items() if number >> n & 1]


def ht_capability(data: bytes) -> dict[str, Any]:
    """Return what struct ieee80211_ht_cap says."""
    info = le16(data, 0)
    return {
        "capability": _flags(info, _HT),
        "sm_power_save": _SMPS[info >> 2 & 3],
        "rx_stbc": info >> 8 & 3,
        "max_ampdu": (1 << 13 + (data[2] & 3)) - 1,
        "min_mpdu_spacing": data[2] >> 2 & 7,
        "rx_mcs": _ranges(bits(data[3:13])),
        "rx_highest": le16(data, 13) & 0x3FF,
        "tx_mcs_defined": bool(data[15] & 1),
        "extended": f"0x{le16(data, 19):04x}",
        "beamforming": f"0x{le32(data, 21):08x}",
        "antenna_selection": f"0x{data[25]:02x}",
    }


def ht_operation(data: bytes) -> dict[str, Any]:
    """Return what struct ieee80211_ht_operation says."""
    return {
        "primary": data[0],
        "secondary": _OFFSETS.get(data[1] & 3, data[1] & 3),
        "width": "ANY" if data[1] & 4 else "20",
        "rifs": bool(data[1] & 8),
        "protection": ("NONE", "NONMEMBER", "20MHZ", "NON_HT_MIXED")[data[2] & 3],
        "non_greenfield": bool(data[2] & 4),
        "basic_mcs": _ranges(bits(data[6:16])),
    }


def vht_capability(data: bytes) -> dict[str, Any]:
    """Return what struct ieee80211_vht_cap says."""
    info = le32(data, 0)
    return {
        "max_mpdu": {0: 3895, 1: 7991, 2: 11454}.get(info & 3, 0),
        "width": {0: "80", 1: "160", 2: "80+80"}.get(info >> 2 & 3, ""),
        "capability": _flags(info, _VHT),
        "rx_stbc": info >> 8 & 7,
        "max_ampdu": (1 << 13 + (info >> 23 & 7)) - 1,
        "rx_mcs": mcs_map(le16(data, 4), _VHT_MCS),
        "rx_highest": le16(data, 6) & 0x1FFF,
        "tx_mcs": mcs_map(le16(data, 8), _VHT_MCS),
        "tx_highest": le16(data, 10) & 0x1FFF,
    }


def vht_operation(data: bytes) -> dict[str, Any]:
    """Return what struct ieee80211_vht_operation says."""
    return {
        "width": {0: "20/40", 1: "80", 2: "160", 3: "80+80"}.get(data[0], data[0]),
        "center1": data[1],
        "center2": data[2],
        "basic_mcs": mcs_map(le16(data, 3), _VHT_MCS),
    }


def he_capability(data: bytes) -> dict[str, Any]:
    """Return MAC and PHY capabilities and MCS of an HE capabilities element."""
    widths = data[6] >> 1
    said: dict[str, Any] = {
        "mac": data[:6].hex(),
        "phy": data[6:17].hex(),
        "widths": [name for n, name in _HE_WIDTHS.items() if widths >> n - 1 & 1],
    }
    names = ["80", *(["160"] if widths & 4 else []), *(["80+80"] if widths & 8 else [])]
    for i, name in enumerate(names):
        said[f"rx_mcs_{name}"] = mcs_map(le16(data, 17 + 4 * i), _HE_MCS)
        said[f"tx_mcs_{name}"] = mcs_map(le16(data, 19 + 4 * i), _HE_MCS)
    return said


def he_operation(data: bytes) -> dict[str, Any]:
    """Return what struct ieee80211_he_operation says."""
    parameters = data[0] | data[1] << 8 | data[2] << 16
    return {
        "default_pe_us": 4 * (parameters & 7),
        "twt_required": bool(parameters & 8),
        "rts_threshold_32us": parameters >> 4 & 0x3FF,
        "bss_color": data[3] & 0x3F,
        "partial_color": bool(data[3] & 0x40),
        "color_disabled": bool(data[3] & 0x80),
        "basic_mcs": mcs_map(le16(data, 4), _HE_MCS),
    }


def eht_capability(data: bytes) -> dict[str, Any]:
    """Return MAC and PHY capabilities of an EHT capabilities element."""
    if len(data) < 11:
        raise IndexError
    return {"mac": data[:2].hex(), "phy": data[2:11].hex(), "mcs": data[11:].hex()}


class Capability(Leaf):
    """A capability struct of a fixed size as a dict, with its bytes under "data"."""

    def __init__(self, size: int, read: Any) -> None:
        super().__init__()
        self.size = size
        self.read = read

    def decode(self, raw: bytes) -> dict[str, Any]:
        """Return what the struct says; Misfit if it is too short."""
        try:
            return {**self.read(raw), "data": raw}
        except IndexError:
            msg = f"{len(raw)} bytes, expected {self.size}"
            raise Misfit(msg) from None

    def encode(self, value: Any) -> bytes:
        """Return the bytes under "data", or of hex."""
        return unhex(value["data"] if isinstance(value, dict) else value)


HtCapability = Capability(26, ht_capability)
VhtCapability = Capability(12, vht_capability)
