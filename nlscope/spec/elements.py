"""What the elements of IEEE 802.11 frames say, by id: rates, RSN, capabilities.

Sources: IEEE Std 802.11-2020, 9.4.2; include/linux/ieee80211*.h. All integers are
little-endian. A reader gets an element's data and returns a dict; data that is too short
for it has no content.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nlscope.spec.capabilities import (
    bits,
    eht_capability,
    he_capability,
    he_operation,
    ht_capability,
    ht_operation,
    le16,
    signed,
    vht_capability,
    vht_operation,
)
from nlscope.spec.rsn import rsn, vendor

Reader = Callable[[bytes], dict[str, Any]]

_BASIC = 0x80  # a rate of the basic set
_SELECTORS = {0xFF: "HT", 0xFE: "VHT", 0xFD: "GLK", 0xFC: "EPD", 0xFB: "SAE_H2E"}
_ERP = ("NON_ERP_PRESENT", "USE_PROTECTION", "BARKER_PREAMBLE")
_EXTENDED = {
    0: "BSS_COEX_20_40",
    2: "EXT_CHANNEL_SWITCH",
    6: "S_PSMP",
    19: "BSS_TRANSITION",
    22: "MULTIPLE_BSSID",
    23: "TIMING_MEASUREMENT",
    25: "SSID_LIST",
    31: "INTERWORKING",
    32: "QOS_MAP",
    44: "WNM_NOTIFICATION",
    46: "UTF8_SSID",
    62: "OPMODE_NOTIF",
    70: "FTM_RESPONDER",
    71: "FTM_INITIATOR",
    77: "TWT_REQUESTER",
    78: "TWT_RESPONDER",
    80: "COMPLETE_NON_TX_PROFILE",
    83: "EMA",
    84: "BEACON_PROTECTION",
}
_RSNX = {4: "PROTECTED_TWT", 5: "SAE_H2E", 8: "SECURE_LTF", 15: "SSID_PROTECTION"}
_NETWORKS = ("PRIVATE", "PRIVATE_GUEST", "CHARGEABLE_PUBLIC", "FREE_PUBLIC", "PERSONAL")
_INTERNET, _ASRA, _ESR, _UESA = 0x10, 0x20, 0x40, 0x80


def _rates(data: bytes) -> dict[str, Any]:
    """Return rates in Mbit/s, a star after those of the basic set, and selectors."""
    said = []
    for each in data:
        star = "*" if each & _BASIC else ""
        said.append(_SELECTORS.get(each) or f"{(each & ~_BASIC) / 2:g}{star}")
    return {"rates": said}


def _tim(data: bytes) -> dict[str, Any]:
    return {
        "dtim_count": data[0],
        "dtim_period": data[1],
        "multicast": bool(data[2] & 1),
        "aids": [n + 8 * (data[2] & 0xFE) for n in bits(data[3:])],
    }


def _country(data: bytes) -> dict[str, Any]:
    triplets = []
    for at in range(3, len(data) - 2, 3):
        first, second, third = data[at : at + 3]
        if first > 200:  # an operating triplet
            triplets.append({"id": first, "class": second, "coverage": third})
        else:
            triplets.append({"first": first, "channels": second, "max_dbm": signed(third)})
    environment = chr(data[2]) if chr(data[2]).isprintable() else data[2]
    country = data[:2].decode("latin-1")
    return {"country": country, "environment": environment, "triplets": triplets}


def _load(data: bytes) -> dict[str, Any]:
    return {
        "stations": le16(data, 0),
        "utilisation": f"{data[2]}/255",
        "capacity": le16(data, 3),
    }


def _switch(data: bytes) -> dict[str, Any]:
    return {"mode": data[0], "channel": data[1], "count": data[2]}


def _extended_switch(data: bytes) -> dict[str, Any]:
    return {"mode": data[0], "class": data[1], "channel": data[2], "count": data[3]}


def _wide_switch(data: bytes) -> dict[str, Any]:
    return {"width": data[0], "center1": data[1], "center2": data[2]}


def _mesh_config(data: bytes) -> dict[str, Any]:
    names = ("path_protocol", "path_metric", "congestion", "sync", "auth")
    capability = {0: "ACCEPTING", 3: "FORWARDING", 5: "TBTT_ADJUSTING", 6: "POWER_SAVE"}
    return {
        **dict(zip(names, data, strict=False)),
        "peerings": data[5] >> 1 & 0x3F,
        "capability": [capability.get(n, n) for n in bits(data[6:7])],
    }


def _interworking(data: bytes) -> dict[str, Any]:
    kind = data[0] & 0xF
    said: dict[str, Any] = {
        "network": _NETWORKS[kind] if kind < len(_NETWORKS) else kind,
        "internet": bool(data[0] & _INTERNET),
        "asra": bool(data[0] & _ASRA),
        "esr": bool(data[0] & _ESR),
        "uesa": bool(data[0] & _UESA),
    }
    if len(data) in (3, 9):
        said |= {"venue_group": data[1], "venue_type": data[2]}
    if len(data) in (7, 9):
        said["hessid"] = data[-6:].hex(":")
    return said


def _mobility(data: bytes) -> dict[str, Any]:
    return {
        "mdid": f"{le16(data, 0):04x}",
        "over_ds": bool(data[2] & 1),
        "resource_request": bool(data[2] & 2),
    }


def _overlap(data: bytes) -> dict[str, Any]:
    names = (
        *("passive_dwell_tu", "active_dwell_tu", "trigger_interval_s"),
        *("passive_total_tu", "active_total_tu", "transition_delay", "activity_threshold"),
    )
    return {name: le16(data, 2 * i) for i, name in enumerate(names)}


def _named(names: dict[int, str]) -> Reader:
    return lambda data: {"capability": [names.get(n, n) for n in bits(data)]}


def _numbers(*names: str) -> Reader:
    """Return a reader of one byte each."""
    return lambda data: {name: data[i] for i, name in enumerate(names)}


def _text(name: str) -> Reader:
    return lambda data: {name: data.decode("utf-8", "backslashreplace")}


CONTENTS: dict[int, Reader] = {
    1: _rates,
    50: _rates,
    3: _numbers("channel"),
    5: _tim,
    6: lambda data: {"atim_window": le16(data, 0)},
    7: _country,
    11: _load,
    32: lambda data: {"constraint_db": data[0]},
    33: lambda data: {"min_dbm": signed(data[0]), "max_dbm": signed(data[1])},
    35: lambda data: {"tx_dbm": signed(data[0]), "link_margin_db": signed(data[1])},
    36: lambda data: {
        "channels": [
            {"first": first, "channels": count}
            for first, count in zip(data[::2], data[1::2], strict=True)
        ]
    },
    37: _switch,
    42: lambda data: {"flags": [_ERP[n] if n < len(_ERP) else n for n in bits(data[:1])]},
    45: ht_capability,
    46: lambda data: {"qos_info": f"0x{data[0]:02x}"},
    48: rsn,
    54: _mobility,
    59: lambda data: {"current": data[0], "classes": list(data[1:])},
    60: _extended_switch,
    61: ht_operation,
    62: lambda data: {"offset": {0: "NONE", 1: "ABOVE", 3: "BELOW"}.get(data[0], data[0])},
    70: _named({}),
    72: _named({0: "INFORMATION_REQUEST", 1: "INTOLERANT_40", 2: "WIDTH_20"}),
    74: _overlap,
    107: _interworking,
    113: _mesh_config,
    114: _text("mesh_id"),
    118: lambda data: {
        "ttl": data[0],
        "flags": data[1],
        "reason": le16(data, 2),
        "precedence": le16(data, 4),
    },
    127: _named(_EXTENDED),
    191: vht_capability,
    192: vht_operation,
    194: _wide_switch,
    197: lambda data: {"aid": le16(data, 0) & 0x3FFF},
    199: lambda data: {"width": data[0] & 3, "rx_nss": (data[0] >> 4 & 7) + 1},
    221: vendor,
    244: _named(_RSNX),
}
EXTENSIONS: dict[int, tuple[str, Reader | None]] = {
    9: ("FILS_INDICATION", None),
    32: ("DH_PARAMETER", lambda data: {"group": le16(data, 0)}),
    35: ("HE_CAPABILITY", he_capability),
    36: ("HE_OPERATION", he_operation),
    37: ("UORA", None),
    38: ("HE_MU_EDCA", None),
    39: ("HE_SPATIAL_REUSE", None),
    44: ("ESS_REPORT", None),
    52: ("MAX_CHANNEL_SWITCH_TIME", None),
    55: ("MBSSID_CONFIG", lambda data: {"count": data[0], "period": data[1]}),
    56: ("NON_INHERITANCE", None),
    58: ("OCV_OCI", None),
    59: ("HE_6GHZ_CAPABILITY", lambda data: {"capability": f"0x{le16(data, 0):04x}"}),
    92: ("PASSWORD_IDENTIFIER", None),
    93: ("REJECTED_GROUPS", None),
    106: ("EHT_OPERATION", None),
    107: ("MULTI_LINK", None),
    108: ("EHT_CAPABILITY", eht_capability),
    109: ("TID_TO_LINK_MAPPING", None),
    135: ("MULTI_LINK_TRAFFIC", None),
}


def content(number: int, data: bytes) -> dict[str, Any]:
    """Return what an element says, {} where nothing is known of it or it is too short."""
    said: dict[str, Any] = {}
    reader = CONTENTS.get(number)
    if number == 255 and data:
        name, reader = EXTENSIONS.get(data[0], (str(data[0]), None))
        said, data = {"extension": name}, data[1:]
    if reader is None:
        return said
    try:
        return said | reader(data)
    except (IndexError, ValueError):
        return said
