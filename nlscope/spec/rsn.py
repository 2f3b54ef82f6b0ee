"""Cipher and key management suites in elements, and the elements of vendors.

Sources: IEEE Std 802.11-2020, 9.4.2.24; include/linux/ieee80211.h.
"""

from __future__ import annotations

from typing import Any

from nlscope.spec.capabilities import bits, le16

_IEEE, _MICROSOFT, _WFA = b"\x00\x0f\xac", b"\x00\x50\xf2", b"\x50\x6f\x9a"
CIPHERS = {
    0: "USE_GROUP",
    1: "WEP40",
    2: "TKIP",
    4: "CCMP",
    5: "WEP104",
    6: "BIP_CMAC",
    7: "NO_GROUP_ADDRESSED",
    8: "GCMP",
    9: "GCMP_256",
    10: "CCMP_256",
    11: "BIP_GMAC",
    12: "BIP_GMAC_256",
    13: "BIP_CMAC_256",
}
AKMS = {
    1: "8021X",
    2: "PSK",
    3: "FT_8021X",
    4: "FT_PSK",
    5: "8021X_SHA256",
    6: "PSK_SHA256",
    7: "TDLS",
    8: "SAE",
    9: "FT_SAE",
    10: "AP_PEER_KEY",
    11: "8021X_SUITE_B",
    12: "8021X_SUITE_B_192",
    13: "FT_8021X_SHA384",
    14: "FILS_SHA256",
    15: "FILS_SHA384",
    16: "FT_FILS_SHA256",
    17: "FT_FILS_SHA384",
    18: "OWE",
    19: "FT_PSK_SHA384",
    20: "PSK_SHA384",
    24: "SAE_EXT_KEY",
    25: "FT_SAE_EXT_KEY",
}
_CAPABILITIES = {
    0: "PREAUTH",
    1: "NO_PAIRWISE",
    6: "MFPR",
    7: "MFPC",
    8: "MULTI_BAND",
    9: "PEERKEY",
    10: "SPP_AMSDU",
    11: "SPP_AMSDU_REQUIRED",
    12: "PBAC",
    13: "EXT_KEY_ID",
    14: "OCVC",
}
_MICROSOFT_TYPES = {1: "WPA", 2: "WMM", 4: "WPS"}
_WFA_TYPES = {
    9: "P2P",
    10: "WFD",
    16: "HS20",
    18: "OSEN",
    22: "MBO",
    28: "OWE_TRANSITION",
    30: "DPP",
}


class _Cursor:
    """Reads an element from the front; IndexError where a suite is cut."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def take(self, size: int) -> bytes:
        raw, self.data = self.data[:size], self.data[size:]
        if len(raw) < size:
            raise IndexError
        return raw

    def suite(self, names: dict[int, str], oui: bytes) -> str:
        raw = self.take(4)
        name = names.get(raw[3]) if raw[:3] == oui else None
        return name or f"{raw[:3].hex('-')}:{raw[3]}"

    def suites(self, names: dict[int, str], oui: bytes) -> list[str]:
        return [self.suite(names, oui) for _ in range(le16(self.take(2), 0))]


def rsn(data: bytes, oui: bytes = _IEEE) -> dict[str, Any]:
    """Return the suites and capabilities of an RSN element; later ones may be missing."""
    at = _Cursor(data)
    said: dict[str, Any] = {"version": le16(at.take(2), 0)}
    for name, names in (("group", CIPHERS), ("pairwise", CIPHERS), ("akm", AKMS)):
        if not at.data:
            return said
        said[name] = at.suite(names, oui) if name == "group" else at.suites(names, oui)
    if at.data:
        raw = at.take(2)
        flags = [n for n in bits(raw) if n in _CAPABILITIES]
        said["capability"] = [_CAPABILITIES[n] for n in flags]
        said["replay_counters"] = (1, 2, 4, 16)[raw[0] >> 2 & 3]
    if at.data:
        said["pmkids"] = [at.take(16).hex() for _ in range(le16(at.take(2), 0))]
    if at.data:
        said["group_management"] = at.suite(CIPHERS, oui)
    return said


def _wmm(data: bytes) -> dict[str, Any]:
    """Return the access categories of a WMM parameter element."""
    if data[0] != 1:
        return {}
    said: dict[str, Any] = {"qos_info": f"0x{data[2]:02x}"}
    for name, at in zip(("be", "bk", "vi", "vo"), range(4, 20, 4), strict=True):
        said[name] = {
            "aifsn": data[at] & 0xF,
            "acm": bool(data[at] & 0x10),
            "cw_min": (1 << (data[at + 1] & 0xF)) - 1,
            "cw_max": (1 << (data[at + 1] >> 4)) - 1,
            "txop_us": 32 * le16(data, at + 2),
        }
    return said


def vendor(data: bytes) -> dict[str, Any]:
    """Return whose a vendor's element is, and what it says where that is known."""
    oui, kind = data[:3], data[3]
    types = {_MICROSOFT: _MICROSOFT_TYPES, _WFA: _WFA_TYPES}.get(oui, {})
    said: dict[str, Any] = {"oui": oui.hex(":"), "type": types.get(kind, kind)}
    if said["type"] == "WPA":
        said |= rsn(data[4:], _MICROSOFT)
    elif said["type"] == "WMM" and len(data) > 6:
        said |= _wmm(data[4:])
    return said
