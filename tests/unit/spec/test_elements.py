"""Elements as access points send them, and what they say."""

from __future__ import annotations

import pytest

from nlscope.spec.capabilities import HtCapability
from nlscope.spec.elements import CONTENTS, content


def test_rates() -> None:
    assert content(1, bytes.fromhex("82848b960c121824")) == {
        "rates": ["1*", "2*", "5.5*", "11*", "6", "9", "12", "18"]
    }
    assert content(50, b"\x30\xff") == {"rates": ["24", "HT"]}


def test_country_channels() -> None:
    assert content(7, b"DE \x01\x0d\x14") == {
        "country": "DE",
        "environment": " ",
        "triplets": [{"first": 1, "channels": 13, "max_dbm": 20}],
    }


def test_rsn_of_wpa2_and_wpa3() -> None:
    # iw: Group cipher: CCMP, Pairwise: CCMP, Authentication suites: PSK SAE, MFP-capable
    said = content(48, bytes.fromhex("0100000fac040100000fac040200000fac02000fac088000"))
    assert said == {
        "version": 1,
        "group": "CCMP",
        "pairwise": ["CCMP"],
        "akm": ["PSK", "SAE"],
        "capability": ["MFPC"],
        "replay_counters": 1,
    }
    assert content(48, b"\1\0") == {"version": 1}


def test_wpa_and_wmm_of_a_vendor() -> None:
    wpa = content(221, bytes.fromhex("0050f2010100 0050f2020100 0050f2020100 0050f202"))
    assert (wpa["type"], wpa["group"], wpa["akm"]) == ("WPA", "TKIP", ["PSK"])
    raw = "0050f20201 01 80 00 03a40000 27a40000 42435e00 62322f00"
    wmm = content(221, bytes.fromhex(raw))
    assert wmm["vo"] == {
        "aifsn": 2,
        "acm": False,
        "cw_min": 3,
        "cw_max": 7,
        "txop_us": 1504,
    }
    assert content(221, bytes.fromhex("001122aa")) == {"oui": "00:11:22", "type": 0xAA}


def test_tim() -> None:
    assert content(5, b"\0\3\1\x02") == {
        "dtim_count": 0,
        "dtim_period": 3,
        "multicast": True,
        "aids": [1],
    }


def test_ht_capability_struct() -> None:
    raw = bytes.fromhex("7e1017ffff0000010000000000000000000000000000000000 00")
    said = HtCapability.decode(raw)
    assert said["capability"] == [
        "WIDTH_40",
        "GREENFIELD",
        "SGI_20",
        "SGI_40",
        "DSSS_CCK_40",
    ]
    assert (said["sm_power_save"], said["rx_mcs"]) == ("DISABLED", "0-15,32")
    assert (said["max_ampdu"], said["min_mpdu_spacing"]) == (65535, 5)
    assert HtCapability.encode(said) == raw


def test_extensions() -> None:
    assert content(255, b"\x26\0") == {"extension": "HE_MU_EDCA"}
    assert content(255, b"\xfa") == {"extension": "250"}


@pytest.mark.parametrize("number", [*CONTENTS, 255])
def test_any_bytes_do_not_raise(number: int) -> None:
    for size in range(40):
        for fill in (0, 1, 0x23, 0xFF):
            assert isinstance(content(number, bytes([fill]) * size), dict)
