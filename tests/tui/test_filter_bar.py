from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from nlscope.tui.field_tree import FieldTree
from nlscope.tui.filter_bar import FilterBar
from nlscope.tui.message_list import MessageList
from tests.tui.world import drive, main_screen, press, settle, shown


async def _type(pilot: Pilot[None], text: str) -> FilterBar:
    bar = main_screen(pilot).query_one(FilterBar)
    await press(pilot, "f")
    bar.line.value = text
    bar.line.cursor_position = len(text)
    await settle(pilot)
    return bar


def _numbers(pilot: Pilot[None]) -> list[int]:
    rows = main_screen(pilot).rows
    return [rows.index(row) + 1 for row in range(len(rows))]


def test_a_filter_shows_what_passes(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _type(pilot, "mtu == 1500")
        await press(pilot, "enter")
        assert _numbers(pilot) == [2, 3, 4, 8, 10, 12]
        assert main_screen(pilot).query_one(MessageList).has_focus
        assert "6 shown (50% of 12)" in shown(pilot)
        await _type(pilot, "")
        await press(pilot, "enter")
        assert len(_numbers(pilot)) == 12

    drive(capture, steps)


def test_the_cursor_stays_on_its_message(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "e", "j")
        await _type(pilot, "mtu == 1500")
        await press(pilot, "enter")
        assert main_screen(pilot).messages.index == 7
        await _type(pilot, "")
        await press(pilot, "enter")
        assert main_screen(pilot).messages.index == 7

    drive(capture, steps)


def test_wrong_text_is_told_at_once_and_not_applied(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        bar = await _type(pilot, "mtu ==")
        assert bar.line.has_class("-bad")
        assert bar.query_one("#filter-note").display
        await press(pilot, "enter")
        assert len(_numbers(pilot)) == 12
        assert bar.line.has_focus
        await press(pilot, "9")
        assert bar.line.has_class("-good")
        assert not bar.query_one("#filter-note").display

    drive(capture, steps)


def test_nothing_passes_so_far(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _type(pilot, "mtu == 4")
        await press(pilot, "enter")
        screen = main_screen(pilot)
        screen.sifted = "filtering 3%"
        screen._empty(12)
        text = str(screen.query_one("#empty", Static).content)
        assert text == "No message passes the filter so far."

    drive(capture, steps)


def test_nothing_passes_of_a_damaged_file(capture: Path, tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _type(pilot, "mtu == 4")
        await press(pilot, "enter")
        assert "No message passes the filter." in shown(pilot)

    cut = tmp_path / "cut.pcap"
    cut.write_bytes(capture.read_bytes()[:-3])
    drive(cut, steps)


def test_nothing_passes(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _type(pilot, "mtu == 4")
        await press(pilot, "enter")
        assert _numbers(pilot) == []
        assert "No message passes the filter." in shown(pilot)
        await press(pilot, "j", "e", "o", "m")
        await _type(pilot, "")
        await press(pilot, "enter")
        assert "No message passes" not in shown(pilot)

    drive(capture, steps)


def test_history_and_escape(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        bar = await _type(pilot, "mtu == 9")
        await press(pilot, "enter")
        await _type(pilot, "error")
        await press(pilot, "enter")
        await _type(pilot, "")
        await press(pilot, "up")
        assert bar.line.value == "error"
        await press(pilot, "up")
        assert bar.line.value == "mtu == 9"
        await press(pilot, "down")
        assert bar.line.value == "error"
        await press(pilot, "up", "escape")
        assert bar.line.value == "error"
        assert main_screen(pilot).messages.has_focus

    drive(capture, steps)


def test_jumps_stay_inside_the_filter(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await _type(pilot, "mtu == 1500")
        await press(pilot, "enter", "g", "right_square_bracket")
        assert main_screen(pilot).messages.index == 7
        await press(pilot, "p")
        assert main_screen(pilot).messages.index == 11

    drive(capture, steps)


def test_completion(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        bar = await _type(pilot, "link.mt")
        offers = bar.query_one(OptionList)
        assert offers.display
        assert "link.mtu" in str(offers.get_option_at_index(0).prompt)
        await press(pilot, "tab")
        assert bar.line.value == "link.mtu"
        await press(pilot, *" == ")
        await press(pilot, "tab", "enter")
        assert bar.applied == "link.mtu == 1500"
        assert len(_numbers(pilot)) == 6

    drive(capture, steps)


def test_filter_by_the_field_under_the_cursor(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        bar = main_screen(pilot).query_one(FilterBar)
        await press(pilot, "down", "tab")
        main_screen(pilot).query_one(FieldTree).select(36)
        await press(pilot, "F")
        assert bar.applied == "link.mtu == 1500"
        main_screen(pilot).query_one(FieldTree).select(24)
        await press(pilot, "ampersand")
        assert bar.applied == "(link.mtu == 1500) and link.ifname == eth0"
        assert _numbers(pilot) == [2]
        await press(pilot, "exclamation_mark")
        assert bar.applied == "not (link.ifname == eth0)"
        assert main_screen(pilot).query_one(FieldTree).has_focus

    drive(capture, steps)
