from __future__ import annotations

import os
import socket
from pathlib import Path

from nlscope.capture.proc_events import Born, ProcEvents
from nlscope.capture.processes import Processes


def test_this_process() -> None:
    name = Path("/proc/self/comm").read_text().strip()
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as sock:
        sock.bind((0, 0))
        port = sock.getsockname()[0]
        processes = Processes()
        assert processes.process(port, 0) == (os.getpid(), name)
        assert processes.process(port, 16) is None
        assert processes.process(0, 0) is None
    assert processes.process(port, 0) == (os.getpid(), name)


def test_a_port_goes_to_another_process(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()

    def table(inode: int) -> None:
        line = f"0 16 -2 00000000 0 0 0 2 0 {inode}\n"
        (tmp_path / "net/netlink").write_text("sk Eth Pid ...\n" + line)

    def process(pid: int, inode: int) -> None:
        (tmp_path / f"{pid}/fd").mkdir(parents=True)
        (tmp_path / f"{pid}/fd/3").symlink_to(f"socket:[{inode}]")
        rest = " ".join(["S", *["0"] * 18, str(pid)])
        (tmp_path / f"{pid}/stat").write_text(f"{pid} (a ) b{pid}) {rest}\n")

    table(5)
    process(10, 5)
    processes = Processes(str(tmp_path), pause=0)
    port = (1 << 32) - 2
    assert processes.process(port, 16) == (10, "a ) b10")
    (tmp_path / "10/stat").unlink()
    assert processes.process(port, 16) == (10, "a ) b10")
    table(6)
    process(11, 6)
    assert processes.process(port, 16) == (11, "a ) b11")


def test_no_procfs(tmp_path: Path) -> None:
    assert Processes(str(tmp_path)).process(5, 0) is None


def test_a_port_of_libnl_holds_the_process_id(tmp_path: Path) -> None:
    """Of one that is there; nothing is made of a port that is a process id."""
    (tmp_path / "231").mkdir()
    (tmp_path / "231/stat").write_text(f"231 (iw) S {' '.join(['0'] * 19)}\n")
    processes = Processes(str(tmp_path))
    port = 231 + (5 << 22)
    assert processes.process(port, 16) is None
    assert processes.guess(port) == (231, "iw")
    assert processes.guess(232 + (5 << 22)) is None
    assert processes.guess(231) is None
    assert processes.guess(5 << 22) is None


def test_a_port_of_libnl_whose_process_is_gone(tmp_path: Path) -> None:
    events = ProcEvents({77: ("iw", 3)}.get)
    events.close()
    events._keep(77, Born("iw", 3))
    processes = Processes(str(tmp_path), events=events)
    assert processes.guess(77 + (1 << 22)) == (77, "iw")
    assert processes.guess(78 + (1 << 22)) is None
