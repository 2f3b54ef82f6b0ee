from __future__ import annotations

from typing import Any

import pytest

from nlscope.spec import Misfit
from nlscope.spec.segments import Segments, seg6

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


def test_as_ip_route_writes_it() -> None:
    # ip -6 route: encap seg6 mode encap segs 2 [ fd00::a fd00::b ]
    header: dict[str, Any] = {"mode": "ENCAP", "segments": ["fd00::b", "fd00::a"]}
    text = "encap seg6 mode encap segs 2 [ fd00::a fd00::b ]"
    assert seg6([("srh", header)]) == text
    header["segments"] = [*header["segments"], {"tlv": "HMAC", "keyid": 5}]
    assert seg6([("srh", header)]) == f"{text} hmac 0x5"
    assert seg6([("dst", "100")]) == seg6(None) == ""
