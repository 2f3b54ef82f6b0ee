"""Numbers as tools write them, by the conversion that a template asks for."""

from __future__ import annotations

from collections.abc import Callable


def rate(number: int) -> str:
    """Return bytes a second as tc writes them: in bits, 100Mbit."""
    bits = 8 * number
    for unit in ("", "K", "M", "G"):
        if bits < 1000 or bits % 1000:
            return f"{bits}{unit}bit"
        bits //= 1000
    return f"{bits}Tbit"


FIGURES: dict[str, Callable[[int], str]] = {"m": lambda n: str(n + 1), "r": rate}
