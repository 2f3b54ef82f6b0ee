"""MPLS label stacks, the addresses of AF_MPLS (RFC 3032, struct mpls_label)."""

from __future__ import annotations

import struct
from typing import Any

from nlscope.spec.leaves import Leaf, Misfit

_BOTTOM = 0x100  # MPLS_LS_S_MASK, include/uapi/linux/mpls.h
_LABEL_SHIFT, _LABEL_MAX = 12, 0xFFFFF
_TC_SHIFT, _TC_MAX, _TTL_MAX = 9, 7, 0xFF


class MplsLabels(Leaf):
    """A label stack as text, outermost label first: 100/200.

    A traffic class or a TTL, which routes leave 0, follows its label in brackets:
    100[tc 5 ttl 64].
    """

    def decode(self, raw: bytes) -> str:
        """Return the labels; Misfit unless exactly the last has the bottom bit."""
        if not raw or len(raw) % 4:
            msg = f"{len(raw)} bytes are no MPLS label stack"
            raise Misfit(msg)
        entries = struct.unpack(f">{len(raw) // 4}I", raw)
        bottoms = [at for at, entry in enumerate(entries) if entry & _BOTTOM]
        if bottoms != [len(entries) - 1]:
            msg = "the bottom of the MPLS label stack is not its last label"
            raise Misfit(msg)
        return "/".join(map(_show, entries))

    def encode(self, value: Any) -> bytes:
        """Return the stack of a text, of one number, or of a list of either."""
        labels = value.split("/") if isinstance(value, str) else value
        labels = [labels] if isinstance(labels, int) else list(labels)
        if not labels:
            msg = "an MPLS label stack has at least one label"
            raise Misfit(msg)
        entries = [_entry(str(label)) for label in labels]
        entries[-1] |= _BOTTOM
        return struct.pack(f">{len(entries)}I", *entries)


def _show(entry: int) -> str:
    parts = []
    if entry >> _TC_SHIFT & _TC_MAX:
        parts.append(f"tc {entry >> _TC_SHIFT & _TC_MAX}")
    if entry & _TTL_MAX:
        parts.append(f"ttl {entry & _TTL_MAX}")
    label = str(entry >> _LABEL_SHIFT)
    return f"{label}[{' '.join(parts)}]" if parts else label


def _entry(text: str) -> int:
    label, _, rest = text.strip().removesuffix("]").partition("[")
    words = rest.split()
    try:
        number = int(label, 0)
        named = dict(zip(words[::2], map(int, words[1::2]), strict=True))
    except ValueError:
        msg = f"{text!r} is no MPLS label"
        raise Misfit(msg) from None
    tc, ttl = named.pop("tc", 0), named.pop("ttl", 0)
    fits = 0 <= number <= _LABEL_MAX and 0 <= tc <= _TC_MAX and 0 <= ttl <= _TTL_MAX
    if named or not fits:
        msg = f"{text!r} is no MPLS label"
        raise Misfit(msg)
    return number << _LABEL_SHIFT | tc << _TC_SHIFT | ttl


Labels = MplsLabels()
