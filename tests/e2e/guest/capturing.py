"""Run nlscope capture in every way; the files, and facts.json, are the host's to judge.

Every nlscope is a fork of this process, see jobs.py.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.e2e.guest.machine import loaded
from tests.e2e.guest.program import become
from tests.e2e.guest.session import OUT

OPEN = Path("/tmp/open")  # a folder for everybody
NOBODY = 65534


class Capture:
    """A running nlscope capture; begun is what it said when it listened."""

    def __init__(self, *args: str, env: dict[str, str] | None = None) -> None:
        out, err = os.pipe(), os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.dup2(out[1], 1)
            os.dup2(err[1], 2)
            for fd in (*out, *err):
                os.close(fd)
            os.environ.update(env or {})
            sys.argv = ["nlscope", "capture", *args]
            become()
        os.close(out[1])
        os.close(err[1])
        self.out, self.err = out[0], err[0]
        self.begun = self._line()

    def _line(self) -> str:
        said = b""
        while not said.endswith(b"\n") and select.select([self.err], [], [], 30)[0]:
            byte = os.read(self.err, 1)
            if not byte:
                break
            said += byte
        return said.decode().strip()

    def end(self, number: int = signal.SIGINT) -> dict[str, Any]:
        """Ask for the end, and return what it said and its status."""
        os.kill(self.pid, number)
        return self.wait()

    def wait(self) -> dict[str, Any]:
        """Wait for the end."""
        _, status = os.waitpid(self.pid, 0)
        said = b""
        while part := os.read(self.err, 4096):
            said += part
        os.close(self.err)
        code = os.waitstatus_to_exitcode(status)
        return {"begun": self.begun, "said": said.decode(), "status": code}


def run(command: str) -> str:
    done = subprocess.run(command.split(), stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def nlmons(prefix: str = "") -> list[dict[str, Any]]:
    listed = json.loads(run(f"{prefix} ip -j -d link show type nlmon") or "[]")
    return [
        {"name": each["ifname"], "up": "UP" in each["flags"], "alias": each.get("ifalias")}
        for each in listed
        if each
    ]


def gone() -> None:
    """Wait until there is no nlmon link, but not for ever."""
    end = time.monotonic() + 10
    while nlmons() and time.monotonic() < end:
        time.sleep(0.1)


def child(capture: Capture) -> int:
    return int(
        Path(f"/proc/{capture.pid}/task/{capture.pid}/children").read_text().split()[0]
    )


def links() -> dict[str, Any]:
    capture = Capture("-w", str(OUT / "links.pcapng"))
    during = nlmons()
    run("ip link add left type veth peer name right")
    run("ip link del left")
    return {"during": during, **capture.end(), "after": nlmons()}


def limit(name: str, *args: str) -> dict[str, Any]:
    capture = Capture("-w", str(OUT / f"{name}.pcapng"), *args)
    started = time.monotonic()
    with talker() as say:
        while not os.waitid(os.P_PID, capture.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            say()
            time.sleep(0.01)
    return {**capture.wait(), "seconds": time.monotonic() - started, "after": nlmons()}


@contextlib.contextmanager
def talker() -> Any:
    """Yield what sends one USERSOCK message to oneself, and counts them."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 2) as sock:
        sock.bind((0, 0))
        port, count = sock.getsockname()[0], 0

        def say() -> int:
            nonlocal count
            count += 1
            sock.sendto(struct.pack("=IHHII", 16, 99, 0, count, 0), (port, 0))
            sock.recv(100)
            return count

        yield say


def killed(name: str, victim: str) -> dict[str, Any]:
    capture = Capture("-w", str(OUT / f"{name}.pcapng"))
    drain, sent = child(capture), []
    with talker() as say:
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            sent.append((say(), time.monotonic()))
            time.sleep(0.002)
        at = time.monotonic()
        os.kill(capture.pid if victim == "parent" else drain, signal.SIGKILL)
    ended = capture.wait()
    if victim == "parent":
        gone()
    safe = max(n for n, when in sent if when <= at - 0.1)
    return {"safe": safe, "sent": len(sent), **ended, "after": nlmons()}


