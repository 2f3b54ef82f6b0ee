from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nlscope.describe import Description
from nlscope.export.clock import _local_second
from nlscope.tui.message_list import MessageList
from tests.tui.world import drive, frame, main_screen, messages, press, settle, shown, write


def test_keys_move_the_cursor(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        messages = main_screen(pilot).messages
        assert messages.cursor == 0
        for keys, row in (
            (["down", "j"], 2), (["up"], 1), (["k", "k", "k"], 0), (["G"], 11),
            (["g"], 0), (["end"], 11), (["home"], 0), (["pagedown"], 8), (["pageup"], 0),
        ):  # fmt: skip
            await press(pilot, *keys)
            assert messages.cursor == row, keys

    drive(capture, steps, size=(80, 24))


def test_the_cursor_stays_in_sight(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "G")
        messages = main_screen(pilot).messages
        assert messages.scroll_offset.y + messages.size.height == 12
        await press(pilot, "g")
        assert messages.scroll_offset.y == 0

    drive(capture, steps, size=(80, 24))


def test_click_selects_and_a_double_click_opens(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.click("#messages", offset=(20, 3))
        await settle(pilot)
        assert main_screen(pilot).messages.cursor == 3
        assert main_screen(pilot).messages.has_focus
        await pilot.click("#messages", offset=(20, 4), times=2)
        await settle(pilot)
        assert main_screen(pilot).messages.cursor == 4
        assert main_screen(pilot).query_one("#tree").has_focus

    drive(capture, steps)


def test_times_cycle_by_key_and_heading(
    capture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "XST-05:30")
    time.tzset()
    _local_second.cache_clear()

    async def steps(pilot: Pilot[None]) -> None:
        assert "0.002000" in shown(pilot)
        await press(pilot, "t")
        assert "03:04:05.002000" in shown(pilot)
        assert "time UTC" in shown(pilot)
        await press(pilot, "t")
        assert "08:34:05.002000" in shown(pilot)
        assert "local time" in shown(pilot)
        await pilot.click("ColumnHeading", offset=(10, 0))
        await settle(pilot)
        assert main_screen(pilot).messages.times == "delta"
        assert "delta s" in shown(pilot)

    drive(capture, steps)
    monkeypatch.undo()
    time.tzset()
    _local_second.cache_clear()


def test_time_reference(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "G", "T", "g")
        assert "-0.008000" in shown(pilot)
        await press(pilot, "G", "T")
        assert "-0.008000" not in shown(pilot)

    drive(capture, steps)


def test_long_info_scrolls_sideways(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert "mtu less than min…" not in shown(pilot)
        before = shown(pilot)
        await press(pilot, "right", "right")
        assert shown(pilot) != before
        assert "< info" in shown(pilot)
        await press(pilot, "left", "left", "left")
        assert shown(pilot) == before

    drive(write(tmp_path / "a.pcap"), steps, size=(80, 24))


def test_enter_goes_to_the_fields(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "D", "enter")
        assert main_screen(pilot).query_one("#tree").has_focus

    drive(capture, steps)


def test_an_exchange_is_bracketed(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "down")
        marks = [line[1] for line in shown(pilot).splitlines()[2:8]]
        assert marks == ["┌", "│", "│", "│", "│", " "]

    drive(capture, steps)


def test_only_what_is_drawn_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "many.pcap"
    write(path, messages() * 500)
    asked: list[int] = []

    async def steps(pilot: Pilot[None]) -> None:
        rows = main_screen(pilot).rows
        plain = rows.session.describe

        def counted(n: int) -> Description:
            asked.append(n)
            return plain(n)

        rows.session.describe = counted  # type: ignore[method-assign]
        await press(pilot, "G")
        list_height = main_screen(pilot).query_one(MessageList).size.height
        assert 0 < len(set(asked)) <= list_height + 2

    drive(path, steps)


def test_no_messages(tmp_path: Path) -> None:
    path = write(tmp_path / "none.pcap", [])

    async def steps(pilot: Pilot[None]) -> None:
        assert "There is no message in this file." in shown(pilot)
        await press(pilot, "j", "G", "e", "o", "m", "n")
        await press(pilot, "escape")

    drive(path, steps)


def test_a_damaged_file_shows_what_there_is_and_what_is_wrong(tmp_path: Path) -> None:
    path = write(tmp_path / "cut.pcap")
    path.write_bytes(path.read_bytes()[:-5])

    async def steps(pilot: Pilot[None]) -> None:
        assert "cut" in main_screen(pilot).capture.problem
        assert main_screen(pilot).capture.problem in shown(pilot)

    drive(path, steps, size=(160, 40))


def test_not_netlink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a long path would be cut off in a line of the screen
    path = write(Path("other.pcap"), [])
    record = bytearray(frame(b"x" * 20, 1))
    record[18:20] = b"\0\1"  # ARPHRD_ETHER
    path.write_bytes(path.read_bytes() + record)

    async def steps(pilot: Pilot[None]) -> None:
        assert "none of them netlink" in shown(pilot)

    drive(path, steps)
