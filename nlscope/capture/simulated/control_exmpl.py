"""CONTROL_EXMPL, as kmod/control_exmpl_*.c have it."""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterator

from nlscope.capture.simulated.kernel import MULTI, Genl, Info, Kernel, Op
from nlscope.capture.simulated.policy import Extack, Refusal, Rule
from nlscope.capture.simulated.wire import nest, put, put_text, put_u32, walk

ECHO, EVENT, LIST, FAIL, TYPES = 1, 2, 3, 4, 5
MSG, INDEX, COUNT, ERRNO, OFFS, MISS_TYPE, MISS_NEST, POLICY, COOKIE, PAD = range(1, 11)
CLASSIC_TEXT = "hello world from kernel space"
_MSG = Rule("nul_string", len=255)
_FAIL = {
    MSG: _MSG,
    COUNT: Rule("u32", max=10000),
    ERRNO: Rule("u32", max=4095),
    OFFS: Rule("u32"),
    MISS_TYPE: Rule("u32"),
    MISS_NEST: Rule("u32"),
    POLICY: Rule("u32", max=48),
    COOKIE: Rule("binary", len=20),  # NETLINK_MAX_COOKIE_LEN
}
_NEST = {
    1: Rule("u32"),
    2: Rule("nul_string", len=15),
    3: Rule("nested", len=3, nested="nest"),
}
_TYPES = {
    PAD: Rule("flag"),
    16: Rule("u8"),
    17: Rule("u16"),
    18: Rule("u32"),
    19: Rule("u64"),
    20: Rule("s8"),
    21: Rule("s16"),
    22: Rule("s32"),
    23: Rule("s64"),
    24: Rule("uint"),
    25: Rule("sint"),
    26: Rule("be16", max=1023),
    27: Rule("u32"),
    28: Rule("msecs"),
    29: Rule("string", len=16),
    30: Rule("nul_string", len=15),
    31: Rule("flag"),
    32: Rule("binary", len=32),
    33: Rule("binary", min=2, max=4),
    34: Rule("binary", min=6, max=6),
    35: Rule("binary", min=16, max=16),
    36: Rule("bitfield32", mask=0x0F),
    37: Rule("nested", len=3, nested="nest"),
    38: Rule("nested_array", len=3, nested="nest"),
    39: Rule("nested"),
    40: Rule("u16"),
    41: Rule("u8", min=10),
    42: Rule("u8", max=2),
    43: Rule("u32", min=10, max=1000),
    44: Rule("u64", min=1 << 32, max=1 << 63),
    45: Rule("s16", min=-100, max=100),
    46: Rule("s64", min=-(1 << 40), max=1 << 40),
    47: Rule("u32", mask=0x40010001),
    48: Rule("reject", reject="REJECT is never accepted"),
}
_U64 = struct.pack("=Q", 0xFEDCBA9876543210)
_SAMPLE = (
    put(16, b"\xfe"),
    put(17, struct.pack("=H", 0xFEDC)),
    put_u32(18, 0xFEDCBA98),
    put(19, _U64),
    put(20, struct.pack("=b", -2)),
    put(21, struct.pack("=h", -292)),
    put(22, struct.pack("=i", -19088744)),
    put(23, struct.pack("=q", -81985529216486896)),
    put(24, _U64),
    put(25, struct.pack("=i", -2)),
    put(26, b"\0\x50"),
    put(27, bytes([192, 0, 2, 1])),
    put(28, struct.pack("=Q", 1500)),
    put_text(29, "string"),
    put_text(30, "nul string"),
    put(31),
    put(32, bytes(range(5))),
    put(33, b"\xde\xad\xbe"),
    put(34, bytes([2, 0, 0, 0, 0, 1])),
    put(35, bytes.fromhex("20010db8000000000000000000000001")),
    put(36, struct.pack("=II", 0x05, 0x0D)),
    nest(37, put_u32(1, 1), put_text(2, "outer"),
         nest(3, put_u32(1, 2), put_text(2, "inner"))),
    nest(38, nest(1, put_u32(1, 10)), nest(2, put_u32(1, 20))),
    nest(39, put_u32(1, 30), put_u32(2, 40)),
    put(40, struct.pack("=H", 50)),
    put(40, struct.pack("=H", 60)),
    put(41, b"\x0a"),
    put(42, b"\x02"),
    put_u32(43, 1000),
    put(44, struct.pack("=Q", 1 << 32)),
    put(45, struct.pack("=h", -100)),
    put(46, struct.pack("=q", -(1 << 40))),
    put_u32(47, 0x40000001),
)  # fmt: skip


