"""Two messages compared on the screen."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from nlscope.tui.diff_screen import DiffScreen, DiffView
from nlscope.tui.main_screen import MainScreen
from tests.tui.world import drive, main_screen, press, shown


def opened(pilot: Pilot[None]) -> DiffScreen:
    screen = pilot.app.screen
    assert isinstance(screen, DiffScreen)
    return screen


def test_compares_the_marked_message_with_the_selected_one(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "down", "m", "down", "d")
        screen = opened(pilot)
        assert [line.path for line in screen.shown] == ["ifi_index", "ifname"]
        assert "2 differences" in shown(pilot)
        assert "eth0" in shown(pilot)
        assert "eth1" in shown(pilot)
        await press(pilot, "a")
        assert {"mtu", "nlmsghdr.nlmsg_seq"} <= {line.path for line in screen.shown}
        await press(pilot, "n")
        assert screen.shown[screen.query_one(DiffView).cursor].path == "ifi_index"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)

    drive(capture, steps)


def test_shows_everything_where_nothing_differs(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "8", "j", "j", "j", "j", "j", "j", "j", "m", "j", "j", "m", "d")
        assert "no difference" in shown(pilot)
        assert opened(pilot).everything

    drive(capture, steps, size=(80, 24))


def test_asks_for_a_mark(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "d")
        assert main_screen(pilot).messages.index == 0
        await press(pilot, "m", "d")
        assert main_screen(pilot).messages.index == 0

    drive(capture, steps)
