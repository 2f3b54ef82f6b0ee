"""Growing files merged by time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import BinaryIO

import pytest

from nlscope.capture.beginning import statistics
from nlscope.capture.demo import Demo
from nlscope.capture.drain import Report
from nlscope.capture.live import Live, Merged
from nlscope.capture.merge import Merger
from nlscope.capture.pcapng_writer import PcapngWriter
from nlscope.capture.source import CaptureError
from nlscope.model import Frame
from nlscope.store import Store
from tests.support import nlmsg

SECOND = 1_000_000_000


class Part:
    """A capture file that grows."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.out: BinaryIO = path.open("wb")
        self.writer = PcapngWriter(self.out)

    def say(self, *times: int, comment: str = "") -> None:
        for when in times:
            data = nlmsg(99, b"\0" * (when % 7), seq=when)
            frame = Frame(1, when * SECOND, 0, 4, data, len(data), comment=comment)
            self.writer.write(frame)
        self.out.flush()


def read(path: Path) -> tuple[list[int], list[str], list[str]]:
    """Return the numbers of the frames, their sources and comments."""
    store = Store.load(str(path))
    assert store.problem is None
    frames = [each.frame for each in store]
    return store.seq.tolist(), [f.source for f in frames], [f.comment for f in frames]


def test_merged_by_time_with_their_names(tmp_path: Path) -> None:
    one, two = (Part(tmp_path / name) for name in ("one", "two"))
    one.say(10, 30, comment="asked by nlscope")
    two.say(20, 40)
    now = [35 * SECOND]
    path = tmp_path / "merged.pcapng"
    with path.open("wb") as out:
        sources = [(one.path, "netns a"), (two.path, "netns b")]
        merger = Merger(sources, out, now=lambda: now[0])
        merger.step()
        own = "asked by nlscope"
        names = ["netns a", "netns b", "netns a"]
        assert read(path) == ([10, 20, 30], names, [own, "", own])
        one.say(36)  # after what waits in the other
        now[0] = 50 * SECOND
        merger.step()
        two.say(60)
        for part in (one, two):
            part.out.write(statistics(5, 2))
            part.out.flush()
        merger.step(final=True)
    assert read(path)[0] == [10, 20, 30, 36, 40, 60]
    for part in (one, two):
        part.out.close()
    merger.close()


def test_nothing_is_written_before_the_slower_capture_has_told_what_came(
    tmp_path: Path,
) -> None:
    one, two = (Part(tmp_path / name) for name in ("one", "two"))
    now, written = [20 * SECOND], [19 * SECOND, 11 * SECOND]
    path = tmp_path / "merged.pcapng"
    with path.open("wb") as out:
        sources = [(one.path, ""), (two.path, "")]
        merger = Merger(sources, out, written=lambda: written, now=lambda: now[0])
        now[0] = 16 * SECOND
        one.say(10, 18)
        merger.step()
        assert read(path)[0] == [10]
        two.say(17)
        written[1] = 18 * SECOND
        merger.step()
        assert read(path)[0] == [10, 17, 18]
        one.say(20)
        merger.step()
        assert read(path)[0] == [10, 17, 18]
        now[0] = 25 * SECOND  # it was waited for long enough
        merger.step()
        assert read(path)[0] == [10, 17, 18, 20]
    for part in (one, two):
        part.out.close()
    merger.close()


def test_a_block_in_two_pieces(tmp_path: Path) -> None:
    part = Part(tmp_path / "one")
    part.say(1, 2, 3)
    whole = Path(part.path).read_bytes()
    part.out.close()
    half = tmp_path / "half"
    path = tmp_path / "merged.pcapng"
    with path.open("wb") as out:
        half.write_bytes(b"")
        merger = Merger([(str(half), "a")], out, now=lambda: 9 * SECOND)
        for at in range(0, len(whole), 7):
            with half.open("ab") as more:
                more.write(whole[at : at + 7])
            merger.step()
        merger.step(final=True)
        merger.close()
    assert read(path)[0] == [1, 2, 3]


class Pretended(Part):
    """A live capture of such a file."""

    temporary = precious = True
    target: Demo | None = None
    here = True

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.told = Report("on", drops=2, frames=3)

    def report(self) -> Report:
        return self.told

    def end(self) -> None:
        self.told.state = "done"

    def close(self) -> None:
        self.end()
        self.out.close()


def test_several_as_one(tmp_path: Path) -> None:
    parts: list[Live] = [Pretended(tmp_path / name) for name in ("one", "two")]
    live = Merged(list(zip(parts, ("a", "b"), strict=True)), str(tmp_path / "merged"))
    told = live.report()
    assert (told.state, told.drops, told.frames) == ("on", 4, 6)
    parts[0].say(2)  # type: ignore[attr-defined]
    parts[1].say(1)  # type: ignore[attr-defined]
    live.end()
    for _ in range(200):
        if live.report().state != "on":
            break
        time.sleep(0.02)
    assert live.report().state == "done"
    assert read(tmp_path / "merged")[:2] == ([1, 2], ["b", "a"])
    parts[0].told.text = "the interface is gone"  # type: ignore[attr-defined]
    assert live.report().text == "the interface is gone"
    live.close()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    part = Pretended(tmp_path / "one")
    with pytest.raises(CaptureError, match="cannot write"):
        Merged([(part, "a")], str(tmp_path / "none" / "x"))
    assert part.told.state == "done"


def frame(when: int, source: str) -> Frame:
    data = nlmsg(99, b"", seq=when)
    return Frame(1, when * SECOND, 0, 4, data, len(data), source=source)


def test_saved_frames_come_first(tmp_path: Path) -> None:
    part = Pretended(tmp_path / "one")
    part.say(5, 6)
    saved = [frame(1, "old"), frame(2, "older"), frame(9, "old")]
    live = Merged([(part, "")], str(tmp_path / "merged"), saved=saved)
    assert (live.here, live.precious) == (False, True)
    live.end()
    ended(live)
    numbers, names, _ = read(tmp_path / "merged")
    assert numbers == [1, 2, 9, 5, 6]
    assert names == ["old", "older", "old", "nlmon0", "nlmon0"]
    live.close()


def ended(live: Merged) -> None:
    """Wait until all is merged."""
    for _ in range(200):
        if live.report().state != "on":
            return
        time.sleep(0.02)
    pytest.fail("it goes on")


def test_what_is_borrowed_goes_on(tmp_path: Path) -> None:
    part = Pretended(tmp_path / "one")
    part.say(5)
    live = Merged([(part, "live")], str(tmp_path / "merged"), saved=[], borrowed=True)
    assert live.report().interface == part.told.interface
    live.end()
    ended(live)
    live.close()
    assert part.told.state == "on"
    assert not live.precious
    assert read(tmp_path / "merged")[0] == [5]
    part.close()


def test_two_interfaces_of_one_capture_stay_two(tmp_path: Path) -> None:
    part = Part(tmp_path / "one")
    part.writer.write(frame(1, "nlmon0"))
    part.writer.write(frame(2, "groups:uevent"))
    part.out.close()
    path = tmp_path / "merged"
    with path.open("wb") as out:
        merger = Merger([(part.path, "")], out, [frame(0, "a.pcap")])
        merger.begin()
        merger.step(final=True)
        merger.close()
    assert read(path)[1] == ["a.pcap", "nlmon0", "groups:uevent"]
