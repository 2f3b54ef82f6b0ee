"""Leaves with integers in host order inside them: bit fields, programs of ss."""

from __future__ import annotations

import pytest

from nlscope.codec import codec
from nlscope.spec import Misfit
from nlscope.spec.bits import Bits, SocketCookie
from nlscope.spec.inet_diag import Bytecode
from nlscope.spec.unix import UnixName

SCALES = Bits(1, snd=4, rcv=3)
PROGRAMS = [
    ("0208 0c00 0000 5000", [{"at": 0, "op": "S_GE", "yes": 8, "no": 12, "port": 80}]),
    ("0104 0800", [{"at": 0, "op": "JMP", "yes": 4, "no": 8}]),
    ("0908 0c00 05000000", [{"at": 0, "op": "DEV_COND", "yes": 8, "no": 12, "ifindex": 5}]),
    (
        "0a0c 1000 01000000 ff000000",
        [{"at": 0, "op": "MARK_COND", "yes": 12, "no": 16, "mark": 1, "mask": 255}],
    ),
    (
        "0810 1400 0000 0000 bb010000 00000000 0604 0800",
        [
            {"at": 0, "op": "D_COND", "yes": 16, "no": 20, "family": "UNSPEC",
             "prefix_len": 0, "port": 443},
            {"at": 16, "op": "AUTO", "yes": 4, "no": 8},
        ],
    ),
]  # fmt: skip


def test_bits_both_ways() -> None:
    little, big = codec(SCALES, "<"), codec(SCALES, ">")
    assert little.read(b"\x37", 0, 1) == {"snd": 7, "rcv": 3}
    assert big.read(b"\x76", 0, 1) == {"snd": 7, "rcv": 3}
    assert little.write({"snd": 7, "rcv": 3}) == b"\x37"
    assert big.write({"snd": 7, "rcv": 3}) == b"\x76"
    assert little.read(b"\x80", 0, 1) == {"snd": 0, "rcv": 0, "rest": 1}
    assert little.write({"rest": 1}) == b"\x80"
    wide = codec(Bits(4, id=16, type=16), ">")
    assert wide.read(b"\0\1\0\2", 0, 4) == {"id": 1, "type": 2}


@pytest.mark.parametrize(
    ("order", "raw"), [("<", "0300000001000000"), (">", "0000000300000001")]
)
def test_the_lower_half_of_a_cookie_is_first(order: str, raw: str) -> None:
    made = codec(SocketCookie(), order)
    assert made.read(bytes.fromhex(raw), 0, 8) == 1 << 32 | 3
    assert made.write(1 << 32 | 3).hex() == made.write("0x100000003").hex() == raw
    with pytest.raises(Misfit):
        made.write(1 << 64)


@pytest.mark.parametrize("value", [{"snd": 16}, 7])
def test_bits_that_do_not_fit(value: object) -> None:
    with pytest.raises(Misfit):
        codec(SCALES, "<").write(value)


@pytest.mark.parametrize(("raw", "value"), PROGRAMS)
def test_programs_both_ways(raw: str, value: list[dict[str, object]]) -> None:
    made = codec(Bytecode(), "<")
    data = bytes.fromhex(raw)
    assert made.read(data, 0, len(data)) == value
    assert made.write(value) == data
    swapped = codec(Bytecode(), ">")
    other = swapped.write(value)
    assert swapped.read(other, 0, len(other)) == value


def test_a_condition_on_an_address() -> None:
    data = bytes.fromhex("0710 1400 0208 0000 ffffffff 7f000000")
    (said,) = codec(Bytecode(), "<").read(data, 0, len(data))
    assert (said["family"], said["addr"], said["prefix_len"]) == ("INET", "127.0.0.0", 8)
    assert said["port"] == -1


@pytest.mark.parametrize(
    "raw", ["02", "02080c00", "0710 1400 0208 0000", "0710 1400 0908 0000 00000000",
            "0714 1800 0a80 0000 ffffffff 00000000", "0208 0c00 0100 5000"]
)  # fmt: skip
def test_what_is_no_program(raw: str) -> None:
    data = bytes.fromhex(raw)
    with pytest.raises(Misfit):
        codec(Bytecode(), "<").read(data, 0, len(data))


def test_what_is_no_operation() -> None:
    with pytest.raises(Misfit):
        Bytecode().encode([{"op": "S_GE"}])
    assert Bytecode().encode("00040400") == b"\0\4\4\0"


@pytest.mark.parametrize(
    ("raw", "name"),
    [(b"/run/x\0", "/run/x"), (b"\0x", "@x"), (b"\0", "@"), (b"@x\0", b"@x\0"),
     (b"/x", b"/x"), (b"\0\xff", b"\0\xff")],
)  # fmt: skip
def test_names_of_unix_sockets(raw: bytes, name: str | bytes) -> None:
    assert UnixName.decode(raw) == name
    assert UnixName.encode(name) == raw
