from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from nlscope.tui.capture import Capture
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


def _append(path: Path, count: int) -> None:
    protocol, data = messages()[0]
    with path.open("ab") as out:
        out.write(frame(data, 50, protocol) * count)


def test_a_growing_file_is_followed_at_its_end(tmp_path: Path) -> None:
    path = write(tmp_path / "live.pcap")

    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        await press(pilot, "G")
        _append(path, 5)
        await pilot.pause(0.2)
        await settle(pilot)
        assert (len(screen.rows), screen.messages.cursor) == (17, 16)
        assert "following" in shown(pilot)
        await press(pilot, "k")
        _append(path, 5)
        await pilot.pause(0.2)
        assert (len(screen.rows), screen.messages.cursor) == (22, 15)
        assert "growing" in shown(pilot)

    drive(path, steps, follow=True)


def test_pause(tmp_path: Path) -> None:
    path = write(tmp_path / "live.pcap")

    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        await press(pilot, "space")
        _append(path, 3)
        await pilot.pause(0.2)
        assert len(screen.rows) == 12
        assert "paused, 3 new" in shown(pilot)
        await press(pilot, "space")
        assert len(screen.rows) == 15

    drive(path, steps, follow=True)


def test_waiting_for_the_first_message(tmp_path: Path) -> None:
    path = write(tmp_path / "live.pcap", [])

    async def steps(pilot: Pilot[None]) -> None:
        assert "Waiting for messages" in shown(pilot)
        _append(path, 1)
        await pilot.pause(0.2)
        assert "Waiting" not in shown(pilot)
        assert main_screen(pilot).messages.cursor == 0

    drive(path, steps, follow=True)


def test_a_finished_file_that_grows_is_followed(tmp_path: Path) -> None:
    path = write(tmp_path / "late.pcap")

    async def steps(pilot: Pilot[None]) -> None:
        screen = main_screen(pilot)
        await press(pilot, "j", "j")
        _append(path, 4)
        screen._looked = 0.0
        await pilot.pause(0.3)
        assert (len(screen.rows), screen.messages.cursor) == (16, 2)
        assert screen.capture.follow

    drive(path, steps)


def test_pull_takes_no_longer_than_told(tmp_path: Path) -> None:
    path = write(tmp_path / "big.pcap", messages() * 2000)
    capture = Capture(str(path), registry())
    assert 0 < capture.pull(0) < 24_000
    assert 0 < capture.progress < 1
    while capture.pull(0.01):
        pass
    assert capture.done
    assert len(capture.session.store) == 24_000
    assert capture.progress == 1


def test_what_was_unanswered_goes_when_its_answer_comes(tmp_path: Path) -> None:
    asked, answered = messages()[4], messages()[5]
    path = write(tmp_path / "live.pcap", [asked])

    async def becomes_rows(pilot: Pilot[None], wanted: int) -> int:
        screen = main_screen(pilot)
        for _ in range(200):
            await pilot.pause(0.02)
            if screen.rows.picked is not None and len(screen.rows) == wanted:
                break
        return len(screen.rows)

    async def steps(pilot: Pilot[None]) -> None:
        await pilot.press("f", *"exchange.unanswered", "enter")
        assert await becomes_rows(pilot, 1) == 1
        with path.open("ab") as out:
            out.write(frame(answered[1], 1, answered[0]))
        assert await becomes_rows(pilot, 0) == 0

    drive(path, steps, follow=True)
