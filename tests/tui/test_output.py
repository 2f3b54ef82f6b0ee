from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, RadioButton

from nlscope.session import Session
from nlscope.tui.copy_menu import CopyMenu
from nlscope.tui.field_tree import FieldTree
from nlscope.tui.save_dialog import SaveDialog
from tests.tui.world import drive, main_screen, press, registry, settle, shown, write


async def saved(pilot: Pilot[None]) -> None:
    """Wait for the file to be written."""
    await pilot.app.workers.wait_for_complete()
    await settle(pilot)


def _copy(capture: Path, *keys: str) -> str:
    texts = []

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, *keys)
        texts.append(pilot.app.clipboard)

    drive(capture, steps)
    return texts[0]


def test_a_message_in_each_form(capture: Path) -> None:
    row = json.loads(_copy(capture, "G", "k", "c", "j"))
    assert (row["no"], row["type"]) == (11, "nlctrl")
    assert '    family_name "demo"' in _copy(capture, "G", "k", "c", "t")
    line = _copy(capture, "g", "down", "down", "down", "down", "down", "c", "s")
    assert line.startswith("nlscope send link NEWLINK ")
    assert "ifname=v0" in line
    data = bytes.fromhex(_copy(capture, "G", "k", "c", "h"))
    assert len(data) == row["len"]
    assert "static const unsigned char message_11[" in _copy(capture, "G", "k", "c", "c")
    scope: dict[str, bytes] = {}
    exec(_copy(capture, "G", "k", "c", "p"), scope)
    assert scope["message_11"] == data
    assert _copy(capture, "G", "k", "c", "enter").startswith("    11 ")


def test_the_field_under_the_cursor(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "tab", "g")
        tree = main_screen(pilot).query_one(FieldTree)
        tree.select(4)
        await press(pilot, "c")
        assert "field nlmsghdr.nlmsg_type" in shown(pilot)
        await press(pilot, "h")
        assert pilot.app.clipboard == "10 00"
        await press(pilot, "c", "right", "j")
        assert json.loads(pilot.app.clipboard)["no"] == 2

    drive(capture, steps)


def test_the_marked_ones(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "m", "j", "j", "m", "c")
        assert "2 marked" in shown(pilot)
        await press(pilot, "j")
        lines = pilot.app.clipboard.splitlines()
        assert [json.loads(line)["no"] for line in lines] == [1, 3]

    drive(capture, steps)


def test_escape_copies_nothing(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, CopyMenu)
        await press(pilot, "escape")
        assert pilot.app.clipboard == ""

    drive(capture, steps)


async def _save_as(pilot: Pilot[None], path: Path) -> None:
    await press(pilot, "w")
    assert isinstance(pilot.app.screen, SaveDialog)
    pilot.app.screen.query_one(Input).value = str(path)
    await pilot.pause(0.05)
    await press(pilot, "enter")
    await saved(pilot)


def test_save_what_the_filter_shows(
    capture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "f", *"errno", "enter", "enter")
        await _save_as(pilot, tmp_path / "errors.ndjson")
        rows = [
            json.loads(x) for x in (tmp_path / "errors.ndjson").read_bytes().splitlines()
        ]
        assert [row["no"] for row in rows] == [
            n + 1 for n in main_screen(pilot).rows.indexes().tolist()
        ]

    drive(capture, steps)


def test_save_marked_frames_with_comments(capture: Path, tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "m", "C")
        pilot.app.screen.query_one(Input).value = "the dump begins"
        await press(pilot, "enter")
        assert "✎ the dump begins" in shown(pilot)
        await _save_as(pilot, tmp_path / "one.pcapng")
        await press(pilot, "C")
        pilot.app.screen.query_one(Input).value = ""
        await press(pilot, "enter")
        assert "✎" not in shown(pilot)

    async def again(pilot: Pilot[None]) -> None:
        assert "✎ the dump begins" in shown(pilot)

    drive(capture, steps)
    session = Session.load(str(tmp_path / "one.pcapng"), registry())
    assert [m.frame.comment for m in session.store] == ["the dump begins"]
    drive(tmp_path / "one.pcapng", again)


