from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Tabs

from nlscope.tui.stats_screen import StatsScreen
from nlscope.tui.stats_table import StatsTable
from nlscope.tui.timeline import TimelineView
from tests.tui.world import (
    drive,
    frame,
    main_screen,
    messages,
    press,
    settle,
    shown,
    write,
)


async def open_statistics(pilot: Pilot[None]) -> StatsScreen:
    """Open the statistics, and wait until they are counted."""
    await press(pilot, "s")
    screen = pilot.app.screen
    assert isinstance(screen, StatsScreen)
    for _ in range(100):
        await pilot.pause(0.02)
        if screen.made is not None and screen.query_one(StatsTable).table.lines:
            break
    await pilot.pause(0.05)
    return screen


def test_tables_count_what_there_is(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = await open_statistics(pilot)
        assert "12 messages" in shown(pilot)
        assert "1 error in" in shown(pilot)
        for key, name, words in (
            ("2", "families", "link"),
            ("3", "protocols", "ROUTE"),
            ("4", "ports", "99"),
            ("5", "errors", "EINVAL: mtu less than minimum"),
            ("6", "slowest", "RTM_NEWLINK"),
            ("7", "outcomes", "median"),
            ("1", "types", "RTM_NEWLINK"),
        ):
            await pilot.press(key)
            await pilot.pause(0.05)
            assert screen.query_one(Tabs).active == name
            assert words in shown(pilot)

    drive(capture, steps)


def test_a_line_leads_to_its_message(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await open_statistics(pilot)
        await pilot.press("5")
        await pilot.pause(0.05)
        await press(pilot, "enter")
        assert main_screen(pilot).messages.index == 6

    drive(capture, steps)


def test_a_line_becomes_the_filter(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await open_statistics(pilot)
        await pilot.press("3", "j")
        await pilot.pause(0.05)
        await press(pilot, "F")
        await settle(pilot)
        assert main_screen(pilot).rows.indexes().tolist() == [10]
        screen = await open_statistics(pilot)
        assert screen.made is not None
        assert screen.made.total.messages == 1
        assert "filter: protocol == GENERIC" in shown(pilot)
        await press(pilot, "escape")
        assert main_screen(pilot).messages.index == 10

    drive(capture, steps)


def test_the_timeline_leads_to_messages(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = await open_statistics(pilot)
        view = screen.query_one(TimelineView)
        view.focus()
        assert view.timeline is not None
        assert len(view.timeline.messages) == view.size.width
        await pilot.press("e")
        await pilot.pause(0.05)
        assert "1 message, 1 error" in shown(pilot)
        await press(pilot, "enter")
        assert main_screen(pilot).messages.index == 6

    drive(capture, steps)


def test_all_sizes(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await open_statistics(pilot)
        lines = shown(pilot).splitlines()
        assert len(lines) == pilot.app.size.height
        assert any("RTM_NEWLINK" in line for line in lines)

    for size in ((80, 24), (200, 50)):
        drive(capture, steps, size=size)


def test_what_comes_is_counted_too(tmp_path: Path) -> None:
    path = write(tmp_path / "live.pcap")

    async def steps(pilot: Pilot[None]) -> None:
        screen = await open_statistics(pilot)
        table = screen.query_one(StatsTable)
        await press(pilot, "down")
        chosen = table.table.lines[1].cells[0]
        protocol, data = messages()[0]
        with path.open("ab") as out:
            out.write(frame(data, 50, protocol) * 30)
        for _ in range(400):
            await pilot.pause(0.05)
            if "42 messages" in shown(pilot):
                break
        assert "42 messages" in shown(pilot)
        assert table.table.lines[table.cursor].cells[0] == chosen
        assert table.cursor != 1  # a type that was behind it came before it

    drive(path, steps, follow=True)
