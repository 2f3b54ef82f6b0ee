"""CONTROL_EXMPL's numbers (kmod/control_exmpl.h) and what TYPES takes and refuses."""

from __future__ import annotations

import struct
from enum import IntEnum, auto
from errno import EINVAL, ERANGE
from typing import NamedTuple

from tests.e2e.wire import attribute, nest, text, u32


class Command(IntEnum):
    UNSPEC = 0
    ECHO = auto()
    EVENT = auto()
    LIST = auto()
    FAIL = auto()
    TYPES = auto()


class Attr(IntEnum):
    UNSPEC = 0
    MSG = auto()
    INDEX = auto()
    COUNT = auto()
    ERRNO = auto()
    ERR_OFFS = auto()
    ERR_MISS_TYPE = auto()
    ERR_MISS_NEST = auto()
    ERR_POLICY = auto()
    ERR_COOKIE = auto()
    PAD = auto()
    U8 = 16
    U16 = auto()
    U32 = auto()
    U64 = auto()
    S8 = auto()
    S16 = auto()
    S32 = auto()
    S64 = auto()
    UINT = auto()
    SINT = auto()
    BE16 = auto()
    IPV4 = auto()
    MSECS = auto()
    STRING = auto()
    NUL_STRING = auto()
    FLAG = auto()
    BINARY = auto()
    BINARY_RANGE = auto()
    MAC = auto()
    IPV6 = auto()
    BITFIELD32 = auto()
    NEST = auto()
    NEST_ARRAY = auto()
    U32_ARRAY = auto()
    MULTI = auto()
    AT_LEAST = auto()
    COLOR = auto()
    RANGE = auto()
    FULL_RANGE = auto()
    SRANGE = auto()
    SFULL_RANGE = auto()
    MASK = auto()
    REJECT = auto()


class Nest(IntEnum):
    UNSPEC = 0
    VALUE = auto()
    NAME = auto()
    NEST = auto()


class Refusal(NamedTuple):
    """What the kernel says to a request it does not like."""

    errno: int
    text: str
    offset: int | None = 0  # of the attribute, from the first one


class Case(NamedTuple):
    """One TYPES request."""

    attrs: bytes
    refusal: Refusal | None = None
    since: tuple[int, int] = (0, 0)  # kernels that know the type

    def expected(self, kernel: tuple[int, int]) -> Refusal | None:
        """Return what this kernel says; None is the echo."""
        return self.refusal if kernel >= self.since else UNSUPPORTED


INTEGERS = {
    Attr.U8: "=B",
    Attr.U16: "=H",
    Attr.U32: "=I",
    Attr.U64: "=Q",
    Attr.S8: "=b",
    Attr.S16: "=h",
    Attr.S32: "=i",
    Attr.S64: "=q",
    Attr.IPV4: ">I",
}
LIMITS = {  # form, and what is refused, lowest, highest, refused
    Attr.BE16: (">H", None, 0, 1023, 1024),
    Attr.AT_LEAST: ("=B", 9, 10, 255, None),
    Attr.COLOR: ("=B", None, 0, 2, 3),
    Attr.RANGE: ("=I", 9, 10, 1000, 1001),
    Attr.FULL_RANGE: ("=Q", (1 << 32) - 1, 1 << 32, 1 << 63, (1 << 63) + 1),
    Attr.SRANGE: ("=h", -101, -100, 100, 101),
    Attr.SFULL_RANGE: ("=q", -(1 << 40) - 1, -(1 << 40), 1 << 40, (1 << 40) + 1),
}
LENGTHS = {  # too short, shortest, longest, too long, and the text
    Attr.STRING: (0, 1, 16, 17, "Attribute failed policy validation"),
    Attr.BINARY: (None, 0, 32, 33, "Attribute failed policy validation"),
    Attr.BINARY_RANGE: (1, 2, 4, 5, "binary attribute size out of range"),
    Attr.MAC: (5, 6, 6, 7, "binary attribute size out of range"),
    Attr.IPV6: (15, 16, 16, 17, "binary attribute size out of range"),
    Attr.FLAG: (None, 0, 0, 1, "Attribute failed policy validation"),
}
FAILED = Refusal(EINVAL, "Attribute failed policy validation")
LENGTH = Refusal(EINVAL, "invalid attribute length")
OUT_OF_RANGE = Refusal(ERANGE, "integer out of range")
UNSUPPORTED = Refusal(EINVAL, "Unsupported attribute")


def packed(kind: Attr, form: str, *values: int) -> bytes:
    """Return an attribute packed by struct."""
    return attribute(kind, struct.pack(form, *values))


def deep(levels: int) -> bytes:
    """Return nests in one another."""
    inner = u32(Nest.VALUE, levels)
    for _ in range(levels - 1):
        inner = nest(Nest.NEST, inner)
    return nest(Attr.NEST, inner)


