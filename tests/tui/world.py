"""A small capture and the tables for it, so that no dissector's change moves a screen."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from nlscope.capture.live import Live, Starter
from nlscope.model import HOST_ORDER
from nlscope.registry import Registry
from nlscope.spec import GENERIC, ROUTE, U16, U32, Attrs, Constants, Enum, Family, Nest, Str
from nlscope.spec import Struct as Header
from nlscope.tui.app import NlscopeApp
from nlscope.tui.capture import Capture
from nlscope.tui.main_screen import MainScreen
from nlscope.tui.settings import Settings
from tests.support import attr, genlmsg, nlmsg

SECOND_0 = 1_767_323_045  # 2026-01-02 03:04:05 UTC
PCAP = struct.pack("=IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262_144, 253)  # nanoseconds
NEWLINK, GETLINK = 16, 18
ACK, EXCL, CREATE, CAPPED, TLVS, DUMP = 4, 0x200, 0x400, 0x100, 0x200, 0x300
Steps = Callable[[Pilot[None]], Awaitable[None]]


class Rtm(Constants, prefix="RTM"):
    NEWLINK = NEWLINK
    GETLINK = GETLINK


class Arp(Constants, prefix="ARPHRD"):
    ETHER = 1
    LOOPBACK = 772


class Ctrl(Constants, prefix="CTRL_CMD"):
    NEWFAMILY = 1


INFO = Attrs("IFLA_INFO", {1: "kind" / Str, 2: "data" / Str})
IFLA = Attrs(
    "IFLA",
    {
        3: "ifname" / Str * "the name of the interface",
        4: "mtu" / U32,
        18: "linkinfo" / Nest(INFO),
    },
)
IFINFOMSG = "ifinfomsg" / Header(
    "ifi_type" / Enum(U16, Arp), "ifi_pad" / U16, "ifi_index" / U32
)
LINK = Family(
    "link",
    ROUTE,
    Rtm,
    IFLA,
    IFINFOMSG,
    info=("{ifname}", "mtu {mtu}", "kind {linkinfo.kind}"),
)
NLCTRL = Family(
    "nlctrl",
    GENERIC,
    Ctrl,
    Attrs("CTRL_ATTR", {1: "family_id" / U16, 2: "family_name" / Str}),
    id=16,
)


def registry() -> Registry:
    """Return the tables."""
    made = Registry()
    made.add(LINK)
    made.add(NLCTRL)
    return made


def link(name: bytes, *, mtu: int = 1500, index: int = 2, kind: bytes = b"vlan") -> bytes:
    """Return the body of a link message."""
    body = struct.pack("=HHI", 1, 0, index) + attr(3, name + b"\0")
    nest = attr(0x8000 | 18, attr(1, kind + b"\0"))
    return body + attr(4, struct.pack("=I", mtu)) + nest


def error(
    number: int, request: bytes, text: bytes = b"", offset: int | None = None
) -> bytes:
    """Return the payload of an NLMSG_ERROR that echoes a request."""
    tlvs = attr(1, text + b"\0") if text else b""
    if offset is not None:
        tlvs += attr(2, struct.pack("=I", offset))
    return struct.pack("=i", -number) + request + tlvs


def frame(data: bytes, number: int, protocol: int = ROUTE) -> bytes:
    """Return a pcap record of a frame, a millisecond after the one before."""
    cooked = struct.pack(">HHH8xH", 4, 824, 0, protocol) + data
    seconds, rest = divmod(number, 1000)
    time = SECOND_0 + seconds, rest * 1_000_000
    head = struct.pack("=IIII", *time, len(cooked), len(cooked))
    return head + cooked


def messages() -> list[tuple[int, bytes]]:
    """Return the (protocol, frame) of the small capture: 12 messages."""
    get = nlmsg(GETLINK, struct.pack("=HHI", 0, 0, 0), flags=1 | DUMP, seq=7)
    dump = b"".join(
        nlmsg(NEWLINK, link(b"eth%d" % n, index=n), flags=2, seq=7, portid=99)
        for n in range(3)
    )
    done = nlmsg(3, struct.pack("=i", 0), flags=2, seq=7, portid=99)
    new = nlmsg(NEWLINK, link(b"v0", mtu=9), flags=1 | ACK | EXCL | CREATE, seq=8)
    bad = nlmsg(
        2, error(22, new, b"mtu less than minimum", 32), flags=TLVS, seq=8, portid=99
    )
    ok = nlmsg(NEWLINK, link(b"v0"), flags=1 | ACK | CREATE, seq=9)
    ack = nlmsg(2, error(0, ok[:16]), flags=CAPPED, seq=9, portid=99)
    event = nlmsg(NEWLINK, link(b"v0"), flags=0, seq=0, portid=0)
    family = struct.pack("=H", 28)
    ctrl = nlmsg(
        16, genlmsg(1, attr(1, family) + attr(2, b"demo\0")), flags=0, seq=1, portid=3
    )
    cut = nlmsg(NEWLINK, link(b"cut"), flags=0)[:-8]
    frames = [get, dump + done, new, bad, ok, ack, event]
    return [*((ROUTE, each) for each in frames), (GENERIC, ctrl), (ROUTE, cut)]


def write(path: Path, frames: list[tuple[int, bytes]] | None = None) -> Path:
    """Write a capture, the small one if not given another."""
    assert HOST_ORDER in "<>"
    chosen = messages() if frames is None else frames
    records = (frame(data, n, protocol) for n, (protocol, data) in enumerate(chosen))
    path.write_bytes(PCAP + b"".join(records))
    return path


def drive(
    path: Path | None,
    steps: Steps,
    *,
    size: tuple[int, int] = (120, 40),
    follow: bool = False,
    settings: Settings | None = None,
    live: Live | None = None,
    starter: Starter | None = None,
) -> None:
    """Run the application on a capture, and steps in it."""

    async def run() -> None:
        tables = registry()
        path_of = live.path if live is not None else path
        capture = None
        if path_of is not None:
            capture = Capture(str(path_of), tables, follow=follow, live=live)
        app = NlscopeApp(tables, capture, settings, starter=starter)
        async with app.run_test(size=size) as pilot:
            while not app.screen.query("FooterKey"):
                await pilot.pause(0.01)
            await settle(pilot)
            await steps(pilot)

    asyncio.run(run())


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the screen has taken in what it can."""
    for _ in range(200):
        await pilot.pause(0.01)
        screen = pilot.app.screen
        if not isinstance(screen, MainScreen):
            break
        busy = not (screen.capture.done or screen.capture.follow) or screen.doing
        if (
            not busy
            and not screen.sifted
            and len(screen.rows) == screen.messages.virtual_size.height
        ):
            break
    await pilot.pause(0.02)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what they do."""
    await pilot.press(*keys)
    await settle(pilot)


async def becomes(pilot: Pilot[None], wanted: str) -> str:
    """Return the screen once it is as wanted, or after a while what it is."""
    for _ in range(100):
        if shown(pilot) == wanted:
            break
        await pilot.pause(0.03)
    return shown(pilot)


def main_screen(pilot: Pilot[None]) -> MainScreen:
    """Return the main screen."""
    screen = pilot.app.screen
    assert isinstance(screen, MainScreen)
    return screen


def shown(pilot: Pilot[None]) -> str:
    """Return the screen as text, trailing spaces left out."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"
