"""The process of a message on the screen, and the capture's own messages hidden."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.model import Frame
from nlscope.process import OWN, Process
from nlscope.tui.filter_bar import FilterBar
from tests.support import nlmsg
from tests.tui.world import drive, main_screen, press, settle, shown

GETLINK, NEWLINK = 18, 16


def sample(folder: Path) -> Path:
    path = folder / "told.pcapng"
    sent = [
        (OWN, nlmsg(NEWLINK, bytes(16), flags=0, seq=9, portid=50)),
        ("", nlmsg(GETLINK, bytes(16), flags=1, seq=1)),
        (
            "look\n" + Process(7, "a[b]\x1b").comment,
            nlmsg(NEWLINK, bytes(16), flags=0, seq=1, portid=7),
        ),
    ]
    with path.open("wb") as out:
        writer = PcapngWriter(out)
        for no, (comment, data) in enumerate(sent, 1):
            writer.write(Frame(no, no, 0, 4, data, len(data), comment=comment))
    return path


def numbers(pilot: Pilot[None]) -> list[int]:
    rows = main_screen(pilot).rows
    return [rows.index(row) + 1 for row in range(len(rows))]


def test_process_and_comment(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "j")
        lines = shown(pilot).splitlines()
        assert " process " in lines[1]
        assert [" nlscope " in lines[2], " a[b]? " in lines[3], " a[b]? " in lines[4]] == [
            True
        ] * 3
        assert "✎ look" in lines[4]
        assert "✎ process" not in shown(pilot)
        assert "a[b]? (pid 7) · ROUTE" in shown(pilot)

    drive(sample(tmp_path), steps, size=(120, 40))


def test_no_room(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await settle(pilot)
        assert "process" not in shown(pilot).splitlines()[1]

    drive(sample(tmp_path), steps, size=(80, 24))


def test_hide_own(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        bar = main_screen(pilot).query_one(FilterBar)
        await press(pilot, "H")
        assert (bar.applied, numbers(pilot)) == ("not own", [2, 3])
        await press(pilot, "H")
        assert (bar.applied, numbers(pilot)) == ("", [1, 2, 3])
        bar.put("seq == 1 or seq == 9")
        await press(pilot, "H")
        assert (bar.applied, numbers(pilot)) == (
            "(seq == 1 or seq == 9) and not own",
            [2, 3],
        )
        await press(pilot, "H")
        assert (bar.applied, numbers(pilot)) == ("seq == 1 or seq == 9", [1, 2, 3])

    drive(sample(tmp_path), steps)
