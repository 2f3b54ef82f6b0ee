from __future__ import annotations

import struct
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from nlscope import kernel
from nlscope.model import Frame
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.tui.families_screen import FamiliesScreen
from nlscope.tui.family_views import Details, FamilyList
from nlscope.tui.main_screen import MainScreen
from tests.support import attr, genlmsg, nlmsg
from tests.tui.world import drive, main_screen, press, settle, shown


async def open_families(pilot: Pilot[None]) -> FamiliesScreen:
    """Open the families, and wait until they are there."""
    await press(pilot, "A")
    screen = pilot.app.screen
    assert isinstance(screen, FamiliesScreen)
    for _ in range(100):
        await pilot.pause(0.02)
        if screen.known and screen.query_one(Details).count:
            break
    await pilot.pause(0.05)
    return screen


def test_what_is_known_of_a_family(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = await open_families(pilot)
        text = shown(pilot)
        assert "3 families in this capture · 2 in the tables" in text
        known = screen.query_one(FamilyList).known
        assert known is not None
        assert (known.name, known.messages) == ("link", 8)
        assert "link  ROUTE · 8 messages · built-in" in text
        for words in ("16   NEWLINK", "Header ifinfomsg (3)", "IFLA_IFNAME", "▸ linkinfo"):
            assert words in text

    drive(capture, steps)


def test_nests_open_and_the_note_follows(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await open_families(pilot)
        await press(pilot, "enter", "G", "enter", "down")
        text = shown(pilot)
        assert "▾ linkinfo" in text
        assert "constant  IFLA_INFO_KIND" in text
        assert "defined by  built-in table" in text
        await press(pilot, "left", "left")
        assert "IFLA_INFO_KIND" not in shown(pilot)

    drive(capture, steps)


@pytest.mark.parametrize(
    ("keys", "wanted", "count"),
    [
        ((), "link", 8),
        (("enter", "down"), "type == RTM_NEWLINK", 7),
        (("enter", "G", "enter", "down"), "link.linkinfo.kind", 6),
        (("j",), "genl.family == nlctrl", 1),
    ],
)
def test_a_filter(capture: Path, keys: tuple[str, ...], wanted: str, count: int) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await open_families(pilot)
        await press(pilot, *keys, "f")
        await settle(pilot)
        assert shown(pilot).startswith(f" {wanted}")
        assert len(main_screen(pilot).rows) == count

    drive(capture, steps)


def test_what_is_sought_may_be_a_command(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = await open_families(pilot)
        await press(pilot, "slash", *"newfam")
        assert isinstance(screen.focused, Input)
        known = screen.query_one(FamilyList)
        assert (known.count, known.known and known.known.name) == (1, "nlctrl")
        await press(pilot, "f")  # a letter of what is sought, no filter
        assert known.count == 0
        await press(pilot, "escape", "escape")
        assert known.count == 3
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)

    drive(capture, steps)


def test_a_message_to_write(capture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[tuple[str, str]] = []

    def craft(_: MainScreen, family: str, command: str) -> None:
        wanted.append((family, command))

    monkeypatch.setattr(MainScreen, "craft_family", craft, raising=False)

    async def steps(pilot: Pilot[None]) -> None:
        await open_families(pilot)
        await press(pilot, "x")
        await open_families(pilot)
        await press(pilot, "enter", "down", "x")

    drive(capture, steps)
    assert wanted == [("link", ""), ("link", "NEWLINK")]


def test_copies(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await open_families(pilot)
        await press(pilot, "c")
        assert pilot.app.clipboard.startswith("link  ROUTE")
        assert "IFLA_MTU" in pilot.app.clipboard
        await press(pilot, "enter", "down", "c")
        assert pilot.app.clipboard.split() == ["16", "NEWLINK", "7", "seen", "RTM_NEWLINK"]

    drive(capture, steps)


def test_this_kernel(capture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def frames(_names: list[str] | None = None) -> list[Frame]:
        body = attr(1, struct.pack("=H", 77)) + attr(2, b"mine\x1b\0")
        data = nlmsg(16, genlmsg(1, body), flags=2)
        return [Frame(1, 1, 16, 6, data, len(data))]

    monkeypatch.setattr(kernel, "ask_families", frames)

    async def steps(pilot: Pilot[None]) -> None:
        await open_families(pilot)
        await press(pilot, "K")
        await pilot.pause(0.3)
        assert "3 families in this capture · 1 in this kernel" in shown(pilot)
        assert "mine\\x1b" in shown(pilot)

    drive(capture, steps)


def test_no_socket(capture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_names: list[str], _registry: Registry) -> Session:
        raise OSError(93, "Protocol not supported")

    monkeypatch.setattr(kernel, "ask", fail)

    async def steps(pilot: Pilot[None]) -> None:
        await open_families(pilot)
        await press(pilot, "K")
        await pilot.pause(0.3)
        told = [each.message for each in pilot.app._notifications]
        assert told == ["This kernel does not tell its families: Protocol not supported."]
        assert "3 families in this capture · 2 in the tables" in shown(pilot)

    drive(capture, steps)


def test_all_sizes(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await open_families(pilot)
        lines = shown(pilot).splitlines()
        assert len(lines) == pilot.app.size.height
        assert any("NEWLINK" in line for line in lines)

    for size in ((80, 24), (200, 50)):
        drive(capture, steps, size=size)
