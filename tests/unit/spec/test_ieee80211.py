from __future__ import annotations

import pytest

from nlscope.spec import Constants, Misfit
from nlscope.spec.ieee80211 import BitArray, Elements, Ssid

RAW = b"\0\4home" + b"\1\2\x82\x84" + b"\xee\0" + b"\xff\1\x23"
LIST = [
    {"id": "SSID", "data": "home"},
    {"id": "SUPP_RATES", "data": b"\x82\x84", "content": {"rates": ["1*", "2*"]}},
    {"id": 238, "data": b""},
    {"id": "EXTENSION", "data": b"\x23", "content": {"extension": "HE_CAPABILITY"}},
]


def test_elements_both_ways() -> None:
    assert Elements.decode(RAW) == LIST
    assert Elements.encode(LIST) == RAW
    assert Elements.encode("0104") == b"\1\4"
    assert Elements.encode([{"id": "WLAN_EID_RSN", "data": "01:00"}]) == b"\x30\2\1\0"


@pytest.mark.parametrize("raw", [b"\0", b"\0\2a", b"\1\0\1\1"])
def test_an_element_must_end_in_the_payload(raw: bytes) -> None:
    with pytest.raises(Misfit, match="runs past the end"):
        Elements.decode(raw)


def test_an_element_has_room_for_255_bytes() -> None:
    with pytest.raises(Misfit, match="256 bytes"):
        Elements.encode([{"id": 1, "data": bytes(256)}])


@pytest.mark.parametrize(
    ("raw", "name"),
    [(b"caf\xc3\xa9", "café"), (b"", ""), (b"\0\0", b"\0\0"), (b"\xff",) * 2],
)
def test_a_name_is_text_where_it_reads_as_text(raw: bytes, name: str | bytes) -> None:
    assert Ssid.decode(raw) == name
    assert Ssid.encode(name) == raw


def test_bits_by_name() -> None:
    class Bit(Constants, prefix="B"):
        ONE = 1
        NINE = 9

    leaf = BitArray(Bit)
    assert leaf.decode(b"\x02\x06") == ["ONE", "NINE", 10]
    assert leaf.encode(["ONE", "NINE", 10]) == b"\x02\x06"
