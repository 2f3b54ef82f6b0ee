"""802.11 frames in a few words."""

from __future__ import annotations

import pytest

from nlscope.spec.frame80211 import eapol, frame, ssid, subtype

A, B = "02:00:00:00:00:0a", "02:00:00:00:00:0b"
HEAD = b"\0\0" + bytes.fromhex("02000000000b02000000000a") + bytes(8)


@pytest.mark.parametrize(
    ("control", "body", "text"),
    [
        (0x00C0, b"\3\0", f"deauth {A} -> {B} reason 3"),
        (0x00B0, b"\3\0\1\0\x4d\0", f"auth {A} -> {B} SAE 1 status 77"),
        (0x0010, b"\x11\0\x11\0", f"assoc response {A} -> {B} status 17"),
        (0x00D0, b"\4\x09", f"action {A} -> {B} public"),
        (0x0080, bytes(12), f"beacon {A} -> {B}"),
        (0x40C0, b"\3\0", f"deauth {A} -> {B}"),  # encrypted
        (0x0088, b"x", f"QoS data {A} -> {B}"),
        (0x0008, b"", f"data {A} -> {B}"),
    ],
)
def test_frames(control: int, body: bytes, text: str) -> None:
    assert frame(control.to_bytes(2, "little") + HEAD + body) == text


def test_short_frames() -> None:
    assert frame(b"\xd4\0\0\0" + bytes.fromhex("02000000000b")) == f"ACK -> {B}"
    assert (frame(b"\x80"), frame(None)) == ("", "")


def test_subtypes() -> None:
    assert [subtype(each) for each in (0x40, 0xB4, 0x70)] == [
        "probe request",
        "RTS",
        "management 7",
    ]


def test_eapol() -> None:
    assert eapol(bytes.fromhex("02030075")) == "EAPOL key"
    assert eapol(bytes.fromhex("02090000")) == "EAPOL type 9"


def test_the_name_of_a_bss() -> None:
    elements = [{"id": "SUPP_RATES", "data": b""}, {"id": "SSID", "data": "net"}]
    assert ssid([("bssid", A), ("information_elements", elements)]) == 'ssid "net"'
    assert ssid([("bssid", A)]) == ""
    assert ssid(None) == ""
