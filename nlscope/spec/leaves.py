"""Leaf types: construct's integers under the kernel's names, and texts and addresses.

A leaf of ours says how many bytes it takes (``size``, None for any number), and turns
bytes into a value ready for JSON and back. Bytes that do not fit raise Misfit.
"""

from __future__ import annotations

import socket
import uuid
from typing import Any

from construct import (
    Adapter,
    BytesInteger,
    Construct,
    GreedyBytes,
    Int8sb,
    Int8ub,
    Int16sb,
    Int16sn,
    Int16ub,
    Int16ul,
    Int16un,
    Int32sb,
    Int32sl,
    Int32sn,
    Int32ub,
    Int32ul,
    Int32un,
    Int64sb,
    Int64sl,
    Int64sn,
    Int64ub,
    Int64ul,
    Int64un,
    stream_read_entire,
    stream_write,
)

U8, U16, U32, U64 = Int8ub, Int16un, Int32un, Int64un
S8, S16, S32, S64 = Int8sb, Int16sn, Int32sn, Int64sn
U16BE, U32BE, U64BE = Int16ub, Int32ub, Int64ub
U16LE, U32LE, U64LE = Int16ul, Int32ul, Int64ul
S16BE, S32BE, S64BE = Int16sb, Int32sb, Int64sb
U24BE = BytesInteger(3)
Binary = GreedyBytes


class Misfit(ValueError):  # noqa: N818
    """Bytes that a type cannot hold, or a value it cannot encode; its text says why."""


class Leaf(Construct):  # type: ignore[misc]
    """A type of ours over the whole of its bytes."""

    size: int | None = None

    def decode(self, raw: bytes) -> Any:
        """Return the value of the bytes; Misfit if they hold none."""
        raise NotImplementedError

    def encode(self, value: Any) -> bytes:
        """Return the bytes of a value; Misfit if it has none."""
        raise NotImplementedError

    def _parse(self, stream: Any, context: Any, path: str) -> Any:  # noqa: ARG002
        raw = stream_read_entire(stream, path) if self.size is None else None
        return self.decode(stream.read(self.size) if raw is None else raw)

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> Any:  # noqa: ARG002
        raw = self.encode(obj)
        stream_write(stream, raw, len(raw), path)
        return obj

    def _sizeof(self, context: Any, path: str) -> int:
        return super()._sizeof(context, path) if self.size is None else self.size


class Text(Leaf):
    """Text up to its first NUL; what follows the NUL must be NUL too.

    size, if given, is that of a char array, which the NULs fill.
    """

    def __init__(self, size: int | None = None) -> None:
        super().__init__()
        self.size = size

    def decode(self, raw: bytes) -> str:
        """Return the text, bytes that are not UTF-8 as backslash escapes."""
        text, _, rest = raw.partition(b"\0")
        if self.size is None and rest.strip(b"\0"):
            msg = "bytes after the terminating NUL"
            raise Misfit(msg)
        return text.decode("utf-8", "backslashreplace")

    def encode(self, value: Any) -> bytes:
        """Return the text in UTF-8 with its NUL, or filled up to the size."""
        raw: bytes = value if isinstance(value, bytes) else str(value).encode()
        if self.size is None:
            return raw + b"\0"
        if len(raw) > self.size:
            msg = f"text of {len(raw)} bytes, the field has {self.size}"
            raise Misfit(msg)
        return raw.ljust(self.size, b"\0")


class Loose(Leaf):
    """Bytes that are text if they read as text, NULs at the end aside, else bytes."""

    def decode(self, raw: bytes) -> str | bytes:
        """Return printable UTF-8 as text, anything else as it is."""
        try:
            text = raw.rstrip(b"\0").decode()
        except UnicodeDecodeError:
            return raw
        clean = all(c.isprintable() or c in "\t\r\n" for c in text)
        return text if clean and bool(text) == bool(raw) else raw

    def encode(self, value: Any) -> bytes:
        """Return the bytes, those of text without a NUL."""
        return value if isinstance(value, bytes) else str(value).encode()


class MacLeaf(Leaf):
    """A link-layer address as colon-separated hex; six bytes unless another size."""

    def __init__(self, size: int | None = 6) -> None:
        super().__init__()
        self.size = size

    def decode(self, raw: bytes) -> str:
        """Return 02:00:00:00:00:01."""
        return raw.hex(":")

    def encode(self, value: Any) -> bytes:
        """Return the bytes of colon-separated, dashed or plain hex."""
        return unhex(value)


