"""The ring on a loopback interface of a namespace of its own."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from nlscope.capture.beginning import statistics
from nlscope.capture.ring import count_messages
from nlscope.store import Store

CODE = """
import ctypes, io, os, socket, sys, time
from nlscope.capture import nlmon
from nlscope.capture.blocks import COMMENT, make_options
from nlscope.capture.beginning import beginning, statistics
from nlscope.capture.prefilter import Prefilter, Term
from nlscope.capture.ring import Ring, Room
if ctypes.CDLL(None).unshare(0x40000000):
    sys.exit(77)
from pyroute2.iproute.linux import IPRoute
with IPRoute() as route:
    route.link("set", index=1, state="up")
link = nlmon.Link(1, "lo", "", True, "")
try:
    tell = lambda protocol, port: make_options({COMMENT: f"{protocol:#x} {port:#x}"}, "=")
    ring = Ring(1, Prefilter((Term(0x800),)), 60, blocks=2, tell=tell)
except OSError:
    sys.exit(77)
out = open(sys.argv[1], "wb")
out.write(beginning(link, []))
most, step = int(sys.argv[2]) or None, int(sys.argv[3]) or None
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for n in range(50):
    sock.sendto(bytes([n]) * (n + 1), ("127.0.0.1", 9))
frames = 0
end = time.monotonic() + 2
while frames < (most or 150) and time.monotonic() < end:
    taken = ring.take(Room(step or (most and most - frames)))
    if taken is None:
        time.sleep(0.01)
        continue
    frames += taken.frames
    out.write(taken.data)
count = ring.counters()
out.write(statistics(*count))
out.close()
print(frames, count.frames >= frames, count.drops)
ring.close()
"""


def ring(path: Path, most: int, step: int = 0) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path), str(most), str(step)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    if done.returncode == 77:
        pytest.skip("no network namespace, or no packet socket, here")
    assert done.returncode == 0
    return done.stdout.split()


def packets(path: Path) -> list[tuple[int, int, bytes]]:
    """Return length, original length and data of the enhanced packet blocks."""
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        kind, total = struct.unpack_from("=II", data, at)
        assert data[at + total - 4 : at + total] == data[at + 4 : at + 8]
        if kind == 6:
            length, original = struct.unpack_from("=II", data, at + 20)
            found.append((length, original, data[at + 28 : at + 28 + length]))
        at += total
    assert at == len(data)
    return found


def test_frames_come_out_as_pcapng_blocks(tmp_path: Path) -> None:
    frames, counted, drops = ring(tmp_path / "a.pcapng", 0)
    assert (counted, drops) == ("True", "0")
    found = packets(tmp_path / "a.pcapng")
    assert len(found) == int(frames) >= 100
    cooked = {struct.unpack_from(">HHH8xH", data) for _, _, data in found}
    assert {(hatype, protocol) for _, hatype, _, protocol in cooked} == {(824, 0x800)}
    ours = [each for each in found if each[2][16 + 14 + 9] == 17]  # UDP, sent and received
    assert {original for _, original, _ in ours} == {16 + 42 + n for n in range(1, 51)}
    for length, original, data in ours:
        assert length == min(original, 16 + 60)
        assert set(data[16 + 42 :]) == {original - 16 - 42 - 1}


def test_a_limit_ends_in_the_frame_that_reaches_it(tmp_path: Path) -> None:
    frames, _, _ = ring(tmp_path / "a.pcapng", 7)
    assert int(frames) == len(packets(tmp_path / "a.pcapng")) == 7


def test_frames_behind_a_limit_come_next_time(tmp_path: Path) -> None:
    frames, _, _ = ring(tmp_path / "a.pcapng", 90, 7)
    found = packets(tmp_path / "a.pcapng")
    assert len(found) == int(frames) >= 90
    ours = [data for _, _, data in found if data[16 + 14 + 9] == 17]
    assert len(ours) > 40
    numbers = [int.from_bytes(data[16 + 34 + 4 : 16 + 34 + 6]) - 8 for data in ours]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, numbers[-1] + 1))


def test_what_is_told_of_a_port_is_the_packets_comment(tmp_path: Path) -> None:
    ring(tmp_path / "a.pcapng", 5)
    store = Store.load(str(tmp_path / "a.pcapng"))
    at = struct.unpack("=I", b"\x08\0\x45\0")[0]
    assert f"0x800 {at:#x}" in {store.frame_at(n).comment for n in range(5)}


@pytest.mark.parametrize(
    ("frame", "count"),
    [
        (b"", 1),
        (b"short", 1),
        (struct.pack("=IHHII", 16, 16, 0, 0, 0) * 3, 3),
        (struct.pack("=IHHII", 17, 16, 0, 0, 0) + bytes(4), 1),
        (struct.pack("=IHHII", 0, 16, 0, 0, 0) * 3, 1),
    ],
)
def test_messages_of_a_frame(frame: bytes, count: int) -> None:
    assert count_messages(frame) == count


def test_statistics_block() -> None:
    block = statistics(12, 3)
    kind, total = struct.unpack_from("=II", block)
    assert (kind, total) == (5, len(block))
    assert struct.pack("=HHQ", 4, 8, 12) in block
    assert struct.pack("=HHQ", 5, 8, 3) in block
