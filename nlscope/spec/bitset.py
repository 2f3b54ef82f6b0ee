"""Bitsets of ethtool as text: the bits by name, or by number where they are compact.

Source: Documentation/networking/ethtool-netlink.rst.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_MOST = 8


def bitset(word: str) -> Callable[[Any], str]:
    """Return what makes "word name on,name off" of a bitset; "" if it holds nothing.

    A set without a mask lists what is on; of a compact one the numbers are told.
    """

    def said(held: Any) -> str:
        parts = dict(held) if isinstance(held, list) else {}
        bits = [dict(bit) for _, bit in parts.get("bits", ()) if isinstance(bit, list)]
        texts = _named(bits, masked="nomask" not in parts) if bits else _compact(parts)
        if not texts:
            return ""
        rest = f" ... {len(texts)} in all" * (len(texts) > _MOST)
        return f"{word} {','.join(texts[:_MOST])}{rest}".strip()

    return said


def _named(bits: list[dict[str, Any]], *, masked: bool) -> list[str]:
    names = [str(bit.get("name", bit.get("index", "?"))) for bit in bits]
    if not masked:
        return names
    states = (" on" if "value" in bit else " off" for bit in bits)
    return [name + state for name, state in zip(names, states, strict=True)]


def _compact(parts: dict[str, Any]) -> list[str]:
    """Return the numbers of the bits that are on, runs as 3-7."""
    words = [each for each in parts.get("value") or () if isinstance(each, int)]
    runs: list[list[int]] = []
    for n in (
        32 * w + b for w, word in enumerate(words) for b in range(32) if word >> b & 1
    ):
        if runs and runs[-1][-1] == n - 1:
            runs[-1][1:] = [n]
        else:
            runs.append([n])
    texts = ["-".join(map(str, run)) for run in runs]
    return ["bits " + texts[0], *texts[1:]] if texts else []