def cleaned() -> dict[str, Any]:
    before = nlmons()
    capture = Capture("-w", str(OUT / "cleaned.pcapng"))
    during = nlmons()
    capture.end()
    return {"before": before, "during": during, "after": nlmons()}


def existing() -> dict[str, Any]:
    run("ip link add nlmon7 type nlmon")
    capture = Capture("-w", str(OUT / "existing.pcapng"))
    during = nlmons()
    run("ip link show")
    facts = {"during": during, **capture.end(signal.SIGTERM), "after": nlmons()}
    run("ip link del nlmon7")
    return facts


def namespace() -> dict[str, Any]:
    run("ip netns add other")
    capture = Capture("-w", str(OUT / "namespace.pcapng"), "--netns", "other")
    run("ip netns exec other ip link add inside type dummy")
    run("ip link add outside type dummy")
    here, there = nlmons(), nlmons("ip netns exec other")
    ended = capture.end()
    return {"here": here, "there": there, **ended, "after": nlmons("ip netns exec other")}


def prefilter() -> dict[str, Any]:
    words = "route:RTM_NEWLINK, generic:CONTROL_EXMPL|nlctrl"
    with loaded("control_exmpl"):
        capture = Capture("-w", str(OUT / "prefilter.pcapng"), "-f", words)
        run("ip link add filtered type dummy")
        run("ip route show")
        return capture.end()


def pipe() -> dict[str, Any]:
    capture = Capture("-w", "-", "-c", "4", "--snaplen", "20")
    with talker() as say:
        for _ in range(20):
            say()
    with os.fdopen(capture.out, "rb") as out:
        (OUT / "pipe.pcapng").write_bytes(out.read())
    return capture.wait()


def sudo() -> dict[str, Any]:
    OPEN.mkdir(exist_ok=True)
    OPEN.chmod(0o777)
    path = OPEN / "sudo.pcapng"
    capture = Capture("-w", str(path), env={"SUDO_UID": str(NOBODY)})
    owners = [Path(f"/proc/{pid}").stat().st_uid for pid in (capture.pid, child(capture))]
    ended = capture.end()
    return {"owners": owners, "file": path.stat().st_uid, **ended, "after": nlmons()}


def mistakes() -> dict[str, Any]:
    path = str(OUT / "mistake.pcapng")
    tries = {
        "not nlmon": ("-i", "lo"),
        "no namespace": ("--netns", "nowhere"),
        "long name": ("-i", "nlmon" + "9" * 20),
    }
    found: dict[str, Any] = {k: Capture("-w", path, *v).wait() for k, v in tries.items()}
    found["path"] = Capture("-w", "/nowhere/x").wait()
    return {**found, "written": Path(path).exists(), "after": nlmons()}


FACTS: dict[str, Callable[[], Any]] = {
    "links": links,
    "count": lambda: limit("count", "-c", "3"),
    "messages": lambda: limit("messages", "-a", "messages:5"),
    "filesize": lambda: limit("filesize", "-a", "filesize:14"),
    "duration": lambda: limit("duration", "-a", "duration:1"),
    "parent killed": lambda: killed("parent", "parent"),
    "child killed": lambda: killed("child", "child"),
    "cleaned": cleaned,
    "existing": existing,
    "namespace": namespace,
    "prefilter": prefilter,
    "pipe": pipe,
    "sudo": sudo,
    "mistakes": mistakes,
}


def main() -> None:
    """Do all of it."""
    from tests.e2e.guest import telling  # noqa: PLC0415  # which imports this module

    facts = {}
    for key, work in (FACTS | telling.FACTS).items():
        started = time.monotonic()
        facts[key] = work()
        sys.stdout.write(f"{key}: {time.monotonic() - started:.1f} s\n")
        sys.stdout.flush()
        (OUT / "facts.json").write_text(json.dumps(facts))