def integers(kind: Attr, form: str) -> dict[str, Case]:
    """Return the ends of the range and lengths beside the right one."""
    size = struct.calcsize(form)
    ones = b"\xff" * (size - 1)
    ends = (b"\x80", b"\x7f") if form[1].islower() else (b"\0", b"\xff")
    low, high = (
        (bytes(size - 1) + ends[0], ones + ends[1])
        if form[0] == "="
        else (ends[0] + bytes(size - 1), ends[1] + ones)
    )
    return {
        "lowest": Case(attribute(kind, low)),
        "highest": Case(attribute(kind, high)),
        "short": Case(attribute(kind, ones), LENGTH),
        "long": Case(attribute(kind, ones + b"xx"), LENGTH),
    }


def limits(
    kind: Attr, form: str, under: int | None, low: int, high: int, over: int | None
) -> dict[str, Case]:
    """Return the ends of an allowed range and what lies beside them."""
    values = {"too low": under, "lowest": low, "highest": high, "too high": over}
    return {
        name: Case(
            packed(kind, form, value),
            OUT_OF_RANGE if name.startswith("too") else None,
        )
        for name, value in values.items()
        if value is not None
    }


def lengths(
    kind: Attr, under: int | None, low: int, high: int, over: int, why: str
) -> dict[str, Case]:
    """Return the same for the lengths of bytes."""
    sizes = {"too short": under, "shortest": low, "longest": high, "too long": over}
    return {
        name: Case(
            attribute(kind, b"x" * size),
            Refusal(ERANGE, why) if name.startswith("too") else None,
        )
        for name, size in sizes.items()
        if size is not None
    }


def variable(kind: Attr) -> dict[str, Case]:
    """Return the lengths that uint and sint know."""
    return {
        "of 4": Case(packed(kind, "=i", -2), None, (6, 7)),
        "of 8": Case(packed(kind, "=q", -2), None, (6, 7)),
        "of 5": Case(attribute(kind, bytes(5)), LENGTH, (6, 7)),
    }


OTHERS = {
    "nul_string empty": Case(text(Attr.NUL_STRING, "")),
    "nul_string longest": Case(text(Attr.NUL_STRING, "x" * 15)),
    "nul_string without": Case(attribute(Attr.NUL_STRING, b"abc"), FAILED),
    "nul_string too long": Case(text(Attr.NUL_STRING, "x" * 16), FAILED),
    "string with NUL": Case(text(Attr.STRING, "x" * 16)),
    "bitfield32": Case(packed(Attr.BITFIELD32, "=II", 0x0A, 0x0F)),
    "bitfield32 unknown": Case(packed(Attr.BITFIELD32, "=II", 0x10, 0x10), FAILED),
    "bitfield32 unselected": Case(packed(Attr.BITFIELD32, "=II", 2, 1), FAILED),
    "mask": Case(u32(Attr.MASK, 0x40010001)),
    "mask reserved": Case(u32(Attr.MASK, 2), Refusal(EINVAL, "reserved bit set")),
    "reject": Case(
        attribute(Attr.REJECT, b"any"), Refusal(EINVAL, "REJECT is never accepted")
    ),
    "nest empty": Case(nest(Attr.NEST)),
    "nest deep": Case(deep(9)),
    "nest too deep": Case(
        deep(11), Refusal(EINVAL, "allowed policy recursion depth exceeded", None)
    ),
    "nest unknown": Case(
        nest(Attr.NEST, u32(Nest.VALUE, 1), u32(9, 1)),
        Refusal(EINVAL, "Unknown attribute type", 12),
    ),
    "nest unmarked": Case(
        attribute(Attr.NEST, u32(Nest.VALUE, 1)),
        Refusal(EINVAL, "NLA_F_NESTED is missing"),
    ),
    "nest_array": Case(
        nest(
            Attr.NEST_ARRAY,
            nest(1, u32(Nest.VALUE, 7)),
            attribute(2, text(Nest.NAME, "unmarked")),
            nest(3),
        )
    ),
    "u32_array": Case(nest(Attr.U32_ARRAY, u32(1, 11), u32(2, 22), u32(3, 33))),
    "multi": Case(b"".join(packed(Attr.MULTI, "=H", n) for n in (3, 1, 2))),
    "msecs": Case(packed(Attr.MSECS, "=Q", 1500)),
    "msecs short": Case(attribute(Attr.MSECS, bytes(7)), FAILED._replace(errno=ERANGE)),
    "msecs long": Case(attribute(Attr.MSECS, bytes(9))),
    "pad": Case(attribute(Attr.PAD)),
    "unknown": Case(u32(99, 0), Refusal(EINVAL, "Unknown attribute type")),
    "unsupported": Case(text(Attr.MSG, "no"), UNSUPPORTED),
}
GROUPS = (
    *((kind, integers(kind, form)) for kind, form in INTEGERS.items()),
    *((kind, variable(kind)) for kind in (Attr.UINT, Attr.SINT)),
    *((kind, limits(kind, *row)) for kind, row in LIMITS.items()),
    *((kind, lengths(kind, *row)) for kind, row in LENGTHS.items()),
)
CASES = OTHERS | {
    f"{kind.name.lower()} {name}": case
    for kind, cases in GROUPS
    for name, case in cases.items()
}


def everything(kernel: tuple[int, int]) -> bytes:
    """Return all that a kernel takes, in one request."""
    return b"".join(c.attrs for c in CASES.values() if not c.expected(kernel))
