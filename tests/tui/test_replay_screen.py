"""Requests sent again from the screen, to something that plays the kernel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual.pilot import Pilot

from nlscope.tui import replay_screen
from nlscope.tui.cell_list import CellList
from nlscope.tui.diff_screen import DiffScreen
from nlscope.tui.main_screen import MainScreen
from nlscope.tui.replay_screen import HereDialog, ReplayScreen
from nlscope.tui.replaying import ReplayError, Replaying, selecting
from tests.support import CAPTURES
from tests.support import session as load
from tests.tui.world import drive, press, shown

CHANGE = {"path": "mtu", "kind": "~", "before": 1500, "after": 9}


class Fake:
    """Answers at once; what was asked is kept."""

    asked: ClassVar[list[tuple[list[int], str]]]
    verdicts: tuple[str, ...] = ("same", "differs")
    error = ""

    def __init__(
        self, path: str, store: Any, numbers: list[int], target: str, options: Any
    ) -> None:
        del path, store, options
        type(self).asked.append((numbers, target))
        self.numbers = numbers

    def steps(self) -> Iterator[dict[str, Any]]:
        if self.error:
            raise ReplayError(self.error)
        for no, verdict in zip(self.numbers, self.verdicts, strict=False):
            changes = [CHANGE] if verdict == "differs" else []
            yield {"no": no, "info": "x", "verdict": verdict, "reason": None,
                   "notes": [], "changes": changes}  # fmt: skip

    def stop(self) -> None:
        pass


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[Fake]:
    class Kept(Fake):
        asked: ClassVar[list[tuple[list[int], str]]] = []

    monkeypatch.setattr(replay_screen, "Replaying", Kept)
    return Kept


async def over(pilot: Pilot[None]) -> ReplayScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ReplayScreen)
    for _ in range(100):
        await pilot.pause(0.02)
        if not screen.running:
            break
    await pilot.pause(0.05)
    return screen


def test_sends_the_exchange_of_the_row(capture: Path, fake: type[Fake]) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "e", "y")
        assert isinstance(pilot.app.screen, ReplayScreen)
        assert fake.asked == []
        await press(pilot, "y")
        screen = await over(pilot)
        assert fake.asked == [([6], "scratch")]
        assert screen.results[0]["verdict"] == "same"
        assert "1 same" in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)

    drive(capture, steps)


def test_sends_the_marked_ones_and_shows_what_differs(
    capture: Path, fake: type[Fake]
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "m", "down", "m", "e", "m", "y", "t", "y")
        screen = await over(pilot)
        assert fake.asked == [([1, 6], "demo")]
        assert "1 same, 1 differs" in shown(pilot)
        assert "1 difference" in shown(pilot)
        screen.query_one(CellList).cursor = 1
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, DiffScreen)
        assert [line.path for line in pilot.app.screen.shown] == ["mtu"]

    drive(capture, steps, size=(80, 24))


@pytest.mark.parametrize(("key", "sent"), [("n", False), ("y", True)])
def test_asks_before_it_sends_here(
    capture: Path, fake: type[Fake], key: str, *, sent: bool
) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "y", "t", "t", "y")
        assert isinstance(pilot.app.screen, HereDialog)
        assert fake.asked == []
        await press(pilot, key)
        await over(pilot)
        assert fake.asked == ([([1], "here")] if sent else [])

    drive(capture, steps)


def test_says_why_nothing_was_sent(capture: Path, fake: type[Fake]) -> None:
    fake.error = "no scratch network namespace here"

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "y", "y")
        screen = await over(pilot)
        assert screen.results == {}
        assert any(
            "no scratch network namespace" in note.message
            for note in pilot.app._notifications
        )

    drive(capture, steps)


def test_selects_by_ranges() -> None:
    assert selecting([7, 1, 2, 3]) == "no in {1..3, 7}"
    with pytest.raises(ReplayError):
        selecting(range(1, 20_000, 2))


def test_a_real_run_compares_each_answer() -> None:
    path = CAPTURES / "control_exmpl_ok.pcapng"
    store = load(path).store
    found = list(Replaying(str(path), store, [3, 5], "demo").steps())
    nos = [step["no"] for step in found]
    assert nos
    assert set(nos) <= {3, 5}
    again = list(Replaying("-", store, nos, "demo").steps())
    assert [step["no"] for step in again] == nos


def test_a_run_that_cannot_start_says_why(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pcap"
    bad.write_bytes(b"no capture at all")
    store = load(CAPTURES / "control_exmpl_ok.pcapng").store
    with pytest.raises(ReplayError, match="is not a capture"):
        list(Replaying(str(bad), store, [1], "demo").steps())


def test_a_run_uses_the_tables_of_the_command_line() -> None:
    path = CAPTURES / "control_exmpl_ok.pcapng"
    store = load(path).store
    plain = list(Replaying(str(path), store, [5], "demo").steps())
    bare = ("--no-builtin", "--no-specs")
    other = list(Replaying(str(path), store, [5], "demo", bare).steps())
    assert [each["info"] for each in plain] != [each["info"] for each in other]
