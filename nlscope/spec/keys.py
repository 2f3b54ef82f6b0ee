"""Keys in base64, as the tools that make them write them (wg)."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from nlscope.spec.leaves import Leaf, Misfit, unhex


class Base64(Leaf):
    """Bytes of one size in base64."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def decode(self, raw: bytes) -> str:
        """Return the base64 text."""
        return base64.b64encode(raw).decode()

    def encode(self, value: Any) -> bytes:
        """Return the bytes of base64 text, or of hex."""
        raw = self._bytes(value)
        if len(raw) != self.size:
            msg = f"{len(raw)} bytes, the field has {self.size}"
            raise Misfit(msg)
        return raw

    def _bytes(self, value: Any) -> bytes:
        if not isinstance(value, str) or len(value) == 2 * (self.size or 0):
            return unhex(value)
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error:
            msg = f"{value!r} is not base64"
            raise Misfit(msg) from None


Key = Base64(32)
