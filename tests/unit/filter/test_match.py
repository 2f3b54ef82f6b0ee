from __future__ import annotations

import numpy as np
import pytest

from nlscope.filter.buffer import Scan
from nlscope.filter.build import build
from nlscope.filter.literal import Unfit, Value
from nlscope.spec import (
    IP,
    S8,
    U8,
    U16BE,
    U32,
    U64,
    Array,
    Binary,
    Bytes,
    Constants,
    Enum,
    Flags,
    IPv4,
    LinkAddr,
    Mac,
    Str,
    Uint,
)
from tests.support import CAPTURES, session


class Colour(Constants, prefix="COLOUR"):
    RED = 1
    GREEN = 2
    BOTH = 3


def value(text: str) -> Value:
    low, dots, high = text.partition("..")
    quoted = text.startswith('"')
    top = Value(high, quoted=False, start=0, end=0) if dots else None
    return Value(low.strip('"'), quoted, 0, 0, top)


@pytest.mark.parametrize(
    ("kind", "op", "text", "raw", "want"),
    [
        (U8, "==", "0x10", b"\x10", True),
        (U8, "==", "300", b"\x2c", False),
        (U8, ">", "-1", b"\x00", True),
        (S8, "<", "0", b"\xff", True),
        (U16BE, "==", "258", b"\x01\x02", True),
        (U32, "in", "5..7", b"\x06\0\0\0", True),
        (U32, "==", "6", b"\x06\0\0", False),  # too short to hold a number
        (U32, "==", "6", b"\x06\0\0\0\xff", True),  # the first four bytes count
        (U64, ">=", "18446744073709551615", b"\xff" * 8, True),
        (Uint, "==", "6", b"\x06" + bytes(7), True),
        (Enum(U8, Colour), "==", "red", b"\x01", True),
        (Enum(U8, Colour), "==", "COLOUR_RED", b"\x01", True),
        (Enum(U8, Colour), ">", "RED", b"\x02", True),
        (Enum(U8, Colour), "matches", "^RE", b"\x01", True),
        (Flags(U8, Colour), "==", "green", b"\x06", True),
        (Flags(U8, Colour), "==", "6", b"\x06", True),
        (Flags(U8, Colour), "==", "2", b"\x06", False),
        (Flags(U8, Colour), "==", "both", b"\x02", False),
        (Str, "==", "eth0", b"eth0\0", True),
        (Str, "==", "eth0", b"eth0", True),
        (Str, "==", "eth0", b"eth01\0", False),
        (Str, "==", "eth0", b"eth0\0x", False),  # bytes after the NUL: no text
        (Str, "==", "\\xff", b"\xff\0", True),  # as it is shown
        (Str, "contains", "th", b"eth0\0", True),
        (Str, "<", "b", b"a\0", True),
        (IP, "==", "10.1.2.0/23", b"\x0a\x01\x03\x05", True),
        (IP, "==", "10.1.2.0/23", b"\x0a\x01\x04\x05", False),
        (IP, "==", "::/0", b"\x0a\x01\x04\x05", False),
        (IP, "==", "fe80::/10", b"\xfe\x80" + bytes(14), True),
        (IP, "<", "10.0.0.2", b"\x0a\0\0\x01", True),
        (IP, "in", "10.0.0.2..10.0.0.9", b"\x0a\0\0\x09", True),
        (IPv4, "==", "10.0.0.1", b"\x0a\0\0\x01\xff", True),
        (Mac, "==", "02:00:00:00:00:01", b"\x02\0\0\0\0\x01", True),
        (Mac, "==", "02-00:*", b"\x02\0\0\0\0\x01", True),
        (Mac, "==", "02:03/12", b"\x02\x0f\0\0\0\x01", True),
        (LinkAddr, "==", "02:00", b"\x02\0\0\0\0\x01", False),
        (LinkAddr, "==", "10.0.0.1", b"\x0a\0\0\x01", True),
        (Binary, "==", "aa:bb", b"\xaa\xbb", True),
        (Binary, "contains", "bb:cc", b"\xaa\xbb\xcc\xdd", True),
        (Binary, "contains", '"bc"', b"abcd", True),
        (Bytes(2), "==", "0xaabb", b"\xaa\xbb", True),
        (Array(U16BE), "==", "3", b"\0\x01\0\x03", True),
        (Array(U16BE), "==", "3", b"\0\x01\0\x03\0", False),
    ],
)
def test_one_payload(kind: object, op: str, text: str, raw: bytes, want: bool) -> None:  # noqa: FBT001
    match = build(kind, "<", op, [value(text)])
    assert match.one(raw) is want
    scan = Scan(session(CAPTURES / "usersock.pcapng"))
    scan.data = b"##" + raw + raw + b"##"
    start = np.array([2, 2 + len(raw)])
    assert match.many(scan, start, start + len(raw)).tolist() == [want, want]


@pytest.mark.parametrize(
    ("kind", "op", "text"),
    [
        (U8, "contains", "1"),
        (U8, "==", "eth0"),
        (U8, "==", '"1"'),
        (Enum(U8, Colour), "==", "blue"),
        (IP, "==", "10.0.0.0/33"),
        (IP, "<", "10.0.0.0/8"),
        (IPv4, "==", "::1"),
        (Mac, "==", "02:00:00:00:00:00:01"),
        (Mac, "==", "zz"),
    ],
)
def test_what_cannot_be_compared(kind: object, op: str, text: str) -> None:
    with pytest.raises(Unfit):
        build(kind, "<", op, [value(text)])
