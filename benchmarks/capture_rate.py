"""Frames through a veth pair into the ring of a capture, and into dumpcap: rates, drops.

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
_SENDMMSG = 64  # frames a system call


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _Message(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_void_p), ("name_length", ctypes.c_uint32),
        ("vectors", ctypes.POINTER(_Vector)), ("count", ctypes.c_size_t),
        ("control", ctypes.c_void_p), ("control_length", ctypes.c_size_t),
        ("flags", ctypes.c_int), ("sent", ctypes.c_uint32),
    )  # fmt: skip


def send(rate: int) -> int:
    """Send frames for SECONDS at a rate a second, 0 for any; return how many."""
    libc = ctypes.CDLL(None)
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    sock.setsockopt(263, 20, 1)  # SOL_PACKET, PACKET_QDISC_BYPASS
    sock.bind(("source", 0x88B5))
    data = ctypes.create_string_buffer(b"\xff" * 6 + bytes(6) + b"\x88\xb5", SIZE)
    vector = _Vector(ctypes.addressof(data), SIZE)
    one = _Message(vectors=ctypes.pointer(vector), count=1)
    batch = (_Message * _SENDMMSG)(*[one] * _SENDMMSG)
    started, sent = time.monotonic(), 0
    while (now := time.monotonic() - started) < SECONDS:
        if rate and sent > rate * now:
            time.sleep(0.0002)
            continue
        sent += max(0, libc.sendmmsg(sock.fileno(), batch, _SENDMMSG, 0))
    sock.close()
    return sent


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


def run_ours(path: Path, rate: int) -> tuple[int, int, int]:
    """Return the frames sent, written and dropped."""
    ready, result = os.pipe(), os.pipe()
    pid = os.fork()
    if not pid:
        os.write(result[1], "{} {}".format(*ours(path, ready[1])).encode())
        os._exit(0)
    os.read(ready[0], 1)
    sent = send(rate)
    os.kill(pid, signal.SIGTERM)
    frames, drops = map(int, os.read(result[0], 100).split())
    os.waitpid(pid, 0)
    return sent, frames, drops


def run_dumpcap(path: Path, rate: int) -> tuple[int, int, int]:
    """Return the frames sent, written and dropped."""
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
    process.wait()
    found = re.search(r"sink': (\d+)/(\d+)", said)
    assert found, said
    return sent, int(found[1]), int(found[2])


def main() -> None:
    """Print a line for each rate and program."""
    rates = [int(each) * 1000 for each in sys.argv[1:]] or [each * 1000 for each in RATES]
    if ctypes.CDLL(None).unshare(_CLONE_NEWNET):
        sys.exit("this benchmark needs root")
    with IPRoute() as route:
        route.link("add", ifname="source", kind="veth", peer={"ifname": "sink"})
        for name in ("source", "sink"):
            route.link("set", index=route.link_lookup(ifname=name)[0], state="up")
    print(f"{SIZE}-byte frames, {SECONDS:g} s a run; the bar: {BAR:,}/s, no drops")
    with tempfile.TemporaryDirectory() as folder:
        for rate in rates:
            for name, run in (("nlscope", run_ours), ("dumpcap", run_dumpcap)):
                path = Path(folder, name)
                sent, written, drops = run(path, rate)
                print(
                    f"{name:<8} sent {sent / SECONDS:>9,.0f}/s   written "
                    f"{written / SECONDS:>9,.0f}/s   dropped {drops:>9,}"
                )
                path.unlink()


if __name__ == "__main__":
    main()
