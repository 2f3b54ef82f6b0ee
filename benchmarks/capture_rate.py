"""Frames through a veth pair into the ring of a capture, and into dumpcap: rates, drops.

The time of processor a frame tells what is possible where the machine is busy otherwise.

Run it as root from the project's folder: python -m benchmarks.capture_rate [RATE...]
(thousands a second; 0 is as many as the sender can). A namespace of its own is used.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from pyroute2.iproute.linux import IPRoute

from nlscope.capture import drain, nlmon
from nlscope.capture.prefilter import WHOLE, Prefilter
from nlscope.capture.ring import Ring
from nlscope.capture.teller import Teller

BAR = 300_000  # frames a second without a drop, DESIGN.md section 6
SECONDS = 3.0
SIZE = 200  # bytes of a frame
RATES = (100, 200, 300, 400, 0)
_CLONE_NEWNET = 0x40000000
_UDP_SEGMENT = 103
_SEGMENTS = 32  # frames a system call; more overrun the backlog of the other end
_HEADERS = 42  # Ethernet, IP, UDP
PEER = "192.0.2.2"


def send(rate: int) -> int:
    """Send frames for SECONDS at a rate a second, 0 for any; return how many.

    The kernel cuts every datagram into _SEGMENTS frames (UDP_SEGMENT), because the
    interface is said to do no segmentation: a system call for each would be the limit.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.IPPROTO_UDP, _UDP_SEGMENT, SIZE - _HEADERS)
    sock.connect((PEER, 9))
    data = bytes((SIZE - _HEADERS) * _SEGMENTS)
    started, sent = time.monotonic(), 0
    while (now := time.monotonic() - started) < SECONDS:
        if rate and sent > rate * now:
            time.sleep(0.0001)
            continue
        sock.send(data)
        sent += _SEGMENTS
    sock.close()
    return sent


def veth(route: IPRoute) -> None:
    """Make a pair of interfaces, source and sink; the sink's machine is not there."""
    route.link("add", ifname="source", kind="veth", peer={"ifname": "sink"})
    for name in ("source", "sink"):
        route.link("set", index=route.link_lookup(ifname=name)[0], state="up")
    (source,) = route.link_lookup(ifname="source")
    route.link("set", index=source, gso_max_segs=1)
    route.addr("add", index=source, address="192.0.2.1", prefixlen=24)
    route.neigh("add", dst=PEER, lladdr="02:00:00:00:00:99", ifindex=source, state=0x80)


def ours(path: Path, ready: int) -> tuple[int, int]:
    """Be the capture until SIGTERM; return frames and drops."""
    theirs, _parent = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    work = drain.Drain(theirs, drain.Wanted())
    with IPRoute() as route:
        (index,) = route.link_lookup(ifname="sink")
    link = nlmon.Link(index, "sink", "veth", up=True, owner="")
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    with Teller() as teller, Ring(index, Prefilter(), WHOLE, tell=teller) as ring:
        os.write(ready, b"1")
        report = work.drain(ring, link, fd, teller=teller)
    return report.frames, report.drops


class Outcome(NamedTuple):
    """The frames sent, written and dropped, and the seconds of processor they took."""

    sent: int
    written: int
    drops: int
    cpu: float


def _cpu(pid: int) -> float:
    """Wait for a process, and return the seconds of processor that it took."""
    used = os.wait4(pid, 0)[2]
    return used.ru_utime + used.ru_stime


def run_ours(path: Path, rate: int) -> Outcome:
    """Capture with the ring of this program."""
    ready, result = os.pipe(), os.pipe()
    pid = os.fork()
    if not pid:
        os.write(result[1], "{} {}".format(*ours(path, ready[1])).encode())
        os._exit(0)
    os.read(ready[0], 1)
    sent = send(rate)
    os.kill(pid, signal.SIGTERM)
    frames, drops = map(int, os.read(result[0], 100).split())
    return Outcome(sent, frames, drops, _cpu(pid))


def run_dumpcap(path: Path, rate: int) -> Outcome:
    """Capture with dumpcap, its buffer as large as ours."""
    process = subprocess.Popen(
        ["dumpcap", "-i", "sink", "-B", "64", "-w", path, "-q"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    while "File:" not in process.stderr.readline():
        pass
    time.sleep(0.5)
    sent = send(rate)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    said = process.stderr.read()
    cpu = _cpu(process.pid)
    found = re.search(r"sink': (\d+)/(\d+)", said)
    assert found, said
    return Outcome(sent, int(found[1]), int(found[2]), cpu)


def main() -> None:
    """Print a line for each rate and program."""
    rates = [int(each) * 1000 for each in sys.argv[1:]] or [each * 1000 for each in RATES]
    if ctypes.CDLL(None).unshare(_CLONE_NEWNET):
        sys.exit("this benchmark needs root")
    with IPRoute() as route:
        veth(route)
    print(f"{SIZE}-byte frames, {SECONDS:g} s a run; the bar: {BAR:,}/s, no drops")
    with tempfile.TemporaryDirectory() as folder:
        for rate in rates:
            for name, run in (("nlscope", run_ours), ("dumpcap", run_dumpcap)):
                path = Path(folder, name)
                found = run(path, rate)
                print(
                    f"{name:<8} sent {found.sent / SECONDS:>9,.0f}/s   written "
                    f"{found.written / SECONDS:>9,.0f}/s   dropped {found.drops:>9,}   "
                    f"{found.cpu / found.written * 1e6:.2f} us a frame"
                )
                path.unlink()


if __name__ == "__main__":
    main()
