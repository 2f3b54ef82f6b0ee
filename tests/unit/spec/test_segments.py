from __future__ import annotations

import pytest

from nlscope.spec import Misfit
from nlscope.spec.segments import Segments

LIST = bytes.fromhex("fd00" + "0" * 27 + "b" + "fd00" + "0" * 27 + "a")
HMAC = b"\5\x26\0\0\0\0\0\7" + bytes(range(32))


def test_segments_both_ways() -> None:
    assert Segments.decode(LIST) == ["fd00::b", "fd00::a"]
    assert Segments.encode(["fd00::b", "fd00::a"]) == LIST


def test_a_signature_both_ways() -> None:
    said = Segments.decode(LIST + HMAC)
    assert said[2] == {"tlv": "HMAC", "flags": 0, "keyid": 7, "hmac": HMAC[8:]}
    assert Segments.encode(said) == LIST + HMAC


@pytest.mark.parametrize("raw", [LIST[:-1], HMAC[1:], b"\1"])
def test_other_lengths_are_no_list(raw: bytes) -> None:
    with pytest.raises(Misfit, match="no IPv6 addresses"):
        Segments.decode(raw)
