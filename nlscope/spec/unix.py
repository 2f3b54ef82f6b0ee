"""Names of unix sockets (unix(7), sun_path of struct sockaddr_un)."""

from __future__ import annotations

from typing import Any

from nlscope.spec.leaves import Leaf, unhex


class UnixAddress(Leaf):
    """A path with its NUL, or an abstract name, written as ss writes it: @name.

    Names that this cannot tell apart, and those that are no text, stay bytes.
    """

    def decode(self, raw: bytes) -> str | bytes:
        """Return the text, or the bytes."""
        text = raw[1:] if raw[:1] == b"\0" else raw[:-1]
        name = "@" + text.decode("latin-1") if raw[:1] == b"\0" else text.decode("latin-1")
        return name if name.isascii() and self.encode(name) == raw else raw

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a name; bytes pass through."""
        if not isinstance(value, str):
            return unhex(value)
        if value.startswith("@"):
            return b"\0" + value[1:].encode()
        return value.encode() + b"\0"


UnixName = UnixAddress()
