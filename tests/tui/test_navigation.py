from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from nlscope.tui.find_bar import FindBar
from tests.tui.world import drive, main_screen, press, settle


def _walk(capture: Path, *stops: tuple[list[str], int]) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        for keys, no in stops:
            await press(pilot, *keys)
            assert main_screen(pilot).messages.index == no - 1, keys

    drive(capture, steps)


def test_next_error_problem_request(capture: Path) -> None:
    _walk(
        capture,
        (["e"], 7), (["e"], 7), (["p"], 12), (["p"], 12), (["P"], 12), (["E"], 7),
        (["right_square_bracket"], 8), (["left_square_bracket"], 6),
        (["left_square_bracket"], 1),
    )  # fmt: skip


def test_back_and_forward(capture: Path) -> None:
    _walk(
        capture,
        (["e"], 7), (["p"], 12), (["backspace"], 7), (["ctrl+o"], 1),
        (["alt+right"], 7), (["alt+right"], 12), (["alt+right"], 12),
    )  # fmt: skip


def test_partner(capture: Path) -> None:
    _walk(
        capture,
        (["o"], 2), (["o"], 3), (["o", "o"], 5), (["o"], 1),
        (["e", "o"], 6), (["o"], 7), (["G", "o"], 12),
    )  # fmt: skip


def test_marks(capture: Path) -> None:
    _walk(
        capture,
        (["apostrophe"], 1), (["m", "j", "j", "m", "G"], 12), (["apostrophe"], 1),
        (["apostrophe"], 3), (["quotation_mark"], 1), (["quotation_mark"], 3),
        (["m", "G", "apostrophe"], 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "no"),
    [("5", 5), ("50%", 7), ("100%", 12), ("03:04:05.0041", 9), ("+0.002", 6), ("3:04", 1)],
)
def test_goto(capture: Path, text: str, no: int) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "colon")
        pilot.app.screen.query_one(Input).value = text
        await press(pilot, "enter")
        await settle(pilot)
        assert main_screen(pilot).messages.index == no - 1

    drive(capture, steps)


def test_goto_says_what_it_takes(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        for text, words in (("99", "1 to 12"), ("soon", "a number")):
            await press(pilot, "colon")
            pilot.app.screen.query_one(Input).value = text
            await press(pilot, "enter")
            label = pilot.app.screen.query("Label").last()
            assert words in str(label.render())
            await press(pilot, "escape")
        assert main_screen(pilot).messages.index == 0

    drive(capture, steps)


def test_find_text_and_go_on(capture: Path) -> None:
    _walk(
        capture,
        (["slash", *"IFLA_IFNAME", "enter"], 2), (["n"], 3), (["n"], 4), (["n"], 6),
        (["N"], 4), (["slash", *"minimum", "enter"], 7), (["n"], 7), (["N"], 7),
    )  # fmt: skip


def test_find_bytes(capture: Path) -> None:
    _walk(capture, (["slash", "ctrl+t", *"76 6C-61:6e", "enter"], 2))


def test_find_by_expression(capture: Path) -> None:
    _walk(capture, (["slash", "ctrl+t", "ctrl+t", *"eth[12] ", "enter"], 3))


def test_find_says_what_is_wrong(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "slash", "ctrl+t", *"abc")
        note = main_screen(pilot).query_one("#find-note")
        assert "half a byte" in str(note.render())
        await press(pilot, "x")
        assert "not hex" in str(note.render())
        await press(pilot, "ctrl+t", "left_parenthesis")
        assert "at character" in str(note.render())
        await press(pilot, "enter", "escape")
        assert not main_screen(pilot).query_one(FindBar).display
        assert main_screen(pilot).messages.has_focus

    drive(capture, steps)


def test_escape_stops_a_search(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        screen.doing = "looking for match: 1%, esc stops"
        await press(pilot, "escape")
        assert not screen.workers._workers

    drive(capture, steps)
