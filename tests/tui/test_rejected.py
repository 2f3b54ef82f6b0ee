"""The attribute that the kernel rejected: marked in both messages, one key apart."""

from __future__ import annotations

import struct
from pathlib import Path

from textual.pilot import Pilot

from nlscope.spec import ROUTE
from nlscope.tui.exchange_note import ExchangeNote
from nlscope.tui.field_tree import FieldTree
from nlscope.tui.hex_view import HexView
from tests.support import attr, nlmsg
from tests.tui.world import (
    ACK,
    CAPPED,
    NEWLINK,
    TLVS,
    Steps,
    drive,
    error,
    link,
    main_screen,
    press,
    write,
)

MTU = 32  # bytes from the nlmsghdr of a link request to its IFLA_MTU
NEST = 40
BAD = nlmsg(NEWLINK, link(b"v0", mtu=9), flags=1 | ACK, seq=8)


def told(number: int, *tlvs: bytes, capped: bool = False) -> bytes:
    body = error(number, BAD[:16] if capped else BAD) + b"".join(tlvs)
    return nlmsg(2, body, flags=TLVS | (CAPPED if capped else 0), seq=8, portid=99)


def offs(kind: int, value: int) -> bytes:
    return attr(kind, struct.pack("=I", value))


def of(path: Path, frames: list[bytes], steps: Steps) -> None:
    drive(write(path / "x.pcap", [(ROUTE, each) for each in frames]), steps)


def red(pilot: Pilot[None]) -> list[int]:
    view = main_screen(pilot).query_one(HexView)
    return [at for at in range(len(view.data)) if view.tone(at) == "rejected"]


def note(pilot: Pilot[None]) -> str:
    return str(main_screen(pilot).query_one(ExchangeNote).render())


def path(pilot: Pilot[None]) -> tuple[str, ...]:
    line = main_screen(pilot).query_one(FieldTree).line
    return () if line is None else line.path


def test_jumps_to_the_attribute_and_back(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        await press(pilot, "e")
        assert screen.messages.index == 1
        assert red(pilot) == list(range(20 + MTU, 20 + MTU + 8))
        await press(pilot, "b")
        assert screen.messages.index == 0
        assert path(pilot) == ("mtu",)
        assert red(pilot) == list(range(MTU, MTU + 8))
        assert "✗ IFLA_MTU 9: too small" in note(pilot)
        await press(pilot, "b")
        assert screen.messages.index == 1
        await press(pilot, "backspace")
        assert screen.messages.index == 0

    of(tmp_path, [BAD, told(22, attr(1, b"too small\0"), offs(2, MTU))], steps)


def test_a_capped_error_has_no_red_bytes_but_its_request_does(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "e")
        assert red(pilot) == []
        await press(pilot, "b")
        assert red(pilot) == list(range(MTU, MTU + 8))

    of(tmp_path, [BAD, told(22, offs(2, MTU), capped=True)], steps)


def test_marks_the_nest_that_lacks_an_attribute(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "e", "b")
        assert path(pilot)[0] == "linkinfo"
        assert red(pilot) == list(range(NEST, len(BAD)))
        assert "IFLA_INFO_DATA is missing in IFLA_LINKINFO" in note(pilot)
        tree = main_screen(pilot).query_one(FieldTree)
        at = next(n for n, line in enumerate(tree.lines) if line.path == ("linkinfo",))
        assert "✗ data is missing here" in tree.render_line(at).text

    of(tmp_path, [BAD, told(22, offs(5, 2), offs(6, NEST))], steps)


def test_an_acknowledged_request_is_not_marked(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert red(pilot) == []
        assert note(pilot) == "exchange 1 · 1 of 2 · ok after 1 ms"
        await press(pilot, "b")
        assert main_screen(pilot).messages.index == 0

    of(tmp_path, [BAD, told(0, capped=True)], steps)


def test_stays_where_the_request_was_not_captured(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "b")
        assert main_screen(pilot).messages.index == 0
        assert path(pilot) == ("request", "mtu")
        assert red(pilot) == list(range(20 + MTU, 20 + MTU + 8))

    of(tmp_path, [told(22, offs(2, MTU))], steps)