def _u32(info: Info, number: int) -> int | None:
    if number not in info.attrs:
        return None
    value: int = struct.unpack("=I", info.attrs[number][1])[0]
    return value


def _text(info: Info) -> bytes:
    return info.attrs[MSG][1].split(b"\0")[0]


def _missing(extack: Extack, name: str, number: int) -> Refusal:
    extack.set(f"{name} is missing")
    extack.miss_type = number
    return Refusal(errno.EINVAL)


def _echo(info: Info) -> None:
    if MSG not in info.attrs:
        raise _missing(info.extack, "MSG", MSG)
    said = put_text(MSG, _text(info))
    family = info.family
    event = family.message(EVENT, said, port=info.port, seq=info.seq)
    info.kernel.multicast(family.group_offset, event, but=info.port)
    info.send(info.reply(ECHO, said))


def _classic_echo(info: Info) -> None:
    if MSG not in info.attrs:
        raise _missing(info.extack, "MSG", MSG)
    said = put_text(MSG, CLASSIC_TEXT)
    info.send(info.family.message(ECHO, said, port=0, seq=info.seq + 1 & 0xFFFFFFFF))


def _fail(info: Info) -> None:
    if ERRNO not in info.attrs:
        raise _missing(info.extack, "ERRNO", ERRNO)
    number = _as_asked(info)
    if number:
        raise Refusal(number)


def _as_asked(info: Info) -> int:
    """Fill the extended acknowledgement as the request wants it, return its errno."""
    extack = info.extack
    for number in (OFFS, MISS_NEST):
        at = _u32(info, number)
        if at is not None and at >= len(info.data):
            extack.set("the offset lies outside the request", info.attrs[number][0])
            raise Refusal(errno.ERANGE)
    if MSG in info.attrs:
        extack.msg = _text(info)
    extack.attr = _u32(info, OFFS)
    extack.miss_type = _u32(info, MISS_TYPE) or 0
    extack.miss_nest = _u32(info, MISS_NEST)
    wanted = _u32(info, POLICY)
    extack.policy = None if wanted is None else _TYPES.get(wanted, Rule("unspec"))
    extack.cookie = info.attrs[COOKIE][1] if COOKIE in info.attrs else b""
    return _u32(info, ERRNO) or 0


def _list(info: Info) -> Iterator[bytes]:
    count = _u32(info, COUNT)
    for i in range(3 if count is None else count):
        item = put_u32(INDEX, i + 1) + put_text(MSG, "item")
        yield info.reply(LIST, item, flags=MULTI)
    if ERRNO in info.attrs and (number := _as_asked(info)):
        raise Refusal(number)


def _types(info: Info) -> None:
    if len(info.data) <= 20:
        info.send(info.reply(TYPES, b"".join(_SAMPLE)))
        return
    out = b""
    for at, kind, length in walk(info.data, 20, len(info.data)):
        if kind >= 0:
            out += put(kind, info.data[at + 4 : at + length])
    info.send(info.reply(TYPES, out))


def tick(kernel: Kernel, family: Genl, index: int) -> None:
    """Send an event of the module's own accord."""
    said = put_u32(INDEX, index) + put_text(MSG, "tick")
    kernel.multicast(family.group_offset, family.message(EVENT, said, port=0, seq=0))


def control_exmpl(number: int, group_offset: int, *, classic: bool = False) -> Genl:
    """Return the family with the numbers that it got."""
    return Genl(
        "CONTROL_EXMPL",
        1,
        (
            Op(ECHO, "echo", MSG, _classic_echo if classic else _echo),
            Op(LIST, "fail", COOKIE, None, _list),
            Op(FAIL, "fail", COOKIE, _fail),
            Op(TYPES, "types", 48, _types),
        ),
        {"echo": {MSG: _MSG}, "fail": _FAIL, "types": _TYPES, "nest": _NEST},
        groups=("events",),
        maxattr=48,
        strict_from=ECHO + 1,
        id=number,
        group_offset=group_offset,
    )