def test_saving_asks_before_it_replaces(capture: Path, tmp_path: Path) -> None:
    target = tmp_path / "there.txt"
    target.write_text("old")

    async def steps(pilot: Pilot[None]) -> None:
        await _save_as(pilot, target)
        assert "enter again replaces it" in shown(pilot)
        assert target.read_text() == "old"
        await press(pilot, "enter")
        await saved(pilot)
        assert "nlmsghdr" in target.read_text()

    drive(capture, steps)


def test_the_ending_is_the_format(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "w")
        screen = pilot.app.screen
        line = screen.query_one(Input)
        assert line.value == "small-all.pcapng"
        buttons = {b.name: b for b in screen.query(RadioButton)}
        buttons["text"].value = True
        await pilot.pause(0.05)
        assert line.value == "small-all.txt"
        line.value = "x.ndjson"
        await pilot.pause(0.05)
        assert buttons["ndjson"].value
        line.value = "/nonexistent/x.txt"
        await pilot.pause(0.05)
        assert "there is no directory /nonexistent" in shown(pilot)
        await press(pilot, "enter", "escape")
        main_screen(pilot)

    drive(capture, steps)


def test_roll_up_one_answer(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        await press(pilot, "j", "j", "r")
        assert len(screen.rows) == 9
        assert screen.messages.index == 1
        assert "▸ 4 parts" in shown(pilot)
        await press(pilot, "j")
        assert screen.messages.index == 5
        await press(pilot, "k", "r")
        assert len(screen.rows) == 12
        assert "parts" not in shown(pilot)

    drive(capture, steps)


def test_roll_up_all(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        await press(pilot, "G", "R")
        assert [screen.rows.index(n) for n in range(len(screen.rows))] == [
            0, 1, 5, 6, 7, 8, 9, 10, 11
        ]  # fmt: skip
        assert screen.messages.index == 11
        await press(pilot, "colon")
        pilot.app.screen.query_one(Input).value = "4"
        await press(pilot, "enter")
        await settle(pilot)
        assert screen.messages.index == 3
        assert len(screen.rows) == 12
        await press(pilot, "e")
        assert screen.messages.index == 6
        await press(pilot, "R", "R")
        assert len(screen.rows) == 9
        await press(pilot, "f", *"seq == 7", "enter")
        assert [screen.rows.index(n) for n in range(len(screen.rows))] == [0, 1]
        assert screen.rows.indexes().tolist() == [0, 1, 2, 3, 4]

    drive(capture, steps)


def test_roll_up_says_when_there_is_nothing(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "G", "r")
        assert len(main_screen(pilot).rows) == 12
        told = [each.message for each in pilot.app._notifications]
        assert told == ["This message belongs to no answer of several parts."]

    drive(capture, steps)


def test_hostile_comment(tmp_path: Path) -> None:
    path = write(tmp_path / "x.pcap")

    async def steps(pilot: Pilot[None]) -> None:
        main_screen(pilot).rows.comments[0] = "\x1b]0;x\x07[red]"
        main_screen(pilot).messages.renew()
        await pilot.pause(0.05)
        assert "✎ \\x1b]0;x\\x07[red]" in shown(pilot)

    drive(path, steps)


def test_the_choice_that_is_on_is_seen_without_colours(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "w")
        assert "●  pcapng capture" in shown(pilot)
        assert "○  text" in shown(pilot)
        await press(pilot, "shift+tab", "down", "enter")
        assert "○  pcapng capture" in shown(pilot)
        assert "●  text" in shown(pilot)

    drive(capture, steps)


def test_the_name_is_in_sight_on_a_short_terminal(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "w")
        assert "small-all.pcapng" in shown(pilot)

    drive(capture, steps, size=(60, 12))
