from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from nlscope.config import Config
from nlscope.state import State
from nlscope.tui.keys import sections
from nlscope.tui.settings import Settings, bindings
from nlscope.tui.start_screen import StartScreen
from tests.tui.world import drive, main_screen, press, shown


def test_columns_and_times(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        plan = main_screen(pilot).messages.plan
        assert [column.name for column, _ in plan.columns] == ["type", "no", "", "time"]
        assert "03:04:05.000000" in shown(pilot)

    columns = ("type", "no", "direction", "time")
    drive(capture, steps, settings=Settings(Config(columns=columns, time="absolute")))


def test_theme_and_colours(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert pilot.app.theme == "nlscope-light"
        colour = main_screen(pilot).messages.style("error").color
        assert colour is not None
        assert colour.name == "#123456"

    config = Config(theme="nlscope-light", colours={"error": "#123456", "panel": "#eeeeee"})
    drive(capture, steps, settings=Settings(config))


def test_keys(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "e")
        assert main_screen(pilot).messages.index == 0
        await press(pilot, "X")
        assert main_screen(pilot).messages.index == 6
        known = {
            k.binding.id: k.keys for _, each in sections(main_screen(pilot)) for k in each
        }
        assert known["go.error"] == "X"

    drive(capture, steps, settings=Settings(Config(keys={"go.error": "X"})))


def test_every_key_of_the_screen_can_be_changed(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        shown_keys = {
            k.binding.id for _, each in sections(main_screen(pilot)) for k in each
        }
        assert shown_keys <= {name for name, _, _ in bindings()}

    drive(capture, steps)


def test_filters_and_files_are_remembered(capture: Path, tmp_path: Path) -> None:
    path = tmp_path / "state.json"

    async def use(pilot: Pilot[None]) -> None:
        await press(pilot, "f", *"seq == 7", "enter")

    async def again(pilot: Pilot[None]) -> None:
        await press(pilot, "f", "up", "enter")
        assert len(main_screen(pilot).rows) == 5

    drive(capture, use, settings=Settings(state=State(path)))
    assert State(path).recent == [str(capture)]
    drive(capture, again, settings=Settings(state=State(path)))


def test_recent_files_are_offered(
    capture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    state = State()
    state.opened("/gone.pcap")
    state.opened(str(capture))

    async def steps(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app.screen, StartScreen)
        assert str(capture)[:30] in shown(pilot)
        assert "gone.pcap" not in shown(pilot)
        await press(pilot, "end", "enter")
        assert len(main_screen(pilot).rows) == 12

    drive(None, steps, settings=Settings(state=state))
