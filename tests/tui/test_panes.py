from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from nlscope.tui.status_bar import Status, StatusBar
from tests.tui.world import drive, main_screen, press, settle

PANES = ("list-pane", "tree-pane", "hex-pane")


def _seen(pilot: Pilot[None]) -> list[str]:
    screen = main_screen(pilot)
    return [name for name in PANES if screen.query_one(f"#{name}").region.area]


@pytest.mark.parametrize(
    ("size", "stacked"), [((80, 24), True), ((120, 40), False), ((200, 50), False)]
)
def test_layout_by_width(capture: Path, size: tuple[int, int], stacked: bool) -> None:  # noqa: FBT001
    async def steps(pilot: Pilot[None]) -> None:
        tree, view = (
            main_screen(pilot).query_one(f"#{n}-pane").region for n in ("tree", "hex")
        )
        assert (view.y > tree.y) is stacked
        assert (view.x > tree.x) is not stacked
        await press(pilot, "v")
        tree, view = (
            main_screen(pilot).query_one(f"#{n}-pane").region for n in ("tree", "hex")
        )
        assert (view.y > tree.y) is not stacked

    drive(capture, steps, size=size)


@pytest.mark.parametrize(
    ("size", "count"), [((80, 24), 16), ((120, 40), 8), ((200, 50), 16)]
)
def test_bytes_of_a_line_by_width(capture: Path, size: tuple[int, int], count: int) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert main_screen(pilot).query_one("#hex").per_line == count  # type: ignore[attr-defined]

    drive(capture, steps, size=size)


def test_zoom(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert _seen(pilot) == [*PANES]
        for index, name in enumerate(PANES):
            main_screen(pilot).query_one(("#messages", "#tree", "#hex")[index]).focus()
            await press(pilot, "z")
            assert _seen(pilot) == [name]
            await press(pilot, "z")
            assert _seen(pilot) == [*PANES]

    drive(capture, steps)


def test_hide(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "tab", "tab", "B")
        assert _seen(pilot) == ["list-pane", "tree-pane"]
        assert main_screen(pilot).messages.has_focus
        await press(pilot, "D")
        assert _seen(pilot) == ["list-pane"]
        await press(pilot, "B", "D")
        assert _seen(pilot) == [*PANES]

    drive(capture, steps)


def test_resize_by_keys(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        height = screen.query_one("#list-pane").size.height
        await press(pilot, "plus")
        assert screen.query_one("#list-pane").size.height > height
        await press(pilot, "minus", "minus")
        assert screen.query_one("#list-pane").size.height < height
        width = screen.query_one("#tree-pane").size.width
        await press(pilot, "tab", "plus")
        assert screen.query_one("#tree-pane").size.width > width
        await press(pilot, *["minus"] * 40)
        assert screen.query_one("#tree-pane").size.width >= 10

    drive(capture, steps)


def test_resize_by_mouse(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        top = screen.query_one("#tree-title").region.y
        await pilot.mouse_down(offset=(5, top))
        await pilot.hover(offset=(5, top - 4))
        await pilot.mouse_up(offset=(5, top - 4))
        await settle(pilot)
        assert screen.query_one("#tree-title").region.y == top - 4
        left = screen.query_one("#edge").region.x
        await pilot.mouse_down(offset=(left, 30))
        await pilot.hover(offset=(left - 10, 30))
        await pilot.mouse_up(offset=(left - 10, 30))
        await settle(pilot)
        assert abs(screen.query_one("#edge").region.x - (left - 10)) <= 1

    drive(capture, steps)


def test_the_pane_with_the_focus_stands_out(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        for name in (*PANES, "list-pane"):
            active = [w.id for w in main_screen(pilot).query(".pane.-active")]
            assert active == [name]
            await press(pilot, "tab" if name != "hex-pane" else "escape")

    drive(capture, steps)


@pytest.mark.parametrize("width", [1, 4, 9, 12, 16, 20])
def test_a_narrow_terminal_cuts_the_status_line(capture: Path, width: int) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.resize_terminal(width, 6)
        bar = main_screen(pilot).query_one(StatusBar)
        bar.status = Status(name="small.pcap", task="searching", problem="cut short")
        await settle(pilot)
        line = bar.render()
        assert all(0 <= span.start < span.end <= len(line) for span in line.spans)

    drive(capture, steps, size=(100, 30))
