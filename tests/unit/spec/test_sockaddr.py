from __future__ import annotations

import struct

import pytest

from nlscope.spec import Misfit
from nlscope.spec.sockaddr import InetAddr, SockAddr, SockStorage

IN = struct.pack("=H", 2) + b"\x1f\x90" + bytes([127, 0, 0, 1]) + bytes(8)
IN6 = struct.pack("=H", 10) + b"\0\x35" + bytes(4) + bytes(15) + b"\1"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (IN, "127.0.0.1:8080"),
        (IN6 + bytes(4), "[::1]:53"),
        (IN6 + struct.pack("=I", 3), "[::1%3]:53"),
    ],
)
def test_addresses_both_ways(raw: bytes, text: str) -> None:
    assert SockAddr.decode(raw) == text
    assert SockAddr.encode(text) == raw
    stored = raw.ljust(128, b"\0")
    assert SockStorage.decode(stored) == text
    assert SockStorage.encode(text) == stored


def test_the_other_byte_order_is_read() -> None:
    other = bytes([IN[1], IN[0]]) + IN[2:]
    assert SockAddr.decode(other) == "127.0.0.1:8080"


@pytest.mark.parametrize("raw", [b"", b"\2", IN[:-1], IN[:-1] + b"\1", b"\1\0/run/x\0"])
def test_what_is_no_address_stays_bytes(raw: bytes) -> None:
    assert SockAddr.decode(raw) == raw
    assert SockAddr.encode(raw) == raw


@pytest.mark.parametrize("text", ["127.0.0.1:http", "[::1%x]:1", "300.0.0.1:1"])
def test_a_text_that_is_no_address(text: str) -> None:
    with pytest.raises(Misfit):
        SockAddr.encode(text)


@pytest.mark.parametrize("text", ["10.0.0.1", "fd00::1"])
def test_union_of_both_kinds(text: str) -> None:
    raw = InetAddr.encode(text)
    assert len(raw) == 16
    assert InetAddr.decode(raw) == text
