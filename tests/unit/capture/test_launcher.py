"""The launcher with a capture that only pretends, in real processes."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from nlscope.capture import launcher as launchers
from nlscope.capture import tap as taps
from nlscope.capture.drain import Report, Wanted
from nlscope.capture.launcher import Launcher
from nlscope.capture.live import Recorder, Simulation, Starter
from nlscope.capture.source import CaptureError
from nlscope.capture.tap import Tap

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
OFFERS = (Wanted(interface="first"), Wanted(interface="second"))


def pretend(parent: socket.socket, wanted: Wanted, ppid: int) -> None:
    """Do as a capture does: up, take a file, write, report, end at the end of file."""
    assert os.getppid() == ppid
    if wanted.interface == "second":
        parent.send(msgspec.json.encode(Report("failed", "there is no such thing")))
        return
    told = Report("up", interface=f"nlmon of {os.getpid()}")
    parent.send(msgspec.json.encode(told))
    _, files, _, _ = socket.recv_fds(parent, 16, 1)
    os.write(files[0], b"written by the child")
    told.state, told.size, told.drops = "on", 20, 3
    parent.send(msgspec.json.encode(told))
    while parent.recv(16):
        pass
    told.state, told.frames = "done", 7
    parent.send(msgspec.json.encode(told))


@pytest.fixture(name="launcher")
def _launcher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Launcher]:
    monkeypatch.setattr(launchers, "serve", pretend)
    made = Launcher(OFFERS)
    yield made
    with suppress(ProcessLookupError):
        os.kill(made.pid, signal.SIGKILL)
    made.close()


def gone(pid: int) -> bool:
    """Return whether a process ends soon; a zombie has."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def child_of(report: Report) -> int:
    return int(report.interface.rpartition(" ")[2])


def test_captures_one_after_another(launcher: Launcher, tmp_path: Path) -> None:
    for name in ("one", "two"):
        tap = launcher.tap()
        assert tap.ready().interface.startswith("nlmon of ")
        assert tap.pid == 0
        live = Recorder(tap, str(tmp_path / name))
        assert (live.report().state, live.report().drops) == ("on", 3)
        assert (tmp_path / name).read_bytes() == b"written by the child"
        live.end()
        live.close()
        assert (live.report().state, live.report().frames) == ("done", 7)


def test_two_at_once(launcher: Launcher, tmp_path: Path) -> None:
    first, second = launcher.tap(), launcher.tap()
    pids = {child_of(first.ready()), child_of(second.ready())}
    assert len(pids) == 2
    lives = [Recorder(tap, str(tmp_path / "x")) for tap in (first, second)]
    for live in lives:
        live.close()
        assert live.report().state == "done"


def test_the_reason_why_it_cannot_start(launcher: Launcher) -> None:
    tap = launcher.tap(1)
    with pytest.raises(CaptureError, match="there is no such thing"):
        tap.ready()


def test_what_was_not_offered_is_not_started(launcher: Launcher) -> None:
    with pytest.raises(IndexError):
        launcher.tap(2)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    launcher._ask(2, theirs)
    theirs.close()
    ours.settimeout(5)
    assert ours.recv(16) == b""  # nobody holds the other end
    ours.close()
    tap = launcher.tap()
    assert tap.ready().state == "up"
    tap.stop()


def test_a_capture_that_is_killed(launcher: Launcher, tmp_path: Path) -> None:
    tap = launcher.tap()
    pid = child_of(tap.ready())
    live = Recorder(tap, str(tmp_path / "x"))
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    assert live.report().state == "failed"
    assert live.report().text == "the process that captures died"
    live.close()


def test_a_launcher_that_is_killed(launcher: Launcher) -> None:
    os.kill(launcher.pid, signal.SIGKILL)
    assert gone(launcher.pid)
    with pytest.raises(CaptureError, match="start nlscope again"):
        launcher.tap()


def test_all_ends_with_the_launcher(launcher: Launcher, tmp_path: Path) -> None:
    tap = launcher.tap()
    pid = child_of(tap.ready())
    live = Recorder(tap, str(tmp_path / "x"))
    live.close()
    launcher.close()
    assert gone(launcher.pid)
    assert gone(pid)


def test_a_file_that_cannot_be_written(launcher: Launcher, tmp_path: Path) -> None:
    tap = launcher.tap()
    pid = child_of(tap.ready())
    with pytest.raises(CaptureError, match=r"cannot write .*: No such file"):
        Recorder(tap, str(tmp_path / "none" / "x"))
    assert gone(pid)


def test_the_starter_removes_what_it_made(launcher: Launcher) -> None:
    launcher.offers = OFFERS[:1]
    starter = Starter(launcher)
    live = starter.live()
    assert live.temporary
    path = Path(live.path)
    assert path.name.startswith("live-")
    assert path.stat().st_mode & 0o777 == 0o600
    second = starter.live()
    assert second.path != live.path
    assert starter.close() == ""
    assert (live.report().state, second.report().state) == ("done", "done")
    assert not path.parent.exists()


def test_the_starter_keeps_what_it_made(launcher: Launcher, tmp_path: Path) -> None:
    launcher.offers = OFFERS[:1]
    starter = Starter(launcher)
    live = starter.live()
    kept = starter.live(str(tmp_path / "mine.pcapng"))
    assert not kept.temporary
    assert not kept.precious
    folder = Path(starter.close(keep=True))
    assert Path(live.path).parent == folder
    assert Path(live.path).read_bytes() == b"written by the child"
    Path(live.path).unlink()
    folder.rmdir()


def test_no_launcher_is_a_reason() -> None:
    with pytest.raises(CaptureError, match="use sudo"):
        Starter(reason="use sudo").live()


def test_the_simulation(tmp_path: Path) -> None:
    live = Simulation(str(tmp_path / "demo.pcapng"), pause=0.01)
    assert live.report().state == "on"
    assert not live.precious
    live.close()
    assert live.report().state == "done"
    assert (tmp_path / "demo.pcapng").stat().st_size > 1000
    with pytest.raises(CaptureError, match="cannot write"):
        Simulation(str(tmp_path / "none" / "demo.pcapng"))


def test_several_offers_are_one_capture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(launchers, "serve", pretend)
    starter = Starter(Launcher([Wanted(netns="a"), Wanted(netns="b")]))
    live = starter.live(str(tmp_path / "both.pcapng"))
    told = live.report()
    assert (told.state, told.interface, told.drops) == ("on", "2 namespaces", 6)
    starter.close()


def test_one_of_several_that_cannot_start_ends_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(launchers, "serve", pretend)
    starter = Starter(Launcher(OFFERS))
    with pytest.raises(CaptureError, match="there is no such thing"):
        starter.live()
    starter.close()


def test_a_capture_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is too slow: a sentence, also where it is stopped once more."""
    monkeypatch.setattr(taps, "_PATIENCE", 0.05)
    held: list[int] = []
    with (
        Tap(Wanted(), lambda theirs: held.append(os.dup(theirs.fileno()))) as tap,
        pytest.raises(CaptureError, match=r"did not start within 0\.05 seconds"),
    ):
        tap.ready()
    os.close(held[0])