class Ip(Leaf):
    """An IP address as text: IPv4 of 4 bytes, IPv6 of 16, or either by length."""

    def __init__(self, size: int | None = None) -> None:
        super().__init__()
        self.size = size

    def decode(self, raw: bytes) -> str:
        """Return the address; Misfit where it has neither length."""
        if len(raw) == 4:
            return "%d.%d.%d.%d" % tuple(raw)  # noqa: UP031
        if len(raw) == 16:
            return socket.inet_ntop(socket.AF_INET6, raw)
        if not raw and self.size is None:
            return ""  # iproute2's "any"
        msg = f"{len(raw)} bytes are no IP address"
        raise Misfit(msg)

    def encode(self, value: Any) -> bytes:
        """Return the 4 or 16 bytes of an address."""
        text = str(value)
        if not text and self.size is None:
            return b""
        family = socket.AF_INET6 if ":" in text else socket.AF_INET
        try:
            raw = socket.inet_pton(family, text)
        except OSError:
            msg = f"{text!r} is no IP address"
            raise Misfit(msg) from None
        if self.size not in (None, len(raw)):
            msg = f"{text!r} is not an address of {self.size} bytes"
            raise Misfit(msg)
        return raw


class UuidLeaf(Leaf):
    """A UUID of 16 bytes in text form."""

    size = 16

    def decode(self, raw: bytes) -> str:
        """Return the dashed form."""
        return str(uuid.UUID(bytes=raw))

    def encode(self, value: Any) -> bytes:
        """Return the 16 bytes."""
        return uuid.UUID(str(value)).bytes


class FlagAttr(Leaf):
    """An attribute without payload: there, or not."""

    size = 0

    def decode(self, raw: bytes) -> bool:  # noqa: ARG002
        """Return True: it is there."""
        return True

    def encode(self, value: Any) -> bytes:  # noqa: ARG002
        """Return no bytes."""
        return b""


_WIDE = {
    ("", False): (U32, U64),
    ("", True): (S32, S64),
    (">", False): (U32BE, U64BE),
    (">", True): (S32BE, S64BE),
    ("<", False): (Int32ul, Int64ul),
    ("<", True): (Int32sl, Int64sl),
}


class WideInt(Leaf):
    """An integer of 4 or 8 bytes, NLA_SINT or NLA_UINT (kernel 6.7).

    order is that of the host if "", else "<" or ">".
    """

    def __init__(self, *, signed: bool, order: str = "") -> None:
        super().__init__()
        self.signed, self.order = signed, order
        self.narrow, self.wide = _WIDE[order, signed]


class PadAttr(Leaf):
    """An attribute that only aligns the next one (IFLA_PAD, nla_put_64bit)."""

    def decode(self, raw: bytes) -> bytes:
        """Return the bytes."""
        return raw

    def encode(self, value: Any) -> bytes:
        """Return the bytes."""
        return unhex(value)


class Bitfield32(Leaf):
    """struct nla_bitfield32: {"value": flags, "selector": flags}."""

    size = 8

    def __init__(self, constants: Any = None) -> None:
        super().__init__()
        self.constants = constants


class Shown(Adapter):  # type: ignore[misc]
    """A number as it is, with a word on how to show it: a unit, "hex", or what it names.

    ``Unit(U32, "ms")`` carries a unit; ``IfIndex`` names an interface.
    """

    def __init__(self, subcon: Construct, unit: str) -> None:
        super().__init__(subcon)
        self.unit = unit

    def _decode(self, obj: Any, context: Any, path: str) -> Any:  # noqa: ARG002
        return obj

    def _encode(self, obj: Any, context: Any, path: str) -> Any:  # noqa: ARG002
        return obj


Unit = Shown


def Hex(subcon: Construct) -> Shown:  # noqa: N802
    """Return the integer type, shown in hex."""
    return Shown(subcon, "hex")


Str = Text()
Payload = Loose()
Mac, LinkAddr = MacLeaf(), MacLeaf(None)
IP, IPv4, IPv6 = Ip(), Ip(4), Ip(16)
Flag, Pad, Uuid = FlagAttr(), PadAttr(), UuidLeaf()
Sint, Uint = WideInt(signed=True), WideInt(signed=False)
IfIndex = Shown(S32, "ifindex")
FamilyId = Shown(U16, "genl family")
Uid, Gid = Shown(U32, "uid"), Shown(U32, "gid")
LinkGroup = Shown(U32, "group")
Realms = Shown(U32, "realms")
NetnsId = Shown(S32, "nsid")
REFERENCES = ("ifindex", "genl family", "uid", "gid", "group", "realms", "nsid")
# units of numbers that stand for a thing


def unhex(value: Any) -> bytes:
    """Return the bytes of hex text with any of ": -." between; bytes pass through."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    try:
        return bytes.fromhex(str(value).translate(str.maketrans("", "", ":-. ")))
    except ValueError:
        msg = f"{value!r} is not hex"
        raise Misfit(msg) from None
