"""The captures that are open, on one timeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nlscope.capture.live import Starter
from nlscope.tui.message_list import MessageList
from tests.tui.test_live import told, wait_for
from tests.tui.world import drive, main_screen, messages, press, write


@pytest.fixture(name="starter")
def _starter() -> Iterator[Starter]:
    made = Starter()
    yield made
    made.close()


@pytest.fixture(name="other")
def _other(tmp_path: Path) -> Path:
    return write(tmp_path / "other.pcap", messages()[:3])


def sources(pilot: Pilot[None]) -> list[str]:
    return main_screen(pilot).capture.session.store.sources


def columns(pilot: Pilot[None]) -> list[str]:
    plan = main_screen(pilot).query_one(MessageList).plan
    return [column.name for column, _ in plan.columns]


def test_files_on_one_timeline(capture: Path, other: Path, starter: Starter) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        assert "source" not in columns(pilot)
        await press(pilot, "M")
        assert await told(pilot, "Open another capture first")
        assert pilot.app.open(str(other)) == ""  # type: ignore[attr-defined]
        await wait_for(pilot, "2/2")
        await press(pilot, "M")
        await wait_for(pilot, "3/3  merged-")
        await wait_for(pilot, "of 15")
        assert sorted(sources(pilot)) == ["other.pcap", "small.pcap"]
        assert "source" in columns(pilot)
        await press(pilot, "M")
        await wait_for(pilot, "4/4  merged-")  # of the files again, not of what is merged
        await wait_for(pilot, "of 15")

    drive(capture, steps, starter=starter, size=(200, 50))


def test_a_live_capture_with_a_file(capture: Path, starter: Starter) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "O", "d")
        await wait_for(pilot, "2/2")
        live = main_screen(pilot).capture.live
        await press(pilot, "M")
        await wait_for(pilot, "3/3  merged-")
        await wait_for(pilot, "live  demo")
        merged = main_screen(pilot).capture
        assert merged.unsaved == 0
        assert merged.path not in pilot.app.settings.state.recent  # type: ignore[attr-defined]
        while "live" not in sources(pilot):
            await pilot.pause(0.05)
        assert sources(pilot)[0] == "small.pcap"
        await press(pilot, "S")
        await wait_for(pilot, "stopped")
        assert live is not None
        assert live.report().state == "on"  # it goes on in its own screen

    drive(capture, steps, starter=starter, size=(200, 50))
