"""Live captures on the screen, with captures that only pretend to listen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from nlscope.capture.demo import Demo
from nlscope.capture.drain import Report
from nlscope.capture.live import Live, Starter
from nlscope.capture.source import CaptureError
from nlscope.registry import Registry
from nlscope.session import Session
from nlscope.tui.capture import Capture
from nlscope.tui.main_screen import MainScreen
from nlscope.tui.quit_dialog import QuitDialog
from nlscope.tui.save_dialog import SaveDialog
from nlscope.tui.start_screen import StartScreen
from nlscope.tui.stats_screen import StatsScreen
from tests.tui.world import (
    drive,
    frame,
    main_screen,
    messages,
    press,
    registry,
    settle,
    shown,
    write,
)


class Fake:
    """A live capture that grows when it is told to."""

    target: Demo | None = None
    here = True

    def __init__(self, path: Path, *, precious: bool = True) -> None:
        self.path = str(write(path, []))
        self.temporary = self.precious = precious
        self.told = Report("on", interface="nlmon7", size=1_234_567)

    def grow(self, count: int) -> None:
        protocol, data = messages()[5]
        with Path(self.path).open("ab") as out:
            out.write(b"".join(frame(data, n, protocol) for n in range(count)))

    def report(self) -> Report:
        return self.told

    def end(self) -> None:
        self.told.state = "done"

    def close(self) -> None:
        self.end()


class Fakes(Starter):
    """Starts captures that pretend, unless it is to fail."""

    def __init__(self, folder: Path, failure: str = "") -> None:
        super().__init__()
        self.made: list[Fake] = []
        self._into, self._failure = folder, failure

    @property
    def able(self) -> bool:
        return True

    def live(self, path: str | None = None) -> Live:
        if self._failure:
            raise CaptureError(self._failure)
        made = Fake(Path(path or self._into / f"live-{len(self.made)}.pcap"))
        self.made.append(made)
        return made


@pytest.fixture(name="starter")
def _starter(tmp_path: Path) -> Iterator[Fakes]:
    made = Fakes(tmp_path)
    yield made
    made.close()


async def wait_for(pilot: Pilot[None], words: str) -> str:
    """Return the screen once it shows some words, or after a while what it is."""
    for _ in range(150):
        if words in shown(pilot):
            break
        await pilot.pause(0.02)
    return shown(pilot)


def status(pilot: Pilot[None]) -> str:
    return shown(pilot).splitlines()[-2]


async def told(pilot: Pilot[None], words: str) -> bool:
    """Return whether the user was told some words, after a while at most."""
    for _ in range(150):
        if any(words in each.message for each in pilot.app._notifications):
            return True
        await pilot.pause(0.02)
    return False


def saved(path: Path) -> Session:
    return Session.load(str(path), registry())


def test_the_status_tells_of_the_capture(tmp_path: Path) -> None:
    live = Fake(tmp_path / "x.pcap")

    async def steps(pilot: Pilot[None]) -> None:
        assert "Waiting for messages" in shown(pilot)
        live.grow(3)
        await wait_for(pilot, "3 of 3")
        for words in ("● live", "nlmon7", "1.2 MB", "/s", "3 of 3"):
            assert words in status(pilot)
        assert "dropped" not in shown(pilot)
        live.told.drops = 4321
        assert "4,321 dropped" in await wait_for(pilot, "dropped")
        live.told.state, live.told.text = "failed", "the process that captures died"
        await wait_for(pilot, "captures died")
        assert "■ stopped" in status(pilot)
        assert "the process that captures died" in status(pilot)

    drive(None, steps, live=live)


def test_the_rate_is_measured(tmp_path: Path) -> None:
    live = Fake(tmp_path / "x.pcap")

    async def steps(pilot: Pilot[None]) -> None:
        assert " 0/s" in status(pilot)
        for _ in range(8):
            live.grow(50)
            await pilot.pause(0.1)
        assert main_screen(pilot).capture.rate.value > 0
        assert " 0/s" not in status(pilot)

    drive(None, steps, live=live)


def test_what_matters_fits_80_columns(tmp_path: Path) -> None:
    live = Fake(tmp_path / "live-120000.pcapng")
    live.told.drops = 12

    async def steps(pilot: Pilot[None]) -> None:
        live.grow(3)
        text = await wait_for(pilot, "3 of 3")
        assert "● live" in text
        assert "12 dropped" in text
        assert "q Quit" in text
        assert all(len(line) <= 80 for line in text.splitlines())

    drive(None, steps, live=live, size=(80, 24))


def test_stop_and_start_again(tmp_path: Path, starter: Fakes) -> None:
    live = Fake(tmp_path / "first.pcap")
    live.grow(2)

    async def steps(pilot: Pilot[None]) -> None:
        first = main_screen(pilot)
        await press(pilot, "S")
        assert live.told.state == "done"
        assert "■ stopped" in await wait_for(pilot, "stopped")
        await press(pilot, "S")
        assert "live-0.pcap" in await wait_for(pilot, "live-0.pcap")
        assert "2/2" in status(pilot)
        assert main_screen(pilot) is not first
        starter.made[0].grow(5)
        await wait_for(pilot, "5 of 5")
        await press(pilot, "comma")
        assert main_screen(pilot) is first
        assert "1/2  first.pcap" in status(pilot)
        assert len(first.rows) == 2
        await press(pilot, "full_stop")
        assert len(main_screen(pilot).rows) == 5

    drive(None, steps, live=live, starter=starter)


def test_a_capture_that_cannot_start(capture: Path, tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "S")
        assert await told(pilot, "cannot start: no nlmon")
        assert len(main_screen(pilot).rows) == 12

    drive(capture, steps, starter=Fakes(tmp_path, "no nlmon"))


def test_no_privileges_is_a_sentence(capture: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "S")
        assert await told(pilot, "not possible: use sudo.")

    drive(capture, steps, starter=Starter(reason="use sudo"))


def test_another_file_while_the_capture_goes_on(
    capture: Path, tmp_path: Path, starter: Fakes
) -> None:
    live = Fake(tmp_path / "going.pcap")

    async def steps(pilot: Pilot[None]) -> None:
        first = main_screen(pilot)
        live.grow(2)
        await press(pilot, "O")
        assert isinstance(pilot.app.screen, StartScreen)
        text = shown(pilot)
        assert "● live  going.pcap" in text
        assert "Capture live" in text
        pilot.app.screen.query_one(Input).value = str(capture)
        pilot.app.screen.query_one(Input).focus()
        await press(pilot, "enter")
        assert len(main_screen(pilot).rows) == 12
        assert "2/2  small.pcap" in status(pilot)
        live.grow(3)
        await press(pilot, "O")
        await press(pilot, "home", "enter")
        await wait_for(pilot, "of 5")
        assert main_screen(pilot) is first
        assert len(first.rows) == 5
        assert pilot.app.screen_stack[1:] == [first]
        await press(pilot, "O", "escape")
        assert main_screen(pilot) is first

    drive(None, steps, live=live, starter=starter)


def test_a_failure_out_of_sight_is_told(capture: Path, tmp_path: Path) -> None:
    live = Fake(tmp_path / "going.pcap")

    async def steps(pilot: Pilot[None]) -> None:
        pilot.app.open(str(capture))  # type: ignore[attr-defined]
        await settle(pilot)
        live.told.text = "the interface is gone"
        assert await told(pilot, "going.pcap: the interface is gone")

    drive(None, steps, live=live)


def test_quitting_asks_about_an_unsaved_capture(tmp_path: Path) -> None:
    live = Fake(tmp_path / "mine.pcap")
    live.grow(7)
    target = tmp_path / "kept.pcapng"

    async def steps(pilot: Pilot[None]) -> None:
        await wait_for(pilot, "7 of 7")
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, QuitDialog)
        assert "mine.pcap: 7 messages not saved" in shown(pilot)
        await press(pilot, "escape")
        assert pilot.app.is_running
        await press(pilot, "q", "s")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, SaveDialog)
        live.grow(2)  # what comes while the name is typed is saved too
        pilot.app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        for _ in range(100):
            if pilot.app._exit:
                break
            await pilot.pause(0.02)
        assert pilot.app._exit

    drive(None, steps, live=live)
    assert len(saved(target).store) == 9
    assert live.told.state == "done"


def test_discard_and_nothing_to_lose(tmp_path: Path) -> None:
    async def discard(pilot: Pilot[None]) -> None:
        await wait_for(pilot, "1 of 1")
        await press(pilot, "q")
        assert "1 message not saved" in shown(pilot)
        await press(pilot, "d")
        assert pilot.app._exit

    async def leave(pilot: Pilot[None]) -> None:
        await press(pilot, "q")
        assert pilot.app._exit

    for precious, steps in ((True, discard), (False, leave)):
        live = Fake(tmp_path / f"{precious}.pcap", precious=precious)
        live.grow(1)
        drive(None, steps, live=live)


def test_saving_while_it_runs(tmp_path: Path) -> None:
    live = Fake(tmp_path / "mine.pcap")
    live.grow(4)
    target = tmp_path / "kept.pcapng"

    async def steps(pilot: Pilot[None]) -> None:
        await wait_for(pilot, "4 of 4")
        await press(pilot, "w")
        pilot.app.screen.query_one(Input).value = str(target)
        await press(pilot, "enter")
        for _ in range(100):
            if target.exists():
                break
            live.grow(1)
            await pilot.pause(0.02)
        screen = main_screen(pilot)
        for _ in range(100):
            if screen.capture.kept:
                break
            await pilot.pause(0.02)
        assert screen.capture.kept == len(saved(target).store) >= 4
        assert live.told.state == "on"
        before = screen.capture.unsaved
        live.grow(2)
        await wait_for(pilot, f"of {len(screen.rows) + 2}")
        assert screen.capture.unsaved == before + 2

    drive(None, steps, live=live)


def test_comments_are_asked_about(capture: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept.pcapng"

    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        await press(pilot, "C", "h", "i", "enter")
        assert screen.losses() == "1 comment"
        await press(pilot, "q")
        assert "small.pcap: 1 comment not saved" in shown(pilot)
        await press(pilot, "escape", "w")
        pilot.app.screen.query_one(Input).value = str(target)
        await press(pilot, "enter")
        for _ in range(100):
            if not screen.losses():
                break
            await pilot.pause(0.02)
        await press(pilot, "q")
        assert pilot.app._exit

    drive(capture, steps)
    assert saved(target).store[0].frame.comment == "hi"


def test_closing_a_capture(capture: Path, tmp_path: Path, starter: Fakes) -> None:
    live = Fake(tmp_path / "going.pcap", precious=False)

    async def steps(pilot: Pilot[None]) -> None:
        first = main_screen(pilot)
        pilot.app.open(str(capture))  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "ctrl+w")
        assert main_screen(pilot) is first
        assert "1/2" not in status(pilot)
        await press(pilot, "ctrl+w")
        assert isinstance(pilot.app.screen, StartScreen)
        assert live.told.state == "done"
        await press(pilot, "escape")  # there is nothing to go back to
        assert isinstance(pilot.app.screen, StartScreen)
        await press(pilot, "l")
        await wait_for(pilot, "live-0.pcap")
        assert main_screen(pilot).capture.name == "live-0.pcap"

    drive(None, steps, live=live, starter=starter)


def test_the_demo_from_the_first_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    starter = Starter(reason="no nlmon module - install it")

    async def steps(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app.screen, StartScreen)
        assert "not possible: no nlmon module - install it." in shown(pilot)
        assert "Capture live" not in str(
            [each.prompt for each in pilot.app.screen.query_one(OptionList).options]
        )
        await press(pilot, "enter")
        await wait_for(pilot, "CONTROL_EXMPL")
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        assert screen.capture.live is not None
        assert isinstance(screen.capture.target, Demo)
        assert "● live" in status(pilot)
        await press(pilot, "S")
        assert "■ stopped" in await wait_for(pilot, "stopped")
        assert screen.losses() == ""

    try:
        drive(None, steps, starter=starter)
    finally:
        starter.close()


def test_statistics_follow_the_capture(tmp_path: Path) -> None:
    live = Fake(tmp_path / "x.pcap")
    live.grow(3)

    async def steps(pilot: Pilot[None]) -> None:
        await wait_for(pilot, "3 of 3")
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, StatsScreen)
        assert " 3 messages" in await wait_for(pilot, " 3 messages")
        live.grow(4)
        assert " 7 messages" in await wait_for(pilot, " 7 messages")

    drive(None, steps, live=live)


def test_this_machine_names_what_is_live_only(tmp_path: Path) -> None:
    """A file that is opened beside it may come from elsewhere."""
    tables = Registry()
    tables.here = lambda _kind, _number: "ours"
    live = Fake(tmp_path / "live.pcap")
    here, file = Capture(live.path, tables, live=live), Capture(live.path, tables)
    assert here.session.context.name("ifindex", 7, 1) == "ours"
    assert file.session.context.name("ifindex", 7, 1) is None
