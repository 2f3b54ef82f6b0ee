"""802.11 frames in a few words (IEEE Std 802.11-2020, 9.2.4.1.3, 9.3.3 and 9.4.1)."""

from __future__ import annotations

from typing import Any

MANAGEMENT = (
    "assoc request",
    "assoc response",
    "reassoc request",
    "reassoc response",
    "probe request",
    "probe response",
    "timing advertisement",
    "",
    "beacon",
    "ATIM",
    "disassoc",
    "auth",
    "deauth",
    "action",
    "action no ack",
)
CONTROL = {
    7: "control wrapper",
    8: "block ack request",
    9: "block ack",
    10: "PS-poll",
    11: "RTS",
    12: "CTS",
    13: "ACK",
    14: "CF-end",
}
DATA = {0: "data", 4: "null", 8: "QoS data", 12: "QoS null"}
ACTIONS = {
    0: "spectrum management",
    1: "QoS",
    3: "block ack",
    4: "public",
    5: "radio measurement",
    6: "fast BSS transition",
    7: "HT",
    8: "SA query",
    9: "protected public",
    10: "WNM",
    12: "TDLS",
    13: "mesh",
    14: "multihop",
    15: "self-protected",
    16: "DMG",
    18: "fast session transfer",
    21: "VHT",
    22: "S1G",
    30: "HE",
    31: "protected HE",
    36: "EHT",
    37: "protected EHT",
    126: "vendor-specific protected",
    127: "vendor-specific",
}
_EAPOL = {0: "EAP", 1: "start", 2: "logoff", 3: "key", 4: "alert", 5: "MKA"}
_HEADER = 24
_ALGORITHMS = {0: "open", 1: "shared key", 2: "FT", 3: "SAE", 4: "FILS"}


def subtype(control: Any) -> str:
    """Return what the type and subtype in a frame control field are called."""
    if not isinstance(control, int):
        return ""
    kind, sub = control >> 2 & 3, control >> 4 & 15
    if kind == 0:
        return (MANAGEMENT[sub] if sub < len(MANAGEMENT) else "") or f"management {sub}"
    if kind == 1:
        return CONTROL.get(sub, f"control {sub}")
    return DATA.get(sub, f"data {sub}") if kind == 2 else f"extension {sub}"


def frame(raw: Any) -> str:
    """Return subtype, sender and receiver of a frame, and what its body begins with."""
    if not isinstance(raw, bytes) or len(raw) < 2:
        return ""
    control = int.from_bytes(raw[:2], "little")
    words = [subtype(control)]
    if len(raw) >= 16:
        words.append(f"{raw[10:16].hex(':')} -> {raw[4:10].hex(':')}")
    elif len(raw) >= 10:
        words.append(f"-> {raw[4:10].hex(':')}")
    if not control & 0x400C and len(raw) > _HEADER:  # of management, not encrypted
        words.append(_body(control >> 4 & 15, raw[_HEADER:]))
    return " ".join(word for word in words if word)


def _body(sub: int, body: bytes) -> str:
    def number(at: int) -> int:
        return int.from_bytes(body[at : at + 2], "little")

    name = MANAGEMENT[sub] if sub < len(MANAGEMENT) else ""
    if name in ("disassoc", "deauth") and len(body) >= 2:
        return f"reason {number(0)}"
    if name == "auth" and len(body) >= 6:
        algorithm = _ALGORITHMS.get(number(0), str(number(0)))
        return f"{algorithm} {number(2)} status {number(4)}"
    if name.endswith("assoc response") and len(body) >= 4:
        return f"status {number(2)}"
    if name.startswith("action"):
        return ACTIONS.get(body[0] & 127, f"category {body[0]}")
    return ""


def eapol(raw: Any) -> str:
    """Return what kind of EAPOL frame it is (IEEE Std 802.1X-2020, 11.3.2)."""
    if not isinstance(raw, bytes) or len(raw) < 4:
        return ""
    return f"EAPOL {_EAPOL.get(raw[1], f'type {raw[1]}')}"


def ssid(bss: Any) -> str:
    """Return ssid "name" of a BSS, from the elements that it sends."""
    held = dict(bss) if isinstance(bss, list) else {}
    for name in ("information_elements", "beacon_ies"):
        elements = held.get(name)
        for each in elements if isinstance(elements, list) else ():
            if isinstance(each, dict) and each.get("id") == "SSID":
                return f'ssid "{each["data"]}"'
    return ""
