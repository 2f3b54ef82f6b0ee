"""Values as short text, numbers as tools write them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from nlscope.spec import told

MOST = 8  # values of a list


def rate(number: int) -> str:
    """Return bytes a second as tc writes them: in bits, 100Mbit."""
    bits = 8 * number
    for unit in ("", "K", "M", "G"):
        if bits < 1000 or bits % 1000:
            return f"{bits}{unit}bit"
        bits //= 1000
    return f"{bits}Tbit"


def wait_status(number: int) -> str:
    """Return what a status of wait(2) says: exit 1, or signal 9."""
    return f"signal {number & 127}" if number & 127 else f"exit {number >> 8 & 255}"


def prefix_length(mask: str) -> int | None:
    """Return the length of an IP mask, None if it is none or has holes."""
    with suppress(OSError):
        family = socket.AF_INET6 if ":" in mask else socket.AF_INET
        raw = socket.inet_pton(family, mask)
        bits = f"{int.from_bytes(raw, 'big'):0{8 * len(raw)}b}"
        return None if "01" in bits else bits.count("1")
    return None


FIGURES: dict[str, Callable[[int], str]] = {
    "t": lambda n: f"{n / 100:g}",
    "d": lambda n: f"{n / 100:.2f}",
    "c": lambda n: f"{n >> 16:x}:{n & 0xFFFF:x}",
    "h": lambda n: f"{n >> 32:#x}/{n & 0xFFFFFFFF:#x}",
    "k": lambda n: f"{n / 1000:g}",
    "v": lambda n: f"{n >> 16}.{n >> 8 & 255}.{n & 255}",
    "w": wait_status,
    "m": lambda n: str(n + 1),
    "r": rate,
}


def _length(mask: str) -> str:
    found = prefix_length(mask)
    return mask if found is None else str(found)


WRITTEN: dict[str, Callable[[str], str]] = {"l": str.lower, "n": _length}


def show(value: Any, name: str = "") -> str:
    """Return a value as short text: lists by commas, bytes in hex, a flag by its name."""
    value = told(value)
    if isinstance(value, bool):
        return name
    if isinstance(value, (tuple, list)):
        rest = f",... {len(value)} in all" if len(value) > 4 * MOST else ""
        return ",".join(show(each) for each in value[: 4 * MOST]) + rest
    if isinstance(value, dict):
        return ",".join(f"{key}={show(each)}" for key, each in value.items())
    if isinstance(value, bytes):
        return value.hex() if len(value) <= 32 else f"{value[:32].hex()}..."
    return str(value)
